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

// A field is one numeric column of the phases.
type field struct {
	head  string
	width int
	from  int // width of the screen from which it is shown
	value func(probe.PhaseStat) string
}

// fields returns the numeric columns but the last, left.
func (v *View) fields(th *theme.Theme) []field {
	unknown := th.Sign.Unknown
	duration := func(d time.Duration) string {
		if d <= 0 {
			return unknown
		}
		return draw.Duration(d)
	}
	return []field{
		{"wall", draw.DurationWidth, 0, func(p probe.PhaseStat) string { return duration(p.Wall) }},
		{"busy", draw.DurationWidth, 0, func(p probe.PhaseStat) string { return duration(p.Busy) }},
		{"cpu", draw.DurationWidth, 72, func(p probe.PhaseStat) string {
			if !p.CPUKnown {
				return unknown
			}
			return draw.Duration(p.CPU)
		}},
		{"share", draw.ShareWidth, 0, func(p probe.PhaseStat) string { return v.share(p.Wall, unknown) }},
		{"par", draw.TimesWidth, 0, func(p probe.PhaseStat) string {
			if p.Wall <= 0 || p.Busy <= 0 {
				return unknown
			}
			return draw.Times(float64(p.Busy) / float64(p.Wall))
		}},
		{"rate", draw.RateWidth, 100, func(p probe.PhaseStat) string {
			if p.Wall <= 0 || p.Calls <= 0 {
				return unknown
			}
			return draw.Rate(float64(p.Calls) / p.Wall.Seconds())
		}},
	}
}

func (v *View) share(wall time.Duration, unknown string) string {
	if v.snap.Elapsed <= 0 {
		return unknown
	}
	return draw.Share(float64(wall) / float64(v.snap.Elapsed))
}

// leftFrom is the width from which the column left is shown.
const leftFrom = 72

// phases renders heads, one line for each phase, and what belongs to none.
func (v *View) phases(w, h int, th *theme.Theme) []string {
	fields := v.fields(th)
	gap := 1
	if w >= 100 {
		gap = 2
	}
	table := draw.Table{Columns: []draw.Column{
		{Head: "phase", Width: 9, Gap: 1}, {Width: 1, Gap: 1}, {Gap: 1},
	}}
	for _, f := range fields {
		if w >= f.from {
			table.Columns = append(table.Columns, draw.Column{Head: f.head, Width: f.width, Gap: gap, Right: true})
		}
	}
	if w >= leftFrom {
		table.Columns = append(table.Columns, draw.Column{Head: "left", Width: draw.DurationWidth, Gap: gap, Right: true})
	}
	table.Columns = append(table.Columns, draw.Column{Width: 1}) // margin
	bar := w - 14
	for _, c := range table.Columns[3:] {
		bar -= c.Width + c.Gap
	}
	table.Columns[2].Head = v.axis(bar)
	for _, i := range v.window(h - 2) {
		table.Rows = append(table.Rows, v.phaseRow(i, w, bar, fields, th))
	}
	table.Rows = append(table.Rows, v.unattributedRow(w, bar, fields, th))
	return table.Lines(w, h, th)
}

// axis heads the bars: what they show, and at its end what a full one is.
func (v *View) axis(bar int) string {
	head := "wall so far"
	if v.scale <= 0 {
		return head
	}
	end := draw.Duration(v.scale)
	if len(head)+len(end)+2 > bar {
		head = "0"
	}
	return draw.Between(head, end, bar)
}

// window returns the phases that n lines show: all, or those around the one
// that runs.
func (v *View) window(n int) []int {
	first := 0
	if n < len(v.infos) {
		at := 0
		for i, p := range v.stats {
			if p.State != probe.Idle {
				at = i
			}
		}
		first = min(max(0, at+2-n), len(v.infos)-max(n, 0))
	}
	var out []int
	for i := first; i < len(v.infos) && i-first < n; i++ {
		out = append(out, i)
	}
	return out
}

func (v *View) phaseRow(i, w, bar int, fields []field, th *theme.Theme) []string {
	p := v.stats[i]
	name, sign := v.phaseHead(i, th)
	more, expected := time.Duration(0), false
	if v.expecting() {
		more, expected = left(v.infos, v.stats, i)
	}
	row := []string{name, sign, draw.Bar(draw.Gauge{
		Done: v.part(p.Wall), Rest: v.part(more), Style: th.Hue(i),
	}, bar, th)}
	for _, f := range fields {
		if w < f.from {
			continue
		}
		if p.State == probe.Idle {
			row = append(row, "")
			continue
		}
		row = append(row, number(f.value(p), th))
	}
	if w >= leftFrom {
		text := ""
		switch {
		case expected:
			text = "~" + draw.Duration(more)
		case p.State == probe.Running && v.expecting():
			text = th.Faint.Paint(th.Sign.Unknown)
		}
		row = append(row, text)
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
	row := []string{th.Faint.Paint("unattrib."), "", draw.Bar(draw.Gauge{Done: v.part(d), Style: th.Faint}, bar, th)}
	for _, f := range fields {
		text := ""
		switch {
		case w < f.from:
			continue
		case v.snap.Elapsed <= 0:
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
