package compareview

import (
	"slices"
	"strconv"

	"battscope/ui/draw"
	"battscope/ui/theme"
)

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	seen := v.cursor < len(v.rowLine) && v.rowLine[v.cursor] >= 0
	v.rowLine = nil
	var head, lines []string
	switch {
	case v.shown == ofPlan:
		return v.plan.render(v.src, w, h, th)
	case v.shown == ofRuns && v.runs.reading && v.table() == nil && v.steps() == nil:
		return draw.Block([]string{"", " " + th.Faint.Paint("reading "+strconv.Itoa(len(v.runs.ids))+" runs …")}, w, h)
	case v.shown == ofRuns && v.runs.err != nil:
		return draw.Block(v.trouble(w, v.runs.err, th), w, h)
	case v.shown == ofLive && v.live.Err != nil:
		return draw.Block(append([]string{v.liveLine(w, th)}, v.trouble(w, v.live.Err, th)...), w, h)
	case v.listing():
		head, lines = v.pastPage(w, th)
	case v.table() != nil:
		head, lines = v.tablePage(w, th)
	case v.steps() != nil:
		head, lines = v.stepsPage(w, th)
	case v.shown == ofLive:
		head = []string{v.liveLine(w, th)}
		lines = v.warming(w, th)
	default:
		return draw.Block(v.idle(w, th), w, h)
	}
	if room := max(h-len(head), 0); seen && room < v.height {
		v.follow = true // the row that was in sight stays so
	}
	return v.scroll(head, lines, w, h)
}

// scroll returns the head and the part of the lines that is in sight. Where there are
// more below, the last line says so, in the place of one that it hides.
func (v *View) scroll(head, lines []string, w, h int) []string {
	room := max(h-len(head), 0)
	below := func() int { // lines out of sight there
		if more := len(lines) - v.top - room; more > 0 && room > 1 {
			return more + 1
		}
		return 0
	}
	if v.follow && v.cursor < len(v.rowLine) {
		line := v.rowLine[v.cursor]
		if v.cursor == 0 && line < room-1 {
			v.top = 0 // with the heads
		}
		v.top = max(min(v.top, line), line-room+1)
		if line == v.top+room-1 && below() > 0 {
			v.top++
		}
	}
	v.follow = false
	v.top = max(0, min(v.top, len(lines)-room))
	v.height = room
	more := below()
	end := h
	if more > 0 {
		end--
	}
	for i := range v.rowLine {
		v.rowLine[i] += len(head) - v.top
		if v.rowLine[i] < len(head) || v.rowLine[i] >= end {
			v.rowLine[i] = -1
		}
	}
	out := append(slices.Clone(head), lines[v.top:]...)
	if more > 0 {
		out = append(out[:end], "  … "+strconv.Itoa(more)+" more lines: pgdn")
	}
	return draw.Block(out, w, h)
}

// trouble says why there is nothing to compare.
func (v *View) trouble(w int, err error, th *theme.Theme) []string {
	return append([]string{""}, wrapped(" "+err.Error(), w, th.Bad)...)
}

// idle says what the screen can do.
func (v *View) idle(w int, th *theme.Theme) []string {
	lines := []string{""}
	say := func(key, text string) {
		for i, line := range draw.Wrap(text, max(w-12, 8)) {
			if i > 0 {
				key = ""
			}
			lines = append(lines, " "+th.Accent.Paint(draw.Left(key, 8))+" "+line)
		}
	}
	lines = append(lines, " "+th.Strong.Paint("Same answers? Faster where, by how much, and how sure?"), "")
	say("4", "recorded runs: mark two to six on the screen Runs with space, and c compares them; c without marks holds the run against its baseline")
	say("3", "knobs: c on the screen Tune has them measured against their preset")
	say("c", "a contest of presets: passes in turn, A B B A, on the data of the session")
	say("h", "the published history, step by step, on the scenario seed")
	say("p", "contests that have ended, which the workspace keeps")
	if why := v.src.Why(); why != "" {
		lines = append(append(lines, ""), wrapped(" No contest can begin: "+why, w, th.Faint)...)
	}
	return lines
}
