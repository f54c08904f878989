package op

import (
	"math"

	"battscope/engine/value"
)

func scalers() []Op {
	return []Op{
		{Name: "hupscale", Args: "grid: Grid, factor: Integer", Out: "Grid", Doc: "grid with each cell repeated sideways", Cost: Cost{28, 12}, F2: hupscale},
		{Name: "vupscale", Args: "grid: Grid, factor: Integer", Out: "Grid", Doc: "grid with each row repeated downwards", Cost: Cost{24, 12}, F2: vupscale},
		{Name: "upscale", Args: "element: Element, factor: Integer", Out: "Element", Doc: "grid or object with each cell made a square", Cost: Cost{24, 8}, F2: upscale},
		{Name: "downscale", Args: "grid: Grid, factor: Integer", Out: "Grid", Doc: "rows and columns whose index is a multiple of the factor", Cost: Cost{10, 3}, F2: downscale},
		{Name: "compress", Args: "grid: Grid", Out: "Grid", Doc: "grid without its rows and columns of one colour", Cost: Cost{48, 36}, F1: compress},
	}
}

func hupscale(t *T, grid, factor V) V { return scale(t, grid, factor, false, true) }

func vupscale(t *T, grid, factor V) V { return scale(t, grid, factor, true, false) }

// scale repeats the rows of a grid, its cells, or both.
func scale(t *T, grid, factor V, down, sideways bool) V {
	if grid.Kind() != value.Grid {
		return scaleOf(t, grid, factor, down, sideways)
	}
	if !factor.IsInt() {
		return t.Fail(value.TypeFault)
	}
	f := factor.Int()
	h, w := grid.H(), grid.W()
	if f <= 0 {
		if down {
			return value.EmptyTuple()
		}
		return repeatTuple(t, oneEmptyRow(t), int64(h))
	}
	if f > math.MaxInt16 {
		return t.Fail(value.Fuel)
	}
	fi, fj := 1, 1
	if down {
		fi = int(f)
	}
	if sideways {
		fj = int(f)
	}
	n := int64(h) * int64(fi) * int64(w) * int64(fj)
	if n > math.MaxInt32 || !t.Charge(int64(h*w)*int64(fj)) {
		return t.Fail(value.Fuel)
	}
	cells := t.Bytes(int(n))
	if cells == nil {
		return V{}
	}
	src := grid.Cells()
	ow := w * fj
	p := 0
	for i := range h {
		row := cells[p : p+ow]
		m := 0
		for _, c := range src[i*w : (i+1)*w] {
			for range fj {
				row[m] = c
				m++
			}
		}
		p += ow
		for range fi - 1 {
			p += copy(cells[p:p+ow], row)
		}
	}
	return value.OfGrid(h*fi, ow, cells)
}

// scaleOf is scale for values of any kind: the original looks at the factor
// only where there is something to repeat.
func scaleOf(t *T, grid, factor V, down, sideways bool) V {
	rows, ok := iter(t, grid)
	if !ok {
		return V{}
	}
	out := value.EmptyTuple()
	for _, row := range rows {
		if sideways {
			if !row.IsContainer() {
				return t.Fail(value.TypeFault)
			}
			wide := value.EmptyTuple()
			for n := range row.Len() {
				if wide = binary(t, plus, wide, repeat(t, row.At(n), factor)); !wide.OK() {
					return V{}
				}
			}
			row = wide
		}
		many := value.Value{}
		if down {
			many = repeat(t, row, factor)
		} else {
			many = repeat(t, row, value.OfInt(1))
		}
		if out = binary(t, plus, out, many); !out.OK() {
			return V{}
		}
	}
	return out
}

func upscale(t *T, element, factor V) V {
	if element.IsTuple() {
		return scale(t, element, factor, true, true)
	}
	if !element.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if element.Len() == 0 {
		return value.EmptySet()
	}
	if element.Kind() != value.Object {
		return upscaleOf(t, element, factor)
	}
	if !factor.IsInt() {
		return t.Fail(value.TypeFault)
	}
	f := factor.Int()
	if f <= 0 {
		return value.EmptySet()
	}
	if f > math.MaxInt16 {
		return t.Fail(value.Fuel)
	}
	n := int64(element.Len()) * f * f
	if n > math.MaxInt32 || !t.Charge(n) {
		return t.Fail(value.Fuel)
	}
	b := bounds(t, element)
	if !value.FitsKey(b.I0+b.H()*int(f), b.J0+b.W()*int(f)) {
		return upscaleOf(t, element, factor)
	}
	keys := t.Keys(int(n))
	if keys == nil {
		return V{}
	}
	m := 0
	for _, k := range element.Keys() {
		i, j := b.I0+(value.KeyI(k)-b.I0)*int(f), b.J0+(value.KeyJ(k)-b.J0)*int(f)
		for io := range int(f) {
			at := value.WithColor(value.IndexKey(i+io, j), value.KeyColor(k))
			for jo := range uint32(f) {
				keys[m] = at + jo
				m++
			}
		}
	}
	return t.SetOfKeys(keys, value.Object)
}

// upscaleOf is upscale for sets that are no Object, and for results that reach
// far out.
func upscaleOf(t *T, element, factor V) V {
	ui, uj, ok := ints2OK(t, ulcorner(t, element))
	if !ok {
		return V{}
	}
	neg := two(t, subInt(t, 0, ui), subInt(t, 0, uj))
	if !neg.OK() {
		return V{}
	}
	normed := shift(t, element, neg)
	if !normed.OK() {
		return V{}
	}
	f := int64(0)
	var vals []V
	for n := range normed.Len() {
		v, at, ok := unpack2(t, normed.At(n))
		if !ok {
			return V{}
		}
		i, j, ok := ints2(t, at)
		if !ok {
			return V{}
		}
		if !factor.IsInt() {
			return t.Fail(value.TypeFault)
		}
		if n == 0 {
			f = max(factor.Int(), 0)
			if f > math.MaxInt16 || !t.Charge(4*int64(normed.Len())*f*f) {
				return t.Fail(value.Fuel)
			}
			if vals = t.Vals(normed.Len() * int(f*f)); vals == nil {
				return V{}
			}
			vals = vals[:0]
		}
		for io := range f {
			for jo := range f {
				x := binary(t, plus, mulInt(t, i, f), value.OfInt(io))
				y := binary(t, plus, mulInt(t, j, f), value.OfInt(jo))
				e := two(t, v, two(t, x, y))
				if !e.OK() {
					return V{}
				}
				vals = append(vals, e)
			}
		}
	}
	s := t.Set(vals)
	if !s.OK() {
		return V{}
	}
	return shift(t, s, t.Pair(ui, uj))
}
