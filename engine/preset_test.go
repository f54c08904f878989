package engine_test

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/differ"
	"battscope/engine/op"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// scenario returns a Spec of a built-in scenario under a strategy, with its
// store in a file that the returned function opens afterwards.
func scenario(t testing.TB, name, settings string) (engine.Spec, func() *store.Store) {
	t.Helper()
	st, err := strategy.Parse(strategy.Default(), settings)
	if err != nil {
		t.Fatal(err)
	}
	differs, err := differ.ReadFS(op.NewTable(), os.DirFS("../testdata/differs"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "solvers.db")
	open := func() (*store.Store, error) { return store.Open(path) }
	spec := engine.Spec{
		Name: name, Strategy: st, Differs: differs, Scores: true, OpenStore: open,
		Source: engine.Source{BuiltIn: os.DirFS("../testdata/" + name)},
	}
	return spec, func() *store.Store {
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
}

// TestSeedCounts holds the seed scenario to the published counts, which are
// properties of its task and programs.
func TestSeedCounts(t *testing.T) {
	for _, v := range []struct {
		preset         string
		calls, skipped int64
	}{{"phase0", 160, 0}, {"phase4a", 160, 0}, {"phase4b", 5, 155}} {
		spec, _ := scenario(t, "seed", v.preset)
		c := finish(t, spec).Snapshot.Counts
		got := fmt.Sprint(c.Programs, c.Candidates, c.Distinct, c.Outputs.Demo, c.Matches.Demo, c.DiffCalls.Demo, c.DiffSkipped.Demo)
		want := fmt.Sprint(32, 149, 32, 160, 5, v.calls, v.skipped)
		if got != want {
			t.Errorf("%s: programs, candidates, distinct, outputs, matches, diff calls, skipped are %s, want %s", v.preset, got, want)
		}
	}
}

// differences names what two results of the same pool do not share, task by
// task, sample by sample and program by program, in whatever order it was read.
func differences(a, b *engine.Result) []string {
	var list []string
	for i, x := range a.Tasks {
		y := b.Tasks[i]
		if x.Candidates != y.Candidates || x.Distinct != y.Distinct || x.Matches != y.Matches || x.Best != y.Best {
			list = append(list, fmt.Sprintf("task %s: %d candidates, %d distinct, %d matches, best %s; %d, %d, %d, %s", x.Task, x.Candidates, x.Distinct, x.Matches, x.Best, y.Candidates, y.Distinct, y.Matches, y.Best))
		}
		for k := range x.OutputSums {
			if x.OutputSums[k] != y.OutputSums[k] {
				list = append(list, fmt.Sprintf("task %s sample %d: other outputs", x.Task, k))
			}
		}
		scores := map[string][]engine.Score{}
		for _, s := range y.Scores {
			scores[s.Program] = append(scores[s.Program], s)
		}
		for _, s := range x.Scores {
			if !slices.Contains(scores[s.Program], s) {
				list = append(list, fmt.Sprintf("task %s program %s: %+v; %+v", x.Task, s.Program, s, scores[s.Program]))
			}
		}
	}
	return list
}

// A pool is a scenario, or a part of one, that strategies are held to.
type pool struct {
	name  string
	max   int       // programs
	tasks []task.ID // all where empty
	data  string    // a folder of tasks that stand for the scenario's; the test skips where it is not there
	every int       // of the tasks, one in so many; 0 is all
	long  bool
}

// TestPresets holds every preset but the failures, and any number of workers, to
// the same outputs, matches, scores and store, and to the same differ scores
// where both made the call. The pools are small: with diff=all and the whole batt
// again, the work grows with the square of the pool.
func TestPresets(t *testing.T) {
	var settings []string
	for _, p := range strategy.Presets() {
		if !p.Failure {
			settings = append(settings, p.Name)
		}
	}
	if testing.Short() {
		settings = []string{"phase0", "phase4b", "best"}
	}
	settings = append(settings, "best+workers=1", "best+workers=8+validate-workers=3", "phase4a+workers=3", "best+evaluation=alone", "best+filter=none+inline-cache=false")
	for _, p := range []pool{
		{name: "seed"},
		{name: "tour", max: 16, tasks: []task.ID{"b0a70002", "b0a70004"}, long: true},
		{name: "storm", max: 8, long: true},
	} {
		t.Run(p.name, func(t *testing.T) { p.holdTo(t, settings) })
	}
}

// TestPools holds the presets, with diff calls for matches where they have more,
// to the same on whole scenarios and on real tasks.
func TestPools(t *testing.T) {
	settings := []string{"phase0+diff=matches", "phase1+diff=matches", "phase2+diff=matches", "phase3+diff=matches", "phase4a+diff=matches", "phase4b", "best"}
	for workers := 1; workers <= 8; workers++ {
		settings = append(settings, fmt.Sprintf("best+diff=matches+workers=%d", workers))
	}
	for _, p := range []pool{
		{name: "tour", max: 200, every: 4, long: true},
		{name: "storm", max: 200, long: true},
		{name: "tour", max: 100, data: "../../shared/arc/training", every: 8, long: true},
	} {
		t.Run(p.name+path.Base(p.data), func(t *testing.T) { p.holdTo(t, settings) })
	}
}

// holdTo runs the pool under settings after settings, and wants the same of all.
func (p *pool) holdTo(t *testing.T, settings []string) {
	if testing.Short() && p.long {
		t.Skip("long: many runs of a scenario")
	}
	var first *engine.Result
	var firstStore *store.Store
	for _, name := range settings {
		spec, open := scenario(t, p.name, name)
		p.choose(t, &spec)
		spec.Strategy.Fuel = 300_000
		res := finish(t, spec)
		s := open()
		if err := s.Check(context.Background()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if first == nil {
			first, firstStore = res, s
			continue
		}
		same(t, settings[0]+" against "+name, first, res, firstStore, s)
	}
}

// TestPlanted plants one wrong output in one of two runs, and wants what the
// tests above find to name the program and the sample.
func TestPlanted(t *testing.T) {
	spec, _ := scenario(t, "seed", "best")
	a := finish(t, spec)
	best := a.Tasks[0].Best
	spec, _ = scenario(t, "seed", "phase4b")
	spec.PlantWrong(a.Tasks[0].Task, 2, best)
	found := strings.Join(differences(a, finish(t, spec)), "\n")
	for _, want := range []string{"task 5eed0149 sample 2: other outputs", "task 5eed0149 program " + best + ": "} {
		if !strings.Contains(found, want) {
			t.Errorf("found\n%s\nwant %q", found, want)
		}
	}
}

// same wants the same results and stores of two runs.
func same(t *testing.T, what string, a, b *engine.Result, as, bs *store.Store) {
	t.Helper()
	for n, d := range differences(a, b) {
		if n == 5 {
			break
		}
		t.Errorf("%s: %s", what, d)
	}
	for i := range a.Tasks {
		if x, y := &a.Tasks[i], &b.Tasks[i]; !slices.Equal(x.Leaders, y.Leaders) {
			t.Errorf("%s: task %s has other leaders", what, x.Task)
		}
	}
	rows, err := as.Diff(context.Background(), bs)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		t.Errorf("%s: %s", what, row)
	}
	if a, b := a.Snapshot.Counts.Results(), b.Snapshot.Counts.Results(); a != b {
		t.Errorf("%s: counts %+v; %+v", what, a, b)
	}
}

// choose makes spec run the pool.
func (p *pool) choose(t *testing.T, spec *engine.Spec) {
	spec.Source.Max, spec.Source.Tasks = p.max, p.tasks
	if p.every == 0 {
		return
	}
	var tasks []*task.Task
	if p.data == "" {
		tasks = load(t, *spec).Tasks
	} else if tasks, _ = task.Read(p.data); len(tasks) == 0 {
		t.Skip("no ARC tasks at ", p.data)
	} else {
		spec.Source.Data = []string{p.data}
	}
	for n := 0; n < len(tasks); n += p.every {
		spec.Source.Tasks = append(spec.Source.Tasks, tasks[n].ID)
	}
}

// TestProgramOrder sees that the order of solver files makes no difference.
func TestProgramOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("long: two runs of the tour")
	}
	files := []string{"../testdata/tour/solvers.py", "../testdata/tour/pool.py"}
	var first *engine.Result
	var firstStore *store.Store
	for range 2 {
		spec, open := scenario(t, "tour", "best")
		spec.Source.Programs = slices.Clone(files)
		res := finish(t, spec)
		s := open()
		slices.Reverse(files)
		if first == nil {
			first, firstStore = res, s
			continue
		}
		same(t, "the files in the other order", first, res, firstStore, s)
		if a, b := first.Fingerprint, res.Fingerprint; a != b {
			t.Errorf("the fingerprint depends on the order: %+v; %+v", a, b)
		}
	}
}

