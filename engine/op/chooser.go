package op

import (
	"battscope/engine/value"
)

func choosers() []Op {
	return []Op{
		{Name: "order", Args: "container: Container, compfunc: Callable", Out: "Tuple", Type: typeOfOrdered, Doc: "elements in ascending order of a key, as a tuple; equal keys keep their order", Cost: Cost{18, 128}, F2: order},
		{Name: "valmax", Args: "container: Container, compfunc: Callable", Out: "Integer", Type: typeOfValue, Doc: "largest key of an element; the key of 0 when empty", Cost: Cost{12, 60}, F2: valmax},
		{Name: "valmin", Args: "container: Container, compfunc: Callable", Out: "Integer", Type: typeOfValue, Doc: "smallest key of an element; the key of 0 when empty", Cost: Cost{12, 60}, F2: valmin},
		{Name: "argmax", Args: "container: Container, compfunc: Callable", Out: "Any", Type: typeOfChosen, Doc: "first element with the largest key", Cost: Cost{12, 60}, F2: argmax},
		{Name: "argmin", Args: "container: Container, compfunc: Callable", Out: "Any", Type: typeOfChosen, Doc: "first element with the smallest key", Cost: Cost{12, 60}, F2: argmin},
		{Name: "sfilter", Args: "container: Container, condition: Callable", Out: "Container", Type: typeOfFiltered, Doc: "elements for which a condition is true; the type is that of the container", Cost: Cost{8, 63}, F2: sfilter},
		{Name: "mfilter", Args: "container: Container, function: Callable", Out: "FrozenSet", Type: typeOfMfiltered, Doc: "elements for which a condition is true, merged", Cost: Cost{28, 124}, F2: mfilter},
		{Name: "extract", Args: "container: Container, condition: Callable", Out: "Any", Type: typeOfChosen, Doc: "first element for which a condition is true", Cost: Cost{16, 20}, F2: extract},
	}
}

// order sorts by merging, which is stable and compares few pairs. Keys that
// cannot be compared are a fault as soon as two of them meet.
func order(t *T, container, compfunc V) V {
	keys, ok := keysBy(t, compfunc, container)
	if !ok {
		return V{}
	}
	l := len(keys)
	elems := t.Vals(l)
	if elems == nil {
		return V{}
	}
	if container.Kind() == value.Row && l <= shortRow && isSame(compfunc) {
		return orderRow(t, container.Cells())
	}
	ints := true
	for n := range elems {
		elems[n] = container.At(n)
		ints = ints && keys[n].IsInt()
	}
	if ints && l <= shortRow {
		insertionSort(keys, elems)
		return t.Tuple(elems)
	}
	spare := t.Vals(2 * l)
	if spare == nil {
		return V{}
	}
	if !mergeSort(t, keys, elems, spare[:l], spare[l:]) {
		return V{}
	}
	return t.Tuple(elems)
}

// shortRow is up to how many integer keys are sorted by insertion.
const shortRow = 32

// isSame reports whether f is a primitive that returns its argument.
func isSame(f V) bool {
	if f.Kind() != value.Func {
		return false
	}
	p := f.Fn().Prim()
	return p != nil && p.Same
}

// orderRow returns the integers of a Row in order. It charges what a Tuple of
// them does.
func orderRow(t *T, cells []int8) V {
	if !t.Charge(int64(len(cells))) {
		return V{}
	}
	sorted := t.Bytes(len(cells))
	if sorted == nil {
		return V{}
	}
	copy(sorted, cells)
	for n := 1; n < len(sorted); n++ {
		c, m := sorted[n], n
		for ; m > 0 && c < sorted[m-1]; m-- {
			sorted[m] = sorted[m-1]
		}
		sorted[m] = c
	}
	return value.OfRow(sorted)
}

// insertionSort sorts elems by integer keys, in place.
func insertionSort(keys, elems []V) {
	for n := 1; n < len(keys); n++ {
		k, e, m := keys[n], elems[n], n
		for ; m > 0 && k.Int() < keys[m-1].Int(); m-- {
			keys[m], elems[m] = keys[m-1], elems[m-1]
		}
		keys[m], elems[m] = k, e
	}
}

// mergeSort sorts elems by keys, in place, with spare memory of the same
// length.
func mergeSort(t *T, keys, elems, spareKeys, spareElems []V) bool {
	l := len(keys)
	if l <= 8 {
		for n := 1; n < l; n++ {
			k, e, m := keys[n], elems[n], n
			for ; m > 0 && t.LessKey(k, keys[m-1]); m-- {
				keys[m], elems[m] = keys[m-1], elems[m-1]
			}
			keys[m], elems[m] = k, e
			if !t.Charge(6) || t.Fault() != value.NoFault {
				return false
			}
		}
		return true
	}
	h := l / 2
	if !mergeSort(t, keys[:h], elems[:h], spareKeys[:h], spareElems[:h]) || !mergeSort(t, keys[h:], elems[h:], spareKeys[h:], spareElems[h:]) {
		return false
	}
	copy(spareKeys[:h], keys[:h])
	copy(spareElems[:h], elems[:h])
	i, j := 0, h
	for n := 0; i < h; n++ {
		if j < l && t.LessKey(keys[j], spareKeys[i]) {
			keys[n], elems[n] = keys[j], elems[j]
			j++
		} else {
			keys[n], elems[n] = spareKeys[i], spareElems[i]
			i++
		}
		if !t.Charge(6) || t.Fault() != value.NoFault {
			return false
		}
	}
	return true
}

