package op

import (
	"slices"

	"battscope/engine/value"
)

// This file holds the finders for tuples of rows that are no Grid: rows of
// unequal length, or cells that are not small integers; and for Grids whose
// indices cannot be packed.

// rowsOf returns the rows of a grid of any values, and charges for their cells.
func rowsOf(t *T, grid V) ([]V, bool) {
	rows, ok := iter(t, grid)
	if !ok {
		return nil, false
	}
	for _, r := range rows {
		if !r.IsContainer() {
			t.Fail(value.TypeFault)
			return nil, false
		}
		if !t.Charge(2 * int64(r.Len())) {
			return nil, false
		}
	}
	return rows, true
}

// cell returns the tuple (v, (i, j)).
func cell(t *T, v V, i, j int) V { return two(t, v, value.OfPair(i, j)) }

func asobjectOf(t *T, grid V) V {
	rows, ok := rowsOf(t, grid)
	if !ok {
		return V{}
	}
	n := 0
	for _, r := range rows {
		n += r.Len()
	}
	vals := t.Vals(n)
	if vals == nil {
		return V{}
	}
	n = 0
	for i, r := range rows {
		for j := range r.Len() {
			if vals[n] = cell(t, r.At(j), i, j); !vals[n].OK() {
				return V{}
			}
			n++
		}
	}
	return t.Set(vals)
}

func partitionOf(t *T, grid V, foreground bool) V {
	all := palette(t, grid)
	if !all.OK() {
		return V{}
	}
	if foreground {
		bg := mostcolor(t, grid)
		if !bg.OK() {
			return V{}
		}
		if all = remove(t, bg, all); !all.OK() {
			return V{}
		}
	}
	if all.Len() == 0 {
		return all
	}
	object := asobjectOf(t, grid)
	if !object.OK() {
		return V{}
	}
	out := t.Vals(all.Len())
	if out == nil {
		return V{}
	}
	for n := range out {
		v := all.At(n)
		if out[n] = filter(t, object, func(c V) bool { return t.Eq(c.At(0), v) }); !out[n].OK() {
			return V{}
		}
	}
	return t.Set(out)
}

// oneValue reports whether all elements of row are equal, and there are any.
func oneValue(t *T, row V) bool {
	l := row.Len()
	for n := 1; n < l; n++ {
		if !t.Charge(1) || !t.Eq(row.At(0), row.At(n)) {
			return false
		}
	}
	return l > 0
}

func frontiersOf(t *T, grid V) V {
	_, w, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	rows, ok := rowsOf(t, grid)
	if !ok {
		return V{}
	}
	columns, ok := zipStar(t, rows)
	if !ok {
		return V{}
	}
	var out []V
	put := func(n int, at func(m int) V) bool {
		vals := t.Vals(n)
		if vals == nil {
			return false
		}
		for m := range vals {
			if vals[m] = at(m); !vals[m].OK() {
				return false
			}
		}
		out = append(out, t.Set(vals))
		return true
	}
	at := func(i, j int) V {
		v := sub(t, rows[i], int64(j))
		if !v.OK() {
			return v
		}
		return cell(t, v, i, j)
	}
	for i, r := range rows {
		if oneValue(t, r) && !put(int(w), func(m int) V { return at(i, m) }) {
			return V{}
		}
	}
	for j, c := range columns {
		if oneValue(t, c) && !put(len(rows), func(m int) V { return at(m, j) }) {
			return V{}
		}
	}
	if t.Fault() != value.NoFault {
		return V{}
	}
	return t.Set(slices.Clone(out))
}

func objectsOf(t *T, grid V, univalued, diagonal, withoutBG bool) V {
	bg := value.Nothing()
	if withoutBG {
		if bg = mostcolor(t, grid); !bg.OK() {
			return V{}
		}
	}
	hh, ww, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	h, w := int(hh), int(ww)
	if !grid.IsTuple() {
		return t.Fail(value.TypeFault)
	}
	if !t.Charge(16 * hh * ww) {
		return V{}
	}
	at := func(p int) V { return sub(t, sub(t, grid, int64(p/w)), int64(p%w)) }
	seen := make([]bool, h*w)
	if grid.Kind() == value.Grid {
		cells := grid.Cells()
		at = func(p int) V { return value.OfInt(int64(cells[p])) }
		if color, ok := bg.Color(); ok {
			// No component has any of it, and it is nearly all of such grids.
			for p, c := range cells {
				seen[p] = c == color
			}
		}
	}
	offsets := [8][2]int{{-1, 0}, {0, -1}, {0, 1}, {1, 0}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}}
	count := 4
	if diagonal {
		count = 8
	}
	var out []V
	for s := range h * w {
		if seen[s] {
			continue
		}
		val := at(s)
		if !val.OK() {
			return V{}
		}
		if t.Eq(val, bg) {
			continue
		}
		seen[s] = true
		queue := []int{s}
		for n := 0; n < len(queue); n++ {
			i, j := queue[n]/w, queue[n]%w
			for _, d := range offsets[:count] {
				a, b := i+d[0], j+d[1]
				if a < 0 || a >= h || b < 0 || b >= w || seen[a*w+b] {
					continue
				}
				v := at(a*w + b)
				if !v.OK() {
					return V{}
				}
				if univalued && t.Eq(val, v) || !univalued && !t.Eq(v, bg) {
					seen[a*w+b] = true
					queue = append(queue, a*w+b)
				}
			}
		}
		vals := t.Vals(len(queue))
		if vals == nil {
			return V{}
		}
		for n, p := range queue {
			if vals[n] = cell(t, at(p), p/w, p%w); !vals[n].OK() {
				return V{}
			}
		}
		out = append(out, t.Set(vals))
	}
	if t.Fault() != value.NoFault {
		return V{}
	}
	return t.Set(out)
}
