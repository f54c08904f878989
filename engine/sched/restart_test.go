package sched_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine/device"
	"battscope/engine/probe"
	"battscope/engine/sched"
)

// A renewable is a clockwork that fails at batch 3 and can be had anew.
type renewable struct {
	*clockwork
	starts *int
	fails  bool // to start again
}

func renew(item time.Duration, starts *int, fails bool) *renewable {
	return &renewable{&clockwork{name: "card", item: item, start: time.Now(), fails: func(batch int) error {
		if batch == 3 {
			return errors.New("out of luck")
		}
		return nil
	}}, starts, fails}
}

func (d *renewable) Restart() (device.Device, error) {
	time.Sleep(time.Second)
	if *d.starts++; d.fails {
		return nil, errors.New("gone for good")
	}
	return renew(d.item, d.starts, false), nil
}

// TestRestart sees that a device that fails is started again, three times at most
// and not when it fails soon after; and that each item has one result.
func TestRestart(t *testing.T) {
	for _, v := range []struct {
		name     string
		item     time.Duration // the third batch begins after at least ten of these
		fails    bool
		restarts int64
		starts   int
		said     string
	}{
		{"fails soon again", time.Second, false, 1, 1, "first of at most 3"},
		{"fails late", 20 * time.Second, false, 3, 3, "third of at most 3"},
		{"does not start", 20 * time.Second, true, 0, 1, "could not be started again: gone for good"},
	} {
		t.Run(v.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var l ledger
				starts := 0
				opt := l.options()
				opt.Patience = time.Hour
				slow := &clockwork{name: "slow", item: 5 * v.item, start: time.Now()}
				s := sched.New([]device.Device{renew(v.item, &starts, v.fails), slow}, nil, opt)
				for range 12 {
					if err := s.Run(l.job(2, 60, 0)); err != nil {
						t.Fatal(err)
					}
					l.check(t, 2, 60)
				}
				st := s.Stats()[0]
				if st.Restarts != v.restarts || starts != v.starts || st.Failures != min(v.restarts+1, 4) || st.State != probe.DeviceLost {
					t.Errorf("started %d times: %+v, want %d restarts and the loss", starts, st, v.restarts)
				}
				if all := strings.Join(l.events, "\n"); !strings.Contains(all, v.said) {
					t.Errorf("events %s, want %q", all, v.said)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A late is a clockwork that takes a while to open.
type late struct {
	*clockwork
	after  time.Duration
	err    error
	closed chan struct{}
}

func (d *late) Open() error {
	select {
	case <-time.After(d.after):
		return d.err
	case <-d.closed:
		return errors.New("closed")
	}
}

func (d *late) Close() error {
	close(d.closed)
	return d.clockwork.Close()
}

// TestLate sees that a job begins without a device that is not open yet, that it
// takes part once it is, and that one that does not open is named.
func TestLate(t *testing.T) {
	for _, v := range []struct {
		after time.Duration
		err   error
		takes bool
	}{{10 * time.Second, nil, true}, {time.Hour, nil, false}, {10 * time.Second, errors.New("no luck"), false}} {
		synctest.Test(t, func(t *testing.T) {
			var l ledger
			d := &late{&clockwork{name: "late", item: time.Second, start: time.Now()}, v.after, v.err, make(chan struct{})}
			s := sched.New([]device.Device{&clockwork{name: "early", item: time.Second, start: time.Now()}, d}, nil, l.options())
			began := time.Now()
			if err := s.Run(l.job(1, 60, 0)); err != nil {
				t.Fatal(err)
			}
			l.check(t, 1, 60)
			took := time.Since(began)
			if n := d.items.Load(); (n > 0) != v.takes || took > 70*time.Second {
				t.Errorf("after %v, %v: the late device did %d items; %v in all", v.after, v.err, n, took)
			}
			said := fmt.Sprint(l.events)
			if strings.Contains(said, "late does not open: no luck") != (v.err != nil) {
				t.Errorf("events %s", said)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
