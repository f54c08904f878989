package interp_test

import (
	"os"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/mutate"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// grown returns a batt of a solver file and n mutants of its programs.
func grown(t testing.TB, path string, n int) *batt.Batt {
	t.Helper()
	table := op.NewTable()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, mistakes := dsl.Parse(path, src, table)
	if len(mistakes) > 0 {
		t.Fatal(mistakes[0])
	}
	programs := file.Programs()
	parents := make([]mutate.Parent, len(programs))
	for p, f := range programs {
		parents[p].Func = f
	}
	st := strategy.Default()
	for _, m := range mutate.New(table, parents, mutate.Options{Task: "meter", Rates: st.Rates()}).Next(nil, n) {
		programs = append(programs, m.Func)
	}
	return batt.Compile(table, programs)
}

// TestMeter runs mutants of all built-in programs with and without a meter: what
// programs do and are charged is the same, also where they are cut, share equal
// values or run out of memory. What the meter noted are the nodes that were
// evaluated and reached, and at level all no evaluation allocates once all of
// its calls were seen.
func TestMeter(t *testing.T) {
	watched := map[int]bool{} // arities of which there was one
	n := 1000
	if testing.Short() {
		n = 300
	}
	for _, v := range []struct {
		path string
		fuel int64
	}{{"tour/solvers.py", 50_000}, {"tour/pool.py", 4_000_000}, {"storm/pool.py", 200_000}} {
		b := grown(t, "../../testdata/"+v.path, n)
		tasks, problems := task.Read("../../testdata/" + v.path[:len(v.path)-len("/pool.py")] + "/tasks")
		if v.path == "tour/solvers.py" {
			tasks, problems = task.Read("../../testdata/tour/tasks")
		}
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		for _, level := range []probe.Level{probe.LevelCounts, probe.LevelSampled, probe.LevelAll} {
			for _, shares := range []bool{false, true} {
				plain, metered := interp.NewMachine(b, interp.Limits{Fuel: v.fuel}, nil), interp.NewMachine(b, interp.Limits{Fuel: v.fuel}, nil)
				plain.ShareValues(shares)
				metered.ShareValues(shares)
				meter := interp.NewMeter(level, 1)
				meter.Begin(b)
				metered.Observe(meter)
				wrong := 0
				for _, s := range append(tasks[0].Demo[:2:2], tasks[0].Test...) {
					plain.Load(s.In)
					metered.Load(s.In)
					for p := range b.Programs {
						x, y := plain.Run(p), metered.Run(p)
						if x.Fault == y.Fault && x.Line == y.Line && x.Cost == y.Cost && (x.Fault != value.NoFault || interp.DigestOf(x.Out) == interp.DigestOf(y.Out)) {
							continue
						}
						if wrong++; wrong <= 3 {
							t.Errorf("%s, %s: %s, line %d, %d units; metered %s, line %d, %d units\n%s", v.path, level, x.Fault, x.Line, x.Cost, y.Fault, y.Line, y.Cost, b.Programs[p].Func)
						}
					}
				}
				if x, y := plain.Work(), metered.Work(); x != y {
					t.Errorf("%s, %s: work %+v, metered %+v", v.path, level, x, y)
				}
				want := metered.Work()
				var runs, reached int64
				for n := range meter.Nodes {
					runs += meter.Nodes[n].Runs
					u := &meter.Nodes[n]
					if level == probe.LevelAll && u.Seen != u.Cost {
						t.Fatalf("%s: of node %d %d units of %d were watched", v.path, n, u.Seen, u.Cost)
					}
					// A primitive that takes no function calls none, itself least of all.
					if p := b.Nodes[n].Prim; p != nil && (p.Name == "objects" || p.Name == "paint" || p.Name == "crop" || p.Name == "upscale") {
						if c := meter.Watch.Calls[u.Inner].Child; u.Inner != 0 && c != 0 {
							t.Fatalf("%s: node %d, %s, calls %s", v.path, n, p.Name, meter.Watch.Calls[c].Prim.Name)
						}
						watched[p.Arity] = watched[p.Arity] || u.Inner != 0
					}
				}
				for p, whole := range meter.Whole {
					reached += whole * int64(len(b.Programs[p].Steps))
				}
				for _, e := range meter.Ends {
					if e.Step >= 0 {
						reached += int64(e.Step) + 1
					}
				}
				if runs != want.Evaluated || reached != want.Reached {
					t.Errorf("%s, %s: %d nodes of %d reached, want %+v", v.path, level, runs, reached, want)
				}
			}
		}
	}
	for arity := 2; arity <= 4; arity++ {
		if !watched[arity] {
			t.Errorf("no primitive of %d arguments was watched", arity)
		}
	}
}

// TestMeterAllocatesNothing sees that an evaluation takes no memory for its
// meter, at any level, once its calls were seen.
func TestMeterAllocatesNothing(t *testing.T) {
	b := grown(t, "../../testdata/tour/solvers.py", 0)
	tasks, _ := task.Read("../../testdata/tour/tasks")
	without := 0.0
	for _, level := range []probe.Level{probe.LevelOff, probe.LevelCounts, probe.LevelSampled, probe.LevelAll} {
		m := interp.NewMachine(b, interp.DefaultLimits(), nil)
		meter := interp.NewMeter(level, 1)
		round := func() {
			meter.Begin(b)
			if level != probe.LevelOff {
				m.Observe(meter)
			}
			for _, s := range tasks[0].Demo {
				m.Load(s.In)
				for p := range b.Programs {
					m.Run(p)
				}
			}
		}
		for range 70 {
			round()
		}
		n := testing.AllocsPerRun(20, round)
		if level == probe.LevelOff {
			without = n // of values too large for what the Machine keeps
		}
		if n > without {
			t.Errorf("%s: %v allocations a round, without a meter %v", level, n, without)
		}
	}
}
