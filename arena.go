package main

import (
	"context"
	"errors"
	"slices"
	"sync"

	"battscope/engine"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/compareview"
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

// An arena is where the contests of the Compare screen take place, one at a time,
// and where it finds recorded runs.
type arena struct {
	app     *app
	guard   *ui.Guard
	space   *workspace.Workspace // nil without
	presets *library
	why     string          // why no contest can begin; "" where one can
	session *engine.Session // nil where none can begin
	in      *inputFlags     // what the session was asked to read
	spec    engine.Spec     // its work
	book    *recordings     // its records
	claim   *claim          // on the process, against captures; nil where none are taken

	mu      sync.Mutex
	hearers []func(outcome)
	live    *compareview.Live
	cancel  context.CancelFunc // of the contest at work; nil without
	over    chan struct{}      // closed when it has ended
}

// errContest is what a capture hears while a contest is at work.
var errContest = errors.New("a contest is at work, and profiles would be of its runs: 5 shows it, s there stops it")

// hear has f called for every contest that ends with something to show, on the
// goroutine of the contest, before the screen shows it as over. Contests that
// fail, and those stopped before the warm-ups were done, are not told. It is
// called before the screens open.
func (ar *arena) hear(f func(outcome)) {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	ar.hearers = append(ar.hearers, f)
}

// Presets returns the presets of the program and of the person.
func (ar *arena) Presets() strategy.Book { return ar.presets.Presets() }

// Why says why no contest can begin here.
func (ar *arena) Why() string { return ar.why }

// Live returns how the contest stands.
func (ar *arena) Live() *compareview.Live {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	return ar.live
}

// held says why the session's run must not go on: a contest is at work.
func (ar *arena) held() string {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	if ar.cancel == nil {
		return ""
	}
	return "a contest is at work, and a run beside it would disturb its clocks; 5 shows it, s there stops it"
}

// quitting says what quitting does while a contest is at work, in sentences.
func (ar *arena) quitting() []string {
	if ar.space == nil {
		return []string{"A contest is at work. Quitting stops it, and what it has found so far goes: there is no workspace to keep it."}
	}
	return []string{
		"A contest is at work. Quitting stops it in order, and the workspace keeps the pairs done by then: battscope compare --past lists it.",
		"Before the first pair is done nothing of it is kept.",
	}
}

// Stop ends the contest at work in order.
func (ar *arena) Stop() {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	if ar.cancel != nil {
		ar.cancel()
	}
}

// close stops the contest at work and returns when it has ended, with why what it
// had found is not kept: no screen is left to say so.
func (ar *arena) close() error {
	ar.mu.Lock()
	over := ar.over
	if ar.cancel == nil {
		over = nil
	} else {
		ar.cancel()
	}
	ar.mu.Unlock()
	if over == nil {
		return nil
	}
	<-over
	return ar.Live().Unkept
}

// Begin begins a contest beside the screens.
func (ar *arena) Begin(p compareview.Plan) error {
	if ar.why != "" {
		return errors.New(ar.why)
	}
	sides, err := ar.sides(p)
	if err != nil {
		return err
	}
	ar.mu.Lock()
	defer ar.mu.Unlock()
	if ar.cancel != nil {
		return errors.New("another contest is at work: s stops it")
	}
	if err := ar.claim.take(errContest); err != nil {
		return err
	}
	p.Settings = slices.Clone(p.Settings)
	number := 1
	if ar.live != nil {
		number = ar.live.Number + 1
	}
	ctx, cancel := context.WithCancel(context.Background())
	ar.cancel, ar.over = cancel, make(chan struct{})
	ar.live = &compareview.Live{Plan: p, Number: number, Stage: "holding the run", Rounds: p.Pairs}
	ar.guard.Go(func() {
		defer ar.end()
		ar.play(ctx, p, sides)
	})
	return nil
}

// end marks the contest as over.
func (ar *arena) end() {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	ar.cancel()
	ar.cancel = nil
	now := *ar.live
	now.Over = true
	ar.live = &now
	ar.claim.leave()
	close(ar.over)
}

// change puts a changed copy of how the contest stands in its place.
func (ar *arena) change(f func(*compareview.Live)) {
	ar.mu.Lock()
	defer ar.mu.Unlock()
	now := *ar.live
	f(&now)
	ar.live = &now
}
