package engine_test

import (
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/account"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
)

// observed runs a spec at a level to its end, which may be a failure.
func observed(spec engine.Spec, level probe.Level) (*engine.Result, *account.Profile) {
	spec.Observe = level
	r := engine.Start(op.NewTable(), spec)
	<-r.Done()
	return r.Result(), r.Observed()
}

// TestObserve sees what must hold of the books of whole runs, exactly: calls less
// what was saved are the nodes that the run evaluated, the times of a phase are
// what it was busy, and faults and timeouts are those of the record. What comes
// out is the same as without.
func TestObserve(t *testing.T) {
	for _, v := range []struct{ name, scenario, settings string }{
		{"tour", "tour", "best"},
		{"equal values", "tour", "best+values=true+workers=3"},
		{"one after another", "seed", "phase1"},
		{"whole batt again", "seed", "phase4b"},
		{"alone", "seed", "phase0+evaluation=alone+diff-scope=alone"},
		{"stalled pool", "seed", "nested-pool"},
		{"nested pool", "seed", "nested-pool+pool-slots=12"},
		{"hostile", "storm", "best+fuel=20000"},
		{"mutants", "", "best+chunk=100"},
	} {
		name := v.name
		var spec engine.Spec
		if v.scenario == "" {
			spec, _ = mutated(t, v.settings, 250)
		} else {
			spec, _ = scenario(t, v.scenario, v.settings)
		}
		if v.scenario == "tour" {
			spec.Source.Tasks = []task.ID{"b0a70001", "b0a70004", "b0a70009"}
		}
		spec.OpenStore = nil
		plain, nothing := observed(spec, probe.LevelOff)
		if nothing != nil {
			t.Errorf("%s: a run that is not observed has a book", name)
		}
		for _, level := range []probe.Level{probe.LevelCounts, probe.LevelSampled, probe.LevelAll} {
			res, p := observed(spec, level)
			if got, want := res.Snapshot.Counts, plain.Snapshot.Counts; got != want {
				t.Errorf("%s at %s: counts %+v, want %+v", name, level, got, want)
			}
			for i := range plain.Tasks {
				if !engine.SameTaskResult(res.Tasks[i], plain.Tasks[i]) {
					t.Errorf("%s at %s: other results on task %s", name, level, plain.Tasks[i].Task)
				}
			}
			var sum [probe.NumPhases]account.Values
			for _, r := range p.Rows {
				v := &sum[r.Phase]
				v.Calls += r.Calls
				v.Saved += r.Saved
				v.Time += r.Time
				v.Faults += r.Faults
				v.Timeouts += r.Timeouts
				v.Inner += r.Inner
				if r.Time < 0 || r.Calls < 0 || r.Saved < 0 || r.Saved > r.Calls || r.Cost < 0 || r.Inner < 0 {
					t.Fatalf("%s at %s: row %+v", name, level, r)
				}
			}
			demo, test := &sum[probe.Demo], &sum[probe.Test]
			if got := demo.Calls + test.Calls; got != res.Nodes.Reached || got == 0 && name != "stalled pool" {
				t.Errorf("%s at %s: %d calls, want %d", name, level, got, res.Nodes.Reached)
			}
			if got := demo.Calls + test.Calls - demo.Saved - test.Saved; got != res.Nodes.Evaluated {
				t.Errorf("%s at %s: %d calls less saved, want %d", name, level, got, res.Nodes.Evaluated)
			}
			for n := range sum {
				if got, want := time.Duration(sum[n].Time), res.Snapshot.Phases[n].Busy; got != want || p.Busy[n] != want {
					t.Errorf("%s at %s: %s has %v and %v of %v busy", name, level, probe.Phase(n), got, p.Busy[n], want)
				}
			}
			for _, n := range []probe.Phase{probe.Demo, probe.Test} {
				if st := res.Snapshot.Phases[n]; sum[n].Faults != st.Faults || sum[n].Timeouts != st.Timeouts {
					t.Errorf("%s at %s: %s has %d faults and %d timeouts, want %d and %d", name, level, n, sum[n].Faults, sum[n].Timeouts, st.Faults, st.Timeouts)
				}
			}
			if level == probe.LevelCounts && demo.Inner > 0 || level == probe.LevelAll && demo.Inner == 0 && demo.Calls > 0 {
				t.Errorf("%s at %s: %d calls by function values", name, level, demo.Inner)
			}
		}
	}
}
