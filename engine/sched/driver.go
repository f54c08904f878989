package sched

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
)

// A driver works a device, on a goroutine of its own; the first device, if it is
// calm, on that of who calls Run, so that short jobs wake nobody. Its Scheduler's mutex guards what is below pace.
type driver struct {
	s       *Scheduler
	n       int
	device  device.Device
	caps    device.Caps
	reserve bool
	here    bool              // worked by who calls Run
	checker *device.Reference // for verify; nil before the first
	checked *device.Work      // that checker has loaded
	ended   chan struct{}

	pace    pace
	stat    probe.Device
	call    *call // at work; nil outside one
	lost    bool
	opening bool // its device is not open yet
	closing bool
	began   time.Time // when it was started again; zero for the first
	dice    uint32    // of roll
	waiting bool
	since   time.Time // when it began to wait

	// Of the present job:
	seen   int64 // its number
	lot    int   // that the driver keeps to; -1 is none
	loaded bool
	cannot bool            // do anything of it
	kept   []*device.Batch // accepted, while results are verified
}

// A call is one use of a device, for a batch. When the device is lost meanwhile
// the call is no longer its driver's, and what comes of it is dropped.
type call struct {
	batch *device.Batch
	beats int64     // as last seen
	moved time.Time // when progress was last seen
}

// main takes part in jobs until the scheduler is closed or the device lost.
func (d *driver) main() {
	defer close(d.ended)
	if !d.open() {
		return
	}
	s := d.s
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.closed && !d.lost {
		r := s.job
		if r != nil && r.over() {
			s.settle(r)
		}
		switch {
		case d.reserve && (r == nil || r.over() || !s.needs(r)):
			s.needed.Wait()
			continue
		case r == nil || r.over() || d.seen == s.jobs:
			s.changed.Wait()
			continue
		}
		d.join(r)
	}
}

// join takes part in a job. s.mu is held.
func (d *driver) join(r *running) {
	s := d.s
	d.seen, d.lot, d.loaded, d.cannot, d.kept = s.jobs, -1, false, false, d.kept[:0]
	r.present++
	if s.opt.Enter != nil {
		s.opt.Enter(d.n)
	}
	d.part(r)
	if !d.lost {
		s.leave(d, r)
	}
}

// next waits for a batch; nil when the job is over. It reports whether it had to
// wait, with nothing to do meanwhile. s.mu is held.
func (d *driver) next(r *running) (b *device.Batch, waited bool) {
	s := d.s
	for {
		if r.over() || d.cannot {
			return nil, waited
		}
		if items := d.take(r); len(items) > 0 {
			if d.waiting {
				d.rest()
				if s.opt.Enter != nil {
					s.opt.Enter(d.n)
				}
			}
			d.stat.LastSize, d.stat.State = int64(len(items)), probe.DeviceBusy
			return &device.Batch{Items: items, Results: make([]device.Result, len(items)), Outputs: r.Outputs, Timed: d.roll(len(items))}, waited
		}
		if !d.waiting {
			d.waiting, d.since, d.stat.State = true, time.Now(), probe.DeviceIdle
			if s.opt.Leave != nil {
				s.opt.Leave(d.n)
			}
			if r.queued > 0 {
				// It leaves the rest to others. What was measured since these began to
				// wait may make one of them the fastest.
				s.stir()
			}
		}
		waited = true
		s.changed.Wait()
	}
}

// roll returns a number below n, as random as it takes to choose what is timed
// (Marsaglia's xorshift). s.mu is held.
func (d *driver) roll(n int) int {
	if d.dice == 0 {
		d.dice = (uint32(d.n) + 1) * 0x9e3779b9
	}
	d.dice ^= d.dice << 13
	d.dice ^= d.dice >> 17
	d.dice ^= d.dice << 5
	return int(uint64(d.dice) * uint64(n) >> 32)
}

// rest ends a wait. s.mu is held.
func (d *driver) rest() {
	d.waiting = false
	d.stat.Idle += time.Since(d.since)
}

