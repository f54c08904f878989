package engine

import (
	"runtime"

	"battscope/engine/probe"
)

// begin opens a stretch of phase p. For load and compile the run's own
// goroutine does the work and is charged for it: it stays on one thread until
// finish.
func (r *Run) begin(p probe.Phase) {
	r.gate.pass()
	now := r.gate.elapsed()
	own := p == probe.Load || p == probe.Compile
	if own {
		runtime.LockOSThread()
	}
	cpu, _ := threadCPU()
	r.update(func(s *runState) {
		ph := &s.phases[p]
		ph.state, ph.since = probe.Running, now
		if own {
			ph.cpu -= cpu
		}
	})
}

// finish closes the stretch of phase p, in which the run's own goroutine made
// calls units.
func (r *Run) finish(p probe.Phase, calls int64) {
	own := p == probe.Load || p == probe.Compile
	cpu, _ := threadCPU()
	now := r.gate.elapsed()
	r.update(func(s *runState) {
		ph := &s.phases[p]
		if own {
			ph.busy += now - ph.since
			ph.cpu += cpu
		}
		ph.calls += calls
		ph.wall += now - ph.since
		ph.state = probe.Done
		if own {
			ph.total = ph.calls
		}
	})
	if own {
		runtime.UnlockOSThread()
	}
}

// closePhase ends a stretch that a stopped run left open.
func (r *Run) closePhase(ph *phaseState) {
	if ph.state == probe.Running {
		ph.wall += r.gate.elapsed() - ph.since
		ph.state = probe.Done
		ph.cpu = max(ph.cpu, 0)
	}
}
