package sched_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/op"
	"battscope/engine/probe"
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

// TestShare sees devices of speeds 1:2:4:8 end together, within a tenth of the
// time that they would need without any loss, on work of several shapes.
func TestShare(t *testing.T) {
	for _, v := range []struct {
		name                      string
		samples, programs, single int
		setup                     time.Duration
		jobs                      int
	}{
		{name: "one job", samples: 6, programs: 500, jobs: 1},
		{name: "many jobs", samples: 4, programs: 300, jobs: 8},
		{name: "with setup", samples: 6, programs: 2000, setup: time.Millisecond, jobs: 2},
		{name: "dear first", samples: 5, programs: 800, single: 2, jobs: 2},
	} {
		t.Run(v.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var devices []*clockwork
				rate := 0.0
				for _, speed := range []time.Duration{1, 2, 4, 8} {
					d := &clockwork{item: 8 * time.Millisecond / speed, setup: v.setup, dear: int32(v.single), calm: v.jobs == 2}
					rate += 1 / d.item.Seconds()
					devices = append(devices, d)
				}
				var l ledger
				s := sched.New(list(devices...), nil, l.options())
				began := time.Now()
				for range v.jobs {
					if err := s.Run(l.job(v.samples, v.programs, v.single)); err != nil {
						t.Fatal(err)
					}
					l.check(t, v.samples, v.programs)
				}
				took := time.Since(began).Seconds()
				items := float64(v.jobs * v.samples * (v.programs + 99*v.single))
				if ideal := items / rate; took > 1.1*ideal {
					t.Errorf("%d items took %.3f s, want at most a tenth more than %.3f s; %s", int(items), took, ideal, shares(s.Stats()))
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func shares(stats []probe.Device) string {
	var parts []string
	for _, d := range stats {
		parts = append(parts, fmt.Sprintf("%s: %d items in %d batches of %d..%d, busy %v, idle %v", d.Name, d.Items, d.Batches, d.MinBatch, d.MaxBatch, d.Busy, d.Idle))
	}
	return strings.Join(parts, "; ")
}

// TestLost fails one of four devices at a random batch, a hundred times.
func TestLost(t *testing.T) {
	for seed := range uint64(100) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 5))
			at, which := 1+r.IntN(12), r.IntN(4)
			var devices []*clockwork
			for range 4 {
				devices = append(devices, &clockwork{item: time.Duration(1+r.IntN(8)) * time.Millisecond})
			}
			devices[0].calm = seed%3 == 0
			panics := r.IntN(2) == 0
			devices[which].fails = func(batch int) error {
				if batch == at {
					if panics {
						panic("a defect")
					}
					return errors.New("out of luck")
				}
				return nil
			}
			var l ledger
			s := sched.New(list(devices...), nil, l.options())
			for range 3 {
				if err := s.Run(l.job(5, 100, 0)); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				l.check(t, 5, 100)
			}
			failed := devices[which].batches >= at
			st := s.Stats()[which]
			if failed != (st.State == probe.DeviceLost) || failed != (st.Failures == 1) || failed && (len(l.events) != 1 || !strings.Contains(l.events[0], st.Name)) {
				t.Errorf("seed %d: %d batches, failure at %d: %+v, events %q", seed, devices[which].batches, at, st, l.events)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			synctest.Wait()
			if !devices[which].closed.Load() {
				t.Error("the lost device was not closed")
			}
		})
	}
}

