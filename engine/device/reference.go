package device

import (
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/value"
)

// A Reference is the interpreter as a device: what it gives is what every other
// device must give. It works on the caller's memory.
type Reference struct {
	name    string
	machine *interp.Machine
	work    *Work
	batt    *batt.Batt // that the machine works on; the Work may have been changed since
	limits  interp.Limits
	stop    *atomic.Bool
	values  bool
	sample  int32 // in the machine; -1 is none
	closed  atomic.Bool
}

var _ Device = (*Reference)(nil)

// NewReference returns the interpreter as a device called name.
func NewReference(name string) *Reference { return &Reference{name: name, sample: -1} }

// Name implements Device.
func (d *Reference) Name() string { return d.name }

// Caps implements Device.
func (d *Reference) Caps() Caps { return Caps{Label: "CPU", First: 16, Whole: true, Calm: true} }

// Load implements Device.
func (d *Reference) Load(w *Work) error {
	switch {
	case d.machine == nil || d.limits != w.Limits || d.stop != w.Stop:
		d.machine = interp.NewMachine(w.Batt, w.Limits, w.Stop)
		fallthrough
	case d.batt != w.Batt || d.values != w.Values:
		d.machine.ShareValues(w.Values && !w.Alone)
		d.machine.Use(w.Batt)
	}
	d.batt, d.values = w.Batt, w.Values
	d.work, d.limits, d.stop, d.sample = w, w.Limits, w.Stop, -1
	return nil
}

// Eval implements Device.
func (d *Reference) Eval(b *Batch) error {
	m := d.machine
	before := m.Work()
	defer func() {
		now := m.Work()
		b.Nodes = interp.Work{Reached: now.Reached - before.Reached, Evaluated: now.Evaluated - before.Evaluated, Equal: now.Equal - before.Equal}
	}()
	for i, item := range b.Items {
		if b.Cut() || d.closed.Load() {
			return nil
		}
		s := &d.work.Samples[item.Sample]
		if item.Sample != d.sample || d.work.Alone {
			m.Load(s.In)
			d.sample = item.Sample
		}
		var began time.Time
		if i == b.Timed {
			began = time.Now()
		}
		res := m.Run(int(item.Program))
		if i == b.Timed {
			b.Took = time.Since(began)
		}
		if res.Fault == value.Stopped {
			return nil
		}
		r := &b.Results[i]
		*r = Result{Done: true, Fault: res.Fault, Line: int32(res.Line), Cost: res.Cost}
		if res.Fault == value.NoFault {
			r.Out = interp.DigestOf(res.Out)
			r.Match = s.Out != nil && interp.Equal(res.Out, s.Out)
			if b.Outputs != nil && b.Outputs.Want(int(item.Sample), r.Out) {
				began := time.Now()
				b.Outputs.Keep(int(item.Sample), r.Out, interp.ToGrid(res.Out))
				b.Transfer += time.Since(began)
			}
		}
		b.Beat()
	}
	return nil
}

// Close implements Device: an evaluation at work ends with its present item.
func (d *Reference) Close() error {
	d.closed.Store(true)
	return nil
}
