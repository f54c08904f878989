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
