package op

import (
	"math/bits"

	"battscope/engine/value"
)

func relations() []Op {
	return []Op{
		{Name: "hmatching", Args: "a: Patch, b: Patch", Out: "Boolean", Doc: "whether some row has cells of both patches", Cost: Cost{20, 0}, F2: hmatching},
		{Name: "vmatching", Args: "a: Patch, b: Patch", Out: "Boolean", Doc: "whether some column has cells of both patches", Cost: Cost{20, 0}, F2: vmatching},
		{Name: "manhattan", Args: "a: Patch, b: Patch", Out: "Integer", Doc: "smallest distance, along rows and columns, between a cell of a and one of b", Cost: Cost{14, 0}, F2: manhattan},
		{Name: "adjacent", Args: "a: Patch, b: Patch", Out: "Boolean", Doc: "whether the distance of two patches is one", Cost: Cost{14, 0}, F2: adjacent},
		{Name: "bordering", Args: "patch: Patch, grid: Grid", Out: "Boolean", Doc: "whether a patch touches the border of a grid", Cost: Cost{6, 0}, F2: bordering},
		{Name: "position", Args: "a: Patch, b: Patch", Out: "IntegerTuple", Doc: "direction from the center of a to the center of b", Cost: Cost{16, 0}, F2: position},
		{Name: "gravitate", Args: "source: Patch, destination: Patch", Out: "IntegerTuple", Doc: "offset that moves the source until it touches the destination", Cost: Cost{110, 24}, F2: gravitate},
	}
}

func hmatching(t *T, a, b V) V { return matching(t, a, b, 0) }

func vmatching(t *T, a, b V) V { return matching(t, a, b, 1) }

func matching(t *T, a, b V, component int) V {
	if isPatch(a) && isPatch(b) {
		if !t.Charge(int64(a.Len()+b.Len()) >> 1) {
			return V{}
		}
		return value.OfBool(matchKeys(a.Keys(), b.Keys(), 12*(1-component)))
	}
	x, ok := componentsOf(t, a, component)
	if !ok {
		return V{}
	}
	y, ok := componentsOf(t, b, component)
	if !ok {
		return V{}
	}
	return value.OfBool(intersection(t, x, y).Len() > 0)
}

// matchKeys reports whether some row (shift 12) or column (shift 0) has keys of
// both.
func matchKeys(a, b []uint32, shift int) bool {
	// 2048 rows or columns, a bit each.
	var seen [32]uint64
	for _, k := range a {
		n := k >> shift & 0x7ff
		seen[n>>6] |= 1 << (n & 63)
	}
	for _, k := range b {
		n := k >> shift & 0x7ff
		if seen[n>>6]&(1<<(n&63)) != 0 {
			return true
		}
	}
	return false
}

// componentsOf returns the set of the first or second components of the indices
// of a patch.
func componentsOf(t *T, patch V, component int) (V, bool) {
	idx := toindices(t, patch)
	if !idx.OK() {
		return V{}, false
	}
	vals := t.Vals(idx.Len())
	if vals == nil {
		return V{}, false
	}
	for n := range vals {
		i, j, ok := unpack2(t, idx.At(n))
		if !ok {
			return V{}, false
		}
		if vals[n] = i; component == 1 {
			vals[n] = j
		}
	}
	s := t.Set(vals)
	return s, s.OK()
}

// points returns the indices of a patch as rows and columns.
func points(t *T, patch V) ([][2]int64, bool) {
	idx := toindices(t, patch)
	if !idx.OK() || !t.Charge(2*int64(idx.Len())) {
		return nil, false
	}
	pts := make([][2]int64, idx.Len())
	for n := range pts {
		i, j, ok := ints2(t, idx.At(n))
		if !ok {
			return nil, false
		}
		pts[n] = [2]int64{i, j}
	}
	return pts, true
}

