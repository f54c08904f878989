// Package ui is the workbench on a terminal. App is its only model: it owns
// the size, the keys, what lies on top and the clock, and asks a Runner how
// the run stands; screens are plain values in rooms of their own, in one table.
package ui

import (
	"strings"

	"battscope/engine/probe"
	"battscope/ui/compareview"
	"battscope/ui/insightview"
	"battscope/ui/profileview"
	"battscope/ui/runsview"
	"battscope/ui/screen"
	"battscope/ui/taskview"
	"battscope/ui/theme"
	"battscope/ui/tuneview"
)

// A Runner is a run that can be watched and steered; main joins it to an
// engine. Its methods return at once and are safe from any goroutine.
type Runner interface {
	Snapshot() probe.Snapshot // a copy; cheap enough for fifteen a second
	Pause()                   // no effect unless the run is at work
	Resume()                  // no effect unless the run is paused
	Restart()                 // end what runs, then run again from the start
	Stop()                    // end the run in order
}

// DefaultFPS is how many frames a second the screens show unless asked
// otherwise.
const DefaultFPS = 15

// MaxFPS is how many frames a second the terminal gets at most: where something
// changed, a key waits for its paint no longer than one of these.
const MaxFPS = 60

// Options say how the screens behave and what they stand on. The zero Options
// are usable: a screen that has nothing to stand on is not shown.
type Options struct {
	// Theme is what the person asked for. Where it is empty, BATTSCOPE_THEME
	// of Env counts, then the terminal's own background as far as it tells.
	Theme theme.Choice

	// ASCII draws with the characters of ASCII alone.
	ASCII bool

	// FPS is how many frames a second show the run at work; 0 is DefaultFPS. A
	// key shows its effect sooner.
	FPS int

	// NoMouse leaves the mouse to the terminal from the start.
	NoMouse bool

	// Env is the environment as os.Environ returns it: TERM, NO_COLOR,
	// COLORTERM and BATTSCOPE_THEME count. Nil leaves the terminal library to
	// look for itself, and BATTSCOPE_THEME out.
	Env []string

	// Crash tells of a panic in a goroutine beside the screen: Run restores
	// the terminal, then prints the error, and its stack if it is a *Panic.
	// Guard.Crash is such a channel. Nil never tells.
	Crash <-chan error

	// Replay, if not empty, is why commands to the run do nothing: it is a
	// record, or another program's.
	Replay string

	// Steering, if not nil, says what of a run that is another program's can be
	// steered. It takes the place of Replay.
	Steering *Steering

	// Engine is whose knobs the Tune screen changes, and Presets are the presets
	// there; nil in either leaves the screen out.
	Engine  tuneview.Engine
	Presets tuneview.Library

	// State is how the screens were left, and Leave, if not nil, takes how they
	// are left now, when the terminal is restored.
	State State
	Leave func(State)

	// Runs is what the Runs screen reads and writes; nil leaves the screen out.
	Runs runsview.Source

	// Compare is what the Compare screen stands on; nil leaves the screen out.
	Compare compareview.Source

	// Unkept says that nothing of a run is kept: there is no place for it.
	Unkept bool

	// Held, if not nil, says why the run must not go on now; "" where it may.
	// HeldQuit is what quitting does meanwhile, in sentences.
	Held     func() string
	HeldQuit []string

	// Insights is what the Insights screen reads; nil leaves the screen out.
	Insights insightview.Source

	// Judge tells how the present run does and how it came out against its
	// baseline, after a whole pass. It may take a while, and is never called
	// twice at a time. Nil tells nothing.
	Judge func() *screen.Standing

	// Rebase makes the present run the one that others of its tasks and programs
	// are held against, and says what came of it. It may take a while. Nil leaves
	// the key out.
	Rebase func() (said string, err error)

	// Notice is what the status line says first.
	Notice string

	// Tasks is what the Tasks screen reads; nil leaves the screen out.
	Tasks taskview.Source

	// Profiles is what the Profile screen reads; nil leaves the screen out.
	Profiles profileview.Source

	// Camera takes profiles of the run; nil takes none.
	Camera Camera

	// Place is where to begin; its Screen is empty where the state says it.
	Place screen.Place
}

// A Steering says what can be done to a run of another program.
type Steering struct {
	Why  string   // why it cannot be paused or begun again
	Stop string   // why it cannot be stopped; empty where it can
	Quit []string // what quitting does while it is at work, in sentences; nil quits without a question
}

// lookup returns the value of a variable in env.
func lookup(env []string, name string) string {
	value := ""
	for _, e := range env {
		if k, v, ok := strings.Cut(e, "="); ok && k == name {
			value = v // the last one counts
		}
	}
	return value
}
