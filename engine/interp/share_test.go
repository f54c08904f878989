package interp_test

import (
	"os"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/mutate"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// TestShareValues runs mutants of all built-in programs on built-in tasks with
// and without sharing equal values: outputs, faults, lines and costs are the
// same, and something is shared. The fuel is short, so that some are cut, and the
// memory of a Machine runs over on the storm's programs.
func TestShareValues(t *testing.T) {
	table := op.NewTable()
	n := 4000
	if testing.Short() {
		n = 800
	}
	st := strategy.Default()
	for _, v := range []struct {
		name, pool string
		fuel       int64
	}{{"tour", "solvers.py", 50_000}, {"tour", "pool.py", 4_000_000}, {"storm", "pool.py", 200_000}} {
		src, err := os.ReadFile("../../testdata/" + v.name + "/" + v.pool)
		if err != nil {
			t.Fatal(err)
		}
		file, mistakes := dsl.Parse(v.pool, src, table)
		if len(mistakes) > 0 {
			t.Fatal(mistakes[0])
		}
		programs := file.Programs()
		parents := make([]mutate.Parent, len(programs))
		for p, f := range programs {
			parents[p].Func = f
		}
		for _, m := range mutate.New(table, parents, mutate.Options{Task: v.name, Rates: st.Rates()}).Next(nil, n) {
			programs = append(programs, m.Func)
		}
		b := batt.Compile(table, programs)
		plain := interp.NewMachine(b, interp.Limits{Fuel: v.fuel}, nil)
		shared := interp.NewMachine(b, interp.Limits{Fuel: v.fuel}, nil)
		shared.ShareValues(true)
		tasks, problems := task.Read("../../testdata/" + v.name + "/tasks")
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		wrong := 0
		for _, tk := range tasks[:2] {
			for k, s := range append(tk.Demo[:2:2], tk.Test...) {
				plain.Load(s.In)
				shared.Load(s.In)
				for p := range programs {
					a, b := plain.Eval(p), shared.Eval(p)
					if a.Fault == b.Fault && a.Line == b.Line && a.Cost == b.Cost && (a.Fault != value.NoFault || a.Out.Kind() == b.Out.Kind() && a.Out.String() == b.Out.String()) {
						continue
					}
					if wrong++; wrong <= 3 {
						t.Errorf("task %s, sample %d: %s, line %d, %d units; sharing %s, line %d, %d units\n%s", tk.ID, k, a.Fault, a.Line, a.Cost, b.Fault, b.Line, b.Cost, programs[p])
					}
				}
			}
		}
		x, y := plain.Work(), shared.Work()
		if x.Reached != y.Reached || x.Equal != 0 || y.Equal == 0 || x.Evaluated <= y.Evaluated {
			t.Errorf("%s %s: work %+v, sharing %+v", v.name, v.pool, x, y)
		}
		t.Logf("%s %s: %d nodes reached, %d evaluated; sharing %d evaluated, %d taken over", v.name, v.pool, x.Reached, x.Evaluated, y.Evaluated, y.Equal)
	}
}
