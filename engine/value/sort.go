package value

import (
	"cmp"
	"math/bits"
	"slices"
)

// sortVals sorts vals in place, drops the later of equal elements and returns
// what is left.
func (t *Thread) sortVals(vals []Value) []Value {
	if t.ascending(vals) || t.fault != NoFault {
		return vals
	}
	ints := true
	for _, v := range vals {
		ints = ints && v.IsInt()
	}
	few := len(vals) <= 16
	if ints && !few {
		if out, ok := t.sortInts(vals); ok {
			return out
		}
	}
	n := int64(len(vals))
	switch {
	case few:
		if !t.Charge(4 * n) {
			return vals
		}
		for n := 1; n < len(vals); n++ {
			v, m := vals[n], n
			for ; m > 0 && t.Cmp(vals[m-1], v) > 0; m-- {
				vals[m] = vals[m-1]
			}
			vals[m] = v
		}
	case ints:
		if !t.Charge(8 * n * int64(bits.Len64(uint64(n)))) {
			return vals
		}
		slices.SortFunc(vals, func(a, b Value) int { return cmp.Compare(a.n, b.n) })
	default:
		t.Sort(vals)
	}
	return t.distinct(vals)
}

// Sort sorts vals in the canonical order, in place; equal ones keep their order.
// It merges, and pays for each comparison as it makes it: where equal values are
// many they are few. Without fuel it stops in the middle.
func (t *Thread) Sort(vals []Value) {
	const run = 8
	l := len(vals)
	for from := 0; from < l; from += run {
		part := vals[from:min(from+run, l)]
		for n := 1; n < len(part); n++ {
			v, m := part[n], n
			for ; m > 0 && t.Charge(4) && t.Cmp(part[m-1], v) > 0; m-- {
				part[m] = part[m-1]
			}
			part[m] = v
		}
	}
	if l <= run {
		return
	}
	spare := t.Vals(l)
	if spare == nil {
		return
	}
	for side := run; side < l; side *= 2 {
		for from := 0; from+side < l; from += 2 * side {
			if !t.mergeRuns(vals[from:min(from+2*side, l)], side, spare) {
				return
			}
		}
	}
}

// mergeRuns merges vals[:h] and vals[h:], which ascend, with spare memory.
func (t *Thread) mergeRuns(vals []Value, h int, spare []Value) bool {
	if t.Cmp(vals[h-1], vals[h]) <= 0 {
		return t.Charge(6)
	}
	left := spare[:copy(spare, vals[:h])]
	j := h
	for n := 0; len(left) > 0; n++ {
		if !t.Charge(8) {
			return false
		}
		if j < len(vals) && t.Cmp(left[0], vals[j]) > 0 {
			vals[n] = vals[j]
			j++
		} else {
			vals[n] = left[0]
			left = left[1:]
		}
	}
	return t.fault == NoFault
}

// distinct drops the later of equal neighbours.
func (t *Thread) distinct(vals []Value) []Value {
	n := 1
	for _, v := range vals[1:] {
		if !t.Eq(vals[n-1], v) {
			vals[n] = v
			n++
		}
	}
	return vals[:n]
}

// sortInts sorts integers, none of them boolean, by setting a bit for each. It
// declines when they are spread too widely.
func (t *Thread) sortInts(vals []Value) ([]Value, bool) {
	lo, hi := vals[0].n, vals[0].n
	for _, v := range vals {
		if v.k != Int {
			return nil, false
		}
		lo, hi = min(lo, v.n), max(hi, v.n)
	}
	words := uint64(hi-lo)>>6 + 1
	if hi-lo < 0 || words > uint64(len(vals)) || words > uint64(len(t.scratch.words)) {
		return nil, false
	}
	if !t.Charge(2 * int64(len(vals))) {
		return vals, true
	}
	m := t.scratch.words[:words]
	clear(m)
	for _, v := range vals {
		m[(v.n-lo)>>6] |= 1 << ((v.n - lo) & 63)
	}
	n := 0
	for w, x := range m {
		for ; x != 0; x &= x - 1 {
			vals[n] = OfInt(lo + int64(w<<6+bits.TrailingZeros64(x)))
			n++
		}
	}
	return vals[:n], true
}

// ascending reports whether vals are in canonical order without repetition.
func (t *Thread) ascending(vals []Value) bool {
	for n := 1; n < len(vals); n++ {
		if t.Cmp(vals[n-1], vals[n]) >= 0 {
			return false
		}
	}
	return true
}
