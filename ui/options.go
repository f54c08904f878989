// Package ui is the workbench on a terminal. App is its only model: it owns
// the size, the keys, what lies on top and the clock, and asks a Runner how
// the run stands; screens are plain values in rooms of their own.
package ui

import (
	"strings"

	"battscope/engine/probe"
	"battscope/ui/theme"
)

// A Runner is a run that can be watched and steered; main joins it to an
// engine. Its methods return at once and are safe from any goroutine.
type Runner interface {
	Snapshot() probe.Snapshot // a copy; cheap enough for twelve a second
	Pause()                   // no effect unless the run is at work
	Resume()                  // no effect unless the run is paused
	Restart()                 // end what runs, then run again from the start
	Stop()                    // end the run in order
}

// Options say how the screens behave. The zero Options are usable.
type Options struct {
	// Theme is what the person asked for. Where it is empty, BATTSCOPE_THEME
	// of Env counts, then the terminal's own background as far as it tells.
	Theme theme.Choice

	// Env is the environment as os.Environ returns it: TERM, NO_COLOR,
	// COLORTERM and BATTSCOPE_THEME count. Nil leaves the terminal library to
	// look for itself, and BATTSCOPE_THEME out.
	Env []string

	// Crash tells of a panic in a goroutine beside the screen: Run restores
	// the terminal, then prints the error, and its stack if it is a *Panic.
	// Guard.Crash is such a channel. Nil never tells.
	Crash <-chan error
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
