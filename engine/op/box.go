package op

import (
	"math"

	"battscope/engine/value"
)

func boxes() []Op {
	return []Op{
		{Name: "asindices", Args: "grid: Grid", Out: "Indices", Doc: "all indices of a grid", Cost: Cost{48, 0}, F1: asindices},
		{Name: "backdrop", Args: "patch: Patch", Out: "Indices", Doc: "all indices of the bounding box", Cost: Cost{16, 1}, F1: backdrop},
		{Name: "delta", Args: "patch: Patch", Out: "Indices", Doc: "indices of the bounding box that are not of the patch", Cost: Cost{24, 54}, F1: delta},
		{Name: "box", Args: "patch: Patch", Out: "Indices", Doc: "outline of the bounding box", Cost: Cost{12, 0}, F1: box},
		{Name: "inbox", Args: "patch: Patch", Out: "Indices", Doc: "outline one step inside the bounding box", Cost: Cost{12, 0}, F1: inbox},
		{Name: "outbox", Args: "patch: Patch", Out: "Indices", Doc: "outline one step outside the bounding box", Cost: Cost{12, 0}, F1: outbox},
	}
}

func asindices(t *T, grid V) V {
	switch {
	case !grid.IsContainer():
		return t.Fail(value.TypeFault)
	case grid.Len() == 0:
		return value.EmptySet()
	}
	row := item(t, grid, 0)
	if !row.OK() {
		return V{}
	}
	w := size(t, row)
	if !w.OK() || w.Int() == 0 {
		return orEmpty(w)
	}
	return rect(t, 0, 0, int64(grid.Len())-1, w.Int()-1)
}

// orEmpty returns the empty set in place of a valid v.
func orEmpty(v V) V {
	if v.OK() {
		return value.EmptySet()
	}
	return v
}

// rect returns all indices from (si, sj) to (ei, ej).
func rect(t *T, si, sj, ei, ej int64) V {
	if si > ei || sj > ej {
		return value.EmptySet()
	}
	h, w, ok := sides(t, si, sj, ei, ej)
	if !ok || !t.Charge(h*w>>3+h) {
		return V{}
	}
	if fitsBox(si, sj, ei, ej) {
		keys := t.Keys(int(h * w))
		if keys == nil {
			return V{}
		}
		n := 0
		for i := si; i <= ei; i++ {
			k := value.IndexKey(int(i), int(sj))
			row := keys[n : n+int(w)]
			for m := range row {
				row[m] = k + uint32(m)
			}
			n += int(w)
		}
		return value.SetOfSortedKeys(keys, value.Indices)
	}
	if !t.Charge(8 * h * w) {
		return V{}
	}
	vals := t.Vals(int(h * w))
	if vals == nil {
		return V{}
	}
	n := 0
	for i := range h { // not to ei: it may be the last integer
		for j := range w {
			if vals[n] = t.Pair(si+i, sj+j); !vals[n].OK() {
				return V{}
			}
			n++
		}
	}
	return t.Set(vals)
}

// sides returns the height and width of a box, or fails with Fuel when no fuel
// pays for it.
func sides(t *T, si, sj, ei, ej int64) (h, w int64, ok bool) {
	h, w = ei-si+1, ej-sj+1
	if h <= 0 || w <= 0 || h > math.MaxInt32 || w > math.MaxInt32 || h*w > math.MaxInt32 {
		t.Fail(value.Fuel)
		return 0, 0, false
	}
	return h, w, true
}

func fitsBox(si, sj, ei, ej int64) bool {
	return !isLong(si) && !isLong(sj) && !isLong(ei) && !isLong(ej) && value.FitsKey(int(si), int(sj)) && value.FitsKey(int(ei), int(ej))
}

