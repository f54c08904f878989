package op

import (
	"math"

	"battscope/engine/value"
)

func editors() []Op {
	return []Op{
		{Name: "canvas", Args: "value: Integer, dimensions: IntegerTuple", Out: "Grid", Doc: "grid of one colour", Cost: Cost{24, 0}, F2: canvas},
		{Name: "fill", Args: "grid: Grid, value: Integer, patch: Patch", Out: "Grid", Doc: "grid with a colour set at the indices of a patch; places outside are ignored", Cost: Cost{24, 0}, F3: fill},
		{Name: "paint", Args: "grid: Grid, obj: Object", Out: "Grid", Doc: "grid with an object drawn in its own colours; places outside are ignored", Cost: Cost{28, 0}, F2: paint},
		{Name: "underfill", Args: "grid: Grid, value: Integer, patch: Patch", Out: "Grid", Doc: "fill of the places that have the most frequent colour", Cost: Cost{40, 7}, F3: underfill},
		{Name: "underpaint", Args: "grid: Grid, obj: Object", Out: "Grid", Doc: "paint of the places that have the most frequent colour", Cost: Cost{40, 7}, F2: underpaint},
		{Name: "cover", Args: "grid: Grid, patch: Patch", Out: "Grid", Doc: "grid with the most frequent colour set at the indices of a patch", Cost: Cost{16, 6}, F2: cover},
		{Name: "move", Args: "grid: Grid, obj: Object, offset: IntegerTuple", Out: "Grid", Doc: "grid with an object covered and drawn again at an offset", Cost: Cost{40, 7}, F3: move},
		{Name: "replace", Args: "grid: Grid, replacee: Integer, replacer: Integer", Out: "Grid", Doc: "grid with one colour in place of another", Cost: Cost{12, 5}, F3: replace},
		{Name: "switch", Args: "grid: Grid, a: Integer, b: Integer", Out: "Grid", Doc: "grid with two colours exchanged", Cost: Cost{14, 6}, F3: switchColors},
		{Name: "index", Args: "grid: Grid, loc: IntegerTuple", Out: "Integer", Doc: "colour at an index; none outside the grid", Cost: Cost{8, 0}, F2: index},
		{Name: "cellwise", Args: "a: Grid, b: Grid, fallback: Integer", Out: "Grid", Doc: "colours of a where both grids agree, else the fallback", Cost: Cost{14, 2}, F3: cellwise},
	}
}

func canvas(t *T, v, dimensions V) V {
	h := item(t, dimensions, 0)
	switch {
	case !h.OK():
		return V{}
	case !h.IsInt():
		return t.Fail(value.TypeFault)
	case h.Int() <= 0:
		return value.EmptyTuple()
	}
	w := item(t, dimensions, 1)
	switch {
	case !w.OK():
		return V{}
	case !w.IsInt():
		return t.Fail(value.TypeFault)
	case h.Int() > math.MaxInt32 || w.Int() > math.MaxInt32:
		return t.Fail(value.Fuel)
	}
	c, ok := v.Color()
	if !ok || w.Int() <= 0 {
		return repeat(t, repeat(t, v, w), h)
	}
	n := h.Int() * w.Int()
	if n > math.MaxInt32 {
		return t.Fail(value.Fuel)
	}
	cells := t.Bytes(int(n))
	if cells == nil {
		return V{}
	}
	cells[0] = c
	for m := 1; m < len(cells); m *= 2 {
		copy(cells[m:], cells[:m])
	}
	return value.OfGrid(int(h.Int()), int(w.Int()), cells)
}

// edited returns a copy of a Grid's cells.
func edited(t *T, grid V) []int8 {
	src := grid.Cells()
	cells := t.Bytes(len(src))
	if cells != nil {
		value.CopyCells(pointer(cells), pointer(src), len(cells))
	}
	return cells
}

// keysOf returns the packed elements of a patch in iteration order: also of a
// tuple of indices, or of cells, as mpapply and order make them. It returns
// false where they cannot be packed alike. With colored, only cells will do.
func keysOf(t *T, patch V, colored bool) ([]uint32, bool) {
	switch patch.Kind() {
	case value.Set:
		return nil, patch.Len() == 0
	case value.Object:
		return patch.Keys(), true
	case value.Indices:
		return patch.Keys(), !colored
	case value.Grid:
		if colored || patch.W() != 2 {
			return nil, false
		}
		// Rows of two small integers are indices.
		keys := t.Keys(patch.H())
		if keys == nil {
			return nil, false
		}
		cells := patch.Cells()
		for n := range keys {
			keys[n] = value.IndexKey(int(cells[2*n]), int(cells[2*n+1]))
		}
		return keys, true
	case value.Tuple:
		vals := patch.Vals()
		if len(vals) == 0 {
			return nil, true
		}
		if vals[0].Kind() != value.Cell {
			return nil, false
		}
		keys := t.Keys(len(vals))
		if keys == nil {
			return nil, false
		}
		for n, v := range vals {
			if v.Kind() != value.Cell {
				return nil, false
			}
			keys[n] = v.Key()
		}
		return keys, true
	}
	return nil, false
}

