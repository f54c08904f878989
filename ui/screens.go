package ui

import (
	"strconv"

	"battscope/ui/compareview"
	"battscope/ui/insightview"
	"battscope/ui/keymap"
	"battscope/ui/logview"
	"battscope/ui/profileview"
	"battscope/ui/runsview"
	"battscope/ui/runview"
	"battscope/ui/screen"
	"battscope/ui/taskview"
	"battscope/ui/tuneview"
)

// screenNames lists the titles of the screens in the order of their number
// keys, from 1.
func screenNames() []string {
	return []string{"Run", "Tasks", "Tune", "Runs", "Compare", "Profile", "Insights", "Log"}
}

// furnish builds the screens that have something to stand on.
func (a *App) furnish() {
	a.run = runview.New()
	built := []screen.Screen{a.run, logview.New()}
	if a.opts.Tasks != nil {
		built = append(built, taskview.New(a.opts.Tasks))
	}
	if a.opts.Engine != nil && a.opts.Presets != nil {
		built = append(built, tuneview.New(a.opts.Engine, a.opts.Presets, a.opts.Replay))
	}
	if a.opts.Insights != nil {
		built = append(built, insightview.New(a.opts.Insights))
	}
	if a.opts.Runs != nil {
		built = append(built, runsview.New(a.opts.Runs))
	}
	if a.opts.Compare != nil {
		built = append(built, compareview.New(a.opts.Compare))
	}
	if a.opts.Profiles != nil {
		built = append(built, profileview.New(a.opts.Profiles))
	}
	names := screenNames()
	a.screens = make([]screen.Screen, len(names))
	for _, sc := range built {
		for i, name := range names {
			if name == sc.Title() {
				a.screens[i] = sc
			}
		}
	}
}

// visit is the action that shows a screen.
func visit(title string) keymap.Action { return keymap.Action("show " + title) }

// visits returns a binding for each screen that there is.
func (a *App) visits() keymap.Table {
	var t keymap.Table
	for i, sc := range a.screens {
		if sc == nil {
			continue
		}
		n := strconv.Itoa(i + 1)
		b := keymap.Binding{Action: visit(sc.Title()), Keys: []string{n}, Label: n, Doc: "the screen " + sc.Title()}
		if i == a.at {
			b.Why = "this is the screen " + sc.Title()
		}
		t = append(t, b)
	}
	return t
}
