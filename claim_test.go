package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"battscope/engine"
	"battscope/ui"
	"battscope/ui/compareview"
)

// TestClaim has many want the claim at once: one at a time has it, and the others
// hear from that one.
func TestClaim(t *testing.T) {
	c := new(claim)
	var within, had atomic.Int64
	var wg sync.WaitGroup
	for n := range 8 {
		why := errContest
		if n%2 == 0 {
			why = errCapture
		}
		wg.Go(func() {
			for range 1000 {
				switch err := c.take(why); err {
				case nil:
					if within.Add(1) != 1 {
						t.Error("two have the claim")
					}
					had.Add(1)
					within.Add(-1)
					c.leave()
				case errContest, errCapture:
				default:
					t.Errorf("refused by %v", err)
				}
			}
		})
	}
	wg.Wait()
	if had.Load() == 0 {
		t.Error("nobody had it")
	}
	if err := c.take(errContest); err != nil {
		t.Errorf("at the end it is not free: %v", err)
	}
}

// TestContestOrCapture begins a contest and a capture at the same moment, again
// and again: one of them begins, and the other hears why it cannot.
func TestContestOrCapture(t *testing.T) {
	ar := ring(t)
	dir := t.TempDir()
	run, _ := ar.book.atWork()
	ar.claim = new(claim)
	eye := &camera{present: func() (*engine.Run, string) { return run, dir }, guard: ui.NewGuard(), claim: ar.claim}
	ended := 0
	for range 10 {
		var contest, capture error
		start := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			<-start
			contest = ar.Begin(compareview.Plan{Settings: []string{"phase4b", "best"}, Pairs: 1})
		})
		wg.Go(func() {
			<-start
			capture = eye.Start(ui.Shot{Kinds: []string{"heap"}})
		})
		close(start)
		wg.Wait()
		switch {
		case contest == nil && capture == errContest:
			if err := ar.close(); err != nil {
				t.Error(err)
			}
		case capture == nil && contest == errCapture:
			ended++
			eye.Stop()
			eye.settled(t, ended)
		default:
			t.Fatalf("the contest: %v; the capture: %v", contest, capture)
		}
	}
	// Afterwards either may begin: after a capture that cannot, after one that has
	// ended, and after a contest.
	written := dir
	dir = filepath.Join(dir, "nowhere")
	if err := eye.Start(ui.Shot{Kinds: []string{"trace"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("a capture into no folder: %v", err)
	}
	dir = written
	plan := compareview.Plan{Settings: []string{"phase4b", "best"}, Pairs: 1}
	for n := range 2 {
		if err := ar.Begin(plan); err != nil {
			t.Fatalf("contest %d: %v", n, err)
		}
		ar.close()
		if err := eye.Start(ui.Shot{Kinds: []string{"heap"}}); err != nil {
			t.Fatalf("capture %d: %v", n, err)
		}
		if err := eye.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
