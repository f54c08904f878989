package engine

import (
	"runtime"

	"battscope/engine/interp"
)

// A Spec is what a run is asked to do.
type Spec struct {
	Name    string // what runs, for people: "tour", or the data's path
	Source  Source
	Own     bool // each program only on the task that its name says
	Workers int  // goroutines that evaluate; 0 is one for each processor
	Limits  interp.Limits
	Repeat  bool // repeat the passes until stopped
}

// workers returns the number of workers that s asks for.
func (s *Spec) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
}
