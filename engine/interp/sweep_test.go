package interp_test

import (
	"slices"
	"testing"

	"battscope/engine/interp"
	"battscope/engine/task"
	"battscope/engine/value"
)

// unsolved is how many public solvers do not solve their task here: e40b9e2f
// takes the largest of sets that are not comparable, and so whichever CPython
// happens to iterate first.
const unsolved = 1

// TestSweep runs the public solvers on their tasks.
func TestSweep(t *testing.T) {
	solved, worst := 0, ""
	var costs []int64
	list := readPublic(t).solvers()
	m := interp.NewMachine(list[0].batt, interp.DefaultLimits(), nil)
	for _, s := range list {
		m.Use(s.batt)
		ok := true
		for n, sample := range s.samples {
			m.Load(sample.In)
			r := m.Run(0)
			if len(costs) == 0 || r.Cost > slices.Max(costs) {
				worst = s.id
			}
			costs = append(costs, r.Cost)
			if r.Fault != value.NoFault || !interp.Equal(r.Out, sample.Out) {
				ok = false
				t.Logf("%s sample %d: %v, line %d", s.id, n, r.Fault, r.Line)
			}
		}
		if ok {
			solved++
		}
	}
	slices.Sort(costs)
	t.Logf("solved %d of %d; units: median %d, p99 %d, most %d (%s)", solved, len(list), costs[len(costs)/2], costs[len(costs)*99/100], costs[len(costs)-1], worst)
	if want := len(list) - unsolved; solved != want {
		t.Errorf("solved %d, want %d", solved, want)
	}
}

// BenchmarkSweep evaluates every public solver on all samples of its task, on
// one thread:
//
//	ARC_DSL=/path/of/arc-dsl go test ./engine/interp -run '^$' -bench Sweep
func BenchmarkSweep(b *testing.B) {
	for _, bench := range []struct{ name, leave string }{{"solvers=399", slowest}, {"solvers=400", ""}} {
		b.Run(bench.name, func(b *testing.B) {
			list := readPublic(b).solvers(bench.leave)
			machines := make([]*interp.Machine, len(list))
			samples := 0
			for n := range list {
				machines[n] = interp.NewMachine(list[n].batt, interp.DefaultLimits(), nil)
				list[n].run(machines[n])
				samples += len(list[n].samples)
			}
			b.ReportAllocs()
			for b.Loop() {
				for n := range list {
					list[n].run(machines[n])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*samples), "ns/sample")
		})
	}
}

// slowest is the task that takes CPython most of the time of all 400.
const slowest = "a64e4611"

// TestSamplesOf guards the order that sweep.py relies on.
func TestSamplesOf(t *testing.T) {
	tk := &task.Task{Demo: make([]task.Sample, 2), Test: make([]task.Sample, 1)}
	if got := len(samplesOf(tk)); got != 3 {
		t.Errorf("samplesOf = %d samples, want 3", got)
	}
}
