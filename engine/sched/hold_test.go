package sched_test

import (
	"errors"
	"sync/atomic"
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
		var closed atomic.Bool // the devices are to be held
		fails := &clockwork{fails: func(int) error {
			time.Sleep(time.Second) // the other has done the rest meanwhile
			closed.Store(true)
			return errors.New("out of luck")
		}}
		quick := &clockwork{item: time.Millisecond}
		opt := l.options()
		opt.Patience = time.Hour
		opt.Hold = func() {
			if closed.Load() {
				<-opened
			}
		}
		var calls atomic.Int64 // while they were to be held
		opt.Around = func(_ int, _ string, call func()) {
			select {
			case <-opened:
			default:
				if closed.Load() {
					calls.Add(1)
				}
			}
			call()
		}
		s := sched.New(list(fails, quick), nil, opt)
		job := l.job(1, 20, 0)
		done := make(chan error, 1)
		go func() { done <- s.Run(job) }()
		time.Sleep(time.Minute)
		if !closed.Load() || s.Stats()[0].Returned == 0 {
			t.Fatal("no device has lost anything")
		}
		if n := calls.Load(); n != 0 {
			t.Errorf("%d calls of devices that were to be held", n)
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
