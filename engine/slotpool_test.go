package engine

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

// nested queues samples jobs, each of which calls one job of its own.
func nested(slots, samples int) (calls int64, err error) {
	p := newSlotPool(slots)
	var n atomic.Int64
	hold := make(chan struct{})
	for k := range samples {
		p.submit(fmt.Sprintf("sample %d", k), func(j *poolJob) {
			<-hold // all samples are queued first
			_ = p.call(j, fmt.Sprintf("call of sample %d", k), func(*poolJob) { n.Add(1) })
		})
	}
	close(hold)
	err = p.wait()
	return n.Load(), err
}

// TestStall sees that nested jobs stall exactly when they hold all slots, each
// time, and that the message names who holds them.
func TestStall(t *testing.T) {
	for range 50 {
		calls, err := nested(4, 5)
		if err == nil {
			t.Fatalf("4 slots and 5 samples went through with %d calls", calls)
		}
		for _, part := range []string{"stalled", "4 slots", "sample 0", "sample 3", "call of sample 0", "sample 4"} {
			if !strings.Contains(err.Error(), part) {
				t.Fatalf("%q does not name %q", err, part)
			}
		}
	}
	for _, samples := range []int{1, 2, 3} {
		if calls, err := nested(4, samples); err != nil || calls != int64(samples) {
			t.Errorf("4 slots, %d samples: %d calls, %v", samples, calls, err)
		}
	}
}
