package engine

import (
	"errors"
	"fmt"
	"time"

	"battscope/engine/inline"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// A Pass is one time through all phases. Each begins with the same store and
// cold caches.
type Pass struct {
	Wall   time.Duration
	Phases [probe.NumPhases]time.Duration // walls
	Counts probe.Counts
}

// maxPasses is how many of the newest whole passes a Run remembers.
const maxPasses = 4096

// passes runs pass after pass until all that were asked for are done, the run is
// stopped, or one fails.
func (r *Run) passes() error {
	for n := 1; ; n++ {
		if r.spec.Before != nil {
			r.spec.Before(n)
		}
		began := r.gate.elapsed()
		walls := r.walls()
		if err := r.pass(n); err != nil {
			return err
		}
		if r.stop.Load() {
			r.update(func(s *runState) { s.stopped = s.err == nil })
			return nil
		}
		p := Pass{Wall: r.gate.elapsed() - began, Phases: r.walls()}
		for k := range p.Phases {
			p.Phases[k] -= walls[k]
		}
		r.ended(n, p)
		if !r.spec.Repeat && n >= r.spec.Passes && r.gate.elapsed() >= r.spec.MinWall {
			return nil
		}
	}
}

// ended keeps a whole pass, and says when it counted other than the one before:
// that must not be where limits are in fuel.
func (r *Run) ended(n int, p Pass) {
	var before *Pass
	r.update(func(s *runState) {
		s.passWall = p.Wall
		p.Counts = r.countsLocked()
		if s.whole != nil && !sameResults(s.wholeResults, s.results) {
			s.unsteady++
		}
		s.whole, s.wholeResults = &p.Counts, s.results
		if len(s.passes) > 0 {
			before = &s.passes[len(s.passes)-1]
		}
		s.passes = append(s.passes, p)
		if len(s.passes) > maxPasses {
			s.passes = append(s.passes[:0:0], s.passes[1:]...)
		}
	})
	if before == nil {
		return
	}
	if a, b := before.Counts.Results(), p.Counts.Results(); a != b {
		why := "a deadline cuts differently from pass to pass"
		if !timed(r.strategy) {
			why = "without a deadline this must not be: please report it"
		}
		r.event(probe.WarningEvent, fmt.Sprintf("pass %d came out other than pass %d: %+v, before %+v; %s", n, n-1, b, a, why))
	}
}

// walls returns the walls of the phases up to now.
func (r *Run) walls() (walls [probe.NumPhases]time.Duration) {
	r.update(func(s *runState) {
		for p := range walls {
			walls[p] = s.phases[p].wall
		}
	})
	return walls
}

// pass runs all phases once.
func (r *Run) pass(n int) (err error) {
	r.adopt()
	r.update(func(s *runState) {
		s.pass = n
		s.counts = probe.Counts{}
		s.results = s.results[:0:0]
		s.base = passBase{}
		for p := range probe.NumPhases {
			for _, w := range r.workers {
				s.base.outputs[p] += w.tally.outputs[p].Load()
				s.base.matches[p] += w.tally.matches[p].Load()
				s.base.timeouts[p] += w.tally.timeouts[p].Load()
				s.base.faults[p] += w.tally.faults[p].Load()
			}
		}
	})
	in, err := r.load(n)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.store.Close()) }()
	r.cache = &inline.Cache{}
	defer func() {
		hits, misses := r.cache.Counts()
		r.cacheHits.Add(hits)
		r.cacheMisses.Add(misses)
	}()
	batts := r.compile(in)
	r.gate.pass()
	samples := [2]int64{}
	for i, t := range in.Tasks {
		programs := len(batts[i].Programs)
		if programs > 0 {
			programs += r.spec.Mutate.N
		}
		samples[0] += int64(len(t.Demo) * programs)
		samples[1] += int64(len(t.Test) * programs)
	}
	r.update(func(s *runState) {
		s.tasks = len(in.Tasks)
		s.counts.Programs = int64(len(in.Programs))
		s.phases[probe.Demo].total += samples[0]
		s.phases[probe.Test].total += samples[1]
	})
	for i, t := range in.Tasks {
		if r.stop.Load() {
			return nil
		}
		if err := r.runTask(i, t, batts[i]); err != nil {
			return err
		}
	}
	return nil
}

// timed reports whether a strategy has a limit in time, so that two runs may
// come out differently.
func timed(s strategy.Strategy) bool { return s.Deadline > 0 || s.DeadlineCalibrated > 0 }