// noBackground stands where every cell may be overwritten.
const noBackground = 1 << 10

// draw returns grid with the places of keys that are inside, and have the
// colour bg, overwritten: by color, or with own by the colour of the key.
func draw(t *T, grid V, keys []uint32, color int8, own bool, bg int) V {
	if !t.Charge(2 * int64(len(keys))) {
		return V{}
	}
	cells := edited(t, grid)
	if cells == nil {
		return V{}
	}
	h, w := grid.H(), grid.W()
	if bg == noBackground && !own {
		for _, k := range keys {
			if i, j := value.KeyI(k), value.KeyJ(k); uint(i) < uint(h) && uint(j) < uint(w) {
				cells[i*w+j] = color
			}
		}
		return value.OfGrid(h, w, cells)
	}
	for _, k := range keys {
		i, j := value.KeyI(k), value.KeyJ(k)
		if uint(i) >= uint(h) || uint(j) >= uint(w) {
			continue
		}
		if bg != noBackground && int(cells[i*w+j]) != bg {
			continue
		}
		if own {
			color = value.KeyColor(k)
		}
		cells[i*w+j] = color
	}
	return value.OfGrid(h, w, cells)
}

func fill(t *T, grid, v, patch V) V {
	if c, ok := v.Color(); ok && grid.Kind() == value.Grid {
		if keys, ok := keysOf(t, patch, false); ok {
			return draw(t, grid, keys, c, false, noBackground)
		}
	}
	return fillOf(t, grid, v, patch, V{})
}

func paint(t *T, grid, obj V) V {
	if grid.Kind() == value.Grid {
		if keys, ok := keysOf(t, obj, true); ok {
			return draw(t, grid, keys, 0, true, noBackground)
		}
	}
	return paintOf(t, grid, obj, V{})
}

func underfill(t *T, grid, v, patch V) V {
	if c, ok := v.Color(); ok && grid.Kind() == value.Grid {
		if keys, ok := keysOf(t, patch, false); ok {
			return draw(t, grid, keys, c, false, int(modeOf(t, grid.Cells(), true)))
		}
	}
	bg := mostcolor(t, grid)
	if !bg.OK() {
		return V{}
	}
	return fillOf(t, grid, v, patch, bg)
}

func underpaint(t *T, grid, obj V) V {
	if grid.Kind() == value.Grid {
		if keys, ok := keysOf(t, obj, true); ok {
			return draw(t, grid, keys, 0, true, int(modeOf(t, grid.Cells(), true)))
		}
	}
	bg := mostcolor(t, grid)
	if !bg.OK() {
		return V{}
	}
	return paintOf(t, grid, obj, bg)
}

func cover(t *T, grid, patch V) V {
	bg := mostcolor(t, grid)
	if !bg.OK() {
		return V{}
	}
	return fill(t, grid, bg, patch)
}

func move(t *T, grid, obj, offset V) V {
	covered := cover(t, grid, obj)
	if !covered.OK() {
		return V{}
	}
	moved := shift(t, obj, offset)
	if !moved.OK() {
		return V{}
	}
	return paint(t, covered, moved)
}

func index(t *T, grid, loc V) V {
	i, j, ok := ints2(t, loc)
	if !ok {
		return V{}
	}
	if grid.Kind() == value.Grid {
		if i < 0 || i >= int64(grid.H()) || j < 0 || j >= int64(grid.W()) {
			return value.Nothing()
		}
		return value.OfInt(int64(grid.Cells()[int(i)*grid.W()+int(j)]))
	}
	h, w, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	if i < 0 || i >= h || j < 0 || j >= w {
		return value.Nothing()
	}
	row := sub(t, grid, i)
	if !row.OK() {
		return V{}
	}
	return sub(t, row, j)
}

func cellwise(t *T, a, b, fallback V) V {
	c, ok := fallback.Color()
	if !ok || a.Kind() != value.Grid || b.Kind() != value.Grid || a.W() != b.W() || a.H() > b.H() {
		return cellwiseOf(t, a, b, fallback)
	}
	x, y := a.Cells(), b.Cells()
	cells := t.Bytes(len(x))
	if cells == nil {
		return V{}
	}
	agree(cells, x, y, c)
	return value.OfGrid(a.H(), a.W(), cells)
}

func cellwiseOf(t *T, a, b, fallback V) V {
	h, w, ok := sidesOf(t, a)
	if !ok || !t.Charge(4*h*w) {
		return V{}
	}
	out := t.Vals(int(h))
	if out == nil {
		return V{}
	}
	for i := range h {
		vals := t.Vals(int(w))
		if vals == nil {
			return V{}
		}
		for j := range w {
			v := sub(t, a.At(int(i)), j)
			if !v.OK() {
				return V{}
			}
			row := sub(t, b, i)
			if !row.OK() {
				return V{}
			}
			u := sub(t, row, j)
			if !u.OK() {
				return V{}
			}
			if !t.Eq(v, u) {
				v = fallback
			}
			vals[j] = v
		}
		if out[i] = t.Tuple(vals); !out[i].OK() {
			return V{}
		}
	}
	return t.Tuple(out)
}
