package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/account"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
	"battscope/gpu"
)

// TestHandOver begins and ends captures again and again, in the middle of whatever
// is at work: together with the book of the knob, which is kept in between, their
// books are that of the whole run, exactly. What comes out is the same as without.
func TestHandOver(t *testing.T) {
	for _, v := range []struct{ name, scenario, settings string }{
		{"one chunk a task", "", "best+chunk=1048576"},
		{"many chunks", "", "best+chunk=100+workers=3"},
		{"equal values", "tour", "best+values=true"},
		{"whole batt again", "seed", "phase4b"},
		{"one after another", "seed", "phase1"},
		{"nested pool", "seed", "nested-pool+pool-slots=12"},
		{"shared pool", "", "best+chunk=100+parallel=samples+pool=shared+pool-slots=8"},
		{"hostile", "storm", "best+fuel=20000"},
		{"devices", "tour", "best+devices=host:2"},
		{"one device", "", "best+chunk=1048576+devices=host:1"},
		{"devices in turn", "", "best+chunk=100+devices=host:3+batch-size=8"},
	} {
		var spec engine.Spec
		if v.scenario == "" {
			spec, _ = mutated(t, v.settings, 400)
		} else {
			spec, _ = scenario(t, v.scenario, v.settings)
		}
		if v.scenario == "tour" {
			spec.Source.Tasks = []task.ID{"b0a70001", "b0a70004", "b0a70009"}
		}
		spec.OpenStore, spec.OpenDevices = nil, gpu.Opener{}.Open
		plain, _ := observed(t, spec, probe.LevelOff)
		spec.Strategy.Observe = probe.LevelCounts
		r := engine.Start(op.NewTable(), spec)
		var books []*account.Book
		for over := false; !over && len(books) < 50; {
			level := probe.LevelCounts + probe.Level(len(books)%3)
			r.Observe(level)
			begun := r.Observed()
			if slices.ContainsFunc(begun.Notes, unhanded) {
				t.Fatalf("%s: nobody was woken for a hand-over", v.name)
			}
			books = append(books, r.Book())
			if level == probe.LevelAll {
				r.Observe(probe.LevelOff)
				r.Observed()
			}
			select {
			case <-r.Done():
				over = true
			default:
			}
		}
		<-r.Done()
		res := r.Result()
		if got, want := res.Snapshot.Counts, plain.Snapshot.Counts; got != want {
			t.Errorf("%s: counts %+v, want %+v", v.name, got, want)
		}
		var sum [probe.NumPhases]account.Values
		wall, unknown := time.Duration(0), int64(0)
		profiles := r.Kept()
		for _, book := range books {
			profiles = append(profiles, book.Profile())
		}
		for _, p := range profiles {
			wall += p.Wall
			var times [probe.NumPhases]time.Duration
			for _, row := range p.Rows {
				s := &sum[row.Phase]
				s.Calls += row.Calls
				s.Saved += row.Saved
				s.Time += row.Time
				s.Faults += row.Faults
				s.Timeouts += row.Timeouts
				times[row.Phase] += time.Duration(row.Time)
				if row.Fate == probe.Unknown {
					unknown += row.Calls
				}
				if row.Time < 0 || row.Calls < 0 || row.Saved < 0 || row.Saved > row.Calls || row.Cost < 0 {
					t.Fatalf("%s: row %+v", v.name, row)
				}
			}
			if times != p.Busy {
				t.Errorf("%s: the times %v are not what phases were busy, %v", v.name, times, p.Busy)
			}
		}
		demo, test := &sum[probe.Demo], &sum[probe.Test]
		if strings.Contains(v.name, "device") { // which note nothing
			res.Nodes.Reached, res.Nodes.Evaluated = 0, 0
			for _, p := range []probe.Phase{probe.Demo, probe.Test} {
				res.Snapshot.Phases[p].Faults, res.Snapshot.Phases[p].Timeouts = 0, 0
			}
		}
		if got := demo.Calls + test.Calls; got != res.Nodes.Reached {
			t.Errorf("%s: %d calls in %d books, want %d", v.name, got, len(books), res.Nodes.Reached)
		}
		if got := demo.Calls + test.Calls - demo.Saved - test.Saved; got != res.Nodes.Evaluated {
			t.Errorf("%s: %d calls less saved in %d books, want %d", v.name, got, len(books), res.Nodes.Evaluated)
		}
		for n := range sum {
			if got, want := time.Duration(sum[n].Time), res.Snapshot.Phases[n].Busy; got != want {
				t.Errorf("%s: %s has %v of %v busy in %d books", v.name, probe.Phase(n), got, want, len(books))
			}
		}
		for _, n := range []probe.Phase{probe.Demo, probe.Test} {
			if st := res.Snapshot.Phases[n]; sum[n].Faults != st.Faults || sum[n].Timeouts != st.Timeouts {
				t.Errorf("%s: %s has %d faults and %d timeouts, want %d and %d", v.name, n, sum[n].Faults, sum[n].Timeouts, st.Faults, st.Timeouts)
			}
		}
		if wall > res.Snapshot.Elapsed {
			t.Errorf("%s: the books are of %v, the run of %v", v.name, wall, res.Snapshot.Elapsed)
		}
		t.Logf("%s: %d books, %d calls of an unknown fate", v.name, len(books), unknown)
	}
}

