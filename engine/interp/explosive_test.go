package interp_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
	"battscope/engine/value"
)

// explosive returns programs that would never end, or would fill any memory.
func explosive() map[string]string {
	// grow writes format sixty times, each time with the variable before for @
	// and a new one for $.
	grow := func(first, format, last string) string {
		text := first + "\n"
		for n := 1; n < 60; n++ {
			text += strings.NewReplacer("@", fmt.Sprintf("x%d", n), "$", fmt.Sprintf("x%d", n+1)).Replace(format) + "\n"
		}
		return text + last
	}
	hundred := "h = multiply(TEN, TEN)\nm = multiply(h, h)\nb = multiply(m, m)\n" // 100, 10^4, 10^8
	return map[string]string{
		"combine doubled":        grow("x1 = totuple(I)", "$ = combine(@, @)", "O = first(x60)"),
		"tuples doubled":         grow("x1 = astuple(I, ONE)", "$ = combine(@, @)", "O = first(x60)"),
		"hconcat doubled":        grow("x1 = hmirror(I)", "$ = hconcat(@, @)", "O = first(x60)"),
		"vconcat doubled":        grow("x1 = hmirror(I)", "$ = vconcat(@, @)", "O = first(x60)"),
		"upscale again":          grow("x1 = hmirror(I)", "$ = upscale(@, TEN)", "O = first(x60)"),
		"upscale of objects":     grow("x1 = asobject(I)", "$ = upscale(@, THREE)", "O = first(x60)"),
		"product again":          grow("x1 = asindices(I)", "$ = product(@, @)", "O = first(x60)"),
		"prapply again":          grow("x1 = interval(ZERO, TEN, ONE)", "$ = prapply(astuple, @, @)", "O = first(x60)"),
		"repeat of repeat":       grow("x1 = repeat(I, TEN)", "r$ = repeat(@, TEN)\n$ = merge(r$)", "O = first(x60)"),
		"astuple nested":         grow("x1 = astuple(I, I)\nv = vmirror(I)\nw = vmirror(v)\nyx1 = astuple(w, w)", "$ = astuple(@, @)\ny$ = astuple(y@, y@)", "O = equality(x60, yx60)"),
		"astuple ordered":        grow("x1 = astuple(I, I)\nv = vmirror(I)\nw = vmirror(v)\nyx1 = astuple(w, w)", "$ = astuple(@, @)\ny$ = astuple(y@, y@)", "O = greater(x60, yx60)"),
		"power of a large count": hundred + "p = power(identity, b)\nO = p(I)",
		"power of power":         hundred + "p = power(hmirror, h)\nq = power(p, h)\nr = power(q, h)\nO = r(I)",
		"compose doubled":        grow("x1 = compose(hmirror, vmirror)", "$ = compose(@, @)", "O = x60(I)"),
		"fork doubled":           grow("x1 = fork(hconcat, identity, identity)", "$ = fork(vconcat, @, @)", "O = x60(I)"),
		"apply of apply":         hundred + "i = interval(ZERO, m, ONE)\nf = lbind(order, i)\ng = chain(first, f, lbind)\nk = rbind(apply, i)\nl = lbind(apply, increment)\nc = power(l, m)\nO = c(i)",
		"interval":               hundred + "O = interval(ZERO, b, ONE)",
		"canvas":                 hundred + "a = astuple(m, m)\nO = canvas(ZERO, a)",
		"canvases":               hundred + "k = multiply(TEN, h)\na = astuple(k, k)\nc = canvas(ZERO, a)\nd = power(vmirror, m)\nO = d(c)",
		"objects again":          hundred + "a = astuple(h, h)\nc = canvas(ZERO, a)\nf = fork(objects, identity, identity)\ng = lbind(vconcat, c)\np = power(dmirror, m)\nO = p(c)",
	}
}

// TestExplosive checks that the fuel ends every such program in time and in
// little memory.
func TestExplosive(t *testing.T) {
	table := op.NewTable()
	sample := explosiveSample(t)
	for name, body := range explosive() {
		t.Run(name, func(t *testing.T) { runExplosive(t, table, body, sample) })
	}
}

// explosiveSample is a sample of 10×10 cells of several colours.
func explosiveSample(t *testing.T) *task.Sample {
	t.Helper()
	cells := make([]int8, 100)
	for n := range cells {
		cells[n] = int8(n * n % 7)
	}
	return &task.Sample{In: grid.New(10, 10, cells)}
}

func runExplosive(t *testing.T, table *op.Table, body string, sample *task.Sample) {
	src := "def solve_00000000(I):\n    " + strings.ReplaceAll(body, "\n", "\n    ") + "\n    return O\n"
	file, errs := dsl.Parse("explosive.py", []byte(src), table)
	if len(errs) > 0 {
		t.Fatal(errs[0].Snippet())
	}
	limits := interp.DefaultLimits()
	limits.Deadline = 0
	m := interp.NewMachine(batt.Compile(table, file.Programs()), limits, nil)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	least := time.Hour
	var r interp.Result
	for range 3 {
		start := time.Now()
		m.Load(sample.In)
		r = m.Run(0)
		least = min(least, time.Since(start))
	}
	runtime.ReadMemStats(&after)
	grown := int64(after.HeapSys) - int64(before.HeapSys)
	// To compare with twice the median of op's TestCalibrate.
	t.Logf("%v at line %d after %d units in %v; %.2f ns for a unit of fuel; heap grown by %d MB", r.Fault, r.Line, r.Cost, least.Round(time.Microsecond),
		float64(least.Nanoseconds())/float64(limits.Fuel), grown>>20)
	if r.Fault != value.Fuel {
		t.Errorf("got %v (%v), want %v", r.Fault, r.Out.Kind(), value.Fuel)
	}
	if grown > 150<<20 {
		t.Errorf("the heap grew by %d MB", grown>>20)
	}
}
