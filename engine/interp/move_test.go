package interp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/value"
)

// movers returns the programs of up to three calls of primitives that move cells,
// every one with every other, of the input, results before and a constant that is
// no grid.
func movers(table *op.Table) string {
	var names []string
	for _, o := range table.Ops() {
		if o.Prim.Moves.Any() {
			names = append(names, o.Name)
		}
	}
	var b strings.Builder
	count := 0
	var grow func(lines []string, vars []string)
	grow = func(lines, vars []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "def p%d(I):\n%s    return %s\n\n", count, strings.Join(lines, ""), vars[len(vars)-1])
			count++
		}
		if len(lines) == 3 {
			return
		}
		v := fmt.Sprintf("x%d", len(lines)+1)
		for _, name := range names {
			args := slices.Clone(vars)
			if table.Lookup(name).Prim.Arity == 2 {
				args = args[:0]
				for _, x := range vars {
					args = append(args, x+", "+vars[len(vars)-1], vars[len(vars)-1]+", "+x)
				}
				args = append(args, vars[0]+", ONE")
			}
			for _, a := range args {
				grow(append(lines[:len(lines):len(lines)], fmt.Sprintf("    %s = %s(%s)\n", v, name, a)), append(vars[:len(vars):len(vars)], v))
			}
		}
	}
	grow(nil, []string{"I"})
	return b.String()
}

// TestMoves holds programs that move cells without calls against the same with
// them, alone and in a batt that has met half of what they need before: outputs,
// costs, faults, lines and counts of nodes, with much fuel and little.
func TestMoves(t *testing.T) {
	table := op.NewTable()
	file, errs := dsl.Parse("movers.py", []byte(movers(table)), table)
	if len(errs) > 0 {
		t.Fatal(errs[0].Snippet())
	}
	pool := batt.Compile(table, file.Funcs)
	for n := range pool.Programs {
		if !pool.Programs[n].Moves && !strings.Contains(dsl.Body(pool.Programs[n].Func), "ONE") {
			t.Fatalf("%s is not taken to move cells", pool.Programs[n].Func.Name)
		}
	}
	sizes := [][2]int{{1, 1}, {1, 2}, {2, 1}, {1, 7}, {7, 1}, {2, 3}, {3, 3}, {3, 4}, {2, 4}, {5, 5}, {7, 8}, {4, 9}, {9, 4}, {10, 10}, {6, 17}, {3, 30}, {30, 30}, {2, 50}, {64, 64}, {65, 64}}
	for _, fuel := range []int64{4_000_000, 20_000, 120, 60, 30} {
		moves, plain := interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil), interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil)
		for _, size := range sizes {
			cells := make([]int8, size[0]*size[1])
			for c := range cells {
				cells[c] = int8(c*7 + c/9)
			}
			in := grid.New(size[0], size[1], cells)
			for step := range 3 {
				moves.Load(in)
				plain.Load(in)
				for n := step; n < len(pool.Programs); n += 1 + step*5 {
					got, want := moves.Run(n), plain.Eval(n)
					sameResult(t, pool.Programs[n].Func, got, want)
					if step == 2 {
						got = moves.RunOn(in, n)
						sameResult(t, pool.Programs[n].Func, got, want)
						moves.Load(in)
						plain.Load(in)
					}
				}
				if step < 2 && moves.Work() != plain.Work() {
					t.Fatalf("%dx%d, fuel %d: work %+v, want %+v", size[0], size[1], fuel, moves.Work(), plain.Work())
				}
			}
			moves, plain = interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil), interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil)
		}
	}
}

// unmated is a pool of which a program has the first node after one that has no
// mate.
const unmated = `
def a(I):
    O = hmirror(I)
    return O

def b(I):
    x1 = vmirror(I)
    x2 = hmirror(I)
    O = vconcat(x1, x2)
    return O
`

// TestMovesInAnyOrder holds them to the same where each is the first on its sample,
// and where they come in the opposite order: a node may then be met in another
// program than the one that has it first.
func TestMovesInAnyOrder(t *testing.T) {
	table := op.NewTable()
	for _, src := range []string{unmated, movers(table)} {
		file, errs := dsl.Parse("movers.py", []byte(src), table)
		if len(errs) > 0 {
			t.Fatal(errs[0].Snippet())
		}
		pool := batt.Compile(table, file.Funcs)
		for _, fuel := range []int64{4_000_000, 60} {
			moves, plain := interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil), interp.NewMachine(pool, interp.Limits{Fuel: fuel}, nil)
			for _, in := range []*grid.Grid{grid.New(2, 2, []int8{1, 2, 3, 4}), grid.New(3, 4, []int8{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 1})} {
				for n := range pool.Programs {
					plain.Load(in)
					sameResult(t, pool.Programs[n].Func, moves.RunOn(in, n), plain.Eval(n))
				}
				moves.Load(in)
				plain.Load(in)
				for n := range pool.Programs {
					n = len(pool.Programs) - 1 - n
					sameResult(t, pool.Programs[n].Func, moves.Run(n), plain.Eval(n))
				}
			}
		}
	}
}

// sameResult compares what Run and Eval gave.
func sameResult(t *testing.T, f *dsl.Func, got, want interp.Result) {
	t.Helper()
	if want.Fault == value.NoFault && want.Out.Kind() != value.Grid {
		want = interp.Result{Fault: value.NotGrid, Line: f.EndLine, Cost: want.Cost}
	}
	switch {
	case got.Fault != want.Fault || got.Line != want.Line || got.Cost != want.Cost:
		t.Fatalf("%s: fault %v in line %d, cost %d; want %v, %d, %d\n%s", f.Name, got.Fault, got.Line, got.Cost, want.Fault, want.Line, want.Cost, dsl.Body(f))
	case got.Fault == value.NoFault && (got.Out.H() != want.Out.H() || got.Out.W() != want.Out.W() || !value.EqualCells(got.Out.Cells(), want.Out.Cells())):
		t.Fatalf("%s: %v, want %v\n%s", f.Name, got.Out, want.Out, dsl.Body(f))
	}
}

// TestPanic sees that a panic inside a primitive is a fault of the program, at
// its line, and leaves the Machine in order.
func TestPanic(t *testing.T) {
	table := op.NewTable()
	file, errs := dsl.Parse("panic.py", []byte("def good(I):\n    O = rot90(I)\n    return O\n\ndef bad(I):\n    x1 = rot90(I)\n    x2 = trim(x1)\n    O = rot90(x2)\n    return O\n"), table)
	if len(errs) > 0 {
		t.Fatal(errs[0].Snippet())
	}
	b := batt.Compile(table, file.Funcs)
	for n := range b.Nodes {
		if b.Nodes[n].Prim.Name == "trim" {
			broken := *b.Nodes[n].Prim
			broken.F1 = func(*value.Thread, value.Value) value.Value { panic("broken") }
			b.Nodes[n].Prim = &broken
		}
	}
	m := interp.NewMachine(b, interp.DefaultLimits(), nil)
	for range 2 {
		m.Load(grid.New(2, 2, []int8{1, 2, 3, 4}))
		if r := m.Run(1); r.Fault != value.Internal || r.Line != 7 {
			t.Errorf("bad: fault %v in line %d, want %v in 7", r.Fault, r.Line, value.Internal)
		}
		if r := m.Run(0); r.Fault != value.NoFault || r.Out.String() != "[[3,1],[4,2]]" {
			t.Errorf("good: %v %v", r.Fault, r.Out)
		}
	}
}