// TestEqual shares a few items out among many equal devices, and among devices
// that change their pace from batch to batch: none may wait for another that
// waits for it.
func TestEqual(t *testing.T) {
	for seed := range uint64(50) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 9))
			var devices []*clockwork
			for n := range 2 + r.IntN(7) {
				d := &clockwork{item: time.Millisecond, calm: seed%4 < 2}
				r := rand.New(rand.NewPCG(seed, uint64(n)))
				if seed%2 == 1 {
					d.fails = func(int) error { d.item = time.Duration(1+r.IntN(20)) * time.Millisecond / 4; return nil }
				}
				devices = append(devices, d)
			}
			var l ledger
			s := sched.New(list(devices...), nil, l.options())
			for range 6 {
				k, p := 1+r.IntN(3), 1+r.IntN(60)
				if err := s.Run(l.job(k, p, 0)); err != nil {
					t.Fatal(err)
				}
				l.check(t, k, p)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestBatchSize sees that a size that is asked for is kept to.
func TestBatchSize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l ledger
		opt := l.options()
		opt.Batch = 7
		s := sched.New(list(&clockwork{item: time.Millisecond}, &clockwork{item: time.Second}), nil, opt)
		if err := s.Run(l.job(3, 100, 2)); err != nil {
			t.Fatal(err)
		}
		l.check(t, 3, 100)
		for _, st := range s.Stats() {
			if st.Batches > 0 && st.MaxBatch > 7 {
				t.Errorf("%+v, want batches of at most 7", st)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestAllButOne fails three devices of four at once, then all of them: the
// reserve does the rest.
func TestAllButOne(t *testing.T) {
	for _, keep := range []int{1, 0} {
		synctest.Test(t, func(t *testing.T) {
			var devices []*clockwork
			for n := range 4 {
				d := &clockwork{item: time.Millisecond}
				if n >= keep {
					d.fails = func(batch int) error {
						if batch < 2 {
							return nil
						}
						return errors.New("gone")
					}
				}
				devices = append(devices, d)
			}
			reserve := &clockwork{name: "reserve", item: time.Millisecond, whole: true}
			var l ledger
			s := sched.New(list(devices...), list(reserve), l.options())
			if err := s.Run(l.job(4, 200, 0)); err != nil {
				t.Fatal(err)
			}
			l.check(t, 4, 200)
			if (reserve.items.Load() > 0) != (keep == 0) {
				t.Errorf("with %d devices kept the reserve did %d items", keep, reserve.items.Load())
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestNone sees that a job that nobody can do ends with an error.
func TestNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := func(int) error { return errors.New("gone") }
		var l ledger
		s := sched.New(list(&clockwork{fails: gone}), list(&clockwork{fails: gone, whole: true}), l.options())
		for range 2 {
			if err := s.Run(l.job(1, 10, 0)); !errors.Is(err, sched.ErrNoDevice) {
				t.Errorf("Run = %v, want ErrNoDevice", err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestCalm sees that a device that is worked by who calls Run waits for one that
// hangs, and does its work then.
func TestCalm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		forever := make(chan struct{})
		var l ledger
		calm := &clockwork{item: time.Millisecond, calm: true}
		s := sched.New(list(calm, &clockwork{fails: func(int) error { <-forever; return nil }}), nil, l.options())
		for range 3 {
			if err := s.Run(l.job(2, 30, 0)); err != nil {
				t.Fatal(err)
			}
			l.check(t, 2, 30)
		}
		if n := calm.items.Load(); n != 180 || len(l.events) != 1 {
			t.Errorf("the calm device did %d of 180 items; events %q", n, l.events)
		}
		close(forever)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestHang sees that a device that stands still is cut once it shows no progress
// for as long as the options say, that a slow one is not, and that what a cut
// device gives later is dropped.
func TestHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wake := make(chan struct{})
		hangs := &clockwork{name: "hangs", item: time.Millisecond, fails: func(batch int) error {
			if batch == 3 {
				<-wake
			}
			return nil
		}}
		slow := &clockwork{name: "slow", item: 6 * time.Second}
		var l ledger
		s := sched.New(list(hangs, slow), nil, l.options())
		began := time.Now()
		if err := s.Run(l.job(1, 40, 0)); err != nil {
			t.Fatal(err)
		}
		l.check(t, 1, 40)
		if st := s.Stats()[0]; st.State != probe.DeviceLost || !strings.Contains(st.Why, "hangs") {
			t.Errorf("the device that hangs is %+v", st)
		}
		if len(l.events) != 1 {
			t.Errorf("events %q, want the hang alone", l.events)
		}
		if took := time.Since(began); took < 10*time.Second {
			t.Errorf("the hang was cut after %v", took)
		}
		close(wake)
		synctest.Wait()
		l.check(t, 1, 40)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestRefused sees that what devices refuse is done by the reserve, and counted.
func TestRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		odd := func(it device.Item) bool { return it.Program%2 == 1 }
		picky := []*clockwork{{item: time.Millisecond, refuses: odd}, {item: 2 * time.Millisecond, refuses: odd}, {item: time.Millisecond, cannot: true}}
		reserve := &clockwork{name: "reserve", item: time.Millisecond, whole: true}
		var l ledger
		s := sched.New(list(picky...), list(reserve), l.options())
		if err := s.Run(l.job(3, 60, 0)); err != nil {
			t.Fatal(err)
		}
		l.check(t, 3, 60)
		st := s.Stats()
		if got := st[0].Refused + st[1].Refused; got != 90 || reserve.items.Load() != 90 {
			t.Errorf("%d items were refused and %d done by the reserve, want half of 180", got, reserve.items.Load())
		}
		if st[2].Items != 0 || st[2].State == probe.DeviceLost {
			t.Errorf("the device that can do nothing of the work: %+v", st[2])
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestStop sees that a job ends soon after its stop, with devices at work,
// waiting and hanging.
func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		forever := make(chan struct{})
		var l ledger
		devices := []*clockwork{{item: time.Millisecond}, {item: time.Second}, {fails: func(int) error { <-forever; return nil }}}
		s := sched.New(list(devices...), nil, l.options())
		job := l.job(2, 10_000, 0)
		began := time.Now()
		go func() {
			time.Sleep(time.Second)
			job.Work.Stop.Store(true)
		}()
		if err := s.Run(job); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("the job went on for %v after its stop", took-time.Second)
		}
		close(forever)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestIdle sees that the time that a device waits while others work is counted.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l ledger
		slow := &clockwork{item: time.Second}
		quick := &clockwork{item: time.Millisecond}
		s := sched.New(list(slow, quick), nil, l.options())
		if err := s.Run(l.job(1, 9, 0)); err != nil {
			t.Fatal(err)
		}
		if st := s.Stats(); st[1].Idle < 900*time.Millisecond || st[0].Idle > 50*time.Millisecond {
			t.Errorf("idle for %v and %v, want none and most of the slow device's first batch", st[0].Idle, st[1].Idle)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
