package value

import "unsafe"

// Ground returns where the cells of a Row or Grid lie.
func (v Value) Ground() unsafe.Pointer { return v.p }

// GridAt is OfGrid over the cells at p.
func GridAt(h, w int, p unsafe.Pointer) Value {
	return Value{p: p, n: int64(h)<<32 | int64(w), k: Grid}
}

// Room is Bytes where that is no more than moving a mark; else it returns nil.
// It charges nothing: that is for the caller to do, as Prim.Moved says.
func (t *Thread) Room(n int) unsafe.Pointer {
	p := &t.arena.bytes
	from, off := p.off, p.off+n
	if off+Spare > len(p.buf) || n > largeBytes {
		return nil
	}
	p.off = off
	return unsafe.Add(unsafe.Pointer(unsafe.SliceData(p.buf)), from)
}

// Moved returns the charge for a call of p, whose arguments have in cells
// together, where all that it does is to fill out cells, which Room gave.
func (p *Prim) Moved(in, out int) int64 { return p.Fixed + p.Cell*int64(in)>>4 + int64(out)>>6 }

// CopyCells copies n cells from src to dst, which do not overlap.
//
//go:nocheckptr
func CopyCells(dst, src unsafe.Pointer, n int) {
	if n -= 8; uint(n) > 56 {
		copyAny(dst, src, n+8)
		return
	}
	for at := 0; at < n; at += 8 {
		*(*uint64)(unsafe.Add(dst, at)) = *(*uint64)(unsafe.Add(src, at))
	}
	*(*uint64)(unsafe.Add(dst, n)) = *(*uint64)(unsafe.Add(src, n))
}

// copyAny is CopyCells of few cells or many.
//
//go:nocheckptr
func copyAny(dst, src unsafe.Pointer, n int) {
	copy(unsafe.Slice((*int8)(dst), n), unsafe.Slice((*int8)(src), n))
}
