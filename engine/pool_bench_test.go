package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
)

// poolSize is how many programs the benchmarks of pools have.
const poolSize = 149

// poolSpec returns a run of 149 public solvers on all samples of 20 public
// tasks, both taken at even distances, so that the choice is nobody's: the tasks
// by name, the solvers in the order of their file, which begins with the
// shortest. It needs a checkout of arc-dsl and the tasks.
func poolSpec(b *testing.B, workers int) engine.Spec {
	b.Helper()
	dir := os.Getenv("ARC_DSL")
	if dir == "" {
		b.Skip("no arc-dsl checkout: set ARC_DSL to the path of one")
	}
	const arc = "../../shared/arc/training"
	tasks, _ := task.Read(arc)
	if len(tasks) == 0 {
		b.Skip("no ARC tasks at ", arc)
	}
	src, err := os.ReadFile(filepath.Join(dir, "solvers.py"))
	if err != nil {
		b.Skip(err)
	}
	file, _ := dsl.Parse("solvers.py", src, op.NewTable())
	pool := dsl.File{Name: "pool.py"}
	for n := range poolSize {
		pool.Funcs = append(pool.Funcs, file.Funcs[n*len(file.Funcs)/poolSize])
	}
	path := filepath.Join(b.TempDir(), "pool.py")
	if err := os.WriteFile(path, []byte(pool.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	spec := tour(workers)
	spec.Source = engine.Source{Data: []string{arc}, Programs: []string{path}}
	for n := 0; n < len(tasks); n += len(tasks) / 20 {
		spec.Source.Tasks = append(spec.Source.Tasks, tasks[n].ID)
	}
	return spec
}

// warmPasses is how many passes of a run are measured, after a first one in
// which the workers' memory grows to what they need.
const warmPasses = 2

// An evalTime is what some passes of a run took in its evaluating phases.
type evalTime struct {
	wall, busy, cpu time.Duration
	evals           int64
}

// alone reports whether the workers had the cores to themselves: nobody took
// them away while they were busy.
func (e evalTime) alone() bool { return e.busy < e.cpu*106/100 }

// evalPasses measures the evaluating phases of some passes.
func evalPasses(b *testing.B, table *op.Table, spec engine.Spec) evalTime {
	spec.Repeat = true
	run := engine.Start(table, spec)
	defer func() {
		run.Stop()
		<-run.Done()
		if err := run.Err(); err != nil {
			b.Fatal(err)
		}
	}()
	// A pass begins with loading, which takes longer than it takes to see it. Who
	// looks more often takes time of the workers' where they have all cores.
	at := func(pass int) (t evalTime) {
		for range time.Tick(5 * time.Millisecond) {
			s := run.Snapshot()
			if s.Pass < pass && s.State == probe.Running {
				continue
			}
			for _, p := range []probe.Phase{probe.Demo, probe.Test} {
				t.wall += s.Phases[p].Wall
				t.busy += s.Phases[p].Busy
				t.cpu += s.Phases[p].CPU
				t.evals += s.Phases[p].Calls
			}
			break
		}
		return t
	}
	from, to := at(2), at(2+warmPasses)
	return evalTime{to.wall - from.wall, to.busy - from.busy, to.cpu - from.cpu, to.evals - from.evals}
}

func BenchmarkPool(b *testing.B) {
	table := op.NewTable()
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("programs=149/workers=%d", workers), func(b *testing.B) {
			spec := poolSpec(b, workers)
			var wall time.Duration
			var evals int64
			for b.Loop() {
				t := evalPasses(b, table, spec)
				wall += t.wall
				evals += t.evals
			}
			b.ReportMetric(float64(evals)/wall.Seconds(), "evals/s")
			b.ReportMetric(float64(wall)/float64(evals), "ns/eval")
		})
	}
}

// spin returns how long workers take for the same arithmetic each, in parallel.
func spin(workers int) time.Duration {
	began := time.Now()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			x := uint64(1)
			for range 20_000_000 {
				x = x*6364136223846793005 + 1442695040888963407
			}
			if x == 0 {
				panic("spin: an odd multiplier never gives 0 here")
			}
		})
	}
	wg.Wait()
	return time.Since(began)
}

// enoughSpin is the speed-up of two spinning goroutines below which somebody
// else has the cores, and nothing about the engine can be learned.
const enoughSpin = 1.8

// BenchmarkScale gives the speed-up of two workers over one beside that of two
// spinning goroutines, all interleaved: this machine's cores are shared, and
// what it cannot do is not the engine's fault. Medians of the ratios, over the
// rounds in which two goroutines could spin before and after, and in which the
// workers had the cores to themselves.
//
//	ARC_DSL=... go test ./engine -run '^$' -bench Scale -benchtime 20x
func BenchmarkScale(b *testing.B) {
	table := op.NewTable()
	one, two := poolSpec(b, 1), poolSpec(b, 2)
	var engines, spins, parts, work, idle, idleOne []float64
	rounds := 0
	before := spinRatio()
	for b.Loop() {
		t1, t2 := evalPasses(b, table, one), evalPasses(b, table, two)
		after := spinRatio()
		s := min(before, after)
		before = after
		rounds++
		if s < enoughSpin || !t1.alone() || !t2.alone() {
			continue
		}
		e := float64(t1.wall) / float64(t2.wall)
		engines, spins, parts = append(engines, e), append(spins, s), append(parts, e/s)
		work = append(work, float64(t2.busy)/float64(t1.busy))
		idle = append(idle, 1-float64(t2.busy)/float64(2*t2.wall))
		idleOne = append(idleOne, 1-float64(t1.busy)/float64(t1.wall))
	}
	b.ReportMetric(float64(len(parts))/float64(rounds), "rounds-used")
	if len(parts) == 0 {
		return
	}
	b.ReportMetric(median(engines), "engine-x")
	b.ReportMetric(median(spins), "spin-x")
	b.ReportMetric(median(parts), "engine/spin")
	// Why it is no more: work that two workers do and one does not, and workers
	// that wait.
	b.ReportMetric(median(work), "busy-x")
	b.ReportMetric(100*median(idle), "%idle-of-2")
	b.ReportMetric(100*median(idleOne), "%idle-of-1")
}

// spinRatio returns how much more two goroutines do than one.
func spinRatio() float64 { return 2 * float64(spin(1)) / float64(spin(2)) }

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