// distance returns the smallest distance between a key of a, moved by (di, dj),
// and one of b, or stop when it comes down to that.
func distance(a, b []uint32, di, dj, stop int) int {
	nearest := 1 << 30
	for _, k := range a {
		i, j := value.KeyI(k)+di, value.KeyJ(k)+dj
		for _, l := range b {
			if d := abs(value.KeyI(l)-i) + abs(value.KeyJ(l)-j); d < nearest {
				if nearest = d; d <= stop {
					return d
				}
			}
		}
	}
	return nearest
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func manhattan(t *T, a, b V) V {
	if isPatch(a) && isPatch(b) {
		if !t.Charge(int64(a.Len()) * int64(b.Len()) * 3 / 2) {
			return V{}
		}
		return value.OfInt(int64(distance(a.Keys(), b.Keys(), 0, 0, 0)))
	}
	x, ok := points(t, a)
	if !ok {
		return V{}
	}
	y, ok := points(t, b)
	if !ok {
		return V{}
	}
	if hi, lo := bits.Mul64(uint64(len(x)), uint64(len(y))); hi != 0 || !t.Charge(4*int64(lo)) {
		return V{}
	}
	var nearest V
	for _, p := range x {
		for _, q := range y {
			d := gap(t, p, q)
			if !d.OK() {
				return V{}
			}
			if !nearest.OK() || d.Int() < nearest.Int() {
				nearest = d
			}
		}
	}
	if !nearest.OK() {
		return t.Fail(value.ValueFault)
	}
	return nearest
}

// gap returns the distance of two places.
func gap(t *T, p, q [2]int64) V {
	var sum V
	for n := range p {
		d := subInt(t, p[n], q[n])
		if d.OK() && d.Int() < 0 {
			d = subInt(t, 0, d.Int())
		}
		if !d.OK() {
			return V{}
		}
		if n == 0 {
			sum = d
		} else {
			sum = addInt(t, sum.Int(), d.Int())
		}
	}
	return sum
}

func adjacent(t *T, a, b V) V {
	d := manhattan(t, a, b)
	if !d.OK() {
		return V{}
	}
	return value.OfBool(d.Int() == 1)
}

func bordering(t *T, patch, grid V) V {
	if isPatch(patch) && grid.Kind() == value.Grid {
		if !t.Charge(int64(patch.Len()) >> 1) {
			return V{}
		}
		b := bounds(t, patch)
		return value.OfBool(b.I0 == 0 || b.J0 == 0 || b.I1 == grid.H()-1 || b.J1 == grid.W()-1)
	}
	zero := value.OfInt(0)
	for _, s := range []func(*T, V) V{uppermost, leftmost} {
		v := s(t, patch)
		if !v.OK() {
			return V{}
		}
		if t.Eq(v, zero) {
			return value.OfBool(true)
		}
	}
	low := lowermost(t, patch)
	h := size(t, grid)
	if !low.OK() || !h.OK() {
		return V{}
	}
	if t.Eq(low, value.OfInt(h.Int()-1)) {
		return value.OfBool(true)
	}
	right := rightmost(t, patch)
	row := item(t, grid, 0)
	if !right.OK() || !row.OK() {
		return V{}
	}
	w := size(t, row)
	if !w.OK() {
		return V{}
	}
	return value.OfBool(t.Eq(right, value.OfInt(w.Int()-1)))
}

func position(t *T, a, b V) V {
	ia, ja, ok := centerOf(t, a)
	if !ok {
		return V{}
	}
	ib, jb, ok := centerOf(t, b)
	if !ok {
		return V{}
	}
	right := -1
	if ja < jb {
		right = 1
	}
	switch {
	case ia == ib:
		return value.OfPair(0, right)
	case ja == jb:
		right = 0
	}
	if ia < ib {
		return value.OfPair(1, right)
	}
	return value.OfPair(-1, right)
}

// centerOf returns the center of the indices of a patch as integers.
func centerOf(t *T, patch V) (i, j int64, ok bool) {
	if !isPatch(patch) {
		if patch = toindices(t, patch); !patch.OK() {
			return 0, 0, false
		}
	}
	c := center(t, patch)
	if !c.OK() {
		return 0, 0, false
	}
	return ints2(t, c)
}

// gravity is how many steps gravitate takes before it gives up.
const gravity = 42

func gravitate(t *T, source, destination V) V {
	si, sj, ok := ints2OK(t, center(t, source))
	if !ok {
		return V{}
	}
	di, dj, ok := ints2OK(t, center(t, destination))
	if !ok {
		return V{}
	}
	vertical := vmatching(t, source, destination)
	if !vertical.OK() {
		return V{}
	}
	i, j := 0, 0
	switch {
	case vertical.Truth() && si < di:
		i = 1
	case vertical.Truth():
		i = -1
	case sj < dj:
		j = 1
	default:
		j = -1
	}
	n := 0
	if isPatch(source) && isPatch(destination) {
		a, b := source.Keys(), destination.Keys()
		for ; n < gravity; n++ {
			if !t.Charge(int64(len(a)) * int64(len(b))) {
				return V{}
			}
			if distance(a, b, n*i, n*j, 0) == 1 {
				break
			}
		}
		return value.OfPair(n*i, n*j)
	}
	for ; n < gravity; n++ {
		touch := adjacent(t, source, destination)
		if !touch.OK() {
			return V{}
		}
		if touch.Truth() {
			break
		}
		if source = shift(t, source, value.OfPair(i, j)); !source.OK() {
			return V{}
		}
	}
	return value.OfPair(n*i, n*j)
}

// ints2OK is ints2 of a value that may be invalid.
func ints2OK(t *T, v V) (i, j int64, ok bool) {
	if !v.OK() {
		return 0, 0, false
	}
	return ints2(t, v)
}
