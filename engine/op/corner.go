package op

import "battscope/engine/value"

func corners() []Op {
	return []Op{
		{Name: "toindices", Args: "patch: Patch", Out: "Indices", Doc: "indices of the cells, without colours", Cost: Cost{5, 67}, F1: toindices},
		{Name: "uppermost", Args: "patch: Patch", Out: "Integer", Doc: "smallest row index", Cost: Cost{5, 0}, F1: uppermost},
		{Name: "lowermost", Args: "patch: Patch", Out: "Integer", Doc: "largest row index", Cost: Cost{5, 0}, F1: lowermost},
		{Name: "leftmost", Args: "patch: Patch", Out: "Integer", Doc: "smallest column index", Cost: Cost{5, 0}, F1: leftmost},
		{Name: "rightmost", Args: "patch: Patch", Out: "Integer", Doc: "largest column index", Cost: Cost{5, 0}, F1: rightmost},
		{Name: "ulcorner", Args: "patch: Patch", Out: "IntegerTuple", Doc: "index of the upper left corner; () when empty", Cost: Cost{5, 0}, F1: ulcorner},
		{Name: "urcorner", Args: "patch: Patch", Out: "IntegerTuple", Doc: "index of the upper right corner; () when empty", Cost: Cost{5, 0}, F1: urcorner},
		{Name: "llcorner", Args: "patch: Patch", Out: "IntegerTuple", Doc: "index of the lower left corner; () when empty", Cost: Cost{5, 0}, F1: llcorner},
		{Name: "lrcorner", Args: "patch: Patch", Out: "IntegerTuple", Doc: "index of the lower right corner; () when empty", Cost: Cost{5, 0}, F1: lrcorner},
		{Name: "corners", Args: "patch: Patch", Out: "Indices", Doc: "set of the four corner indices", Cost: Cost{12, 0}, F1: cornersOf},
		{Name: "center", Args: "patch: Patch", Out: "IntegerTuple", Doc: "index of the middle, to the lower right for even sides", Cost: Cost{6, 0}, F1: center},
		{Name: "centerofmass", Args: "patch: Patch", Out: "IntegerTuple", Doc: "mean index, rounded down; () when empty", Cost: Cost{20, 4}, F1: centerofmass},
	}
}

// bounds returns the box of a patch, and charges for looking at its elements.
func bounds(t *T, patch V) value.Box {
	t.Charge(int64(patch.Len()))
	return patch.Bounds()
}

func toindices(t *T, patch V) V {
	switch patch.Kind() {
	case value.Indices:
		return patch
	case value.Object:
		src := patch.Keys()
		keys := t.Keys(len(src))
		if keys == nil {
			return V{}
		}
		for n, k := range src {
			keys[n] = value.IndexOf(k)
		}
		if patch.OneColor() {
			return value.SetOfSortedKeys(keys, value.Indices)
		}
		return t.SetOfKeys(keys, value.Indices)
	}
	if !patch.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if patch.Len() == 0 {
		return value.EmptySet()
	}
	second := item(t, patch.At(0), 1)
	if !second.OK() || !second.IsTuple() {
		if !second.OK() {
			return V{}
		}
		return patch
	}
	vals := t.Vals(patch.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		_, index, ok := unpack2(t, patch.At(n))
		if !ok {
			return V{}
		}
		vals[n] = index
	}
	return t.Set(vals)
}