// TestNestedPool sees that the nested pool stalls on the seed scenario, every
// time, and that the run ends and says why.
func TestNestedPool(t *testing.T) {
	times := 20
	if testing.Short() {
		times = 3
	}
	for range times {
		spec, _ := scenario(t, "seed", "nested-pool")
		run := engine.Start(op.NewTable(), spec)
		select {
		case <-run.Done():
		case <-time.After(patience):
			t.Fatalf("the run goes on %v after its pool stalled", patience)
		}
		err := run.Err()
		if err == nil || !strings.Contains(err.Error(), "stalled") || !strings.Contains(err.Error(), "held by sample 0, sample 1, sample 2, sample 3") {
			t.Fatalf("the run ended with %v, want the stalled pool and who holds its slots", err)
		}
	}
}

// TestShortLimit sees that a limit shorter than the work makes timeouts that are
// called false, and that a generous one makes none.
func TestShortLimit(t *testing.T) {
	spec, _ := scenario(t, "seed", "short-limit")
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); err != nil {
		t.Fatal(err)
	}
	s := run.Snapshot()
	if s.Counts.Timeouts == 0 || s.Counts.TimeoutsFalse+s.Counts.TimeoutsStarved != s.Counts.Timeouts {
		t.Errorf("%d timeouts, %d false and %d starved; want some, all of them one or the other", s.Counts.Timeouts, s.Counts.TimeoutsFalse, s.Counts.TimeoutsStarved)
	}
	said := false
	for _, e := range s.Events {
		said = said || strings.Contains(e.Text, "would do")
	}
	if s.Counts.TimeoutsFalse > 0 && !said {
		t.Error("no event says what limit would do")
	}
	spec, _ = scenario(t, "seed", "phase4a+limit-per=batt+deadline=1m+workers=16")
	if c := finish(t, spec).Snapshot.Counts; c.Timeouts != 0 || c.TimeoutsFalse != 0 {
		t.Errorf("%d timeouts, %d false with a minute a call", c.Timeouts, c.TimeoutsFalse)
	}
}
