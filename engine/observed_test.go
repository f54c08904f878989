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

// observed runs a spec at a level to its end, which may be a failure. It returns
// nil where the run has no book.
func observed(t *testing.T, spec engine.Spec, level probe.Level) (*engine.Result, *account.Profile) {
	t.Helper()
	spec.Strategy.Observe = level
	r := engine.Start(op.NewTable(), spec)
	<-r.Done()
	kept := r.Kept()
	if r.Observed() != nil || len(kept) > 1 {
		t.Fatalf("%d books of the knob, and of a capture that nobody took %v", len(kept), r.Observed())
	}
	if len(kept) == 0 {
		return r.Result(), nil
	}
	return r.Result(), kept[0]
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
		plain, nothing := observed(t, spec, probe.LevelOff)
		if nothing != nil {
			t.Errorf("%s: a run that is not observed has a book", name)
		}
		for _, level := range []probe.Level{probe.LevelCounts, probe.LevelSampled, probe.LevelAll} {
			res, p := observed(t, spec, level)
			if p.Level != level || res.Observed.Level != level || res.ObservedWalls[level] != p.Wall || p.Wall <= 0 || p.Wall > res.Snapshot.Elapsed {
				t.Errorf("%s at %s: a book of level %s and of %v, of a run of %v", name, level, p.Level, p.Wall, res.Snapshot.Elapsed)
			}
			if got, want := res.Fingerprint, plain.Fingerprint; got != want {
				t.Errorf("%s at %s: fingerprint %+v, want %+v", name, level, got, want)
			}
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

// reached returns how many nodes programs reached in demo and test by a book, made or
// saved: the same in each pass, whichever worker comes first.
func reached(p *account.Profile) (n int64) {
	for _, r := range p.Rows {
		if r.Phase == probe.Demo || r.Phase == probe.Test {
			n += r.Calls
		}
	}
	return n
}

// TestObserveLive turns the knob from pass to pass, with a capture in between: each
// level has a book, to which the knob comes back, the capture has one of its own, and
// nothing falls between them.
func TestObserveLive(t *testing.T) {
	spec := tour(2)
	spec.Source.Tasks = []task.ID{"b0a70001", "b0a70004", "b0a70009"}
	spec.Passes = 7
	begun := make(chan *engine.Run, 1)
	var run *engine.Run
	turn := func(level probe.Level) {
		st := run.Strategy()
		st.Observe = level
		if err := run.SetStrategy(st); err != nil {
			t.Error(err)
		}
	}
	spec.Before = func(pass int) {
		switch pass {
		case 1:
			run = <-begun
		case 2:
			turn(probe.LevelCounts)
		case 3:
			turn(probe.LevelAll)
		case 4:
			run.Observe(probe.LevelSampled)
		case 5: // while the capture is taken: it goes on
			turn(probe.LevelCounts)
		case 6:
			run.Observe(probe.LevelOff)
		case 7:
			turn(probe.LevelOff)
		}
	}
	r := engine.Start(op.NewTable(), spec)
	begun <- r
	<-r.Done()
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	res, kept, capture := r.Result(), r.Kept(), r.Observed()
	if len(kept) != 2 || kept[0].Level != probe.LevelCounts || kept[1].Level != probe.LevelAll || capture == nil || capture.Level != probe.LevelSampled {
		t.Fatalf("%d books, capture %v", len(kept), capture)
	}
	pass := res.Nodes.Reached / int64(spec.Passes)
	for _, b := range []struct {
		p      *account.Profile
		passes int64
	}{{kept[0], 2}, {kept[1], 1}, {capture, 2}} {
		if got := reached(b.p); got != b.passes*pass || pass == 0 {
			t.Errorf("level %s: %d nodes, want %d of each of %d passes", b.p.Level, got, pass, b.passes)
		}
		if got := res.ObservedWalls[b.p.Level]; got != b.p.Wall || got <= 0 {
			t.Errorf("level %s: observed for %v, the book says %v", b.p.Level, got, b.p.Wall)
		}
	}
	var busy time.Duration
	for _, p := range res.Passes[1:6] {
		busy += p.Phases[probe.Load]
	}
	if got := kept[0].Busy[probe.Load] + kept[1].Busy[probe.Load] + capture.Busy[probe.Load]; got != busy {
		t.Errorf("the books have %v of load, want %v", got, busy)
	}
	r.Observe(probe.LevelSampled) // after the end nobody hands anything over
	if p := r.Observed(); len(p.Rows) > 0 || len(p.Notes) == 0 {
		t.Errorf("a capture after the end has %d rows", len(p.Rows))
	}
	if res.Observed.Level != probe.LevelCounts || res.Observed.Wall != kept[0].Wall {
		t.Errorf("the result is of level %s", res.Observed.Level)
	}
	turns := ""
	for _, e := range res.Snapshot.Events {
		if e.Kind == probe.KnobEvent {
			turns += e.Text + "\n"
		}
	}
	if want := "observe off→counts\nobserve counts→all\nobserve all→counts\nobserve counts→off\n"; turns != want {
		t.Errorf("events %q, want %q", turns, want)
	}
	for _, p := range res.Passes {
		if got, want := p.Counts.Results(), res.Passes[0].Counts.Results(); got != want {
			t.Errorf("pass %d counts %+v, want %+v", p.Number, got, want)
		}
	}
	if res.Unsteady != 0 {
		t.Errorf("%d passes came out differently", res.Unsteady)
	}
}

// TestEmptyCapture sees that a capture that nothing was handed over to leaves no mark
// in the result: its run is not one that was observed.
func TestEmptyCapture(t *testing.T) {
	spec, _ := scenario(t, "seed", "best")
	r := engine.Start(op.NewTable(), spec)
	<-r.Done()
	r.Observe(probe.LevelAll)
	r.Observe(probe.LevelOff)
	if p := r.Observed(); p == nil || len(p.Rows) > 0 {
		t.Errorf("after the end there is %+v", p)
	}
	if o := r.Result().Observed; o != nil {
		t.Errorf("the result is observed at level %s for %v", o.Level, o.Wall)
	}
}
