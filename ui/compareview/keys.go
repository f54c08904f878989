package compareview

import (
	"slices"
	"strings"

	"battscope/profile/compare"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	if v.shown == ofPlan {
		return v.plan.keys(v.src, v.atWork())
	}
	if v.listing() {
		return v.pastKeys()
	}
	var t keymap.Table
	if v.atWork() {
		t = append(t, stopContest())
	}
	none := ""
	if v.table() == nil && v.steps() == nil {
		none = "nothing is compared yet"
	}
	open := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "open the phase in the profile of both", Foot: "open", Why: v.profileWhy(none)}
	x := keymap.Binding{Action: profile, Keys: []string{"x"}, Label: "x", Doc: "the difference of both profiles", Foot: "profile", Why: v.profileWhy(none), Leads: "Profile"}
	d := keymap.Binding{Action: onlyDiffs, Keys: []string{"d"}, Label: "d", Doc: "show only what differs", Foot: "differences", Why: none}
	if v.only {
		d.Doc, d.Foot = "show what is the same too", "all"
	}
	if none == "" && v.table() == nil {
		d.Why = "steps are shown whole"
	}
	e := keymap.Binding{Action: chain, Keys: []string{"v"}, Label: "v", Doc: "the runs as steps, each against the first; one alone with those it goes back to", Foot: "evolution"}
	switch {
	case v.shown != ofRuns:
		e.Why = "steps are of recorded runs: 4 shows them; h measures those of the published history"
	case v.runs.chain:
		e.Doc, e.Foot = "the runs side by side", "table"
	}
	b := keymap.Binding{Action: turn, Keys: []string{"b"}, Label: "b", Doc: "hold the others against the next run", Foot: "baseline", Why: none}
	o := keymap.Binding{Action: otherHost, Keys: []string{"o"}, Label: "o", Doc: "compare runs of different hosts all the same", Why: none}
	if none == "" && (v.shown != ofRuns || v.runs.chain) {
		b.Why = "only recorded runs side by side can change places"
		o.Why = b.Why
	}
	c := v.measureKey()
	p := keymap.Binding{Action: seePast, Keys: []string{"p"}, Label: "p", Doc: "contests that have ended", Foot: "past"}
	h := keymap.Binding{Action: history, Keys: []string{"h"}, Label: "h", Doc: "measure the steps of the published history", Foot: "history", Why: v.src.Why()}
	// What can be done comes first: the footer has no room for all.
	switch {
	case v.shown == nothing:
		t = append(t, c, h, p)
	case v.shown == ofPast:
		t = append(t, leavePast("the list of contests"), d)
	case v.shown == ofLive:
		t = append(t, d)
	default:
		t = append(t, open, x, d, e)
	}
	t = append(t,
		keymap.Binding{Action: export, Keys: []string{"e"}, Label: "e", Doc: "write it as Markdown", Foot: "export", Why: none},
		keymap.Binding{Action: exportAll, Keys: []string{"E"}, Label: "E", Doc: "write it as text", Why: none},
		c, h, p, open, x, d, e, b, o)
	if c := v.table(); c != nil && len(c.Versus) > 1 {
		t = append(t,
			keymap.Binding{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the next side against A", Foot: "side"},
			keymap.Binding{Action: keymap.Left, Keys: []string{"left"}, Label: "←", Doc: "the side before against A"})
	}
	if v.live != nil && v.runs.ids != nil && v.shown != ofPast {
		t = append(t, keymap.Binding{Action: keymap.NextPane, Keys: []string{"tab"}, Label: "tab", Doc: "the contest, or the runs", Foot: v.otherPane()})
	} else if v.live != nil && v.shown != ofLive {
		t = append(t, toContest())
	}
	return keymap.Join(t, keymap.Moves())
}

// stopContest is the key of a contest at work.
func stopContest() keymap.Binding {
	return keymap.Binding{Action: stop, Keys: []string{"s"}, Label: "s", Doc: "stop the contest; the pairs done stay, undecided", Foot: "stop contest"}
}

// toContest is the way to the contest of the session.
func toContest() keymap.Binding {
	return keymap.Binding{Action: keymap.NextPane, Keys: []string{"tab"}, Label: "tab", Doc: "the contest", Foot: "contest"}
}

func (v *View) otherPane() string {
	if v.shown == ofLive {
		return "runs"
	}
	return "contest"
}

// measureKey plans a contest of what is shown.
func (v *View) measureKey() keymap.Binding {
	b := keymap.Binding{Action: measure, Keys: []string{"c"}, Label: "c", Doc: "plan a contest of these strategies, or of others", Foot: "contest", Why: v.src.Why()}
	if b.Why == "" && v.atWork() {
		b.Why = "a contest is at work: s stops it"
	}
	return b
}

