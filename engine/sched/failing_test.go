package sched_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
	"battscope/engine/sched"
)

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