// take returns the items of the driver's next batch, none when there are none
// for it. s.mu is held.
func (d *driver) take(r *running) []device.Item {
	if n := len(r.refused); n > 0 && d.caps.Whole && !(d.reserve && d.s.whole()) {
		k := d.pace.size(n, 0, 0, 0)
		items := append([]device.Item(nil), r.refused[n-k:]...)
		r.refused = r.refused[:n-k]
		return items
	}
	if r.queued == 0 || d.reserve && d.s.able() > 0 {
		return nil
	}
	rest, others, best := 0.0, 0, math.Inf(1)
	for _, o := range d.s.drivers {
		if o == d || o.lost || o.opening || o.reserve != d.reserve || o.cannot && o.seen == d.s.jobs {
			continue
		}
		rest += o.pace.rate()
		others++
		if o.pace.known() {
			best = min(best, o.pace.one())
		}
	}
	n := d.pace.size(r.queued, rest, best, others)
	if n == 0 {
		return nil
	}
	if d.s.opt.Batch > 0 {
		n = min(d.s.opt.Batch, r.queued)
		if d.caps.Max > 0 {
			n = min(n, d.caps.Max)
		}
	}
	var items []device.Item
	items, d.lot = r.take(make([]device.Item, 0, n), n, d.lot, d.caps.First <= smallFirst)
	return items
}

// smallFirst is up to which first batch a device takes a dear program by itself:
// for one that wants large batches it would be wasted.
const smallFirst = 64

// A use is what a call took.
type use struct{ wall, eval, cpu time.Duration }

// use calls the device for a batch, and verifies what it gave.
func (d *driver) use(r *running, b *device.Batch) (u use, err error) {
	s := d.s
	// The thread's processor time is then the device's own. Between calls the
	// goroutine is free, since one that is bound to its thread wakes up late.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var cpu time.Duration
	if s.opt.CPU != nil {
		cpu, _ = s.opt.CPU()
	}
	began := time.Now()
	if !d.loaded {
		err = guarded(func() error { return d.device.Load(r.Work) })
		d.loaded = err == nil
	}
	if err == nil {
		evalBegan := time.Now()
		err = guarded(func() error { return d.device.Eval(b) })
		u.eval = time.Since(evalBegan)
	}
	u.wall = time.Since(began)
	if s.opt.CPU != nil {
		now, _ := s.opt.CPU()
		u.cpu = now - cpu
	}
	if err == nil && d.share() > 0 {
		err = d.verify(r, b)
	}
	return u, err
}

// guarded calls a device; its panic is an error.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// end takes the results of a batch. s.mu is held. Nobody can take the batch away
// meanwhile: there is no call to lose.
func (d *driver) end(r *running, b *device.Batch, took time.Duration) error {
	s := d.s
	done, refused, undone := split(b)
	if undone > 0 && !r.Work.Stop.Load() {
		return fmt.Errorf("it left %d of %d items undone", undone, len(b.Items))
	}
	if len(done.Items) > 0 && r.Accept != nil {
		s.mu.Unlock()
		err := r.Accept(d.n, done.Items, done.Results)
		s.mu.Lock()
		if err != nil {
			return err
		}
	}
	n := len(done.Items)
	d.stat.State = probe.DeviceIdle
	d.stat.Refused += int64(len(refused))
	d.stat.Transfer += b.Transfer
	if n > 0 {
		if s.opt.Latency != nil {
			one := b.Took
			if one == 0 { // a card evaluates them side by side
				one = took / time.Duration(n)
			}
			s.opt.Latency(d.n, one, int64(n))
		}
		d.pace.add(n, took)
		d.stat.Batches++
		d.stat.Items += int64(n)
		d.stat.MaxBatch = max(d.stat.MaxBatch, int64(n))
		if d.stat.MinBatch == 0 || int64(n) < d.stat.MinBatch {
			d.stat.MinBatch = int64(n)
		}
		if d.share() > 0 {
			d.kept = append(d.kept, done)
		}
	}
	r.refused = append(r.refused, refused...)
	r.left -= n
	if r.left == 0 || len(refused) > 0 || undone > 0 {
		s.stir()
	}
	return nil
}

// split sorts the items of a batch: done, refused by the device, and not done
// when the run ended.
func split(b *device.Batch) (done *device.Batch, refused []device.Item, undone int) {
	plain := true
	for i := range b.Results {
		plain = plain && b.Results[i].Done
	}
	if plain {
		return b, nil, 0
	}
	done = &device.Batch{}
	for i := range b.Items {
		switch {
		case b.Results[i].Refused:
			refused = append(refused, b.Items[i])
		case b.Results[i].Done:
			done.Items = append(done.Items, b.Items[i])
			done.Results = append(done.Results, b.Results[i])
		default:
			undone++
		}
	}
	return done, refused, undone
}
