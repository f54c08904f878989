package op

import (
	"math/bits"
	"unsafe"

	"battscope/engine/value"
)

// This file moves rows and columns of cells, with the words of word.go. All dst
// have the right length and Spare cells more.

// wideRow is from how many cells on a row is copied like any memory.
const wideRow = 48

// copyRows copies h rows of w cells from src, beginning at from and then every
// stride cells, to dst, beginning at to and then every step cells. What is to
// stand between them in dst must be written after.
func copyRows(dst []int8, to, step int, src []int8, from, stride, h, w int) {
	n := len(src)
	if n < 8 || w >= wideRow {
		for range h {
			copy(dst[to:to+w], src[from:from+w])
			from += stride
			to += step
		}
		return
	}
	d, s := pointer(dst), pointer(src)
	if w <= 8 {
		for range h {
			putWord(d, to, lateWord(s, from, n))
			from += stride
			to += step
		}
		return
	}
	for range h {
		for j := 0; j < w-8; j += 8 {
			putWord(d, to+j, getWord(s, from+j))
		}
		putWord(d, to+w-8, getWord(s, from+w-8))
		from += stride
		to += step
	}
}

// copyRow is copyRows of one row, between pointers; n are the cells of s, no
// less than eight, and w is less than wideRow.
func copyRow(d unsafe.Pointer, to int, s unsafe.Pointer, from, w, n int) {
	if w <= 8 {
		putWord(d, to, lateWord(s, from, n))
		return
	}
	for j := 0; j < w-8; j += 8 {
		putWord(d, to+j, getWord(s, from+j))
	}
	putWord(d, to+w-8, getWord(s, from+w-8))
}

// joinRows writes h rows to dst, each of aw cells of a and then bw of b.
func joinRows(dst, a, b []int8, h, aw, bw int) {
	p := 0
	if len(a) < 8 || len(b) < 8 || aw >= wideRow || bw >= wideRow {
		for i := range h {
			p += copy(dst[p:], a[i*aw:(i+1)*aw])
			p += copy(dst[p:], b[i*bw:(i+1)*bw])
		}
		return
	}
	d, x, y := pointer(dst), pointer(a), pointer(b)
	for i := range h {
		copyRow(d, p, x, i*aw, aw, len(a))
		copyRow(d, p+aw, y, i*bw, bw, len(b))
		p += aw + bw
	}
}

// upsideDown writes the h rows of w cells at src to dst in the opposite order.
func upsideDown(dst, src unsafe.Pointer, h, w int) {
	at, late := (h-1)*w, h*w-8
	if w > 8 || late < 0 {
		upsideDownAny(dst, src, at, w)
		return
	}
	to := uintptr(0)
	for ; at > late; at -= w {
		*(*uint64)(unsafe.Add(dst, to)) = *(*uint64)(unsafe.Add(src, late)) >> (8 * uint(at-late) & 63)
		to += uintptr(w)
	}
	for ; at >= 0; at -= w {
		*(*uint64)(unsafe.Add(dst, to)) = *(*uint64)(unsafe.Add(src, at))
		to += uintptr(w)
	}
}

// upsideDownAny is upsideDown of few cells or wide rows, of which the last begins
// at.
func upsideDownAny(dst, src unsafe.Pointer, at, w int) {
	for to := 0; at >= 0; to += w {
		value.CopyCells(unsafe.Add(dst, to), unsafe.Add(src, at), w)
		at -= w
	}
}

// reverseCells writes the h*w cells at src to dst in the opposite order.
func reverseCells(dst, src unsafe.Pointer, h, w int) {
	n := h * w
	if n < 8 {
		putWord(dst, 0, bits.ReverseBytes64(fewCells(unsafe.Slice((*int8)(src), n)))>>(8*uint(8-n)&63))
		return
	}
	for p := 0; p < n-8; p += 8 {
		putWord(dst, p, bits.ReverseBytes64(getWord(src, n-8-p)))
	}
	putWord(dst, n-8, bits.ReverseBytes64(getWord(src, 0)))
}

// reverseRows writes each of the h rows of w cells at src to dst in the opposite
// order.
func reverseRows(dst, src unsafe.Pointer, h, w int) {
	n := h * w
	switch {
	case n < 8:
		to := unsafe.Slice((*int8)(dst), n)
		for p, c := range unsafe.Slice((*int8)(src), n) {
			to[p+w-1-2*(p%w)] = c
		}
	case w <= 8:
		for p := 0; p < n; p += w {
			putWord(dst, p, bits.ReverseBytes64(lateWord(src, p, n))>>(8*uint(8-w)&63))
		}
	default:
		for p := 0; p < n; p += w {
			for j := 0; j < w-8; j += 8 {
				putWord(dst, p+j, bits.ReverseBytes64(getWord(src, p+w-8-j)))
			}
			putWord(dst, p+w-8, bits.ReverseBytes64(getWord(src, p)))
		}
	}
}
