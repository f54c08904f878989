package sched_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/op"
	"battscope/engine/sched"
)

// A clockwork is a device on a virtual clock: an item takes item, a batch setup
// more. Its results say which item they are of.
type clockwork struct {
	name        string
	item, setup time.Duration
	dear        int32 // programs below it take a hundred times longer
	refuses     func(device.Item) bool
	fails       func(batch int) error // may hang
	cannot      bool
	whole, calm bool

	batches int
	items   atomic.Int64
	ended   time.Duration // when the last batch ended
	closed  atomic.Bool
	start   time.Time
}

func (d *clockwork) Name() string { return d.name }

func (d *clockwork) Caps() device.Caps {
	return device.Caps{Label: "CLOCKWORK", First: 4, Setup: d.setup, Whole: d.whole, Calm: d.calm}
}

func (d *clockwork) Load(*device.Work) error {
	if d.cannot {
		return fmt.Errorf("%w: clockwork", device.ErrUnsupported)
	}
	return nil
}

func (d *clockwork) Eval(b *device.Batch) error {
	d.batches++
	if d.fails != nil {
		if err := d.fails(d.batches); err != nil {
			return err
		}
	}
	time.Sleep(d.setup)
	for i, it := range b.Items {
		if b.Cut() {
			break
		}
		if d.refuses != nil && d.refuses(it) {
			b.Results[i] = device.Result{Refused: true}
			continue
		}
		if it.Program < d.dear {
			time.Sleep(100 * d.item)
		} else {
			time.Sleep(d.item)
		}
		b.Results[i] = device.Result{Done: true, Cost: cost(it)}
		d.items.Add(1)
		b.Beat()
	}
	d.ended = time.Since(d.start)
	return nil
}

func (d *clockwork) Close() error { d.closed.Store(true); return nil }

func cost(it device.Item) int64 { return int64(it.Sample)<<32 | int64(it.Program) }

// A ledger holds a job to its promise: each item accepted once.
type ledger struct {
	mu     sync.Mutex
	seen   map[device.Item]int
	events []string
}

func (l *ledger) job(samples, programs, single int) sched.Job {
	l.seen = map[device.Item]int{}
	order := make([]int32, programs)
	for p := range order {
		order[p] = int32(p)
	}
	job := sched.Job{Work: &device.Work{Batt: batt.Compile(op.NewTable(), nil), Stop: new(atomic.Bool)}}
	for k := range samples {
		job.Lots = append(job.Lots, sched.Lot{Sample: int32(k), Programs: order, Single: single})
	}
	add := func(sign int) func(int, []device.Item, []device.Result) error {
		return func(_ int, items []device.Item, results []device.Result) error {
			l.mu.Lock()
			defer l.mu.Unlock()
			for i, it := range items {
				if results[i].Cost != cost(it) || !results[i].Done {
					return fmt.Errorf("item %v has the result %+v", it, results[i])
				}
				l.seen[it] += sign
			}
			return nil
		}
	}
	job.Accept = add(1)
	job.Revoke = func(d int, items []device.Item, results []device.Result) { _ = add(-1)(d, items, results) }
	return job
}

func (l *ledger) check(t *testing.T, samples, programs int) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for k := range samples {
		for p := range programs {
			if n := l.seen[device.Item{Program: int32(p), Sample: int32(k)}]; n != 1 {
				t.Fatalf("program %d on sample %d has %d results, want 1", p, k, n)
			}
		}
	}
}

func (l *ledger) options() sched.Options {
	return sched.Options{Patience: 10 * time.Second, Event: func(kind, text string) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.events = append(l.events, kind+": "+text)
	}}
}

func list(devices ...*clockwork) []device.Device {
	var l []device.Device
	for n, d := range devices {
		if d.name == "" {
			d.name = fmt.Sprint("clockwork:", n)
		}
		d.start = time.Now()
		l = append(l, d)
	}
	return l
}
