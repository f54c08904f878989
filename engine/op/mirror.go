package op

import "battscope/engine/value"

func mirrors() []Op {
	return []Op{
		{Name: "hmirror", Args: "piece: Piece", Out: "Piece", Doc: "piece flipped top to bottom; a patch stays in its bounding box", Cost: Cost{24, 1}, F1: hmirror, Moves: value.Moves{Turn: upsideDown}},
		{Name: "vmirror", Args: "piece: Piece", Out: "Piece", Doc: "piece flipped left to right; a patch stays in its bounding box", Cost: Cost{20, 1}, F1: vmirror, Moves: value.Moves{Turn: reverseRows}},
		{Name: "dmirror", Args: "piece: Piece", Out: "Piece", Doc: "piece reflected about its main diagonal; a patch keeps its upper left corner", Cost: Cost{20, 8}, F1: dmirror},
		{Name: "cmirror", Args: "piece: Piece", Out: "Piece", Doc: "piece reflected about its other diagonal", Cost: Cost{20, 8}, F1: cmirror},
		{Name: "rot90", Args: "grid: Grid", Out: "Grid", Doc: "grid turned clockwise by a quarter", Cost: Cost{7, 8}, F1: rot90},
		{Name: "rot180", Args: "grid: Grid", Out: "Grid", Doc: "grid turned by a half", Cost: Cost{7, 1}, F1: rot180, Moves: value.Moves{Turn: reverseCells}},
		{Name: "rot270", Args: "grid: Grid", Out: "Grid", Doc: "grid turned anticlockwise by a quarter", Cost: Cost{7, 8}, F1: rot270},
	}
}

// remap returns the h×w grid whose cell (i, j) is the cell of grid at
// from + i*di + j*dj.
func remap(t *T, grid V, h, w, from, di, dj int) V {
	dst := t.Bytes(h * w)
	if dst == nil {
		return V{}
	}
	src := grid.Cells()
	for i := range h {
		p := from + i*di
		row := dst[i*w : (i+1)*w]
		for j := range row {
			row[j] = src[p]
			p += dj
		}
	}
	return value.OfGrid(h, w, dst)
}

// reflect returns a patch with each place (i, j) moved to at(i, j).
func reflect(t *T, patch V, at func(i, j int) (int, int)) V {
	src := patch.Keys()
	keys := t.Keys(len(src))
	if keys == nil {
		return V{}
	}
	if !t.Charge(2 * int64(len(src))) {
		return V{}
	}
	for n, k := range src {
		i, j := at(value.KeyI(k), value.KeyJ(k))
		if !value.FitsKey(i, j) {
			return reflectFar(t, patch, at)
		}
		keys[n] = k&^0xffffff | value.IndexKey(i, j)
	}
	return t.SetOfKeys(keys, patch.Kind())
}

// reflectFar is reflect for places that come to lie far out.
func reflectFar(t *T, patch V, at func(i, j int) (int, int)) V {
	vals := t.Vals(patch.Len())
	if vals == nil {
		return V{}
	}
	for n, k := range patch.Keys() {
		i, j := at(value.KeyI(k), value.KeyJ(k))
		vals[n] = value.OfPair(i, j)
		if patch.Kind() == value.Object {
			if vals[n] = two(t, value.OfInt(int64(value.KeyColor(k))), vals[n]); !vals[n].OK() {
				return V{}
			}
		}
	}
	return t.Set(vals)
}

