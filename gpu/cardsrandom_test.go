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

// A writer writes random programs of primitives that have kernels.
type writer struct {
	r      *rand.Rand
	values map[kernel.Kind][]string
	b      strings.Builder
	n      int
}

// value returns a value of a kind, rather a new one.
func (w *writer) value(k kernel.Kind) string {
	switch {
	case k == kernel.Anything:
		k = []kernel.Kind{kernel.Grid, kernel.Int, kernel.Pair, kernel.Patch, kernel.Object, kernel.Objects, kernel.List}[w.r.IntN(7)]
	case k == kernel.List && w.r.IntN(3) == 0:
		k = kernel.Objects
	case k == kernel.Patch && w.r.IntN(3) == 0:
		k = kernel.Object
	}
	list := w.values[k]
	if n := len(list); w.r.IntN(3) > 0 {
		return list[max(0, n-1-w.r.IntN(3))]
	}
	return list[w.r.IntN(len(list))]
}

// call writes a call of a kernel, and returns the variable.
func (w *writer) call(k kernel.Kernel) string {
	alternatives := strings.Split(k.In, "|")
	which := w.r.IntN(len(alternatives))
	var args []string
	for _, c := range alternatives[which] {
		args = append(args, w.value(kernel.Kind(c)))
	}
	w.n++
	v := fmt.Sprintf("x%d", w.n)
	fmt.Fprintf(&w.b, "    %s = %s(%s)\n", v, k.Name, strings.Join(args, ", "))
	out := k.Out
	if which > 0 && out == kernel.Grid { // the other alternatives are of patches or anything
		out = kernel.List
		if alternatives[which][0] == 'M' || alternatives[which][0] == 'O' {
			out = kernel.Patch
		}
	}
	w.values[out] = append(w.values[out], v)
	return v
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.b, "    "+format+"\n", args...) }

// begin begins a program that has a value of each kind.
func (w *writer) begin(name string) {
	w.values = map[kernel.Kind][]string{
		kernel.Grid: {"I"}, kernel.Patch: {"p"}, kernel.Object: {"o"}, kernel.Objects: {"s"}, kernel.List: {"l"},
		kernel.Int:  {"ZERO", "ONE", "TWO", "THREE", "FIVE", "NEG_ONE", "T", "F"},
		kernel.Pair: {"ORIGIN", "UNITY", "TWO_BY_TWO", "THREE_BY_THREE", "UP", "LEFT", "NEG_UNITY"},
	}
	w.b.Reset()
	w.n = 0
	fmt.Fprintf(&w.b, "def %s(I):\n", name)
	w.line("p = ofcolor(I, %s)", w.value(kernel.Int))
	w.line("s = objects(I, %s, %s, %s)", []string{"T", "F"}[w.r.IntN(2)], []string{"T", "F"}[w.r.IntN(2)], []string{"T", "F"}[w.r.IntN(2)])
	w.line("o = %s", []string{"first(s)", "asobject(I)", "merge(s)", "recolor(TWO, p)"}[w.r.IntN(4)])
	w.line("l = %s", []string{"palette(I)", "interval(ZERO, FIVE, TWO)", "totuple(s)", "hsplit(I, TWO)", "totuple(p)"}[w.r.IntN(5)])
}

// program writes a program that calls the kernel first and uses what it gives.
func (w *writer) program(name string, table []kernel.Kernel, first kernel.Kernel) string {
	w.begin(name)
	for range w.r.IntN(4) {
		w.call(table[w.r.IntN(len(table))])
	}
	v := w.call(first)
	for range w.r.IntN(3) {
		w.call(table[w.r.IntN(len(table))])
	}
	// So that the value matters, whatever it is.
	w.line("e = equality(%s, %s)", v, w.value(kernel.Anything))
	w.line("O = branch(e, I, %s)", w.value(kernel.Grid))
	if first.Out == kernel.Grid {
		w.line("O = hconcat(O, %s)", v)
	}
	w.line("return O")
	return w.b.String()
}

// TestCardThreads shares the loops of a block among threads, so that what one
// writes and another reads without a barrier between them comes to light.
func TestCardThreads(t *testing.T) {
	t.Setenv("STANDIN_THREADS", "5")
	d := card(t)
	table := op.NewTable()
	kernels := kernel.Table()
	w := &writer{r: rand.New(rand.NewPCG(4, 17))}
	var src strings.Builder
	for p := range len(kernels) {
		src.WriteString(w.program(fmt.Sprintf("solve_%d", p), kernels, kernels[p%len(kernels)]))
	}
	src.WriteString(loopPrograms)
	file, problems := dsl.Parse("random.py", []byte(src.String()), table)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	work := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.Limits{Fuel: 1 << 30}, Stop: new(atomic.Bool)}
	for range 2 {
		work.Samples = append(work.Samples, w.sample(3+w.r.IntN(6), 3+w.r.IntN(6)))
	}
	if done, _ := compare(t, d, work); done < len(kernels) {
		t.Errorf("the card did %d of %d items, want more than one of each kernel", done, len(everyItem(work)))
	}
}

