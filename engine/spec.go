package engine

import (
	"runtime"
	"time"

	"battscope/engine/differ"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
)

// A Spec is what a run is asked to do.
type Spec struct {
	Name     string // what runs, for people: "tour", or the data's path
	Source   Source
	Own      bool // each program only on the task that its name says
	Strategy strategy.Strategy
	Differs  *differ.Set // nil makes no diff calls
	Repeat   bool        // repeat the passes until stopped
	Scores   bool        // keep every program's score on every task in the Result
	Mutate   Mutation    // of the programs that the Source gives
	Evolve   bool        // passes are generations, see generation.go

	// ID names the run in the store, where it marks how far it has come. With
	// Resume it goes on from there; what it is about must have the fingerprint
	// Expect, unless that is empty.
	ID     string
	Resume bool
	Expect Fingerprint
	Detail bool // keep what results are compared by, for every task in the Result

	// Without Repeat a run makes at least Passes passes (0 is one), and goes on
	// with whole passes until they have taken MinWall.
	Passes  int
	MinWall time.Duration

	// Processors is how many processors are the run's: workers, where a knob says
	// 0. Where it is 0 too, they are as many as the Go runtime runs goroutines on.
	Processors int

	// Before is called on the run's own goroutine before each pass, counted from 1,
	// on no pass's clock, and may wait: runs take turns by it. Nil does nothing.
	Before func(pass int)

	// Burden does extra work at the end of each stretch of a phase, on the phase's
	// clock: tests plant slowdowns with it. Nil does none.
	Burden func(probe.Phase)

	plant func(*job) // changes outcomes before they are graded: a hook of tests; nil changes none

	// Observers are told which goroutine works on what. None cost nothing.
	Observers []probe.Observer

	// OpenStore opens the store that a pass begins with; the run closes it. Each
	// pass opens its own, so that all begin alike. Nil stands for an empty store
	// in memory.
	OpenStore func() (*store.Store, error)

	// OpenDevices opens the devices that the strategy names. It is not called when
	// these are the workers alone, as they are by default.
	OpenDevices DeviceOpener
}

// A Mutation adds to the pool of each task programs that are made of those that
// were given. It gives the same programs on every machine, for any number of
// workers, as long as limits are in fuel.
type Mutation struct {
	N    int // mutants for each task; 0 is none
	Seed int64
}

// crewOf returns the number of workers that a knob asks for: 0 is one for each
// processor.
func (s *Spec) crewOf(knob int) int {
	switch {
	case knob > 0:
		return knob
	case s.Processors > 0:
		return s.Processors
	}
	return runtime.GOMAXPROCS(0)
}

// evalWorkers returns how many workers demo, test and diff have by a strategy.
func (s *Spec) evalWorkers(st strategy.Strategy) int {
	if st.Parallel == strategy.ParallelNothing {
		return 1
	}
	return s.crewOf(st.Workers)
}

// limitsOf returns what stops the evaluation of one program on one sample.
func limitsOf(s strategy.Strategy) interp.Limits {
	return interp.Limits{Fuel: s.Fuel, Deadline: s.Deadline}
}

func (s *Spec) openStore() (*store.Store, error) {
	if s.OpenStore == nil {
		return store.OpenMemory()
	}
	return s.OpenStore()
}
