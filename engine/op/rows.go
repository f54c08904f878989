package op

import (
	"math/bits"
	"unsafe"
)

// This file moves rows and columns of cells, with the words of word.go. All dst
// have the right length and Spare cells more.

// copyCells copies src to the start of dst.
func copyCells(dst, src []int8) {
	n := len(src)
	if n > 64 || n < 8 {
		copy(dst, src)
		return
	}
	d, s := pointer(dst), pointer(src)
	for p := 0; p < n-8; p += 8 {
		putWord(d, p, getWord(s, p))
	}
	putWord(d, n-8, getWord(s, n-8))
}

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

// upsideDown writes the rows of src, w wide, to dst in the opposite order.
func upsideDown(dst, src []int8, w int) {
	n := len(src)
	copyRows(dst, 0, w, src, n-w, -w, n/w, w)
}

// reverseCells writes src to dst in the opposite order.
func reverseCells(dst, src []int8) {
	n := len(src)
	d, s := pointer(dst), pointer(src)
	if n < 8 {
		putWord(d, 0, bits.ReverseBytes64(fewCells(src))>>(8*uint(8-n)&63))
		return
	}
	for p := 0; p < n-8; p += 8 {
		putWord(d, p, bits.ReverseBytes64(getWord(s, n-8-p)))
	}
	putWord(d, n-8, bits.ReverseBytes64(getWord(s, 0)))
}

// reverseRows writes each row of src, w wide, to dst in the opposite order.
func reverseRows(dst, src []int8, w int) {
	n := len(src)
	d, s := pointer(dst), pointer(src)
	switch {
	case n < 8:
		for p, c := range src {
			dst[p+w-1-2*(p%w)] = c
		}
	case w <= 8:
		for p := 0; p < n; p += w {
			putWord(d, p, bits.ReverseBytes64(lateWord(s, p, n))>>(8*uint(8-w)&63))
		}
	default:
		for p := 0; p < n; p += w {
			for j := 0; j < w-8; j += 8 {
				putWord(d, p+j, bits.ReverseBytes64(getWord(s, p+w-8-j)))
			}
			putWord(d, p+w-8, bits.ReverseBytes64(getWord(s, p)))
		}
	}
}
