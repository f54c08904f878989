package engine

import (
	"math/bits"
	"time"
)

// An auto decides for each stretch whether the workers evaluate it or the
// devices, by what both took on stretches of about its size. The zero auto knows
// nothing. The choice has no influence on results.
type auto struct {
	sizes [65]struct {
		workers, devices pacing
		since            int // stretches since the worse of the two was tried
	}
}

// A pacing is what evaluations took, walls of whole stretches.
type pacing struct {
	item float64 // seconds an evaluation; fading mean
	n    int     // stretches
}

// autoShare is what share of the time may go into trying again what measured
// worse: the work may have changed.
const autoShare = 0.03

// autoFade is the weight of the newest stretch in the mean.
const autoFade = 0.3

// devices reports whether a stretch of so many evaluations goes to the devices,
// of which one takes setup for a batch.
func (a *auto) devices(items int, setup time.Duration) bool {
	if items == 0 {
		return false
	}
	s := &a.sizes[bits.Len(uint(items))]
	better, worse := s.workers.item, s.devices.item
	onDevices := worse < better
	if onDevices {
		better, worse = worse, better
	}
	switch {
	case s.workers.n == 0:
		return false
	case s.devices.n == 0:
		// Not where the workers are through before a batch would have been given out.
		return s.workers.item*float64(items) > setup.Seconds()
	}
	if s.since++; float64(s.since)*better*autoShare > worse {
		s.since = 0
		return !onDevices
	}
	return onDevices
}

// took keeps what a stretch took.
func (a *auto) took(devices bool, items int, wall time.Duration) {
	if items == 0 {
		return
	}
	s := &a.sizes[bits.Len(uint(items))]
	p := &s.workers
	if devices {
		p = &s.devices
	}
	item := wall.Seconds() / float64(items)
	if p.n++; p.n > 1 {
		item = autoFade*item + (1-autoFade)*p.item
	}
	p.item = item
}
