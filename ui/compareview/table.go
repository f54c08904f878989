package compareview

import (
	"slices"
	"strings"

	"battscope/engine/probe"
	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// tablePage returns a comparison: a headline that stays, and lines that scroll.
func (v *View) tablePage(w int, th *theme.Theme) (head, lines []string) {
	c, one := v.table(), v.side()
	if v.shown == ofLive {
		head = append(head, v.liveHead(w, th)...)
	} else if v.shown == ofPast {
		head = append(head, v.pastHead(w, th)...)
	}
	head = append(head, v.sides(c, w, th)...)
	if len(one.Refused) > 0 {
		head = append(head, " "+th.Bad.Paint(draw.Clip(draw.Clean(one.Label)+" cannot be compared with A", max(w-1, 0))))
		for _, why := range one.Refused {
			lines = append(lines, wrapped("  "+why, w, th.Text)...)
		}
		return head, append(append(lines, ""), v.notes(c, one, w, th)...)
	}
	head = append(head, v.headline(one, w, th))
	if one.Results.Differ() {
		for _, g := range one.Results.Groups {
			lines = append(lines, " "+th.Bad.Paint(draw.Clip(draw.Clean(g.What)+": "+differences(g.N), max(w-1, 0))))
			for _, name := range g.Named {
				lines = append(lines, wrapped("   "+name, w, th.Text)...)
			}
			if more := g.N - len(g.Named); more > 0 {
				lines = append(lines, "   "+th.Faint.Paint("and "+count(int64(more))+" more"))
			}
		}
		lines = append(lines, "")
	}
	if len(v.rows()) > 0 {
		lines = v.clocks(lines, c, w, th)
		lines = append(lines, v.detail(one, w, th)...)
	}
	return head, append(lines, v.notes(c, one, w, th)...)
}

// wrapped returns text in a style, folded to lines of at most w cells.
func wrapped(text string, w int, style theme.Style) []string {
	text = draw.Clean(text)
	margin := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var lines []string
	for _, line := range draw.Wrap(text[len(margin):], max(w-len(margin)-1, 8)) {
		lines = append(lines, margin+style.Paint(line))
	}
	return lines
}

// sides names what is compared, on one line where that has room.
func (v *View) sides(c *compare.Comparison, w int, th *theme.Theme) []string {
	how := "recorded, not interleaved"
	switch {
	case !c.Stored && c.Clock == cpuClock:
		how = "processor time"
	case !c.Stored:
		how = "wall"
	}
	right := th.Faint.Paint(how + " · " + draw.Clip(draw.Clean(c.Data), max(w/3, 8)))
	label := func(name, of string, chosen bool) string {
		style := th.Strong
		if chosen {
			style = th.Accent
		}
		return style.Paint(draw.Clean(name)) + " " + draw.Clean(of)
	}
	names := []string{label("A", c.Versus[0].A, false)}
	for i, one := range c.Versus {
		names = append(names, label(one.Label, one.B, len(c.Versus) > 1 && i == v.versus))
	}
	if line := " " + strings.Join(names, "   "); draw.Width(line)+draw.Width(right)+3 <= w {
		return []string{draw.Between(line, right+" ", w)}
	}
	lines := []string{draw.Between(" "+names[0], right+" ", w)}
	for _, name := range names[1:] {
		lines = append(lines, " "+draw.Clip(name, max(w-1, 0)))
	}
	return lines
}

// headline says whether the results are the same.
func (v *View) headline(one *compare.Versus, w int, th *theme.Theme) string {
	r := one.Results
	sign, style := th.Sign.Same, th.Good
	switch {
	case r.Differ():
		sign, style = th.Sign.Other, th.Bad
	case r.Uncalled != "":
		sign, style = "?", th.Warn
	}
	line := " " + th.Faint.Paint("results") + " " + style.Paint(sign)
	for _, n := range r.Counts {
		same := n.A == n.B && !n.Lacks()
		if v.only && same || same && n.A == 0 {
			continue
		}
		text := resultCount(n)
		if !same && !n.Lacks() {
			text = style.Paint(text)
		}
		line += "  " + th.Faint.Paint(draw.Clean(n.Name)) + " " + text
	}
	return draw.Clip(line, w)
}

// A layout is where the columns of the table stand.
type layout struct {
	sides, bar      int
	interval, p     bool
	calls, verdicts int // widths; 0 leaves the calls out
}

const (
	clockName   = 10
	clockTime   = 9
	verdictMin  = 15
	verdictMore = 18 // of what room there is, for what a verdict would take
	callsWidth  = 18
)

// layOut divides w cells.
func layOut(sides, w int) layout {
	l := layout{sides: sides, interval: w >= 92, p: w >= 110}
	if w >= 140 {
		l.calls = callsWidth
	}
	bars := 1
	fixed := 1 + clockName + 3 + clockTime + 8 + verdictMin + l.calls
	if sides == 2 {
		bars, fixed = 2, 1+clockName+2*(clockTime+1)+8+verdictMin+l.calls
	}
	if l.interval {
		fixed += 17
	}
	if l.p {
		fixed += 8
	}
	room := max(w-fixed, 2*bars)
	more := min(room/2, verdictMore)
	l.verdicts = verdictMin - 1 + more
	l.bar = max(2, min((room-more)/bars, 36))
	return l
}

// clocks appends the table, and notes the lines of its rows.
func (v *View) clocks(lines []string, c *compare.Comparison, w int, th *theme.Theme) []string {
	l := layOut(len(c.Versus)+1, w)
	longest := 0.0
	for _, one := range c.Versus {
		if one.Timing != nil {
			longest = max(longest, one.Timing.Whole.A, one.Timing.Whole.B)
		}
	}
	lines = append(lines, l.heads(c, th))
	for i, name := range v.rows() {
		v.rowLine = append(v.rowLine, len(lines))
		p := clockPainter{l, th, longest, name}
		var rows []string
		if l.sides == 2 {
			rows = []string{p.pair(c.Versus[0])}
		} else {
			rows = p.group(c.Versus)
		}
		for k, row := range rows {
			if i == v.cursor && k == 0 {
				lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(row, w-1, th))
				continue
			}
			lines = append(lines, " "+draw.Clip(row, w-1))
		}
	}
	return lines
}

