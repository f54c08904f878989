package engine_test

import (
	"context"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
)

// TestMinWall sees that a run goes on with whole passes until it is long enough,
// and that these give the same.
func TestMinWall(t *testing.T) {
	spec := tour(1)
	spec.Own = true
	one := finish(t, spec)
	spec.MinWall = 4 * one.Snapshot.Elapsed
	long := finish(t, spec)
	if s := long.Snapshot; s.Elapsed < spec.MinWall || s.Pass < 2 || len(long.Passes) != s.Pass {
		t.Errorf("%d passes in %v, %d of them kept; want some in %v or more", s.Pass, s.Elapsed, len(long.Passes), spec.MinWall)
	}
	if long.Unsteady != 0 || long.Snapshot.Counts != one.Snapshot.Counts {
		t.Errorf("%d passes unsteady, counts %+v; want 0 and %+v", long.Unsteady, long.Snapshot.Counts, one.Snapshot.Counts)
	}
}

// TestDetail sees that what a task left agrees with its counts, and that runs
// with other results are told apart.
func TestDetail(t *testing.T) {
	spec, open := scenario(t, "seed", "phase4b")
	spec.Detail = true
	res := finish(t, spec)
	d := res.Tasks[0].Detail
	outputs := 0
	for k := range d.Outcomes {
		for p := range d.Programs {
			if d.Outcomes[k][p].Fault() == 0 {
				outputs++
			}
		}
	}
	if want := res.Snapshot.Counts.Outputs.Sum(); int64(outputs) != want {
		t.Errorf("the detail has %d outputs, the run counts %d", outputs, want)
	}
	want, err := open().Best(context.Background(), string(res.Tasks[0].Task))
	if err != nil || len(d.Store) != len(want) || len(want) == 0 || len(d.Differs) == 0 {
		t.Errorf("the detail has %d programs and %d differ scores of the store, which has %d (%v)", len(d.Store), len(d.Differs), len(want), err)
	}
	again, _ := scenario(t, "seed", "phase4a")
	if !engine.SameTaskResult(res.Tasks[0], finish(t, again).Tasks[0]) {
		t.Error("phase4a and phase4b do not give the same")
	}
	again.Strategy.Fuel = 20
	if engine.SameTaskResult(res.Tasks[0], finish(t, again).Tasks[0]) {
		t.Error("programs are cut, and the results the same")
	}
}

// TestBurden sees that planted work is on the clock of its phase.
func TestBurden(t *testing.T) {
	spec := tour(1)
	spec.Own = true
	const nap = 30 * time.Millisecond
	spec.Burden = func(p probe.Phase) {
		if p == probe.Save {
			time.Sleep(nap)
		}
	}
	s := finish(t, spec).Snapshot
	if got, want := s.Phases[probe.Save].Wall, nap*time.Duration(s.Tasks); got < want {
		t.Errorf("save took %v with %v of planted work", got, want)
	}
}
