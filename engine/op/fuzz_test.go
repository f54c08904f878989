package op

import (
	"testing"
	"time"

	"battscope/engine/value"
)

// FuzzTable calls any primitive with any arguments. It gives a canonical value
// or a fault that programs may have, the same on a second call, and stops in
// time.
func FuzzTable(f *testing.F) {
	table := NewTable()
	for n := range 200 {
		seed := []byte{byte(n)}
		for m := range 60 {
			seed = append(seed, byte(n*m*7+m*m))
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		g := &generator{data: data, t: value.NewThread(nil), table: table}
		g.t.Begin(1 << 24)
		o := &table.Ops()[g.next()%len(table.Ops())]
		args := make([]V, len(o.Types()))
		for n := range args {
			if args[n] = g.value(0); !args[n].OK() {
				t.Skip("no argument: ", g.t.Fault())
			}
			if err := value.Canonical(args[n]); err != nil {
				t.Fatalf("argument %s: %v", args[n], err)
			}
		}
		first := tryCall(t, g.t, o, args)
		second := tryCall(t, g.t, o, args)
		if first.fault != second.fault || first.units != second.units {
			t.Fatalf("%s%s: %v after %d units, then %v after %d", o.Name, args, first.fault, first.units, second.fault, second.units)
		}
		g.t.Begin(1 << 30)
		if first.out.OK() && !g.t.Eq(first.out, second.out) && g.t.Fault() == value.NoFault {
			t.Fatalf("%s%s = %s, then %s", o.Name, args, first.out, second.out)
		}
	})
}

// fuzzFuel is what a call may spend.
const fuzzFuel = 200_000

// An outcome is what a call did.
type outcome struct {
	out   V
	fault value.Fault
	units int64
}

func tryCall(t *testing.T, th *T, o *Op, args []V) outcome {
	start := time.Now()
	th.Begin(fuzzFuel)
	out := th.CallN(o.Fn, args)
	fault, units := th.Fault(), th.Used()
	if took := time.Since(start); took > time.Second {
		t.Fatalf("%s%s took %v for %d units", o.Name, args, took, units)
	}
	switch {
	case fault == value.NoFault && !out.OK():
		t.Fatalf("%s%s: neither a value nor a fault", o.Name, args)
	case fault == value.NoFault:
		if units > 2*fuzzFuel { // a comparison is charged after it is done
			t.Fatalf("%s%s: a value for %d units", o.Name, args, units)
		}
		if err := value.Canonical(out); err != nil {
			t.Fatalf("%s%s = %s: %v", o.Name, args, out, err)
		}
		th.Begin(1 << 30)
		if !th.Eq(out, out) || th.Cmp(out, out) != 0 {
			t.Fatalf("%s%s = %s does not equal itself", o.Name, args, out)
		}
	case out.OK():
		t.Fatalf("%s%s: both %s and %v", o.Name, args, out, fault)
	case fault > value.Overflow && fault != value.Fuel:
		t.Fatalf("%s%s: %v", o.Name, args, fault)
	}
	return outcome{out, fault, units}
}

// A generator makes values from bytes.
type generator struct {
	data  []byte
	t     *T
	table *Table
}

// next returns the next byte, or 0.
func (g *generator) next() int {
	if len(g.data) == 0 {
		return 0
	}
	b := g.data[0]
	g.data = g.data[1:]
	return int(b)
}

// integer returns a small integer mostly, and large and extreme ones.
func (g *generator) integer() int64 {
	switch b := g.next(); b % 8 {
	case 0, 1, 2, 3:
		return int64(g.next()%21 - 5)
	case 4:
		return int64(int8(g.next()))
	case 5:
		return int64(g.next()-128) << (g.next() % 30)
	case 6:
		return int64(g.next()-128) << (g.next() % 64)
	}
	edges := []int64{1<<63 - 1, -1 << 63, 1<<31 - 1, 1 << 31, -1 << 31, -1<<31 - 1, 1023, 1024, -1024, -1025, 127, 128, -128, -129}
	return edges[g.next()%len(edges)]
}

