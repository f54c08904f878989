package engine

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// A stretch is one evaluating phase of one task: every program on every sample.
//
// With parallel=chunks workers take samples, and of a sample batches of
// programs, as they become free: each begins on a sample of its own, so that
// equal calls are evaluated once, and helps with another's when none is left.
// With samples nobody helps; with nothing there is one worker.
type stretch struct {
	phase    probe.Phase
	batt     *batt.Batt
	samples  []task.Sample
	first    int // number of samples[0] among the task's demo and test samples
	outcomes [][]outcome
	order    schedule // that of the samples begun before another was done
	workers  int
	alone    bool // each program by itself: nothing is shared
	help     bool
	progress []progress               // by sample
	done     atomic.Pointer[schedule] // made from a sample that is done; nil before
	taken    atomic.Int64             // samples begun
	limit    time.Duration            // of a whole batt call; 0 is none
	grids    *outputs                 // keeps the outputs that diff calls will need; nil keeps none
}

// A progress is how far one sample is.
type progress struct {
	order atomic.Pointer[schedule] // nil before somebody asks for it
	next  atomic.Int64             // the first place in the order that no worker has taken
	left  atomic.Int64             // programs that are not evaluated yet
}

// outputs keeps one grid of each digest, by sample.
type outputs struct {
	mu    []sync.Mutex
	grids []map[digest]*grid.Grid
}

func newOutputs(samples int) *outputs {
	o := &outputs{mu: make([]sync.Mutex, samples), grids: make([]map[digest]*grid.Grid, samples)}
	for k := range o.grids {
		o.grids[k] = map[digest]*grid.Grid{}
	}
	return o
}

func (o *outputs) keep(k int, d digest, out value.Value) {
	o.mu[k].Lock()
	defer o.mu[k].Unlock()
	if o.grids[k][d] == nil {
		o.grids[k][d] = interp.ToGrid(out)
	}
}

// evaluate runs a stretch on the run's workers and returns when it is done or
// the run is stopped. It is an error when a shared pool stalls.
func (r *Run) evaluate(s *stretch) error {
	if r.strategy.Pool == strategy.PoolShared {
		return r.evaluatePooled(s)
	}
	if r.onDevices(s) {
		return r.evaluateOnDevices(s)
	}
	s.begin()
	s.alone = r.strategy.Evaluation == strategy.EvaluationAlone
	s.help = r.strategy.Parallel == strategy.ParallelChunks
	s.workers = r.spec.evalWorkers(r.strategy)
	if !s.help {
		s.workers = min(s.workers, max(1, len(s.samples)))
	}
	began := r.gate.elapsed()
	r.crew(s.phase, s.workers, func(w *worker) time.Duration { return r.share(s, w) })
	r.auto.took(false, s.items(), r.gate.elapsed()-began)
	return nil
}

// begin makes the stretch's samples ready.
func (s *stretch) begin() {
	s.progress = make([]progress, len(s.samples))
	for k := range s.progress {
		s.progress[k].left.Store(int64(len(s.batt.Programs)))
	}
}

// share is one worker's part of a stretch.
func (r *Run) share(s *stretch, w *worker) (busy time.Duration) {
	for {
		k := s.pick()
		if k < 0 || r.stop.Load() {
			return busy
		}
		busy += r.sample(s, w, k)
	}
}

// sample evaluates what is left of one sample, batch by batch.
func (r *Run) sample(s *stretch, w *worker, k int) (busy time.Duration) {
	if s.limit > 0 {
		return r.limited(s, w, k, s.limit)
	}
	m := r.use(w, s.batt)
	w.tally.sample.Store(int32(s.first + k))
	m.Load(s.samples[k].In)
	order := s.orderOf(k)
	for {
		r.gate.pass()
		from, to := s.take(k, order)
		if from == to || r.stop.Load() {
			return busy
		}
		if from == 0 && !s.alone {
			r.evals.of(s.phase).Add(1)
		}
		timed := evalTimer{place: from + w.tally.roll(to-from)}
		began := time.Now()
		c := s.batch(m, k, order, from, to, &timed)
		d := time.Since(began)
		w.tally.add(s.phase, c, d)
		if to-from == 1 {
			timed.took = d
		}
		if c.calls == int64(to-from) {
			w.tally.latency[s.phase].Add(timed.took, c.calls)
		}
		busy += d
		if s.progress[k].left.Add(-c.calls) == 0 && s.done.Load() == nil && int(s.taken.Load()) < len(s.samples) {
			learnt := learn(s.outcomes[s.first+k : s.first+k+1])
			s.done.Store(&learnt)
		}
	}
}

