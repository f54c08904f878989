package main

import (
	"math/rand/v2"
	"testing"
	"time"
)

// The benchmarks of this file measure the built program on a terminal of their
// own, workers = cores, at work on tour:
//
//	go test -run '^$' -bench 'Key|Held|Bytes|FirstFrame' -benchtime 1x .
//
// Under the load of others, `nice -n -19` before it says what the machine alone
// would; a real-time priority says nothing, since no real-time thread gives way
// to its equal.

// columnWords are what the heads of the phases on Run show, one set of columns
// after another, as the key v goes through them.
func columnWords() []string { return []string{"p99", "of  timeouts", " par "} }

// busyTerminal opens the workbench on tour and waits until all workers are busy.
func busyTerminal(b *testing.B, w, h int) *terminal {
	b.Helper()
	t := terminalOf(b, w, h, build(b))
	t.until("▶ 0:02")
	return t
}

// BenchmarkKey is how long it takes from a key to its paint.
func BenchmarkKey(b *testing.B) {
	const keys = 600
	for b.Loop() {
		t := busyTerminal(b, 80, 24)
		rng := rand.New(rand.NewPCG(1, 2))
		var took []time.Duration
		for n := range keys {
			word := columnWords()[n%len(columnWords())]
			began := t.press("v")
			took = append(took, t.until(word).Sub(began))
			time.Sleep(20*time.Millisecond + time.Duration(rng.Int64N(int64(80*time.Millisecond)))) // anywhere between two frames
		}
		for name, q := range map[string]float64{"p50-ms": 0.50, "p90-ms": 0.9, "p99-ms": 0.99, "max-ms": 1} {
			b.ReportMetric(milliseconds(quantile(took, q)), name)
		}
	}
}

// BenchmarkHeld is how long a key takes to its paint after another was held for
// ten seconds: what was queued meanwhile would come first.
func BenchmarkHeld(b *testing.B) {
	const (
		held   = 10 * time.Second
		repeat = time.Second / 30 // as keyboards do
	)
	for b.Loop() {
		t := busyTerminal(b, 80, 24)
		t.press("2")
		t.until("best program")
		t.press("\r")
		t.until("expected")
		for began, n := time.Now(), 0; time.Since(began) < held; n++ {
			t.press("\x1b[B")
			time.Sleep(time.Until(began.Add(time.Duration(n+1) * repeat)))
		}
		began := t.press("?")
		b.ReportMetric(milliseconds(t.until("to the next match").Sub(began)), "after-ms")
	}
}

// BenchmarkBytes counts what is written to a terminal of 120x40 in ten seconds
// of a busy run, fifteen frames a second.
func BenchmarkBytes(b *testing.B) {
	for b.Loop() {
		t := busyTerminal(b, 120, 40)
		before, began := t.written(), time.Now()
		time.Sleep(10 * time.Second)
		b.ReportMetric(float64(t.written()-before)/1024/time.Since(began).Seconds(), "KiB/s")
	}
}

// BenchmarkFirstFrame is how long the built program takes to its first frame.
func BenchmarkFirstFrame(b *testing.B) {
	const starts = 20
	for b.Loop() {
		bin := build(b)
		var took []time.Duration
		for range starts {
			began := time.Now()
			t := terminalOf(b, 80, 24, bin)
			took = append(took, t.until("q quit").Sub(began))
			t.end()
		}
		b.ReportMetric(milliseconds(quantile(took, 0.5)), "p50-ms")
		b.ReportMetric(milliseconds(quantile(took, 1)), "max-ms")
	}
}
