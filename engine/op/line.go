package op

import (
	"battscope/engine/value"
)

func lines() []Op {
	return []Op{
		{Name: "dneighbors", Args: "loc: IntegerTuple", Out: "Indices", Doc: "the four indices beside, above and below", Cost: Cost{14, 0}, F1: dneighbors},
		{Name: "ineighbors", Args: "loc: IntegerTuple", Out: "Indices", Doc: "the four diagonal neighbours", Cost: Cost{14, 0}, F1: ineighbors},
		{Name: "neighbors", Args: "loc: IntegerTuple", Out: "Indices", Doc: "all eight neighbours", Cost: Cost{18, 0}, F1: neighbors},
		{Name: "connect", Args: "a: IntegerTuple, b: IntegerTuple", Out: "Indices", Doc: "line between two indices, both included; empty unless straight or diagonal", Cost: Cost{18, 0}, F2: connect},
		{Name: "shoot", Args: "start: IntegerTuple, direction: IntegerTuple", Out: "Indices", Doc: "line of 42 steps from an index in a direction", Cost: Cost{28, 0}, F2: shoot},
		{Name: "vfrontier", Args: "location: IntegerTuple", Out: "Indices", Doc: "column of an index, rows 0 to 29", Cost: Cost{24, 0}, F1: vfrontier},
		{Name: "hfrontier", Args: "location: IntegerTuple", Out: "Indices", Doc: "row of an index, columns 0 to 29", Cost: Cost{24, 0}, F1: hfrontier},
	}
}

func direct() [4][2]int64   { return [4][2]int64{{-1, 0}, {0, -1}, {0, 1}, {1, 0}} }
func diagonal() [4][2]int64 { return [4][2]int64{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}} }

func dneighbors(t *T, loc V) V {
	d := direct()
	return around(t, loc, d[:])
}

func ineighbors(t *T, loc V) V {
	d := diagonal()
	return around(t, loc, d[:])
}

func neighbors(t *T, loc V) V {
	return around(t, loc, [][2]int64{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}})
}

// around returns the indices at offsets, which ascend, from loc.
func around(t *T, loc V, offsets [][2]int64) V {
	if loc.Kind() == value.Pair && value.FitsKey(loc.I()-1, loc.J()-1) && value.FitsKey(loc.I()+1, loc.J()+1) {
		keys := t.Keys(len(offsets))
		if keys == nil {
			return V{}
		}
		for n, d := range offsets {
			keys[n] = value.IndexKey(loc.I()+int(d[0]), loc.J()+int(d[1]))
		}
		return value.SetOfSortedKeys(keys, value.Indices)
	}
	i, j := item(t, loc, 0), item(t, loc, 1)
	vals := t.Vals(len(offsets))
	if vals == nil || !i.OK() || !j.OK() {
		return V{}
	}
	for n, d := range offsets {
		// Where the offset is 0 the original adds nothing, so that a component may
		// be of any kind there; but each is added to somewhere.
		x, y := plus(t, i, value.OfInt(d[0])), plus(t, j, value.OfInt(d[1]))
		if vals[n] = two(t, x, y); !vals[n].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}

func connect(t *T, a, b V) V {
	ai, aj, ok := ints2(t, a)
	if !ok {
		return V{}
	}
	bi, bj, ok := ints2(t, b)
	if !ok {
		return V{}
	}
	return segment(t, ai, aj, bi, bj)
}

// segment returns the straight or diagonal line between two indices, or the
// empty set.
func segment(t *T, ai, aj, bi, bj int64) V {
	if isLong(ai) || isLong(aj) || isLong(bi) || isLong(bj) {
		return longSegment(t, ai, aj, bi, bj)
	}
	if bi < ai || bi == ai && bj < aj {
		ai, aj, bi, bj = bi, bj, ai, aj
	}
	di, dj := bi-ai, bj-aj
	if di != 0 && dj != 0 && di != dj && di != -dj {
		return value.EmptySet()
	}
	n := max(di, dj)
	return walk(t, ai, aj, signOf(di), signOf(dj), n+1)
}

// walk returns n indices from (i, j) on by steps of (di, dj), which ascend.
func walk(t *T, i, j, di, dj, n int64) V {
	ei, ej := i+(n-1)*di, j+(n-1)*dj
	if !isLong(ei) && !isLong(ej) && value.FitsKey(int(i), int(j)) && value.FitsKey(int(ei), int(ej)) {
		keys := t.Keys(int(n))
		if keys == nil {
			return V{}
		}
		k, d := value.IndexKey(int(i), int(j)), uint32(di<<12+dj)
		for m := range keys {
			keys[m] = k
			k += d
		}
		return value.SetOfSortedKeys(keys, value.Indices)
	}
	vals := t.Vals(int(n))
	if vals == nil {
		return V{}
	}
	for m := range vals {
		if vals[m] = t.Pair(i+int64(m)*di, j+int64(m)*dj); !vals[m].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}

// longSegment is segment for components of more than 32 bits, where
// differences may overflow.
func longSegment(t *T, ai, aj, bi, bj int64) V {
	di, dj := subInt(t, bi, ai), subInt(t, bj, aj)
	if !di.OK() || !dj.OK() {
		return V{}
	}
	if di.Int() < 0 || di.Int() == 0 && dj.Int() < 0 {
		ai, aj = bi, bj
		di, dj = subInt(t, 0, di.Int()), subInt(t, 0, dj.Int())
		if !di.OK() || !dj.OK() {
			return V{}
		}
	}
	x, y := di.Int(), dj.Int()
	if x != 0 && y != 0 && x != y && x != -y {
		return value.EmptySet()
	}
	n := max(x, y)
	if n >= 1<<31 {
		return t.Fail(value.Fuel)
	}
	return walk(t, ai, aj, signOf(x), signOf(y), n+1)
}

func shoot(t *T, start, direction V) V {
	if start.Kind() == value.Pair && direction.Kind() == value.Pair {
		i, j := int64(start.I()), int64(start.J())
		return segment(t, i, j, i+gravity*int64(direction.I()), j+gravity*int64(direction.J()))
	}
	steps := value.OfInt(gravity)
	i := binary(t, plus, item(t, start, 0), binary(t, times, steps, item(t, direction, 0)))
	j := binary(t, plus, item(t, start, 1), binary(t, times, steps, item(t, direction, 1)))
	end := two(t, i, j)
	if !end.OK() {
		return V{}
	}
	return connect(t, start, end)
}

// frontierLen is the length of frontiers, whatever the grid.
const frontierLen = 30

func vfrontier(t *T, location V) V {
	j := item(t, location, 1)
	if !j.OK() {
		return V{}
	}
	if j.IsInt() {
		return walk(t, 0, j.Int(), 1, 0, frontierLen)
	}
	return frontier(t, func(n V) V { return two(t, n, j) })
}

func hfrontier(t *T, location V) V {
	i := item(t, location, 0)
	if !i.OK() {
		return V{}
	}
	if i.IsInt() {
		return walk(t, i.Int(), 0, 0, 1, frontierLen)
	}
	return frontier(t, func(n V) V { return two(t, i, n) })
}

func frontier(t *T, at func(n V) V) V {
	vals := t.Vals(frontierLen)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		if vals[n] = at(value.OfInt(int64(n))); !vals[n].OK() {
			return V{}
		}
	}
	return t.Set(vals)
}
