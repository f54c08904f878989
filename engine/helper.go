package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A helper is a goroutine that does one worker's shares when the run's own
// goroutine has some to give. It lives as long as the run: to wake a sleeper
// takes longer than many a stretch does. So it stays awake for a moment after
// each share, in case the next is near.
type helper struct {
	share  func()        // the last one given; nil ends the helper
	given  atomic.Uint32 // shares given so far; it comes after share
	asleep atomic.Bool
	wake   chan struct{} // one token for a helper that was found asleep
}

// awake is how long a helper waits for another share before it sleeps, and the
// run for its helpers.
const awake = 100 * time.Microsecond

// startHelper starts a helper that counts as one of all until it has ended.
func startHelper(all *sync.WaitGroup) *helper {
	h := &helper{wake: make(chan struct{}, 1)}
	all.Go(func() {
		for taken := uint32(0); ; taken++ {
			h.await(taken)
			share := h.share
			if share == nil {
				return
			}
			share()
		}
	})
	return h
}

// give lets the helper do share, which must not panic. The share before is done.
func (h *helper) give(share func()) {
	h.share = share
	h.given.Add(1)
	h.rouse()
}

// rouse wakes the helper when it sleeps, since a share is near.
func (h *helper) rouse() {
	if h.asleep.Swap(false) {
		h.wake <- struct{}{}
	}
}

// await returns when more than taken shares were given.
func (h *helper) await(taken uint32) {
	for {
		if h.watch(taken) {
			return
		}
		h.asleep.Store(true)
		if h.given.Load() != taken && h.asleep.Swap(false) {
			return // it was given before anybody could see the helper asleep
		}
		// Not every token comes with a share: a giver that was slow may have seen the
		// helper asleep after it had done the share.
		<-h.wake
	}
}

// watch stays awake for a moment, and reports whether a share was given.
func (h *helper) watch(taken uint32) bool {
	return attend(func() bool { return h.given.Load() != taken })
}

// attend stays awake for a moment until something is so, and reports whether it
// is.
func attend(so func() bool) bool {
	if runtime.GOMAXPROCS(0) < 2 {
		return so() // others need the processor
	}
	for began := time.Now(); time.Since(began) < awake; runtime.Gosched() {
		for range 64 {
			if so() {
				return true
			}
		}
	}
	return false
}

// helper returns the helper of worker k. It is for the run's own goroutine.
func (r *Run) helper(k int) *helper {
	for len(r.helpers) <= k {
		r.helpers = append(r.helpers, nil)
	}
	if r.helpers[k] == nil {
		r.helpers[k] = startHelper(&r.helping)
	}
	return r.helpers[k]
}

// rouse wakes the helpers that sleep.
func (r *Run) rouse() {
	for _, h := range r.helpers {
		if h != nil {
			h.rouse()
		}
	}
}

// dismiss ends the helpers and returns when they have ended.
func (r *Run) dismiss() {
	for _, h := range r.helpers {
		if h != nil {
			h.give(nil)
		}
	}
	r.helping.Wait()
}
