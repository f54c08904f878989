package engine

import (
	"sync/atomic"
	"time"

	"battscope/engine/probe"
)

// A tally is what one goroutine has counted: a worker, or the run's own. It adds
// every few programs, anybody may read it. It fills cache lines of its own.
type tally struct {
	_         [64]byte
	calls     [probe.NumPhases]atomic.Int64
	timeouts  [probe.NumPhases]atomic.Int64
	faults    [probe.NumPhases]atomic.Int64
	busy      [probe.NumPhases]atomic.Int64 // ns
	cpu       [probe.NumPhases]atomic.Int64 // ns, up to the last finished stretch
	outputs   [probe.NumPhases]atomic.Int64
	matches   [probe.NumPhases]atomic.Int64
	latency   [probe.NumPhases]probe.Histogram
	steps     [probe.NumSteps]stepTally
	reached   atomic.Int64 // nodes, in demo and test; see interp.Work
	evaluated atomic.Int64
	equal     atomic.Int64
	waited    atomic.Int64 // ns in a stretch without work or held
	active    atomic.Bool
	phase     atomic.Int32
	sample    atomic.Int32
	dice      uint64 // of the goroutine: which evaluation of a batch is timed
	_         [64]byte
}

// A stepTally is what one goroutine has counted of a step.
type stepTally struct {
	busy    atomic.Int64 // ns
	cpu     atomic.Int64 // ns
	calls   atomic.Int64
	latency probe.Histogram
}

// A batchCount is what a worker counts in one batch of programs.
type batchCount struct {
	calls, timeouts, faults, outputs, matches int64
}

func (c *batchCount) add(d batchCount) {
	c.calls += d.calls
	c.timeouts += d.timeouts
	c.faults += d.faults
	c.outputs += d.outputs
	c.matches += d.matches
}

func (t *tally) add(p probe.Phase, c batchCount, busy time.Duration) {
	t.calls[p].Add(c.calls)
	t.timeouts[p].Add(c.timeouts)
	t.faults[p].Add(c.faults)
	t.outputs[p].Add(c.outputs)
	t.matches[p].Add(c.matches)
	t.busy[p].Add(int64(busy))
}

// roll returns a number from 0 to n-1, each as likely, by Marsaglia's xorshift64.
func (t *tally) roll(n int) int {
	x := t.dice
	if x == 0 {
		x = 0x9e3779b97f4a7c15
	}
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	t.dice = x
	return int(x >> 33 % uint64(n))
}

// A lap is a clock that is read between the steps of a piece of work.
type lap struct {
	at  time.Time
	cpu time.Duration
}

// startLap begins the first step.
func startLap() lap {
	cpu, _ := threadCPU()
	return lap{time.Now(), cpu}
}

// lap ends a step, of which it counts one call, and begins the next.
func (t *tally) lap(s probe.Step, l *lap) time.Duration {
	next := startLap()
	d := next.at.Sub(l.at)
	st := &t.steps[s]
	st.busy.Add(int64(d))
	st.cpu.Add(int64(next.cpu - l.cpu))
	st.calls.Add(1)
	st.latency.Add(d, 1)
	*l = next
	return d
}
