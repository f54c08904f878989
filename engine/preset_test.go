package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
// task and program by program.
func differences(a, b *engine.Result) []string {
	var list []string
	for i, x := range a.Tasks {
		y := b.Tasks[i]
		if x.Candidates != y.Candidates || x.Distinct != y.Distinct || x.Matches != y.Matches || x.Best != y.Best {
			list = append(list, fmt.Sprintf("task %s: %d candidates, %d distinct, %d matches, best %s; %d, %d, %d, %s", x.Task, x.Candidates, x.Distinct, x.Matches, x.Best, y.Candidates, y.Distinct, y.Matches, y.Best))
		}
		for p, s := range x.Scores {
			if s != y.Scores[p] {
				list = append(list, fmt.Sprintf("task %s program %s: %+v; %+v", x.Task, s.Program, s, y.Scores[p]))
			}
		}
	}
	return list
}

// TestPresets holds every preset but the failures, and any number of workers,
// to the same outputs, matches, scores and store, and to the same differ scores
// where both made the call.
func TestPresets(t *testing.T) {
	for _, v := range []struct {
		name  string
		max   int
		tasks []task.ID
	}{
		{name: "seed"},
		{name: "tour", max: 16, tasks: []task.ID{"b0a70002", "b0a70004"}},
		{name: "storm", max: 8},
	} {
		t.Run(v.name, func(t *testing.T) {
			if testing.Short() && v.name != "seed" {
				t.Skip("long: eleven runs of the scenario")
			}
			var first *engine.Result
			var firstStore *store.Store
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
			for _, name := range settings {
				spec, open := scenario(t, v.name, name)
				spec.Source.Max, spec.Source.Tasks = v.max, v.tasks
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
				for _, d := range differences(first, res) {
					t.Errorf("%s against %s: %s", settings[0], name, d)
				}
				rows, err := firstStore.Diff(context.Background(), s)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					t.Errorf("%s against %s: %s", settings[0], name, row)
				}
				if a, b := first.Snapshot.Counts.Results(), res.Snapshot.Counts.Results(); a != b {
					t.Errorf("%s against %s: counts %+v; %+v", settings[0], name, a, b)
				}
			}
		})
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
		case <-time.After(20 * time.Second):
			t.Fatal("the run goes on 20 s after its pool stalled")
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
