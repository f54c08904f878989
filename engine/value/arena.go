package value

import "unsafe"

// An arena hands out memory for one evaluation and takes it back all at once.
// The zero arena is ready. It is not safe for concurrent use.
type arena struct {
	bytes pool[int8]
	keys  pool[uint32]
	vals  pool[Value]
	fns   pool[Fn]
	big   bool // some pool is past its first chunk, or that is no small one
}

// reset takes all memory back.
func (a *arena) reset() {
	if a.big {
		a.resetBig()
	}
	a.rewind()
}

// rewind is reset where no more than first chunks was handed out.
func (a *arena) rewind() { a.bytes.off, a.keys.off, a.vals.off, a.fns.off = 0, 0, 0, 0 }

// resetBig is reset where more than first chunks was handed out.
func (a *arena) resetBig() {
	bytes, keys, vals, fns := a.bytes.kept(), a.keys.kept(), a.vals.kept(), a.fns.kept()
	if bytes < len(a.bytes.chunks) || keys < len(a.keys.chunks) || vals < len(a.vals.chunks) || fns < len(a.fns.chunks) {
		// What the chunks that stay point at would stay alive with them.
		a.vals.wipe()
		a.fns.wipe()
	}
	a.bytes.rewind(bytes)
	a.keys.rewind(keys)
	a.vals.rewind(vals)
	a.fns.rewind(fns)
	a.big = false
}

// large reports whether some pool is past its first chunk, which few evaluations
// are.
func (a *arena) large() bool { return a.big }

// held returns the bytes in use since the last reset, roughly.
func (a *arena) held() int64 {
	return int64(a.bytes.used()) + 4*int64(a.keys.used()) + 24*int64(a.vals.used()) + 128*int64(a.fns.used())
}

// The sizes of chunks, in bytes. A pool begins with a small one, in which most
// evaluations fit; keepSize is how much of a pool outlives a reset.
const (
	firstSize = 64 << 10
	chunkSize = 512 << 10
	keepSize  = 8 << 20
)

// wipe clears the chunks of a pool.
func (p *pool[T]) wipe() {
	for _, c := range p.chunks {
		clear(c)
	}
}

// A pool is a list of chunks, filled one after another.
type pool[T any] struct {
	buf    []T // the chunk being filled
	off    int // elements of buf in use
	chunks [][]T
	next   int // index in chunks of the chunk after buf
	before int // elements of the chunks before buf
}

// used returns the elements handed out since the last reset, roughly.
func (p *pool[T]) used() int { return p.before + p.off }

// take returns n elements of unknown content, n > 0.
func (p *pool[T]) take(n int, a *arena) []T {
	if off := p.off + n; off <= len(p.buf) {
		s := p.buf[p.off:off:off]
		p.off = off
		return s
	}
	return p.grow(n, a)
}

// grow is take where the chunk at work has not n elements left. The pool is one
// of a.
func (p *pool[T]) grow(n int, a *arena) []T {
	a.big = a.big || len(p.buf) > 0 || n*p.width() > firstSize
	p.before += len(p.buf)
	for p.next < len(p.chunks) {
		p.buf = p.chunks[p.next]
		p.next++
		if len(p.buf) >= n {
			p.off = n
			return p.buf[:n:n]
		}
		p.before += len(p.buf)
	}
	size := chunkSize
	if len(p.chunks) == 0 {
		size = firstSize
	}
	p.buf = make([]T, max(n, size/p.width()))
	p.chunks = append(p.chunks, p.buf)
	p.next = len(p.chunks)
	p.off = n
	return p.buf[:n:n]
}

// giveBack returns s without its last n elements, which the pool may hand out
// again when s is the slice taken last.
func (p *pool[T]) giveBack(s []T, n int) []T {
	rest := s[: len(s)-n : len(s)-n]
	if len(p.buf) > 0 && len(s) > 0 && p.off >= len(s) && &p.buf[p.off-1] == &s[len(s)-1] {
		p.off -= n
	}
	return rest
}

// width returns the bytes of an element.
func (p *pool[T]) width() int { return int(unsafe.Sizeof(*new(T))) }

// kept returns how many chunks outlive a reset: the first ones, up to keepSize.
func (p *pool[T]) kept() int {
	size := 0
	for n, c := range p.chunks {
		if size += len(c) * p.width(); size > keepSize {
			return n
		}
	}
	return len(p.chunks)
}

// rewind makes the first chunk the one being filled, and lets go of those after
// the first kept ones.
func (p *pool[T]) rewind(kept int) {
	clear(p.chunks[kept:])
	p.chunks = p.chunks[:kept]
	p.buf, p.next, p.before = nil, 0, 0
	if kept > 0 {
		p.buf, p.next = p.chunks[0], 1
	}
}
