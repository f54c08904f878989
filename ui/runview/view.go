// Package runview is the Run screen: the phases as live bars, the counters,
// the workers, the throughput and what happened lately.
package runview

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/theme"
)

// A View is what the Run screen knows: the newest snapshot, and what only a
// series of snapshots can tell. It belongs to one goroutine.
type View struct {
	snap  probe.Snapshot
	infos []probe.PhaseInfo
	stats []probe.PhaseStat // of snap, one for each of infos
	hist  history
	scale time.Duration // wall that a full bar stands for; 0 before the first
}

// New returns the screen of a run of which nothing is known yet.
func New() *View {
	infos := probe.Phases()
	return &View{infos: infos[:], stats: make([]probe.PhaseStat, len(infos))}
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Run" }

// Refresh takes the newest snapshot. The view owns it from then on.
func (v *View) Refresh(s probe.Snapshot) {
	if s.Run != v.snap.Run || s.Elapsed < v.snap.Elapsed { // another run, or the same one again
		v.scale = 0
		v.hist.reset()
	}
	v.snap = s
	v.stats = v.snap.Phases[:]
	v.hist.add(s.Elapsed, evaluations(v.infos, v.stats))
	if !v.expecting() {
		v.scale = 0 // no estimate holds it up
	}
	v.scale = rescale(v.scale, v.need())
}

// Snapshot returns the newest snapshot. Its slices must not be changed.
func (v *View) Snapshot() *probe.Snapshot { return &v.snap }

// Facts returns what decides which keys do something on this screen.
func Facts(s *probe.Snapshot) keymap.Facts {
	return keymap.Facts{
		Idle:   s.State == probe.Idle,
		Paused: s.State == probe.Paused,
		Ended:  s.State == probe.Done || s.State == probe.Failed,
	}
}

// Remaining returns how long the run still needs, as far as totals are known.
// Passes that repeat have no end to wait for.
func (v *View) Remaining() (time.Duration, bool) {
	if v.snap.Repeats || v.snap.State != probe.Running && v.snap.State != probe.Paused {
		return 0, false
	}
	var sum time.Duration
	known := false
	for i := range v.infos {
		if left, ok := left(v.infos, v.stats, i); ok {
			sum += left
			known = true
		}
	}
	return sum, known && sum > 0
}

// Render returns the screen's body as exactly h lines of at most w cells.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if w >= wide {
		return v.columns(w, h, th)
	}
	return v.stack(w, h, th)
}

// wide is the width from which there are two columns.
const wide = 160

// columns renders the work at the left, and who does it and what happened at
// the right.
func (v *View) columns(w, h int, th *theme.Theme) []string {
	const gap = 3
	lw := (w - gap) * 5 / 8
	rw := w - gap - lw
	left := v.pile(lw, h, th, plan(h, v.sizes(lw), leftOrder()))
	right := v.pile(rw, h, th, plan(h, v.sizes(rw), rightOrder()))
	out := make([]string, h)
	bar := " " + th.Rule.Paint(th.Sign.Wall) + " "
	for i := range out {
		out[i] = draw.Left(left[i], lw) + bar + draw.Clip(right[i], rw)
	}
	return out
}

// stack renders everything under one another.
func (v *View) stack(w, h int, th *theme.Theme) []string {
	return v.pile(w, h, th, plan(h, v.sizes(w), stackOrder()))
}

// pile renders the sections of a plan from top to bottom.
func (v *View) pile(w, h int, th *theme.Theme, p planned) []string {
	lines := make([]string, 0, h)
	for s, n := range p.heights {
		if n == 0 {
			continue
		}
		lines = append(lines, draw.Block(v.section(section(s), w, n, th), w, n)...)
		if p.gaps[s] {
			lines = append(lines, "")
		}
	}
	return draw.Block(lines, w, h)
}

func (v *View) section(s section, w, h int, th *theme.Theme) []string {
	switch s {
	case phases:
		return v.phases(w, h, th)
	case counters:
		return v.counters(w, h, th)
	case task:
		return []string{v.task(w, th)}
	case throughput:
		return v.throughput(w, h, th)
	case lanes:
		return v.lanes(w, h, th)
	default:
		return v.events(w, h, th)
	}
}
