package op

import (
	"slices"

	"battscope/engine/value"
)

func containers() []Op {
	return []Op{
		{Name: "identity", Args: "x: Any", Out: "Any", Type: typeOf(0), Doc: "the argument itself", Cost: Cost{4, 0}, F1: identity, Same: true},
		{Name: "contained", Args: "value: Any, container: Container", Out: "Boolean", Doc: "whether a value is an element", Cost: Cost{10, 0}, F2: contained},
		{Name: "combine", Args: "a: Container, b: Container", Out: "Container", Doc: "union of sets, or concatenation of tuples; the type is that of a", Cost: Cost{16, 0}, F2: combine},
		{Name: "intersection", Args: "a: FrozenSet, b: FrozenSet", Out: "FrozenSet", Doc: "elements of both sets", Cost: Cost{18, 1}, F2: intersection},
		{Name: "difference", Args: "a: FrozenSet, b: FrozenSet", Out: "FrozenSet", Type: typeOfKept, Doc: "elements of a that are not in b; the type is that of a", Cost: Cost{16, 7}, F2: difference},
		{Name: "dedupe", Args: "tup: Tuple", Out: "Tuple", Doc: "tuple without the repetitions of earlier elements", Cost: Cost{16, 14}, F1: dedupe},
		{Name: "size", Args: "container: Container", Out: "Integer", Doc: "number of elements", Cost: Cost{4, 0}, F1: size},
		{Name: "merge", Args: "containers: ContainerContainer", Out: "Container", Type: typeOfMerged, Doc: "elements of all containers; the type is that of the outer one", Cost: Cost{14, 96}, F1: merge},
		{Name: "mostcommon", Args: "container: Container", Out: "Any", Type: typeOfElem, Doc: "most frequent element of a tuple; ties go to the first in order", Cost: Cost{36, 4}, F1: mostcommon},
		{Name: "leastcommon", Args: "container: Container", Out: "Any", Type: typeOfElem, Doc: "least frequent element of a tuple; ties go to the first in order", Cost: Cost{36, 4}, F1: leastcommon},
		{Name: "totuple", Args: "container: FrozenSet", Out: "Tuple", Type: typeOfTuple, Doc: "elements as a tuple, in order", Cost: Cost{6, 73}, F1: totuple},
		{Name: "first", Args: "container: Container", Out: "Any", Type: typeOfElem, Doc: "first element", Cost: Cost{4, 0}, F1: first},
		{Name: "last", Args: "container: Container", Out: "Any", Type: typeOfElem, Doc: "last element", Cost: Cost{4, 0}, F1: last},
		{Name: "insert", Args: "value: Any, container: FrozenSet", Out: "FrozenSet", Doc: "set with one more element", Cost: Cost{30, 4}, F2: insert},
		{Name: "remove", Args: "value: Any, container: Container", Out: "Container", Doc: "container without the elements equal to a value", Cost: Cost{9, 105}, F2: remove},
		{Name: "other", Args: "container: Container, value: Any", Out: "Any", Type: typeOfElem, Doc: "first element that differs from a value", Cost: Cost{18, 0}, F2: other},
		{Name: "sizefilter", Args: "container: Container, n: Integer", Out: "FrozenSet", Type: typeOfSet, Doc: "set of the elements that have n elements", Cost: Cost{14, 53}, F2: sizefilter},
	}
}

func identity(_ *T, x V) V { return x }

func contained(t *T, v, container V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	return value.OfBool(t.Has(container, v))
}

// packed reports whether a and b are both Indices or both Object.
func packed(a, b V) bool {
	return a.Kind() == b.Kind() && isPatch(a)
}

// isPatch reports whether v is an Indices or an Object.
func isPatch(v V) bool { return v.Kind() == value.Indices || v.Kind() == value.Object }

