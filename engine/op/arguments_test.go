package op

import (
	"strings"

	"battscope/engine/value"
)

// A sample is what benchmarks of primitives at one size work on: a square grid
// and what ARC programs make of it.
type sample struct {
	t     *T
	table *Table
	side  int

	grid, same, small V // small is a quarter
	objects           V
	object, second    V // the first and the last of objects
	whole             V // all cells of the grid as one object
	indices, others   V // the cells of two colours
	ints, evens       V // sets of integers, a side's worth
	row, long         V // tuples of small integers, a side's and a few sides' worth
	pairs             V // indices as a tuple
}

func newSample(table *Table, side int) *sample {
	s := &sample{t: value.NewThread(nil), table: table, side: side}
	s.t.Begin(1 << 40)
	s.grid, s.same = s.makeGrid(), s.makeGrid()
	h := value.OfInt(int64(side / 2))
	s.small = crop(s.t, s.grid, value.OfPair(1, 1), two(s.t, h, h))
	yes := value.OfBool(true)
	s.objects = objects(s.t, s.grid, yes, yes, yes)
	s.object, s.second = s.objects.At(0), s.objects.At(s.objects.Len()-1)
	s.whole = asobject(s.t, s.grid)
	s.indices, s.others = ofcolor(s.t, s.grid, value.OfInt(1)), ofcolor(s.t, s.grid, value.OfInt(2))
	vals, evens, row := s.t.Vals(side), s.t.Vals(side), s.t.Vals(side)
	for n := range side {
		vals[n], evens[n], row[n] = value.OfInt(int64(n)), value.OfInt(int64(2*n)), value.OfInt(int64(n*7%side))
	}
	s.ints, s.evens, s.row = s.t.Set(vals), s.t.Set(evens), s.t.Tuple(row)
	s.long = repeatTuple(s.t, s.row, 4)
	s.pairs = totuple(s.t, s.indices)
	return s
}

// makeGrid draws small rectangles of four colours at places that a fixed
// sequence of numbers picks.
func (s *sample) makeGrid() V {
	cells, seed := make([]int8, s.side*s.side), uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>16) % n
	}
	for range s.side * s.side / 16 {
		i, j, h, w, c := next(s.side), next(s.side), 1+next(3), 1+next(3), int8(1+next(4))
		for a := i; a < min(i+h, s.side); a++ {
			for b := j; b < min(j+w, s.side); b++ {
				cells[a*s.side+b] = c
			}
		}
	}
	return value.OfGrid(s.side, s.side, cells)
}

func (s *sample) fn(name string) V { return s.table.Lookup(name).Fn }

// A call is a primitive with arguments. Variant tells calls of one primitive
// apart.
type call struct {
	op      *Op
	variant string
	args    []V
}

// calls returns the calls that stand for a primitive: one for its declared
// types, one for each kind of piece, patch or element, and those of special.
func (s *sample) calls(o *Op) []call {
	if list := s.special()[o.Name]; list != nil {
		var out []call
		for n, args := range list {
			out = append(out, call{o, strings.Repeat("'", n), args})
		}
		return out
	}
	types := strings.Join(o.Types(), " ")
	var out []call
	add := func(variant, typ string, v V) {
		args := make([]V, len(o.Types()))
		for n, declared := range o.Types() {
			if args[n] = v; declared != typ {
				args[n] = s.of(declared, n)
			}
		}
		out = append(out, call{o, variant, args})
	}
	switch {
	case strings.Contains(types, "Piece"):
		add("/grid", "Piece", s.grid)
		add("/object", "Piece", s.whole)
	case strings.Contains(types, "Element"):
		add("/grid", "Element", s.grid)
		add("/object", "Element", s.whole)
	case strings.Contains(types, "Patch"):
		add("/object", "Patch", s.whole)
		add("/indices", "Patch", s.indices)
	default:
		add("", "", V{})
	}
	return out
}

// of returns an argument of a declared type for parameter n.
func (s *sample) of(typ string, n int) V {
	switch typ {
	case "Grid":
		return []V{s.grid, s.same}[min(n, 1)]
	case "Object", "Element":
		return s.whole
	case "Patch", "Indices":
		return s.indices
	case "Objects", "ContainerContainer":
		return s.objects
	case "IntegerTuple":
		return value.OfPair(n+1, 2)
	case "IntegerSet":
		return s.ints
	case "FrozenSet":
		return []V{s.indices, s.others}[min(n, 1)]
	case "Container":
		return []V{s.indices, s.others}[min(n, 1)]
	case "Tuple":
		return []V{s.row, s.long}[min(n, 1)]
	case "Boolean":
		return value.OfBool(true)
	case "Callable":
		return s.fn("identity")
	}
	return value.OfInt(int64(n + 1))
}

