package op

import (
	"math/bits"

	"battscope/engine/value"
)

// occurrences tests whole rows of places at once: a word holds a bit for each
// column at which the object may still begin, and each cell of the object
// clears those that it does not fit.
func occurrences(t *T, grid, obj V) V {
	if !fitsGrid(grid) || obj.Kind() != value.Object || grid.W() > 64 {
		return occurrencesOf(t, grid, obj)
	}
	b := bounds(t, obj)
	h, w := grid.H(), grid.W()
	h2, w2 := h-b.H()+1, w-b.W()+1
	if h2 <= 0 || w2 <= 0 {
		return value.EmptySet()
	}
	keys := obj.Keys()
	if !t.Charge(int64(len(keys))*int64(h2)>>2 + int64(h)*int64(w)>>2) {
		return V{}
	}
	var places [64]uint64 // by row; grids higher than that take the slow path
	if h2 > len(places) {
		return occurrencesOf(t, grid, obj)
	}
	for i := range h2 {
		places[i] = 1<<w2 - 1
	}
	rows := make([]uint64, 0, 64)
	for len(keys) > 0 {
		color := value.KeyColor(keys[0])
		rows = rowsOfColor(rows[:0], grid, color)
		n := 0
		for ; n < len(keys) && value.KeyColor(keys[n]) == color; n++ {
			a, c := value.KeyI(keys[n])-b.I0, value.KeyJ(keys[n])-b.J0
			for i, row := range rows[a : a+h2] {
				places[i] &= row >> c
			}
		}
		keys = keys[n:]
	}
	total := 0
	for _, p := range places[:h2] {
		total += bits.OnesCount64(p)
	}
	out := t.Keys(total)
	if out == nil {
		return V{}
	}
	n := 0
	for i, p := range places[:h2] {
		for ; p != 0; p &= p - 1 {
			out[n] = value.IndexKey(i, bits.TrailingZeros64(p))
			n++
		}
	}
	return value.SetOfSortedKeys(out, value.Indices)
}

// rowsOfColor appends to rows, for each row of a grid of at most 64 columns,
// the columns that have a colour, a bit each.
func rowsOfColor(rows []uint64, grid V, color int8) []uint64 {
	w, cells := grid.W(), grid.Cells()
	for i := range grid.H() {
		var row uint64
		line, j := cells[i*w:(i+1)*w], 0
		for ; j+8 <= w; j += 8 {
			// The product gathers the lowest bits of eight bytes in the highest byte.
			hits := zeroBytes(word(line[j:])^uint64(uint8(color))*eachByte) >> 7
			row |= hits * 0x0102040810204080 >> 56 << j
		}
		for ; j < w; j++ {
			if line[j] == color {
				row |= 1 << j
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// occurrencesOf is occurrences for values of any kind.
func occurrencesOf(t *T, grid, obj V) V {
	normed := normalize(t, obj)
	if !normed.OK() {
		return V{}
	}
	h, w, ok := sidesOf(t, grid)
	if !ok {
		return V{}
	}
	oh, ow, ok := ints2OK(t, shape(t, obj))
	if !ok {
		return V{}
	}
	if h-oh+1 <= 0 || w-ow+1 <= 0 {
		return value.EmptySet()
	}
	n := (h - oh + 1) * (w - ow + 1)
	if n <= 0 || n > 1<<31 || !t.Charge(n) {
		return t.Fail(value.Fuel)
	}
	vals := t.Vals(int(n))
	if vals == nil {
		return V{}
	}
	m := 0
	for i := range h - oh + 1 {
		for j := range w - ow + 1 {
			occurs, ok := occursAt(t, grid, normed, h, w, i, j)
			if !ok {
				return V{}
			}
			if occurs {
				vals[m] = t.Pair(i, j)
				m++
			}
		}
	}
	return t.Set(vals[:m])
}

// occursAt reports whether every cell of normed, moved by (i, j), is in the
// grid.
func occursAt(t *T, grid, normed V, h, w, i, j int64) (occurs, ok bool) {
	for n := range normed.Len() {
		if !t.Charge(2) {
			return false, false
		}
		color, at, ok := unpack2(t, normed.At(n))
		if !ok {
			return false, false
		}
		a, b, ok := ints2(t, at)
		if !ok {
			return false, false
		}
		a, b = a+i, b+j
		if a < 0 || a >= h || b < 0 || b >= w {
			return false, true
		}
		row := sub(t, grid, a)
		if !row.OK() {
			return false, false
		}
		v := sub(t, row, b)
		if !v.OK() {
			return false, false
		}
		if !t.Eq(v, color) {
			return false, true
		}
	}
	return true, true
}
