package ui

import (
	tea "charm.land/bubbletea/v2"

	"battscope/engine/probe"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Actions that hold on every screen.
const (
	pause     keymap.Action = "pause"
	restart   keymap.Action = "run again"
	stop      keymap.Action = "stop"
	freeze    keymap.Action = "freeze"
	search    keymap.Action = "search"
	commands  keymap.Action = "commands"
	giveMouse keymap.Action = "mouse"
	colours   keymap.Action = "theme"
	help      keymap.Action = "help"
	redraw    keymap.Action = "redraw"
	rebase    keymap.Action = "set baseline"
	suspend   keymap.Action = "suspend"
	quit      keymap.Action = "quit"
)

// controls returns the bindings that steer the run.
func (a *App) controls() keymap.Table {
	s := a.runner.Snapshot() // the screens' own may be frozen
	p := keymap.Binding{Action: pause, Keys: []string{"space"}, Label: "space", Doc: "pause the run, or resume it", Foot: "pause"}
	r := keymap.Binding{Action: restart, Keys: []string{"r"}, Label: "r", Doc: "run again from the start", Foot: "run again"}
	x := keymap.Binding{Action: stop, Keys: []string{"s"}, Label: "s", Doc: "stop the run in order", Foot: "stop"}
	switch s.State {
	case probe.Idle:
		p.Why = "nothing to pause: no run has begun; r runs"
		x.Why = "nothing to stop: no run has begun; r runs"
		r.Foot = "run"
	case probe.Paused:
		p.Foot = "resume"
	case probe.Done, probe.Failed:
		p.Why = "nothing to pause: the run is over; r runs it again"
		x.Why = "nothing to stop: the run is over"
	}
	if a.opts.Replay != "" {
		p.Why, r.Why, x.Why = a.opts.Replay, a.opts.Replay, a.opts.Replay
	}
	if why := a.held(); why != "" {
		p.Why, r.Why = why, why
	}
	if st := a.opts.Steering; st != nil {
		p.Why, r.Why = st.Why, st.Why
		if st.Stop != "" {
			x.Why = st.Stop
		}
	}
	return append(keymap.Table{p, r, x}, a.capturing()...)
}

// held says why the run must not go on now; "" where it may.
func (a *App) held() string {
	if a.opts.Held == nil {
		return ""
	}
	return a.opts.Held()
}

// general returns the bindings of the workbench itself.
func (a *App) general() keymap.Table {
	f := keymap.Binding{Action: freeze, Keys: []string{"z"}, Label: "z", Doc: "freeze the display; the run goes on", Foot: "freeze"}
	if a.frozen {
		f.Doc, f.Foot = "let the display go on", "unfreeze"
	}
	m := keymap.Binding{Action: giveMouse, Keys: []string{"m"}, Label: "m", Doc: "give the mouse to the terminal, to select text"}
	if !a.mouse {
		m.Doc = "take the mouse back from the terminal"
	}
	find := keymap.Binding{Action: search, Keys: []string{"/"}, Label: "/", Doc: "search, /regexp too"}
	next := keymap.Binding{Action: keymap.Next, Keys: []string{"n"}, Label: "n", Doc: "to the next match"}
	prev := keymap.Binding{Action: keymap.Previous, Keys: []string{"N"}, Label: "N", Doc: "to the match before"}
	if _, ok := a.current().(screen.Finder); !ok {
		find.Why = "nothing to search on this screen"
		next.Why, prev.Why = find.Why, find.Why
	} else if a.search == "" {
		next.Why = "nothing was searched yet; / searches"
		prev.Why = next.Why
	}
	back := keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back"}
	if len(a.trail) == 0 {
		back.Why = "nothing to step back from; q quits"
	}
	t := keymap.Table{f}
	if a.current() == a.run && (a.opts.Rebase != nil || a.opts.Replay != "") {
		t = append(t, a.rebasing())
	}
	t = append(t, find, next, prev)
	t = append(t, a.visits()...)
	return append(t,
		keymap.Binding{Action: commands, Keys: []string{":", "ctrl+p"}, Label: ": ctrl+p", Doc: "all commands, by name"},
		m,
		keymap.Binding{Action: colours, Keys: []string{"T"}, Label: "T", Doc: "the next theme: dark, light, contrast"},
		keymap.Binding{Action: help, Keys: []string{"?"}, Label: "?", Doc: "show or hide this help", Foot: "help"},
		back,
		keymap.Binding{Action: redraw, Keys: []string{"ctrl+l"}, Label: "ctrl+l", Doc: "paint the screen anew"},
		keymap.Binding{Action: suspend, Keys: []string{"ctrl+z"}, Label: "ctrl+z", Doc: "suspend to the shell; fg comes back"},
		keymap.Binding{Action: quit, Keys: []string{"q", "ctrl+c"}, Label: "q ctrl+c", Doc: "quit", Foot: "quit"},
	)
}

// rebasing returns the binding that makes the present run the baseline.
func (a *App) rebasing() keymap.Binding {
	b := keymap.Binding{Action: rebase, Keys: []string{"b"}, Label: "b", Doc: "hold all runs of the same tasks and programs against this one", Foot: "baseline"}
	switch st := a.look.Standing; {
	case a.opts.Replay != "":
		b.Why = a.opts.Replay
	case st == nil || st.Passes == 0:
		b.Why = "nothing to hold others against: the run has made no whole pass yet"
	case st.Self:
		b.Why = "this run is the baseline"
	}
	return b
}

// rebase makes the present run the baseline, and has it judged anew.
func (a *App) rebase() tea.Cmd {
	return a.apply(screen.Effect{Work: func() func() screen.Effect {
		said, err := a.opts.Rebase()
		return func() screen.Effect {
			if err != nil {
				return screen.Effect{Say: err.Error()}
			}
			a.judged = judged{}
			return screen.Effect{Say: said, Look: true}
		}
	}})
}

// act does an action that is possible: one that holds everywhere, else the
// screen's own.
func (a *App) act(action keymap.Action) tea.Cmd {
	a.generation++
	if b, ok := a.current().Keys().Of(action); ok && b.Why == "" {
		return a.apply(a.current().Do(action))
	}
	for _, sc := range a.screens {
		if sc != nil && action == visit(sc.Title()) {
			a.goTo(sc.Title())
			return nil
		}
	}
	switch action {
	case pause:
		if a.runner.Snapshot().State == probe.Paused {
			a.runner.Resume()
		} else {
			a.runner.Pause()
		}
	case restart:
		a.frozen = false
		a.runner.Restart()
	case stop:
		a.runner.Stop()
	case takeProfile:
		return a.apply(screen.Effect{Pick: a.captureMenu()})
	case stopProfile:
		a.opts.Camera.Stop()
	case freeze:
		a.frozen = !a.frozen
	case search:
		return a.apply(screen.Effect{Type: a.searchPrompt()})
	case keymap.Next:
		a.find(1)
		return nil
	case keymap.Previous:
		a.find(-1)
		return nil
	case commands:
		a.palette = newPalette(a.keys())
		return nil
	case rebase:
		return a.rebase()
	case giveMouse:
		a.mouse = !a.mouse
		if a.mouse {
			a.say("the mouse works here again")
		} else {
			a.say("the mouse is the terminal's: select and copy as usual; m takes it back")
		}
		return nil
	case colours:
		a.nextTheme()
		return nil
	case help:
		a.help, a.helpTop = !a.help, 0
		return nil
	case keymap.Back:
		a.at = a.trail[len(a.trail)-1]
		a.trail = a.trail[:len(a.trail)-1]
		return nil
	case redraw:
		return tea.ClearScreen
	case suspend:
		return tea.Suspend
	case quit:
		return a.quit()
	}
	return a.lookNow()
}

// quit ends the program, after a question while a run is at work.
func (a *App) quit() tea.Cmd {
	if a.opts.Steering != nil {
		return a.quitWatching()
	}
	s := a.runner.Snapshot()
	work := s.State == probe.Running || s.State == probe.Paused
	lines := []string{"The run is at work. Quitting stops it in order and keeps what is done."}
	if a.opts.Unkept {
		lines = []string{"The run is at work. Quitting stops it, and nothing of it is kept: there is no workspace."}
	}
	if a.held() != "" {
		work, lines = true, a.opts.HeldQuit
	}
	if a.opts.Replay != "" || !work {
		return tea.Quit
	}
	a.question = &screen.Question{
		Title: "quit",
		Lines: lines,
		Yes:   "stop and quit", No: "stay",
	}
	return nil
}

// quitWatching ends the program that shows another's run, after a question where
// that ends what is watched.
func (a *App) quitWatching() tea.Cmd {
	st := a.opts.Steering
	if st.Quit == nil || a.runner.Snapshot().State != probe.Running {
		return tea.Quit
	}
	a.question = &screen.Question{Title: "quit", Lines: st.Quit, Yes: "stop and quit", No: "stay"}
	return nil
}
