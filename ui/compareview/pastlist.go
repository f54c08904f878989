package compareview

import (
	"strings"

	"battscope/ui/draw"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// mark marks a contest, or takes its mark away.
func (p *pasts) mark(id string) {
	if p.marked == nil {
		p.marked = map[string]bool{}
	}
	if p.marked[id] {
		delete(p.marked, id)
	} else {
		p.marked[id] = true
	}
}

// unmark takes the marks of contests away that are not in the list any more.
func (p *pasts) unmark() {
	there := map[string]bool{}
	for i := range p.list {
		there[p.list[i].ID] = true
	}
	for id := range p.marked {
		if !there[id] {
			delete(p.marked, id)
		}
	}
}

// removal asks whether the marked contests, or the one under the cursor, shall go for
// good.
func (v *View) removal() *screen.Question {
	const named = 6
	p := &v.past
	var ids, lines []string
	for i := range p.list {
		one := &p.list[i]
		if len(p.marked) > 0 && !p.marked[one.ID] || len(p.marked) == 0 && i != v.cursor {
			continue
		}
		if ids = append(ids, one.ID); len(ids) <= named {
			lines = append(lines, moment(one.Ended)+"  "+draw.Clip(one.sides(), 40))
		}
	}
	what := "The contest goes for good:"
	if len(ids) > 1 {
		what = count(int64(len(ids))) + " contests go for good:"
	}
	if more := len(ids) - named; more > 0 {
		lines = append(lines, "and "+count(int64(more))+" more")
	}
	return &screen.Question{
		Title: "delete", Lines: append([]string{what}, lines...), Yes: "delete", No: "keep",
		Do: func() screen.Effect { return v.deletePast(ids) },
	}
}

// deletePast has contests deleted beside the screen, and reads the list again.
func (v *View) deletePast(ids []string) screen.Effect {
	return screen.Effect{Work: func() func() screen.Effect {
		err := v.src.Delete(ids)
		return func() screen.Effect {
			say := count(int64(len(ids))) + " deleted"
			if err != nil {
				say = err.Error() // what was deleted before is not in the list any more
			}
			e := v.readPast(false)
			e.Say = say
			return e
		}
	}}
}

// atWorkHead says how the contest of the session stands, where it is at work or was
// not kept: what is kept already says the same.
func (v *View) atWorkHead(w int, th *theme.Theme) []string {
	if l := v.live; l != nil && (!l.Over || l.Unkept != nil) {
		return v.liveHead(w, th)
	}
	return nil
}

// pastHead says which contest is open, under how that of the session stands.
func (v *View) pastHead(w int, th *theme.Theme) []string {
	return append(v.atWorkHead(w, th), v.pastLine(w, th))
}

// A pastLayout is how wide the columns of the list are.
type pastLayout struct{ sides, data, outcome int }

// Widths of the list.
const (
	pastMoment = len("2026-11-24 09:30")
	pastClock  = len("clock")
	pastGap    = 2
)

// layOut divides w cells: what came of the contests has its place first.
func (p *pasts) layOut(w int, th *theme.Theme) pastLayout {
	sides, data, brief, full := len("sides"), len("data"), 0, 0
	for i := range p.list {
		one := &p.list[i]
		text, more := one.found(th)
		sides, data = max(sides, draw.Width(one.sides())), max(data, draw.Width(draw.Clean(one.Data)))
		brief, full = max(brief, draw.Width(text)), max(full, draw.Width(text+foundSep+more))
	}
	room := max(w-1-pastMoment-pastClock-4*pastGap, 0)
	l := pastLayout{sides: min(sides, room*2/5), data: min(data, room/5)}
	l.outcome = room - l.sides - l.data
	if l.outcome < full {
		full = brief
	}
	spare := max(l.outcome-full, 0)
	more := min(spare, data-l.data)
	l.data += more
	l.sides += min(spare-more, sides-l.sides)
	l.outcome = room - l.sides - l.data
	return l
}

// row sets the columns of the list under one another.
func (l pastLayout) row(ended, mark, sides, data, clock, outcome string) string {
	gap := strings.Repeat(" ", pastGap)
	return draw.Left(ended, pastMoment) + draw.Left(mark, pastGap) + draw.Left(sides, l.sides) + gap + draw.Left(data, l.data) + gap + draw.Left(clock, pastClock) + gap + outcome
}

// pastPage returns the list of contests that are kept, under how that of the
// session stands where it is at work or was not kept.
func (v *View) pastPage(w int, th *theme.Theme) (head, lines []string) {
	p := &v.past
	kept := "kept in the workspace"
	if n := int64(len(p.list)); n > 0 {
		kept = count(n) + " " + kept
	}
	right := th.Faint.Paint(kept)
	if n := len(p.marked); n > 0 {
		right = th.Accent.Paint(count(int64(n))+" marked") + "   " + right
	}
	head = []string{draw.Between(" "+th.Strong.Paint("contests that have ended"), right+" ", w)}
	head = append(head, v.atWorkHead(w, th)...)
	if p.err != nil {
		lines = append(wrapped(" "+p.err.Error(), w, th.Bad), "")
	}
	switch {
	case p.reading && len(p.list) == 0:
		return append(head, ""), append(lines, " "+th.Faint.Paint("reading …"))
	case len(p.list) == 0:
		return append(head, ""), append(lines, " "+th.Faint.Paint("none yet: c plans one, and when it has ended it is kept"))
	}
	l := p.layOut(w, th)
	heads := draw.Clip(" "+th.Faint.Paint(l.row("ended (UTC)", "", "sides", "data", "clock", "in all")), w)
	if len(lines) == 0 {
		head = append(head, heads)
	} else {
		lines = append(lines, heads) // under what scrolls away
	}
	for i := range p.list {
		one := &p.list[i]
		mark := ""
		if p.marked[one.ID] {
			mark = th.Accent.Paint(th.Sign.Live)
		}
		text := l.row(th.Faint.Paint(moment(one.Ended)), mark, one.sides(), draw.Clean(one.Data), draw.Clean(one.Clock), one.outcome(l.outcome, th))
		v.rowLine = append(v.rowLine, len(lines))
		if i == v.cursor {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(text, w-1, th))
			continue
		}
		lines = append(lines, " "+draw.Clip(text, max(w-1, 0)))
	}
	return head, lines
}

