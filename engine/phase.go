package engine

import (
	"runtime"

	"battscope/engine/probe"
)

// ownWork reports whether the run's own goroutine does the work of phase p, and
// not the workers.
func ownWork(p probe.Phase) bool {
	switch p {
	case probe.Demo, probe.Test, probe.Diff, probe.Inline, probe.Validate:
		return false
	}
	return true
}

// begin opens a stretch of phase p. Where the run's own goroutine does the work,
// it is charged for it and stays on one thread until finish.
func (r *Run) begin(p probe.Phase) {
	if p != probe.Differs { // which comes with the store locked: a pause waits for its end
		r.gate.pass()
	}
	if p <= probe.Demo { // what comes after is of programs whose fate nobody has noted
		r.openBook()
	}
	r.stretch = r.enter(p, probe.OwnWorker)
	now := r.gate.elapsed()
	own := ownWork(p)
	if own {
		runtime.LockOSThread()
	}
	cpu, _ := threadCPU()
	r.update(func(s *runState) {
		ph := &s.phases[p]
		ph.state, ph.since = probe.Running, now
		ph.cpuSince = cpu
	})
}

// finish closes the stretch of phase p, in which the run's own goroutine made
// calls units.
func (r *Run) finish(p probe.Phase, calls int64) {
	if r.spec.Burden != nil {
		r.burden(p)
	}
	defer r.leave(r.stretch)
	own := ownWork(p)
	cpu, _ := threadCPU()
	now := r.gate.elapsed()
	r.update(func(s *runState) {
		ph := &s.phases[p]
		if own {
			ph.busy += now - ph.since
			ph.cpu += cpu - ph.cpuSince
			r.own.latency[p].Add(now-ph.since, 1)
		}
		ph.calls += calls
		ph.wall += now - ph.since
		ph.state = probe.Done
		if p == probe.Load || p == probe.Compile {
			ph.total = ph.calls
		}
	})
	if own {
		runtime.UnlockOSThread()
	}
}

// burden does the planted work. In a phase whose work the workers do, the run's
// own goroutine is charged for it like one of them.
func (r *Run) burden(p probe.Phase) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	from := startLap()
	r.spec.Burden(p)
	to := startLap()
	if !ownWork(p) {
		r.update(func(s *runState) {
			s.phases[p].busy += to.at.Sub(from.at)
			s.phases[p].cpu += to.cpu - from.cpu
		})
	}
}

// step does a step of a phase on the run's own goroutine. In a phase whose work
// the workers do, the goroutine is charged for it like one of them.
func (r *Run) step(s probe.Step, do func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	l := startLap()
	before := l.cpu
	do()
	d := r.own.lap(s, &l)
	if p := probe.Steps()[s].Phase; !ownWork(p) {
		r.update(func(st *runState) {
			st.phases[p].busy += d
			st.phases[p].cpu += l.cpu - before
		})
	}
}

// closePhase ends a stretch that a stopped run left open.
func (r *Run) closePhase(ph *phaseState) {
	if ph.state == probe.Running {
		ph.wall += r.gate.elapsed() - ph.since
		ph.state = probe.Done
	}
}
