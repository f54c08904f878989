package op

import (
	"battscope/engine/value"
)

// packed reports whether a and b are both Indices or both Object.
func packed(a, b V) bool {
	return a.Kind() == b.Kind() && isPatch(a)
}

// mergeSets returns all elements of a and b, which are of kind Set; of equal
// ones that of a.
func mergeSets(t *T, a, b V) V {
	x, y := a.Vals(), b.Vals()
	vals := t.Vals(len(x) + len(y))
	if vals == nil {
		return V{}
	}
	n := 0
	for len(x) > 0 && len(y) > 0 {
		if !t.Charge(4) {
			return V{}
		}
		c := t.Cmp(x[0], y[0])
		if vals[n] = x[0]; c > 0 {
			vals[n] = y[0]
		}
		n++
		if c <= 0 {
			x = x[1:]
		}
		if c >= 0 {
			y = y[1:]
		}
	}
	n += copy(vals[n:], x)
	n += copy(vals[n:], y)
	return t.SetOfSorted(vals[:n])
}

// union returns all elements of a and b, which are packed alike.
func union(t *T, a, b V) V {
	x, y := a.Keys(), b.Keys()
	if !t.Charge(int64(len(x) + len(y))) {
		return V{}
	}
	keys := t.Keys(len(x) + len(y))
	if keys == nil {
		return V{}
	}
	n := 0
	for len(x) > 0 && len(y) > 0 {
		k, l := x[0], y[0]
		if k <= l {
			x = x[1:]
		}
		if l <= k {
			y = y[1:]
		}
		keys[n] = min(k, l)
		n++
	}
	n += copy(keys[n:], x)
	n += copy(keys[n:], y)
	return value.SetOfSortedKeys(t.TrimKeys(keys, n), a.Kind())
}

// sift returns the elements of a that b holds (keep) or lacks (!keep); a and b
// are packed alike.
func sift(t *T, a, b V, keep bool) V {
	x, y := a.Keys(), b.Keys()
	if !t.Charge(int64(len(x))) {
		return V{}
	}
	keys := t.Keys(len(x))
	if keys == nil {
		return V{}
	}
	n, m := 0, 0
	if len(x) < len(y)>>3 {
		for _, k := range x {
			m = gallop(y, m, k)
			if (m < len(y) && y[m] == k) == keep {
				keys[n] = k
				n++
			}
		}
		return value.SetOfSortedKeys(t.TrimKeys(keys, n), a.Kind())
	}
	for _, k := range x {
		for m < len(y) && y[m] < k {
			m++
		}
		if (m < len(y) && y[m] == k) == keep {
			keys[n] = k
			n++
		}
	}
	return value.SetOfSortedKeys(t.TrimKeys(keys, n), a.Kind())
}

// gallop returns the first index from m on at which keys, which ascend, are not
// below k. It doubles its steps, and halves them again.
func gallop(keys []uint32, m int, k uint32) int {
	if m < len(keys) && keys[m] < k {
		step := 1
		for m+step < len(keys) && keys[m+step] < k {
			m += step
			step *= 2
		}
		for hi := min(m+step, len(keys)); ; {
			mid := int(uint(m+hi) >> 1)
			if mid == m {
				return hi
			}
			if keys[mid] < k {
				m = mid
			} else {
				hi = mid
			}
		}
	}
	return m
}

func intersection(t *T, a, b V) V {
	switch {
	case packed(a, b):
		return sift(t, a, b, true)
	case a.Kind() == value.Bool && b.Kind() == value.Bool:
		return value.OfBool(a.Int()&b.Int() != 0)
	case a.IsInt() && b.IsInt():
		return value.OfInt(a.Int() & b.Int())
	case !a.IsSet() || !b.IsSet():
		return t.Fail(value.TypeFault)
	}
	return filter(t, a, func(v V) bool { return t.Has(b, v) })
}

func difference(t *T, a, b V) V {
	switch {
	case packed(a, b):
		return sift(t, a, b, false)
	case !a.IsContainer():
		return t.Fail(value.TypeFault)
	case a.Len() > 0 && !b.IsContainer():
		return t.Fail(value.TypeFault)
	}
	return filter(t, a, func(v V) bool { return !t.Has(b, v) })
}

// without returns a - b of two sets.
func without(t *T, a, b V) V {
	if packed(a, b) {
		return sift(t, a, b, false)
	}
	return filter(t, a, func(v V) bool { return !t.Has(b, v) })
}

// filter returns the container of a's elements for which keep is true, of a's
// own type.
func filter(t *T, a V, keep func(V) bool) V {
	if isPatch(a) {
		return filterKeys(t, a, keep)
	}
	l := a.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	n := 0
	for m := range l {
		v := a.At(m)
		if keep(v) {
			vals[n] = v
			n++
		}
		if !t.Charge(1) || t.Fault() != value.NoFault {
			return V{}
		}
	}
	if a.IsSet() {
		return t.SetOfSorted(vals[:n])
	}
	return t.Tuple(vals[:n])
}

// filterKeys is filter for a patch, whose elements stay in order.
func filterKeys(t *T, a V, keep func(V) bool) V {
	keys := t.Keys(a.Len())
	if keys == nil {
		return V{}
	}
	n := 0
	for m, k := range a.Keys() {
		if keep(a.At(m)) {
			keys[n] = k
			n++
		}
		if !t.Charge(1) || t.Fault() != value.NoFault {
			return V{}
		}
	}
	return value.SetOfSortedKeys(keys[:n], a.Kind())
}