// unhanded reports whether a note says that nobody handed anything over.
func unhanded(note string) bool { return strings.Contains(note, "not handed over") }

// TestShortCapture observes a run for less than its one chunk takes: what happened
// meanwhile is there, and the run is still in the chunk, held. Beside nothing there
// is nothing.
func TestShortCapture(t *testing.T) {
	for _, v := range []struct {
		name, settings string
		notes          bool // of programs
	}{
		{"pools of their own", "best+chunk=1048576+workers=2", true},
		{"shared pool", "best+chunk=1048576+parallel=samples+pool=shared+pool-slots=8", true},
		{"one device", "best+chunk=1048576+devices=host:1", false},
		{"devices", "best+chunk=1048576+devices=host:2+batch-size=16", false},
	} {
		t.Run(v.name, func(t *testing.T) { shortCapture(t, v.settings, v.notes) })
	}
}

func shortCapture(t *testing.T, settings string, notes bool) {
	spec, _ := mutated(t, settings, 20_000)
	spec.OpenStore, spec.OpenDevices = nil, gpu.Opener{}.Open
	r := engine.Start(op.NewTable(), spec)
	defer func() { r.Stop(); <-r.Done() }()
	calls := func() int64 { s := r.Snapshot(); return s.Phases[probe.Demo].Calls }
	given := int64(30 * 4) // at most: those come first, as a chunk of their own
	wait := func(from int64) {
		for calls() < from {
			select {
			case <-r.News():
			case <-time.After(time.Millisecond):
			case <-r.Done():
				t.Fatal(r.Err())
			}
		}
	}
	wait(2*given + 1)
	r.Pause()
	r.Observe(probe.LevelAll)
	if p := r.Observed(); len(p.Rows) > 0 || slices.ContainsFunc(p.Notes, unhanded) {
		t.Fatalf("a capture of a run that is held begins with %d rows, %q", len(p.Rows), p.Notes)
	}
	r.Resume()
	wait(calls() + 500)
	r.Pause()
	r.Observe(probe.LevelOff)
	p := r.Observed()
	s := r.Snapshot()
	if s.Counts.Tasks > 0 || s.Phases[probe.Demo].State != probe.Running {
		t.Skipf("the machine was too slow to look at the run in its chunk: %d tasks", s.Counts.Tasks)
	}
	demo := account.Values{}
	for _, row := range p.Rows {
		if row.Phase != probe.Demo || !row.Engine && row.Fate != probe.Unknown {
			t.Fatalf("row %+v in the middle of demo", row)
		}
		demo.Calls += row.Calls
		demo.Time += row.Time
	}
	if notes != (demo.Calls > 0) || demo.Time == 0 || time.Duration(demo.Time) != p.Busy[probe.Demo] || p.Wall <= 0 {
		t.Errorf("%d calls in %v of %v", demo.Calls, time.Duration(demo.Time), p.Busy[probe.Demo])
	}
	if onDevices := slices.ContainsFunc(p.Notes, func(note string) bool { return strings.Contains(note, "on devices") }); onDevices == notes {
		t.Errorf("notes %q", p.Notes)
	}
	elapsed := r.Snapshot().Elapsed
	r.Observe(probe.LevelAll)
	r.Observe(probe.LevelOff)
	if p := r.Observed(); len(p.Rows) > 0 {
		t.Errorf("held, it made %+v", p.Rows[0])
	}
	if now := r.Snapshot().Elapsed; now != elapsed {
		t.Errorf("held, its clock went on for %v", now-elapsed)
	}
}
