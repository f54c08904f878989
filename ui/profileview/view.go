// Package profileview is the Profile screen: profiles of the run and of any
// other program as flame graph, table, callers and callees, and source, and the
// difference of two.
package profileview

import (
	"strings"

	"battscope/engine/probe"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A View is the Profile screen. It belongs to one goroutine.
type View struct {
	src     Source
	entries []Entry // nil before they were read
	err     error
	reading bool
	stale   bool
	list    *list.List
	page    *page        // nil: the list is shown
	minuend string       // the profile whose base is chosen from the list; empty for none
	kept    *page        // that the list lies over meanwhile
	missing string       // why what was asked for is not there
	goal    screen.Place // what was asked for and is not there yet
	run     int64
	ended   int    // captures
	taking  string // kinds that are being captured
	state   probe.State
	top     int // of the list, when last drawn
}

// New returns the screen of the profiles of src.
func New(src Source) *View {
	return &View{src: src, list: list.New(pickColumns(), -1)}
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Profile" }

// List returns the list whose order comes back.
func (v *View) List() *list.List { return v.list }

// chosen returns the profile under the cursor of the list, or nil.
func (v *View) chosen() *Entry {
	row, ok := v.list.Row()
	if !ok || row >= len(v.entries) {
		return nil
	}
	return &v.entries[row]
}

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	if v.page != nil {
		return v.page.keys()
	}
	none := ""
	if v.chosen() == nil {
		none = "there is no profile to open"
		if v.list.Filter() != "" {
			none = "the filter lets nothing through; esc takes it away"
		}
	}
	open := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "open the profile", Foot: "open", Why: none}
	if v.minuend != "" {
		open.Doc, open.Foot = "take this one as the base", "take as base"
	}
	t := keymap.Table{
		open,
		{Action: subtract, Keys: []string{"d"}, Label: "d", Doc: "take this one as new and choose a base: their difference", Foot: "difference", Why: none},
		{Action: keymap.Filter, Keys: []string{"f", "\\"}, Label: "f", Doc: "show only profiles with a text or /regexp", Foot: "filter"},
		{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort by the next column; a click on a head does too"},
		{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order round"},
		{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the path", Why: none},
	}
	if v.list.Filter() != "" || v.minuend != "" || v.kept != nil {
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: filter, difference, the profile before", Foot: "back"})
	}
	return keymap.Join(t, keymap.Moves())
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	if v.page != nil {
		return v.doPage(a)
	}
	e := v.chosen()
	switch a {
	case keymap.Enter:
		of := subject{file: e.Path}
		before := v.kept
		if v.minuend != "" {
			of = subject{file: v.minuend, base: e.Path}
		}
		shown := v.show(of, screen.Place{}, true)
		if of.base != "" {
			v.page.before = before
		}
		return shown
	case subtract:
		v.minuend = e.Path
	case keymap.Copy:
		return screen.Effect{Copy: e.Path}
	case keymap.Back:
		switch {
		case v.list.Filter() != "":
			return v.list.SetFilter("")
		case v.kept != nil:
			v.page, v.kept, v.minuend = v.kept, nil, ""
		default:
			v.minuend = ""
		}
	default:
		return v.list.DoTable(a)
	}
	return screen.Effect{}
}

// doPage does an action of an opened profile.
func (v *View) doPage(a keymap.Action) screen.Effect {
	switch a {
	case otherOne, subtract:
		v.missing = ""
		if v.minuend = ""; a == subtract {
			v.minuend = v.page.of.file
		}
		v.kept, v.page = v.page, nil
		return v.renew()
	case keymap.Back:
		if p := v.page; p.err != nil && p.before != nil {
			v.page = p.before
			return screen.Effect{}
		}
		if e, ok := v.page.back(); ok {
			return e
		}
		v.page, v.kept = nil, nil
		return v.renew()
	}
	return v.page.do(a)
}

// show opens a profile, focused on a place.
func (v *View) show(of subject, on screen.Place, listed bool) screen.Effect {
	v.minuend, v.missing, v.kept, v.goal = "", "", nil, screen.Place{}
	v.page = newPage(v.src, of)
	v.page.listed, v.page.goal = listed, on
	return v.page.open()
}

// Visit shows what a place names: a file, or the run's profile focused on a phase,
// a task or a program.
func (v *View) Visit(to screen.Place) screen.Effect {
	switch {
	case to.File != "" && to.Base != "":
		return v.show(subject{to.File, to.Base, to.Unscaled}, to, false)
	case to.File != "":
		return v.show(subject{file: to.File}, to, false)
	case !ofRun(to):
		return screen.Effect{}
	}
	v.goal, v.page, v.kept, v.missing = to, nil, nil, ""
	v.entries = nil
	return v.renew()
}

// ofRun reports whether a place asks for the profile of a run.
func ofRun(to screen.Place) bool { return to.Phase+to.Task+to.Program != "" || len(to.Runs) > 0 }

// ofRunNamed reports whether a profile is of the run that a place names: that of
// the session, unless it names another.
func ofRunNamed(e *Entry, to screen.Place) bool {
	if len(to.Runs) > 0 && to.Runs[0] != "" {
		return e.Run == to.Runs[0]
	}
	return e.Present
}

// best returns the most telling profile of the run that a place names, or nil:
// that of its programs, or else that of the processor, and of several the newest.
// Only the first will do for a program.
func (v *View) best(to screen.Place) *Entry {
	var best *Entry
	for i := range v.entries {
		e := &v.entries[i]
		programs := isOf(e, programsName)
		if !ofRunNamed(e, to) || to.Program != "" && !programs {
			continue
		}
		if best == nil || programs && !isOf(best, programsName) || isOf(e, cpuName) && !isOf(best, programsName) && !isOf(best, cpuName) {
			best = e
		}
	}
	return best
}

// settle opens what was asked for, if it is there now. Of two runs it is the
// difference: the first is the base.
func (v *View) settle() screen.Effect {
	to := v.goal
	if !ofRun(to) || v.page != nil {
		return screen.Effect{}
	}
	if len(to.Runs) == 2 {
		base, after := to, to
		base.Runs, after.Runs = to.Runs[:1], to.Runs[1:]
		b, a := v.best(base), v.best(after)
		for _, missing := range []struct {
			of *Entry
			id string
		}{{b, to.Runs[0]}, {a, to.Runs[1]}} {
			if missing.of == nil {
				v.missing = "Run " + missing.id + " left no profile to take a difference of: battscope run --profile leaves one."
				if missing.id == "" {
					v.missing = "No profile of this run has been taken to take a difference of. C takes one, and the difference opens here when it is there."
				}
				return screen.Effect{}
			}
		}
		if a.Name != b.Name {
			v.missing = "The two runs left profiles of different kinds, " + b.Name + " and " + a.Name + "."
			return screen.Effect{}
		}
		return v.show(subject{file: a.Path, base: b.Path}, to, false)
	}
	if e := v.best(to); e != nil {
		return v.show(subject{file: e.Path}, to, false)
	}
	v.missing = "No profile of this run has been taken. C takes one, and it opens here when it is there."
	switch {
	case len(to.Runs) > 0 && to.Runs[0] != "":
		v.missing = "Run " + to.Runs[0] + " left no such profile: battscope run --profile leaves one."
	case to.Program != "":
		v.missing = "No profile of this run tells of programs. C takes one, programs, and it opens here when it is there."
	}
	return screen.Effect{}
}

// Refresh reads the list when a run began or a capture ended.
func (v *View) Refresh(look screen.Look) screen.Effect {
	s := look.Run
	v.taking = strings.Join(look.Capture.Kinds, ", ")
	fresh := v.entries != nil && s.Run == v.run && look.Capture.Ended == v.ended && s.State == v.state
	if fresh {
		return screen.Effect{}
	}
	v.run, v.ended, v.state = s.Run, look.Capture.Ended, s.State
	return v.renew()
}

// renew reads the list beside the screen.
func (v *View) renew() screen.Effect {
	if v.reading {
		v.stale = true
		return screen.Effect{}
	}
	v.reading, v.stale = true, false
	return screen.Effect{Work: func() func() screen.Effect {
		entries, err := v.src.List()
		return func() screen.Effect {
			v.reading = false
			v.err = err
			if entries == nil {
				entries = []Entry{}
			}
			path := ""
			if e := v.chosen(); e != nil {
				path = e.Path
			}
			v.entries = entries
			e := v.list.SetData(newPicks(entries))
			for i := range entries {
				if entries[i].Path == path {
					v.list.Select(i)
				}
			}
			e = join(e, v.settle())
			if v.stale {
				e = join(e, v.renew())
			}
			return e
		}
	}}
}

// Find moves to the next place that holds text.
func (v *View) Find(text string, step int) (at, of int) {
	if v.page == nil {
		return v.list.Find(text, step)
	}
	p := v.page
	switch p.want.mode {
	case flameMode:
		if p.flame.tree == nil {
			return 0, 0
		}
		return p.flame.find(text, step)
	case topMode:
		return p.top.list.Find(text, step)
	case callMode:
		return p.calls.lists[p.calls.pane].Find(text, step)
	}
	return p.source.list.Find(text, step)
}

// headLines are those above the body of a page.
const headLines = 2

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if v.page != nil {
		return v.page.render(w, h, th)
	}
	return v.pickList(w, h, th)
}
