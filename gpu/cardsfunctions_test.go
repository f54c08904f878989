//go:build cuda && cgo && linux && amd64

package gpu_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/gpu/kernel"
)

// A maker writes random programs that make functions and call them in loops, of
// values of mixed kinds, outside of the grid, and larger than grids are.
type maker struct {
	*writer
	table []kernel.Kernel
}

// primitive returns one of so many arguments that has a kernel.
func (m *maker) primitive(arity int) string {
	for {
		k := m.table[m.r.IntN(len(m.table))]
		if in, _, _ := strings.Cut(k.In, "|"); len(in) == arity {
			return k.Name
		}
	}
}

// let writes a call and returns its variable.
func (m *maker) let(format string, args ...any) string {
	m.n++
	v := fmt.Sprintf("y%d", m.n)
	m.line("%s = "+format, append([]any{v}, args...)...)
	return v
}

// function writes what makes a function of one or two arguments.
func (m *maker) function(arity, depth int) string {
	any := func() string { return m.value(kernel.Anything) }
	one := func() string { return m.function(1, depth-1) }
	switch {
	case depth == 0 || m.r.IntN(3) == 0:
		return m.primitive(arity)
	case arity == 2:
		switch m.r.IntN(3) {
		case 0:
			return m.let("rbind(%s, %s)", m.primitive(3), any())
		case 1:
			return m.let("lbind(%s, %s)", m.primitive(3), any())
		}
		return []string{"both_sizes", "counted"}[m.r.IntN(2)]
	}
	switch m.r.IntN(10) {
	case 0:
		return m.let("compose(%s, %s)", one(), one())
	case 1:
		return m.let("chain(%s, %s, %s)", one(), one(), one())
	case 2:
		return m.let("fork(%s, %s, %s)", m.function(2, depth-1), one(), one())
	case 3:
		return m.let("matcher(%s, %s)", one(), any())
	case 4:
		return m.let("rbind(%s, %s)", m.function(2, depth-1), any())
	case 5:
		return m.let("lbind(%s, %s)", m.function(2, depth-1), any())
	case 6:
		return m.let("power(%s, %s)", one(), []string{"ONE", "TWO", "THREE"}[m.r.IntN(3)])
	case 7:
		return m.let("branch(%s, %s, %s)", m.value(kernel.Int), one(), one())
	case 8:
		return m.let("lbind(%s, %s)", []string{"apply", "mapply"}[m.r.IntN(2)], one())
	}
	return m.let("rbind(%s, %s)", []string{"order", "argmax", "argmin", "valmax", "valmin", "sfilter", "mfilter", "extract"}[m.r.IntN(8)], one())
}

// loop writes a call of a function for each element of a container.
func (m *maker) loop() string {
	over := func() string {
		return m.value([]kernel.Kind{kernel.List, kernel.List, kernel.Objects, kernel.Patch, kernel.Grid}[m.r.IntN(5)])
	}
	add := func(v string, kinds ...kernel.Kind) string {
		k := kinds[m.r.IntN(len(kinds))]
		m.values[k] = append(m.values[k], v)
		return v
	}
	switch m.r.IntN(6) {
	case 0:
		return add(m.let("apply(%s, %s)", m.function(1, 3), over()), kernel.List)
	case 1:
		return add(m.let("mapply(%s, %s)", m.function(1, 3), over()), kernel.Patch, kernel.List)
	case 2:
		name := []string{"papply", "mpapply", "prapply"}[m.r.IntN(3)]
		return add(m.let("%s(%s, %s, %s)", name, m.function(2, 2), over(), over()), kernel.List)
	case 3:
		name := []string{"sfilter", "mfilter", "order"}[m.r.IntN(3)]
		return add(m.let("%s(%s, %s)", name, over(), m.function(1, 3)), kernel.Patch, kernel.Objects, kernel.List)
	case 4:
		name := []string{"argmax", "argmin", "extract"}[m.r.IntN(3)]
		return add(m.let("%s(%s, %s)", name, over(), m.function(1, 3)), kernel.Patch, kernel.Object, kernel.Pair, kernel.Int)
	}
	name := []string{"valmax", "valmin"}[m.r.IntN(2)]
	return add(m.let("%s(%s, %s)", name, over(), m.function(1, 3)), kernel.Pair, kernel.Int)
}