func combine(t *T, a, b V) V {
	if !a.IsContainer() || !b.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	switch {
	case a.IsSet() && b.IsSet() && b.Len() == 0:
		return a
	case a.IsSet() && b.IsSet() && a.Len() == 0:
		return b
	case packed(a, b):
		return union(t, a, b)
	case a.Kind() == value.Grid && b.Kind() == value.Grid && a.W() == b.W():
		return below(t, a, b)
	case a.IsTuple():
		return concat(t, a, b)
	}
	if a.Kind() == value.Set && b.Kind() == value.Set {
		return mergeSets(t, a, b)
	}
	vals := t.Vals(a.Len() + b.Len())
	if vals == nil {
		return V{}
	}
	putElems(vals, a)
	putElems(vals[a.Len():], b)
	return t.Set(vals)
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

func dedupe(t *T, tup V) V {
	switch {
	case tup.IsSet() && tup.Len() == 0:
		return value.EmptyTuple()
	case tup.IsSet():
		return t.Fail(value.AttrFault)
	case !tup.IsTuple():
		return t.Fail(value.TypeFault)
	case tup.Kind() == value.Row:
		return dedupeRow(t, tup)
	}
	l := tup.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	n := 0
	for m := range l {
		v := tup.At(m)
		if !t.Charge(2 + 2*int64(n)) {
			return V{}
		}
		if !slices.ContainsFunc(vals[:n], func(u V) bool { return t.Eq(u, v) }) {
			vals[n] = v
			n++
		}
		if t.Fault() != value.NoFault {
			return V{}
		}
	}
	return t.Tuple(vals[:n])
}

// dedupeRow is dedupe of a Row.
func dedupeRow(t *T, row V) V {
	src := row.Cells()
	cells := t.Bytes(len(src))
	if cells == nil {
		return V{}
	}
	var seen [4]uint64
	n := 0
	for _, c := range src {
		word, bit := &seen[uint8(c)>>6], uint64(1)<<(c&63)
		if *word&bit == 0 {
			*word |= bit
			cells[n] = c
			n++
		}
	}
	return value.OfRow(cells[:n])
}

func size(t *T, container V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	return value.OfInt(int64(container.Len()))
}

func merge(t *T, containers V) V {
	if !containers.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	vals, ok := t.Elems(containers)
	if !ok {
		return V{}
	}
	return mergeVals(t, containers.IsSet(), vals)
}

// mergeVals returns the elements of all containers in vals, as a set or as a
// tuple.
func mergeVals(t *T, asSet bool, vals []V) V {
	n, kind, same := 0, value.Invalid, true
	for _, c := range vals {
		if !c.IsContainer() {
			return t.Fail(value.TypeFault)
		}
		l := c.Len()
		n += l
		if l > 0 {
			if kind == value.Invalid {
				kind = c.Kind()
			}
			same = same && c.Kind() == kind
		}
	}
	switch {
	case same && asSet && (kind == value.Indices || kind == value.Object):
		if !t.Charge(int64(n)) {
			return V{}
		}
		keys := t.Keys(n)
		if keys == nil {
			return V{}
		}
		m := 0
		for _, c := range vals {
			if c.Len() > 0 {
				m += copy(keys[m:], c.Keys())
			}
		}
		return t.SetOfKeys(keys, kind)
	case same && !asSet && kind == value.Grid:
		if v, ok := stack(t, vals, n); ok {
			return v
		}
	}
	if !t.Charge(int64(n)) {
		return V{}
	}
	out := t.Vals(n)
	if out == nil {
		return V{}
	}
	m := 0
	for _, c := range vals {
		putElems(out[m:], c)
		m += c.Len()
	}
	if asSet {
		return t.Set(out)
	}
	return t.Tuple(out)
}

// stack puts grids of equal width, n rows in all, one below the other.
func stack(t *T, grids []V, n int) (V, bool) {
	w := 0
	for _, g := range grids {
		if g.Len() == 0 {
			continue
		}
		if w == 0 {
			w = g.W()
		}
		if g.W() != w {
			return V{}, false
		}
	}
	cells := t.Bytes(n * w)
	if cells == nil {
		return V{}, true
	}
	m := 0
	for _, g := range grids {
		if g.Len() > 0 {
			m += copy(cells[m:], g.Cells())
		}
	}
	return value.OfGrid(n, w, cells), true
}

func mostcommon(t *T, container V) V { return common(t, container, true) }

func leastcommon(t *T, container V) V { return common(t, container, false) }

func common(t *T, container V, most bool) V {
	switch {
	case container.Kind() == value.Row:
		return value.OfInt(int64(modeOf(t, container.Cells(), most)))
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Len() == 0:
		return t.Fail(value.ValueFault)
	case container.IsSet():
		return t.Fail(value.AttrFault)
	}
	return frequent(t, container, most)
}

// frequent returns the most or least frequent element of a tuple that is not
// empty, the first in order among equally frequent ones.
func frequent(t *T, tuple V, most bool) V {
	l := tuple.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		vals[n] = tuple.At(n)
	}
	return frequentVals(t, vals, most)
}

func frequentVals(t *T, vals []V, most bool) V {
	if len(vals) == 0 {
		return t.Fail(value.ValueFault)
	}
	if t.Sort(vals); t.Fault() != value.NoFault {
		return V{}
	}
	var found V
	count := 0
	for n := 0; n < len(vals); {
		m := n + 1
		for m < len(vals) && t.Charge(1) && t.Eq(vals[n], vals[m]) {
			m++
		}
		if !found.OK() || most && m-n > count || !most && m-n < count {
			found, count = vals[n], m-n
		}
		n = m
	}
	return found
}

func totuple(t *T, container V) V {
	switch {
	case container.IsTuple():
		return container
	case !container.IsSet():
		return t.Fail(value.TypeFault)
	}
	vals := t.Vals(container.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		vals[n] = container.At(n)
	}
	return t.Tuple(vals)
}

func first(t *T, container V) V {
	switch {
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Kind() == value.Tuple && container.Len() > 0:
		return container.Vals()[0]
	case container.Len() == 0:
		return t.Fail(value.EmptyFault)
	}
	return container.At(0)
}

func last(t *T, container V) V {
	switch {
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Kind() == value.Pair:
		return value.OfInt(int64(container.J()))
	case container.Len() == 0:
		return t.Fail(value.ValueFault)
	}
	return container.At(container.Len() - 1)
}

func insert(t *T, v, container V) V {
	if !container.IsSet() {
		return t.Fail(value.AttrFault)
	}
	one := initset(t, v)
	if !one.OK() {
		return V{}
	}
	return combine(t, container, one)
}

func remove(t *T, v, container V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	return filter(t, container, func(e V) bool { return !t.Eq(e, v) })
}

func other(t *T, container, v V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	for n := range container.Len() {
		if !t.Charge(1) {
			return V{}
		}
		if e := container.At(n); !t.Eq(e, v) {
			return e
		}
	}
	return t.Fail(value.EmptyFault)
}

func sizefilter(t *T, container, n V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	vals := t.Vals(container.Len())
	if vals == nil {
		return V{}
	}
	m := 0
	for i := range container.Len() {
		e := container.At(i)
		if !e.IsContainer() {
			return t.Fail(value.TypeFault)
		}
		if n.IsInt() && int64(e.Len()) == n.Int() {
			vals[m] = e
			m++
		}
	}
	return t.Set(vals[:m])
}
