package sched

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
)

// A device is started again at most so often, and not when it fails within so
// short a time of the last start: it would fail again.
const (
	maxRestarts = 3
	minLife     = time.Minute
)

// event tells of a device. s.mu is held.
func (s *Scheduler) event(format string, args ...any) {
	if s.opt.Event != nil {
		s.opt.Event("device", fmt.Sprintf(format, args...))
	}
}

// open waits until the device is open, and reports whether it is. Meanwhile the
// others work.
func (d *driver) open() bool {
	o, ok := d.device.(device.Opener)
	if !ok {
		return true
	}
	err := guarded(o.Open)
	s := d.s
	s.mu.Lock()
	defer s.mu.Unlock()
	d.opening = false
	if err == nil {
		d.caps = d.device.Caps()
		d.pace.caps, d.stat.Label = d.caps, d.caps.Label
		return true
	}
	if s.closed {
		return false
	}
	d.lost = true
	d.stat.Failures++
	d.stat.State = probe.DeviceLost
	d.stat.Why, _, _ = strings.Cut(err.Error(), "\n")
	s.event("%s does not open: %s; the run goes on without it", d.stat.Name, d.stat.Why)
	go d.close()
	if r := s.job; r != nil && !s.anybody() && r.err == nil {
		r.err = fmt.Errorf("%w: the last, %s, does not open: %w", ErrNoDevice, d.stat.Name, err)
		s.settle(r)
	}
	s.stir()
	return false
}

// restarter returns what has the device anew after it was lost by err, or nil.
// s.mu is held.
func (d *driver) restarter(err error) device.Restarter {
	r, ok := d.device.(device.Restarter)
	if !ok || d.s.closed || errors.Is(err, errWrong) || d.stat.Restarts >= maxRestarts || !d.began.IsZero() && time.Since(d.began) < minLife {
		return nil
	}
	return r
}

// replace closes the device, which is lost, and puts another in its place where
// there is something to have it from.
func (d *driver) replace(from device.Restarter) {
	_ = d.close() // it has failed before
	if from == nil {
		return
	}
	var fresh device.Device
	err := guarded(func() (err error) { fresh, err = from.Restart(); return err })
	s := d.s
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil:
		if !s.closed {
			why, _, _ := strings.Cut(err.Error(), "\n")
			s.event("%s could not be started again: %s", d.stat.Name, why)
		}
	case s.closed:
		go fresh.Close()
	default:
		caps := fresh.Caps()
		n := &driver{s: s, n: d.n, device: fresh, caps: caps, ended: make(chan struct{}), pace: pace{caps: caps}, lot: -1, stat: d.stat, began: time.Now()}
		n.stat.State = probe.DeviceIdle
		n.stat.Restarts++
		s.drivers[d.n] = n
		s.event("%s was started again, for the %s of at most %d times", n.stat.Name, [maxRestarts + 1]string{"", "first", "second", "third"}[n.stat.Restarts], maxRestarts)
		go n.main()
		s.stir()
	}
}
