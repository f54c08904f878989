package runview

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// evaluationUnit is the unit of the phases whose calls are throughput.
const evaluationUnit = "evaluations"

// evaluations returns how many evaluations the phases made.
func evaluations(infos []probe.PhaseInfo, stats []probe.PhaseStat) int64 {
	var sum int64
	for i, info := range infos {
		if info.Unit == evaluationUnit {
			sum += stats[i].Calls
		}
	}
	return sum
}

// left estimates how much wall phase i still needs: from its own rate, or
// before its first call from that of a phase that counts the same unit.
func left(infos []probe.PhaseInfo, stats []probe.PhaseStat, i int) (time.Duration, bool) {
	p := stats[i]
	if p.Total <= p.Calls || p.Total <= 0 {
		return 0, false
	}
	from := p
	for j := 0; from.Calls <= 0 || from.Wall <= 0; j++ {
		if j == len(stats) {
			return 0, false
		}
		if infos[j].Unit == infos[i].Unit {
			from = stats[j]
		}
	}
	each := float64(from.Wall) / float64(from.Calls)
	return clampDuration(each * float64(p.Total-p.Calls)), true
}

// longest is the longest time that an estimate gives.
const longest = 1000 * 24 * time.Hour

func clampDuration(ns float64) time.Duration {
	if !(ns < float64(longest)) {
		return longest
	}
	return time.Duration(ns)
}

// need returns the wall that the longest bar has to show.
func (v *View) need() time.Duration {
	most := v.snap.Unattributed
	for i, p := range v.stats {
		wall := p.Wall
		if v.expecting() {
			if more, ok := left(v.infos, v.stats, i); ok {
				wall += more
			}
		}
		most = max(most, wall)
	}
	return most
}

// expecting reports whether the run will go on.
func (v *View) expecting() bool {
	return v.snap.State == probe.Running || v.snap.State == probe.Paused
}

// rescale returns what a full bar stands for, given what it stood for and what
// it must show. It shrinks only when bars would be much shorter than they could
// be, so that it does not go to and fro with an estimate.
func rescale(old, need time.Duration) time.Duration {
	if need <= 0 || need <= old && need > old*3/5 {
		return old
	}
	return clampDuration(draw.Ceiling(float64(need)))
}

func (v *View) share(wall time.Duration, unknown string) string {
	if v.snap.Elapsed <= 0 || v.snap.Foreign != nil && !v.snap.Foreign.Timed {
		return unknown
	}
	return draw.Share(float64(wall) / float64(v.snap.Elapsed))
}

// phases renders heads, one line for each phase and, where they are shown, its
// steps, and what belongs to none.
func (v *View) phases(w, h int, th *theme.Theme) []string {
	fields := v.fields(th)
	gap := 1
	if w >= 100 {
		gap = 2
	}
	table := draw.Table{Columns: []draw.Column{
		{Head: "phase", Width: 9, Gap: 1}, {Width: 1, Gap: 1}, {Gap: 1},
	}}
	if v.steps {
		table.Columns[0].Width = 12
	}
	if v.snap.Foreign != nil {
		table.Columns[0].Width = v.nameWidth(w)
	}
	for _, f := range fields {
		if w >= f.from {
			table.Columns = append(table.Columns, draw.Column{Head: f.head, Width: f.width, Gap: gap, Right: true})
		}
	}
	table.Columns = append(table.Columns, draw.Column{Width: 1}) // margin
	bar := w
	for i, c := range table.Columns {
		if i != 2 {
			bar -= c.Width
		}
		bar -= c.Gap
	}
	table.Columns[2].Head = v.axis(bar)
	v.sel.shown = v.window(h - 2)
	for _, r := range v.sel.shown {
		if r.step >= 0 {
			table.Rows = append(table.Rows, v.innerRow(r, w, bar, fields, th))
			continue
		}
		table.Rows = append(table.Rows, v.phaseRow(r.phase, w, bar, fields, th))
	}
	table.Rows = append(table.Rows, v.unattributedRow(w, bar, fields, th))
	return v.mark(table.Lines(w, h, th), w, th)
}

// axis heads the bars: what they show, and at its end what a full one is.
func (v *View) axis(bar int) string {
	head := "wall so far"
	if v.scale <= 0 {
		return head
	}
	end := draw.Duration(v.scale)
	if v.baseline(0) > 0 && len(head)+len(end)+16 <= bar {
		head += "   │ baseline"
	}
	if len(head)+len(end)+2 > bar {
		head = "0"
	}
	return draw.Between(head, end, bar)
}

// A line is a phase, or a step of one.
type line struct{ phase, step int } // step is below 0 for a phase

// lines returns the phases and, where they are shown, the steps that were made.
func (v *View) lines() []line {
	var out []line
	infos := probe.Steps()
	for i := range v.infos {
		out = append(out, line{i, -1})
		if v.snap.Foreign != nil {
			for s := range v.parts[i] {
				if v.steps {
					out = append(out, line{i, s})
				}
			}
			continue
		}
		for s := range infos {
			if v.steps && int(infos[s].Phase) == i && v.snap.Steps[s].Calls > 0 {
				out = append(out, line{i, s})
			}
		}
	}
	return out
}

