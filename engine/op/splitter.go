package op

import "battscope/engine/value"

func splitters() []Op {
	return []Op{
		{Name: "crop", Args: "grid: Grid, start: IntegerTuple, dims: IntegerTuple", Out: "Grid", Doc: "part of a grid from an index on", Cost: Cost{14, 0}, F3: crop},
		{Name: "subgrid", Args: "patch: Patch, grid: Grid", Out: "Grid", Doc: "part of a grid within the bounding box of a patch", Cost: Cost{20, 0}, F2: subgrid},
		{Name: "trim", Args: "grid: Grid", Out: "Grid", Doc: "grid without its outer ring", Cost: Cost{14, 0}, F1: trim},
		{Name: "tophalf", Args: "grid: Grid", Out: "Grid", Doc: "upper half, without the middle row", Cost: Cost{10, 0}, F1: tophalf, Moves: value.Moves{Rows: upper}},
		{Name: "bottomhalf", Args: "grid: Grid", Out: "Grid", Doc: "lower half, without the middle row", Cost: Cost{10, 0}, F1: bottomhalf, Moves: value.Moves{Rows: lower}},
		{Name: "lefthalf", Args: "grid: Grid", Out: "Grid", Doc: "left half, without the middle column", Cost: Cost{14, 0}, F1: lefthalf},
		{Name: "righthalf", Args: "grid: Grid", Out: "Grid", Doc: "right half, without the middle column", Cost: Cost{14, 0}, F1: righthalf},
		{Name: "hsplit", Args: "grid: Grid, n: Integer", Out: "Tuple", Type: typeOfGrids, Doc: "n equal parts side by side; a separator column is left out where needed", Cost: Cost{18, 0}, F2: hsplit},
		{Name: "vsplit", Args: "grid: Grid, n: Integer", Out: "Tuple", Type: typeOfGrids, Doc: "n equal parts one below the other; a separator row is left out where needed", Cost: Cost{18, 0}, F2: vsplit},
		{Name: "hconcat", Args: "a: Grid, b: Grid", Out: "Grid", Doc: "b to the right of a, as high as the lower", Cost: Cost{16, 0}, F2: hconcat},
		{Name: "vconcat", Args: "a: Grid, b: Grid", Out: "Grid", Doc: "b below a", Cost: Cost{16, 0}, F2: vconcat, Moves: value.Moves{Stack: true}},
	}
}

// part returns the cells of a Grid from (i, j) on, h×w of them, within it.
func part(t *T, grid V, i, j, h, w int) V {
	if h <= 0 {
		return value.EmptyTuple()
	}
	if w <= 0 {
		return repeatTuple(t, oneEmptyRow(t), int64(h))
	}
	gw := grid.W()
	src := grid.Cells()
	if w == gw {
		return value.OfGrid(h, w, src[i*w:(i+h)*w:(i+h)*w])
	}
	if !t.Charge(2 * int64(h)) {
		return V{}
	}
	cells := t.Bytes(h * w)
	if cells == nil {
		return V{}
	}
	copyRows(cells, 0, w, src, i*gw+j, gw, h, w)
	return value.OfGrid(h, w, cells)
}

// oneEmptyRow returns ((),).
func oneEmptyRow(t *T) V {
	vals := t.Vals(1)
	if vals == nil {
		return value.EmptyTuple()
	}
	vals[0] = value.EmptyTuple()
	return t.Tuple(vals)
}

func crop(t *T, grid, start, dims V) V {
	if start.Kind() == value.Pair && dims.Kind() == value.Pair && grid.Kind() == value.Grid {
		si, sj := int64(start.I()), int64(start.J())
		i0, i1 := clip(si, si+int64(dims.I()), grid.H())
		j0, j1 := clip(sj, sj+int64(dims.J()), grid.W())
		return part(t, grid, i0, j0, i1-i0, j1-j0)
	}
	return cropOf(t, grid, start, dims)
}

// cropOf is crop for values of any kind.
func cropOf(t *T, grid, start, dims V) V {
	if !grid.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	bounds := func(component int) (lo, hi int64, ok bool) {
		from := item(t, start, component)
		to := binary(t, plus, from, item(t, dims, component))
		if !to.OK() {
			return 0, 0, false
		}
		if !from.IsInt() || !to.IsInt() {
			t.Fail(value.TypeFault)
			return 0, 0, false
		}
		return from.Int(), to.Int(), true
	}
	lo, hi, ok := bounds(0)
	if !ok {
		return V{}
	}
	i0, i1 := clip(lo, hi, grid.Len())
	vals := t.Vals(i1 - i0)
	if len(vals) == 0 {
		return orEmptyTuple(vals != nil)
	}
	lo, hi, ok = bounds(1)
	if !ok {
		return V{}
	}
	for n := range vals {
		row := grid.At(i0 + n)
		if !row.IsTuple() {
			return t.Fail(value.TypeFault)
		}
		j0, j1 := clip(lo, hi, row.Len())
		if vals[n] = slice(t, row, j0, j1); !vals[n].OK() {
			return V{}
		}
	}
	return t.Tuple(vals)
}

func orEmptyTuple(ok bool) V {
	if !ok {
		return V{}
	}
	return value.EmptyTuple()
}

