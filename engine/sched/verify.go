package sched

import (
	"errors"
	"fmt"

	"battscope/engine/device"
	"battscope/engine/value"
)

// errWrong is what a device is lost with whose result is not the interpreter's.
var errWrong = errors.New("it gives wrong results")

// share returns what share of the device's results is verified.
func (d *driver) share() float64 {
	if d.reserve {
		return 0
	}
	return max(d.s.opt.Verify, d.caps.Verify)
}

// verify asks the interpreter for a share of a batch's results too.
func (d *driver) verify(r *running, b *device.Batch) error {
	checked := int64(0)
	defer func() {
		d.s.mu.Lock()
		d.stat.Verified += checked
		d.s.mu.Unlock()
	}()
	for i := range b.Items {
		got := b.Results[i]
		if !got.Done || !chosen(b.Items[i], d.s.opt.Seed, d.share()) {
			continue
		}
		want, ok := d.ask(r, b.Items[i])
		b.Beat()
		if !ok || got.Fault == value.Deadline || want.Fault == value.Deadline {
			continue // the run is to end, or was cut by the clock
		}
		checked++
		if got != want {
			p := r.Work.Batt.Programs[b.Items[i].Program].Func.Name
			return fmt.Errorf("%w: %s on sample %d: %+v, the interpreter has %+v", errWrong, p, b.Items[i].Sample, got, want)
		}
	}
	return nil
}

// ask evaluates one item on the interpreter.
func (d *driver) ask(r *running, item device.Item) (device.Result, bool) {
	if d.checker == nil {
		d.checker = device.NewReference("verify")
	}
	if d.checked != r.Work {
		d.checked = r.Work
		if err := d.checker.Load(r.Work); err != nil {
			return device.Result{}, false
		}
	}
	b := device.Batch{Items: []device.Item{item}, Results: make([]device.Result, 1)}
	if err := d.checker.Eval(&b); err != nil {
		return device.Result{}, false
	}
	return b.Results[0], b.Results[0].Done
}

// chosen reports whether an item is of the share that is verified. It mixes the
// bits as splitmix64 does (Steele, Lea, Flood, OOPSLA 2014).
func chosen(item device.Item, seed uint64, share float64) bool {
	x := seed + uint64(uint32(item.Program))<<32 | uint64(uint32(item.Sample))
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11)/(1<<53) < share
}
