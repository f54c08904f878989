package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"battscope/engine/batt"
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
	for first := true; ; first = false {
		if r.spec.Before != nil {
			r.spec.Before(r.generation)
		}
		began := r.gate.elapsed()
		walls := r.walls()
		if err := r.pass(first); err != nil {
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
		r.ended(r.generation, p)
		if r.last() {
			return nil
		}
		r.generation++
	}
}

// last reports whether the pass at work is the last one.
func (r *Run) last() bool {
	return !r.spec.Repeat && r.generation >= r.spec.Passes && r.gate.elapsed() >= r.spec.MinWall
}

// ended keeps a whole pass, and says when it counted other than the one before:
// that must not be where limits are in fuel.
func (r *Run) ended(n int, p Pass) {
	var before *Pass
	r.update(func(s *runState) {
		s.passWall = p.Wall
		p.Counts = r.countsLocked()
		if s.whole != nil && !r.spec.Evolve && !sameResults(s.wholeResults, s.results) {
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
	if before == nil || r.spec.Evolve {
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

// pass runs all phases once. The first of a run that goes on is the one that was
// at work.
func (r *Run) pass(first bool) (err error) {
	r.adopt()
	if r.input == nil || !r.spec.Evolve {
		if r.input, err = r.load(first); err != nil {
			return err
		}
	}
	defer func() {
		if !r.spec.Evolve || err != nil || r.stop.Load() || r.last() {
			err = errors.Join(err, r.leaveStore(err == nil && !r.stop.Load()))
		}
	}()
	if first && r.spec.Resume {
		if r.generation, err = r.rejoin(); err != nil {
			return err
		}
	}
	r.beginPass()
	r.cache = &inline.Cache{}
	defer func() {
		hits, misses := r.cache.Counts()
		r.cacheHits.Add(hits)
		r.cacheMisses.Add(misses)
	}()
	batts := r.compile(r.input)
	r.gate.pass()
	r.expectPrograms(batts)
	for i, t := range r.input.Tasks {
		if r.stop.Load() {
			return nil
		}
		if err := r.runTask(i, t, batts[i]); err != nil {
			return err
		}
	}
	return nil
}

// leaveStore closes the store. A run that is through has nothing to go on with.
func (r *Run) leaveStore(through bool) error {
	var err error
	if through && r.resumable() && r.last() {
		err = r.store.Forget(context.Background(), r.spec.ID)
	}
	return errors.Join(err, r.store.Close())
}

// beginPass makes the counts those of a new pass.
func (r *Run) beginPass() {
	r.update(func(s *runState) {
		s.pass = r.generation
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
}

// expectPrograms says how many evaluations the pass will make.
func (r *Run) expectPrograms(batts []*batt.Batt) {
	var demo, test int64
	for i, t := range r.input.Tasks {
		programs := 0
		if r.fromGiven() {
			programs = len(batts[i].Programs)
		}
		if programs > 0 || r.strategy.MutateParents != strategy.ParentsGiven || !r.fromGiven() {
			programs += r.spec.Mutate.N
		}
		demo += int64(len(t.Demo) * programs)
		test += int64(len(t.Test) * programs)
	}
	r.update(func(s *runState) {
		s.tasks = len(r.input.Tasks)
		s.input, s.batts = r.input.Tasks, batts
		if len(s.taskWalls) != len(r.input.Tasks) {
			s.taskWalls = make([]time.Duration, len(r.input.Tasks))
		}
		if r.fromGiven() {
			s.counts.Programs = int64(len(r.input.Programs))
		}
		s.phases[probe.Demo].total += demo
		s.phases[probe.Test].total += test
	})
}

// timed reports whether a strategy has a limit in time, so that two runs may
// come out differently.
func timed(s strategy.Strategy) bool { return s.Deadline > 0 || s.DeadlineCalibrated > 0 }
