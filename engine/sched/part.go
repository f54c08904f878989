package sched

import (
	"errors"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
)

// needs reports whether a job has work for the reserve. s.mu is held.
func (s *Scheduler) needs(r *running) bool {
	return len(r.refused) > 0 && !s.whole() || r.queued > 0 && s.able() == 0
}

// whole reports whether some device, the reserve left out, does what others
// refuse. s.mu is held.
func (s *Scheduler) whole() bool {
	for _, d := range s.drivers[:s.given] {
		if d.caps.Whole && !d.lost && !d.opening {
			return true
		}
	}
	return false
}

// able returns how many devices can do something of the present job. s.mu is
// held.
func (s *Scheduler) able() int {
	n := 0
	for _, d := range s.drivers[:s.given] {
		if !d.lost && !d.opening && !(d.cannot && d.seen == s.jobs) {
			n++
		}
	}
	return n
}

// part is the driver's part of a job. s.mu is held, but for the calls.
func (d *driver) part(r *running) {
	s := d.s
	for {
		d.hold()
		b, waited := d.next(r)
		if b == nil {
			return
		}
		if waited {
			d.hold() // while it waited it was not among those that are held
		}
		c := &call{batch: b, moved: time.Now()}
		d.call = c
		s.mu.Unlock()
		var used use
		var err error
		call := func() { used, err = d.use(r, b) }
		if s.opt.Around != nil {
			s.opt.Around(d.n, d.stat.Name, call)
		} else {
			call()
		}
		s.mu.Lock()
		if d.call != c {
			return // lost meanwhile
		}
		d.call = nil
		d.stat.Busy += used.wall
		if s.opt.Used != nil {
			s.opt.Used(d.n, Usage{used.wall, used.cpu, b.Nodes})
		}
		if err == nil {
			err = d.end(r, b, used.eval)
		}
		switch {
		case errors.Is(err, device.ErrUnsupported):
			d.cannot = true
			d.stat.Refused += int64(len(b.Items))
			s.giveBack(r, b.Items)
			return
		case err != nil:
			s.lose(d, r, b, err)
			return
		}
	}
}

// hold waits as long as Options.Hold does. s.mu is held, but for that.
func (d *driver) hold() {
	if d.s.opt.Hold == nil {
		return
	}
	d.s.mu.Unlock()
	d.s.opt.Hold()
	d.s.mu.Lock()
}

// leave takes a driver out of a job. s.mu is held.
func (s *Scheduler) leave(d *driver, r *running) {
	d.stat.State = probe.DeviceIdle
	if d.waiting {
		d.rest()
	} else if s.opt.Leave != nil {
		s.opt.Leave(d.n)
	}
	s.out(d, r)
}

// out counts a driver out of a job, and closes the job after the last. s.mu is
// held.
func (s *Scheduler) out(d *driver, r *running) {
	if d.lot >= 0 {
		r.lots[d.lot].holders--
		d.lot = -1
	}
	r.present--
	if r.over() {
		s.stir()
		s.settle(r)
	}
}

// settle closes a job that is over and that nobody is at work on. s.mu is held.
func (s *Scheduler) settle(r *running) {
	if r.over() && r.present == 0 && !r.closed {
		r.closed = true
		close(r.end)
	}
}
