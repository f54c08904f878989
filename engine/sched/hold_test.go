package sched_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine/sched"
)

// TestHold holds all devices at the moment when what one has lost wakes another that
// had nothing to do: that one is held before its call, as all are.
func TestHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l ledger
		opened := make(chan struct{})
		var closed time.Time // when the devices were to be held; zero before
		fails := &clockwork{fails: func(int) error {
			time.Sleep(time.Second) // the other has done the rest meanwhile
			closed = time.Now()
			return errors.New("out of luck")
		}}
		quick := &clockwork{item: time.Millisecond}
		opt := l.options()
		opt.Patience = time.Hour
		opt.Hold = func() {
			if !closed.IsZero() {
				<-opened
			}
		}
		calls := 0 // while they were to be held
		opt.Around = func(_ int, _ string, call func()) {
			select {
			case <-opened:
			default:
				if !closed.IsZero() {
					calls++
				}
			}
			call()
		}
		s := sched.New(list(fails, quick), nil, opt)
		job := l.job(1, 20, 0)
		done := make(chan error, 1)
		go func() { done <- s.Run(job) }()
		time.Sleep(time.Minute)
		if closed.IsZero() || s.Stats()[0].Returned == 0 {
			t.Fatal("no device has lost anything")
		}
		if calls != 0 {
			t.Errorf("%d calls of devices that were to be held", calls)
		}
		close(opened)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		l.check(t, 1, 20)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
