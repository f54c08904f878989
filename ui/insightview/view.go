// Package insightview is the Insights screen: what is wrong with a run, what that
// costs at most, the knob that mends it, and whether such promises held.
package insightview

import (
	"fmt"

	"battscope/engine/probe"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// Actions of this screen.
const (
	try    keymap.Action = "try knob"
	adopt  keymap.Action = "adopt knob"
	every  keymap.Action = "every rule"
	held   keymap.Action = "predictions"
	choose keymap.Action = "choose run"
)

// A mode is what the screen lists.
type mode uint8

const (
	listFindings mode = iota // what fires
	listRules                // all rules, and why those that do not fire are silent
	listKept                 // predictions and their outcomes
	numModes     = iota
)

// A View is the Insights screen. It belongs to one goroutine.
type View struct {
	src    Source
	table  []insight.Rule
	id     string  // of the recorded run that is shown; "" for the run of the session
	report *Report // nil where there is nothing to say yet
	shown  *Report // that is in the lists
	err    error
	mode   mode
	lists  [numModes]*list.List
	page   *page

	reading bool
	stale   bool // what is being read is no longer the newest
	asked   bool // something was read, or is
	seen    seen
}

// seen is what the newest report is of.
type seen struct {
	run      int64
	standing *screen.Standing
	over     bool
	kept     int64
}

// New returns the screen over src.
func New(src Source) *View {
	v := &View{src: src, table: insight.Rules()}
	for m, columns := range [numModes][]list.Column{findingColumns(), ruleColumns(), keptColumns()} {
		v.lists[m] = list.New(columns, -1)
	}
	v.show()
	return v
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Insights" }

// listed is the mode that is drawn: where nothing fires, that is all rules with
// their thresholds.
func (v *View) listed() mode {
	if v.mode == listFindings && v.report != nil && len(v.report.Findings) == 0 {
		return listRules
	}
	return v.mode
}

func (v *View) list() *list.List { return v.lists[v.listed()] }

// rule returns the rule that keys are about, or "".
func (v *View) rule() string {
	if v.page != nil {
		return v.page.rule.ID
	}
	row, ok := v.list().Row()
	switch {
	case !ok:
		return ""
	case v.listed() == listFindings:
		return v.report.Findings[row].Rule
	case v.listed() == listRules:
		return v.table[row].ID
	}
	return kept{v.report.Predictions}.at(row).Rule
}

// found returns what the rule that keys are about has found, or nil.
func (v *View) found() *insight.Finding {
	if v.report == nil {
		return nil
	}
	return v.report.finding(v.rule())
}

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	rule, found := v.rule(), v.found()
	none := ""
	if rule == "" {
		none = v.nothing()
	}
	mend := v.fixed(found)
	adoption := mend
	if mend == "" && v.report.State == record.Failed {
		mend = "the run failed, so that nothing can be held against it; K sets the knob for the next run"
	}
	t := keymap.Table{}
	if v.page == nil {
		t = append(t, keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "open the rule's page: what it finds, when, and why that matters", Foot: "why", Why: none})
	}
	t = append(t,
		keymap.Binding{Action: try, Keys: []string{"a"}, Label: "a", Doc: "apply the knob to a copy of the strategy and compare the two in pairs", Foot: "apply, compare", Why: mend},
		keymap.Binding{Action: adopt, Keys: []string{"K"}, Label: "K", Doc: "set the knob: now if it can change during a run, else for the next one", Foot: "set knob", Why: adoption},
	)
	if v.page == nil {
		e := keymap.Binding{Action: every, Keys: []string{"e"}, Label: "e", Doc: "every rule, its thresholds, and why it is silent", Foot: "every rule"}
		if v.mode == listRules {
			e.Doc, e.Foot = "only what fires", "what fires"
		}
		p := keymap.Binding{Action: held, Keys: []string{"p"}, Label: "p", Doc: "what rules promised in this workspace, and what came", Foot: "predictions"}
		if v.mode == listKept {
			p.Doc, p.Foot = "what fires", "what fires"
		}
		t = append(t, e, p, keymap.Binding{Action: choose, Keys: []string{"i"}, Label: "i", Doc: "look at a recorded run, by its id or the beginning of one", Foot: "other run"})
	}
	t = append(t, keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy what is said of it", Why: none})
	if v.page != nil || v.mode != listFindings || v.id != "" {
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: page, list, other run", Foot: "back"})
	}
	return keymap.Join(t, keymap.Moves())
}

// nothing says why there is no row.
func (v *View) nothing() string {
	switch {
	case v.mode == listKept:
		return "no rule's knob was tried in this workspace yet"
	case v.report == nil:
		return v.wait()
	}
	return "nothing fires"
}

// wait says why there is no report.
func (v *View) wait() string {
	if v.err != nil {
		return draw.Clean(v.err.Error())
	}
	if v.reading && v.id != "" {
		return "reading …"
	}
	return "no pass has come to its end yet: what fires stands here after the first"
}

// fixed says why a knob cannot be applied; "" where it can.
func (v *View) fixed(found *insight.Finding) string {
	switch {
	case v.report == nil:
		return v.wait()
	case found == nil:
		return "the rule does not fire on this run: there is nothing to mend"
	case v.report.Imported:
		return "the run is of another engine, which battscope cannot run"
	case found.Knob == "" && found.Advice == "":
		return "no knob of ours mends it: this only informs"
	case found.Knob == "":
		return "no knob of ours mends it: " + found.Advice
	}
	return v.report.Fixed
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	switch a {
	case keymap.Enter:
		for _, r := range v.table {
			if r.ID == v.rule() {
				v.page = &page{rule: r}
			}
		}
	case try:
		id, rule := v.id, v.rule()
		return screen.Effect{Work: func() func() screen.Effect {
			place, err := v.src.Try(id, rule)
			return func() screen.Effect {
				if err != nil {
					return screen.Effect{Say: err.Error()}
				}
				return screen.Effect{Open: &place}
			}
		}}
	case adopt:
		id, rule := v.id, v.rule()
		return screen.Effect{Work: func() func() screen.Effect {
			said, err := v.src.Adopt(id, rule)
			return func() screen.Effect {
				if err != nil {
					said = err.Error()
				}
				return screen.Effect{Say: said, Look: true}
			}
		}}
	case every:
		v.turn(listRules)
	case held:
		v.turn(listKept)
	case choose:
		return screen.Effect{Type: &screen.Prompt{Label: "run", Hint: "the id of a run, or its beginning; empty for the run of this session", Done: v.choose}}
	case keymap.Copy:
		return screen.Effect{Copy: v.copied()}
	case keymap.Back:
		switch {
		case v.page != nil:
			v.page = nil
		case v.mode != listFindings:
			v.mode = listFindings
		default:
			return v.choose("")
		}
	default:
		if v.page != nil {
			v.page.do(a)
		} else {
			v.list().Do(a)
		}
	}
	return screen.Effect{}
}

// turn lists something else, or what fires again.
func (v *View) turn(m mode) {
	if v.mode == m {
		m = listFindings
	}
	v.mode = m
}

// copied is what is said of the row under the cursor.
func (v *View) copied() string {
	if v.listed() == listKept && v.page == nil {
		if row, ok := v.list().Row(); ok {
			p := kept{v.report.Predictions}.at(row)
			return p.Rule + " on run " + p.Run + ": " + Outcome(p)
		}
	}
	if f := v.found(); f != nil {
		return f.Title + ": " + f.Text
	}
	for i := range v.table {
		if r := &v.table[i]; r.ID == v.rule() {
			return r.ID + ": " + r.Condition()
		}
	}
	return ""
}

// choose looks at another run.
func (v *View) choose(id string) screen.Effect {
	v.id, v.mode, v.page = id, listFindings, nil
	v.report, v.err = nil, nil
	v.show()
	return v.renew()
}

// Visit looks at the first of a place's runs.
func (v *View) Visit(p screen.Place) screen.Effect {
	if len(p.Runs) == 0 {
		return screen.Effect{}
	}
	return v.choose(p.Runs[0])
}

// Refresh looks again when the run has another whole pass, is over, or another,
// and when an outcome was kept.
func (v *View) Refresh(look screen.Look) screen.Effect {
	s := look.Run
	now := seen{run: s.Run, standing: look.Standing, over: s.State == probe.Done || s.State == probe.Failed, kept: v.src.Kept()}
	if v.id != "" { // a recorded run stays as it is
		now.run, now.standing, now.over = v.seen.run, v.seen.standing, v.seen.over
	}
	if v.asked && now == v.seen {
		return screen.Effect{}
	}
	v.seen = now
	return v.renew()
}

// renew looks at the run beside the screen.
func (v *View) renew() screen.Effect {
	if v.reading {
		v.stale = true
		return screen.Effect{}
	}
	v.reading, v.stale, v.asked = true, false, true
	id := v.id
	return screen.Effect{Work: func() func() screen.Effect {
		report, err := v.src.Look(id)
		return func() screen.Effect {
			v.reading = false
			if id == v.id {
				v.report, v.err = report, err
				v.show()
			}
			if v.stale {
				return v.renew()
			}
			return screen.Effect{}
		}
	}}
}

// show puts the report into the lists. The cursor stays on its rule.
func (v *View) show() {
	rule := ""
	if row, ok := v.lists[listFindings].Row(); ok {
		rule = v.shown.Findings[row].Rule
	}
	r := v.report
	if r == nil {
		r = &Report{}
	}
	v.shown = r
	v.lists[listFindings].SetData(findings{r})
	v.lists[listRules].SetData(rules{v.table, v.report})
	v.lists[listKept].SetData(kept{r.Predictions})
	for row := range r.Findings {
		if r.Findings[row].Rule == rule {
			v.lists[listFindings].Select(row)
		}
	}
}

// Find moves to a row that holds text.
func (v *View) Find(text string, step int) (at, of int) {
	if v.page != nil {
		return 0, 0
	}
	return v.list().Find(text, step)
}

// Click moves to a row, and opens what was there already.
func (v *View) Click(x, y int) screen.Effect {
	if v.page != nil {
		return screen.Effect{}
	}
	if v.list().Click(x, y-v.above()).Same {
		return v.Do(keymap.Enter)
	}
	return screen.Effect{}
}

// Wheel moves through the rows, or the page.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	if v.page != nil {
		v.page.move(lines)
	} else {
		v.list().Move(lines)
	}
	return screen.Effect{}
}

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
