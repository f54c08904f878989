// Package tuneview is the Tune screen: every knob with what it means and what it
// is set to, the presets, how long a run will take, and, after a run, what a
// change came to: results first, then each phase.
package tuneview

import (
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
)

// Actions of this screen.
const (
	reset   keymap.Action = "knob to preset"
	undo    keymap.Action = "undo"
	save    keymap.Action = "save preset"
	choose  keymap.Action = "choose preset"
	contest keymap.Action = "measure knobs"
)

// Panes of the screen.
const (
	knobPane = iota
	presetPane
	outcomePane
	numPanes
)

// A View is the Tune screen. It belongs to one goroutine.
type View struct {
	engine  Engine
	library Library
	replay  string // why nothing can be changed; empty where it can

	knobs   *list.List
	presets *list.List
	rows    *knobRows
	pane    int
	before  []strategy.Strategy // for undo, the newest last

	state    probe.State
	now      *screen.Standing
	last     *screen.Standing // of the run before
	outcomes []outcome        // of the session's runs, the newest last
	boxes    boxes
}

// New returns the screen over an engine and presets. Where replay is not empty
// it says why nothing can be changed.
func New(e Engine, l Library, replay string) *View {
	v := &View{engine: e, library: l, replay: replay, knobs: list.New(knobColumns(), -1), presets: list.New(presetColumns(), -1)}
	v.rows = &knobRows{knobs: strategy.Knobs()}
	s := e.Strategy()
	v.rows.start = v.nearest(s)
	v.take()
	return v
}

// nearest returns the preset that s is made from.
func (v *View) nearest(s strategy.Strategy) strategy.Strategy {
	book := v.library.Presets()
	name, _, _ := strings.Cut(book.Name(s), "+")
	if p, err := book.Find(name); err == nil {
		return p.Strategy
	}
	return s
}

