package runsview

import (
	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if v.page != nil {
		return v.page.render(w, h, th)
	}
	lines := []string{v.summary(w, th)}
	switch {
	case v.example:
	case v.err != nil:
		for _, line := range draw.Wrap(draw.Clean(v.err.Error()), max(w-2, 1)) {
			lines = append(lines, " "+th.Bad.Paint(line))
		}
		return draw.Block(lines, w, h)
	case !v.read || v.reading && v.runs == nil:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("reading …")), w, h)
	case len(v.runs) == 0:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("no runs yet: every run leaves one; e shows the published history")), w, h)
	}
	foot := v.under(w, h, th)
	lines = append(lines, v.list.Render(w, h-1-len(foot), th, true)...)
	return draw.Block(append(lines, foot...), w, h)
}

// summary says how many runs there are.
func (v *View) summary(w int, th *theme.Theme) string {
	total := int64(v.list.Total())
	left := " " + draw.Count(total, 9) + th.Faint.Paint(draw.Plural(total, " run"))
	if v.example {
		left = " " + th.Strong.Paint("the published history") + th.Faint.Paint(", as a journal")
	}
	if f := v.list.Filter(); f != "" {
		left = " " + draw.Count(int64(v.list.Len()), 9) + th.Faint.Paint(" shown of") + left + th.Faint.Paint(" with ") + draw.Clip(draw.Clean(f), w/4)
	}
	right := ""
	if n := len(v.marked); n > 0 {
		right = th.Accent.Paint(draw.Count(int64(n), 6)+" marked") + " "
	}
	return draw.Between(left, right, w)
}

// under says what there is to say of the run under the cursor, or of all of the
// published history.
func (v *View) under(w, h int, th *theme.Theme) []string {
	run := v.selected()
	if h < 12 || run == nil {
		return nil
	}
	lines := []string{draw.Rule(w, th)}
	text := run.Journal.Lesson
	if text == "" {
		text = run.Journal.Hypothesis
	}
	if text == "" {
		text = "nothing is noted of this run; enter opens its page"
	}
	lines = append(lines, " "+draw.Clip(draw.Clean(text), w-2))
	if v.example {
		for _, line := range draw.Wrap(strategy.HistoryCaption, w-2) {
			lines = append(lines, " "+th.Faint.Paint(line))
		}
	}
	return lines
}

// mark writes how a run came out against its baseline.
func mark(run *Run, th *theme.Theme) string {
	switch {
	case run.IsBase:
		return th.Strong.Paint("baseline")
	case run.Mark.Equal():
		return th.Good.Paint(run.Mark.Text)
	case run.Mark.Text == record.None || run.Mark.Text == "":
		return th.Faint.Paint(record.None)
	}
	return th.Bad.Paint(draw.Clean(run.Mark.Text))
}
