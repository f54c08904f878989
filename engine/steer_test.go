package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// TestBattEvaluations counts the batt evaluations that each preset really makes
// on the seed scenario, of five demo samples, one test sample, 160 outputs and 5
// matches; and the diff calls and their different arguments.
func TestBattEvaluations(t *testing.T) {
	for settings, want := range map[string]string{
		"phase0":                "demo 5 test 1 diff 160 calibrate 0, 160 calls of 5 arguments",
		"phase1":                "demo 5 test 1 diff 160 calibrate 0, 160 calls of 5 arguments",
		"phase2":                "demo 5 test 1 diff 160 calibrate 0, 160 calls of 5 arguments",
		"phase3":                "demo 5 test 1 diff 160 calibrate 0, 160 calls of 5 arguments",
		"phase4a":               "demo 5 test 1 diff 160 calibrate 0, 160 calls of 5 arguments",
		"phase4b":               "demo 5 test 1 diff 5 calibrate 0, 5 calls of 5 arguments",
		"best":                  "demo 5 test 1 diff 0 calibrate 0, 157 calls of 157 arguments",
		"best+evaluation=alone": "demo 0 test 0 diff 0 calibrate 0, 157 calls of 157 arguments",
	} {
		spec, _ := scenario(t, "seed", settings)
		res := finish(t, spec)
		e, c := res.BattEvals, res.Snapshot.Counts
		var task probe.Split
		for _, r := range res.Tasks {
			task.Demo += r.DiffCalls.Demo
		}
		got := fmt.Sprintf("demo %d test %d diff %d calibrate %d, %d calls of %d arguments", e.Demo, e.Test, e.Diff, e.Calibrate, task.Demo, c.DiffArguments)
		if got != want {
			t.Errorf("%s: %s, want %s", settings, got, want)
		}
	}
}

// TestLatencies sees that every call of a phase is part of its latencies, and
// that no step has more busy time than its phase.
func TestLatencies(t *testing.T) {
	spec, _ := scenario(t, "seed", "phase4a")
	s := finish(t, spec).Snapshot
	for _, p := range []probe.Phase{probe.Demo, probe.Test, probe.Diff, probe.Inline, probe.Validate} {
		st := s.Phases[p]
		if st.Latency.Calls != st.Calls || st.Latency.P50 <= 0 || st.Latency.P50 > st.Latency.P99 || st.Latency.P99 > st.Latency.Max {
			t.Errorf("%v: latency %+v of %d calls", p, st.Latency, st.Calls)
		}
	}
	steps := [probe.NumPhases]int64{}
	for n, st := range s.Steps {
		p := probe.Steps()[n].Phase
		steps[p] += int64(st.Busy)
		if st.Latency.Calls != st.Calls {
			t.Errorf("%v: latency of %d calls, made %d", probe.Step(n), st.Latency.Calls, st.Calls)
		}
	}
	for p, ns := range steps {
		if busy := int64(s.Phases[p].Busy); ns > busy+busy/20 {
			t.Errorf("%v: steps are busy for %d ns, the phase for %d ns", probe.Phase(p), ns, busy)
		}
	}
	if st := s.Steps[probe.DiffBatt]; st.Calls != 160*33 {
		t.Errorf("the diff calls evaluate %d parts of the batt again, want 160 loads and 160 times 32 programs", st.Calls)
	}
}

// TestSetStrategy changes the workers of a run that repeats, and sees that it
// goes on with them, with the same results; and that what holds for a whole run
// is refused.
func TestSetStrategy(t *testing.T) {
	spec := tour(1)
	spec.Repeat = true
	run := engine.Start(op.NewTable(), spec)
	defer func() {
		run.Stop()
		<-run.Done()
	}()
	st := run.Strategy()
	st.Fuel++
	if err := run.SetStrategy(st); err == nil || !strings.Contains(err.Error(), "fuel cannot change during a run") {
		t.Errorf("another fuel: %v", err)
	}
	st = run.Strategy()
	st.Workers, st.Diff = 3, strategy.DiffsMatches
	if err := run.SetStrategy(st); err != nil {
		t.Fatal(err)
	}
	changed := func(s probe.Snapshot) bool {
		for _, e := range s.Events {
			if e.Kind == "knob" && strings.HasPrefix(e.Text, "workers 1→3") {
				return true
			}
		}
		return false
	}
	for range run.News() {
		if s := run.Snapshot(); changed(s) && s.Pass > 3 {
			break
		}
	}
	if s := run.Snapshot(); len(s.Lanes) != 3 || run.Strategy() != st {
		t.Errorf("%d lanes and strategy %s", len(s.Lanes), strategy.Name(run.Strategy()))
	}
	for _, p := range run.Result().Passes {
		if want := run.Result().Passes[0].Counts.Results(); p.Counts.Results() != want {
			t.Errorf("a pass counts %+v, want %+v", p.Counts, want)
		}
	}
}

// TestPasses sees that as many passes run as were asked for, each on a store as
// at the beginning.
func TestPasses(t *testing.T) {
	spec := tour(2)
	spec.Passes = 3
	res := finish(t, spec)
	if len(res.Passes) != 3 || res.Snapshot.Pass != 3 {
		t.Fatalf("%d passes, want 3", len(res.Passes))
	}
	for p := range probe.NumPhases {
		sum := res.Passes[0].Phases[p] + res.Passes[1].Phases[p] + res.Passes[2].Phases[p]
		if sum != res.Snapshot.Phases[p].Wall {
			t.Errorf("%v: the passes add up to %v, the run to %v", probe.Phase(p), sum, res.Snapshot.Phases[p].Wall)
		}
	}
	if res.Passes[2].Counts != res.Snapshot.Counts {
		t.Errorf("the run counts %+v, its last pass %+v", res.Snapshot.Counts, res.Passes[2].Counts)
	}
}
