// Package tuneview is the Tune screen: every knob with what it means and what it
// is set to, the presets, how long a run will take, and, after a run, what a
// change came to: results first, then each phase.
package tuneview

import (
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
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
