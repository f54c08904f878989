package op

import (
	"math/bits"
)

// modeOf returns the most or least frequent of the colours in cells, the lowest
// among equally frequent ones.
func modeOf(t *T, cells []int8, most bool) int8 {
	if few, ok := countFew(cells); ok {
		if most && 2*int(few[0]) > len(cells) {
			return 0
		}
		return int8(frequentOf(few[:], 0, most))
	}
	t.Charge(256)
	counts := countColors(cells)
	return int8(frequentOf(counts[:], -128, most))
}

// frequentOf returns lowest plus the index of the largest or smallest of counts
// above 0, the first of equal ones.
func frequentOf(counts []int32, lowest int, most bool) int {
	found, count := 0, int32(0)
	for c, k := range counts {
		if k > 0 && (count == 0 || most && k > count || !most && k < count) {
			found, count = c, k
		}
	}
	return lowest + found
}

// countFew returns how often each of the colours 0..15 occurs, or false when
// there are others. It gathers each of a colour's four bits of 64 cells in a
// word; which cell's bit lies where does not matter.
func countFew(cells []int8) (counts [16]int32, ok bool) {
	n := len(cells)
	if n < 8 {
		for _, c := range cells {
			if c&^15 != 0 {
				return counts, false
			}
			counts[c&15]++
		}
		return counts, true
	}
	var all uint64
	s := pointer(cells)
	for from := 0; from < n; from += 64 {
		var b0, b1, b2, b3 uint64
		for k := range min(8, (n-from+7)>>3) {
			x := lateWord(s, from+8*k, n)
			all |= x
			b0 |= x & eachByte << k
			b1 |= x >> 1 & eachByte << k
			b2 |= x >> 2 & eachByte << k
			b3 |= x >> 3 & eachByte << k
		}
		lo := [4]uint64{^b1 & ^b0, ^b1 & b0, b1 & ^b0, b1 & b0}
		hi := [4]uint64{^b3 & ^b2, ^b3 & b2, b3 & ^b2, b3 & b2}
		for h, x := range hi {
			if x != 0 {
				for l, y := range lo {
					counts[4*h+l] += int32(bits.OnesCount64(x & y))
				}
			}
		}
	}
	// The bits of no cell stand for 0.
	counts[0] -= int32((n+63)&^63 - n)
	return counts, all&^(15*eachByte) == 0
}
