// Package host makes devices of the CPU, in Go: each with memory, a queue and
// faults of its own, as a card has them. They give what the interpreter gives,
// so that all that is about many devices is exercised on any machine.
package host

import (
	"fmt"
	"sync/atomic"
	"time"

	"battscope/engine/device"
	"battscope/engine/grid"
)

// A Fault is what a test makes of a call of Eval, counted from 1: an error fails
// it, a wait hangs it, and it may change the results, which are those of the
// device's own memory. It is called after the items were evaluated.
type Fault func(call int64, b *device.Batch) error

// A Device is one host device.
type Device struct {
	name  string
	fault Fault
	unit  *device.Reference

	work    device.Work // in the device's own memory, as items and results are
	items   []device.Item
	results []device.Result
	calls   int64
	closed  atomic.Bool
}

var _ device.Device = (*Device)(nil)

// New returns host device n; a nil fault is none.
func New(n int, fault Fault) *Device {
	name := fmt.Sprintf("host:%d", n)
	return &Device{name: name, fault: fault, unit: device.NewReference(name)}
}

// Name implements device.Device.
func (d *Device) Name() string { return d.name }

// Caps implements device.Device.
func (d *Device) Caps() device.Caps {
	caps := d.unit.Caps()
	caps.Label, caps.Calm = "CPU", d.fault == nil
	return caps
}

// Load implements device.Device: it copies the samples.
func (d *Device) Load(w *device.Work) error {
	d.work = *w
	d.work.Samples = make([]device.Sample, len(w.Samples))
	for k, s := range w.Samples {
		d.work.Samples[k] = device.Sample{In: clone(s.In), Out: clone(s.Out)}
	}
	return d.unit.Load(&d.work)
}

func clone(g *grid.Grid) *grid.Grid {
	if g == nil {
		return nil
	}
	return grid.New(g.H, g.W, append([]int8(nil), g.Cells...))
}

// Eval implements device.Device: it copies the items in, evaluates, and copies
// the results out.
func (d *Device) Eval(b *device.Batch) error {
	d.calls++
	began := time.Now()
	own := b.Copy(d.items[:0], d.results[:0])
	d.items, d.results = own.Items, own.Results
	in := time.Since(began)
	err := d.unit.Eval(own)
	if err == nil && d.fault != nil {
		err = d.fault(d.calls, own)
	}
	switch {
	case err != nil:
		return err
	case d.closed.Load():
		return fmt.Errorf("%s was closed", d.name)
	}
	began = time.Now()
	copy(b.Results, own.Results)
	b.Transfer = in + time.Since(began) + own.Transfer
	b.Nodes, b.Took = own.Nodes, own.Took
	return nil
}

// Close implements device.Device.
func (d *Device) Close() error {
	d.closed.Store(true)
	return d.unit.Close()
}