// window returns the lines that n lines show: all, or those around the phase
// that runs.
func (v *View) window(n int) []line {
	all := v.lines()
	first := 0
	if n < len(all) {
		at := 0
		for i, l := range all {
			if l.step < 0 && (v.sel.phase < 0 && v.stats[l.phase].State != probe.Idle || l.phase == v.sel.phase) {
				at = i
			}
		}
		first = min(max(0, at+2-n), len(all)-max(n, 0))
	}
	return all[first:min(max(first+n, first), len(all))]
}

func (v *View) phaseRow(i, w, bar int, fields []field, th *theme.Theme) []string {
	p := v.stats[i]
	name, sign := v.phaseHead(i, th)
	more, expected := time.Duration(0), false
	if v.expecting() {
		more, expected = left(v.infos, v.stats, i)
	}
	g := draw.Gauge{Done: v.part(p.Wall), Rest: v.part(more), Style: th.Hue(i)}
	if base := v.baseline(i); base > 0 {
		g.Mark = v.part(base)
	}
	row := []string{name, sign, draw.Bar(g, bar, th)}
	c := cells{stat: p, info: v.infos[i], left: more, known: expected, lacks: v.lacksOf(i)}
	for _, f := range fields {
		if w < f.from {
			continue
		}
		if p.State == probe.Idle && f.head != "left" {
			row = append(row, "")
			continue
		}
		row = append(row, number(f.value(c), th))
	}
	return row
}

// baseline returns the wall of phase i that the baseline had after as many
// passes as the run has begun; 0 where it is not known.
func (v *View) baseline(i int) time.Duration {
	if v.stand == nil || v.stand.Self || v.snap.Foreign != nil || i >= len(v.stand.BasePhases) {
		return 0
	}
	return v.stand.BasePhases[i] * time.Duration(max(v.snap.Pass, 1))
}

// stepRow renders a step of a phase. Steps that several workers do at once have
// no wall, so a step has no bar.
func (v *View) stepRow(s, w int, fields []field, th *theme.Theme) []string {
	info, st := probe.Steps()[s], v.snap.Steps[s]
	row := []string{"  " + th.Faint.Paint(info.Name), "", th.Faint.Paint(info.Doc)}
	c := cells{stat: probe.PhaseStat{Busy: st.Busy, CPU: st.CPU, CPUKnown: true, Calls: st.Calls, Latency: st.Latency}, step: true}
	if info.Own {
		c.stat.Wall = st.Busy
	}
	for _, f := range fields {
		if w >= f.from {
			row = append(row, number(f.value(c), th))
		}
	}
	return row
}

// number paints a number: what nobody knows is faint.
func number(text string, th *theme.Theme) string {
	if text == th.Sign.Unknown {
		return th.Faint.Paint(text)
	}
	return text
}

// phaseHead returns the painted name and sign of phase i.
func (v *View) phaseHead(i int, th *theme.Theme) (name, sign string) {
	p, s := v.stats[i], v.snap.State
	name = v.infos[i].Name
	if p.State == probe.Idle {
		return th.Faint.Paint(name), th.Faint.Paint(th.Sign.Pending)
	}
	switch {
	case s == probe.Failed && p.State != probe.Done:
		return th.Strong.Paint(name), th.Bad.Paint(th.Sign.Failed)
	case p.State == probe.Running && s == probe.Paused:
		return th.Strong.Paint(name), th.Accent.Paint(th.Sign.Paused)
	case p.State == probe.Running && s == probe.Running:
		return th.Strong.Paint(name), th.Accent.Paint(th.Sign.Running)
	case v.expecting() && p.Calls < p.Total:
		return name, th.Accent.Paint(th.Sign.Between)
	}
	if v.snap.Stopped && p.Calls < p.Total {
		return name, th.Warn.Paint(th.Sign.Stopped)
	}
	return name, th.Faint.Paint(th.Sign.Done)
}

func (v *View) unattributedRow(w, bar int, fields []field, th *theme.Theme) []string {
	d := v.snap.Unattributed
	unknown := v.snap.Foreign != nil && !v.snap.Foreign.Rest
	row := []string{th.Faint.Paint("unattrib."), "", draw.Bar(draw.Gauge{Done: v.part(d), Style: th.Faint}, bar, th)}
	for _, f := range fields {
		text := ""
		switch {
		case w < f.from:
			continue
		case v.snap.Elapsed <= 0:
		case unknown && (f.head == "wall" || f.head == "share"):
			text = number(th.Sign.Unknown, th)
		case f.head == "wall":
			text = draw.Duration(d)
		case f.head == "share":
			text = v.share(d, th.Sign.Unknown)
		}
		row = append(row, text)
	}
	return row
}

// part returns d as a part of a full bar.
func (v *View) part(d time.Duration) float64 {
	if v.scale <= 0 {
		return 0
	}
	return float64(d) / float64(v.scale)
}
