package op

import (
	"math"

	"battscope/engine/value"
)

// Shorthand for the signatures in this package.
type (
	V = value.Value
	T = value.Thread
)

// item returns a[n] as Python does for n of 0 or 1.
func item(t *T, a V, n int) V {
	if !a.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	if n >= a.Len() {
		return t.Fail(value.IndexFault)
	}
	return a.At(n)
}

// unpack2 returns x, y = a.
func unpack2(t *T, a V) (x, y V, ok bool) {
	if !a.IsContainer() {
		t.Fail(value.TypeFault)
		return V{}, V{}, false
	}
	if a.Len() != 2 {
		t.Fail(value.ValueFault)
		return V{}, V{}, false
	}
	return a.At(0), a.At(1), true
}

// ints2 returns the integers i, j = a.
func ints2(t *T, a V) (i, j int64, ok bool) {
	if a.Kind() == value.Pair {
		return int64(a.I()), int64(a.J()), true
	}
	x, y, ok := unpack2(t, a)
	if !ok {
		return 0, 0, false
	}
	if !x.IsInt() || !y.IsInt() {
		t.Fail(value.TypeFault)
		return 0, 0, false
	}
	return x.Int(), y.Int(), true
}

// concat returns the tuples a + b.
func concat(t *T, a, b V) V {
	if a.Kind() == value.Row && b.Kind() == value.Row {
		x, y := a.Cells(), b.Cells()
		cells := t.Bytes(len(x) + len(y))
		if cells == nil {
			return V{}
		}
		copy(cells[copy(cells, x):], y)
		return value.OfRow(cells)
	}
	la, lb := a.Len(), b.Len()
	vals := t.Vals(la + lb)
	if vals == nil {
		return V{}
	}
	putElems(vals, a)
	putElems(vals[la:], b)
	return t.Tuple(vals)
}

// putElems writes the elements of a container to the start of vals.
func putElems(vals []V, container V) {
	if k := container.Kind(); k == value.Tuple || k == value.Set {
		copy(vals, container.Vals())
		return
	}
	for n := range container.Len() {
		vals[n] = container.At(n)
	}
}

// repeatTuple returns a * n.
func repeatTuple(t *T, a V, n int64) V {
	la := int64(a.Len())
	if n <= 0 || la == 0 {
		return value.EmptyTuple()
	}
	if n > math.MaxInt32 {
		return t.Fail(value.Fuel)
	}
	vals := t.Vals(int(la * n))
	if vals == nil {
		return V{}
	}
	for m := range vals {
		vals[m] = a.At(m % int(la))
	}
	return t.Tuple(vals)
}

// two returns the tuple (a, b), given that both are values.
func two(t *T, a, b V) V {
	if !a.OK() || !b.OK() {
		return V{}
	}
	if a.IsInt() && b.IsInt() {
		return t.Pair(a.Int(), b.Int())
	}
	if a.Kind() == value.Pair && b.Kind() == value.Pair {
		if v, ok := t.TwoPairs(a, b); ok {
			return v
		}
	}
	vals := t.Vals(2)
	if vals == nil {
		return V{}
	}
	vals[0], vals[1] = a, b
	return t.Tuple(vals)
}

// iter returns the elements of a in iteration order, or fails with a TypeFault
// when a cannot be iterated.
func iter(t *T, a V) ([]V, bool) {
	if !a.IsContainer() {
		t.Fail(value.TypeFault)
		return nil, false
	}
	return t.Elems(a)
}

// sub returns a[n] of Python: negative n count from the end.
func sub(t *T, a V, n int64) V {
	if !a.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	l := int64(a.Len())
	if n < 0 {
		n += l
	}
	if n < 0 || n >= l {
		return t.Fail(value.IndexFault)
	}
	return a.At(int(n))
}

// clip returns the bounds of Python's slice a[from:to] of a sequence of length
// n.
func clip(from, to int64, n int) (lo, hi int) {
	end := func(k int64) int {
		if k < 0 {
			k += int64(n)
		}
		return int(min(max(k, 0), int64(n)))
	}
	lo, hi = end(from), end(to)
	return lo, max(lo, hi)
}

// slice returns a[lo:hi] for bounds within the tuple a.
func slice(t *T, a V, lo, hi int) V {
	switch {
	case lo >= hi:
		return value.EmptyTuple()
	case a.Kind() == value.Grid:
		w := a.W()
		return value.OfGrid(hi-lo, w, a.Cells()[lo*w:hi*w:hi*w])
	case a.Kind() == value.Row:
		return value.OfRow(a.Cells()[lo:hi:hi])
	}
	vals := t.Vals(hi - lo)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		vals[n] = a.At(lo + n)
	}
	return t.Tuple(vals)
}

// reversed returns a[::-1] of the tuple a.
func reversed(t *T, a V) V {
	if !a.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	l := a.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		vals[n] = a.At(l - 1 - n)
	}
	return t.Tuple(vals)
}

// zipStar returns the tuples of zip(*rows).
func zipStar(t *T, rows []V) ([]V, bool) {
	if len(rows) == 0 {
		return nil, true
	}
	n := math.MaxInt
	for _, r := range rows {
		if !r.IsContainer() {
			t.Fail(value.TypeFault)
			return nil, false
		}
		n = min(n, r.Len())
	}
	out := t.Vals(n)
	if out == nil {
		return nil, false
	}
	for c := range out {
		vals := t.Vals(len(rows))
		if vals == nil {
			return nil, false
		}
		for m, r := range rows {
			vals[m] = r.At(c)
		}
		if out[c] = t.Tuple(vals); !out[c].OK() {
			return nil, false
		}
	}
	return out, true
}

// best returns the first of the largest of vals, or of the smallest.
func best(t *T, vals []V, largest bool) V {
	if len(vals) == 0 {
		return t.Fail(value.ValueFault)
	}
	m := vals[0]
	for _, v := range vals[1:] {
		if v.IsInt() && m.IsInt() {
			if (m.Int() < v.Int()) == largest && m.Int() != v.Int() {
				m = v
			}
			if !t.Charge(1) {
				return V{}
			}
			continue
		}
		if largest && t.Less(m, v) || !largest && t.Less(v, m) {
			m = v
		}
		if !t.Charge(1) || t.Fault() != value.NoFault {
			return V{}
		}
	}
	return m
}