// loopPrograms have each loop, and each way to build a function.
const loopPrograms = `
def twice(f, a):
    b = f(a)
    c = f(b)
    return c

def solve_loops_0(I):
    s = objects(I, T, F, F)
    f = rbind(shift, UNITY)
    g = compose(f, normalize)
    a = mapply(g, s)
    O = paint(I, a)
    return O

def solve_loops_1(I):
    s = objects(I, T, T, F)
    a = argmax(s, size)
    b = argmin(s, leftmost)
    f = chain(invert, size, toindices)
    c = order(s, f)
    d = last(c)
    e = combine(a, b)
    g = combine(e, d)
    O = cover(I, g)
    return O

def solve_loops_2(I):
    s = objects(I, T, F, T)
    m = matcher(color, ONE)
    n = compose(flip, m)
    a = mfilter(s, n)
    b = valmax(s, size)
    c = valmin(s, height)
    d = fork(multiply, height, width)
    e = apply(d, s)
    f = maximum(e)
    g = add(b, c)
    h = greater(f, g)
    i = branch(h, ONE, TWO)
    O = fill(I, i, a)
    return O

def solve_loops_3(I):
    p = ofcolor(I, ONE)
    f = lbind(shift, p)
    n = neighbors(UNITY)
    a = mapply(f, n)
    g = lbind(contained, UNITY)
    h = asindices(I)
    k = lbind(greater, THREE)
    l = compose(k, first)
    b = sfilter(h, l)
    c = intersection(a, b)
    O = fill(I, FIVE, c)
    return O

def solve_loops_4(I):
    h = height(I)
    i = interval(ZERO, h, ONE)
    a = papply(astuple, i, i)
    b = prapply(connect, a, a)
    c = merge(b)
    d = mpapply(connect, a, a)
    e = size(d)
    k = fill(I, TWO, c)
    O = replace(k, ONE, e)
    return O

def solve_loops_5(I):
    f = power(rot90, THREE)
    a = f(I)
    g = twice(hmirror, a)
    s = partition(g)
    m = matcher(size, TWO)
    k = compose(flip, m)
    b = extract(s, k)
    j = lbind(apply, increment)
    q = interval(ZERO, FIVE, ONE)
    p = power(j, FIVE)
    u = p(q)
    v = last(u)
    O = fill(g, v, b)
    return O

def solve_loops_7(I):
    p = portrait(I)
    f = branch(p, rot90, identity)
    q = square(I)
    s = compose(vmirror, dmirror)
    g = branch(q, s, cmirror)
    h = compose(f, g)
    a = h(I)
    o = objects(a, T, F, F)
    k = rbind(greater, TWO)
    m = matcher(identity, ONE)
    n = branch(q, k, m)
    t = compose(n, size)
    u = mfilter(o, t)
    O = cover(a, u)
    return O

def solve_loops_6(I):
    s = objects(I, F, T, T)
    f = compose(lrcorner, normalize)
    a = order(s, ulcorner)
    b = order(s, f)
    g = lbind(mapply, dneighbors)
    h = mapply(toindices, a)
    i = g(h)
    c = apply(size, b)
    d = first(c)
    O = fill(I, d, i)
    return O
`

// sample returns a random sample.
func (w *writer) sample(h, wd int) device.Sample {
	cells, out := make([]int8, h*wd), make([]int8, h*wd)
	colors := 1 + w.r.IntN(9)
	for k := range cells {
		cells[k], out[k] = int8(w.r.IntN(colors)), int8(w.r.IntN(2))
	}
	return device.Sample{In: grid.New(h, wd, cells), Out: grid.New(h, wd, out)}
}

// TestCardRandom holds the card to the interpreter on random programs over random
// grids, and sees that each kernel gave results.
func TestCardRandom(t *testing.T) {
	d := card(t)
	table := op.NewTable()
	kernels := kernel.Table()
	ran, loops := map[byte]int{}, map[string]int{}
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	for seed := range uint64(rounds) {
		w := &writer{r: rand.New(rand.NewPCG(seed, 17))}
		var src strings.Builder
		for p := range 3 * len(kernels) {
			src.WriteString(w.program(fmt.Sprintf("solve_%d", p), kernels, kernels[p%len(kernels)]))
		}
		src.WriteString(loopPrograms)
		file, problems := dsl.Parse("random.py", []byte(src.String()), table)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		work := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.Limits{Fuel: 1 << 30}, Stop: new(atomic.Bool)}
		for range 4 {
			h, wd := 1+w.r.IntN(30), 1+w.r.IntN(30)
			if w.r.IntN(2) == 0 {
				h, wd = 1+w.r.IntN(6), 1+w.r.IntN(6)
			}
			work.Samples = append(work.Samples, w.sample(h, wd))
		}
		compare(t, d, work)
		items := everyItem(work)
		b := &device.Batch{Items: items, Results: make([]device.Result, len(items))}
		if err := d.Eval(b); err != nil {
			t.Fatal(err)
		}
		for i, item := range items {
			if b.Results[i].Done && int(item.Program) >= 3*len(kernels) {
				loops[work.Batt.Programs[item.Program].Func.Name]++
			} else if b.Results[i].Done {
				ran[kernels[int(item.Program)%len(kernels)].Op]++
			}
		}
	}
	if n := strings.Count(loopPrograms, "def solve_"); len(loops) != n {
		t.Errorf("%d of %d programs of loops gave results: %v", len(loops), n, loops)
	}
	for _, k := range kernels {
		if ran[k.Op] == 0 {
			t.Errorf("%s(%s) gave no result in %d rounds", k.Name, k.In, rounds)
		}
	}
}
