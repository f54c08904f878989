package value

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unsafe"
)

// AsBytes views small integers as bytes, which share their memory.
func AsBytes(c []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(c))), len(c))
}

// Eq reports whether a == b in Python's sense: a set never equals a tuple, True
// equals 1. Functions are equal when the same builder made them from equal
// parts. Comparing nested values is charged to t, the same for equal values
// whether they share memory or not; the answer means nothing once t has a fault.
func (t *Thread) Eq(a, b Value) bool {
	if a.k != b.k {
		return a.n == b.n && a.IsInt() && b.IsInt()
	}
	if a.n != b.n && a.k != Func {
		return false
	}
	switch a.k {
	case Row, Grid:
		t.left -= a.Size() >> 6 // the next charge sees it
		return a.p == b.p || bytes.Equal(AsBytes(a.Cells()), AsBytes(b.Cells()))
	case Indices, Object:
		t.left -= a.n >> 3
		return a.p == b.p || slices.Equal(a.Keys(), b.Keys())
	case Tuple, Set:
		return t.eqVals(a.Vals(), b.Vals())
	case Func:
		return t.cmpFn(a, b) == 0
	}
	return true
}

func (t *Thread) eqVals(a, b []Value) bool {
	if !t.enter() {
		return false
	}
	for n := range a {
		if !t.Charge(8) || !t.Eq(a[n], b[n]) {
			t.depth--
			return false
		}
	}
	t.depth--
	return true
}

// rank orders the kinds: none, integer, tuple, set, function.
func (k Kind) rank() int {
	switch {
	case k <= None:
		return 0
	case k <= Int:
		return 1
	case k <= Tuple:
		return 2
	case k <= Set:
		return 3
	}
	return 4
}

// Cmp compares a and b in the canonical order and returns -1, 0 or 1. It is 0
// exactly when Eq is true. Like Eq it charges t.
func (t *Thread) Cmp(a, b Value) int {
	if a.k == b.k {
		switch a.k {
		case Int, Pair, Cell:
			return cmp.Compare(a.n, b.n)
		case Indices, Object:
			return cmpLists(t, a.Keys(), b.Keys())
		case Row:
			return cmpLists(t, a.Cells(), b.Cells())
		}
	}
	if c := cmp.Compare(a.k.rank(), b.k.rank()); c != 0 {
		return c
	}
	switch a.k.rank() {
	case 0:
		return 0
	case 1:
		return cmp.Compare(a.n, b.n)
	case 4:
		return t.cmpFn(a, b)
	}
	if !t.enter() {
		return 0
	}
	la, lb := a.Len(), b.Len()
	for n := range min(la, lb) {
		if !t.Charge(10) {
			t.depth--
			return 0
		}
		if c := t.Cmp(a.At(n), b.At(n)); c != 0 {
			t.depth--
			return c
		}
	}
	t.depth--
	return cmp.Compare(la, lb)
}

// cmpLists compares lexicographically. The first elements mostly differ, so it
// charges by how far it comes.
func cmpLists[E cmp.Ordered](t *Thread, a, b []E) int {
	for n, x := range a[:min(len(a), len(b))] {
		if y := b[n]; x != y {
			t.left -= int64(n)>>2 + 5
			if x < y {
				return -1
			}
			return 1
		}
	}
	t.left -= int64(min(len(a), len(b)))>>2 + 5
	return cmp.Compare(len(a), len(b))
}

// cmpFn compares two functions by the name of the primitive or builder, then by
// their parts.
func (t *Thread) cmpFn(a, b Value) int {
	f, g := a.Fn(), b.Fn()
	if f == g && (f.builder == isPrim || f.builder == isProc) {
		return 0
	}
	// A builder has the name of the primitive that calls it.
	if c := cmp.Or(strings.Compare(f.key(), g.key()), cmp.Compare(f.builder, g.builder)); c != 0 {
		return c
	}
	if !t.enter() {
		return 0
	}
	defer func() { t.depth-- }()
	for n := range f.parts {
		if !t.Charge(10) {
			return 0
		}
		if c := t.Cmp(f.parts[n], g.parts[n]); c != 0 {
			return c
		}
	}
	return 0
}

// Less reports whether a < b in Python's sense: integers by size, tuples by the
// first elements that differ, sets by proper inclusion. Anything else fails
// with a TypeFault.
func (t *Thread) Less(a, b Value) bool { return t.less(a, b, false) }

// LessKey is Less for the keys of order, where sets compare in the canonical
// order.
func (t *Thread) LessKey(a, b Value) bool { return t.less(a, b, true) }

func (t *Thread) less(a, b Value, canonicalSets bool) bool {
	switch {
	case a.IsInt() && b.IsInt(), a.k == Pair && b.k == Pair, a.k == Cell && b.k == Cell:
		return a.n < b.n
	case a.IsTuple() && b.IsTuple():
		return t.lessTuple(a, b, canonicalSets)
	case a.IsSet() && b.IsSet():
		if canonicalSets {
			return t.Cmp(a, b) < 0
		}
		return a.Len() < b.Len() && t.Subset(a, b)
	}
	t.Fail(TypeFault)
	return false
}

func (t *Thread) lessTuple(a, b Value, canonicalSets bool) bool {
	if !t.enter() {
		return false
	}
	la, lb := a.Len(), b.Len()
	for n := range min(la, lb) {
		if !t.Charge(12) {
			t.depth--
			return false
		}
		if x, y := a.At(n), b.At(n); !t.Eq(x, y) {
			less := t.less(x, y, canonicalSets)
			t.depth--
			return less
		}
	}
	t.depth--
	return la < lb
}

// Subset reports whether every element of set a is in set b.
func (t *Thread) Subset(a, b Value) bool {
	if a.Len() > b.Len() {
		return false
	}
	if a.k == b.k && (a.k == Indices || a.k == Object) {
		n, keys := 0, b.Keys()
		if !t.Charge(int64(len(keys))) {
			return false
		}
		for _, k := range a.Keys() {
			for n < len(keys) && keys[n] < k {
				n++
			}
			if n == len(keys) || keys[n] != k {
				return false
			}
		}
		return true
	}
	n, lb := 0, b.Len()
	for m := range a.Len() {
		x := a.At(m)
		for ; ; n++ {
			if n == lb || !t.Charge(1) {
				return false
			}
			if c := t.Cmp(b.At(n), x); c == 0 {
				break
			} else if c > 0 {
				return false
			}
		}
	}
	return true
}

// Has reports whether container v holds x.
func (t *Thread) Has(v, x Value) bool {
	switch v.k {
	case Indices:
		return x.k == Pair && FitsKey(x.I(), x.J()) && v.Contains(IndexKey(x.I(), x.J()))
	case Object:
		return x.k == Cell && v.Contains(x.Key())
	case Set:
		lo, hi := 0, v.Len()
		vals := v.Vals()
		for lo < hi {
			m := int(uint(lo+hi) >> 1)
			if !t.Charge(5) {
				return false
			}
			switch c := t.Cmp(vals[m], x); {
			case c == 0:
				return true
			case c < 0:
				lo = m + 1
			default:
				hi = m
			}
		}
		return false
	case Row:
		t.left -= v.n >> 2
		return x.IsInt() && smallInt(x.n) && slices.Contains(v.Cells(), int8(x.n))
	}
	for n := range v.Len() {
		if !t.Charge(1) {
			return false
		}
		if t.Eq(v.At(n), x) {
			return true
		}
	}
	return false
}

// EqualCells reports whether a and b hold the same integers.
func EqualCells(a, b []int8) bool { return bytes.Equal(AsBytes(a), AsBytes(b)) }