// reflectAny is reflect for patches of any kind; at works on integers.
func reflectAny(t *T, patch V, at func(i, j int64) (V, V)) V {
	cells := item(t, patch.At(0), 1)
	if !cells.OK() {
		return V{}
	}
	vals := t.Vals(patch.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		e := patch.At(n)
		var v V
		var ok bool
		if cells.IsTuple() {
			if v, e, ok = unpack2(t, e); !ok {
				return V{}
			}
		}
		i, j, ok := ints2(t, e)
		if !ok {
			return V{}
		}
		vals[n] = V{}
		if x, y := at(i, j); x.OK() && y.OK() {
			vals[n] = t.Pair(x.Int(), y.Int())
		}
		if cells.IsTuple() {
			vals[n] = two(t, v, vals[n])
		}
		if !vals[n].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}

// across returns the two corners of a patch that is not packed, as integers;
// the original indexes them, so that an empty patch is an IndexFault.
func across(t *T, patch V) (ui, uj, li, lj int64, ok bool) {
	var at [4]int64
	for n := range at {
		c := ulcorner
		if n > 1 {
			c = lrcorner
		}
		v := c(t, patch)
		if !v.OK() {
			return
		}
		if v = item(t, v, n&1); !v.OK() {
			return
		}
		if !v.IsInt() {
			t.Fail(value.TypeFault)
			return
		}
		at[n] = v.Int()
	}
	return at[0], at[1], at[2], at[3], true
}

func hmirror(t *T, piece V) V {
	if piece.Kind() != value.Grid {
		return hmirrorOf(t, piece)
	}
	h, w := piece.H(), piece.W()
	dst := t.Bytes(h * w)
	if dst == nil {
		return V{}
	}
	upsideDown(pointer(dst), pointer(piece.Cells()), h, w)
	return value.OfGrid(h, w, dst)
}

// hmirrorOf is hmirror of anything but a Grid.
func hmirrorOf(t *T, piece V) V {
	switch {
	case piece.IsTuple():
		return reversed(t, piece)
	case isPatch(piece):
		b := bounds(t, piece)
		return reflect(t, piece, func(i, j int) (int, int) { return b.I0 + b.I1 - i, j })
	}
	ui, _, li, _, ok := across(t, piece)
	if !ok {
		return V{}
	}
	d := addInt(t, ui, li)
	return reflectAny(t, piece, func(i, j int64) (V, V) { return subInt(t, d.Int(), i), value.OfInt(j) })
}

func vmirror(t *T, piece V) V {
	if piece.Kind() != value.Grid {
		return vmirrorOf(t, piece)
	}
	h, w := piece.H(), piece.W()
	dst := t.Bytes(h * w)
	if dst == nil {
		return V{}
	}
	reverseRows(pointer(dst), pointer(piece.Cells()), h, w)
	return value.OfGrid(h, w, dst)
}

// vmirrorOf is vmirror of anything but a Grid.
func vmirrorOf(t *T, piece V) V {
	switch {
	case piece.IsTuple():
		vals := t.Vals(piece.Len())
		if vals == nil {
			return V{}
		}
		for n := range vals {
			if vals[n] = reversed(t, piece.At(n)); !vals[n].OK() {
				return V{}
			}
		}
		return t.Tuple(vals)
	case isPatch(piece):
		b := bounds(t, piece)
		return reflect(t, piece, func(i, j int) (int, int) { return i, b.J0 + b.J1 - j })
	}
	_, uj, _, lj, ok := across(t, piece)
	if !ok {
		return V{}
	}
	d := addInt(t, uj, lj)
	return reflectAny(t, piece, func(i, j int64) (V, V) { return value.OfInt(i), subInt(t, d.Int(), j) })
}

func dmirror(t *T, piece V) V {
	if piece.Kind() == value.Grid {
		return remap(t, piece, piece.W(), piece.H(), 0, 1, piece.W())
	}
	return dmirrorOf(t, piece)
}

// dmirrorOf is dmirror of anything but a Grid.
func dmirrorOf(t *T, piece V) V {
	switch {
	case piece.IsTuple():
		rows, ok := iter(t, piece)
		if !ok {
			return V{}
		}
		columns, ok := zipStar(t, rows)
		if !ok {
			return V{}
		}
		return t.Tuple(columns)
	case isPatch(piece):
		b := bounds(t, piece)
		return reflect(t, piece, func(i, j int) (int, int) { return j - b.J0 + b.I0, i - b.I0 + b.J0 })
	}
	a, b, ok := ints2OK(t, ulcorner(t, piece))
	if !ok {
		return V{}
	}
	d := subInt(t, a, b)
	if !d.OK() {
		return V{}
	}
	return reflectAny(t, piece, func(i, j int64) (V, V) { return addInt(t, j, d.Int()), subInt(t, i, d.Int()) })
}

func cmirror(t *T, piece V) V {
	if piece.Kind() == value.Grid {
		h, w := piece.H(), piece.W()
		return remap(t, piece, w, h, h*w-1, -1, -w)
	}
	return cmirrorOf(t, piece)
}

// cmirrorOf is cmirror of anything but a Grid.
func cmirrorOf(t *T, piece V) V {
	if piece.IsTuple() {
		v := rot180(t, piece)
		if !v.OK() {
			return V{}
		}
		return dmirror(t, v)
	}
	if isPatch(piece) {
		b := bounds(t, piece)
		return reflect(t, piece, func(i, j int) (int, int) { return b.I0 + b.J1 - j, b.J0 + b.I1 - i })
	}
	for _, f := range []func(*T, V) V{vmirror, dmirror, vmirror} {
		if piece = f(t, piece); !piece.OK() {
			return V{}
		}
	}
	return piece
}

func rot90(t *T, grid V) V {
	if grid.Kind() == value.Grid {
		h, w := grid.H(), grid.W()
		return remap(t, grid, w, h, (h-1)*w, 1, -w)
	}
	flipped := reversed(t, grid)
	if !flipped.OK() {
		return V{}
	}
	return dmirror(t, flipped)
}

func rot180(t *T, grid V) V {
	if grid.Kind() == value.Grid {
		h, w := grid.H(), grid.W()
		dst := t.Bytes(h * w)
		if dst == nil {
			return V{}
		}
		reverseCells(pointer(dst), pointer(grid.Cells()), h, w)
		return value.OfGrid(h, w, dst)
	}
	flipped := reversed(t, grid)
	if !flipped.OK() {
		return V{}
	}
	return vmirror(t, flipped)
}

func rot270(t *T, grid V) V {
	if grid.Kind() == value.Grid {
		h, w := grid.H(), grid.W()
		return remap(t, grid, w, h, w-1, -1, w)
	}
	quarter := rot90(t, grid)
	if !quarter.OK() {
		return V{}
	}
	return rot180(t, quarter)
}
