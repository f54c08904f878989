package insight

import (
	"testing"
	"time"

	"battscope/profile/record"
)

// twoAndAHalf is a run of two whole passes of 10 s and one that was stopped after
// its demo, the 6 s of which are in the sums.
func twoAndAHalf(r *record.Record) {
	r.Strategy.Diff = 0
	cpu := seconds(24)
	r.Wall, r.Unattributed = seconds(26), seconds(2)
	demo, inline := phase("demo", seconds(18), 450), phase("inline", seconds(6), 298)
	demo.CPU, demo.OfPass, inline.OfPass = &cpu, 160, 149
	inline.Steps = []record.Step{{Name: "parse", Busy: seconds(3), Calls: 298}}
	r.Phases = []record.Phase{demo, inline}
	r.Work.WorkersBusy = []time.Duration{seconds(13)}
	r.Passes = nil
	for n := range 2 {
		r.Passes = append(r.Passes, record.Pass{Number: n + 1, Wall: seconds(10), Phases: []time.Duration{seconds(6), seconds(3)}})
	}
}

// The facts are of whole passes, and the record stays as it is.
func TestWhole(t *testing.T) {
	raw := run(t, "best", twoAndAHalf).Run
	f := New(raw, nil)
	r := f.Run
	if r.Wall != seconds(20) || r.Unattributed != seconds(2) || f.wall() != seconds(10) {
		t.Errorf("wall %v, %v of it without a phase, %v a pass", r.Wall, r.Unattributed, f.wall())
	}
	demo, inline := r.Phases[0], r.Phases[1]
	if demo.Wall != seconds(12) || demo.Busy != seconds(12) || *demo.CPU != seconds(16) || demo.Calls != 320 {
		t.Errorf("demo is %+v, cpu %v", demo, *demo.CPU)
	}
	if inline.Wall != seconds(6) || inline.Calls != 298 || inline.Steps[0].Busy != seconds(3) {
		t.Errorf("inline is %+v", inline)
	}
	if r.Work.WorkersBusy[0] != seconds(10) {
		t.Errorf("the worker was busy for %v", r.Work.WorkersBusy[0])
	}
	if raw.Wall != seconds(26) || *raw.Phases[0].CPU != seconds(24) || raw.Phases[0].Wall != seconds(18) || raw.Work.WorkersBusy[0] != seconds(13) {
		t.Error("the record has changed")
	}
}

// Where there is no whole pass, or none with the times of its phases, the record
// is taken as it is; of a run that went on after a kill the passes since.
func TestWholeOdd(t *testing.T) {
	for name, change := range map[string]func(r *record.Record){
		"no pass":       func(r *record.Record) { r.Passes = nil },
		"other phases":  func(r *record.Record) { r.Passes[1].Phases = r.Passes[1].Phases[:1] },
		"other engine":  func(r *record.Record) { r.Imported = &record.Imported{} },
		"no time":       func(r *record.Record) { r.Wall = 0 },
		"longer passes": func(r *record.Record) { r.Passes[0].Wall, r.Passes[1].Wall = seconds(27), seconds(27) },
	} {
		raw := run(t, "best", func(r *record.Record) { twoAndAHalf(r); change(r) }).Run
		if got := New(raw, nil).Run; got != raw {
			t.Errorf("%s: %+v", name, got)
		}
	}
	f := New(run(t, "best", func(r *record.Record) {
		twoAndAHalf(r)
		r.Wall = seconds(11)
		r.Resumed = []record.Resumed{{Wall: seconds(15)}}
	}).Run, nil)
	if len(f.Run.Passes) != 1 || f.wall() != seconds(10) {
		t.Errorf("after a kill: %d passes of %v", len(f.Run.Passes), f.wall())
	}
}

// Of a run whose knobs were changed the passes since count, if one is whole.
func TestWholeChanged(t *testing.T) {
	for at, want := range map[time.Duration]int{0: 2, seconds(4): 1, seconds(10): 1, seconds(14): 2, seconds(23): 2} {
		r := run(t, "best", func(r *record.Record) {
			twoAndAHalf(r)
			r.Changes = []record.Change{{At: 0}, {At: at}}
		}).Run
		if got := New(r, nil).Run; len(got.Passes) != want || got.Wall != seconds(10)*time.Duration(want) {
			t.Errorf("changed at %v: %d passes in %v, want %d", at, len(got.Passes), got.Wall, want)
		}
	}
}

// What a rule lacks is named, with why.
func TestLacks(t *testing.T) {
	f := run(t, "best", func(r *record.Record) {})
	for _, r := range Rules() {
		for _, lack := range f.Lacks(&r) {
			if lack.Why == "" {
				t.Errorf("%s lacks %s, and nothing says why", r.ID, lack.Fact)
			}
		}
	}
	garbage, err := FindRule("garbage")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Lacks(garbage); len(got) != 1 || got[0].Fact != FactMemory {
		t.Errorf("lacks %+v", got)
	}
}
