package engine

import "battscope/engine/probe"

// device is what evaluates, as labels name it.
const device = "interp"

// label marks the calling goroutine for a profiler, if there is one.
func (r *Run) label(p probe.Phase, worker int) {
	if r.spec.Labels == nil {
		return
	}
	r.mu.Lock()
	task := r.state.task
	r.mu.Unlock()
	r.spec.Labels.Label(probe.Label{Phase: p, Task: task, Worker: worker, Device: device})
}

// unlabel takes the mark off.
func (r *Run) unlabel() {
	if r.spec.Labels != nil {
		r.spec.Labels.Unlabel()
	}
}
