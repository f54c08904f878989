package op

import (
	"cmp"
	"slices"

	"battscope/engine/value"
)

func finders() []Op {
	return []Op{
		{Name: "objects", Args: "grid: Grid, univalued: Boolean, diagonal: Boolean, without_bg: Boolean", Out: "Objects", Doc: "connected components of a grid", Cost: Cost{40, 64}, F4: objects},
		{Name: "partition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour, with all its cells", Cost: Cost{24, 32}, F1: partition},
		{Name: "fgpartition", Args: "grid: Grid", Out: "Objects", Doc: "an object for each colour but the most frequent, with all its cells", Cost: Cost{24, 32}, F1: fgpartition},
		{Name: "frontiers", Args: "grid: Grid", Out: "Objects", Doc: "an object for each row and each column of one colour", Cost: Cost{24, 24}, F1: frontiers},
		{Name: "asobject", Args: "grid: Grid", Out: "Object", Doc: "all cells of a grid as one object", Cost: Cost{16, 32}, F1: asobject},
		{Name: "occurrences", Args: "grid: Grid, obj: Object", Out: "Indices", Doc: "indices at which an object occurs in a grid", Cost: Cost{24, 8}, F2: occurrences},
	}
}

// fitsGrid reports whether v is a Grid whose indices can be packed.
func fitsGrid(v V) bool {
	return v.Kind() == value.Grid && value.FitsKey(v.H(), v.W())
}

func objects(t *T, grid, univalued, diagonal, withoutBG V) V {
	if !fitsGrid(grid) {
		return objectsOf(t, grid, univalued.Truth(), diagonal.Truth(), withoutBG.Truth())
	}
	f := flood{t: t, h: grid.H(), w: grid.W(), cells: grid.Cells(), bg: noColor}
	if withoutBG.Truth() {
		f.bg = int32(modeOf(f.cells, true))
	}
	return f.objects(univalued.Truth(), diagonal.Truth())
}

// A flood finds the components of a grid. Its work grid has a border, so that
// neighbours need no bounds check, and a visited cell becomes border.
type flood struct {
	t      *T
	h, w   int
	stride int // w+2
	cells  []int8
	bg     int32 // or noColor

	work  []int32 // (h+2)*stride colours; border where there is nothing to find
	label []int32 // (h+2)*stride: component of each cell, or -1
	queue []int32 // h*w positions in work
	size  []int32 // h*w: cells of each component; then where its next cell goes
}

const (
	noColor = 1 << 10
	border  = 1 << 11
)

func (f *flood) objects(univalued, diagonal bool) V {
	n, stride := f.h*f.w, f.w+2
	f.stride = stride
	room := (f.h + 2) * stride
	ints := f.t.Ints(2*room + 2*n)
	if ints == nil {
		return V{}
	}
	f.work, f.label, f.queue, f.size = ints[:room], ints[room:2*room], ints[2*room:2*room+n], ints[2*room+n:]
	for i := range stride {
		f.work[i] = border
		f.work[room-1-i] = border
	}
	p := stride
	for i := 0; i < n; i += f.w {
		row, label := f.work[p:p+stride], f.label[p:p+stride]
		row[0], row[stride-1] = border, border
		for j, c := range f.cells[i : i+f.w] {
			v := int32(c)
			if v == f.bg {
				v = border
				label[j+1] = -1
			}
			row[j+1] = v
		}
		p += stride
	}
	offsets := [8]int{-stride, -1, 1, stride, -stride - 1, -stride + 1, stride - 1, stride + 1}
	near := offsets[:4]
	if diagonal {
		near = offsets[:]
	}
	found := int32(0)
	for at := stride + 1; at < room-stride-1; at++ {
		if v := f.work[at]; v != border {
			if univalued {
				f.size[found] = f.fillSame(at, v, found, near)
			} else {
				f.size[found] = f.fillAny(at, found, near)
			}
			found++
		}
	}
	return f.collect(int(found), univalued)
}

