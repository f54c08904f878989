package op

import (
	"battscope/engine/value"
)

// canvasOf copies a grid of any values for editing: its rows, whose elements
// may be changed, and its sides as the original measures them.
type canvasOf struct {
	t    *T
	rows [][]V
	h, w int64
}

func editAny(t *T, grid V) (*canvasOf, bool) {
	h, w, ok := sidesOf(t, grid)
	if !ok {
		return nil, false
	}
	rows, ok := rowsOf(t, grid)
	if !ok {
		return nil, false
	}
	c := &canvasOf{t: t, rows: make([][]V, len(rows)), h: h, w: w}
	for i, r := range rows {
		vals := t.Vals(r.Len())
		if vals == nil {
			return nil, false
		}
		if r.Kind() == value.Row {
			for j, v := range r.Cells() {
				vals[j] = value.OfInt(int64(v))
			}
		} else {
			for j := range vals {
				vals[j] = r.At(j)
			}
		}
		c.rows[i] = vals
	}
	return c, true
}

// inside returns i, j = at and whether they lie in h rows and w columns. As in
// the original, nobody looks at a column whose row is outside.
func inside(t *T, at V, h, w int64) (i, j int64, in, ok bool) {
	x, y, ok := unpack2(t, at)
	if !ok {
		return 0, 0, false, false
	}
	if !x.IsInt() {
		t.Fail(value.TypeFault)
		return 0, 0, false, false
	}
	if i = x.Int(); i < 0 || i >= h {
		return i, 0, false, true
	}
	if !y.IsInt() {
		t.Fail(value.TypeFault)
		return 0, 0, false, false
	}
	j = y.Int()
	return i, j, j >= 0 && j < w, true
}

// setAt is set for a place that may be of any kind.
func (c *canvasOf) setAt(at, v, bg V) bool {
	i, j, in, ok := inside(c.t, at, c.h, c.w)
	return ok && (!in || c.set(i, j, v, bg))
}

// set writes v at (i, j), where it is inside and, with a valid bg, where bg is.
func (c *canvasOf) set(i, j int64, v, bg V) bool {
	if i < 0 || i >= c.h || j < 0 || j >= c.w {
		return true
	}
	row := c.rows[i]
	if j >= int64(len(row)) {
		c.t.Fail(value.IndexFault)
		return false
	}
	if !bg.OK() || c.t.Eq(row[j], bg) {
		row[j] = v
	}
	return c.t.Fault() == value.NoFault
}

func (c *canvasOf) grid() V {
	vals := c.t.Vals(len(c.rows))
	if vals == nil {
		return V{}
	}
	for i, r := range c.rows {
		if vals[i] = c.t.Tuple(r); !vals[i].OK() {
			return V{}
		}
	}
	return c.t.Tuple(vals)
}

// fillOf is fill, or underfill with a valid bg, for values of any kind.
func fillOf(t *T, grid, v, patch, bg V) V {
	c, ok := editAny(t, grid)
	if !ok {
		return V{}
	}
	idx := toindices(t, patch)
	if !idx.OK() {
		return V{}
	}
	for n := range idx.Len() {
		if !t.Charge(2) || !c.setAt(idx.At(n), v, bg) {
			return V{}
		}
	}
	return c.grid()
}

// paintOf is paint, or underpaint with a valid bg, for values of any kind.
func paintOf(t *T, grid, obj, bg V) V {
	c, ok := editAny(t, grid)
	if !ok {
		return V{}
	}
	if !obj.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	for n := range obj.Len() {
		v, at, ok := unpack2(t, obj.At(n))
		if !ok {
			return V{}
		}
		if !t.Charge(2) || !c.setAt(at, v, bg) {
			return V{}
		}
	}
	return c.grid()
}
