package insightview

import (
	"fmt"

	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// above is how many lines stand above the list.
func (v *View) above() int {
	n := 1
	if v.trouble() != "" {
		n++
	}
	if v.listed() == listKept {
		n += len(v.tallies())
	}
	return n
}

// trouble says what went wrong with the record of predictions; "" where nothing
// did. The findings are there all the same.
func (v *View) trouble() string {
	r := v.report
	switch {
	case r == nil:
		return "" // the reason is told in its place
	case v.err != nil:
		return v.err.Error()
	case len(r.Problems) > 1:
		return fmt.Sprintf("%v, and %d more like it", r.Problems[0], len(r.Problems)-1)
	case len(r.Problems) == 1:
		return r.Problems[0].Error()
	}
	return ""
}

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if v.page != nil {
		return v.page.render(v.report, w, h, th)
	}
	lines := []string{v.summary(w, th)}
	if v.report == nil && v.listed() != listRules {
		for _, line := range draw.Wrap(v.wait(), max(w-2, 1)) {
			if v.err != nil {
				line = th.Bad.Paint(line)
			} else {
				line = th.Faint.Paint(line)
			}
			lines = append(lines, " "+line)
		}
		return draw.Block(lines, w, h)
	}
	if text := v.trouble(); text != "" {
		lines = append(lines, " "+th.Bad.Paint(draw.Clip(draw.Clean(text), max(w-1, 0))))
	}
	if v.listed() == listKept {
		lines = append(lines, v.tallied(w, th)...)
	}
	room := h - len(lines)
	under := v.under(w, room, th)
	rows := max(0, min(v.list().Len()+1, room-len(under)))
	lines = append(lines, v.list().Render(w, rows, th, true)...)
	return draw.Block(append(lines, under...), w, h)
}

// summary says of which run something fires, and of how many rules.
func (v *View) summary(w int, th *theme.Theme) string {
	r := v.report
	left := " "
	switch {
	case v.mode == listKept && r != nil:
		left += fmt.Sprintf("%s%s", draw.Count(int64(len(r.Predictions)), 9), th.Faint.Paint(plural(len(r.Predictions), " prediction", " predictions")+" tried in this workspace"))
		return draw.Between(left, "", w)
	case r == nil:
		left += fmt.Sprintf("%d%s", len(v.table), th.Faint.Paint(" rules"))
	case len(r.Findings) == 0:
		left += th.Strong.Paint("nothing fires") + th.Faint.Paint(fmt.Sprintf(" of %d rules", len(v.table)))
	default:
		left += th.Strong.Paint(fmt.Sprint(len(r.Findings))) + th.Faint.Paint(fmt.Sprintf(" of %d rules fire", len(v.table)))
	}
	if r == nil {
		if v.id != "" {
			left += th.Faint.Paint("   run ") + draw.Clean(v.id)
		}
		return draw.Between(left, "", w)
	}
	what := th.Faint.Paint("   the run of this session, ")
	if v.id != "" {
		what = th.Faint.Paint("   run ") + draw.Clean(r.ID) + th.Faint.Paint(", ")
	}
	left += what + draw.Clip(draw.Clean(r.Preset), max(w/4, 8))
	right := th.Faint.Paint(string(r.State)) + " "
	if r.Passes > 0 {
		right = th.Faint.Paint(draw.Count(int64(r.Passes), 9)+plural(r.Passes, " pass", " passes")+" of ") + draw.Duration(r.Wall) + " "
	}
	if r.State == record.Failed {
		right = th.Bad.Paint(th.Sign.Failed+" failed") + " "
	}
	return draw.Between(left, right, w)
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// tallies counts predictions by rule, as many as there is room for.
func (v *View) tallies() []insight.Tally {
	if v.report == nil {
		return nil
	}
	const most = 6
	list := insight.TallyOf(v.report.Predictions)
	return list[:min(len(list), most)]
}

// tallied writes how often rules were right.
func (v *View) tallied(w int, th *theme.Theme) []string {
	var lines []string
	for _, t := range v.tallies() {
		lines = append(lines, " "+draw.Clip(th.Faint.Paint(draw.Left(t.Rule, 24))+Tally(v.report.Predictions, t.Rule), max(w-1, 0)))
	}
	return lines
}

// under says what there is to say of the row under the cursor.
func (v *View) under(w, h int, th *theme.Theme) []string {
	if h < 8 {
		return nil
	}
	s := &sheet{w: w, th: th}
	row, ok := v.list().Row()
	switch {
	case !ok:
		return nil
	case v.listed() == listFindings:
		f := &v.report.Findings[row]
		s.finding(f, v.report)
		if text := Tally(v.report.Predictions, f.Rule); text != "" {
			s.add("so far", text)
		}
	case v.listed() == listRules:
		rule := &v.table[row]
		s.add("fires", rule.Condition())
		if v.report == nil {
			break
		}
		if q := v.report.silence(rule.ID); q != nil && len(q.Lacks) > 0 {
			s.add("silent", Lacks(q.Lacks))
		} else if q != nil {
			s.add("here", "does not fire: the run is below its thresholds")
		}
	default:
		p := kept{v.report.Predictions}.at(row)
		s.add("run", p.Run)
		s.add("knob", p.Knob)
		s.add("from", p.A)
		s.add("to", p.B)
		s.add("outcome", Outcome(p))
	}
	// The list has at least a third of the room, and what it leaves is free.
	most := max(h*2/3, h-v.list().Len()-1)
	lines := append([]string{draw.Rule(w, th)}, s.lines...)
	return lines[:min(len(lines), most)]
}