// fillSame labels the cells of colour v that are connected to the cell at, and
// returns how many there are.
func (f *flood) fillSame(at int, v, label int32, near []int) int32 {
	queue, work, labels := f.queue, f.work, f.label
	queue[0] = int32(at)
	work[at] = border
	tail := 1
	for head := 0; head < tail; head++ {
		p := int(queue[head])
		labels[p] = label
		for _, d := range near {
			if q := p + d; work[q] == v {
				work[q] = border
				queue[tail] = int32(q)
				tail++
			}
		}
	}
	return int32(tail)
}

// fillAny labels the cells of any colour that are connected to the cell at, and
// returns how many there are.
func (f *flood) fillAny(at int, label int32, near []int) int32 {
	queue, work, labels := f.queue, f.work, f.label
	queue[0] = int32(at)
	work[at] = border
	tail := 1
	for head := 0; head < tail; head++ {
		p := int(queue[head])
		labels[p] = label
		for _, d := range near {
			if q := p + d; work[q] != border {
				work[q] = border
				queue[tail] = int32(q)
				tail++
			}
		}
	}
	return int32(tail)
}

// collect returns the labelled components as a set of objects. Cells are
// written in ascending order, so that nothing is left to sort but the
// components, whose first cells differ.
func (f *flood) collect(found int, univalued bool) V {
	t := f.t
	total := int32(0)
	for n := range found {
		s := f.size[n]
		f.size[n] = total
		total += s
	}
	keys := t.Keys(int(total))
	vals := t.Vals(found)
	if keys == nil || vals == nil {
		return V{}
	}
	if univalued {
		p, q := 0, f.stride+1
		for i := range f.h {
			k := value.IndexKey(i, 0)
			cells := f.cells[p : p+f.w]
			for j, l := range f.label[q : q+f.w] {
				if l >= 0 {
					keys[f.size[l]] = value.WithColor(k+uint32(j), cells[j])
					f.size[l]++
				}
			}
			p += f.w
			q += f.stride
		}
	} else {
		f.byColor(keys)
	}
	from := int32(0)
	for n := range vals {
		to := f.size[n]
		vals[n] = value.SetOfSortedKeys(keys[from:to:to], value.Object)
		from = to
	}
	if found <= 12 {
		for n := 1; n < found; n++ {
			v, m := vals[n], n
			for k := v.Keys()[0]; m > 0 && vals[m-1].Keys()[0] > k; m-- {
				vals[m] = vals[m-1]
			}
			vals[m] = v
		}
	} else {
		slices.SortFunc(vals, func(a, b V) int { return cmp.Compare(a.Keys()[0], b.Keys()[0]) })
	}
	return t.SetOfSorted(vals)
}

// byColor writes the cells colour by colour. f.queue is free by now and holds
// the cells in that order.
func (f *flood) byColor(keys []uint32) {
	var start [257]int32
	for _, c := range f.cells {
		start[int(c)+129]++
	}
	for c := range 256 {
		start[c+1] += start[c]
	}
	for p, c := range f.cells {
		f.queue[start[int(c)+128]] = int32(p)
		start[int(c)+128]++
	}
	for _, p := range f.queue {
		i, j := int(p)/f.w, int(p)%f.w
		if l := f.label[(i+1)*f.stride+j+1]; l >= 0 {
			keys[f.size[l]] = value.CellKey(f.cells[p], i, j)
			f.size[l]++
		}
	}
}

// colorsOf returns the colours of cells in ascending order and how often each
// occurs.
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
	return partitionGrid(t, grid, int(modeOf(grid.Cells(), true)))
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
	p := 0
	for i := range grid.H() {
		k := value.IndexKey(i, 0)
		for j, c := range cells[p : p+w] {
			keys[p+j] = value.WithColor(k+uint32(j), c)
		}
		p += w
	}
	return t.SetOfKeys(keys, value.Object)
}
