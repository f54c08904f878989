package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// A worker is what one goroutine of a run evaluates with. It lives as long as
// the run.
type worker struct {
	number     int // from 0
	machine    *interp.Machine
	loaded     *batt.Batt
	shares     bool            // equal values
	counted    interp.Work     // of machine, when it was counted last
	alone      *interp.Machine // of validate
	differs    *differ.Machine
	differsFor *job // whose demo samples differs has
	tally      tally
	meters     meters
}

// use returns the worker's Machine, made to work on b.
func (r *Run) use(w *worker, b *batt.Batt) *interp.Machine {
	if w.machine == nil {
		w.machine, w.loaded = interp.NewMachine(b, limitsOf(r.strategy), &r.stop), b
	}
	if share := r.strategy.Values && r.strategy.Evaluation == strategy.EvaluationBatt; w.loaded != b || share != w.shares {
		w.machine.ShareValues(share)
		w.shares = share
		w.machine.Use(b)
		w.loaded = b
	}
	w.observe(b)
	return w.machine
}

// crew lets n workers do their share of a phase and returns when all have. A
// share returns how long it was busy.
func (r *Run) crew(p probe.Phase, n int, share func(w *worker) (busy time.Duration)) {
	n = max(1, min(n, len(r.workers)))
	r.gate.setActive(n)
	var wg sync.WaitGroup
	for k := 1; k < n; k++ {
		w := r.workers[k]
		wg.Add(1)
		r.helper(k).give(func() {
			defer wg.Done()
			defer r.gate.leave()
			defer r.crashed()
			r.work(p, w, share)
		})
	}
	// The run's own goroutine is a worker too: short stretches then need no other
	// to wake up.
	func() {
		defer r.gate.leave()
		defer r.crashed()
		r.work(p, r.workers[0], share)
	}()
	wg.Wait()
	r.gate.setActive(1)
}

// work is one worker's share. It holds its thread, so that the thread's
// processor time is the worker's own.
func (r *Run) work(p probe.Phase, w *worker, share func(w *worker) time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer r.leave(r.enter(p, w.number))
	w.count(probe.Load) // what was done in between is nobody's
	w.meters.begin(r.book, p)
	defer r.unobserve(w)
	t := &w.tally
	cpu, known := threadCPU()
	began := r.gate.elapsed()
	t.phase.Store(int32(p))
	t.active.Store(true)
	busy := share(w)
	t.active.Store(false)
	w.count(p)
	t.waited.Add(int64(max(0, r.gate.elapsed()-began-busy)))
	if now, ok := threadCPU(); ok && known {
		t.cpu[p].Add(int64(now - cpu))
	}
}

// count adds to the tally what the worker's Machine has done in phase p.
func (w *worker) count(p probe.Phase) {
	if w.machine == nil {
		return
	}
	was, now := w.counted, w.machine.Work()
	w.counted = now
	if p == probe.Demo || p == probe.Test {
		w.tally.reached.Add(now.Reached - was.Reached)
		w.tally.evaluated.Add(now.Evaluated - was.Evaluated)
		w.tally.equal.Add(now.Equal - was.Equal)
	}
}

// each does items 0..n-1 of a phase on a crew, each by whichever worker is free.
// It counts a call for each.
func (r *Run) each(p probe.Phase, workers, n int, do func(w *worker, i int) batchCount) {
	r.expect(p, int64(n))
	var next atomic.Int64
	r.crew(p, min(workers, n), func(w *worker) (busy time.Duration) {
		for {
			r.gate.pass()
			i := int(next.Add(1)) - 1
			if i >= n || r.stop.Load() {
				return busy
			}
			began := time.Now()
			c := do(w, i)
			c.calls = 1
			d := time.Since(began)
			w.tally.add(p, c, d)
			w.tally.latency[p].Add(d, 1)
			busy += d
		}
	})
}

// groups does the items of each group in order, groups side by side on a crew.
// It counts a call for each item.
func (r *Run) groups(p probe.Phase, workers int, groups [][]int, do func(w *worker, i int) batchCount) {
	total := 0
	for _, g := range groups {
		total += len(g)
	}
	r.expect(p, int64(total))
	var next atomic.Int64
	r.crew(p, min(workers, len(groups)), func(w *worker) (busy time.Duration) {
		for {
			g := int(next.Add(1)) - 1
			if g >= len(groups) {
				return busy
			}
			for _, i := range groups[g] {
				r.gate.pass()
				if r.stop.Load() {
					return busy
				}
				began := time.Now()
				c := do(w, i)
				c.calls = 1
				d := time.Since(began)
				w.tally.add(p, c, d)
				w.tally.latency[p].Add(d, 1)
				busy += d
			}
		}
	})
}

// expect says that a phase will make n more calls.
func (r *Run) expect(p probe.Phase, n int64) {
	r.update(func(s *runState) { s.phases[p].total += n })
}
