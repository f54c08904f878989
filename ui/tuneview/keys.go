package tuneview

import (
	"battscope/engine/strategy"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	var t keymap.Table
	switch v.pane {
	case knobPane:
		k := v.knob()
		less := keymap.Binding{Action: keymap.Left, Keys: []string{"left", "h"}, Label: "← h", Doc: "the value before, or one less"}
		more := keymap.Binding{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the next value, or one more", Foot: "change"}
		if k.Kind == strategy.Span || k.Kind == strategy.Fraction {
			less.Why = k.Name + " is typed: enter"
			more.Why = less.Why
		}
		edit := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "type a value for the knob", Foot: "type"}
		back := keymap.Binding{Action: reset, Keys: []string{"d"}, Label: "d", Doc: "set the knob as the preset has it", Foot: "as preset"}
		if k.Get(&v.rows.next) == k.Get(&v.rows.start) {
			back.Why = k.Name + " is as the preset has it"
		}
		t = append(t, more, less, edit, back)
	case presetPane:
		t = append(t, keymap.Binding{Action: choose, Keys: []string{"enter"}, Label: "enter", Doc: "take the preset for the next run", Foot: "take preset"})
	}
	u := keymap.Binding{Action: undo, Keys: []string{"u"}, Label: "u", Doc: "undo the last change of knobs", Foot: "undo"}
	if len(v.before) == 0 {
		u.Why = "nothing was changed"
	}
	w := keymap.Binding{Action: save, Keys: []string{"w"}, Label: "w", Doc: "save the knobs as a preset of yours", Foot: "save"}
	c := keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the strategy as --preset takes it"}
	t = append(t, u, w, c, v.contestKey())
	if v.replay != "" {
		for i := range t {
			if t[i].Action != keymap.Copy {
				t[i].Why = v.replay
			}
		}
	}
	return keymap.Join(t, keymap.Panes(), keymap.Moves())
}

// contestKey has the knobs measured against something else.
func (v *View) contestKey() keymap.Binding {
	b := keymap.Binding{Action: contest, Keys: []string{"c"}, Label: "c", Doc: "measure these knobs against their preset, in turn", Foot: "compare"}
	if v.pane == presetPane {
		b.Doc = "measure the preset against the knobs, in turn"
	}
	if a, c := v.sides(); a == c {
		b.Why = "nothing to compare: change a knob, or go to another preset"
	}
	return b
}

// sides returns what the knobs are measured against, and they; or on the presets
// the knobs, and the preset. Knobs that are as their preset has them are held
// against those at work.
func (v *View) sides() (a, b strategy.Strategy) {
	if v.pane == presetPane {
		if row, ok := v.presets.Row(); ok {
			return v.rows.next, v.library.Presets()[row].Strategy
		}
	}
	if v.rows.next != v.rows.start {
		return v.rows.start, v.rows.next
	}
	return v.rows.working, v.rows.next
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	switch a {
	case keymap.NextPane:
		v.pane = (v.pane + 1) % numPanes
	case keymap.PrevPane:
		v.pane = (v.pane + numPanes - 1) % numPanes
	case keymap.Left:
		return v.step(-1)
	case keymap.Right:
		return v.step(1)
	case keymap.Enter:
		return screen.Effect{Type: v.typing()}
	case reset:
		k := v.knob()
		return v.set(k, k.Get(&v.rows.start))
	case choose:
		row, ok := v.presets.Row()
		if !ok {
			return screen.Effect{}
		}
		p := v.library.Presets()[row]
		e := v.change(p.Strategy, "preset "+p.Name)
		if v.rows.next == p.Strategy {
			v.rows.start = p.Strategy
		}
		return e
	case undo:
		last := v.before[len(v.before)-1]
		v.before = v.before[:len(v.before)-1]
		return v.apply(last, "undone")
	case save:
		return screen.Effect{Type: v.saving()}
	case contest:
		a, b := v.sides()
		book := v.library.Presets()
		return screen.Effect{Open: &screen.Place{Screen: "Compare", Settings: []string{book.Name(a), book.Name(b)}}}
	case keymap.Copy:
		return screen.Effect{Copy: v.library.Presets().Name(v.rows.next)}
	default:
		if v.pane == presetPane {
			v.presets.Do(a)
		} else {
			v.knobs.Do(a)
		}
	}
	return screen.Effect{}
}