// odd writes a value that programs seldom have.
func (m *maker) odd() {
	hundred := func() string { return m.let("multiply(TEN, TEN)") }
	add := func(k kernel.Kind, v string) { m.values[k] = append(m.values[k], v) }
	switch m.r.IntN(14) {
	case 0:
		add(kernel.Object, m.let("shift(o, NEG_UNITY)"))
	case 1:
		add(kernel.Patch, m.let("neighbors(ORIGIN)"))
	case 2:
		add(kernel.Patch, m.let("shoot(ORIGIN, UNITY)"))
	case 3:
		add(kernel.List, m.let("insert(ONE, p)"))
	case 4:
		add(kernel.List, m.let("combine(p, s)"))
	case 5:
		add(kernel.List, m.let("combine(%s, p)", m.let("palette(I)")))
	case 6:
		add(kernel.List, m.let("insert(T, %s)", m.let("initset(I)")))
	case 7:
		add(kernel.List, m.let("astuple(%s, %s)", m.value(kernel.Anything), m.value(kernel.Anything)))
	case 8:
		add(kernel.List, m.let("product(%s, %s)", m.value(kernel.List), m.value(kernel.List)))
	case 9:
		add(kernel.Int, hundred())
	case 10:
		add(kernel.Pair, m.let("multiply(UNITY, %s)", m.let("multiply(%s, TEN)", hundred())))
	case 11:
		add(kernel.Grid, m.let("canvas(NEG_ONE, %s)", m.let("multiply(TEN, UNITY)")))
	case 12:
		add(kernel.Grid, m.let("upscale(I, TEN)"))
	case 13: // higher than any place that can be packed
		add(kernel.Grid, m.let("repeat(UNITY, %s)", m.let("multiply(%s, %s)", hundred(), m.let("multiply(%s, %s)", []string{"TWO", "THREE", "FIVE"}[m.r.IntN(3)], []string{"FIVE", "TEN"}[m.r.IntN(2)]))))
	}
}

// program writes a program.
func (m *maker) program(name string) string {
	m.begin(name)
	for range m.r.IntN(3) {
		m.odd()
	}
	v := "l"
	for range 1 + m.r.IntN(4) {
		if m.r.IntN(3) == 0 {
			v = m.call(m.table[m.r.IntN(len(m.table))])
		} else {
			v = m.loop()
		}
	}
	m.line("e = equality(%s, %s)", v, m.value(kernel.Anything))
	m.line("O = branch(e, I, %s)", m.value(kernel.Grid))
	m.line("return O")
	return m.b.String()
}

// makerFunctions are the user's own that a maker's programs call.
const makerFunctions = `
def both_sizes(a, b):
    c = combine(a, b)
    d = size(c)
    e = astuple(d, a)
    return e

def counted(a, b):
    c = replace(a, THREE, FOUR)
    d = power(identity, TWO)
    e = d(c)
    f = equality(e, b)
    return f

`

// TestCardFunctions holds the card to the interpreter on random programs that make
// functions, with much fuel and with little, with one thread a block and several.
func TestCardFunctions(t *testing.T) {
	table := op.NewTable()
	for _, threads := range []string{"1", "3"} {
		t.Setenv("STANDIN_THREADS", threads)
		d := card(t)
		done, total, rounds := 0, 0, 24
		if testing.Short() || threads != "1" {
			rounds = 6
		}
		for seed := range uint64(rounds) {
			m := &maker{&writer{r: rand.New(rand.NewPCG(seed, 99))}, kernel.Table()}
			var src strings.Builder
			src.WriteString(makerFunctions)
			for p := range 100 {
				src.WriteString(m.program(fmt.Sprintf("solve_%d", p)))
			}
			file, problems := dsl.Parse("random.py", []byte(src.String()), table)
			if len(problems) > 0 {
				t.Fatal(problems[0])
			}
			work := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.Limits{Fuel: 3_000_000}, Stop: new(atomic.Bool)}
			if seed%3 == 0 {
				work.Limits.Fuel = int64(200 + m.r.IntN(3000))
			}
			work.Samples = []device.Sample{m.sample(1, 1), m.sample(1+m.r.IntN(30), 1+m.r.IntN(30)), m.sample(1+m.r.IntN(6), 1+m.r.IntN(6))}
			if seed%4 == 0 {
				work.Samples[1] = m.sample(30, 30)
			}
			n, refused := compare(t, d, work)
			done, total = done+n, total+n+refused
		}
		if done < total/10 {
			t.Errorf("the card did %d of %d items, want a tenth at least", done, total)
		}
		t.Logf("%d of %d items done by %s threads", done, total, threads)
	}
}

