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

// poolSpec returns a run of 149 public solvers on all samples of 20 public
// tasks: every twentieth by name, so that the choice is nobody's. It needs a
// checkout of arc-dsl and the tasks.
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
	pool := dsl.File{Name: "pool.py", Funcs: file.Funcs[:149]}
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

// evalWall returns the wall of the evaluating phases of one run.
func evalWall(b *testing.B, table *op.Table, spec engine.Spec) (wall time.Duration, evals int64) {
	run := engine.Start(table, spec)
	<-run.Done()
	if err := run.Err(); err != nil {
		b.Fatal(err)
	}
	s := run.Snapshot()
	for _, p := range []probe.Phase{probe.Demo, probe.Test} {
		wall += s.Phases[p].Wall
		evals += s.Phases[p].Calls
	}
	return wall, evals
}

func BenchmarkPool(b *testing.B) {
	table := op.NewTable()
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("programs=149/workers=%d", workers), func(b *testing.B) {
			spec := poolSpec(b, workers)
			var wall time.Duration
			var evals int64
			for b.Loop() {
				w, n := evalWall(b, table, spec)
				wall += w
				evals += n
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

// BenchmarkScale gives the speed-up of two workers over one beside that of two
// spinning goroutines, all interleaved: this machine's cores are shared, and
// what it cannot do is not the engine's fault. Medians of the ratios.
//
//	ARC_DSL=... go test ./engine -run '^$' -bench Scale -benchtime 20x
func BenchmarkScale(b *testing.B) {
	table := op.NewTable()
	one, two := poolSpec(b, 1), poolSpec(b, 2)
	var engines, spins, parts []float64
	for b.Loop() {
		s1, s2 := spin(1), spin(2)
		w1, _ := evalWall(b, table, one)
		w2, _ := evalWall(b, table, two)
		e, s := float64(w1)/float64(w2), 2*float64(s1)/float64(s2)
		engines, spins, parts = append(engines, e), append(spins, s), append(parts, e/s)
	}
	b.ReportMetric(median(engines), "engine-x")
	b.ReportMetric(median(spins), "spin-x")
	b.ReportMetric(median(parts), "engine/spin")
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
