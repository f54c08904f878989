package interp_test

import (
	"fmt"
	"strings"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/value"
)

// bytesReader hands out the bytes of a fuzz input, zeros when they are used up.
type bytesReader struct{ data []byte }

func (r *bytesReader) next(n int) int {
	if len(r.data) == 0 || n <= 0 {
		return 0
	}
	b := int(r.data[0])
	r.data = r.data[1:]
	if n > 256 && len(r.data) > 0 {
		b = b<<8 | int(r.data[0])
		r.data = r.data[1:]
	}
	return b % n
}

// randomPool writes a pool: programs of calls of any primitive with earlier
// variables, constants, primitives, and a function of its own as arguments.
// Programs share their beginnings, so that there is something to merge.
func randomPool(r *bytesReader, table *op.Table) string {
	ops, consts := table.Ops(), table.Constants()
	var b strings.Builder
	atom := func(vars []string) string {
		switch r.next(8) {
		case 0:
			return ops[r.next(len(ops))].Name
		case 1, 2:
			return consts[r.next(len(consts))].Name
		case 3:
			return "twice"
		}
		return vars[r.next(len(vars))]
	}
	line := func(vars []string) string {
		o := &ops[r.next(len(ops))]
		callee, n := o.Name, len(o.Params())
		switch r.next(12) {
		case 0:
			callee, n = "twice", 2
		case 1:
			callee, n = vars[r.next(len(vars))], 1+r.next(2)
		}
		args := make([]string, n)
		for i := range args {
			args[i] = atom(vars)
		}
		if callee == o.Name && n > 0 && o.Types()[0] == "Grid" && r.next(3) > 0 {
			args[0] = "I"
		}
		return fmt.Sprintf("%s(%s)", callee, strings.Join(args, ", "))
	}
	b.WriteString("def twice(f, a):\n    b = f(a)\n    c = f(b)\n    return c\n")
	prefix, vars := "", []string{"I"}
	for n := range 1 + r.next(4) {
		prefix += fmt.Sprintf("    s%d = %s\n", n, line(vars))
		vars = append(vars, fmt.Sprintf("s%d", n))
	}
	for p := range 1 + r.next(5) {
		own := append([]string{}, vars...)
		fmt.Fprintf(&b, "def solve_%d(I):\n%s", p, prefix)
		for n := range 1 + r.next(6) {
			fmt.Fprintf(&b, "    x%d = %s\n", n, line(own))
			own = append(own, fmt.Sprintf("x%d", n))
		}
		fmt.Fprintf(&b, "    return %s\n", own[len(own)-1-r.next(min(3, len(own)))])
	}
	return b.String()
}

// FuzzBatt sees that a pool in a batt does what each of its programs does
// alone: output, fault, line and charge, in any order.
func FuzzBatt(f *testing.F) {
	f.Add([]byte("battscope"))
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
	f.Add([]byte("\x05\x80\x33\x21\x99\xfe\x01\x02\x77\x42\x13\x37\x00\x10\x20\x30\x40\x50\x60\x70\x80\x90\xa0\xb0\xc0\xd0\xe0\xf0\x11\x22\x33\x44"))
	table := op.NewTable()
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &bytesReader{data}
		h, w := 1+r.next(7), 1+r.next(7)
		cells := make([]int8, h*w)
		for i := range cells {
			cells[i] = int8(r.next(10))
		}
		in := grid.New(h, w, cells)
		limits := interp.Limits{Fuel: int64([]int{100, 2000, 20000, 200000}[r.next(4)])}
		src := randomPool(r, table)
		file, _ := dsl.Parse("pool", []byte(src), table)
		programs := file.Programs()
		pool := interp.NewMachine(batt.Compile(table, programs), limits, nil)
		pool.Load(in)
		for range 2 {
			for n := len(programs) - 1; n >= 0; n-- {
				alone := interp.NewMachine(batt.Compile(table, programs[n:n+1]), limits, nil)
				alone.Load(in)
				got, want := pool.Run(n), alone.Run(0)
				if got.Fault != want.Fault || got.Line != want.Line || got.Cost != want.Cost {
					t.Fatalf("program %d in the batt: %v line %d cost %d; alone: %v line %d cost %d\n%s", n, got.Fault, got.Line, got.Cost, want.Fault, want.Line, want.Cost, src)
				}
				if got.Fault == value.Internal {
					t.Fatalf("program %d: a primitive panicked at line %d\n%s", n, got.Line, src)
				}
				if got.Fault == value.NoFault && (got.Out.H() != want.Out.H() || !value.EqualCells(got.Out.Cells(), want.Out.Cells())) {
					t.Fatalf("program %d: other outputs in the batt and alone\n%s", n, src)
				}
			}
		}
	})
}
