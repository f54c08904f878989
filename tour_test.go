package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/inline"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
	"battscope/engine/value"
)

// tourTasks returns the tasks of the built-in example.
func tourTasks(t *testing.T) []*task.Task {
	t.Helper()
	tasks, problems := task.ReadFS(subtree("tour"), "tasks")
	for _, p := range problems {
		t.Error(p)
	}
	return tasks
}

// tourPrograms returns the programs of one file of the built-in example, by the
// task that their names say.
func tourPrograms(t *testing.T, table *op.Table, name string) map[task.ID][]*dsl.Func {
	t.Helper()
	src, err := fs.ReadFile(subtree("tour"), name)
	if err != nil {
		t.Fatal(err)
	}
	file, mistakes := dsl.Parse(name, src, table)
	for _, m := range mistakes {
		t.Error(m)
	}
	byTask := map[task.ID][]*dsl.Func{}
	for _, f := range file.Programs() {
		id, _, _ := strings.Cut(f.Task(), "_")
		byTask[task.ID(id)] = append(byTask[task.ID(id)], f)
	}
	return byTask
}

// samplesOf returns all samples of a task, demo samples first.
func samplesOf(t *task.Task) []task.Sample { return slices.Concat(t.Demo, t.Test) }

// outputsOf evaluates a program on all samples of a task; nil is a fault.
func outputsOf(table *op.Table, f *dsl.Func, k *task.Task) (outs []*grid.Grid, complaint string) {
	m := interp.NewMachine(batt.Compile(table, []*dsl.Func{f}), interp.Limits{Fuel: 4_000_000}, new(atomic.Bool))
	for n, s := range samplesOf(k) {
		m.Load(s.In)
		res := m.Run(0)
		if res.Fault != value.NoFault {
			complaint = fmt.Sprintf("%s on %s, line %d", res.Fault, sampleName(k, n), res.Line)
			outs = append(outs, nil)
			continue
		}
		outs = append(outs, interp.ToGrid(res.Out))
	}
	return outs, complaint
}

// solves reports whether outs are the expected outputs of all samples.
func solves(k *task.Task, outs []*grid.Grid) bool {
	for n, s := range samplesOf(k) {
		if outs[n] == nil || !grid.Equal(outs[n], s.Out) {
			return false
		}
	}
	return true
}

// TestTourTasks holds the tasks of the built-in example to what the design asks
// for: enough of them, enough samples of different sizes, and none that is
// solved by leaving it as it is.
func TestTourTasks(t *testing.T) {
	tasks := tourTasks(t)
	if len(tasks) < 24 {
		t.Errorf("%d tasks, want 24 at least", len(tasks))
	}
	least, most := 30, 0
	for _, k := range tasks {
		if len(k.Demo) < 3 || len(k.Demo) > 4 || len(k.Test) < 1 || len(k.Test) > 2 {
			t.Errorf("%s: %d demo and %d test samples, want 3 or 4 and 1 or 2", k.ID, len(k.Demo), len(k.Test))
		}
		sizes, inputs := map[[2]int]bool{}, map[string]bool{}
		for n, s := range samplesOf(k) {
			if s.Out == nil {
				t.Fatalf("%s %s: the output is missing", k.ID, sampleName(k, n))
			}
			if grid.Equal(s.In, s.Out) {
				t.Errorf("%s %s: the output is the input", k.ID, sampleName(k, n))
			}
			sizes[[2]int{s.In.H, s.In.W}] = true
			inputs[fmt.Sprint(s.In.H, s.In.W, s.In.Cells)] = true
			least, most = min(least, s.In.H, s.In.W), max(most, s.In.H, s.In.W, s.Out.H, s.Out.W)
		}
		if n := len(samplesOf(k)); len(inputs) < n {
			t.Errorf("%s: %d inputs among %d samples", k.ID, len(inputs), n)
		}
		if len(sizes) < 3 {
			t.Errorf("%s: all samples have one of %d sizes, want 3 at least", k.ID, len(sizes))
		}
	}
	if least != 3 || most != 30 {
		t.Errorf("grids from %d to %d cells wide or high, want 3 to 30", least, most)
	}
}