// TestCardEdges holds it to the interpreter on programs at the edge of what the
// kernels hold: grids higher than places can be packed, more elements than memory
// has, and a count that is an element of a loop whose register held a constant.
func TestCardEdges(t *testing.T) {
	d := card(t)
	table := op.NewTable()
	var src strings.Builder
	src.WriteString(`
def times(a, n):
    f = power(increment, n)
    b = f(a)
    return b

def colored(a):
    b = replace(a, THREE, FOUR)
    return b

def solve_count(I):
    l = interval(ONE, FIVE, ONE)
    g = colored(I)
    m = palette(g)
    r = papply(times, l, m)
    a = maximum(r)
    b = minimum(r)
    c = astuple(a, b)
    O = canvas(ONE, c)
    return O

def solve_many(I):
    a = multiply(TEN, TEN)
    b = multiply(a, a)
    c = multiply(b, b)
    d = multiply(b, THREE)
    e = multiply(d, d)
    r = repeat(I, c)
    s = repeat(r, e)
    n = size(s)
    O = fill(I, n, I)
    return O
`)
	for _, call := range []string{"compress(g)", "asobject(g)", "partition(g)", "palette(g)", "dmirror(g)", "hmirror(g)", "frontiers(g)", "ofcolor(g, ONE)", "asindices(g)", "objects(g, T, F, F)", "pair(h, h)"} {
		for _, by := range []string{"THREE", "FIVE", "SEVEN"} {
			fmt.Fprintf(&src, "\ndef solve_%s_%s(I):\n    a = multiply(TEN, TEN)\n    b = multiply(a, %s)\n    n = multiply(b, THREE)\n    g = repeat(UNITY, n)\n    h = repeat(ONE, n)\n    x = %s\n    e = equality(x, ONE)\n    O = branch(e, I, I)\n    return O\n", call[:strings.IndexByte(call, '(')], by, by, call)
		}
	}
	file, problems := dsl.Parse("edges.py", []byte(src.String()), table)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	work := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.Limits{Fuel: 1 << 30}, Stop: new(atomic.Bool)}
	work.Samples = []device.Sample{{In: grid.New(1, 2, []int8{1, 2})}}
	if done, _ := compare(t, d, work); done == 0 {
		t.Error("the card did nothing")
	}
}

// TestCardEmptyPatch draws the empty tuple, which changes nothing and is not handed
// back.
func TestCardEmptyPatch(t *testing.T) {
	d := card(t)
	table := op.NewTable()
	var src strings.Builder
	calls := []string{"fill(I, ONE, a)", "underfill(I, ONE, a)", "paint(I, a)", "underpaint(I, a)", "cover(I, a)"}
	for n, call := range calls {
		fmt.Fprintf(&src, "def solve_%d(I):\n    a = repeat(I, ZERO)\n    O = %s\n    return O\n\n", n, call)
	}
	file, problems := dsl.Parse("empty.py", []byte(src.String()), table)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	work := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.Limits{Fuel: 1 << 30}, Stop: new(atomic.Bool)}
	work.Samples = []device.Sample{{In: grid.New(1, 2, []int8{1, 2})}}
	if done, _ := compare(t, d, work); done != len(calls) {
		t.Errorf("the card did %d of %d", done, len(calls))
	}
}
