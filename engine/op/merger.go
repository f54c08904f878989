package op

import (
	"battscope/engine/value"
)

func merge(t *T, containers V) V {
	if !containers.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	vals, ok := t.Elems(containers)
	if !ok {
		return V{}
	}
	return mergeVals(t, containers.IsSet(), vals)
}

// mergeVals returns the elements of all containers in vals, as a set or as a
// tuple.
func mergeVals(t *T, asSet bool, vals []V) V {
	n, kind, same := 0, value.Invalid, true
	for _, c := range vals {
		if !c.IsContainer() {
			return t.Fail(value.TypeFault)
		}
		l := c.Len()
		n += l
		if l > 0 {
			if kind == value.Invalid {
				kind = c.Kind()
			}
			same = same && c.Kind() == kind
		}
	}
	switch {
	case same && asSet && (kind == value.Indices || kind == value.Object):
		if !t.Charge(int64(n)) {
			return V{}
		}
		keys := t.Keys(n)
		if keys == nil {
			return V{}
		}
		m := 0
		for _, c := range vals {
			if c.Len() > 0 {
				m += copy(keys[m:], c.Keys())
			}
		}
		return t.SetOfKeys(keys, kind)
	case same && !asSet && kind == value.Grid:
		if v, ok := stack(t, vals, n); ok {
			return v
		}
	}
	if !t.Charge(int64(n)) {
		return V{}
	}
	out := t.Vals(n)
	if out == nil {
		return V{}
	}
	m := 0
	for _, c := range vals {
		putElems(out[m:], c)
		m += c.Len()
	}
	if asSet {
		return t.Set(out)
	}
	return t.Tuple(out)
}

// stack puts grids of equal width, n rows in all, one below the other.
func stack(t *T, grids []V, n int) (V, bool) {
	w := 0
	for _, g := range grids {
		if g.Len() == 0 {
			continue
		}
		if w == 0 {
			w = g.W()
		}
		if g.W() != w {
			return V{}, false
		}
	}
	cells := t.Bytes(n * w)
	if cells == nil {
		return V{}, true
	}
	m := 0
	for _, g := range grids {
		if g.Len() > 0 {
			m += copy(cells[m:], g.Cells())
		}
	}
	return value.OfGrid(n, w, cells), true
}
