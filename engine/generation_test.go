package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// evolving returns a run of three generations of mutants on some tour tasks.
func evolving(t *testing.T, settings string) (engine.Spec, func() *store.Store) {
	spec, open := scenario(t, "tour", settings)
	spec.Source.Tasks, spec.Source.Max = []task.ID{"b0a70002", "b0a70004", "b0a70007"}, 30
	spec.Strategy.Fuel = 100_000
	spec.Mutate = engine.Mutation{N: 150, Seed: 7}
	spec.Evolve, spec.Passes, spec.ID, spec.Scores = true, 3, "a-run", false
	return spec, open
}

// summary is what must be the same of two evolving runs.
func summary(t *testing.T, res *engine.Result, s *store.Store) string {
	t.Helper()
	digest, err := s.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	differs, err := s.DifferDigest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("store %s differs %s counts %+v\n", digest, differs, res.Snapshot.Counts)
	for _, r := range res.Tasks {
		text += fmt.Sprintf("%s scores %x outputs %x saved %x best %s\n", r.Task, r.ScoreSum, r.OutputSums, r.SavedSum, r.Best)
	}
	return text
}

// TestGenerations sees that generations draw from the store, that the number of
// workers makes no difference, and that what is saved knows its parents.
func TestGenerations(t *testing.T) {
	var first string
	for _, workers := range []int{1, 8} {
		spec, open := evolving(t, fmt.Sprintf("best+workers=%d", workers))
		res := finish(t, spec)
		s := open()
		if first == "" {
			first = summary(t, res, s)
		} else if got := summary(t, res, s); got != first {
			t.Errorf("%d workers:\n%s\nwant\n%s", workers, got, first)
		}
		if len(res.Passes) != 3 {
			t.Fatalf("%d generations, want 3", len(res.Passes))
		}
		if p := res.Passes[0].Counts.Programs; p != 30+3*150 {
			t.Errorf("the first generation tries %d programs, want the 30 given ones and 150 mutants for each of 3 tasks", p)
		}
		if p := res.Passes[2].Counts.Programs; p != 3*150 {
			t.Errorf("the third generation tries %d programs, want the mutants alone", p)
		}
		list, err := s.Best(context.Background(), "b0a70002")
		if err != nil {
			t.Fatal(err)
		}
		children, grandchildren := 0, 0
		for _, p := range list {
			if p.Run != "a-run" {
				t.Errorf("%s was put there by run %q", p.Name, p.Run)
			}
			if strings.Contains(p.Name, "mut_") != (len(p.Parents) > 0) {
				t.Errorf("%s has the parents %q", p.Name, p.Parents)
			}
			if len(p.Parents) > 0 {
				children++
			}
			if strings.Contains(p.Name, "mut_g3_") || strings.Contains(p.Name, "mut_g2_") {
				grandchildren++
			}
		}
		if children == 0 || grandchildren == 0 {
			t.Errorf("of %d programs %d are mutants and %d of the later generations; want some of each", len(list), children, grandchildren)
		}
		marks, err := s.Progress(context.Background(), "a-run")
		if err != nil || len(marks) != len(res.Tasks) {
			t.Errorf("a run that is through has %d marks, %v; want one for each task until its owner has them removed", len(marks), err)
		}
		for task, p := range marks {
			if p.Generation != 3 {
				t.Errorf("the mark of task %s is of generation %d", task, p.Generation)
			}
		}
	}
}