// special returns the arguments of primitives whose types do not say enough.
func (s *sample) special() map[string][][]V {
	n := func(k int) V { return value.OfInt(int64(k)) }
	side, f := s.side, s.fn
	yes, no := value.OfBool(true), value.OfBool(false)
	functions := two(s.t, f("size"), f("first"))
	grids := two(s.t, s.grid, s.same)
	return map[string][][]V{
		"objects":      {{s.grid, yes, yes, yes}, {s.grid, yes, no, yes}, {s.grid, no, yes, yes}, {s.grid, no, no, yes}, {s.grid, yes, no, no}, {s.grid, yes, yes, no}, {s.grid, no, no, no}},
		"apply":        {{f("identity"), s.indices}, {f("size"), s.objects}, {f("identity"), s.long}},
		"rapply":       {{functions, s.objects}},
		"mapply":       {{f("identity"), s.objects}, {f("toindices"), s.objects}, {f("dneighbors"), s.indices}},
		"papply":       {{f("add"), s.long, s.long}},
		"mpapply":      {{f("astuple"), s.long, s.long}},
		"prapply":      {{f("add"), s.ints, s.evens}},
		"order":        {{s.indices, f("identity")}, {s.objects, f("size")}, {s.long, f("identity")}},
		"valmax":       {{s.objects, f("size")}, {s.indices, f("first")}},
		"valmin":       {{s.objects, f("size")}, {s.indices, f("first")}},
		"argmax":       {{s.objects, f("size")}, {s.indices, f("first")}},
		"argmin":       {{s.objects, f("size")}, {s.indices, f("first")}},
		"sfilter":      {{s.objects, f("size")}, {s.indices, f("first")}, {s.long, f("identity")}},
		"mfilter":      {{s.objects, f("size")}},
		"extract":      {{s.objects, f("size")}, {concat(s.t, repeat(s.t, n(0), n(side)), s.long), f("identity")}},
		"combine":      {{s.indices, s.others}, {s.grid, s.same}, {s.objects, s.objects}, {s.row, s.long}},
		"intersection": {{s.indices, s.others}, {s.objects, s.objects}},
		"difference":   {{s.indices, s.others}, {s.objects, s.objects}},
		"contained":    {{s.pairs.At(s.pairs.Len() - 1), s.indices}, {s.row.At(side - 1), s.row}, {s.objects.At(1), s.objects}},
		"insert":       {{value.OfPair(side, 1), s.indices}, {s.indices, s.objects}},
		"remove":       {{value.OfPair(1, 1), s.indices}, {s.object, s.objects}, {n(1), s.row}},
		"other":        {{s.row, s.row.At(0)}, {s.indices, s.indices.At(0)}},
		"dedupe":       {{s.row}, {s.long}, {s.grid}, {s.pairs}},
		"merge":        {{s.objects}, {grids}},
		"mostcommon":   {{s.long}, {s.pairs}, {s.grid}},
		"leastcommon":  {{s.long}, {s.pairs}, {s.grid}},
		"totuple":      {{s.indices}, {s.objects}},
		"sizefilter":   {{s.objects, n(2)}},
		"maximum":      {{s.ints}, {s.row}},
		"minimum":      {{s.ints}, {s.row}},
		"pair":         {{s.row, s.row}, {totuple(s.t, s.objects), totuple(s.t, s.objects)}},
		"product":      {{s.ints, s.evens}, {s.ints, s.object}},
		"interval":     {{n(0), n(side), n(1)}, {n(0), n(side * side), n(1)}},
		"repeat":       {{n(1), n(side * side)}, {s.row, n(side)}},
		"canvas":       {{n(0), value.OfPair(side, side)}},
		"crop":         {{s.grid, value.OfPair(1, 1), value.OfPair(side/2, side/2)}},
		"subgrid":      {{s.object, s.grid}, {s.indices, s.grid}},
		"connect":      {{value.OfPair(0, 0), value.OfPair(side, side)}},
		"downscale":    {{s.grid, n(2)}},
		"upscale":      {{s.grid, n(2)}, {s.object, n(2)}, {s.whole, n(2)}},
		"hupscale":     {{s.grid, n(2)}},
		"vupscale":     {{s.grid, n(2)}},
		"hsplit":       {{s.grid, n(2)}, {s.grid, n(5)}},
		"vsplit":       {{s.grid, n(2)}, {s.grid, n(5)}},
		"occurrences":  {{s.grid, s.object}, {s.grid, s.second}},
		"gravitate":    {{s.object, s.second}, {s.indices, s.others}},
		"manhattan":    {{s.object, s.second}, {s.indices, s.others}},
		"adjacent":     {{s.object, s.second}, {s.indices, s.others}},
		"equality":     {{s.grid, s.same}, {s.objects, totuple(s.t, s.objects)}},
		"move":         {{s.grid, s.object, value.OfPair(1, 1)}, {s.grid, s.whole, value.OfPair(1, 1)}},
		"paint":        {{s.grid, s.object}, {s.grid, s.whole}},
		"underpaint":   {{s.grid, s.object}, {s.grid, s.whole}},
		"fill":         {{s.grid, n(3), s.indices}, {s.grid, n(3), s.object}},
		"power":        {{f("identity"), n(3)}},
		"rbind":        {{f("add"), n(1)}},
		"lbind":        {{f("add"), n(1)}},
	}
}
