// Package insightview is the Insights screen: what is wrong with a run, what that
// costs at most, the knob that mends it, and whether such promises held.
package insightview

import (
	"battscope/engine/probe"
	"battscope/profile/insight"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
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
