package op

import "battscope/engine/value"

func finders() []Op {
	return []Op{
		{Name: "objects", Args: "grid: Grid, univalued: Boolean, diagonal: Boolean, without_bg: Boolean", Out: "Objects", Doc: "connected components of a grid", Cost: Cost{32, 46}, F4: objects},
		{Name: "partition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour, with all its cells", Cost: Cost{100, 44}, F1: partition},
		{Name: "fgpartition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour but the most frequent, with all its cells", Cost: Cost{110, 36}, F1: fgpartition},
		{Name: "frontiers", Args: "grid: Grid", Out: "Objects", Doc: "an object for each row and each column of one colour", Cost: Cost{180, 13}, F1: frontiers},
		{Name: "asobject", Args: "grid: Grid", Out: "Object", Doc: "all cells of a grid as one object", Cost: Cost{140, 40}, F1: asobject},
		{Name: "occurrences", Args: "grid: Grid, obj: Object", Out: "Indices", Doc: "indices at which an object occurs in a grid", Cost: Cost{48, 5}, F2: occurrences},
	}
}

// fitsGrid reports whether v is a Grid whose indices can be packed.
func fitsGrid(v V) bool {
	return v.Kind() == value.Grid && value.FitsKey(v.H(), v.W())
}

// A colored is a colour and how many cells have it.
type colored struct {
	color int8
	cells int32
}

// census appends the colours of cells to list, in ascending order.
func census(list []colored, cells []int8) []colored {
	if few, ok := countFew(cells); ok {
		for c, n := range few {
			if n > 0 {
				list = append(list, colored{int8(c), n})
			}
		}
		return list
	}
	for c, n := range countColors(cells) {
		if n > 0 {
			list = append(list, colored{int8(c - 128), n})
		}
	}
	return list
}

// countColors returns how often each colour occurs, -128 first.
func countColors(cells []int8) (counts [256]int32) {
	for _, c := range cells {
		counts[int(c)+128]++
	}
	return counts
}

func partition(t *T, grid V) V {
	if !fitsGrid(grid) {
		return partitionOf(t, grid, false)
	}
	return partitionGrid(t, grid, noColor)
}

func fgpartition(t *T, grid V) V {
	if !fitsGrid(grid) {
		return partitionOf(t, grid, true)
	}
	return partitionGrid(t, grid, int(modeOf(t, grid.Cells(), true)))
}

// partitionGrid returns an object for each colour but skip.
func partitionGrid(t *T, grid V, skip int) V {
	list := census(make([]colored, 0, 16), grid.Cells())
	keys := byColor(t, grid, list)
	vals := t.Vals(len(list))
	if keys == nil || vals == nil {
		return V{}
	}
	n, from := 0, int32(0)
	for _, l := range list {
		to := from + l.cells
		if int(l.color) != skip {
			vals[n] = value.SetOfSortedKeys(keys[from:to:to], value.Object)
			n++
		}
		from = to
	}
	return t.SetOfSorted(vals[:n])
}

// byColor returns the cells of a Grid in ascending order, or nil when they
// cannot be paid for. The list is that of its colours.
func byColor(t *T, grid V, list []colored) []uint32 {
	cells, w := grid.Cells(), grid.W()
	keys := t.Keys(len(cells))
	if keys == nil {
		return nil
	}
	from := int32(0)
	for _, l := range list {
		to := from + l.cells
		places(keys[from:to], cells, w, l.color, value.CellKey(l.color, 0, 0))
		from = to
	}
	return keys
}

func frontiers(t *T, grid V) V {
	if !fitsGrid(grid) {
		return frontiersOf(t, grid)
	}
	h, w, cells := grid.H(), grid.W(), grid.Cells()
	vals := t.Vals(h + w)
	if vals == nil {
		return V{}
	}
	n := 0
	put := func(length, di, dj, i, j int) bool {
		c := cells[i*w+j]
		for m := range length {
			if cells[(i+m*di)*w+j+m*dj] != c {
				return true
			}
		}
		keys := t.Keys(length)
		if keys == nil {
			return false
		}
		for m := range keys {
			keys[m] = value.CellKey(c, i+m*di, j+m*dj)
		}
		vals[n] = value.SetOfSortedKeys(keys, value.Object)
		n++
		return true
	}
	for i := range h {
		if !put(w, 0, 1, i, 0) {
			return V{}
		}
	}
	for j := range w {
		if !put(h, 1, 0, 0, j) {
			return V{}
		}
	}
	return t.Set(vals[:n])
}

func asobject(t *T, grid V) V {
	if !fitsGrid(grid) {
		return asobjectOf(t, grid)
	}
	list := census(make([]colored, 0, 16), grid.Cells())
	return value.SetOfSortedKeys(byColor(t, grid, list), value.Object)
}
