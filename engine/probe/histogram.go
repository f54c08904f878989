package probe

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// A Histogram counts durations by size: each octave in eight equal parts, so
// that a quantile is wrong by at most a sixteenth of itself. One goroutine adds,
// any may read. The zero Histogram is empty.
//
// The layout is that of HdrHistogram (Gil Tene), with three significant bits.
type Histogram struct {
	counts [octaves * parts]atomic.Int64
	max    atomic.Int64 // ns
}

const (
	octaves  = 42 // up to 2^44 ns, five hours; what is longer counts as that
	partBits = 3
	parts    = 1 << partBits
)

// Add counts a duration that stands for n of its kind: one call that was timed
// out of n that were made.
func (h *Histogram) Add(d time.Duration, n int64) {
	h.counts[bucket(d)].Add(n)
	if int64(d) > h.max.Load() {
		h.max.Store(int64(d))
	}
}

// bucket returns the number of the part that d falls into. Below 8 ns each
// nanosecond has one.
func bucket(d time.Duration) int {
	x := uint64(max(d, 0))
	if x < parts {
		return int(x)
	}
	octave := bits.Len64(x) - partBits // 1 for 8..15
	n := octave<<partBits | int(x>>(octave-1))&(parts-1)
	return min(n, octaves*parts-1)
}

// middle returns the duration in the middle of a part.
func middle(n int) time.Duration {
	if n < parts {
		return time.Duration(n)
	}
	octave := n >> partBits
	low := uint64(parts|n&(parts-1)) << (octave - 1)
	return time.Duration(low + uint64(1)<<(octave-1)/2)
}

// A Latency sums up how long single calls took. P50 and the other quantiles are
// right to a sixteenth, Max is exact.
type Latency struct {
	Calls              int64 // that the durations stand for; 0: nothing is known
	P50, P95, P99, Max time.Duration
}

// LatencyOf returns the latency over several histograms.
func LatencyOf(hs ...*Histogram) Latency {
	var all [octaves * parts]int64
	var l Latency
	for _, h := range hs {
		l.Max = max(l.Max, time.Duration(h.max.Load()))
		for n := range all {
			c := h.counts[n].Load()
			all[n] += c
			l.Calls += c
		}
	}
	if l.Calls == 0 {
		return Latency{}
	}
	seen := int64(0)
	at := func(part float64) int64 { return int64(part*float64(l.Calls-1)) + 1 }
	for n, c := range all {
		if c == 0 {
			continue
		}
		before := seen
		seen += c
		for _, q := range []struct {
			rank int64
			d    *time.Duration
		}{{at(0.50), &l.P50}, {at(0.95), &l.P95}, {at(0.99), &l.P99}} {
			if before < q.rank && q.rank <= seen {
				*q.d = min(middle(n), l.Max)
			}
		}
	}
	return l
}
