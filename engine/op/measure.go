package op

import "battscope/engine/value"

func measures() []Op {
	return []Op{
		{Name: "height", Args: "piece: Piece", Out: "Integer", Doc: "number of rows of a grid or of a patch's bounding box; 0 when empty", Cost: Cost{6, 0}, F1: height},
		{Name: "width", Args: "piece: Piece", Out: "Integer", Doc: "number of columns of a grid or of a patch's bounding box; 0 when empty", Cost: Cost{6, 0}, F1: width},
		{Name: "shape", Args: "piece: Piece", Out: "IntegerTuple", Doc: "height and width", Cost: Cost{6, 0}, F1: shape},
		{Name: "portrait", Args: "piece: Piece", Out: "Boolean", Doc: "whether the height is greater than the width", Cost: Cost{6, 0}, F1: portrait},
		{Name: "square", Args: "piece: Piece", Out: "Boolean", Doc: "whether a grid is as high as wide, or a patch a filled square", Cost: Cost{6, 0}, F1: square},
		{Name: "vline", Args: "patch: Patch", Out: "Boolean", Doc: "whether the cells form a vertical line", Cost: Cost{6, 0}, F1: vline},
		{Name: "hline", Args: "patch: Patch", Out: "Boolean", Doc: "whether the cells form a horizontal line", Cost: Cost{6, 0}, F1: hline},
		{Name: "hperiod", Args: "obj: Object", Out: "Integer", Doc: "smallest horizontal shift that maps the object onto itself; the width when none does", Cost: Cost{2, 13}, F1: hperiod},
		{Name: "vperiod", Args: "obj: Object", Out: "Integer", Doc: "smallest vertical shift that maps the object onto itself; the height when none does", Cost: Cost{10, 0}, F1: vperiod},
	}
}

func height(t *T, piece V) V {
	switch {
	case isPatch(piece):
		return value.OfInt(int64(bounds(t, piece).H()))
	case !piece.IsContainer():
		return t.Fail(value.TypeFault)
	case piece.Len() == 0 || piece.IsTuple():
		return value.OfInt(int64(piece.Len()))
	}
	return binary(t, plus, binary(t, minus, lowermost(t, piece), uppermost(t, piece)), value.OfInt(1))
}

func width(t *T, piece V) V {
	switch {
	case isPatch(piece):
		return value.OfInt(int64(bounds(t, piece).W()))
	case piece.Kind() == value.Grid:
		return value.OfInt(int64(piece.W()))
	case !piece.IsContainer():
		return t.Fail(value.TypeFault)
	case piece.Len() == 0:
		return value.OfInt(0)
	case piece.IsTuple():
		return size(t, piece.At(0))
	}
	return binary(t, plus, binary(t, minus, rightmost(t, piece), leftmost(t, piece)), value.OfInt(1))
}

func shape(t *T, piece V) V {
	if isPatch(piece) {
		b := bounds(t, piece)
		return value.OfPair(b.H(), b.W())
	}
	h := height(t, piece)
	return two(t, h, width(t, piece))
}

func portrait(t *T, piece V) V {
	if isPatch(piece) {
		b := bounds(t, piece)
		return value.OfBool(b.H() > b.W())
	}
	h, w := height(t, piece), width(t, piece)
	if !h.OK() || !w.OK() {
		return V{}
	}
	return value.OfBool(t.Less(w, h))
}

func square(t *T, piece V) V {
	if isPatch(piece) {
		b := bounds(t, piece)
		return value.OfBool(b.H() == b.W() && b.H()*b.W() == piece.Len())
	}
	if piece.IsTuple() {
		if piece.Len() == 0 {
			return t.Fail(value.IndexFault)
		}
		if !piece.At(0).IsContainer() {
			return t.Fail(value.TypeFault)
		}
		return value.OfBool(piece.Len() == piece.At(0).Len())
	}
	h, w := height(t, piece), width(t, piece)
	if !h.OK() || !w.OK() {
		return V{}
	}
	area := times(t, h, w)
	return value.OfBool(area.IsInt() && area.Int() == int64(piece.Len()) && t.Eq(h, w))
}

func vline(t *T, patch V) V { return line(t, patch, height, width) }

func hline(t *T, patch V) V { return line(t, patch, width, height) }

// line reports whether a patch is as long as it has cells and 1 across.
func line(t *T, patch V, long, across func(t *T, piece V) V) V {
	l := long(t, patch)
	if !l.OK() {
		return V{}
	}
	if !l.IsInt() || l.Int() != int64(patch.Len()) {
		return value.OfBool(false)
	}
	a := across(t, patch)
	return value.OfBool(a.IsInt() && a.Int() == 1)
}

func hperiod(t *T, obj V) V { return period(t, obj, width, 0, 1) }

func vperiod(t *T, obj V) V { return period(t, obj, height, 1, 0) }

// period returns the smallest p below the extent for which the object, moved by
// p against (di, dj) and cut at its border, is part of itself.
func period(t *T, obj V, extent func(t *T, piece V) V, di, dj int) V {
	normed := normalize(t, obj)
	if !normed.OK() {
		return V{}
	}
	e := extent(t, normed)
	if !e.OK() {
		return V{}
	}
	if !e.IsInt() {
		return t.Fail(value.TypeFault)
	}
	if e.Int() <= 1 {
		return e
	}
	if normed.Kind() != value.Object {
		return periodOf(t, normed, e, di, dj)
	}
	keys := normed.Keys()
	for p := 1; p < int(e.Int()); p++ {
		visited, yes := repeats(keys, p*di, p*dj)
		if !t.Charge(int64(visited)) {
			return V{}
		}
		if yes {
			return value.OfInt(int64(p))
		}
	}
	return e
}

// repeats reports whether every cell of keys that lies at least (di, dj) from
// the origin has its like (di, dj) before it, and how many it looked at.
func repeats(keys []uint32, di, dj int) (visited int, yes bool) {
	d := uint32(di<<12 + dj)
	m := 0
	for n, k := range keys {
		if value.KeyI(k) < di || value.KeyJ(k) < dj {
			continue
		}
		for keys[m] < k-d {
			m++
		}
		if keys[m] != k-d {
			return n + 1, false
		}
	}
	return len(keys), true
}

// periodOf is period for patches of any kind, as the original has it.
func periodOf(t *T, normed, e V, di, dj int) V {
	for p := int64(1); p < e.Int(); p++ {
		moved := shift(t, normed, value.OfPair(-int(p)*di, -int(p)*dj))
		if !moved.OK() {
			return V{}
		}
		pruned := filter(t, moved, func(cell V) bool {
			_, at, ok := unpack2(t, cell)
			if !ok {
				return false
			}
			i, j, ok := ints2(t, at)
			return ok && i*int64(di)+j*int64(dj) >= 0
		})
		if !pruned.OK() {
			return V{}
		}
		if !normed.IsSet() {
			// issubset takes any iterable; comparing sets needs one.
			if normed = mergeVals(t, true, []V{normed}); !normed.OK() {
				return V{}
			}
		}
		if pruned.IsTuple() {
			pruned = mergeVals(t, true, []V{pruned})
		}
		if t.Subset(pruned, normed) {
			return value.OfInt(p)
		}
		if t.Fault() != value.NoFault {
			return V{}
		}
	}
	return e
}
