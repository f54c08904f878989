package value

// smallInt reports whether n may stand in a Row, Grid or Cell.
func smallInt(n int64) bool { return n == int64(int8(n)) }

// Color returns v as a colour of grids and objects, or false when it is not an
// integer in -128..127.
func (v Value) Color() (int8, bool) { return int8(v.n), v.IsInt() && smallInt(v.n) }

// Pair returns the tuple (i, j) of any two integers.
func (t *Thread) Pair(i, j int64) Value {
	if i == int64(int32(i)) && j == int64(int32(j)) {
		return OfPair(int(i), int(j))
	}
	vals := t.Vals(2)
	if vals == nil {
		return Value{}
	}
	vals[0], vals[1] = OfInt(i), OfInt(j)
	return ofTuple(vals)
}

// TwoPairs returns the tuple of two Pairs of small integers, which is a Grid,
// or false when they are not small.
func (t *Thread) TwoPairs(a, b Value) (Value, bool) {
	if a.rowLen() == 0 || b.rowLen() == 0 {
		return Value{}, false
	}
	cells := t.Bytes(4)
	if cells == nil {
		return Value{}, true
	}
	cells[0], cells[1], cells[2], cells[3] = int8(a.I()), int8(a.J()), int8(b.I()), int8(b.J())
	return OfGrid(2, 2, cells), true
}

// Tuple returns the tuple of vals, which the caller took with Vals and gives
// away.
func (t *Thread) Tuple(vals []Value) Value {
	if len(vals) == 0 {
		return EmptyTuple()
	}
	switch vals[0].k {
	case Bool, Int:
		return t.tupleOfInts(vals)
	case Pair, Row:
		return t.tupleOfRows(vals)
	}
	return ofTuple(vals)
}

func (t *Thread) tupleOfInts(vals []Value) Value {
	if len(vals) == 2 {
		a, b := vals[0], vals[1]
		if b.IsInt() {
			if a.n == int64(int32(a.n)) && b.n == int64(int32(b.n)) {
				return OfPair(int(a.n), int(b.n))
			}
		} else if b.k == Pair && smallInt(a.n) && FitsKey(b.I(), b.J()) {
			return OfCell(CellKey(int8(a.n), b.I(), b.J()))
		}
		return ofTuple(vals)
	}
	for _, v := range vals {
		if !v.IsInt() || !smallInt(v.n) {
			return ofTuple(vals)
		}
	}
	if !t.Charge(int64(len(vals))) {
		return Value{}
	}
	cells := t.Bytes(len(vals))
	if cells == nil {
		return Value{}
	}
	for n, v := range vals {
		cells[n] = int8(v.n)
	}
	return OfRow(cells)
}

// rowLen returns the length of v if it is a tuple of small integers, else 0.
func (v Value) rowLen() int {
	switch v.k {
	case Row:
		return int(v.n)
	case Pair:
		if smallInt(int64(v.I())) && smallInt(int64(v.J())) {
			return 2
		}
	}
	return 0
}

func (t *Thread) tupleOfRows(vals []Value) Value {
	w := vals[0].rowLen()
	for _, v := range vals {
		if w == 0 || v.rowLen() != w {
			return ofTuple(vals)
		}
	}
	cells := t.Bytes(len(vals) * w)
	if cells == nil {
		return Value{}
	}
	if w == 2 {
		for n, v := range vals {
			cells[2*n], cells[2*n+1] = int8(v.I()), int8(v.J())
		}
		return OfGrid(len(vals), 2, cells)
	}
	for n, v := range vals {
		copy(cells[n*w:], v.Cells())
	}
	return OfGrid(len(vals), w, cells)
}

// Set returns the set of vals, which the caller took with Vals and gives away.
// They may come in any order and more than once.
func (t *Thread) Set(vals []Value) Value {
	if len(vals) == 0 {
		return EmptySet()
	}
	switch vals[0].k {
	case Pair:
		if v := t.packSet(vals, Pair); v.OK() || t.fault != NoFault {
			return v
		}
	case Cell:
		if v := t.packSet(vals, Cell); v.OK() || t.fault != NoFault {
			return v
		}
	}
	if len(vals) > 1 {
		vals = t.sortVals(vals)
	}
	if t.fault != NoFault {
		return Value{}
	}
	return ofSet(vals)
}

// packSet returns vals as an Indices or Object, or an invalid Value when one of
// them is of another kind or too far out.
func (t *Thread) packSet(vals []Value, k Kind) Value {
	for _, v := range vals {
		if v.k != k || k == Pair && !FitsKey(v.I(), v.J()) {
			return Value{}
		}
	}
	keys := t.Keys(len(vals))
	if keys == nil {
		return Value{}
	}
	if k == Cell {
		for n, v := range vals {
			keys[n] = v.Key()
		}
		return t.SetOfKeys(keys, Object)
	}
	for n, v := range vals {
		keys[n] = IndexKey(v.I(), v.J())
	}
	return t.SetOfKeys(keys, Indices)
}

// SetOfSorted returns the set of vals, which the caller took with Vals and gives
// away, and which ascend in canonical order without repetition.
func (t *Thread) SetOfSorted(vals []Value) Value {
	if len(vals) == 0 {
		return EmptySet()
	}
	if k := vals[0].k; k == Pair || k == Cell {
		if v := t.packSet(vals, k); v.OK() || t.fault != NoFault {
			return v
		}
	}
	return ofSet(vals)
}

// Elems returns the elements of a container in iteration order, or nil and
// false when they cannot be paid for. The caller must not change them.
func (t *Thread) Elems(v Value) ([]Value, bool) {
	if v.k == Tuple || v.k == Set {
		return v.Vals(), true
	}
	n := v.Len()
	vals := t.Vals(n)
	if vals == nil {
		return nil, false
	}
	switch v.k {
	case Grid:
		w := v.W()
		cells := v.Cells()
		for i := range vals {
			vals[i] = OfRow(cells[i*w : (i+1)*w : (i+1)*w])
		}
	case Row:
		for i, c := range v.Cells() {
			vals[i] = OfInt(int64(c))
		}
	case Object:
		for i, k := range v.Keys() {
			vals[i] = OfCell(k)
		}
	default:
		for i := range vals {
			vals[i] = v.At(i)
		}
	}
	return vals, true
}

// Same returns the container of vals that has the type of like, as Python's
// type(like)(vals) does. The caller took vals with Vals and gives it away.
func (t *Thread) Same(like Value, vals []Value) Value {
	if like.IsSet() {
		return t.Set(vals)
	}
	return t.Tuple(vals)
}
