package sched

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
)

// errHang is what a device is lost with that shows no progress.
var errHang = errors.New("it hangs")

// lose takes a device out of the job at work and all that follow, and gives
// what it held to the others. s.mu is held.
func (s *Scheduler) lose(d *driver, r *running, b *device.Batch, err error) {
	d.lost, d.call = true, nil
	d.stat.Failures++
	d.stat.State = probe.DeviceLost
	d.stat.Why, _, _ = strings.Cut(err.Error(), "\n")
	items := b.Items
	what := fmt.Sprintf("its batch of %d goes to the others", len(items))
	if errors.Is(err, errWrong) {
		// What it gave before in this job cannot be trusted either.
		before := 0
		for _, k := range d.kept {
			before += len(k.Items)
			d.stat.Items -= int64(len(k.Items))
			d.stat.Batches--
			r.left += len(k.Items)
			if r.Revoke != nil {
				r.Revoke(d.n, k.Items, k.Results)
			}
			items = append(items, k.Items...)
		}
		if before > 0 {
			what = fmt.Sprintf("its batch of %d and the %d items that it did before in this stretch go to the others", len(b.Items), before)
		}
	}
	d.kept = nil
	d.stat.Returned += int64(len(items))
	s.giveBack(r, items)
	if d.waiting {
		d.rest()
	} else if s.opt.Leave != nil {
		s.opt.Leave(d.n)
	}
	s.out(d, r)
	s.stir()
	if s.able() == 0 {
		what = strings.Replace(what, "the others", "the interpreter, since no device is left", 1)
	}
	again := d.restarter(err)
	if again != nil {
		what += "; it is started again"
	}
	s.event("%s (%s) is lost: %s; %s", d.stat.Name, d.stat.Label, d.stat.Why, what)
	go d.replace(again)
	if !s.anybody() && r.err == nil {
		r.err = fmt.Errorf("%w: the last, %s, was lost: %w", ErrNoDevice, d.stat.Name, err)
		s.settle(r)
	}
}

// anybody reports whether some driver is left. s.mu is held.
func (s *Scheduler) anybody() bool {
	for _, d := range s.drivers {
		if !d.lost {
			return true
		}
	}
	return false
}

// giveBack returns items to the queue. s.mu is held.
func (s *Scheduler) giveBack(r *running, items []device.Item) {
	r.returned = append(r.returned, items...)
	r.queued += len(items)
	s.stir()
}

// stir wakes all who may have something to do now. s.mu is held.
func (s *Scheduler) stir() {
	s.changed.Broadcast()
	s.needed.Broadcast()
}

// stopPatience is Patience once the run is to end.
const stopPatience = 2 * time.Second

// watch loses devices that hang, until the function that it returns is called.
func (s *Scheduler) watch(r *running) (end func()) {
	every := max(min(s.opt.Patience, stopPatience)/4, time.Millisecond)
	stop := make(chan struct{})
	var timer *time.Timer
	timer = time.AfterFunc(every, func() {
		s.look(r)
		select {
		case <-stop:
		default:
			timer.Reset(every)
		}
	})
	return func() {
		close(stop)
		timer.Stop()
	}
}

// look loses the devices whose call shows no progress.
func (s *Scheduler) look(r *running) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.job != r {
		return // it has ended meanwhile
	}
	now := time.Now()
	patience := s.opt.Patience
	if r.Work.Stop.Load() {
		patience = min(patience, stopPatience)
		s.stir() // those who wait see that the job is over
		s.settle(r)
	}
	for _, d := range s.drivers {
		c := d.call
		if c == nil {
			continue
		}
		if beats := c.batch.Beats(); beats != c.beats {
			c.beats, c.moved = beats, now
			continue
		}
		if now.Sub(c.moved) > patience {
			c.batch.SetCut()
			s.lose(d, r, c.batch, fmt.Errorf("%w: no progress for %v on a batch of %d", errHang, patience, len(c.batch.Items)))
		}
	}
}

// close closes the device once.
func (d *driver) close() error {
	d.s.mu.Lock()
	before := d.closing
	d.closing = true
	d.s.mu.Unlock()
	if before {
		return nil
	}
	return d.device.Close()
}
