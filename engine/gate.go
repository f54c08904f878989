package engine

import (
	"sync"
	"time"
)

// A gate lets the goroutines of a run be held between two pieces of work, and
// is the run's clock, which stands while all of them are held. It is safe for
// concurrent use.
type gate struct {
	mu       sync.Mutex
	open     sync.Cond
	shut     bool
	ended    bool
	finished bool // the clock stands for good
	active   int  // goroutines at work or held
	held     int

	errands []errand // that wait for all to be held; none are taken on once the run has ended
	doing   bool     // them

	start     time.Time
	stoppedAt time.Time     // when the last active goroutine was held; zero while the clock goes
	stopped   time.Duration // what the clock has stood in all, before stoppedAt
}

func newGate() *gate {
	g := &gate{start: time.Now(), active: 1}
	g.open.L = &g.mu
	return g
}

// elapsed returns the time on the run's clock.
func (g *gate) elapsed() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.elapsedLocked()
}

func (g *gate) elapsedLocked() time.Duration {
	now := time.Now()
	if !g.stoppedAt.IsZero() {
		now = g.stoppedAt
	}
	return now.Sub(g.start) - g.stopped
}

// paused returns how long the clock has stood.
func (g *gate) paused() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stoppedAt.IsZero() || g.finished {
		return g.stopped
	}
	return g.stopped + time.Since(g.stoppedAt)
}

// setActive says how many goroutines are at work from now on.
func (g *gate) setActive(n int) {
	g.mu.Lock()
	g.active = n
	g.stand()
	g.recount()
	g.mu.Unlock()
}

// join adds one goroutine to those at work.
func (g *gate) join() {
	g.mu.Lock()
	g.active++
	g.mu.Unlock()
}

// leave takes one goroutine out of those at work.
func (g *gate) leave() {
	g.mu.Lock()
	g.active--
	g.stand()
	g.recount()
	g.mu.Unlock()
}

// stand stops the clock when all active goroutines are held.
func (g *gate) stand() {
	if g.shut && g.held > 0 && g.held >= g.active && g.stoppedAt.IsZero() {
		g.stoppedAt = time.Now()
	}
}

// pass holds its caller while the gate is shut, or an errand waits for others to
// be held.
func (g *gate) pass() {
	g.mu.Lock()
	for g.doing || (g.shut || g.wantLocked()) && !g.ended {
		g.held++
		g.stand()
		if g.wantLocked() && !g.doing && g.held >= g.active {
			g.runErrands()
		} else {
			g.open.Wait()
		}
		g.held--
	}
	g.mu.Unlock()
}

// isShut reports whether the run is paused.
func (g *gate) isShut() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.shut
}

func (g *gate) setShut(shut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended || g.finished || shut == g.shut {
		return
	}
	g.shut = shut
	if !shut {
		g.release()
	}
}

// end opens the gate for good: what is held goes on to see that the run is
// over.
func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.finished {
		return
	}
	g.ended, g.shut, g.errands = true, false, nil
	g.release()
}

func (g *gate) release() {
	if !g.stoppedAt.IsZero() {
		g.stopped += time.Since(g.stoppedAt)
		g.stoppedAt = time.Time{}
	}
	g.open.Broadcast()
}

// finish stops the clock for good.
func (g *gate) finish() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stoppedAt.IsZero() {
		g.stoppedAt = time.Now()
	}
	g.finished = true
}