// sides names the sides in a line.
func (p *Past) sides() string { return draw.Clean(strings.Join(p.Settings, ", ")) }

// outcome says in at most w cells what came of a contest, and where that has room of
// how many pairs.
func (p *Past) outcome(w int, th *theme.Theme) string {
	text, more := p.found(th)
	if full := text + foundSep + more; draw.Width(full) <= w {
		return full
	}
	return draw.Clip(text, w)
}

// foundSep stands between what was found and of how many pairs.
const foundSep = " · "

// found says what came of a contest, and of how many pairs.
func (p *Past) found(th *theme.Theme) (text, more string) {
	other := th.Bad.Paint("other results")
	if e := p.Evolution; e != nil {
		more = count(int64(e.Made)) + " of " + count(int64(e.Asked)) + " rounds"
		switch {
		case e.Differ() != nil:
			return other, "history · " + more
		case p.Stopped:
			return "history, " + th.Warn.Paint("stopped"), more
		}
		return "history", more
	}
	c := p.Comparison
	more = count(int64(c.Made)) + " of " + count(int64(c.Asked)) + " pairs"
	if c.Differ() {
		return other, more
	}
	var parts []string
	for _, one := range c.Versus {
		if t := one.Timing; t != nil {
			parts = append(parts, ratio(t.Whole.Ratio)+" "+verdictStyle(t.Whole.Verdict, th).Paint(t.Whole.Verdict.String()))
		}
	}
	if len(parts) == 0 {
		return "not measured", more
	}
	return strings.Join(parts, " · "), more
}
