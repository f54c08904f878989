package op

import (
	"battscope/engine/value"
)

// mapAny returns a grid of any values with each one replaced by f of it.
func mapAny(t *T, grid V, f func(V) V) V {
	rows, ok := rowsOf(t, grid)
	if !ok {
		return V{}
	}
	out := t.Vals(len(rows))
	if out == nil {
		return V{}
	}
	for i, r := range rows {
		vals := t.Vals(r.Len())
		if vals == nil {
			return V{}
		}
		for j := range vals {
			vals[j] = f(r.At(j))
		}
		if out[i] = t.Tuple(vals); !out[i].OK() {
			return V{}
		}
	}
	return t.Tuple(out)
}

func replace(t *T, grid, replacee, replacer V) V {
	c, ok := replacer.Color()
	if !ok || grid.Kind() != value.Grid {
		return mapAny(t, grid, func(v V) V {
			if t.Eq(v, replacee) {
				return replacer
			}
			return v
		})
	}
	from, ok := replacee.Color()
	if !ok {
		return grid
	}
	src := grid.Cells()
	cells := t.Bytes(len(src))
	if cells == nil {
		return V{}
	}
	exchange(cells, src, from, c, from, from)
	return value.OfGrid(grid.H(), grid.W(), cells)
}

func switchColors(t *T, grid, a, b V) V {
	x, xok := a.Color()
	y, yok := b.Color()
	if !xok || !yok || grid.Kind() != value.Grid {
		return mapAny(t, grid, func(v V) V {
			switch {
			// In this order: a dict of equal keys keeps the later value.
			case t.Eq(v, b):
				return a
			case t.Eq(v, a):
				return b
			}
			return v
		})
	}
	src := grid.Cells()
	cells := t.Bytes(len(src))
	if cells == nil {
		return V{}
	}
	if x == y {
		value.CopyCells(pointer(cells), pointer(src), len(cells))
	} else {
		exchange(cells, src, x, y, y, x)
	}
	return value.OfGrid(grid.H(), grid.W(), cells)
}