func subgrid(t *T, patch, grid V) V {
	if isPatch(patch) && !t.Charge(int64(patch.Len())>>2) {
		return V{}
	}
	ul := ulcorner(t, patch)
	if !ul.OK() {
		return V{}
	}
	dims := shape(t, patch)
	if !dims.OK() {
		return V{}
	}
	return crop(t, grid, ul, dims)
}

func trim(t *T, grid V) V {
	if grid.Kind() == value.Grid {
		return part(t, grid, 1, 1, grid.H()-2, grid.W()-2)
	}
	if !grid.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	i0, i1 := clip(1, -1, grid.Len())
	vals := t.Vals(i1 - i0)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		row := grid.At(i0 + n)
		if !row.IsTuple() {
			return t.Fail(value.TypeFault)
		}
		j0, j1 := clip(1, -1, row.Len())
		if vals[n] = slice(t, row, j0, j1); !vals[n].OK() {
			return V{}
		}
	}
	return t.Tuple(vals)
}

func tophalf(t *T, grid V) V {
	if !grid.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	from, to := upper(grid.Len())
	return slice(t, grid, from, to)
}

// upper returns which of h rows are the upper half.
func upper(h int) (from, to int) { return 0, h / 2 }

func bottomhalf(t *T, grid V) V {
	if !grid.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	from, to := lower(grid.Len())
	return slice(t, grid, from, to)
}

// lower returns which of h rows are the lower half.
func lower(h int) (from, to int) { return h - h/2, h }

func lefthalf(t *T, grid V) V {
	if grid.Kind() == value.Grid && grid.W() > 1 {
		return part(t, grid, 0, 0, grid.H(), grid.W()/2)
	}
	return halfOf(t, grid, tophalf)
}

func righthalf(t *T, grid V) V {
	if grid.Kind() == value.Grid && grid.W() > 1 {
		w := grid.W() / 2
		return part(t, grid, 0, grid.W()-w, grid.H(), w)
	}
	return halfOf(t, grid, bottomhalf)
}

// halfOf turns a grid, takes half of it and turns that back, as the original
// does: of a grid one column wide nothing is left, not even rows.
func halfOf(t *T, grid V, half func(*T, V) V) V {
	for _, f := range []func(*T, V) V{rot90, half, rot270} {
		if grid = f(t, grid); !grid.OK() {
			return V{}
		}
	}
	return grid
}

func hsplit(t *T, grid, n V) V { return split(t, grid, n, false) }

func vsplit(t *T, grid, n V) V { return split(t, grid, n, true) }

// split returns n parts of a grid. Where the side is no multiple of n, one
// separator is left out after each part.
func split(t *T, grid, n V, vertical bool) V {
	h, w, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	if !n.IsInt() {
		return t.Fail(value.TypeFault)
	}
	count := n.Int()
	if count == 0 {
		return t.Fail(value.ZeroFault)
	}
	side := w
	if vertical {
		side = h
	}
	size := floorDiv(side, count)
	step := size
	if side != size*count {
		step++
	}
	if count > 1<<31 {
		return t.Fail(value.Fuel)
	}
	vals := t.Vals(int(max(count, 0)))
	if vals == nil {
		return V{}
	}
	for m := range vals {
		start, dims := value.OfPair(0, m*int(step)), t.Pair(h, size)
		if vertical {
			start, dims = value.OfPair(m*int(step), 0), t.Pair(size, w)
		}
		if !t.Charge(8) || !dims.OK() {
			return V{}
		}
		if vals[m] = crop(t, grid, start, dims); !vals[m].OK() {
			return V{}
		}
	}
	return t.Tuple(vals)
}

func hconcat(t *T, a, b V) V {
	if a.Kind() != value.Grid || b.Kind() != value.Grid {
		if !a.IsContainer() || !b.IsContainer() {
			return t.Fail(value.TypeFault)
		}
		vals := t.Vals(min(a.Len(), b.Len()))
		if vals == nil {
			return V{}
		}
		for n := range vals {
			if vals[n] = plus(t, a.At(n), b.At(n)); !vals[n].OK() {
				return V{}
			}
		}
		return t.Tuple(vals)
	}
	h, aw, bw := min(a.H(), b.H()), a.W(), b.W()
	w := aw + bw
	if !t.Charge(4 * int64(h)) {
		return V{}
	}
	cells := t.Bytes(h * w)
	if cells == nil {
		return V{}
	}
	joinRows(cells, a.Cells(), b.Cells(), h, aw, bw)
	return value.OfGrid(h, w, cells)
}

// below puts b below a, which are Grids of one width.
func below(t *T, a, b V) V {
	x, y := a.Cells(), b.Cells()
	cells := t.Bytes(len(x) + len(y))
	if cells == nil {
		return V{}
	}
	value.CopyCells(pointer(cells), pointer(x), len(x))
	value.CopyCells(pointer(cells[len(x):]), pointer(y), len(y))
	return value.OfGrid(a.H()+b.H(), a.W(), cells)
}

func vconcat(t *T, a, b V) V {
	if a.Kind() == value.Grid && b.Kind() == value.Grid && a.W() == b.W() {
		return below(t, a, b)
	}
	return plus(t, a, b)
}
