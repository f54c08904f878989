package main

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/strategy"
	"battscope/gpu/kernel"
	"battscope/ui/draw"
)

// measured is what one device was measured at.
type measured struct {
	Round   time.Duration `json:"round_ns"`      // a batch of one trivial item: the median
	PerItem time.Duration `json:"per_item_ns"`   // of the seed pool in large batches
	Rate    float64       `json:"items_per_sec"` // of the seed pool
	Items   int           `json:"items"`         // that were measured
	Refused int           `json:"refused"`       // of these, which the interpreter would have to do

	Bytes    int64         `json:"transfer_bytes"` // cells of outputs that came back
	Transfer time.Duration `json:"transfer_ns"`    // which that took

	Pairs    int           `json:"compared_pairs,omitempty"` // that the comparing kernel compared, of 30×30 cells each
	Compared time.Duration `json:"compared_ns,omitempty"`    // which that took, copies included

	Sizes []sizeMeasured `json:"batch_sizes"` // ascending; of the tour's first task
	Wins  int            `json:"wins_from"`   // size from which on it is quicker than all processors; 0 is none
}

// A sizeMeasured is what a batch of some size takes: medians.
type sizeMeasured struct {
	Items  int           `json:"items"`
	Device time.Duration `json:"device_ns"`
	// Interp is the interpreter's, on one processor.
	Interp time.Duration `json:"interp_ns"`
}

// builtInWork returns the pool of a built-in scenario on its first task.
func (a *app) builtInWork(scenario string) (*device.Work, error) {
	files, err := scenarioFiles(scenario)
	if err != nil {
		return nil, err
	}
	in, err := (&engine.Source{BuiltIn: files}).Load(a.table)
	if err != nil {
		return nil, err
	}
	w := &device.Work{Batt: batt.Compile(a.table, in.Programs), Limits: interp.Limits{Fuel: strategy.Default().Fuel}, Stop: new(atomic.Bool)}
	for _, s := range append(in.Tasks[0].Demo, in.Tasks[0].Test...) {
		w.Samples = append(w.Samples, device.Sample{In: s.In, Out: s.Out})
	}
	return w, nil
}

// measureDevice opens one device and measures it for some tenths of a second.
func (a *app) measureDevice(name string, w, many *device.Work) (*measured, error) {
	names, err := strategy.ParseDevices(name)
	if err != nil {
		return nil, err
	}
	devices, _, err := a.opener().Open(names, 1)
	if err != nil {
		return nil, err
	}
	d := devices[0]
	m, err := measureOpen(d, w, many)
	if e := d.Close(); err == nil && e != nil {
		err = fmt.Errorf("close %s: %w", d.Name(), e)
	}
	return m, err
}

func measureOpen(d device.Device, w, many *device.Work) (*measured, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if o, ok := d.(device.Opener); ok {
		if err := o.Open(); err != nil {
			return nil, err
		}
	}
	if err := d.Load(w); err != nil {
		return nil, err
	}
	var items []device.Item
	for k := range w.Samples {
		for p := range w.Batt.Programs {
			items = append(items, device.Item{Program: int32(p), Sample: int32(k)})
		}
	}
	results := make([]device.Result, len(items))
	var rounds []time.Duration
	for range 51 {
		began := time.Now()
		if err := d.Eval(&device.Batch{Items: items[:1], Results: results[:1]}); err != nil {
			return nil, err
		}
		rounds = append(rounds, time.Since(began))
	}
	m := &measured{Round: median(rounds)}
	var took time.Duration
	for began := time.Now(); took < 200*time.Millisecond; took = time.Since(began) {
		if err := d.Eval(&device.Batch{Items: items, Results: results}); err != nil {
			return nil, err
		}
		m.Items += len(items)
		for i := range results {
			if results[i].Refused {
				m.Refused++
			}
		}
	}
	m.PerItem = took / time.Duration(m.Items)
	m.Rate = float64(m.Items) / took.Seconds()
	if err := m.transfer(d, items, w); err != nil {
		return nil, err
	}
	if err := m.compare(d); err != nil {
		return nil, err
	}
	return m, m.sizes(d, many)
}

// compare measures a card's comparing kernel.
func (m *measured) compare(d device.Device) error {
	c, ok := d.(*kernel.Device)
	if !ok {
		return nil
	}
	g := grid.New(30, 30, make([]int8, 900))
	pairs := make([]device.Sample, 4096)
	for n := range pairs {
		pairs[n] = device.Sample{In: g, Out: g}
	}
	began := time.Now()
	verdicts, err := c.Compare(pairs)
	m.Pairs, m.Compared = len(verdicts), time.Since(began)
	return err
}

