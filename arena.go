package main

import (
	"sync"

	"battscope/profile/compare"
)

// An outcome is a contest of the Compare screen that has ended, as those hear of
// it who asked for it.
//
// A screen asks by opening screen.Place{Screen: "Compare", Settings: []string{A,
// B}, For: ...}: the person sees the plan, may change it, and begins it. When it
// has ended, whoever called arena.hear hears of it, with the same For.
type outcome struct {
	For        string              // as screen.Place.For had it
	Settings   []string            // the sides, as --preset takes them, the first held against
	Stopped    bool                // somebody stopped it: Comparison has the pairs done, undecided
	Comparison *compare.Comparison // as battscope compare finds it; not to be changed
}

// An arena is where the Compare screen's contests take place, one at a time.
type arena struct {
	mu      sync.Mutex
	hearers []func(outcome)
}

// hear has f called, on a goroutine of its own, for every contest that ends with
// something to show. Contests that fail, and those stopped before the warm-ups
// were done, are not told. It is called before the screens open.
func (ar *arena) hear(f func(outcome)) {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	ar.hearers = append(ar.hearers, f)
}
