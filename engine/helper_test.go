package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestHelper gives shares to a helper that is awake, about to sleep or asleep,
// and sees that each is done exactly once.
func TestHelper(t *testing.T) {
	var all sync.WaitGroup
	h := startHelper(&all)
	var done atomic.Int64
	for n := range int64(3000) {
		var wg sync.WaitGroup
		wg.Add(1)
		h.give(func() {
			done.Add(1)
			wg.Done()
		})
		wg.Wait()
		if got := done.Load(); got != n+1 {
			t.Fatalf("%d shares done after %d were given", got, n+1)
		}
		switch n % 8 {
		case 0:
			time.Sleep(awake) // about when it goes to sleep
		case 1:
			time.Sleep(3 * awake)
		case 2:
			runtime.Gosched()
		case 3:
			h.rouse()
		case 4:
			time.Sleep(3 * awake)
			h.rouse()
		}
	}
	h.give(nil)
	all.Wait()
	if got := done.Load(); got != 3000 {
		t.Errorf("%d shares done, want 3000", got)
	}
}
