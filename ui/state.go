package ui

import (
	"battscope/ui/list"
	"battscope/ui/theme"
)

// A State is how the screens were left, to come back to. Filters are not of it: an
// order hides nothing, and a filter of yesterday's question would hide rows of
// today's run.
type State struct {
	Screen string          `json:"screen,omitempty"` // its title
	Theme  theme.Choice    `json:"theme,omitempty"`  // chosen by key
	Sorts  map[string]Sort `json:"sorts,omitempty"`  // of lists, by screen
}

// A Sort is the order of a list.
type Sort struct {
	Column int  `json:"column"` // below 0 the order of the data
	Down   bool `json:"down,omitempty"`
}

// sorted is a screen whose list can be left in an order.
type sorted interface{ List() *list.List }

// State returns how the screens are now.
func (a *App) State() State {
	s := State{Screen: a.current().Title(), Theme: a.chosen, Sorts: map[string]Sort{}}
	for _, sc := range a.screens {
		if l, ok := sc.(sorted); ok {
			col, down := l.List().Sorted()
			s.Sorts[sc.Title()] = Sort{col, down}
		}
	}
	return s
}

// restore brings the screens into a state, as far as there are such screens.
func (a *App) restore(s State) {
	for i, sc := range a.screens {
		if sc == nil {
			continue
		}
		if sc.Title() == s.Screen {
			a.at = i
		}
		if sort, ok := s.Sorts[sc.Title()]; ok {
			if l, ok := sc.(sorted); ok {
				l.List().SortAs(sort.Column, sort.Down)
			}
		}
	}
	if c, err := theme.Parse(string(s.Theme)); err == nil && a.choice == theme.Auto {
		a.choice, a.chosen = c, c
	}
}

// nextTheme goes to the next theme and says which it is.
func (a *App) nextTheme() {
	order := []theme.Choice{theme.Dark, theme.Light, theme.Contrast}
	next := order[0]
	for i, c := range order {
		if c == a.theme.Name {
			next = order[(i+1)%len(order)]
		}
	}
	a.choice, a.chosen = next, next
	a.retheme()
	a.say("theme " + string(next))
}
