package value

import (
	"math/bits"
	"slices"
)

// An index (i, j) with both in -1024..1023 packs into 24 bits: (i+1024)<<12 |
// (j+1024). A cell adds its colour, -128..127, as (colour+128)<<24. Packed
// integers compare as the tuples do. Bits 11 and 23 are 0 in every packed
// element: whoever adds an offset sees in them whether the sum still fits.
const (
	keySide  = 1024
	keyGuard = 0x800800
	keyIndex = 0xffffff
)

// FitsKey reports whether (i, j) can be packed.
func FitsKey(i, j int) bool {
	return uint(i+keySide) < 2*keySide && uint(j+keySide) < 2*keySide
}

// IndexKey packs (i, j).
func IndexKey(i, j int) uint32 { return uint32(i+keySide)<<12 | uint32(j+keySide) }

// CellKey packs (colour, (i, j)).
func CellKey(color int8, i, j int) uint32 {
	return uint32(int(color)+128)<<24 | IndexKey(i, j)
}

// KeyI returns the row of a packed index or cell.
func KeyI(k uint32) int { return int(k>>12&0xfff) - keySide }

// KeyJ returns the column of a packed index or cell.
func KeyJ(k uint32) int { return int(k&0xfff) - keySide }

// KeyColor returns the colour of a packed cell.
func KeyColor(k uint32) int8 { return int8(int(k>>24) - 128) }

// WithColor returns the cell of colour c at the place of k.
func WithColor(k uint32, c int8) uint32 { return uint32(int(c)+128)<<24 | k&keyIndex }

// IndexOf returns the place of a packed cell.
func IndexOf(k uint32) uint32 { return k & keyIndex }

// ShiftKeys writes keys moved by (di, dj) to dst, which is as long. It returns
// false when an element no longer fits.
func ShiftKeys(dst, keys []uint32, di, dj int) bool {
	if di <= -2*keySide || di >= 2*keySide || dj <= -2*keySide || dj >= 2*keySide {
		return false
	}
	d, all := uint32(int32(di)<<12+int32(dj)), uint32(0)
	dst = dst[:len(keys)]
	for n, k := range keys {
		k += d
		dst[n] = k
		all |= k
	}
	return all&keyGuard == 0
}

// A Box is the rectangle that bounds a patch, its sides included.
type Box struct{ I0, J0, I1, J1 int }

// H returns the rows of the box.
func (b Box) H() int { return b.I1 - b.I0 + 1 }

// W returns the columns of the box.
func (b Box) W() int { return b.J1 - b.J0 + 1 }

// Bounds returns the box of v, an Indices or Object.
func (v Value) Bounds() Box {
	keys := v.Keys()
	first, last := keys[0], keys[len(keys)-1]
	lo, hi := first&0xfff, first&0xfff
	if first>>24 == last>>24 {
		// One colour: rows ascend.
		for _, k := range keys {
			j := k & 0xfff
			lo, hi = min(lo, j), max(hi, j)
		}
		return Box{KeyI(first), int(lo) - keySide, KeyI(last), int(hi) - keySide}
	}
	up, down := first>>12&0xfff, first>>12&0xfff
	for _, k := range keys {
		i, j := k>>12&0xfff, k&0xfff
		lo, hi = min(lo, j), max(hi, j)
		up, down = min(up, i), max(down, i)
	}
	return Box{int(up) - keySide, int(lo) - keySide, int(down) - keySide, int(hi) - keySide}
}

// OneColor reports whether all cells of an Object have the same colour.
func (v Value) OneColor() bool {
	keys := v.Keys()
	return keys[0]>>24 == keys[len(keys)-1]>>24
}

// Contains reports whether the Indices or Object v holds key.
func (v Value) Contains(key uint32) bool {
	_, ok := slices.BinarySearch(v.Keys(), key)
	return ok
}

// SetOfKeys returns the set of the packed indices (kind Indices) or cells
// (kind Object) in keys, which the caller took last with Keys and gives away.
// They may come in any order and more than once.
func (t *Thread) SetOfKeys(keys []uint32, k Kind) Value {
	if len(keys) == 0 {
		return EmptySet()
	}
	return ofKeys(t.sortKeys(keys), k)
}

// SetOfSortedKeys is SetOfKeys for keys that ascend without repetition.
func SetOfSortedKeys(keys []uint32, k Kind) Value {
	if len(keys) == 0 {
		return EmptySet()
	}
	return ofKeys(keys, k)
}

// sortKeys sorts keys in place, drops repetitions and returns what is left.
func (t *Thread) sortKeys(keys []uint32) []uint32 {
	sorted := true
	for n := 1; n < len(keys); n++ {
		if keys[n-1] >= keys[n] {
			sorted = false
			break
		}
	}
	if sorted {
		return keys
	}
	if !t.Charge(4 * int64(len(keys))) {
		return keys
	}
	if len(keys) <= 12 {
		for n := 1; n < len(keys); n++ {
			k, m := keys[n], n
			for ; m > 0 && keys[m-1] > k; m-- {
				keys[m] = keys[m-1]
			}
			keys[m] = k
		}
		return slices.Compact(keys)
	}
	if out, ok := t.sortByBits(keys); ok {
		return out
	}
	if !t.Charge(4 * int64(len(keys)) * int64(bits.Len(uint(len(keys))))) {
		return keys
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// sortByBits sorts keys by setting a bit for each in a map of words of 64
// columns, by colour and row. It declines when the keys are spread too widely.
func (t *Thread) sortByBits(keys []uint32) ([]uint32, bool) {
	first, last := keys[0], keys[0]
	lo, hi := first&0xfff, first&0xfff
	for _, k := range keys[1:] {
		first, last = min(first, k), max(last, k)
		lo, hi = min(lo, k&0xfff), max(hi, k&0xfff)
	}
	c0, c1 := first>>24, last>>24
	up, down := first>>12&0xfff, last>>12&0xfff
	if c0 != c1 {
		for _, k := range keys {
			up, down = min(up, k>>12&0xfff), max(down, k>>12&0xfff)
		}
	}
	rows, across := int(down-up)+1, int(hi-lo)>>6+1
	words := int(c1-c0+1) * rows * across
	if words > 4*len(keys)+32 || words > len(t.scratch.words) {
		return nil, false
	}
	m := t.scratch.words[:words]
	clear(m)
	if across == 1 {
		for _, k := range keys {
			m[int(k>>24-c0)*rows+int(k>>12&0xfff-up)] |= 1 << (k&0xfff - lo)
		}
	} else {
		for _, k := range keys {
			j := k&0xfff - lo
			m[(int(k>>24-c0)*rows+int(k>>12&0xfff-up))*across+int(j>>6)] |= 1 << (j & 63)
		}
	}
	n, w := 0, 0
	for c := c0; c <= c1; c++ {
		for i := range rows {
			base := c<<24 | (up+uint32(i))<<12 + lo
			for range across {
				for x := m[w]; x != 0; x &= x - 1 {
					keys[n] = base + uint32(bits.TrailingZeros64(x))
					n++
				}
				base += 64
				w++
			}
		}
	}
	return keys[:n], true
}
