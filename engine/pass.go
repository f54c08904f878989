package engine

import (
	"errors"
	"fmt"
	"time"

	"battscope/engine/batt"
	"battscope/engine/inline"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// A Pass is one time through all phases. Each begins with cold caches and with the
// same store, or as a generation with that which the one before left.
type Pass struct {
	Number int // from 1
	Wall   time.Duration
	Phases [probe.NumPhases]time.Duration // walls
	Calls  [probe.NumPhases]int64
	Counts probe.Counts

	// Restored is the part of Counts of tasks that an earlier process of the run had
	// finished: times and calls are not of them.
	Restored probe.Counts
}

// maxPasses is how many of the newest whole passes a Run remembers at least; it
// drops as many at a time, so that short passes do not pay for moving them.
const maxPasses = 4096

// passes runs pass after pass until all that were asked for are done, the run is
// stopped, or one fails.
func (r *Run) passes() error {
	defer r.leaveStore() // of a pass that panics
	for first := true; ; first = false {
		if r.spec.Before != nil {
			r.spec.Before(r.generation)
		}
		began := r.gate.elapsed()
		walls, calls := r.spent()
		whole, err := r.pass(first)
		last := r.last()
		stopped := !whole || !last && r.stop.Load()
		if err != nil || stopped || last || !r.spec.Evolve {
			err = errors.Join(err, r.leaveStore())
		}
		if err != nil {
			return err
		}
		if !whole {
			r.update(func(s *runState) { s.stopped = s.err == nil })
			return nil
		}
		p := Pass{Number: r.generation, Wall: r.gate.elapsed() - began}
		p.Phases, p.Calls = r.spent()
		for k := range p.Phases {
			p.Phases[k] -= walls[k]
			p.Calls[k] -= calls[k]
		}
		r.ended(p)
		if stopped || last {
			r.update(func(s *runState) { s.stopped = stopped && s.err == nil })
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
func (r *Run) ended(p Pass) {
	var before *Pass
	r.update(func(s *runState) {
		s.passWall = p.Wall
		p.Counts, p.Restored = r.countsLocked(), s.restored
		if p.Restored.Tasks > 0 && p.Restored.Tasks == p.Counts.Tasks {
			s.before = p.Number // nobody had said so
		}
		if s.whole != nil && !r.spec.Evolve && !sameResults(s.wholeResults, s.results) {
			s.unsteady++
		}
		s.whole, s.wholeResults = &p.Counts, s.results
		if len(s.passes) > 0 {
			before = &s.passes[len(s.passes)-1]
		}
		s.passes = append(s.passes, p)
		if len(s.passes) == 2*maxPasses {
			s.passes = append(s.passes[:0:0], s.passes[maxPasses:]...)
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
		r.event(probe.WarningEvent, fmt.Sprintf("pass %d came out other than pass %d: %+v, before %+v; %s", p.Number, before.Number, b, a, why))
	}
}

// spent returns the walls and calls of the phases up to now. It is called between
// passes.
func (r *Run) spent() (walls [probe.NumPhases]time.Duration, calls [probe.NumPhases]int64) {
	r.update(func(s *runState) {
		for p := range walls {
			walls[p], calls[p] = s.phases[p].wall, s.phases[p].calls
			for _, w := range r.workers {
				calls[p] += w.tally.calls[p].Load()
			}
		}
	})
	return walls, calls
}

// pass runs all phases once, and reports whether it came to its end or was
// stopped before. The first of a run that goes on is the one that was at work.
func (r *Run) pass(first bool) (whole bool, err error) {
	r.adopt()
	if r.input == nil || !r.spec.Evolve {
		if r.input, err = r.load(first); err != nil {
			return false, err
		}
	}
	if first && r.spec.Resume {
		if r.generation, err = r.rejoin(); err != nil {
			return false, err
		}
		r.update(func(s *runState) { s.before = r.generation - 1 })
	}
	r.beginPass()
	r.cache = &inline.Cache{}
	defer func() {
		hits, misses := r.cache.Counts()
		r.cacheHits.Add(hits)
		r.cacheMisses.Add(misses)
	}()
	batts := r.compile(r.input)
	r.settle("")
	r.gate.pass()
	r.expectPrograms(batts)
	for i, t := range r.input.Tasks {
		if r.stop.Load() {
			return false, nil
		}
		done, err := r.runTask(i, t, batts[i])
		if err != nil || !done {
			return false, err
		}
	}
	return true, nil
}

// leaveStore closes the store, if it is open.
func (r *Run) leaveStore() error {
	if r.store == nil {
		return nil
	}
	err := r.store.Close()
	r.store = nil
	return err
}

// beginPass makes the counts those of a new pass.
func (r *Run) beginPass() {
	r.update(func(s *runState) {
		s.pass = r.generation
		s.counts, s.restored = probe.Counts{}, probe.Counts{}
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
		if r.mayMutate(programs) {
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
