package compareview

import (
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// stepsPage returns an evolution: a headline that stays, and lines that scroll.
func (v *View) stepsPage(w int, th *theme.Theme) (head, lines []string) {
	e := v.steps()
	if v.shown == ofLive {
		head = append(head, v.liveHead(w, th)...)
	} else if v.shown == ofPast {
		head = append(head, v.pastHead(w, th)...)
	}
	how := "recorded, not interleaved"
	if !e.Stored {
		how = count(int64(e.Made)) + " of " + count(int64(e.Asked)) + " rounds"
	}
	head = append(head, draw.Between(" "+th.Strong.Paint("evolution")+"  "+draw.Clean(e.Title), th.Faint.Paint(how)+" ", w))
	head = append(head, v.sameSteps(e, w, th))
	lines = v.stepRows(e, w, th)
	lines = append(lines, v.stepDetail(e, w, th)...)
	if e.Busy != "" {
		lines = append(lines, wrapped(" host: "+e.Busy, w, th.Faint)...)
	}
	if hasPublished(e) {
		lines = append(lines, "")
		lines = append(lines, wrapped(" "+strategy.HistoryCaption, w, th.Faint)...)
	}
	return head, lines
}

// sameSteps says whether all steps give the same.
func (v *View) sameSteps(e *compare.Evolution, w int, th *theme.Theme) string {
	style, text := th.Good, results(e)
	if e.Differ() != nil {
		style = th.Bad
	}
	name, rest, _ := strings.Cut(text, "   ")
	sign, rest, _ := strings.Cut(rest, "   ")
	return draw.Clip(" "+th.Faint.Paint(name)+" "+style.Paint(sign)+"  "+draw.Clean(strings.Join(strings.Fields(rest), " ")), w)
}

// stepRows draws a row for each step, and notes their lines.
func (v *View) stepRows(e *compare.Evolution, w int, th *theme.Theme) []string {
	longest, name := 0.0, 8
	for i := range e.Steps {
		if e.Steps[i].Time > longest {
			longest = e.Steps[i].Time
		}
		name = max(name, draw.Width(draw.Clean(e.Steps[i].Name)))
	}
	name = min(name, max(w/4, 8))
	wide := w >= 92
	fixed := 1 + name + 1 + 9 + 9 + 10
	if wide {
		fixed += 17
	}
	changes := 0
	if w >= 110 {
		changes = w / 4
	}
	bar := max(4, w-fixed-changes-2)
	head := draw.Left("step", name) + " " + draw.Left("", bar) + draw.Right("time", 9) + draw.Right("ours", 9)
	if wide {
		head += "  " + draw.Left("95 % interval", 15)
	}
	head += draw.Right("published", 10)
	if changes > 0 {
		head += "  what changed"
	}
	lines := []string{" " + th.Faint.Paint(head)}
	for i := range e.Steps {
		s := &e.Steps[i]
		g := draw.Gauge{Style: th.Accent}
		if longest > 0 && s.Time > 0 {
			g.Done = s.Time / longest
		}
		row := draw.Left(draw.Clean(s.Name), name) + " " + draw.Bar(g, bar, th) + draw.Right(seconds(s.Time), 9) + draw.Right(speedUp(s), 9)
		if wide {
			row += "  " + draw.Left(stepInterval(e, i), 15)
		}
		row += th.Faint.Paint(draw.Right(published(s), 10))
		if changes > 0 {
			row += "  " + draw.Clip(draw.Clean(changed(s)), changes)
		}
		v.rowLine = append(v.rowLine, len(lines))
		if i == v.cursor {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(row, w-1, th))
			continue
		}
		lines = append(lines, " "+draw.Clip(row, w-1))
	}
	return lines
}

// stepDetail says all of the step under the cursor.
func (v *View) stepDetail(e *compare.Evolution, w int, th *theme.Theme) []string {
	s := &e.Steps[min(v.cursor, len(e.Steps)-1)]
	lines := []string{draw.Rule(w, th)}
	say := func(name, text string, style theme.Style) {
		for i, line := range draw.Wrap(draw.Clean(text), max(w-12, 8)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, " "+th.Faint.Paint(draw.Left(name, 9))+" "+style.Paint(line))
		}
	}
	what := s.Name
	if s.Preset != "" {
		what += " (" + s.Preset + ")"
	}
	if s.Phase != "" {
		what += ", phase " + s.Phase + " of the published history"
	}
	say("step", what, th.Text)
	for _, why := range s.Refused {
		say("refused", why, th.Warn)
	}
	if s.Against != nil && v.cursor > 0 {
		say("verdict", judged(s.Against), verdictStyle(s.Against.Verdict, th))
	}
	if s.Results != nil && s.Results.Differ() {
		g := s.Results.Groups[0]
		say("results", g.What+", "+differences(g.N)+": "+g.Named[0], th.Bad)
	}
	if len(s.Changes) > 0 {
		say("changed", changes(s), th.Text)
	}
	if s.Note != "" {
		say("noted", s.Note, th.Text)
	}
	return lines
}