// TestResume stops a run again and again after a few tasks, and has it go on:
// store, counts and results are those of one that was left alone.
func TestResume(t *testing.T) {
	spec, open := evolving(t, "best")
	want := summary(t, finish(t, spec), open())
	times := 10
	if testing.Short() {
		times = 2
	}
	for n := range times {
		spec, open := evolving(t, "best")
		stops := 0
		for ; ; stops++ {
			run := engine.Start(op.NewTable(), spec)
			for left := rand.IntN(4); left > 0; left-- {
				select {
				case <-run.News():
				case <-run.Done():
				}
			}
			if stops < 5 {
				run.Stop()
			}
			<-run.Done()
			if err := run.Err(); err != nil {
				t.Fatal(err)
			}
			res := run.Result()
			if !res.Snapshot.Stopped {
				if got := summary(t, res, open()); got != want {
					t.Errorf("resumed run %d, stopped %d times:\n%s\nwant\n%s", n, stops, got, want)
				}
				break
			}
			spec.Resume, spec.Expect = true, res.Fingerprint
		}
	}
}

// A stopper stops a run when it begins with a task in a phase.
type stopper struct {
	task string
	run  chan *engine.Run
}

func (s *stopper) Enter(at probe.Stretch) {
	if at.Phase == probe.Demo && at.Task == s.task && at.Worker == 0 {
		run := <-s.run
		s.run <- run
		run.Stop()
	}
}

func (*stopper) Leave(probe.Stretch) {}

// TestRestored stops a run in its last task and has it go on: what its counts have of
// tasks that were finished before is told apart, in the pass that was cut off alone, so
// that the rest is what the phases of the process did.
func TestRestored(t *testing.T) {
	spec, _ := evolving(t, "best")
	stop := &stopper{"b0a70007", make(chan *engine.Run, 1)}
	spec.Observers = []probe.Observer{stop}
	run := engine.Start(op.NewTable(), spec)
	stop.run <- run
	<-run.Done()
	before := run.Result()
	if run.Err() != nil || !before.Snapshot.Stopped || before.Snapshot.Counts.Tasks != 2 || before.Restored != (probe.Counts{}) {
		t.Fatalf("%v, stopped with the counts %+v, restored %+v", run.Err(), before.Snapshot.Counts, before.Restored)
	}
	spec.Observers, spec.Resume, spec.Expect = nil, true, before.Fingerprint
	res := finish(t, spec)
	if len(res.Passes) != 3 || res.Passes[0].Restored.Tasks != 2 || res.Passes[1].Restored != (probe.Counts{}) || res.Restored != (probe.Counts{}) {
		t.Fatalf("%d passes, %+v", len(res.Passes), res.Passes)
	}
	var calls, faults, timeouts int64
	for _, p := range res.Passes {
		c := p.Counts.Less(p.Restored)
		calls += c.Outputs.Sum() + c.Faults + c.Timeouts
		faults += c.Faults
		timeouts += c.Timeouts
	}
	demo, test := &res.Snapshot.Phases[probe.Demo], &res.Snapshot.Phases[probe.Test]
	if res.Before != 0 {
		t.Errorf("%d passes were whole before the first", res.Before)
	}
	if calls != demo.Calls+test.Calls || faults != demo.Faults+test.Faults || timeouts != demo.Timeouts+test.Timeouts {
		t.Errorf("%d calls, %d faults, %d timeouts, and the phases have %+v and %+v", calls, faults, timeouts, demo, test)
	}
}

// TestBefore has runs go on that nobody has noted the whole passes of: they say how many
// there were, also where the pass to go on with turns out to be whole.
func TestBefore(t *testing.T) {
	spec, _ := evolving(t, "best")
	spec.Passes = 2
	whole := finish(t, spec)
	spec.Resume, spec.Expect = true, whole.Fingerprint
	if res := finish(t, spec); res.Before != 2 || len(res.Passes) != 1 {
		t.Errorf("%d whole passes before, and %d made of 2 that were", res.Before, len(res.Passes))
	}
	spec.Passes, spec.Expect = 4, engine.Fingerprint{} // it is of how long the run is to be too
	stop := &stopper{"b0a70007", make(chan *engine.Run, 1)}
	spec.Observers = []probe.Observer{stop}
	run := engine.Start(op.NewTable(), spec)
	stop.run <- run
	<-run.Done()
	if res := run.Result(); run.Err() != nil || !res.Snapshot.Stopped || res.Before != 2 {
		t.Fatalf("%v, stopped in the third pass with %d whole ones before", run.Err(), res.Before)
	}
	spec.Observers = nil
	if res := finish(t, spec); res.Before != 2 || len(res.Passes) != 2 || res.Passes[0].Restored.Tasks != 2 {
		t.Errorf("%d whole passes before the third, %+v", res.Before, res.Passes)
	}
}