// profileWhy says why there are no profiles to open.
func (v *View) profileWhy(none string) string {
	switch {
	case none != "":
		return none
	case v.shown != ofRuns:
		return "a contest takes no profiles: compare recorded runs that have them"
	case v.runs.chain:
		return "profiles are of two runs side by side: v shows them"
	}
	return ""
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	if v.shown == ofPlan {
		return v.doPlan(a)
	}
	if v.listing() {
		switch a {
		case keymap.Enter:
			v.openPast()
			return screen.Effect{}
		case markPast:
			v.past.mark(v.past.list[v.cursor].ID)
			v.move(1)
			return screen.Effect{}
		case deletePast:
			return screen.Effect{Ask: v.removal()}
		}
	}
	switch a {
	case seePast:
		return v.showPast()
	case keymap.Back:
		v.backFromPast()
	case stop:
		v.src.Stop()
		return screen.Effect{Say: "the contest is stopped in order; the pairs done stay"}
	case keymap.Enter, profile:
		p := screen.Place{Screen: "Profile", Runs: []string{v.runs.ids[0], v.runs.ids[v.versus+1]}}
		if name := v.rows(); a == keymap.Enter && v.cursor < len(name)-1 && name[v.cursor] != compare.Unattributed {
			p.Phase = name[v.cursor]
		}
		return screen.Effect{Open: &p}
	case onlyDiffs:
		v.only = !v.only
		v.clamp()
	case chain:
		v.runs.chain = !v.runs.chain
		v.runs.err = nil
		v.to(ofRuns)
		if v.runs.chain && v.runs.steps == nil || !v.runs.chain && v.runs.table == nil {
			return v.read()
		}
	case turn:
		v.runs.ids = append(slices.Clone(v.runs.ids[1:]), v.runs.ids[0])
		return v.read()
	case otherHost:
		v.runs.otherHost = !v.runs.otherHost
		e := v.read()
		e.Say = "hosts must be the same"
		if v.runs.otherHost {
			e.Say = "hosts may differ"
		}
		return e
	case export:
		return v.write("md", Markdown, EvolutionMarkdown)
	case exportAll:
		return v.write("txt", Text, EvolutionText)
	case measure:
		v.propose(Plan{Settings: v.settings()})
	case history:
		v.propose(historyPlan())
	case keymap.Right, keymap.Left:
		n := len(v.table().Versus)
		if a == keymap.Left {
			v.versus += n - 2
		}
		v.versus = (v.versus + 1) % n
	case keymap.NextPane:
		if v.shown == ofLive {
			v.to(ofRuns)
		} else {
			v.to(ofLive)
		}
	case keymap.Up:
		v.move(-1)
	case keymap.Down:
		v.move(1)
	case keymap.PageUp:
		v.top -= max(v.height-2, 1)
	case keymap.PageDown:
		v.top += max(v.height-2, 1)
	case keymap.Home:
		v.cursor, v.top = 0, 0
	case keymap.End:
		v.cursor, v.top = max(len(v.rows())-1, 0), 1<<20
	}
	return screen.Effect{}
}

// settings returns the strategies that are shown, for a contest of them.
func (v *View) settings() []string {
	if c := v.table(); c != nil && len(c.Settings) == len(c.Versus)+1 {
		var list []string // a strategy once
		for _, s := range c.Settings {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		if len(list) > 1 {
			return list
		}
	}
	presets := v.src.Presets()
	names := []string{"phase4a", "phase4b"}
	if len(presets) > 0 && !slices.ContainsFunc(names, func(n string) bool { _, err := presets.Find(n); return err != nil }) {
		return names
	}
	return nil
}

// write exports what is shown beside the screen.
func (v *View) write(suffix string, table func(*compare.Comparison) string, steps func(*compare.Evolution) string) screen.Effect {
	var name, text string
	if c := v.table(); c != nil {
		name, text = "compare-"+fileName(c.Versus[0].A)+"-"+fileName(c.Versus[0].B), table(c)
	} else {
		e := v.steps()
		name, text = "evolution-"+fileName(e.Steps[0].Name)+"-"+fileName(e.Steps[len(e.Steps)-1].Name), steps(e)
	}
	return screen.Effect{Work: func() func() screen.Effect {
		path, err := v.src.Export(name+"."+suffix, text)
		return func() screen.Effect {
			if err != nil {
				return screen.Effect{Say: err.Error()}
			}
			return screen.Effect{Say: "written to " + path}
		}
	}}
}

// fileName returns the first word of a name as part of a file's.
func fileName(name string) string {
	name, _, _ = strings.Cut(name, " ")
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '+', r == '=', r == '.':
			return r
		}
		return '-'
	}, name)
	return name[:min(len(name), 60)]
}