// pick returns a sample to work on: one that nobody has begun, or else the one
// with the most programs left; -1 when none is left.
func (s *stretch) pick() int {
	if n := int(s.taken.Add(1)) - 1; n < len(s.samples) {
		return n
	}
	best, left := -1, int64(0)
	for k := range s.progress {
		pr := &s.progress[k]
		if l := int64(len(s.batt.Programs)) - pr.next.Load(); s.help && l > left {
			best, left = k, l
		}
	}
	return best
}

// orderOf returns the order for sample k, which is begun. The first to ask fixes
// it: by a sample that is done, which tells more than another task, where there
// is one.
func (s *stretch) orderOf(k int) *schedule {
	order := s.done.Load()
	if order == nil {
		order = &s.order
	}
	pr := &s.progress[k]
	pr.order.CompareAndSwap(nil, order)
	return pr.order.Load()
}

// take takes the next batch of places in the order for sample k.
func (s *stretch) take(k int, order *schedule) (from, to int) {
	pr := &s.progress[k]
	for {
		next := pr.next.Load()
		left := int64(len(s.batt.Programs)) - next
		if left <= 0 {
			return 0, 0
		}
		n := int64(order.size(int(next), int(left), s.workers))
		if pr.next.CompareAndSwap(next, next+n) {
			return int(next), int(next + n)
		}
	}
}

// An evalTimer times one evaluation of a batch, which stands for all of them:
// two more looks at the clock for up to batchMax evaluations are the price of the
// phase's latencies. Of a batch of one the batch's own clock tells.
type evalTimer struct {
	place int // in the order
	took  time.Duration
}

// batch evaluates the programs at places from..to-1 of the order on sample k.
func (s *stretch) batch(m *interp.Machine, k int, order *schedule, from, to int, timed *evalTimer) (c batchCount) {
	expected := s.samples[k].Out
	for place := from; place < to; place++ {
		p := order.program(place)
		if s.alone {
			m.Load(s.samples[k].In)
		}
		var began time.Time
		look := place == timed.place && to-from > 1
		if look {
			began = time.Now()
		}
		res := m.Run(p)
		if look {
			timed.took = time.Since(began)
		}
		if res.Fault == value.Stopped {
			break
		}
		o := &s.outcomes[s.first+k][p]
		o.done, o.fault, o.line, o.cost = true, res.Fault, int32(res.Line), res.Cost
		c.calls++
		switch {
		case res.Fault == value.NoFault:
			c.outputs++
			o.out = interp.DigestOf(res.Out)
			if s.grids != nil {
				s.grids.keep(s.first+k, o.out, res.Out)
			}
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

// evaluatePooled runs a stretch as nested pools do: each sample is a job that
// holds a slot while its call of the batt, a job of the same pool, waits for
// one. All samples are queued before the first call. It returns the stall, if
// the pool stalls.
func (r *Run) evaluatePooled(s *stretch) error {
	s.begin()
	s.workers = 1
	slots := r.strategy.PoolSlots
	pool := newSlotPool(slots)
	r.gate.setActive(0) // a slot that is idle, or waits for another, is not at work
	queued := make(chan struct{})
	for k := range s.samples {
		pool.submit(fmt.Sprintf("sample %d", s.first+k), func(j *poolJob) {
			<-queued
			// The stall reaches us through wait.
			_ = pool.call(j, fmt.Sprintf("the call of sample %d", s.first+k), func(j *poolJob) {
				r.gate.join()
				defer r.gate.leave()
				defer r.crashed()
				r.gate.pass() // a hand-over may be going on that it has no part in
				r.work(s.phase, r.workers[j.slot], func(w *worker) time.Duration { return r.sample(s, w, k) })
			})
		})
	}
	close(queued)
	err := pool.wait()
	r.gate.setActive(1)
	if err != nil {
		return fmt.Errorf("%s: %w", s.phase, err)
	}
	return nil
}
