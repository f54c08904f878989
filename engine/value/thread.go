package value

import (
	"sync/atomic"
	"time"
)

// A Thread is one running evaluation: its memory, what fuel it has left, and
// the fault that ended it. It is used by one goroutine at a time.
//
// Everything that a primitive does is paid for before it is done: the table's
// cost of a call, the elements that it visits beyond that, and the memory that
// it takes. So no call runs away in time or memory.
type Thread struct {
	left  int64 // units that may be spent in this step
	floor int64 // what left must sink below for the next look at the clock
	fuel  int64 // units granted for each step
	first int64 // floor at the beginning of a step
	fault Fault
	depth int
	arena arena

	limit   time.Duration // deadline from Start on; 0: none
	started time.Duration // since base; -1 until the first look at the clock
	base    time.Time
	stop    *atomic.Bool

	scratch scratch
	watch   *Watch // nil: nobody is told of calls
}

// Slice is how many units are spent between two looks at the clock and the
// stop flag: some tens of microseconds.
const Slice = 1 << 14

// lazyLimit is the deadline from which on the clock starts with the first look
// at it, rather than at once: one slice is little beside it.
const lazyLimit = 20 * time.Millisecond

// maxDepth bounds calls inside calls and containers inside containers, as
// CPython's recursion limit does.
const maxDepth = 1000

// NewThread returns a Thread with no limits but fuel. When stop is not nil, the
// evaluation ends soon after it becomes true.
func NewThread(stop *atomic.Bool) *Thread { return &Thread{stop: stop, base: time.Now()} }

// Reset takes back the memory of all values made since the last Reset.
func (t *Thread) Reset() { t.arena.reset() }

// Large reports whether more was made since the last Reset than most evaluations
// make. It is cheaper to ask than Held.
func (t *Thread) Large() bool { return t.arena.large() }

// Held returns the bytes of values made since the last Reset.
func (t *Thread) Held() int64 { return t.arena.held() }

// Start begins a new evaluation, of steps of up to fuel units each, with a
// deadline of limit, or none for 0. A Step must follow.
func (t *Thread) Start(limit time.Duration, fuel int64) {
	if t.limit = limit; t.fuel != fuel || limit|time.Duration(t.fault) != 0 {
		t.start(fuel)
	}
}

// start clears the fault, and looks at the clock when there is a deadline.
func (t *Thread) start(fuel int64) {
	t.fault, t.depth, t.started = NoFault, 0, -1
	t.fuel, t.first = fuel, max(fuel-Slice, 0)
	if t.limit > 0 && t.limit < lazyLimit {
		t.started = time.Since(t.base)
	}
}

// Step begins a step of the evaluation and charges it n units. Like Charge, it
// returns false when that is too much.
func (t *Thread) Step(n int64) bool {
	t.left, t.floor = t.fuel-n, t.first
	return t.left >= t.floor || t.refill()
}

// Begin grants fuel units for one step and clears the fault.
func (t *Thread) Begin(fuel int64) {
	t.start(fuel)
	t.Step(0)
}

// Apart returns f(), which has fuel units of its own and may fail without
// consequence: neither counts for the evaluation.
func (t *Thread) Apart(fuel int64, f func() bool) bool {
	left, floor, granted, first, fault, depth := t.left, t.floor, t.fuel, t.first, t.fault, t.depth
	t.fuel, t.first, t.fault, t.depth = fuel, max(fuel-Slice, 0), NoFault, 0
	t.Step(0)
	ok := f()
	t.left, t.floor, t.fuel, t.first, t.fault, t.depth = left, floor, granted, first, fault, depth
	return ok
}

// Used returns the units charged since the last Step. After a Fuel fault it is
// more than was granted.
func (t *Thread) Used() int64 { return t.fuel - t.left }

// Fault returns why the evaluation ended, or NoFault.
func (t *Thread) Fault() Fault { return t.fault }

// Fail ends the evaluation with f, unless it has ended already.
func (t *Thread) Fail(f Fault) Value {
	if t.fault == NoFault {
		t.fault = f
	}
	return Value{}
}