// directly returns the elements of a container that holds them as values, or
// nil.
func directly(container V) []V {
	if k := container.Kind(); k == value.Tuple || k == value.Set {
		return container.Vals()
	}
	return nil
}

// choose returns the first element with the largest key, or the smallest, and
// its key.
func choose(t *T, container, compfunc V, largest bool) (elem, key V) {
	direct := directly(container)
	for n := range container.Len() {
		var e V
		if direct != nil {
			e = direct[n]
		} else {
			e = container.At(n)
		}
		k := t.Call1(compfunc, e)
		switch {
		case !k.OK():
			return V{}, V{}
		case n == 0, largest && t.Less(key, k), !largest && t.Less(k, key):
			elem, key = e, k
		}
		if !t.Charge(3) || t.Fault() != value.NoFault {
			return V{}, V{}
		}
	}
	return elem, key
}

func valmax(t *T, container, compfunc V) V { return val(t, container, compfunc, true) }

func valmin(t *T, container, compfunc V) V { return val(t, container, compfunc, false) }

// val returns the key that choose finds. The original computes it a second
// time; since functions have no memory, it need not be.
func val(t *T, container, compfunc V, largest bool) V {
	switch {
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Len() == 0:
		return t.Call1(compfunc, value.OfInt(0))
	}
	_, key := choose(t, container, compfunc, largest)
	return key
}

func argmax(t *T, container, compfunc V) V { return arg(t, container, compfunc, true) }

func argmin(t *T, container, compfunc V) V { return arg(t, container, compfunc, false) }

// keysBy returns the key of each element. As in Python, the key None stands for
// the elements themselves.
func keysBy(t *T, compfunc, container V) ([]V, bool) {
	if !container.IsContainer() {
		return results(t, compfunc, container)
	}
	keys := t.Vals(container.Len())
	if keys == nil {
		return nil, false
	}
	if compfunc.Kind() != value.None && !t.SkipCalls(compfunc, len(keys)) {
		return keys, callEach(t, compfunc, container, keys)
	}
	for n := range keys {
		keys[n] = container.At(n)
	}
	return keys, true
}

func arg(t *T, container, compfunc V, largest bool) V {
	switch {
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Len() == 0:
		return t.Fail(value.ValueFault)
	case compfunc.Kind() == value.None:
		elems, ok := iter(t, container)
		if !ok {
			return V{}
		}
		return best(t, elems, largest)
	}
	elem, _ := choose(t, container, compfunc, largest)
	return elem
}

func sfilter(t *T, container, condition V) V {
	switch {
	case isPatch(container):
		return sfilterKeys(t, container, condition)
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	}
	l := container.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	n := 0
	direct := directly(container)
	for m := range l {
		var e V
		if direct != nil {
			e = direct[m]
		} else {
			e = container.At(m)
		}
		v := t.Call1(condition, e)
		if !v.OK() {
			t.InGenerator()
			return V{}
		}
		if v.Truth() {
			vals[n] = e
			n++
		}
	}
	if container.IsSet() {
		return t.SetOfSorted(vals[:n])
	}
	return t.Tuple(vals[:n])
}

// sfilterKeys is sfilter of a patch, whose elements stay in order.
func sfilterKeys(t *T, patch, condition V) V {
	src := patch.Keys()
	keys := t.Keys(len(src))
	if keys == nil {
		return V{}
	}
	n, cells := 0, patch.Kind() == value.Object
	for _, k := range src {
		e := value.OfCell(k)
		if !cells {
			e = value.OfIndex(k)
		}
		v := t.Call1(condition, e)
		if !v.OK() {
			t.InGenerator()
			return V{}
		}
		if v.Truth() {
			keys[n] = k
			n++
		}
	}
	return value.SetOfSortedKeys(keys[:n], patch.Kind())
}

func mfilter(t *T, container, f V) V {
	kept := sfilter(t, container, f)
	if !kept.OK() {
		return V{}
	}
	return merge(t, kept)
}

func extract(t *T, container, condition V) V {
	if !container.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	for n := range container.Len() {
		e := container.At(n)
		v := t.Call1(condition, e)
		if !v.OK() {
			t.InGenerator()
			return V{}
		}
		if v.Truth() {
			return e
		}
	}
	return t.Fail(value.EmptyFault)
}
