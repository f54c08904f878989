package value

// An arena hands out memory for one evaluation and takes it back all at once.
// The zero arena is ready. It is not safe for concurrent use.
type arena struct {
	bytes pool[int8]
	keys  pool[uint32]
	vals  pool[Value]
	fns   pool[Fn]
}

func (a *arena) reset() {
	a.bytes.reset()
	a.keys.reset()
	a.vals.reset()
	a.fns.reset()
}

// held returns the bytes in use since the last reset, roughly.
func (a *arena) held() int64 {
	return int64(a.bytes.used) + 4*int64(a.keys.used) + 24*int64(a.vals.used) + 128*int64(a.fns.used)
}

// chunkLen is the length of a usual chunk, in elements; keepChunks is how many
// chunks of a pool outlive a reset.
const (
	chunkLen   = 1 << 15
	keepChunks = 4
)

// A pool is a list of chunks, filled one after another.
type pool[T any] struct {
	buf    []T // the chunk being filled
	off    int // elements of buf in use
	chunks [][]T
	next   int // index in chunks of the chunk after buf
	used   int // elements handed out since the last reset
}

// take returns n elements of unknown content.
func (p *pool[T]) take(n int) []T {
	p.used += n
	if off := p.off + n; off <= len(p.buf) {
		s := p.buf[p.off:off:off]
		p.off = off
		return s
	}
	return p.grow(n)
}

func (p *pool[T]) grow(n int) []T {
	for p.next < len(p.chunks) {
		p.buf = p.chunks[p.next]
		p.next++
		if len(p.buf) >= n {
			p.off = n
			return p.buf[:n:n]
		}
	}
	if n > chunkLen/2 {
		// Its own chunk, outside the list, so that what is left of buf is not lost
		// and a large value is not kept after the reset.
		return make([]T, n)
	}
	p.buf = make([]T, chunkLen)
	p.chunks = append(p.chunks, p.buf)
	p.next = len(p.chunks)
	p.off = n
	return p.buf[:n:n]
}

// giveBack returns the last n elements of s, the slice taken last, whose
// capacity says whether it came from the present chunk.
func (p *pool[T]) giveBack(s []T, n int) []T {
	rest := s[: len(s)-n : len(s)-n]
	if len(p.buf) > 0 && len(s) > 0 && p.off >= len(s) && &p.buf[p.off-1] == &s[len(s)-1] {
		p.off -= n
		p.used -= n
	}
	return rest
}

func (p *pool[T]) reset() {
	if len(p.chunks) > keepChunks {
		clear(p.chunks[keepChunks:])
		p.chunks = p.chunks[:keepChunks]
	}
	p.buf, p.off, p.next, p.used = nil, 0, 0, 0
	if len(p.chunks) > 0 {
		p.buf, p.next = p.chunks[0], 1
	}
}
