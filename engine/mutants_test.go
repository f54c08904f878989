package engine_test

import (
	"context"
	"runtime"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/trace"
)

// mutated returns a run of tour tasks with mutants.
func mutated(t testing.TB, settings string, n int) (engine.Spec, func() *store.Store) {
	spec, open := scenario(t, "tour", settings)
	spec.Source.Tasks, spec.Source.Max = []task.ID{"b0a70002", "b0a70004"}, 30
	spec.Strategy.Fuel = 100_000
	spec.Mutate = engine.Mutation{N: n, Seed: 7}
	return spec, open
}

// TestChunks sees that it makes no difference in how large chunks a pool is
// streamed, nor on how many workers.
func TestChunks(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 300
	}
	var first *engine.Result
	var firstStore *store.Store
	for _, settings := range []string{"chunk=1048576", "chunk=4096+workers=1", "chunk=64", "chunk=7+workers=3", "chunk=100+parallel=samples"} {
		spec, open := mutated(t, "best+"+settings, n)
		res, s := finish(t, spec), open()
		if first == nil {
			first, firstStore = res, s
			c := res.Snapshot.Counts
			if c.Programs != int64(30+2*n) || c.DiffCalls.Demo < 100 {
				t.Errorf("%d programs and %d diff calls, want 30 programs and %d mutants for each of 2 tasks, and calls", c.Programs, c.DiffCalls.Demo, n)
			}
			continue
		}
		same(t, "one chunk against "+settings, first, res, firstStore, s)
		for _, p := range []probe.Phase{probe.Load, probe.Compile, probe.Demo, probe.Test, probe.Diff, probe.Filter, probe.Inline, probe.Validate, probe.Save, probe.Differs} {
			a, b := first.Snapshot.Phases[p], res.Snapshot.Phases[p]
			if a.Calls != b.Calls || b.Calls != b.Total {
				t.Errorf("%s: %s has %d calls of %d, in one chunk %d of %d", settings, p, b.Calls, b.Total, a.Calls, a.Total)
			}
		}
	}
}

// TestMutantsUnderPresets sees that the pool, what it scores and the store do not
// depend on the strategy, when that is none of the knobs of mutation.
func TestMutantsUnderPresets(t *testing.T) {
	settings := []string{"best", "phase0", "phase4b", "best+diff=none", "best+diff=all+filter=none+validate-order=every", "best+evaluation=alone"}
	if testing.Short() {
		settings = settings[:3]
	}
	var first *engine.Result
	var firstStore *store.Store
	for _, name := range settings {
		spec, open := mutated(t, name+"+chunk=50", 120)
		spec.Source.Tasks = spec.Source.Tasks[:1]
		res, s := finish(t, spec), open()
		if first == nil {
			first, firstStore = res, s
			continue
		}
		for _, d := range differences(first, res) {
			t.Errorf("best against %s: %s", name, d)
		}
		rows, err := firstStore.Diff(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			t.Errorf("best against %s: %s", name, row)
		}
	}
}

// TestSeeds sees that another seed gives another pool, and is another
// fingerprint.
func TestSeeds(t *testing.T) {
	run := func(seed int64) *engine.Result {
		spec, _ := mutated(t, "best+diff=none", 200)
		spec.Mutate.Seed = seed
		return finish(t, spec)
	}
	a, again, b := run(1), run(1), run(2)
	if a.Fingerprint != again.Fingerprint || a.Fingerprint.Pool == b.Fingerprint.Pool {
		t.Errorf("fingerprints are %v, again %v, with another seed %v", a.Fingerprint, again.Fingerprint, b.Fingerprint)
	}
	if len(differences(a, again)) > 0 || len(differences(a, b)) == 0 {
		t.Error("the seed does not decide on the pool")
	}
}

// TestExhaustedPool sees that a run of fewer mutants than were asked for says so
// and comes to its end.
func TestExhaustedPool(t *testing.T) {
	spec, _ := mutated(t, "best+mutate-replace=0+mutate-variable=0+mutate-constant=0+mutate-insert=0+mutate-cross=0", 100_000)
	spec.Source.Max, spec.Source.Tasks = 3, spec.Source.Tasks[:1]
	res := finish(t, spec)
	said := false
	for _, e := range res.Snapshot.Events {
		said = said || e.Kind == probe.WarningEvent
	}
	demo := res.Snapshot.Phases[probe.Demo]
	if !said || demo.Calls != demo.Total {
		t.Errorf("no warning, or demo made %d calls of %d; events %v", demo.Calls, demo.Total, res.Snapshot.Events)
	}
}

// TestStopMutants stops runs of mutants at some moments: they end in order.
func TestStopMutants(t *testing.T) {
	for n := range 4 {
		spec, _ := mutated(t, "best+chunk=256+diff=none", 1_000_000)
		run := engine.Start(op.NewTable(), spec)
		for run.Snapshot().Phases[probe.Demo].Calls < int64(2000*n) {
			runtime.Gosched()
		}
		run.Stop()
		<-run.Done()
		if err := run.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// Mutants are among the programs of a task, in the order of the scores, and can be
// followed line by line as any program: what they give is what they were credited
// with.
func TestTraceMutants(t *testing.T) {
	const mutants = 300
	spec, _ := mutated(t, "best+chunk=70", mutants)
	spec.Scores = true
	var run *engine.Run
	r := engine.NewSession(spec.Strategy, func(strategy.Strategy) *engine.Run {
		run = engine.Start(op.NewTable(), spec)
		return run
	})
	<-run.Done()
	if err := r.Close().Err(); err != nil {
		t.Fatal(err)
	}
	res, _ := r.Results(trace.Version{})
	traced := 0
	for i, row := range res.Rows {
		sheet, err := r.Sheet(row.Task)
		if err != nil {
			t.Fatal(err)
		}
		scores := res.Scores[i]
		if len(sheet.Programs) != row.Programs || len(scores) != row.Programs || row.Programs < mutants {
			t.Fatalf("task %s: %d programs on the sheet and %d scores of %d", row.Task, len(sheet.Programs), len(scores), row.Programs)
		}
		for p, name := range sheet.Programs {
			if name != scores[p].Program {
				t.Fatalf("task %s: program %d is %s and has the score of %s", row.Task, p, name, scores[p].Program)
			}
			if p%37 != 0 && p < row.Programs-3 {
				continue // each takes a batt of its own
			}
			demo := 0
			var cost int64
			for k := range sheet.Samples {
				tr, err := r.Trace(row.Task, p, k)
				if err != nil {
					t.Fatal(err)
				}
				if cost += tr.Cost; tr.Match && !sheet.Samples[k].Test {
					demo++
				}
				traced += len(tr.Steps)
			}
			if demo != scores[p].Demo || cost != scores[p].Units && scores[p].Timeouts == 0 {
				t.Errorf("task %s: %s matches %d samples for %d units line by line, and %d for %d in the run", row.Task, name, demo, cost, scores[p].Demo, scores[p].Units)
			}
		}
	}
	if traced == 0 {
		t.Error("nothing was followed")
	}
}