// outline returns the border of the box from (si, sj) to (ei, ej).
func outline(t *T, si, sj, ei, ej int64) V {
	h, w, ok := sides(t, si, sj, ei, ej)
	if !ok || !t.Charge(h+w) {
		return V{}
	}
	if fitsBox(si, sj, ei, ej) {
		keys := t.Keys(int(2 * (h + w)))
		if keys == nil {
			return V{}
		}
		n := 0
		for i := si; i <= ei; i++ {
			if i == si || i == ei {
				k := value.IndexKey(int(i), int(sj))
				for m := range uint32(w) {
					keys[n] = k + m
					n++
				}
				continue
			}
			keys[n] = value.IndexKey(int(i), int(sj))
			n++
			if ej > sj {
				keys[n] = value.IndexKey(int(i), int(ej))
				n++
			}
		}
		return value.SetOfSortedKeys(t.TrimKeys(keys, n), value.Indices)
	}
	vals := t.Vals(int(2 * (h + w)))
	if vals == nil {
		return V{}
	}
	n := 0
	put := func(i, j int64) {
		vals[n] = t.Pair(i, j)
		n++
	}
	for i := range h {
		put(si+i, sj)
		put(si+i, ej)
	}
	for j := range w {
		put(si, sj+j)
		put(ei, sj+j)
	}
	if t.Fault() != value.NoFault {
		return V{}
	}
	return t.Set(vals[:n])
}

// boundsOf returns the bounding box of a patch with integer components: its
// upper left corner by ul, its lower right by lr.
func boundsOf(t *T, patch V) (si, sj, ei, ej int64, ok bool) {
	if isPatch(patch) {
		b := bounds(t, patch)
		return int64(b.I0), int64(b.J0), int64(b.I1), int64(b.J1), true
	}
	// The original unpacks two corners, so tuples of another length are faults.
	si, sj, ok = ints2OK(t, ulcorner(t, patch))
	if !ok {
		return
	}
	ei, ej, ok = ints2OK(t, lrcorner(t, patch))
	return
}

func backdrop(t *T, patch V) V {
	if !patch.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if patch.Len() == 0 {
		return value.EmptySet()
	}
	si, sj, ei, ej, ok := boundsOf(t, patch)
	if !ok {
		return V{}
	}
	return rect(t, si, sj, ei, ej)
}

func delta(t *T, patch V) V {
	all := backdrop(t, patch)
	if !all.OK() || all.Len() == 0 {
		return all
	}
	idx := toindices(t, patch)
	switch {
	case !idx.OK():
		return V{}
	case !idx.IsSet():
		return t.Fail(value.TypeFault)
	}
	return without(t, all, idx)
}

func box(t *T, patch V) V {
	if !patch.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if patch.Len() == 0 {
		return patch
	}
	si, sj, ei, ej, ok := boundsOf(t, patch)
	if !ok {
		return V{}
	}
	return outline(t, si, sj, ei, ej)
}

func inbox(t *T, patch V) V { return boxAt(t, patch, 1) }

func outbox(t *T, patch V) V { return boxAt(t, patch, -1) }

// boxAt returns the outline of the bounding box, each side moved in by step;
// bounds that cross are swapped.
func boxAt(t *T, patch V, step int64) V {
	if isPatch(patch) {
		b, s := bounds(t, patch), int(step)
		i0, j0, i1, j1 := int64(b.I0+s), int64(b.J0+s), int64(b.I1-s), int64(b.J1-s)
		return outline(t, min(i0, i1), min(j0, j1), max(i0, i1), max(j0, j1))
	}
	var at [4]int64
	for n, s := range []func(*T, V) V{uppermost, leftmost, lowermost, rightmost} {
		v := s(t, patch)
		if !v.OK() {
			return V{}
		}
		if n > 1 {
			v = binary(t, plus, v, value.OfInt(-step))
		} else {
			v = binary(t, plus, v, value.OfInt(step))
		}
		if !v.OK() {
			return V{}
		}
		at[n] = v.Int()
	}
	return outline(t, min(at[0], at[2]), min(at[1], at[3]), max(at[0], at[2]), max(at[1], at[3]))
}
