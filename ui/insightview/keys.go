package insightview

import (
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

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
