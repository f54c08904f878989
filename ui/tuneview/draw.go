package tuneview

import (
	"strconv"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/draw"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A box is a part of the screen, in cells.
type box struct{ x, y, w, h int }

func (b box) holds(x, y int) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }

// boxes are the parts that were drawn last.
type boxes struct{ knobs, presets, outcome box }

// wideFrom is the width from which presets stand beside the knobs.
const wideFrom = 120

// outcomeWidth is how many cells the outcome can use.
const outcomeWidth = 57

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	lines := []string{v.heading(w, th)}
	room := h - 1
	detail := v.detail(w, max(room-8, 0), th)
	room -= len(detail)
	if w < wideFrom {
		var body []string
		v.boxes = boxes{}
		at := box{0, 1, w, room}
		switch v.pane {
		case presetPane:
			v.boxes.presets = at
			body = v.presets.Render(w, room, th, true)
		case outcomePane:
			v.boxes.outcome = at
			body = v.outcome(w, room, th)
		default:
			v.boxes.knobs = at
			body = v.knobs.Render(w, room, th, true)
		}
		return draw.Block(append(append(lines, body...), detail...), w, h)
	}
	lw := max(w*2/5, w-3-outcomeWidth)
	rw := w - lw - 3
	ph := min(v.presets.Total()+1, room/2)
	v.boxes = boxes{box{0, 1, lw, room}, box{lw + 3, 1, rw, ph}, box{lw + 3, 2 + ph, rw, room - ph - 1}}
	left := v.knobs.Render(lw, room, th, v.pane == knobPane)
	right := v.presets.Render(rw, ph, th, v.pane == presetPane)
	right = append(right, draw.Rule(rw, th))
	right = append(right, v.outcome(rw, room-ph-1, th)...)
	wall := " " + th.Rule.Paint(th.Sign.Wall) + " "
	for i := range room {
		lines = append(lines, draw.Left(left[i], lw)+wall+right[i])
	}
	return draw.Block(append(lines, detail...), w, h)
}

// heading says what the next run goes by, and how long it will take.
func (v *View) heading(w int, th *theme.Theme) string {
	left := " " + th.Faint.Paint("next run ") + th.Strong.Paint(draw.Clip(v.library.Presets().Name(v.rows.next), w/2))
	right := th.Faint.Paint("length unknown: no whole pass yet")
	if pass, run, other := v.estimate(); pass > 0 {
		right = "~" + draw.Duration(pass) + th.Faint.Paint(" a pass, as in run "+strconv.FormatInt(run, 10))
		if other {
			right += th.Faint.Paint(" with other knobs")
		}
	}
	if w < 80 {
		if pass, _, _ := v.estimate(); pass > 0 {
			right = "~" + draw.Duration(pass) + th.Faint.Paint(" a pass")
		} else {
			right = th.Faint.Paint("length unknown")
		}
	}
	return draw.Between(left, right+" ", w)
}

// detailLines is how many lines the meaning of most knobs takes: it has as many of
// the others too, so that the list stays where it is while the cursor moves.
const detailLines = 4

// detail says what the knob or preset under the cursor means, in at most h lines.
func (v *View) detail(w, h int, th *theme.Theme) []string {
	if h <= 1 || v.pane == outcomePane {
		return nil
	}
	lines := []string{draw.Rule(w, th)}
	text, note := "", ""
	if v.pane == presetPane {
		row, ok := v.presets.Row()
		if !ok {
			return nil
		}
		p := v.library.Presets()[row]
		text = p.Name + ": " + draw.Clean(p.Doc)
		if p.Published > 0 {
			note = "phase " + p.Phase + " of the published history"
		}
	} else {
		k := v.knob()
		text = k.Doc
		if k.Unit != "" && k.Unit != "workers" {
			text += " (" + k.Unit + ")"
		}
		switch idle := strategy.Idle(v.rows.next, k.Name); {
		case idle != "":
			note = "counts for nothing now: " + idle
		case k.Live:
			note = th.Sign.Live + " changes during a run, from the next task on"
		default:
			note = "changes from the next run on"
		}
	}
	for _, line := range draw.Wrap(text, w-2) {
		lines = append(lines, " "+line)
	}
	lines = append(lines, " "+th.Faint.Paint(note))
	switch {
	case len(lines) <= h:
	case h == 2: // what it means rather than when it changes
		lines = []string{lines[0], draw.Clip(" "+text, w)}
	default:
		last := len(lines) - 1
		lines = append(lines[:h-2:h-2], draw.Clip(lines[h-2]+" …", w), lines[last])
	}
	return draw.Block(lines, w, min(max(len(lines), detailLines), h))
}