// TestResumeChanged wants a run that is about something else than it began with
// to be refused.
func TestResumeChanged(t *testing.T) {
	spec, _ := evolving(t, "best")
	spec.Resume, spec.Expect = true, engine.Fingerprint{Data: "other"}
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); err == nil || !strings.Contains(err.Error(), "cannot go on") {
		t.Errorf("another pool: %v", err)
	}
	if got := run.Result().Fingerprint; got != (engine.Fingerprint{}) {
		t.Errorf("the run that was refused is said to be about %+v", got)
	}
	spec, _ = evolving(t, "best")
	print := finish(t, spec).Fingerprint
	for what, change := range map[string]func(s *engine.Spec){
		"fewer programs":   func(s *engine.Spec) { s.Source.Max-- },
		"other mutants":    func(s *engine.Spec) { s.Mutate.N++ },
		"more generations": func(s *engine.Spec) { s.Passes++ },
		"without end":      func(s *engine.Spec) { s.Repeat = true },
	} {
		spec := spec
		spec.Resume, spec.Expect = true, print
		change(&spec)
		run := engine.Start(op.NewTable(), spec)
		<-run.Done()
		if err := run.Err(); err == nil || !strings.Contains(err.Error(), "cannot go on") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestFingerprint wants runs that try other programs on a task to be about
// something else, and the order of tasks to make no difference.
func TestFingerprint(t *testing.T) {
	spec, _ := evolving(t, "best")
	spec.Mutate, spec.Evolve, spec.Passes, spec.Strategy.Diff = engine.Mutation{}, false, 1, strategy.DiffsNone
	all := finish(t, spec).Fingerprint
	slices.Reverse(spec.Source.Tasks)
	if got := finish(t, spec).Fingerprint; got != all {
		t.Errorf("in another order %+v, want %+v", got, all)
	}
	spec.Own = true
	if own := finish(t, spec).Fingerprint; own.Data != all.Data || own.Pool == all.Pool {
		t.Errorf("each task's own programs have %+v, all on all %+v", own, all)
	}

	// Generations are about what the store had: of two runs in a row the second
	// has other parents.
	spec, _ = evolving(t, "best")
	spec.Passes = 2
	first := finish(t, spec).Fingerprint
	spec.ID = "another"
	if second := finish(t, spec).Fingerprint; second.Start == first.Start || second.Pool == first.Pool {
		t.Errorf("upon the store of the first run: %+v, before %+v", second, first)
	}
}

// TestParents sees that mutants are made of the store's programs where the
// strategy says so, and that this is part of what the run is about.
func TestParents(t *testing.T) {
	spec, open := evolving(t, "best")
	spec.Passes = 1
	given := finish(t, spec)
	spec.Strategy.MutateParents = strategy.ParentsStore
	spec.Evolve, spec.ID = false, "b-run"
	stored := finish(t, spec)
	if a, b := given.Fingerprint, stored.Fingerprint; a.Data != b.Data || a.Pool == b.Pool {
		t.Errorf("fingerprints %+v and %+v: want the same tasks and another pool", a, b)
	}
	list, err := open().Best(context.Background(), "b0a70002")
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]store.Solver{}
	for _, p := range list {
		byID[p.Identity] = p
	}
	seen := 0
	for _, p := range list {
		for _, parent := range p.Parents {
			if p.Run == "b-run" && byID[parent].Identity != "" {
				seen++
			}
		}
	}
	if seen == 0 {
		t.Error("no mutant of the second run has a parent in the store")
	}
}
