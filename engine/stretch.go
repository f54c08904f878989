package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/task"
	"battscope/engine/value"
)

// batchMax is how many programs a worker evaluates at most between two looks at
// the clock, the gate and the counters.
const batchMax = 16

// A stretch is one phase of one task: every program on every sample. Workers
// take samples, and of a sample batches of programs, as they become free: each
// begins on a sample of its own, so that equal calls are evaluated once, and
// helps with another's when none is left.
type stretch struct {
	phase    probe.Phase
	batt     *batt.Batt
	samples  []task.Sample
	first    int // number of samples[0] among the task's demo and test samples
	outcomes [][]outcome
	order    schedule
	workers  int
	next     []atomic.Int64 // by sample: the first place in the order that no worker has taken
	taken    atomic.Int64   // samples begun
}

// evaluate runs a stretch on the run's workers and returns when it is done or
// the run is stopped.
func (r *Run) evaluate(s *stretch) {
	s.next = make([]atomic.Int64, len(s.samples))
	workers := min(len(r.tallies), max(1, len(s.samples)*len(s.batt.Programs)))
	s.workers = workers
	r.gate.setActive(workers)
	var wg sync.WaitGroup
	for n := 1; n < workers; n++ {
		wg.Go(func() {
			defer r.gate.leave()
			defer r.crashed()
			r.work(s, n)
		})
	}
	// The run's own goroutine is a worker too: short stretches then need no other
	// to wake up.
	r.work(s, 0)
	r.gate.leave()
	wg.Wait()
	r.gate.setActive(1)
}

// work is one worker's share of a stretch. It holds its thread, so that the
// thread's processor time is the worker's own.
func (r *Run) work(s *stretch, n int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	t := &r.tallies[n]
	m := r.machine(n, s.batt)
	cpu, known := threadCPU()
	began := r.gate.elapsed()
	busy := time.Duration(0)
	t.phase.Store(int32(s.phase))
	t.active.Store(true)
	for {
		k := s.pick()
		if k < 0 || r.stop.Load() {
			break
		}
		t.sample.Store(int32(s.first + k))
		m.Load(s.samples[k].In)
		for {
			r.gate.pass()
			from, to := s.take(k)
			if from == to || r.stop.Load() {
				break
			}
			t0 := time.Now()
			c := s.batch(m, k, from, to)
			d := time.Since(t0)
			t.add(s.phase, c, d)
			busy += d
		}
	}
	t.active.Store(false)
	t.waited.Add(int64(max(0, r.gate.elapsed()-began-busy)))
	if now, ok := threadCPU(); ok && known {
		t.cpu[s.phase].Add(int64(now - cpu))
	}
}

// pick returns a sample to work on: one that nobody has begun, or else the one
// with the most programs left; -1 when none is left.
func (s *stretch) pick() int {
	if n := int(s.taken.Add(1)) - 1; n < len(s.samples) {
		return n
	}
	best, left := -1, int64(0)
	for k := range s.next {
		if l := int64(len(s.batt.Programs)) - s.next[k].Load(); l > left {
			best, left = k, l
		}
	}
	return best
}

// take takes the next batch of places in the order for sample k: one place while
// they are of dear programs, and fewer and fewer towards the end, so that the
// workers end together.
func (s *stretch) take(k int) (from, to int) {
	for {
		next := s.next[k].Load()
		left := int64(len(s.batt.Programs)) - next
		if left <= 0 {
			return 0, 0
		}
		n := min(max(left/int64(4*s.workers), 2), batchMax, left)
		if next < int64(len(s.order.dear)) {
			n = 1
		}
		if s.next[k].CompareAndSwap(next, next+n) {
			return int(next), int(next + n)
		}
	}
}

// batch evaluates the programs at places from..to-1 of the order on sample k.
func (s *stretch) batch(m *interp.Machine, k, from, to int) (c batchCount) {
	expected := s.samples[k].Out
	for place := from; place < to; place++ {
		p := s.order.program(place)
		res := m.Run(p)
		if res.Fault == value.Stopped {
			break
		}
		o := &s.outcomes[s.first+k][p]
		o.done, o.fault, o.line, o.cost = true, res.Fault, int32(res.Line), res.Cost
		c.calls++
		switch {
		case res.Fault == value.NoFault:
			c.outputs++
			o.out = digestOf(res.Out)
			if expected != nil && interp.Equal(res.Out, expected) {
				o.match = true
				c.matches++
			}
		case res.Fault.Timeout():
			c.timeouts++
		default:
			c.faults++
		}
	}
	return c
}

// machine returns the worker's Machine, made to work on b.
func (r *Run) machine(n int, b *batt.Batt) *interp.Machine {
	if r.machines[n] == nil {
		r.machines[n] = interp.NewMachine(b, r.spec.Limits, &r.stop)
		r.loaded[n] = b
	}
	if r.loaded[n] != b {
		r.machines[n].Use(b)
		r.loaded[n] = b
	}
	return r.machines[n]
}