// transfer measures how fast outputs come back.
func (m *measured) transfer(d device.Device, items []device.Item, w *device.Work) error {
	for range 20 {
		b := &device.Batch{Items: items, Results: make([]device.Result, len(items)), Outputs: &everyOutput{seen: map[outputKey]bool{}, bytes: &m.Bytes}}
		if err := d.Load(w); err != nil {
			return err
		}
		if err := d.Eval(b); err != nil {
			return err
		}
		m.Transfer += b.Transfer
	}
	return nil
}

type outputKey struct {
	sample int
	digest grid.Digest
}

// An everyOutput wants each output of a sample once, and counts its cells.
type everyOutput struct {
	seen  map[outputKey]bool
	bytes *int64
}

// Want implements device.Outputs.
func (e *everyOutput) Want(sample int, d grid.Digest) bool { return !e.seen[outputKey{sample, d}] }

// Keep implements device.Outputs.
func (e *everyOutput) Keep(sample int, d grid.Digest, g *grid.Grid) {
	e.seen[outputKey{sample, d}] = true
	*e.bytes += int64(len(g.Cells))
}

// sizes measures batches of growing size on the device and on the interpreter,
// which both begin anew each time: what they know of a sample would be no measure.
func (m *measured) sizes(d device.Device, w *device.Work) error {
	var items []device.Item
	for k := range w.Samples {
		for p := range w.Batt.Programs {
			items = append(items, device.Item{Program: int32(p), Sample: int32(k)})
		}
	}
	// What the device refuses takes it no time, and is no part of this.
	all := &device.Batch{Items: items, Results: make([]device.Result, len(items))}
	if err := d.Load(w); err != nil {
		return err
	}
	if err := d.Eval(all); err != nil {
		return err
	}
	items = nil
	for i, r := range all.Results {
		if r.Done {
			items = append(items, all.Items[i])
		}
	}
	ref := device.NewReference("doctor")
	defer ref.Close()
	for n := 1; n <= len(items); n *= 4 {
		s := sizeMeasured{Items: n}
		for _, v := range []struct {
			d    device.Device
			took *time.Duration
		}{{d, &s.Device}, {ref, &s.Interp}} {
			var list []time.Duration
			for range 7 {
				if err := v.d.Load(w); err != nil {
					return err
				}
				began := time.Now()
				if err := v.d.Eval(&device.Batch{Items: items[:n], Results: make([]device.Result, n)}); err != nil {
					return err
				}
				list = append(list, time.Since(began))
			}
			*v.took = median(list)
		}
		m.Sizes = append(m.Sizes, s)
	}
	m.Wins = m.wins(runtime.GOMAXPROCS(0))
	return nil
}

// transferText says how fast outputs come back.
func (m *measured) transferText() string {
	if m.Bytes == 0 || m.Transfer <= 0 {
		return "absent: it gave no outputs"
	}
	return fmt.Sprintf("%.3g MB/s of outputs' cells, %s bytes in all", float64(m.Bytes)/m.Transfer.Seconds()/1e6, count(m.Bytes))
}

// wins returns the size of the smallest measured batch from which on the device is
// quicker than so many processors; 0 when it is for none.
func (m *measured) wins(processors int) (items int) {
	for _, s := range m.Sizes {
		switch {
		case s.Device >= s.Interp/time.Duration(processors):
			items = 0
		case items == 0:
			items = s.Items
		}
	}
	return items
}

// winsText says from which batch on the device is quicker than the interpreter.
// That of several processors is reckoned from one.
func (m *measured) winsText(processors int) string {
	if len(m.Sizes) == 0 {
		return "absent: it refused every evaluation"
	}
	last := m.Sizes[len(m.Sizes)-1]
	all := last.Interp / time.Duration(processors)
	compared := fmt.Sprintf("%s evaluations take %s here, and ~%s the interpreter on %d processors", count(int64(last.Items)), draw.Duration(last.Device), draw.Duration(all), processors)
	if n := m.Wins; n > 0 {
		return fmt.Sprintf("from batches of %s on: %s", count(int64(n)), compared)
	}
	return "at no size that was measured: " + compared
}

// median returns the median of durations, which it sorts.
func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
