// Package keymap holds every key: what it does, how it is explained, and why
// it does nothing when it does nothing. Footers and help are made from its
// table. It imports nothing of ours.
package keymap

// An Action is what a key asks for. Screens receive actions, never keys.
type Action uint8

// The actions.
const (
	None      Action = iota
	Pause            // pause or resume the run
	Restart          // run again from the start
	Stop             // end the run in order
	Freeze           // hold the display, not the run
	Help             // show or hide the keys
	Close            // close what lies on top
	Redraw           // paint the whole screen anew
	Suspend          // back to the shell, until fg
	Quit             // leave the program
	NumAction = iota
)

// Facts are what decides whether a key does something now, and how it is
// called now.
type Facts struct {
	Idle    bool // no run has begun
	Paused  bool // the run is paused
	Ended   bool // the run is over
	Frozen  bool // the display is held
	Overlay bool // something lies on top of the screen
}

// A Binding joins keys to an action.
type Binding struct {
	Action Action
	Keys   []string // as the terminal library names them
	Label  string   // how the key is written for people
	Doc    string   // what it does, verb first
	Foot   string   // its word in the footer; empty where it has none
}

// Bindings returns the whole table, in the order in which help shows it.
func Bindings() []Binding {
	return []Binding{
		{Pause, []string{"space"}, "space", "pause the run, or resume it", "pause"},
		{Restart, []string{"r"}, "r", "run again from the start", "run again"},
		{Stop, []string{"s"}, "s", "stop the run in order", "stop"},
		{Freeze, []string{"z"}, "z", "freeze the display; the run goes on", "freeze"},
		{Help, []string{"?"}, "?", "show or hide this help", "help"},
		{Close, []string{"esc"}, "esc", "close what lies on top", ""},
		{Redraw, []string{"ctrl+l"}, "ctrl+l", "paint the screen anew", ""},
		{Suspend, []string{"ctrl+z"}, "ctrl+z", "suspend to the shell; fg comes back", ""},
		{Quit, []string{"q", "ctrl+c"}, "q, ctrl+c", "quit", "quit"},
	}
}

// Find returns the binding of a key.
func Find(key string) (Binding, bool) {
	for _, b := range Bindings() {
		for _, k := range b.Keys {
			if k == key {
				return b, true
			}
		}
	}
	return Binding{}, false
}

// Word returns the binding's word in the footer as things stand.
func (b Binding) Word(f Facts) string {
	switch {
	case b.Action == Pause && f.Paused:
		return "resume"
	case b.Action == Restart && f.Idle:
		return "run"
	case b.Action == Freeze && f.Frozen:
		return "unfreeze"
	}
	return b.Foot
}

// Why returns the reason why the binding does nothing as things stand; it is
// empty where the key works.
func (b Binding) Why(f Facts) string {
	switch b.Action {
	case Pause:
		switch {
		case f.Idle:
			return "nothing to pause: no run has begun; r runs"
		case f.Ended:
			return "nothing to pause: the run is over; r runs it again"
		}
	case Stop:
		switch {
		case f.Idle:
			return "nothing to stop: no run has begun; r runs"
		case f.Ended:
			return "nothing to stop: the run is over"
		}
	case Close:
		if !f.Overlay {
			return "nothing lies on top; q quits"
		}
	}
	return ""
}