// take reads the strategies again.
func (v *View) take() {
	next := *v.rows
	next.next, next.working = v.engine.Strategy(), v.engine.Working()
	if next.next != v.rows.next || next.working != v.rows.working || v.knobs.Total() == 0 {
		v.rows = &next
		v.knobs.SetData(v.rows)
	}
	book := v.library.Presets()
	v.presets.SetData(&presetRows{book, len(strategy.Presets()), next.next})
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Tune" }

// Refresh takes in how the run stands.
func (v *View) Refresh(look screen.Look) screen.Effect {
	v.state = look.Run.State
	v.take()
	st := look.Standing
	if st == nil || st == v.now {
		return screen.Effect{}
	}
	if v.now != nil && v.now.Run != st.Run {
		v.last = v.now
	}
	v.now = st
	if st.Passes == 0 {
		return screen.Effect{}
	}
	o := outcome{st.Run, v.rows.working, st.Wall, st.Passes}
	if n := len(v.outcomes); n > 0 && v.outcomes[n-1].run == st.Run {
		v.outcomes[n-1] = o
	} else {
		v.outcomes = append(v.outcomes, o)
	}
	if len(v.outcomes) > 64 {
		v.outcomes = v.outcomes[1:]
	}
	return screen.Effect{}
}

// knob returns the knob under the cursor.
func (v *View) knob() strategy.Knob {
	row, _ := v.knobs.Row()
	return v.rows.knobs[row]
}

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

// step changes the knob under the cursor by one.
func (v *View) step(by int) screen.Effect {
	k := v.knob()
	return v.set(k, stepped(k, k.Get(&v.rows.next), by))
}

// set sets a knob, or says why not.
func (v *View) set(k strategy.Knob, text string) screen.Effect {
	next := v.rows.next
	from := k.Get(&next)
	if err := k.Set(&next, text); err != nil {
		return screen.Effect{Say: err.Error()}
	}
	if k.Get(&next) == from {
		return screen.Effect{}
	}
	when := ""
	switch {
	case v.state != probe.Running && v.state != probe.Paused:
		when = ": r runs with it"
	case k.Live:
		when = ", from the next task on"
	default:
		when = ", from the next run on: r runs again"
	}
	return v.change(next, k.Name+" "+from+"→"+k.Get(&next)+when)
}

// change sets the strategy, to be undone.
func (v *View) change(next strategy.Strategy, say string) screen.Effect {
	was := v.rows.next
	e := v.apply(next, say)
	if v.rows.next != was {
		v.before = append(v.before, was)
		if len(v.before) > 64 {
			v.before = v.before[1:]
		}
	}
	return e
}

func (v *View) apply(next strategy.Strategy, say string) screen.Effect {
	if err := v.engine.SetStrategy(next); err != nil {
		return screen.Effect{Say: err.Error()}
	}
	v.take()
	return screen.Effect{Say: say, Look: true}
}

// typing asks for a knob's value.
func (v *View) typing() *screen.Prompt {
	k := v.knob()
	hint := k.Kind.String()
	if len(k.Values) > 0 {
		hint = strings.Join(k.Values, ", ")
	}
	return &screen.Prompt{
		Label: k.Name, Text: k.Get(&v.rows.next), Hint: hint,
		Check: func(text string) string {
			next := v.rows.next
			err := k.Set(&next, text)
			if err == nil {
				err = strategy.Validate(next)
			}
			if err != nil {
				return err.Error()
			}
			return ""
		},
		Done: func(text string) screen.Effect { return v.set(k, text) },
	}
}

// saving asks for the name of a preset of the person's own.
func (v *View) saving() *screen.Prompt {
	return &screen.Prompt{
		Label: "save preset as", Hint: "a name: small letters, digits, hyphens; it goes to " + v.library.Path(),
		Check: func(name string) string {
			for i, p := range v.library.Presets() {
				if p.Name == name && i < len(strategy.Presets()) {
					return name + " is built in: choose another name"
				}
			}
			if name == "" {
				return ""
			}
			if _, err := strategy.Book(strategy.Presets()).Define(name, nil); err != nil {
				return err.Error()
			}
			return ""
		},
		Done: func(name string) screen.Effect {
			if name == "" {
				return screen.Effect{Say: "not saved: a preset needs a name"}
			}
			p := strategy.Preset{Name: name, Strategy: v.rows.next}
			return screen.Effect{Work: func() func() screen.Effect {
				err := v.library.Save(p)
				return func() screen.Effect {
					if err != nil {
						return screen.Effect{Say: err.Error()}
					}
					v.rows.start = p.Strategy
					v.take()
					return screen.Effect{Say: "saved preset " + name + " in " + v.library.Path()}
				}
			}}
		},
	}
}

// estimate returns how long a pass with the next strategy will take, and from
// which run that is known; other says that the run had other knobs.
func (v *View) estimate() (pass time.Duration, run int64, other bool) {
	for i := len(v.outcomes) - 1; i >= 0; i-- {
		if o := v.outcomes[i]; o.strategy == v.rows.next {
			return o.wall, o.run, false
		}
	}
	if n := len(v.outcomes); n > 0 {
		return v.outcomes[n-1].wall, v.outcomes[n-1].run, true
	}
	return 0, 0, false
}

// Find moves to a knob or a preset that holds text.
func (v *View) Find(text string, step int) (at, of int) {
	if v.pane == presetPane {
		return v.presets.Find(text, step)
	}
	v.pane = knobPane
	return v.knobs.Find(text, step)
}

// Click moves to what is under the mouse; a preset that was there already is
// taken.
func (v *View) Click(x, y int) screen.Effect {
	switch b := v.boxes; {
	case b.knobs.holds(x, y):
		v.pane = knobPane
		if hit := v.knobs.Click(x-b.knobs.x, y-b.knobs.y); hit.Same && v.replay == "" {
			return screen.Effect{Type: v.typing()}
		}
	case b.presets.holds(x, y):
		was := v.pane
		v.pane = presetPane
		if hit := v.presets.Click(x-b.presets.x, y-b.presets.y); hit.Same && was == presetPane && v.replay == "" {
			return v.Do(choose)
		}
	case b.outcome.holds(x, y):
		v.pane = outcomePane
	}
	return screen.Effect{}
}

// Wheel moves through what is under the mouse.
func (v *View) Wheel(x, y, lines int) screen.Effect {
	if v.boxes.presets.holds(x, y) {
		v.presets.Move(lines)
		return screen.Effect{}
	}
	v.knobs.Move(lines)
	return screen.Effect{}
}

// difference writes how much longer or shorter b is than a, in parts of a.
func difference(a, b time.Duration) string {
	if a <= 0 || b <= 0 {
		return ""
	}
	text := draw.Share(float64(b)/float64(a) - 1)
	if b > a {
		text = "+" + text
	}
	return text
}
