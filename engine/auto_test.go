package engine

import (
	"testing"
	"time"
)

// TestAuto runs stretches of many sizes on workers and devices whose pace is
// known, and sees that together they take at most a tenth more than by the better
// of the two for each, and what one try of the other costs.
func TestAuto(t *testing.T) {
	const item, setup, onDevice = 2 * time.Microsecond, 500 * time.Microsecond, 200 * time.Nanosecond
	wall := func(devices bool, items int) time.Duration {
		if devices {
			return setup + time.Duration(items)*onDevice
		}
		return time.Duration(items) * item
	}
	var a auto
	for _, items := range []int{1, 100, 200, 1000, 20_000, 300_000} {
		var took, best, tries time.Duration
		for n := range 500 {
			d := a.devices(items, setup)
			w := wall(d, items)
			a.took(d, items, w)
			took += w
			best += min(wall(true, items), wall(false, items))
			if n < 2 {
				tries += w
			}
		}
		if limit := best + best/10 + tries; took > limit {
			t.Errorf("%d evaluations: %v, the better takes %v", items, took, best)
		}
	}
	if a.devices(0, setup) {
		t.Error("no evaluations go to the devices")
	}
}

// TestAutoChanges sees that auto goes over when the devices have become slow, and
// back.
func TestAutoChanges(t *testing.T) {
	var a auto
	for _, device := range []time.Duration{time.Microsecond, 100 * time.Microsecond, time.Microsecond} {
		onDevices := 0
		for n := range 2000 {
			d := a.devices(1000, 0)
			wall := 10 * time.Millisecond
			if d {
				wall = 1000 * device
			}
			a.took(d, 1000, wall)
			if n >= 1000 && d {
				onDevices++
			}
		}
		if fast := device < 10*time.Microsecond; fast && onDevices < 950 || !fast && onDevices > 50 {
			t.Errorf("devices at %v an evaluation had %d of 1000 stretches", device, onDevices)
		}
	}
}
