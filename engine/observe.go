package engine

import "battscope/engine/probe"

// ownDevice is what the workers evaluate with, as stretches name it.
const ownDevice = "interp"

// enter tells the observers that the calling goroutine begins its share of a
// phase, and returns the share.
func (r *Run) enter(p probe.Phase, worker int) probe.Stretch { return r.enterOn(p, worker, ownDevice) }

// enterOn is enter for a goroutine that works a device.
func (r *Run) enterOn(p probe.Phase, worker int, device string) probe.Stretch {
	if len(r.spec.Observers) == 0 {
		return probe.Stretch{}
	}
	r.mu.Lock()
	s := probe.Stretch{Phase: p, Task: r.state.task, Worker: worker, Device: device}
	r.mu.Unlock()
	if p == probe.Load || p == probe.Compile {
		s.Task = "" // of all tasks; the one that stands there is of the pass before
	}
	for _, o := range r.spec.Observers {
		o.Enter(s)
	}
	return s
}

// leave tells them that it ends.
func (r *Run) leave(s probe.Stretch) {
	for _, o := range r.spec.Observers {
		o.Leave(s)
	}
}