// TestTourSolvers sees that each task has a solver, that all its solvers solve
// it, and so give one output for each input, and that no two have one body.
func TestTourSolvers(t *testing.T) {
	table := op.NewTable()
	byTask := tourPrograms(t, table, "solvers.py")
	bodies := map[inline.Identity]string{}
	for _, k := range tourTasks(t) {
		list := byTask[k.ID]
		delete(byTask, k.ID)
		if !slices.ContainsFunc(list, func(f *dsl.Func) bool { return f.Task() == string(k.ID) }) {
			t.Errorf("there is no solve_%s", k.ID)
		}
		for _, f := range list {
			if outs, complaint := outputsOf(table, f, k); !solves(k, outs) {
				t.Errorf("%s does not solve its task: %s", f.Name, cmp.Or(complaint, "another output"))
			}
			id := inline.Substitute(f).Identity()
			if other := bodies[id]; other != "" {
				t.Errorf("%s has the body of %s", f.Name, other)
			}
			bodies[id] = f.Name
		}
	}
	for id := range byTask {
		t.Errorf("there are solvers for %s, which is no task", id)
	}
}

// TestTourCoverage counts the primitives that the solvers use, those in the
// functions that they call included.
func TestTourCoverage(t *testing.T) {
	table := op.NewTable()
	used := map[string]bool{}
	seen := map[*dsl.Func]bool{}
	var visit func(f *dsl.Func)
	visit = func(f *dsl.Func) {
		if seen[f] {
			return
		}
		seen[f] = true
		refs := []dsl.Ref{f.Result}
		for _, s := range f.Stmts {
			refs = append(append(refs, s.Callee), s.Args...)
		}
		for _, r := range refs {
			if r.Kind == dsl.Primitive {
				used[r.Name] = true
			}
		}
		for _, g := range f.Uses {
			visit(g)
		}
	}
	for _, list := range tourPrograms(t, table, "solvers.py") {
		for _, f := range list {
			visit(f)
		}
	}
	var missing []string
	for _, o := range table.Ops() {
		if !used[o.Name] {
			missing = append(missing, o.Name)
		}
	}
	if n := len(table.Ops()) - len(missing); n < 140 {
		t.Errorf("the solvers use %d of %d primitives, want 140 at least; none uses %s", n, len(table.Ops()), strings.Join(missing, ", "))
	} else {
		t.Logf("the solvers use %d of %d primitives; none uses [%s]", n, len(table.Ops()), strings.Join(missing, ", "))
	}
}

// TestTourPool sees that the pool has something for each screen to show on each
// task: a program that solves it, a near miss with partial credit, a fault, and
// a body that another program has as well.
func TestTourPool(t *testing.T) {
	table := op.NewTable()
	solvers, pool := tourPrograms(t, table, "solvers.py"), tourPrograms(t, table, "pool.py")
	differs, err := differ.ReadFS(table, differFiles())
	if err != nil {
		t.Fatal(err)
	}
	machine := differ.NewMachine(differs, 4_000_000, new(atomic.Bool))
	for _, k := range tourTasks(t) {
		var demo []differ.Pair
		for _, s := range k.Demo {
			demo = append(demo, differ.Pair{In: s.In, Out: s.Out})
		}
		machine.Load(demo)
		bodies := map[inline.Identity]bool{}
		for _, f := range solvers[k.ID] {
			bodies[inline.Substitute(f).Identity()] = true
		}
		found := map[string]bool{"solves": false, "near": false, "fault": false, "twin": false}
		for _, f := range pool[k.ID] {
			id := inline.Substitute(f).Identity()
			found["twin"] = found["twin"] || bodies[id]
			bodies[id] = true
			outs, complaint := outputsOf(table, f, k)
			switch {
			case complaint != "":
				found["fault"] = true
			case solves(k, outs):
				found["solves"] = true
			case near(machine, k, outs):
				found["near"] = true
			}
		}
		for _, kind := range slices.Sorted(maps.Keys(found)) {
			if !found[kind] {
				t.Errorf("%s: no program of the pool is of the kind %q", k.ID, kind)
			}
		}
	}
}

// near reports whether outs are wrong on a demo sample and yet mend what a
// differ finds between its input and its expected output.
func near(m *differ.Machine, k *task.Task, outs []*grid.Grid) bool {
	for n, s := range k.Demo {
		if grid.Equal(outs[n], s.Out) {
			continue
		}
		base := m.Eval(nil, s.In, s.Out)
		for d, c := range m.Eval(nil, outs[n], s.Out) {
			var score differ.Score
			if score.Add(base[d], c); score.IZ == 2 {
				return true
			}
		}
	}
	return false
}