// outcome says what the run came to: results first, then each phase against the
// run before and the baseline.
func (v *View) outcome(w, h int, th *theme.Theme) []string {
	st := v.now
	if st == nil || st.Passes == 0 {
		return draw.Block([]string{" " + th.Faint.Paint("after a whole pass: results first, then what each phase took")}, w, h)
	}
	lines := []string{
		" " + th.Faint.Paint("run ") + strconv.FormatInt(st.Run, 10) + "   " + Mark(st, th),
	}
	if st.Untimed != "" {
		lines = append(lines, " "+th.Faint.Paint("no times of the baseline: "+st.Untimed))
	}
	if v.last != nil {
		lines = append(lines, " "+v.before1(th))
	}
	table := draw.Table{Columns: []draw.Column{
		{Head: "a pass", Width: 10, Gap: 1}, {Head: "wall", Width: draw.DurationWidth, Gap: 1, Right: true},
		{Head: "before", Width: draw.DurationWidth, Gap: 2, Right: true}, {Width: 7, Gap: 1, Right: true},
		{Head: "baseline", Width: draw.DurationWidth, Gap: 2, Right: true}, {Width: 7, Gap: 1, Right: true},
	}}
	var before [probe.NumPhases]time.Duration
	beforeWall := time.Duration(0)
	if v.last != nil {
		before, beforeWall = v.last.Phases, v.last.Wall
	}
	row := func(name string, now, was, base time.Duration) {
		table.Rows = append(table.Rows, []string{name, span(now, th), span(was, th), change(was, now, th), span(base, th), change(base, now, th)})
	}
	row(th.Strong.Paint("in all"), st.Wall, beforeWall, st.BaseWall)
	for p, info := range probe.Phases() {
		if st.Phases[p] > 0 || before[p] > 0 || st.BasePhases[p] > 0 {
			row(th.Hue(p).Paint(info.Name), st.Phases[p], before[p], st.BasePhases[p])
		}
	}
	lines = append(lines, table.Lines(w, max(h-len(lines), 0), th)...)
	return draw.Block(lines, w, h)
}

// before1 says whether the run came out as the run before.
func (v *View) before1(th *theme.Theme) string {
	head := th.Faint.Paint("against run " + strconv.FormatInt(v.last.Run, 10) + "  ")
	if v.last.Passes == 0 {
		return head + th.Faint.Paint("no whole pass")
	}
	if v.now.Counts.Results() == v.last.Counts.Results() {
		return head + th.Good.Paint(th.Sign.Same+" counts")
	}
	a, b := v.last.Counts, v.now.Counts
	for _, c := range []struct {
		name string
		a, b int64
	}{
		{"matches", a.Matches.Sum(), b.Matches.Sum()}, {"outputs", a.Outputs.Sum(), b.Outputs.Sum()}, {"candidates", a.Candidates, b.Candidates},
		{"timeouts", a.Timeouts, b.Timeouts}, {"faults", a.Faults, b.Faults}, {"distinct", a.Distinct, b.Distinct}, {"programs", a.Programs, b.Programs},
	} {
		if c.a != c.b {
			return head + th.Bad.Paint(th.Sign.Other+" "+c.name+" "+draw.Count(c.a, 11)+"→"+draw.Count(c.b, 11))
		}
	}
	return head + th.Bad.Paint(th.Sign.Other)
}

// Mark writes how a run came out against its baseline.
func Mark(st *screen.Standing, th *theme.Theme) string {
	switch {
	case st.Passes == 0:
		return ""
	case st.Self:
		return th.Faint.Paint("this run is the baseline")
	case st.Base == "":
		return th.Faint.Paint("no baseline")
	case st.Mark == th.Sign.Same:
		return th.Good.Paint("results " + th.Sign.Same + " baseline")
	case st.Why != "" && st.Mark == th.Sign.Unknown:
		return th.Faint.Paint("results " + st.Mark + " " + draw.Clean(st.Why))
	}
	return th.Bad.Paint("results " + draw.Clean(st.Mark))
}

// ShortMark is Mark where room is short.
func ShortMark(st *screen.Standing, th *theme.Theme) string {
	switch {
	case st.Self || st.Base == "" || st.Passes == 0:
		return ""
	case st.Mark == th.Sign.Same:
		return th.Good.Paint("results " + th.Sign.Same)
	case st.Mark == th.Sign.Unknown:
		return th.Faint.Paint("results " + st.Mark)
	}
	return th.Bad.Paint("results " + th.Sign.Other)
}

func span(d time.Duration, th *theme.Theme) string {
	if d <= 0 {
		return th.Faint.Paint(th.Sign.Unknown)
	}
	return draw.Duration(d)
}

// change writes by how much now differs from was. Only a difference that eyes
// should see is painted: one pass says little.
func change(was, now time.Duration, th *theme.Theme) string {
	text := difference(was, now)
	if text == "" {
		return ""
	}
	switch r := float64(now) / float64(was); {
	case r < 0.9:
		return th.Good.Paint(text)
	case r > 1.1:
		return th.Warn.Paint(text)
	}
	return th.Faint.Paint(text)
}