// Charge spends n units. It returns false when the evaluation has ended, by
// this charge or before.
func (t *Thread) Charge(n int64) bool {
	t.left -= n
	return t.left >= t.floor || t.refill()
}

// refill looks at the limits and sets the next floor.
func (t *Thread) refill() bool {
	if t.watch != nil {
		return t.refillWatched()
	}
	if t.fault != NoFault {
		return false
	}
	if t.left < 0 {
		t.fault = Fuel
		return false
	}
	t.floor = max(t.left-Slice, 0)
	return t.Look()
}

// Look looks at the clock and the stop flag. It returns false when the
// evaluation has ended.
func (t *Thread) Look() bool {
	if t.stop != nil && t.stop.Load() {
		t.fault = Stopped
		return false
	}
	if t.limit > 0 {
		now := time.Since(t.base)
		if t.started < 0 {
			t.started = now
		}
		if now-t.started >= t.limit {
			t.fault = Deadline
			return false
		}
	}
	return true
}

// Memory up to these lengths is in the cache, and taking it is cheap beside what
// is then written to it. What is longer is new to the cache or to the process.
const (
	largeBytes = 4096
	largeKeys  = 2048
	largeVals  = 1024
)

// Spare is how many elements after those that Bytes returns may be written to as
// well, until the next call of Bytes: whoever writes eight at a time need not
// stop short.
const Spare = 8

// Bytes returns n small integers of unknown content, with a capacity of n +
// Spare, or nil when they cannot be paid for.
func (t *Thread) Bytes(n int) []int8 {
	p := &t.arena.bytes
	if off := p.off + n; off+Spare <= len(p.buf) && n <= largeBytes {
		if left := t.left - int64(n)>>6; left >= t.floor {
			t.left = left
			s := p.buf[p.off : off : off+Spare]
			p.off = off
			return s
		}
	}
	return t.moreBytes(n)
}

// moreBytes is Bytes where the chunk at work or the fuel has not enough left.
func (t *Thread) moreBytes(n int) []int8 {
	if n == 0 {
		return []int8{}
	}
	if !t.Charge(int64(n)>>6 + max(int64(n)-largeBytes, 0)>>1) {
		return nil
	}
	p := &t.arena.bytes
	s := p.take(n+Spare, &t.arena)
	p.off -= Spare
	return s[:n]
}

// Keys returns n packed elements of unknown content, or nil.
func (t *Thread) Keys(n int) []uint32 {
	if n == 0 {
		return []uint32{}
	}
	if !t.Charge(int64(n)>>2 + max(int64(n)-largeKeys, 0)) {
		return nil
	}
	p := &t.arena.keys
	if off := p.off + n; off <= len(p.buf) {
		s := p.buf[p.off:off:off]
		p.off = off
		return s
	}
	return p.grow(n, &t.arena)
}

// Vals returns n values of unknown content, or nil.
func (t *Thread) Vals(n int) []Value {
	if n == 0 {
		return []Value{}
	}
	if !t.Charge(int64(n) + max(int64(n)-largeVals, 0)*8) {
		return nil
	}
	p := &t.arena.vals
	if off := p.off + n; off <= len(p.buf) {
		s := p.buf[p.off:off:off]
		p.off = off
		return s
	}
	return p.grow(n, &t.arena)
}

// TrimKeys gives the elements of s past n back to the arena.
func (t *Thread) TrimKeys(s []uint32, n int) []uint32 { return t.arena.keys.giveBack(s, len(s)-n) }

// enter counts a call or container inside another. Its caller adds
// t.depth-- when it leaves.
func (t *Thread) enter() bool {
	t.depth++
	if t.depth > maxDepth {
		t.Fail(DepthFault)
		return false
	}
	return true
}

// InGenerator turns an EmptyFault into a RuntimeFault, as Python does with a
// StopIteration that leaves a generator. It returns false.
func (t *Thread) InGenerator() bool {
	if t.fault == EmptyFault {
		t.fault = RuntimeFault
	}
	return false
}