// side returns the smallest or largest first or second component of the
// indices of a patch.
func side(t *T, patch V, component int, largest bool) V {
	if isPatch(patch) {
		b := bounds(t, patch)
		return value.OfInt(int64([4]int{b.I0, b.I1, b.J0, b.J1}[component*2+b2i(largest)]))
	}
	idx := toindices(t, patch)
	if !idx.OK() {
		return V{}
	}
	vals := t.Vals(idx.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		i, j, ok := unpack2(t, idx.At(n))
		if !ok {
			return V{}
		}
		if vals[n] = i; component == 1 {
			vals[n] = j
		}
	}
	return best(t, vals, largest)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func uppermost(t *T, patch V) V { return side(t, patch, 0, false) }

func lowermost(t *T, patch V) V { return side(t, patch, 0, true) }

func leftmost(t *T, patch V) V { return side(t, patch, 1, false) }

func rightmost(t *T, patch V) V { return side(t, patch, 1, true) }

// corner returns the tuple of the extreme components of the indices of a patch.
// Both corners on the main diagonal exist for tuples of any length, the others
// for up to two.
func corner(t *T, patch V, lowest, rightest bool) V {
	if isPatch(patch) {
		b := bounds(t, patch)
		i, j := b.I0, b.J0
		if lowest {
			i = b.I1
		}
		if rightest {
			j = b.J1
		}
		return value.OfPair(i, j)
	}
	columns, vals, ok := columnsOf(t, patch)
	if !ok {
		return V{}
	}
	for n, c := range columns {
		if n > 1 && lowest != rightest {
			return t.Fail(value.KeyFault)
		}
		elems, ok := iter(t, c)
		if !ok {
			return V{}
		}
		if vals[n] = best(t, elems, n == 0 && lowest || n > 0 && rightest); !vals[n].OK() {
			return V{}
		}
	}
	return t.Tuple(vals)
}

func ulcorner(t *T, patch V) V { return corner(t, patch, false, false) }

func urcorner(t *T, patch V) V { return corner(t, patch, false, true) }

func llcorner(t *T, patch V) V { return corner(t, patch, true, false) }

func lrcorner(t *T, patch V) V { return corner(t, patch, true, true) }

func cornersOf(t *T, patch V) V {
	if isPatch(patch) {
		b := bounds(t, patch)
		keys := t.Keys(4)
		if keys == nil {
			return V{}
		}
		keys[0], keys[1] = value.IndexKey(b.I0, b.J0), value.IndexKey(b.I0, b.J1)
		keys[2], keys[3] = value.IndexKey(b.I1, b.J0), value.IndexKey(b.I1, b.J1)
		return t.SetOfKeys(keys, value.Indices)
	}
	vals := t.Vals(4)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		if vals[n] = corner(t, patch, n&2 != 0, n&1 != 0); !vals[n].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}

func center(t *T, patch V) V {
	if isPatch(patch) {
		b := bounds(t, patch)
		return value.OfPair(b.I0+b.H()/2, b.J0+b.W()/2)
	}
	half := func(n V) V { return binary(t, over, n, value.OfInt(2)) }
	i := binary(t, plus, uppermost(t, patch), half(height(t, patch)))
	return two(t, i, binary(t, plus, leftmost(t, patch), half(width(t, patch))))
}

// binary returns f(a, b) unless one of them is invalid.
func binary(t *T, f func(t *T, a, b V) V, a, b V) V {
	if !a.OK() || !b.OK() {
		return V{}
	}
	return f(t, a, b)
}

func centerofmass(t *T, patch V) V {
	if isPatch(patch) {
		// Every cell of an object counts in n, but a place with two colours counts
		// once in the sums, as in the original.
		idx := toindices(t, patch)
		if !idx.OK() {
			return V{}
		}
		var i, j int64
		for _, k := range idx.Keys() {
			i += int64(value.KeyI(k))
			j += int64(value.KeyJ(k))
		}
		n := int64(patch.Len())
		return value.OfPair(int(floorDiv(i, n)), int(floorDiv(j, n)))
	}
	columns, vals, ok := columnsOf(t, patch)
	if !ok {
		return V{}
	}
	for n, c := range columns {
		sum := value.OfInt(0)
		for m := range c.Len() {
			e := c.At(m)
			if !e.IsInt() {
				return t.Fail(value.TypeFault)
			}
			if sum = addInt(t, sum.Int(), e.Int()); !sum.OK() {
				return V{}
			}
		}
		vals[n] = value.OfInt(floorDiv(sum.Int(), int64(patch.Len())))
	}
	return t.Tuple(vals)
}

// columnsOf returns the columns of the indices of a patch of any values, taken as
// rows, and room for a value of each.
func columnsOf(t *T, patch V) (columns, vals []V, ok bool) {
	idx := toindices(t, patch)
	if !idx.OK() {
		return nil, nil, false
	}
	rows, ok := iter(t, idx)
	if !ok {
		return nil, nil, false
	}
	if columns, ok = zipStar(t, rows); !ok {
		return nil, nil, false
	}
	vals = t.Vals(len(columns))
	return columns, vals, vals != nil
}
