package sched

import (
	"math"
	"time"

	"battscope/engine/device"
)

const (
	// target is how long a batch should take at least: much longer than it takes
	// to give one out, and short beside a person's glance at the screen.
	target = 2 * time.Millisecond
	// worth is below which time a batch is not made smaller for the sake of the
	// others: giving it out would cost more than they wait.
	worth = 100 * time.Microsecond
	// setups is how many times longer than its setup the items of a batch should
	// take.
	setups = 20
	// growth is how many times larger than the batch before a batch may be.
	growth = 4
	// fade is what share of their weight earlier measurements keep at each new one.
	fade = 0.8
	// portion is how many batches of a device should be left of its share of the
	// rest.
	portion = 2
)

// A pace is what is measured of a device: how long an item takes.
type pace struct {
	caps  device.Caps
	items float64 // fading sums
	spent float64 // seconds, setups left out
	last  int     // items of the batch before
}

// known reports whether anything is measured.
func (p *pace) known() bool { return p.items > 0 }

// item returns the seconds that an item takes.
func (p *pace) item() float64 {
	if p.items == 0 {
		return 0
	}
	return max(p.spent/p.items, 1e-9)
}

// add takes in a batch.
func (p *pace) add(items int, took time.Duration) {
	p.items = p.items*fade + float64(items)
	p.spent = p.spent*fade + max(took-p.caps.Setup, took/16).Seconds()
	p.last = items
}

// rate returns the items that the device does in a second in batches of its
// target time.
func (p *pace) rate() float64 {
	if p.items == 0 {
		return 0
	}
	n := float64(p.fill())
	return n / (p.caps.Setup.Seconds() + n*p.item())
}

// fill returns the items of a batch of the target time.
func (p *pace) fill() int {
	aim := max(target, setups*p.caps.Setup).Seconds()
	n := max(1, int(math.Ceil(min(aim/p.item(), 1<<30))))
	if p.caps.Max > 0 {
		n = min(n, p.caps.Max)
	}
	return n
}

// one returns the seconds that a batch of one item takes.
func (p *pace) one() float64 { return p.caps.Setup.Seconds() + p.item() }

// size returns the items of the next batch when left are to be done and there
// are others, which do rest items a second and of which the best does one item
// in best seconds. 0 says that these will be done with all that is left before
// this device would be with one item; that is never so of the fastest device.
func (p *pace) size(left int, rest, best float64, others int) int {
	if !p.known() {
		n := max(1, p.caps.First)
		if others > 0 {
			n = min(n, max(1, left/(portion*(others+1))))
		}
		return min(n, left)
	}
	n := min(p.fill(), max(growth*p.last, p.caps.First))
	if rest > 0 {
		own := p.rate()
		share := float64(left) * own / (own + rest) / portion
		if p.one() > 2*max(float64(left)/rest, best) {
			return 0
		}
		n = min(n, max(int(worth.Seconds()/p.item()), int(share), 1))
	}
	return max(1, min(n, left))
}
