package op

import "battscope/engine/value"

func finders() []Op {
	return []Op{
		{Name: "objects", Args: "grid: Grid, univalued: Boolean, diagonal: Boolean, without_bg: Boolean", Out: "Objects", Doc: "connected components of a grid", Cost: Cost{36, 59}, F4: objects},
		{Name: "partition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour, with all its cells", Cost: Cost{180, 66}, F1: partition},
		{Name: "fgpartition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour but the most frequent, with all its cells", Cost: Cost{180, 50}, F1: fgpartition},
		{Name: "frontiers", Args: "grid: Grid", Out: "Objects", Doc: "an object for each row and each column of one colour", Cost: Cost{180, 13}, F1: frontiers},
		{Name: "asobject", Args: "grid: Grid", Out: "Object", Doc: "all cells of a grid as one object", Cost: Cost{180, 43}, F1: asobject},
		{Name: "occurrences", Args: "grid: Grid, obj: Object", Out: "Indices", Doc: "indices at which an object occurs in a grid", Cost: Cost{48, 5}, F2: occurrences},
	}
}

// fitsGrid reports whether v is a Grid whose indices can be packed.
func fitsGrid(v V) bool {
	return v.Kind() == value.Grid && value.FitsKey(v.H(), v.W())
}

// countColors returns how often each colour occurs, by its byte.
func countColors(cells []int8) (counts [256]int32) {
	// Two tables, so that equal neighbours do not wait for one another.
	var odd [256]int32
	n := 0
	for ; n+1 < len(cells); n += 2 {
		counts[uint8(cells[n])]++
		odd[uint8(cells[n+1])]++
	}
	if n < len(cells) {
		counts[uint8(cells[n])]++
	}
	for c := range counts {
		counts[c] += odd[c]
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
	cells, w := grid.Cells(), grid.W()
	counts := countColors(cells)
	keys := t.Keys(len(cells))
	if keys == nil {
		return V{}
	}
	var next [256]int32
	total, n := int32(0), 0
	for c := -128; c < 128; c++ {
		next[uint8(c)] = total
		if k := counts[uint8(c)]; k > 0 {
			total += k
			n++
		}
	}
	p := 0
	for i := range grid.H() {
		k := value.IndexKey(i, 0)
		for j, c := range cells[p : p+w] {
			keys[next[uint8(c)]] = value.WithColor(k+uint32(j), c)
			next[uint8(c)]++
		}
		p += w
	}
	vals := t.Vals(n)
	if vals == nil {
		return V{}
	}
	m := 0
	for c := -128; c < 128; c++ {
		if k := counts[uint8(c)]; k > 0 && c != skip {
			end := next[uint8(c)]
			vals[m] = value.SetOfSortedKeys(keys[end-k:end:end], value.Object)
			m++
		}
	}
	return t.SetOfSorted(vals[:m])
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
	w, cells := grid.W(), grid.Cells()
	keys := t.Keys(len(cells))
	if keys == nil {
		return V{}
	}
	counts := countColors(cells)
	next, total := [256]int32{}, int32(0)
	for c := -128; c < 128; c++ {
		next[uint8(c)] = total
		total += counts[uint8(c)]
	}
	p := 0
	for i := range grid.H() {
		k := value.IndexKey(i, 0)
		for j, c := range cells[p : p+w] {
			keys[next[uint8(c)]] = value.WithColor(k+uint32(j), c)
			next[uint8(c)]++
		}
		p += w
	}
	return value.SetOfSortedKeys(keys, value.Object)
}
