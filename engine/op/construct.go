package op

import (
	"math"

	"battscope/engine/value"
)

func constructors() []Op {
	return []Op{
		{Name: "toivec", Args: "i: Integer", Out: "IntegerTuple", Doc: "vector (i, 0), pointing down", Cost: Cost{6, 0}, F1: toivec},
		{Name: "tojvec", Args: "j: Integer", Out: "IntegerTuple", Doc: "vector (0, j), pointing right", Cost: Cost{6, 0}, F1: tojvec},
		{Name: "astuple", Args: "a: Integer, b: Integer", Out: "IntegerTuple", Type: typeOfTwo, Free: true, Doc: "tuple (a, b)", Cost: Cost{6, 0}, F2: two},
		{Name: "initset", Args: "value: Any", Out: "FrozenSet", Type: typeOfOnly, Doc: "set of one element", Cost: Cost{12, 0}, F1: initset},
		{Name: "repeat", Args: "item: Any, num: Integer", Out: "Tuple", Type: typeOfCopies, Doc: "tuple of num copies of an item", Cost: Cost{8, 40}, F2: repeat},
		{Name: "interval", Args: "start: Integer, stop: Integer, step: Integer", Out: "Tuple", Type: typeOfInts, Doc: "integers from start up to, not including, stop", Cost: Cost{20, 12}, F3: interval},
		{Name: "pair", Args: "a: Tuple, b: Tuple", Out: "TupleTuple", Type: typeOfZip, Doc: "tuple of pairs of corresponding elements, as long as the shorter", Cost: Cost{20, 3}, F2: pair},
		{Name: "product", Args: "a: Container, b: Container", Out: "FrozenSet", Type: typeOfProduct, Doc: "set of all pairs of an element of a and one of b", Cost: Cost{48, 80}, F2: product},
	}
}

func toivec(t *T, i V) V { return two(t, i, value.OfInt(0)) }

func tojvec(t *T, j V) V { return two(t, value.OfInt(0), j) }

func initset(t *T, v V) V {
	vals := t.Vals(1)
	if vals == nil {
		return V{}
	}
	vals[0] = v
	return t.Set(vals)
}

func repeat(t *T, item, num V) V {
	if !num.IsInt() {
		return t.Fail(value.TypeFault)
	}
	n := num.Int()
	if n <= 0 {
		return value.EmptyTuple()
	}
	if n > math.MaxInt32 {
		return t.Fail(value.Fuel)
	}
	vals := t.Vals(int(n))
	if vals == nil {
		return V{}
	}
	for m := range vals {
		vals[m] = item
	}
	return t.Tuple(vals)
}

func interval(t *T, start, stop, step V) V {
	if !start.IsInt() || !stop.IsInt() || !step.IsInt() {
		return t.Fail(value.TypeFault)
	}
	from, to, by := start.Int(), stop.Int(), step.Int()
	if by == 0 {
		return t.Fail(value.ValueFault)
	}
	// The length is computed without signs so that no difference overflows.
	var n uint64
	switch {
	case by > 0 && from < to:
		n = (uint64(to)-uint64(from)-1)/uint64(by) + 1
	case by < 0 && from > to:
		n = (uint64(from)-uint64(to)-1)/-uint64(by) + 1
	}
	if n > math.MaxInt32 {
		return t.Fail(value.Fuel)
	}
	vals := t.Vals(int(n))
	if vals == nil {
		return V{}
	}
	for m := range vals {
		vals[m] = value.OfInt(from + int64(m)*by)
	}
	return t.Tuple(vals)
}

func pair(t *T, a, b V) V {
	if !a.IsContainer() || !b.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if a.Kind() == value.Row && b.Kind() == value.Row {
		return pairRows(t, a.Cells(), b.Cells())
	}
	vals := t.Vals(min(a.Len(), b.Len()))
	if vals == nil {
		return V{}
	}
	if !t.Charge(12 * int64(len(vals))) {
		return V{}
	}
	for n := range vals {
		if vals[n] = two(t, a.At(n), b.At(n)); !vals[n].OK() {
			return V{}
		}
	}
	return t.Tuple(vals)
}

// pairRows is pair of Rows, whose pairs are the rows of a Grid.
func pairRows(t *T, a, b []int8) V {
	n := min(len(a), len(b))
	cells := t.Bytes(2 * n)
	if cells == nil {
		return V{}
	}
	for m, c := range a[:n] {
		cells[2*m], cells[2*m+1] = c, b[m]
	}
	return value.OfGrid(n, 2, cells)
}

func product(t *T, a, b V) V {
	if !b.IsContainer() || b.Len() > 0 && !a.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if b.Len() == 0 {
		return value.EmptySet()
	}
	la, lb := a.Len(), b.Len()
	if keys, ok := productKeys(t, a, b); ok || t.Fault() != value.NoFault {
		return t.SetOfKeys(keys, value.Indices)
	}
	if !t.Charge(6 * int64(la) * int64(lb)) {
		return V{}
	}
	vals := t.Vals(la * lb)
	if vals == nil {
		return V{}
	}
	n := 0
	for i := range la {
		x := a.At(i)
		for j := range lb {
			if vals[n] = two(t, x, b.At(j)); !vals[n].OK() {
				return V{}
			}
			n++
		}
	}
	if a.IsSet() && b.IsSet() {
		return t.SetOfSorted(vals)
	}
	return t.Set(vals)
}

// productKeys is product of containers of small integers.
func productKeys(t *T, a, b V) ([]uint32, bool) {
	la, lb := a.Len(), b.Len()
	if !t.Charge(int64(la)*int64(lb) + int64(la) + int64(lb)) {
		return nil, false
	}
	for n := range la {
		if x := a.At(n); !x.IsInt() || isLong(x.Int()) || !value.FitsKey(int(x.Int()), 0) {
			return nil, false
		}
	}
	columns := t.Ints(lb)
	if columns == nil {
		return nil, false
	}
	for n := range columns {
		x := b.At(n)
		if !x.IsInt() || isLong(x.Int()) || !value.FitsKey(0, int(x.Int())) {
			return nil, false
		}
		columns[n] = int32(x.Int())
	}
	keys := t.Keys(la * lb)
	if keys == nil {
		return nil, false
	}
	n := 0
	for i := range la {
		k := value.IndexKey(int(a.At(i).Int()), 0)
		for _, j := range columns {
			keys[n] = k + uint32(j)
			n++
		}
	}
	return keys, true
}
