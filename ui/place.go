package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"battscope/ui/screen"
)

// current returns the screen that is shown.
func (a *App) current() screen.Screen { return a.screens[a.at] }

// goTo shows the screen of a title; esc goes back from there.
func (a *App) goTo(title string) {
	for i, sc := range a.screens {
		if sc == nil || sc.Title() != title || i == a.at {
			continue
		}
		a.trail = append(a.trail, a.at)
		if len(a.trail) > 16 {
			a.trail = a.trail[1:]
		}
		a.at = i
		a.generation++
	}
}

// visit goes to a place.
func (a *App) visit(p screen.Place) tea.Cmd {
	a.goTo(p.Screen)
	if a.current().Title() != p.Screen {
		a.say(noScreen(p.Screen))
		return nil
	}
	if v, ok := a.current().(screen.Visitor); ok {
		return a.apply(v.Visit(p))
	}
	return nil
}

// has reports whether there is a screen of a title.
func (a *App) has(title string) bool {
	return slices.ContainsFunc(a.screens, func(sc screen.Screen) bool { return sc != nil && sc.Title() == title })
}

// noScreen says why a key that leads to a screen does nothing.
func noScreen(title string) string { return "there is no screen " + title + " here" }
