package mutate

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// tour returns the programs of the built-in example.
func tour(t testing.TB, table *op.Table) []*dsl.Func {
	t.Helper()
	var list []*dsl.Func
	for _, name := range []string{"solvers.py", "pool.py"} {
		src, err := os.ReadFile(filepath.Join("..", "..", "testdata", "tour", name))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, parse(t, table, string(src))...)
	}
	return list
}

// parse returns the programs of a source without mistakes.
func parse(t testing.TB, table *op.Table, src string) []*dsl.Func {
	t.Helper()
	file, mistakes := dsl.Parse("source", []byte(src), table)
	if len(mistakes) > 0 {
		t.Fatalf("%v in\n%s", mistakes[0], src)
	}
	return file.Programs()
}

// tourTask returns a task of the built-in example.
func tourTask(t testing.TB, id string) *task.Task {
	t.Helper()
	tasks, problems := task.Read(filepath.Join("..", "..", "testdata", "tour", "tasks", id+".json"))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return tasks[0]
}

func asParents(programs []*dsl.Func) []Parent {
	list := make([]Parent, len(programs))
	for n, f := range programs {
		list[n] = Parent{Func: f, Score: n % 3, Credit: n % 5}
	}
	return list
}

func options() Options {
	return Options{Seed: 1, Task: "b0a70003", Colors: []int{0, 1, 2, 5}, Rates: rates()}
}

func rates() strategy.Rates {
	s := strategy.Default()
	return s.Rates()
}

func funcs(list []Mutant) []*dsl.Func {
	fs := make([]*dsl.Func, len(list))
	for n, m := range list {
		fs[n] = m.Func
	}
	return fs
}

// TestSamePool sees that a pool is a function of parents and options, however it
// is drawn, and that each option has a part in it.
func TestSamePool(t *testing.T) {
	table := op.NewTable()
	parents := asParents(tour(t, table))
	text := func(o Options, step int) string {
		s := New(table, parents, o)
		var list []Mutant
		for len(list) < 600 {
			list = s.Next(list, step)
		}
		var b []byte
		for _, m := range list[:600] {
			b = fmt.Appendf(b, "%v %s", m.Origin, m.Func)
		}
		return string(b)
	}
	want := text(options(), 600)
	for _, step := range []int{1, 7, 200} {
		if text(options(), step) != want {
			t.Errorf("drawn %d at a time the pool is another", step)
		}
	}
	for name, change := range map[string]func(*Options){
		"seed":       func(o *Options) { o.Seed++ },
		"task":       func(o *Options) { o.Task = "b0a70004" },
		"generation": func(o *Options) { o.Generation++ },
		"colours":    func(o *Options) { o.Colors = []int{7} },
		"rates":      func(o *Options) { o.Rates.More = 0 },
	} {
		o := options()
		change(&o)
		if text(o, 600) == want {
			t.Errorf("another %s gives the same pool", name)
		}
	}
}

// TestGolden holds the pool to what it was on the machine on which this was
// written: another machine, or another version of Go, must not give another.
func TestGolden(t *testing.T) {
	table := op.NewTable()
	parents := parse(t, table, "def solve_a(I):\n    x1 = hmirror(I)\n    x2 = fill(x1, ONE, ORIGIN)\n    x3 = objects(I, T, F, T)\n    x4 = argmax(x3, size)\n    O = paint(x1, x4)\n    return O\n\ndef solve_b(I):\n    x1 = partition(I)\n    x2 = merge(x1)\n    O = paint(I, x2)\n    return O\n")
	h := uint64(0)
	for _, m := range New(table, asParents(parents), options()).Next(nil, 2000) {
		for _, c := range m.Func.String() {
			h = mix(h, uint64(c))
		}
	}
	if want := uint64(0xb81ad8226a9259bf); h != want {
		t.Errorf("the pool has hash %#x, want %#x: if edits have changed on purpose, put this one", h, want)
	}
}

// TestNoEqualBodies compiles a pool with its parents: mutants that were equal to
// one another or to a parent would share their result.
func TestNoEqualBodies(t *testing.T) {
	table := op.NewTable()
	programs := tour(t, table)
	n := 20_000
	if testing.Short() {
		n = 4000
	}
	list := New(table, asParents(programs), options()).Next(nil, n)
	if len(list) != n {
		t.Fatalf("got %d mutants, want %d", len(list), n)
	}
	b := batt.Compile(table, append(programs, funcs(list)...))
	of := map[batt.Slot]string{}
	for p := range b.Programs {
		prog := &b.Programs[p]
		if other, known := of[prog.Result]; known && p >= len(programs) {
			t.Errorf("%s has the body of %s:\n%s", prog.Func.Name, other, prog.Func)
		}
		of[prog.Result] = prog.Func.Name
	}
}

// TestParsesBack prints mutants and reads them again.
func TestParsesBack(t *testing.T) {
	table := op.NewTable()
	used := 0
	for _, m := range New(table, asParents(tour(t, table)), options()).Next(nil, 3000) {
		f := m.Func
		checkParsesBack(t, table, f)
		if len(f.Uses) > 0 {
			used++
		}
	}
	if used == 0 {
		t.Error("no mutant uses a function of the user's own, so nothing is said of those")
	}
}

