package probe

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestBuckets sees that parts follow one another without a gap and that the
// middle of each is in it, and within a sixteenth of all that is in it.
func TestBuckets(t *testing.T) {
	for n := range octaves*parts - 1 {
		m := middle(n)
		if got := bucket(m); got != n {
			t.Fatalf("the middle %d of part %d falls into part %d", m, n, got)
		}
	}
	for x := time.Duration(1); x < 1<<43; x += x/37 + 1 {
		m := middle(bucket(x))
		if d := float64(m-x) / float64(x); d > 1.0/16 || d < -1.0/16 {
			t.Fatalf("%d ns is shown as %d ns, %.1f %% off", x, m, 100*d)
		}
	}
	if bucket(-5) != 0 || bucket(1<<62) != octaves*parts-1 {
		t.Errorf("-5 ns falls into part %d and 2^62 ns into part %d", bucket(-5), bucket(1<<62))
	}
}

// TestLatency compares quantiles with those of the sorted durations, also where
// they are spread over several histograms.
func TestLatency(t *testing.T) {
	if l := LatencyOf(&Histogram{}); l != (Latency{}) {
		t.Errorf("nothing has the latency %+v", l)
	}
	r := rand.New(rand.NewPCG(1, 2))
	hs := []*Histogram{{}, {}, {}}
	var all []time.Duration
	for range 5000 {
		d := time.Duration(r.ExpFloat64() * 3e5)
		n := 1 + r.IntN(4)
		hs[r.IntN(len(hs))].Add(d, int64(n))
		for range n {
			all = append(all, d)
		}
	}
	slices.Sort(all)
	l := LatencyOf(hs...)
	if l.Calls != int64(len(all)) || l.Max != all[len(all)-1] {
		t.Errorf("%d calls and a maximum of %v, want %d and %v", l.Calls, l.Max, len(all), all[len(all)-1])
	}
	for _, q := range []struct {
		part float64
		got  time.Duration
	}{{0.50, l.P50}, {0.95, l.P95}, {0.99, l.P99}} {
		want := all[int(q.part*float64(len(all)-1))]
		if d := float64(q.got-want) / float64(want); d > 1.0/16 || d < -1.0/16 {
			t.Errorf("quantile %v is %v, want %v within a sixteenth", q.part, q.got, want)
		}
	}
}
