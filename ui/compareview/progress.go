package compareview

import (
	"errors"
	"strconv"
	"strings"

	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// liveHead says how the contest stands, and why what it found is not kept.
func (v *View) liveHead(w int, th *theme.Theme) []string {
	head := []string{v.liveLine(w, th)}
	if v.live.Unkept != nil {
		head = append(head, unkept(v.live.Unkept, w, th)...)
	}
	return head
}

// unkept says in one line or two why what was found is not kept: the reason first,
// since the name of a file may be longer than the lines.
func unkept(err error, w int, th *theme.Theme) []string {
	cause := err
	for next := errors.Unwrap(cause); next != nil; next = errors.Unwrap(cause) {
		cause = next
	}
	text := "not kept: " + cause.Error()
	if rest, ok := strings.CutSuffix(err.Error(), ": "+cause.Error()); ok {
		text += " (" + rest + ")"
	}
	room := max(w-1, 0)
	lines := draw.Wrap(draw.Clean(text), room)
	if len(lines) > 2 {
		lines = append(lines[:1], draw.Clip(strings.Join(lines[1:], " "), room))
	}
	for i := range lines {
		lines[i] = " " + th.Bad.Paint(lines[i])
	}
	return lines
}

// liveLine says how the contest stands, in one line.
func (v *View) liveLine(w int, th *theme.Theme) string {
	l := v.live
	left := " " + th.Strong.Paint("contest "+strconv.Itoa(l.Number)) + "  "
	switch {
	case l.Err != nil:
		return draw.Clip(left+th.Bad.Paint(th.Sign.Failed+" failed"), w)
	case l.Over && l.Stopped:
		left += th.Warn.Paint(th.Sign.Stopped + " stopped")
		if made := v.made(); made > 0 {
			left += " after " + count(int64(made)) + " of " + count(int64(l.Plan.Pairs)) + " pairs, which stand"
		} else {
			left += " before the first pair was done"
		}
		return draw.Clip(left, w)
	case l.Over:
		return draw.Clip(left+th.Strong.Paint(th.Sign.Done+" done")+"  "+count(int64(v.made()))+" pairs"+v.inAll(th), w)
	}
	left += th.Accent.Paint(th.Sign.Running) + " "
	right := ""
	if l.Round > 0 {
		left += "pair " + strconv.Itoa(l.Round) + " of " + strconv.Itoa(l.Rounds) + " "
		part := float64(l.Round-1) / float64(max(l.Rounds, 1))
		left += draw.Bar(draw.Gauge{Done: part, Rest: 1 - part, Style: th.Accent}, max(min(w/6, 20), 4), th) + " "
		if l.Known {
			right = "left ~" + draw.Clock(l.Left) + "  "
		}
	} else if l.Elapsed > 0 {
		right = "elapsed " + draw.Clock(l.Elapsed) + "  " // how long they take is not known before
	}
	if undecided := "undecided until done"; draw.Width(left)+draw.Width(right)+len(undecided)+1 < w {
		right += th.Warn.Paint(undecided) + " "
	}
	text := draw.Clean(l.Side)
	if l.Round == 0 || draw.Width(left)+draw.Width(right)+draw.Width(l.Stage)+2 < w {
		text = draw.Clean(l.Stage)
		if l.Side != "" {
			text += " · " + draw.Clean(l.Side)
		}
	}
	return draw.Between(left+th.Faint.Paint(text), right, w)
}

// inAll says in the line of a contest that is done what came of it, where the
// table may not have the room; nothing where no clock is judged.
func (v *View) inAll(th *theme.Theme) string {
	one := v.side()
	if one == nil || one.Timing == nil || one.Timing.Whole.Verdict == compare.Withheld {
		return ""
	}
	f := &one.Timing.Whole
	return "   " + th.Faint.Paint(draw.Clean(f.Name)) + " " + ratio(f.Ratio) + " " + verdictStyle(f.Verdict, th).Paint(f.Verdict.String())
}

// made returns how many pairs or rounds of the contest are done.
func (v *View) made() int {
	switch {
	case v.live.Comparison != nil:
		return v.live.Comparison.Made
	case v.live.Evolution != nil:
		return v.live.Evolution.Made
	}
	return 0
}

// warming says what is being done before there is anything to show.
func (v *View) warming(w int, th *theme.Theme) []string {
	lines := []string{""}
	if v.live.Over {
		return append(lines, " "+th.Faint.Paint("nothing was measured"))
	}
	for i, s := range v.live.Plan.Settings {
		lines = append(lines, " "+th.Strong.Paint(string(rune('A'+i)))+" "+draw.Clip(draw.Clean(s), max(w-4, 0)))
	}
	return append(append(lines, ""), wrapped(" Each side runs once before anything is measured: that finds what it answers, and how many passes make a run. The session's run is held.", w, th.Faint)...)
}
