package interp_test

import (
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
)

func sweepInput(tb testing.TB) (map[string]*dsl.Func, []*task.Task) {
	dir := os.Getenv("ARC_DSL")
	if dir == "" {
		tb.Skip("no arc-dsl checkout: set ARC_DSL to the path of one")
	}
	src, err := os.ReadFile(filepath.Join(dir, "solvers.py"))
	if err != nil {
		tb.Skip(err)
	}
	const arc = "../../../shared/arc/training"
	if _, err := os.Stat(arc); err != nil {
		tb.Skip("no ARC tasks at ", arc)
	}
	file, errs := dsl.Parse("solvers.py", src, op.NewTable())
	if len(errs) > 0 {
		tb.Fatal(errs[0].Snippet())
	}
	tasks, problems := task.Read(arc)
	if len(problems) > 0 {
		tb.Fatal(problems[0])
	}
	byTask := map[string]*dsl.Func{}
	for _, f := range file.Programs() {
		byTask[f.Task()] = f
	}
	return byTask, tasks
}

func TestSweep(t *testing.T) {
	programs, tasks := sweepInput(t)
	table := op.NewTable()
	solved, worst := 0, int64(0)
	var costs []int64
	for _, tk := range tasks {
		f := programs[string(tk.ID)]
		if f == nil {
			t.Errorf("no solver for %s", tk.ID)
			continue
		}
		b := batt.Compile(table, []*dsl.Func{f})
		m := interp.NewMachine(b, interp.DefaultLimits(), nil)
		ok := true
		for n, s := range append(append([]task.Sample{}, tk.Demo...), tk.Test...) {
			m.Load(s.In)
			r := m.Run(0)
			costs = append(costs, r.Cost)
			if r.Cost > worst {
				worst = r.Cost
				t.Logf("%s sample %d costs %d units", tk.ID, n, worst)
			}
			if r.Fault != 0 || !interp.Equal(r.Out, s.Out) {
				ok = false
				t.Logf("%s sample %d: %v line %d", tk.ID, n, r.Fault, r.Line)
			}
		}
		if ok {
			solved++
		}
	}
	sort.Slice(costs, func(i, j int) bool { return costs[i] < costs[j] })
	t.Logf("solved %d of %d; median %d units, p99 %d", solved, len(tasks), costs[len(costs)/2], costs[len(costs)*99/100])
	if solved != 399 {
		t.Errorf("solved %d, want 399", solved)
	}
}

func BenchmarkSweep(b *testing.B) {
	programs, tasks := sweepInput(b)
	table := op.NewTable()
	type job struct {
		m *interp.Machine
		t *task.Task
	}
	var jobs []job
	for _, tk := range tasks {
		if tk.ID == "a64e4611" {
			continue
		}
		jobs = append(jobs, job{interp.NewMachine(batt.Compile(table, []*dsl.Func{programs[string(tk.ID)]}), interp.DefaultLimits(), nil), tk})
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, j := range jobs {
			for _, list := range [][]task.Sample{j.t.Demo, j.t.Test} {
				for _, s := range list {
					j.m.Load(s.In)
					j.m.Run(0)
				}
			}
		}
	}
	_ = time.Now
}
