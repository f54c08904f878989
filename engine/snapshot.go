package engine

import (
	"slices"
	"sync/atomic"
	"time"

	"battscope/engine/probe"
)

// Snapshot returns the run as it is now.
func (r *Run) Snapshot() probe.Snapshot {
	devices, queued := r.deviceStats() // before mu is held: a device that is lost tells of it
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.snapshotLocked(devices, queued)
}

// snapshotLocked is Snapshot, with what devices have done and what waits for them. r.mu is held: what the
// clock says is no earlier than anything in the state.
func (r *Run) snapshotLocked(devices []probe.Device, queued int64) probe.Snapshot {
	elapsed, paused, shut := r.gate.elapsed(), r.gate.paused(), r.gate.isShut()
	s := &r.state
	snap := probe.Snapshot{
		State: s.state, Stopped: s.stopped, Err: s.err, Elapsed: elapsed, PausedFor: paused,
		Tried: s.tried, Name: r.spec.Name, Task: s.task, TaskIndex: s.taskIndex, Tasks: s.tasks,
		Pass: s.pass, PassWall: s.passWall, Repeats: r.spec.Repeat,
		Events: slices.Clone(s.events), Lanes: r.lanes(s.task), Devices: devices, Queued: queued,
	}
	if s.state == probe.Running && shut {
		snap.State = probe.Paused
	}
	walls := time.Duration(0)
	for p := range s.phases {
		snap.Phases[p] = r.phaseStat(probe.Phase(p), elapsed)
		walls += snap.Phases[p].Wall
	}
	for p := range snap.Steps {
		snap.Steps[p] = r.stepStat(probe.Step(p))
	}
	snap.Unattributed = max(0, elapsed-walls)
	if s.whole != nil {
		snap.Counts = *s.whole
	} else {
		snap.Counts = r.countsLocked()
	}
	return snap
}

// phaseStat adds up a phase over the workers. r.mu is held.
func (r *Run) phaseStat(p probe.Phase, elapsed time.Duration) probe.PhaseStat {
	ph := &r.state.phases[p]
	st := probe.PhaseStat{State: ph.state, Wall: ph.wall, Busy: ph.busy, CPU: ph.cpu, CPUKnown: r.state.mainCPU, Calls: ph.calls, Total: ph.total}
	if ph.state == probe.Running {
		st.Wall += max(0, elapsed-ph.since)
	}
	for _, w := range r.workers {
		t := &w.tally
		st.Busy += loadDuration(&t.busy[p])
		st.CPU += loadDuration(&t.cpu[p])
		st.Calls += t.calls[p].Load()
		st.Timeouts += t.timeouts[p].Load()
		st.Faults += t.faults[p].Load()
	}
	st.Latency = r.latency(p)
	return st
}

// loadDuration reads a counter of nanoseconds.
func loadDuration(ns *atomic.Int64) time.Duration { return time.Duration(ns.Load()) }

// lanes returns what the workers do.
func (r *Run) lanes(task string) []probe.Lane {
	lanes := make([]probe.Lane, len(r.workers))
	for w := range lanes {
		t := &r.workers[w].tally
		busy := int64(0)
		for p := range t.busy {
			busy += t.busy[p].Load()
		}
		lanes[w] = probe.Lane{
			Phase: probe.Phase(t.phase.Load()), Busy: time.Duration(busy), Wait: time.Duration(t.waited.Load()),
			Active: t.active.Load(), Task: task, Sample: int(t.sample.Load()),
		}
	}
	return lanes
}

// countsLocked returns the counts of the present pass. r.mu is held.
func (r *Run) countsLocked() probe.Counts {
	s := &r.state
	c := s.counts
	sum := func(p probe.Phase) (outputs, matches int64) {
		for _, w := range r.workers {
			t := &w.tally
			outputs += t.outputs[p].Load()
			matches += t.matches[p].Load()
			c.Timeouts += t.timeouts[p].Load()
			c.Faults += t.faults[p].Load()
		}
		c.Timeouts -= s.base.timeouts[p]
		c.Faults -= s.base.faults[p]
		return outputs - s.base.outputs[p], matches - s.base.matches[p]
	}
	// To what tasks have that an earlier process finished.
	outputs, matches := sum(probe.Demo)
	c.Outputs.Demo, c.Matches.Demo = c.Outputs.Demo+outputs, c.Matches.Demo+matches
	outputs, matches = sum(probe.Test)
	c.Outputs.Test, c.Matches.Test = c.Outputs.Test+outputs, c.Matches.Test+matches
	return c
}