func checkParsesBack(t *testing.T, table *op.Table, f *dsl.Func) {
	t.Helper()
	body := dsl.Body(f)
	back := parse(t, table, body)
	if len(back) != 1 {
		t.Fatalf("%d programs in the body of %s:\n%s", len(back), f.Name, body)
	}
	if got := dsl.Body(back[0]); got != body {
		t.Fatalf("body of %s is\n%s\nand read back\n%s", f.Name, body, got)
	}
	if len(f.Uses) == 0 {
		// The text is in the form of a body from the beginning.
		if got := parse(t, table, f.String())[0]; dsl.Body(got) != body || len(got.Stmts) != len(f.Stmts) {
			t.Fatalf("%s reads back as\n%s", f, got)
		}
		for n := range f.Stmts {
			if got := parse(t, table, f.String())[0].Stmts[n]; got.Line != f.Stmts[n].Line || got.Col != f.Stmts[n].Col {
				t.Fatalf("line %d of %s is said to stand at %d:%d", n, f, f.Stmts[n].Line, f.Stmts[n].Col)
			}
		}
	}
}

// TestExhausted sees that a stream of few possible programs ends.
func TestExhausted(t *testing.T) {
	table := op.NewTable()
	o := options()
	o.Rates = strategy.Rates{Delete: 1}
	programs := parse(t, table, "def solve_x(I):\n    x1 = hmirror(I)\n    x2 = vmirror(x1)\n    O = rot90(x2)\n    return O\n")
	list := New(table, asParents(programs), o).Next(nil, 100)
	// Any one line gone, any two, and all three.
	if len(list) != 7 {
		t.Errorf("got %d programs, want the 7 that deleting lines can give: %v", len(list), funcs(list))
	}
	if got := New(table, nil, o).Next(nil, 10); len(got) != 0 {
		t.Errorf("without parents there are %d mutants", len(got))
	}
}

// TestOrigin sees that parents with more matches, and then more credit, have more
// children, and that origins name them.
func TestOrigin(t *testing.T) {
	table := op.NewTable()
	programs := tour(t, table)[:3]
	parents := []Parent{{Func: programs[0], Score: 1}, {Func: programs[1], Score: 1, Credit: 2}, {Func: programs[2]}}
	children := [3]int{}
	edits := map[Edit]int{}
	for _, m := range New(table, parents, options()).Next(nil, 2000) {
		o := m.Origin
		children[o.Parent]++
		edits[o.First]++
		if (o.First == Cross && o.Mate < 0) || o.Edits < 1 {
			t.Fatalf("%s has origin %+v", m.Func.Name, o)
		}
	}
	if !(children[1] > children[0] && children[0] > children[2] && children[2] > 0) {
		t.Errorf("children are %v, want most of the second parent and fewest of the third", children)
	}
	for e := range Edit(numEdits) {
		if edits[e] == 0 {
			t.Errorf("no mutant began with %s", e)
		}
	}
}

// kindsOf returns the kinds that a value is of; the empty containers are of all
// that containers of their sort can be.
func kindsOf(v value.Value) op.Kinds {
	sets := op.KindIntegerSet | op.KindIndices | op.KindObject | op.KindObjects | op.KindIndicesSet | op.KindSet
	tuples := op.KindPair | op.KindCell | op.KindRow | op.KindGrid | op.KindTuple
	switch v.Kind() {
	case value.Bool:
		return op.KindBoolean
	case value.Int:
		return op.KindInteger
	case value.Pair:
		return op.KindPair
	case value.Cell:
		return op.KindCell
	case value.Row:
		return op.KindRow
	case value.Grid:
		return op.KindGrid | op.KindTuple
	case value.Indices:
		return op.KindIndices
	case value.Object:
		return op.KindObject
	case value.Func:
		return op.KindFunction
	case value.Tuple:
		if v.Len() == 0 {
			return tuples
		}
		return op.KindTuple
	case value.Set:
		if v.Len() == 0 {
			return sets
		}
		k := op.KindSet
		for n := range v.Len() {
			switch v.At(n).Kind() {
			case value.Int, value.Bool:
				k |= op.KindIntegerSet
			case value.Object:
				k |= op.KindObjects
			case value.Indices:
				k |= op.KindIndicesSet
			}
		}
		return k
	}
	return 0
}

// TestKindsHold evaluates every line of a pool and compares what it is with what
// the types say, and counts the evaluations of whole programs without fault.
func TestKindsHold(t *testing.T) {
	table := op.NewTable()
	s := New(table, asParents(tour(t, table)), options())
	var lines []*dsl.Func
	var types []op.Type
	var whole []int
	for range 2000 {
		m := s.Next(nil, 1)[0]
		for n := range m.Func.Stmts {
			f := *m.Func
			f.Result = dsl.Ref{Kind: dsl.Local, Index: n}
			lines = append(lines, &f)
			types = append(types, s.types[n])
		}
		whole = append(whole, len(lines)-1)
	}
	b := batt.Compile(table, lines)
	m := interp.NewMachine(b, interp.DefaultLimits(), nil)
	seen, wrong, calls, good := 0, 0, 0, 0
	tk := tourTask(t, "b0a70003")
	for _, sample := range append(tk.Demo, tk.Test...) {
		m.Load(sample.In)
		for p := range lines {
			res := m.Eval(p)
			if res.Fault != value.NoFault {
				continue
			}
			seen++
			if kindsOf(res.Out)&types[p].Kinds == 0 {
				wrong++
				if wrong <= 5 {
					t.Logf("%s is a %s, and its type has kinds %b:\n%s", lines[p].Stmts[lines[p].Result.Index].Target, res.Out.Kind(), types[p].Kinds, lines[p])
				}
			}
		}
		for _, p := range whole {
			if p < 0 {
				continue
			}
			calls++
			if m.Run(p).Fault == value.NoFault {
				good++
			}
		}
	}
	t.Logf("%d values, %d of another kind than their type says; %d of %d evaluations without fault", seen, wrong, good, calls)
	if wrong*100 > seen {
		t.Errorf("%d of %d values are of another kind than their type says, want at most one in a hundred", wrong, seen)
	}
	if good*100 < 60*calls {
		t.Errorf("%d of %d evaluations end without fault, want 60 in a hundred", good, calls)
	}
}
