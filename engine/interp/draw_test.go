package interp

import (
	"math"
	"os"
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
)

// TestDraw sees that of each block of n exactly one is chosen, and each place of
// a block as often as any other.
func TestDraw(t *testing.T) {
	for _, n := range []int{probe.TimedOf, probe.InnerOf} {
		const blocks = 1000
		chosen := make([]float64, n)
		for seed := range uint64(20) {
			d := draw{n: n, dice: seed*0x9e3779b97f4a7c15 + 1}
			for range blocks {
				picks := 0
				for at := range n {
					if d.next() {
						picks++
						chosen[at]++
					}
				}
				if picks != 1 {
					t.Fatalf("%d of a block of %d are chosen", picks, n)
				}
			}
		}
		want, square := float64(20*blocks)/float64(n), 0.0
		for _, c := range chosen {
			square += (c - want) * (c - want) / want
		}
		// Chi-squared with n-1 degrees of freedom has the mean n-1 and the variance 2(n-1).
		if free := float64(n - 1); math.Abs(square-free) > 5*math.Sqrt(2*free) {
			t.Errorf("of %d places some are chosen more often: chi-squared %.0f", n, square)
		}
	}
}

// TestSampling sees that sampling is unbiased: with a clock that says a
// microsecond for every evaluation of a node, what the sampled ones stand for is
// on the average over many seeds what every call takes, for each node. Its
// verdict is the same each time: nothing in it depends on a real clock.
func TestSampling(t *testing.T) {
	table := op.NewTable()
	src, err := os.ReadFile("../../testdata/tour/solvers.py")
	if err != nil {
		t.Fatal(err)
	}
	file, _ := dsl.Parse("solvers.py", src, table)
	b := batt.Compile(table, file.Programs())
	tasks, problems := task.Read("../../testdata/tour/tasks")
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	run := func(level probe.Level, seed uint64) *Meter {
		meter := NewMeter(level, seed)
		looks := time.Duration(0)
		meter.clock = func() time.Duration { looks += time.Microsecond; return looks }
		meter.tick = 0
		meter.Begin(b)
		m := NewMachine(b, DefaultLimits(), nil)
		m.Observe(meter)
		for _, tk := range tasks[:2] {
			for _, s := range tk.Demo {
				m.Load(s.In)
				for p := range b.Programs {
					m.Run(p)
				}
			}
		}
		return meter
	}
	const seeds = 300
	every := run(probe.LevelAll, 0)
	sums := make([]float64, len(b.Nodes))
	inner := make([]float64, len(b.Nodes))
	totals := make([]float64, seeds)
	for seed := range totals {
		m := run(probe.LevelSampled, uint64(seed))
		for n := range m.Nodes {
			sums[n] += float64(m.Nodes[n].Time * m.Weight())
			totals[seed] += float64(m.Nodes[n].Time * m.Weight())
			if i := m.Nodes[n].Inner; i != 0 {
				inner[n] += float64(m.Watch.Calls[i].Count) * probe.InnerOf
			}
		}
	}
	var all, sampled float64
	for n := range b.Nodes {
		u := &every.Nodes[n]
		runs := float64(u.Runs)
		if u.Time != u.Runs*1000 {
			t.Fatalf("node %d: %d ns for %d runs", n, u.Time, u.Runs)
		}
		all, sampled = all+float64(u.Time), sampled+sums[n]/seeds
		// Each run is drawn with 1/of, so that its estimate has the variance of-1.
		for _, v := range []struct{ mean, of float64 }{{sums[n] / seeds / 1000, probe.TimedOf}, {inner[n] / seeds, probe.InnerOf}} {
			if bound := 5.5 * math.Sqrt(runs*(v.of-1)/seeds); math.Abs(v.mean-runs) > bound {
				t.Errorf("node %d: %.2f runs by one in %v, want %.0f within %.2f", n, v.mean, v.of, runs, bound)
			}
		}
	}
	squares := 0.0
	for _, v := range totals {
		squares += (v/sampled - 1) * (v/sampled - 1)
	}
	sure := math.Sqrt(squares/seeds) / math.Sqrt(seeds) // the standard error of the mean
	if off := math.Abs(sampled/all - 1); off > 4*sure || sure > 0.02 {
		t.Errorf("sampled %.0f ns, every call %.0f ns: off by %.4f, standard error %.4f", sampled, all, off, sure)
	}
	t.Logf("%d nodes, %d seeds: sampled/every call %.4f, standard error %.4f", len(b.Nodes), seeds, sampled/all, sure)
}
