package list

import (
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// clamp brings the cursor among the rows and into sight.
func (l *List) clamp() {
	l.cursor = max(0, min(l.cursor, len(l.order)-1))
	l.top = max(l.cursor-l.height+1, min(l.top, l.cursor))
	l.top = max(0, min(l.top, len(l.order)-l.height))
}

// Move moves the cursor by n rows.
func (l *List) Move(n int) {
	l.cursor += n
	l.clamp()
}

// Do does an action that moves; others do nothing.
func (l *List) Do(a keymap.Action) {
	switch a {
	case keymap.Up:
		l.Move(-1)
	case keymap.Down:
		l.Move(1)
	case keymap.PageUp:
		l.Move(-max(l.height-1, 1))
	case keymap.PageDown:
		l.Move(max(l.height-1, 1))
	case keymap.Home:
		l.cursor = 0
		l.clamp()
	case keymap.End:
		l.cursor = len(l.order) - 1
		l.clamp()
	}
}

// DoTable does an action of a list that is sorted and filtered: one that Do knows,
// or one of these.
func (l *List) DoTable(a keymap.Action) screen.Effect {
	switch a {
	case keymap.Filter:
		return screen.Effect{Type: l.filterPrompt()}
	case keymap.Sort:
		return l.sortNext()
	case keymap.Reverse:
		if l.want.sort < 0 {
			return l.SortAs(-1, !l.want.desc)
		}
		return l.SortBy(l.want.sort)
	}
	l.Do(a)
	return screen.Effect{}
}

// Follow keeps the cursor on the last row from now on, or no longer.
func (l *List) Follow(on bool) {
	if l.follow = on; on {
		l.Do(keymap.End)
	}
}

// Following reports whether the cursor stays on the last row.
func (l *List) Following() bool { return l.follow }

// Find moves to a row that holds text, as screen.Finder says.
func (l *List) Find(text string, step int) (at, of int) {
	if text == "" || len(l.order) == 0 {
		return 0, 0
	}
	match, err := parseFilter(text)
	if err != nil || match == nil {
		return 0, 0
	}
	fields := l.data.Fields()
	hits := make([]map[int]bool, len(fields)) // of texts that rows share
	for f := range hits {
		hits[f] = map[int]bool{}
	}
	holds := func(row int) bool {
		for f, field := range fields {
			if field.Of == nil {
				if match(field.Names[row]) {
					return true
				}
				continue
			}
			name := field.Of(row)
			hit, known := hits[f][name]
			if !known {
				hit = match(field.Names[name])
				hits[f][name] = hit
			}
			if hit {
				return true
			}
		}
		return false
	}
	var places []int
	for i, row := range l.order {
		if holds(int(row)) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return 0, 0
	}
	choice := 0
	switch {
	case step < 0:
		choice = len(places) - 1
		for n := len(places) - 1; n >= 0; n-- {
			if places[n] < l.cursor {
				choice = n
				break
			}
		}
	default:
		for n, place := range places {
			if place > l.cursor || step == 0 && place == l.cursor {
				choice = n
				break
			}
		}
	}
	l.cursor = places[choice]
	l.clamp()
	return choice + 1, len(places)
}
