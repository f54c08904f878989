// Package sched shares the work of a stretch out among devices: it cuts it into
// batches, gives them to devices as these become free, and gives what a failing
// device held to the others.
//
// The rules, in the order in which they decide:
//
//  1. A device keeps to one lot, the programs on one sample, as long as it can,
//     since equal calls of a sample are then evaluated once; it takes a lot that
//     nobody has begun before it helps with another's (queue.go).
//  2. A batch is as large as the device's measured pace fills a target time with,
//     so that what a batch costs beside its items is small; and never more than
//     the device's share of what is left, so that all end together (pace.go).
//  3. A device that would need longer for one item than the others for all that
//     is left gets none.
//  4. A device that fails, stands still or gives a wrong result loses its batch to
//     the others. Where it can be had anew it is started again, unless what it gave
//     was wrong; a device that is not open yet is not waited for (restart.go). What a device refuses, and all work when
//     none is left, goes to the reserve: interpreters.
package sched

import (
	"errors"
	"sync"
	"time"

	"battscope/engine/device"
	"battscope/engine/interp"
	"battscope/engine/probe"
)

// Options are what a Scheduler is told once. Hooks that are nil are left out.
// They are called with the device's number, that of the reserve after those of
// the devices; none but Hold may wait, or call the Scheduler.
type Options struct {
	// Patience is how long a device may show no progress before it is taken to
	// hang. It must be longer than any one program can take.
	Patience time.Duration
	// Batch is how many items a device is given at once; 0 lets its pace decide.
	Batch int
	// Verify is the share of results that the interpreter is asked for too, in
	// [0,1]; of a device whose Caps want more, that.
	Verify float64
	// Seed chooses which.
	Seed uint64

	Enter func(device int)             // it has something to do from now on
	Leave func(device int)             // it has nothing to do, or is lost
	Hold  func()                       // called before each batch; may wait
	CPU   func() (time.Duration, bool) // processor time of the calling thread
	Used  func(device int, u Usage)    // what a call took
	Event func(kind, text string)      // a device was lost: one line

	// Latency is told how long one evaluation of a batch took, which stands for n.
	Latency func(device int, took time.Duration, n int64)

	// Around is called on the device's goroutine, without the Scheduler's lock, to
	// make a call of the device: it calls call once. A device that hangs does not
	// return from it.
	Around func(device int, name string, call func())
}

// Usage is what one call of a device took. CPU and Nodes are of calls that work on
// this process's processors.
type Usage struct {
	Busy, CPU time.Duration
	Nodes     interp.Work
}

// A Lot is the programs on one sample, in the order in which they are begun.
type Lot struct {
	Sample   int32
	Programs []int32
	Single   int // how many of the first are so dear that each is a batch of its own
}

// A Job is a stretch: every program of the lots on its sample.
type Job struct {
	Work    *device.Work
	Lots    []Lot
	Outputs device.Outputs // who wants grids; nil is nobody

	// Accept takes the results of a batch; it must copy what it keeps. An error
	// says that they cannot be right, and makes the device lost.
	Accept func(device int, items []device.Item, results []device.Result) error
	// Revoke takes back what Accept was given: the items come again.
	Revoke func(device int, items []device.Item, results []device.Result)
}

// A Scheduler has devices and shares jobs out among them. Run is called by one
// goroutine at a time; Stats by anybody.
type Scheduler struct {
	opt     Options
	drivers []*driver // the devices, then the reserve
	given   int       // how many of drivers are devices

	mu      sync.Mutex
	changed sync.Cond // for all who wait
	needed  sync.Cond // for the reserve: there may be work for it
	job     *running  // nil between jobs
	jobs    int64     // counts them
	closed  bool
}

// ErrNoDevice says that no device is left to do the work, not even a reserve.
var ErrNoDevice = errors.New("no device is left")

// New returns a Scheduler over devices and a reserve of interpreters, which it
// closes in the end. The reserve evaluates what devices refuse, and all that is
// left when no device is.
func New(devices, reserve []device.Device, opt Options) *Scheduler {
	if opt.Patience <= 0 {
		panic("sched: New without patience")
	}
	s := &Scheduler{opt: opt, given: len(devices)}
	s.changed.L, s.needed.L = &s.mu, &s.mu
	for n, d := range append(append([]device.Device{}, devices...), reserve...) {
		caps := d.Caps()
		s.drivers = append(s.drivers, &driver{
			s: s, n: n, device: d, caps: caps, reserve: n >= len(devices), ended: make(chan struct{}),
			pace: pace{caps: caps}, lot: -1, stat: probe.Device{Name: d.Name(), Label: caps.Label},
		})
		_, s.drivers[n].opening = d.(device.Opener)
	}
	for n, d := range append([]*driver(nil), s.drivers...) {
		if n == 0 && !d.reserve && d.caps.Calm {
			d.here = true
			close(d.ended)
			continue
		}
		go d.main()
	}
	return s
}

// Devices returns how many devices there are, the reserve left out.
func (s *Scheduler) Devices() int { return s.given }

// Setup returns what a batch costs beside its items, on the device where that is
// the least.
func (s *Scheduler) Setup() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := time.Duration(-1)
	for _, d := range s.drivers[:s.given] {
		if d.opening || d.lost {
			continue
		}
		if least < 0 || d.caps.Setup < least {
			least = d.caps.Setup
		}
	}
	return max(least, 0)
}

// Stats returns what the devices have done, and those of the reserve that had
// anything to do.
func (s *Scheduler) Stats() []probe.Device {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []probe.Device
	for _, d := range s.drivers {
		if d.reserve && d.stat.Batches == 0 {
			continue
		}
		st := d.stat
		if d.waiting && s.job != nil {
			st.Idle += time.Since(d.since)
		}
		list = append(list, st)
	}
	return list
}

// Run does a job and returns when each item has an accepted result, or the
// work's Stop is true and the devices have let go.
func (s *Scheduler) Run(job Job) error {
	r := newRunning(job)
	if r.left == 0 {
		return nil
	}
	s.mu.Lock()
	if s.closed || s.job != nil {
		s.mu.Unlock()
		panic("sched: Run on a closed Scheduler, or during another Run")
	}
	if !s.anybody() {
		s.mu.Unlock()
		return ErrNoDevice
	}
	s.job = r
	s.jobs++
	s.changed.Broadcast()
	if s.needs(r) {
		s.needed.Broadcast()
	}
	defer s.watch(r)()
	if d := s.drivers[0]; d.here && !d.lost && !r.over() {
		d.join(r)
	}
	s.settle(r)
	s.mu.Unlock()
	<-r.end
	s.mu.Lock()
	defer s.mu.Unlock()
	s.job = nil
	return r.err
}

// Close ends the devices' goroutines and closes the devices. One that hangs is
// not waited for.
func (s *Scheduler) Close() error {
	s.mu.Lock()
	s.closed = true
	s.stir()
	drivers := append([]*driver(nil), s.drivers...)
	s.mu.Unlock()
	var errs []error
	for _, d := range drivers {
		s.mu.Lock()
		lost, opening := d.lost, d.opening
		s.mu.Unlock()
		if !lost {
			if !opening { // else to close it ends its opening
				<-d.ended
			}
			errs = append(errs, d.close())
		}
	}
	return errors.Join(errs...)
}
