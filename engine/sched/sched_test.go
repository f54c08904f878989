package sched_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine/probe"
	"battscope/engine/sched"
)

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
