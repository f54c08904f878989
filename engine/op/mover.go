package op

import "battscope/engine/value"

func movers() []Op {
	return []Op{
		{Name: "shift", Args: "patch: Patch, directions: IntegerTuple", Out: "Patch", Doc: "patch moved by an offset", Cost: Cost{20, 4}, F2: shift},
		{Name: "normalize", Args: "patch: Patch", Out: "Patch", Doc: "patch moved so that its upper left corner is the origin", Cost: Cost{24, 7}, F1: normalize},
		{Name: "recolor", Args: "value: Integer, patch: Patch", Out: "Object", Doc: "object of one colour at the indices of a patch", Cost: Cost{14, 11}, F2: recolor},
		{Name: "toobject", Args: "patch: Patch, grid: Grid", Out: "Object", Doc: "object of the grid's colours at the indices of a patch", Cost: Cost{24, 2}, F2: toobject},
	}
}

func shift(t *T, patch, directions V) V {
	if !patch.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if patch.Len() == 0 {
		return patch
	}
	di, dj, ok := unpack2(t, directions)
	if !ok {
		return V{}
	}
	if isPatch(patch) && directions.Kind() == value.Pair {
		keys := t.Keys(patch.Len())
		if keys == nil {
			return V{}
		}
		if value.ShiftKeys(keys, patch.Keys(), directions.I(), directions.J()) {
			return value.SetOfSortedKeys(keys, patch.Kind())
		}
	}
	second := item(t, patch.At(0), 1)
	if !second.OK() {
		return V{}
	}
	cells := second.IsTuple()
	vals := t.Vals(patch.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		e := patch.At(n)
		var color V
		if cells {
			if color, e, ok = unpack2(t, e); !ok {
				return V{}
			}
		}
		i, j, ok := unpack2(t, e)
		if !ok {
			return V{}
		}
		at := two(t, plus(t, i, di), plus(t, j, dj))
		if cells {
			at = two(t, color, at)
		}
		if !at.OK() {
			return V{}
		}
		vals[n] = at
	}
	return t.Set(vals)
}

func normalize(t *T, patch V) V {
	if isPatch(patch) {
		b := bounds(t, patch)
		if b.I0 == 0 && b.J0 == 0 {
			return patch
		}
		return shift(t, patch, value.OfPair(-b.I0, -b.J0))
	}
	if !patch.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if patch.Len() == 0 {
		return patch
	}
	up := uppermost(t, patch)
	left := leftmost(t, patch)
	if !up.OK() || !left.OK() {
		return V{}
	}
	if !up.IsInt() || !left.IsInt() {
		return t.Fail(value.TypeFault)
	}
	offset := two(t, subInt(t, 0, up.Int()), subInt(t, 0, left.Int()))
	if !offset.OK() {
		return V{}
	}
	return shift(t, patch, offset)
}

func recolor(t *T, v, patch V) V {
	if c, ok := v.Color(); ok && isPatch(patch) {
		src := patch.Keys()
		keys := t.Keys(len(src))
		if keys == nil {
			return V{}
		}
		for n, k := range src {
			keys[n] = value.WithColor(k, c)
		}
		if patch.Kind() == value.Indices || patch.OneColor() {
			return value.SetOfSortedKeys(keys, value.Object)
		}
		return t.SetOfKeys(keys, value.Object)
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
		if vals[n] = two(t, v, idx.At(n)); !vals[n].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}

func toobject(t *T, patch, grid V) V {
	if isPatch(patch) && grid.Kind() == value.Grid {
		if patch.Kind() == value.Object {
			if patch = toindices(t, patch); !patch.OK() {
				return V{}
			}
		}
		src := patch.Keys()
		if !t.Charge(int64(len(src))) {
			return V{}
		}
		keys := t.Keys(len(src))
		if keys == nil {
			return V{}
		}
		h, w, cells := grid.H(), grid.W(), grid.Cells()
		n := 0
		for _, k := range src {
			i, j := value.KeyI(k), value.KeyJ(k)
			if uint(i) < uint(h) && uint(j) < uint(w) {
				keys[n] = value.WithColor(k, cells[i*w+j])
				n++
			}
		}
		return t.SetOfKeys(t.TrimKeys(keys, n), value.Object)
	}
	h, w, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	idx := toindices(t, patch)
	if !idx.OK() {
		return V{}
	}
	vals := t.Vals(idx.Len())
	if vals == nil {
		return V{}
	}
	n := 0
	for m := range idx.Len() {
		i, j, in, ok := inside(t, idx.At(m), h, w)
		if !ok {
			return V{}
		}
		if !in {
			continue
		}
		row := sub(t, grid, i)
		if !row.OK() {
			return V{}
		}
		if vals[n] = two(t, sub(t, row, j), t.Pair(i, j)); !vals[n].OK() {
			return V{}
		}
		n++
	}
	return t.Set(vals[:n])
}

// sidesOf returns len(grid), len(grid[0]).
func sidesOf(t *T, grid V) (h, w int64, ok bool) {
	if grid.Kind() == value.Grid {
		return int64(grid.H()), int64(grid.W()), true
	}
	hv := size(t, grid)
	row := item(t, grid, 0)
	if !hv.OK() || !row.OK() {
		return 0, 0, false
	}
	wv := size(t, row)
	return hv.Int(), wv.Int(), wv.OK()
}
