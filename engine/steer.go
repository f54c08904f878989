package engine

import (
	"fmt"

	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// SetStrategy changes knobs of a run at work, from its next task on. It refuses,
// and changes nothing, when the strategy is not valid or differs in a knob that
// holds for a whole run.
func (r *Run) SetStrategy(next strategy.Strategy) error {
	if err := strategy.Validate(next); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range strategy.Diff(r.strategy, next) {
		k, err := strategy.FindKnob(c.Knob)
		if err != nil {
			panic("engine: " + err.Error())
		}
		if !k.Live {
			return fmt.Errorf("%s cannot change during a run: it is %s, and %s would count from the next run on", c.Knob, c.From, c.To)
		}
	}
	r.pending = &next
	return nil
}

// Strategy returns the strategy that the run goes by from its next task on.
func (r *Run) Strategy() strategy.Strategy {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending != nil {
		return *r.pending
	}
	return r.strategy
}

// adopt begins to run by the strategy that SetStrategy left. The run's own
// goroutine calls it between tasks, when no worker is at work.
func (r *Run) adopt() {
	r.mu.Lock()
	next, was := r.pending, r.strategy
	if next != nil {
		r.strategy, r.pending = *next, nil
		r.staffLocked()
	}
	r.mu.Unlock()
	if next == nil {
		return
	}
	for _, c := range strategy.Diff(was, *next) {
		r.event(probe.KnobEvent, fmt.Sprintf("%s %s→%s", c.Knob, c.From, c.To))
	}
}

// staffLocked sees that there are as many workers as the strategy asks for. Those
// that it no longer needs stay, idle. r.mu is held.
func (r *Run) staffLocked() {
	st := r.strategy
	n := max(r.spec.evalWorkers(st), r.spec.crewOf(st.InlineWorkers), r.spec.crewOf(st.ValidateWorkers))
	if st.Pool == strategy.PoolShared {
		n = max(n, st.PoolSlots)
	}
	n = max(n, r.spec.lanes(st))
	for len(r.workers) < n {
		w := &worker{number: len(r.workers)}
		w.tally.dice = uint64(len(r.workers)+1) * 0x9e3779b97f4a7c15
		r.workers = append(r.workers, w)
	}
}

// News returns a channel that has something to read when a task has ended or an
// event has happened since it was last read. One goroutine reads it.
func (r *Run) News() <-chan struct{} { return r.news }

// tell puts something into the channel of News, unless there is something.
func (r *Run) tell() {
	select {
	case r.news <- struct{}{}:
	default:
	}
}

// latency returns how long the calls of a phase took, over all goroutines. r.mu
// is held.
func (r *Run) latency(p probe.Phase) probe.Latency {
	hs := []*probe.Histogram{&r.own.latency[p]}
	for _, w := range r.workers {
		hs = append(hs, &w.tally.latency[p])
	}
	return probe.LatencyOf(hs...)
}

// stepStat adds up a step over all goroutines. r.mu is held.
func (r *Run) stepStat(s probe.Step) probe.StepStat {
	var st probe.StepStat
	var hs []*probe.Histogram
	add := func(t *stepTally) {
		st.Busy += loadDuration(&t.busy)
		st.CPU += loadDuration(&t.cpu)
		st.Calls += t.calls.Load()
		hs = append(hs, &t.latency)
	}
	add(&r.own.steps[s])
	for _, w := range r.workers {
		add(&w.tally.steps[s])
	}
	if st.Calls > 0 {
		st.Latency = probe.LatencyOf(hs...)
	}
	return st
}
