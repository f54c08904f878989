// Package runview is the Run screen: the phases as live bars, the counters,
// the workers, the throughput and what happened lately.
package runview

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
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
	steps bool          // steps are shown under their phases
	set   columnSet
	sel   selection
	knobs []change // of knobs during the run, as events told of them
	seen  int64    // the newest event that was looked at
	stand *screen.Standing

	lacks []probe.Lacks  // of another engine: what nothing tells of each of infos
	parts [][]probe.Span // and its steps
}

// New returns the screen of a run of which nothing is known yet.
func New() *View {
	infos := probe.Phases()
	return &View{infos: infos[:], stats: make([]probe.PhaseStat, len(infos)), sel: selection{phase: -1}}
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Run" }

// Actions of this screen.
const (
	openSteps  keymap.Action = "steps"
	nextColumn keymap.Action = "columns"
)

// A change is a knob that was changed during the run.
type change struct {
	at   time.Duration
	text string
}

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	s := keymap.Binding{Action: openSteps, Keys: []string{"enter", "e"}, Label: "enter e", Doc: "show the steps of each phase", Foot: "steps"}
	if v.steps {
		s.Doc, s.Foot = "hide the steps", "no steps"
	}
	next := columnSets()[(int(v.set)+1)%len(columnSets())]
	t := keymap.Table{s, {Action: nextColumn, Keys: []string{"v"}, Label: "v", Doc: "columns of the phases: " + next}}
	if v.sel.phase >= 0 { // enter opens what is selected
		return keymap.Join(v.phaseKeys(), t)
	}
	return append(t, v.phaseKeys()...)
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	switch a {
	case openSteps:
		v.steps = !v.steps
	case nextColumn:
		v.set = columnSet((int(v.set) + 1) % len(columnSets()))
	case profiled:
		return v.openProfile()
	case keymap.Up:
		v.moveTo(-1)
	case keymap.Down:
		v.moveTo(1)
	case keymap.Back:
		v.sel.phase = -1
	}
	return screen.Effect{}
}

// Refresh takes the newest look.
func (v *View) Refresh(look screen.Look) screen.Effect {
	s := *look.Run
	// Another run, or the same one again. Another engine may say in the end that it
	// took less than it was watched for.
	if s.Run != v.snap.Run || s.Elapsed < v.snap.Elapsed && s.Foreign == nil {
		v.scale = 0
		v.hist.reset()
		v.knobs, v.seen = v.knobs[:0], 0
	}
	v.snap, v.stand = s, look.Standing
	for _, e := range s.Events {
		if e.Seq > v.seen && e.Kind == "knob" {
			v.knobs = append(v.knobs, change{e.At, e.Text})
		}
		v.seen = max(v.seen, e.Seq)
	}
	v.stats = v.snap.Phases[:]
	done := evaluations(v.infos, v.stats)
	if s.Foreign != nil {
		v.furnish(s.Foreign)
		done = s.Foreign.Lines
	}
	v.hist.add(s.Elapsed, done)
	if !v.expecting() {
		v.scale = 0 // no estimate holds it up
	}
	v.scale = rescale(v.scale, v.need())
	return screen.Effect{}
}

// Snapshot returns the newest snapshot. Its slices must not be changed.
func (v *View) Snapshot() *probe.Snapshot { return &v.snap }

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
	left := v.pile(lw, h, th, plan(h, v.sizes(lw), v.order(leftOrder())))
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
	return v.pile(w, h, th, plan(h, v.sizes(w), v.order(stackOrder())))
}

// order returns who gets lines first, as the run stands.
func (v *View) order(steps []step) []step {
	if v.snap.State == probe.Failed {
		return failedOrder(steps)
	}
	return steps
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
		return v.task(w, h, th)
	case throughput:
		return v.throughput(w, h, th)
	case lanes:
		return v.lanes(w, h, th)
	case devices:
		return v.devices(w, h, th)
	default:
		return v.events(w, h, th)
	}
}