// heads names the columns.
func (l layout) heads(c *compare.Comparison, th *theme.Theme) string {
	head := draw.Left("phase", clockName)
	of := draw.Clean(c.Versus[0].Label)
	if l.sides == 2 {
		head += draw.Left("A", l.bar+clockTime+1) + draw.Left(of, l.bar+clockTime+1)
	} else {
		head += draw.Left("", 3+l.bar+clockTime)
		of = "side"
	}
	head += draw.Right("A/"+of, 7) + " "
	if l.interval {
		head += " " + draw.Left("95 % interval", 16)
	}
	if l.p {
		head += draw.Right("p", 8)
	}
	if l.calls > 0 {
		head += "  " + draw.Left("calls", l.calls-2)
	}
	return " " + th.Faint.Paint(head+" verdict")
}

// A clockPainter draws the row of one clock.
type clockPainter struct {
	layout
	th      *theme.Theme
	longest float64
	name    string
}

// style returns how the clock's bars are painted.
func (p *clockPainter) style() theme.Style {
	phases := probe.Phases()
	at := slices.IndexFunc(phases[:], func(info probe.PhaseInfo) bool { return info.Name == p.name })
	if at < 0 {
		return p.th.Strong
	}
	return p.th.Hue(at)
}

// gauge draws a time; mark, above 0, is where another stood.
func (p *clockPainter) gauge(seconds, mark float64) string {
	if !(p.longest > 0) {
		return draw.Left("", p.bar)
	}
	return draw.Bar(draw.Gauge{Done: seconds / p.longest, Mark: mark / p.longest, Style: p.style()}, p.bar, p.th)
}

func (p *clockPainter) title() string {
	if p.name == compare.WholeName {
		return p.th.Strong.Paint(draw.Left(p.name, clockName))
	}
	return draw.Left(draw.Clean(p.name), clockName)
}

// pair draws both sides on one line.
func (p *clockPainter) pair(one *compare.Versus) string {
	f, calls := clockOf(one, p.name)
	if f == nil {
		return p.title() + p.th.Faint.Paint("not told")
	}
	return p.title() + p.gauge(f.A, 0) + draw.Right(seconds(f.A), clockTime) + " " + p.gauge(f.B, f.A) + draw.Right(seconds(f.B), clockTime) + " " + p.found(f, calls)
}

// group draws a line for each side.
func (p *clockPainter) group(all []*compare.Versus) []string {
	var lines []string
	for _, one := range all {
		f, calls := clockOf(one, p.name)
		if f == nil {
			continue
		}
		if lines == nil {
			lines = append(lines, p.title()+" A "+p.gauge(f.A, 0)+draw.Right(seconds(f.A), clockTime))
		}
		lines = append(lines, draw.Left("", clockName)+" "+draw.Clean(one.Label)+" "+p.gauge(f.B, f.A)+draw.Right(seconds(f.B), clockTime)+p.found(f, calls))
	}
	return lines
}

// found draws ratio, interval and verdict.
func (p *clockPainter) found(f *compare.Finding, calls compare.Count) string {
	withheld := f.Verdict == compare.Withheld
	text := func(s string) string {
		if withheld {
			return p.th.Faint.Paint(p.th.Sign.Unknown)
		}
		return s
	}
	line := draw.Right(text(ratio(f.Ratio)), 7) + " "
	if p.interval {
		line += " " + draw.Left(text(interval(f.Lo, f.Hi)), 16)
	}
	if p.p {
		line += draw.Right(text(probability(f.Adjusted)), 8)
	}
	if p.calls > 0 {
		what := ""
		if called(calls) {
			what = change(calls)
		}
		line += "  " + draw.Left(what, p.calls-2)
	}
	return line + " " + verdictStyle(f.Verdict, p.th).Paint(draw.Clip(judged(f), p.verdicts))
}

// verdictStyle returns how a verdict is painted.
func verdictStyle(v compare.Verdict, th *theme.Theme) theme.Style {
	switch v {
	case compare.Faster:
		return th.Good
	case compare.Slower:
		return th.Bad
	case compare.Undecided, compare.Withheld:
		return th.Warn
	}
	return th.Faint
}