// coordinate returns an integer for a place, within the packed range or about.
func (g *generator) coordinate() int64 {
	if b := g.next(); b < 200 {
		return int64(b%34 - 3)
	}
	return g.integer()
}

// value returns a value of any kind.
func (g *generator) value(depth int) V {
	kind := g.next() % 26
	if depth > 3 {
		kind %= 6
	}
	switch kind {
	case 0:
		return value.OfInt(g.integer())
	case 1:
		return value.OfBool(g.next()%2 == 0)
	case 2:
		return value.OfInt(int64(g.next() % 11))
	case 3, 6:
		return g.t.Pair(g.coordinate(), g.coordinate())
	case 4:
		return two(g.t, value.OfInt(g.integer()), g.t.Pair(g.coordinate(), g.coordinate()))
	case 5:
		return []V{value.Nothing(), value.EmptyTuple(), value.EmptySet()}[g.next()%3]
	case 7:
		return g.t.Tuple(g.vals(func() V { return value.OfInt(g.integer()) }))
	case 8, 9, 10:
		return g.grid()
	case 11:
		return g.t.Set(g.vals(func() V { return g.t.Pair(g.coordinate(), g.coordinate()) }))
	case 12:
		return g.t.Set(g.vals(func() V {
			return two(g.t, value.OfInt(int64(g.next()%12)), g.t.Pair(g.coordinate(), g.coordinate()))
		}))
	case 13, 14:
		return g.t.Tuple(g.vals(func() V { return g.value(depth + 1) }))
	case 15, 16:
		return g.t.Set(g.vals(func() V { return g.value(depth + 1) }))
	case 17:
		return objects(g.t, g.grid(), value.OfBool(true), value.OfBool(g.next()%2 == 0), value.OfBool(g.next()%2 == 0))
	case 18:
		return g.t.Tuple(g.vals(g.grid))
	}
	return g.function(depth)
}

// vals returns up to nine values, now and then many.
func (g *generator) vals(make func() V) []V {
	n := g.next() % 10
	if g.next()%32 == 0 {
		n *= 12
	}
	vals := g.t.Vals(n)
	for m := range vals {
		if vals[m] = make(); !vals[m].OK() {
			return nil
		}
	}
	return vals
}

// grid returns a grid, of colours beyond 0..9 now and then.
func (g *generator) grid() V {
	h, w, wide := 1+g.next()%12, 1+g.next()%12, g.next()
	if wide%16 == 0 {
		h, w = h*7, w*7
	}
	cells := g.t.Bytes(h * w)
	for n := range cells {
		if cells[n] = int8(g.next() % 4); wide%8 == 1 {
			cells[n] = int8(g.next())
		}
	}
	return value.OfGrid(h, w, cells)
}

// function returns a primitive, or what a builder makes, or a function of the
// user's own.
func (g *generator) function(depth int) V {
	prim := func() V { return g.table.Ops()[g.next()%len(g.table.Ops())].Fn }
	part := func() V {
		if depth > 2 {
			return prim()
		}
		return g.function(depth + 1)
	}
	switch g.next() % 12 {
	case 0:
		return g.t.Compose(part(), part())
	case 1:
		return g.t.Chain(part(), part(), part())
	case 2:
		return g.t.Matcher(part(), g.value(depth+1))
	case 3:
		return g.t.Fork(part(), part(), part())
	case 4:
		return g.t.Power(part(), value.OfInt(1+g.integer()&0xffff))
	case 5:
		return g.t.Rbind(part(), g.value(depth+1))
	case 6:
		return g.t.Lbind(part(), g.value(depth+1))
	case 7:
		return g.def(prim()).Value()
	}
	return prim()
}

// def returns a function of the user's own that calls f with its parameter for
// all arguments.
func (g *generator) def(f V) *value.Proc {
	p := &value.Proc{Name: "f", Key: f.String(), Arity: 1, Init: make([]V, 3), Out: 2}
	p.Init[1] = f
	args := make([]int, f.Fn().Arity())
	p.Code = []value.Instr{{Fn: 1, Args: args, To: 2}}
	return p
}
