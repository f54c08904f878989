package engine

import (
	"sync/atomic"
	"time"

	"battscope/engine/probe"
)

// A tally is what one worker has counted. The worker adds to it every few
// programs, anybody may read it. It fills cache lines of its own.
type tally struct {
	_        [64]byte
	calls    [probe.NumPhases]atomic.Int64
	timeouts [probe.NumPhases]atomic.Int64
	faults   [probe.NumPhases]atomic.Int64
	busy     [probe.NumPhases]atomic.Int64 // ns
	cpu      [probe.NumPhases]atomic.Int64 // ns, up to the last finished stretch
	outputs  [probe.NumPhases]atomic.Int64
	matches  [probe.NumPhases]atomic.Int64
	waited   atomic.Int64 // ns in a stretch without work or held
	active   atomic.Bool
	phase    atomic.Int32
	sample   atomic.Int32
	_        [64]byte
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
