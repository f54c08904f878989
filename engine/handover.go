package engine

import (
	"time"

	"battscope/engine/probe"
)

// An errand is something that is to be done while all goroutines at work are held.
type errand struct {
	do   func()
	done chan struct{} // closed then
}

// during has do done while all goroutines at work are held, each before its next
// piece of work, and returns what is closed then: never where the run is over
// before. It does not wait.
func (g *gate) during(do func()) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	e := errand{do, make(chan struct{})}
	if !g.ended && !g.finished {
		g.errands = append(g.errands, e)
		g.open.Broadcast() // those that are held already look again
	}
	return e.done
}

// wantLocked reports whether an errand wants all to be held.
func (g *gate) wantLocked() bool { return len(g.errands) > 0 }

// recount has those that are held see whether they are all now.
func (g *gate) recount() {
	if g.wantLocked() {
		g.open.Broadcast()
	}
}

// runErrands does what waits, which must not panic, with g.mu held, which it gives
// up meanwhile. Nobody goes on before it is done, also when the run ends in between.
func (g *gate) runErrands() {
	list := g.errands
	g.errands, g.doing = nil, true
	g.mu.Unlock()
	for _, e := range list {
		e.do()
		close(e.done)
	}
	g.mu.Lock()
	g.doing = false
	g.open.Broadcast()
}

// handOverMost is how long somebody waits for workers to hand over what they have
// noted: much longer than a batch of programs takes, or a step of the run's own
// goroutine on the largest pools known.
const handOverMost = 10 * time.Second

// askHandOver asks for a hand-over.
func (r *Run) askHandOver() {
	handed := r.gate.during(r.handOver)
	r.mu.Lock()
	r.handed = handed
	r.mu.Unlock()
}

// awaitHandOver returns when the hand-over that was asked for last has taken place,
// the run is over, or handOverMost has passed: then false.
func (r *Run) awaitHandOver() bool {
	r.mu.Lock()
	handed := r.handed
	r.mu.Unlock()
	if handed == nil {
		return true
	}
	late := time.NewTimer(handOverMost)
	defer late.Stop()
	select {
	case <-handed:
	case <-r.done:
	case <-late.C:
		return false
	}
	return true
}

// handOver books what the workers have noted up to now, as programs whose fate is
// not known, and has them go on with the book that is to be kept from here on, if
// any. All goroutines of the run are held, in the middle of a stretch or between
// two. Devices note nothing: of what they have done there is how long they were busy.
func (r *Run) handOver() {
	defer r.crashed()
	var noting []*worker
	for _, w := range r.workers {
		if w.tally.active.Load() && !r.away {
			noting = append(noting, w)
			r.unobserve(w)
		}
	}
	r.midway = true
	r.settle(r.atTask)
	r.midway = false
	r.openBook()
	if r.away {
		r.noteDevices()
	}
	for _, w := range noting {
		p := probe.Phase(w.tally.phase.Load())
		w.meters.begin(r.book, p)
		if p == probe.Demo || p == probe.Test {
			w.observe(w.loaded) // in the middle of a sample; others begin with each piece of work
		}
	}
}
