// Package keymap says what keys are: a table of bindings, each with what it
// does, how it is explained, and why it does nothing now when it does nothing.
// Help, footers and the command palette are made from tables alone. It imports
// nothing of ours.
package keymap

import "slices"

// An Action is what a key asks for, in words: "pause". Screens receive actions,
// never keys. Each screen names its own; those that several share are below.
type Action string

// Actions that several screens share.
const (
	None     Action = ""
	Up       Action = "up"
	Down     Action = "down"
	Left     Action = "left"
	Right    Action = "right"
	PageUp   Action = "page up"
	PageDown Action = "page down"
	Home     Action = "home"
	End      Action = "end"
	Enter    Action = "open"
	Back     Action = "back" // one step back; what there is no step back from has it disabled
	NextPane Action = "next pane"
	PrevPane Action = "previous pane"
	Copy     Action = "copy"
	Filter   Action = "filter"
	Sort     Action = "sort"
	Reverse  Action = "reverse"
	Follow   Action = "follow"
	Next     Action = "next match"
	Previous Action = "previous match"
)

// A Binding joins keys to an action, as things stand now.
type Binding struct {
	Action Action
	Keys   []string // as the terminal library names them; none where only the palette has it
	Label  string   // how the keys are written for people
	Doc    string   // what it does, verb first
	Foot   string   // its word in the footer; empty where it has none
	Why    string   // why it does nothing now; empty where it works
	Leads  string   // the title of the screen that it goes to; empty where it stays
}

// A Table is bindings in the order in which help shows them. Of two that share
// a key the first has it.
type Table []Binding

// Find returns the binding of a key.
func (t Table) Find(key string) (Binding, bool) {
	for _, b := range t {
		if slices.Contains(b.Keys, key) {
			return b, true
		}
	}
	return Binding{}, false
}

// Of returns the binding of an action.
func (t Table) Of(action Action) (Binding, bool) {
	for _, b := range t {
		if b.Action == action {
			return b, true
		}
	}
	return Binding{}, false
}

// Join returns the tables one after another. A binding loses the keys that one
// before it has; what is left without any stays, without a label, for the
// palette. An action that a table before has too is left out.
func Join(tables ...Table) Table {
	var out Table
	taken := map[string]bool{}
	known := map[Action]bool{}
	for _, t := range tables {
		for _, b := range t {
			if b.Action == None || known[b.Action] {
				continue
			}
			known[b.Action] = true
			kept := b.Keys[:0:0]
			for _, k := range b.Keys {
				if !taken[k] {
					kept = append(kept, k)
					taken[k] = true
				}
			}
			if len(kept) < len(b.Keys) {
				b.Keys, b.Label = kept, label(kept)
			}
			out = append(out, b)
		}
	}
	return out
}

// label writes keys for people where the table's own label no longer holds.
func label(keys []string) string {
	text := ""
	for n, k := range keys {
		if n > 0 {
			text += ", "
		}
		text += k
	}
	return text
}

// Moves returns the bindings that move through a list. They are without words
// in the footer: everybody tries the arrows.
func Moves() Table {
	return Table{
		{Action: Up, Keys: []string{"up", "k"}, Label: "↑ k", Doc: "up"},
		{Action: Down, Keys: []string{"down", "j"}, Label: "↓ j", Doc: "down"},
		{Action: PageUp, Keys: []string{"pgup", "ctrl+u"}, Label: "pgup", Doc: "a page up"},
		{Action: PageDown, Keys: []string{"pgdown", "ctrl+d"}, Label: "pgdn", Doc: "a page down"},
		{Action: Home, Keys: []string{"home", "g"}, Label: "g home", Doc: "to the first"},
		{Action: End, Keys: []string{"end", "G"}, Label: "G end", Doc: "to the last"},
	}
}

// Panes returns the bindings that go from pane to pane.
func Panes() Table {
	return Table{
		{Action: NextPane, Keys: []string{"tab"}, Label: "tab", Doc: "to the next pane", Foot: "pane"},
		{Action: PrevPane, Keys: []string{"shift+tab"}, Label: "shift+tab", Doc: "to the pane before"},
	}
}
