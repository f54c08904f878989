package op

import (
	"math"

	"battscope/engine/value"
)

func downscale(t *T, grid, factor V) V {
	if grid.Kind() != value.Grid {
		return downscaleOf(t, grid, factor)
	}
	if !factor.IsInt() {
		return t.Fail(value.TypeFault)
	}
	if factor.Int() == 0 {
		return t.Fail(value.ZeroFault)
	}
	h, w := grid.H(), grid.W()
	f := int(min(max(factor.Int(), -math.MaxInt32), math.MaxInt32))
	f = abs(f) // n % f is 0 for the same n
	oh, ow := (h+f-1)/f, (w+f-1)/f
	cells := t.Bytes(oh * ow)
	if cells == nil {
		return V{}
	}
	src := grid.Cells()
	n := 0
	for i := 0; i < h; i += f {
		for j := 0; j < w; j += f {
			cells[n] = src[i*w+j]
			n++
		}
	}
	return value.OfGrid(oh, ow, cells)
}

func downscaleOf(t *T, grid, factor V) V {
	h, w, ok := sidesOf(t, grid)
	if !ok || !t.Charge(2*h*w) {
		return V{}
	}
	divides := func(n int64) bool {
		if !factor.IsInt() {
			t.Fail(value.TypeFault)
			return false
		}
		r := divInt(t, n, factor.Int())
		return r.OK() && r.Int()*factor.Int() == n
	}
	out := t.Vals(int(h))
	if out == nil {
		return V{}
	}
	n := 0
	for i := range h {
		row := sub(t, grid, i)
		if !row.OK() {
			return V{}
		}
		vals := t.Vals(int(w))
		if vals == nil {
			return V{}
		}
		m := 0
		for j := range w {
			if divides(j) {
				if vals[m] = sub(t, row, j); !vals[m].OK() {
					return V{}
				}
				m++
			}
		}
		if divides(i) {
			if out[n] = t.Tuple(vals[:m]); !out[n].OK() {
				return V{}
			}
			n++
		}
		if t.Fault() != value.NoFault {
			return V{}
		}
	}
	return t.Tuple(out[:n])
}

func compress(t *T, grid V) V {
	if grid.Kind() != value.Grid {
		return compressOf(t, grid)
	}
	h, w, cells := grid.H(), grid.W(), grid.Cells()
	marks := t.Ints(h + w)
	if marks == nil {
		return V{}
	}
	rows, columns := marks[:h], marks[h:]
	oh, ow := 0, 0
	clear(columns)
	for i := range h {
		rows[i] = 0
		row := cells[i*w : (i+1)*w]
		for j, c := range row {
			if c != row[0] {
				rows[i] = 1
			}
			if c != cells[j] {
				columns[j] = 1
			}
		}
		oh += int(rows[i])
	}
	for _, c := range columns {
		ow += int(c)
	}
	if oh == 0 || ow == 0 {
		return repeatTuple(t, oneEmptyRow(t), int64(oh))
	}
	out := t.Bytes(oh * ow)
	if out == nil {
		return V{}
	}
	n := 0
	for i, keep := range rows {
		if keep == 0 {
			continue
		}
		for j, keep := range columns {
			if keep != 0 {
				out[n] = cells[i*w+j]
				n++
			}
		}
	}
	return value.OfGrid(oh, ow, out)
}

func compressOf(t *T, grid V) V {
	rows, ok := rowsOf(t, grid)
	if !ok {
		return V{}
	}
	turned := dmirror(t, grid)
	if !turned.OK() {
		return V{}
	}
	columns, ok := rowsOf(t, turned)
	if !ok {
		return V{}
	}
	drop := make([]bool, len(columns))
	for j, c := range columns {
		drop[j] = oneValue(t, c)
	}
	out := t.Vals(len(rows))
	if out == nil {
		return V{}
	}
	n := 0
	for _, r := range rows {
		if oneValue(t, r) {
			continue
		}
		vals := t.Vals(r.Len())
		if vals == nil {
			return V{}
		}
		m := 0
		for j := range r.Len() {
			if j >= len(drop) || !drop[j] {
				vals[m] = r.At(j)
				m++
			}
		}
		if out[n] = t.Tuple(vals[:m]); !out[n].OK() {
			return V{}
		}
		n++
	}
	return t.Tuple(out[:n])
}
