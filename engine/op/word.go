package op

import (
	coding "encoding/binary"
	"unsafe"
)

// This file works on the cells of grids eight at a time. Where a row is no
// multiple of eight long, the last word of a row is written past its end, and
// the next row over that; value.Spare is what there is after the last.

// eachByte times a byte is a word of eight such bytes.
const eachByte = 0x0101010101010101

// word returns the first eight of cells, the first in the lowest byte.
func word(cells []int8) uint64 { return *(*uint64)(unsafe.Pointer((*[8]int8)(cells))) }

// getWord returns the eight cells from p + at on, which are all in memory that
// the caller has taken. It and putWord are not checked one by one under -race,
// which takes many times longer than what they do.
//
//go:nocheckptr
func getWord(p unsafe.Pointer, at int) uint64 {
	return coding.LittleEndian.Uint64((*[8]byte)(unsafe.Add(p, at))[:])
}

// putWord writes eight cells from p + at on.
//
//go:nocheckptr
func putWord(p unsafe.Pointer, at int, x uint64) {
	coding.LittleEndian.PutUint64((*[8]byte)(unsafe.Add(p, at))[:], x)
}

// pointer returns where cells lie.
func pointer(cells []int8) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(cells)) }

// lateWord is getWord of the n >= 8 cells at p, those after their end being 0.
func lateWord(p unsafe.Pointer, at, n int) uint64 {
	q := min(at, n-8)
	return getWord(p, q) >> (8 * uint(at-q) & 63)
}

// fewCells returns fewer than eight cells as a word, with 0 after them.
func fewCells(cells []int8) (x uint64) {
	for n, c := range cells {
		x |= uint64(uint8(c)) << (8 * uint(n) & 63)
	}
	return x
}

// zeroBytes returns the top bit of each byte of x that is 0.
func zeroBytes(x uint64) uint64 {
	const low = 0x7f * eachByte
	return ^((x&low + low) | x | low)
}

// sameBytes returns a word that has all bits of the bytes set that are equal in
// x and y.
func sameBytes(x, y uint64) uint64 { return zeroBytes(x^y) >> 7 * 0xff }

// exchange writes src to dst, which is as long and has Spare cells more, with
// colour a as b and c as d.
func exchange(dst, src []int8, a, b, c, d int8) {
	from, to := uint64(uint8(a))*eachByte, uint64(uint8(a^b))*eachByte
	from2, to2 := uint64(uint8(c))*eachByte, uint64(uint8(c^d))*eachByte
	n := len(src)
	p, q := pointer(dst), pointer(src)
	if n < 8 {
		x := fewCells(src)
		putWord(p, 0, x^sameBytes(x, from)&to^sameBytes(x, from2)&to2)
		return
	}
	for at := 0; ; at += 8 {
		at = min(at, n-8)
		x := getWord(q, at)
		putWord(p, at, x^sameBytes(x, from)&to^sameBytes(x, from2)&to2)
		if at == n-8 {
			return
		}
	}
}

// agree writes x to dst, which is as long and has Spare cells more, with c where
// it differs from y, which is no shorter.
func agree(dst, x, y []int8, c int8) {
	all := uint64(uint8(c)) * eachByte
	n := len(x)
	p, q, r := pointer(dst), pointer(x), pointer(y)
	if n < 8 {
		u := fewCells(x)
		same := sameBytes(u, fewCells(y[:n]))
		putWord(p, 0, u&same|all&^same)
		return
	}
	for at := 0; ; at += 8 {
		at = min(at, n-8)
		u := getWord(q, at)
		same := sameBytes(u, getWord(r, at))
		putWord(p, at, u&same|all&^same)
		if at == n-8 {
			return
		}
	}
}
