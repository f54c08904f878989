package insight

import (
	"testing"
	"time"

	"battscope/profile/record"
)

// wentOn is a run of generations of 10 s that was cut off in its third, when 40 of 160
// evaluations of that were left, and has made so many whole ones since: its walls and
// calls are of its last process.
func wentOn(since int) func(r *record.Record) {
	return func(r *record.Record) {
		before := 2
		r.Input.Evolve, r.State = true, record.Stopped
		r.Resumed = []record.Resumed{{Wall: seconds(27.5), Passes: &before}}
		r.Passes, r.Wall = nil, 0
		r.Counts.Outputs, r.Counts.Faults, r.Counts.Timeouts = 100, 40, 20
		r.Counts.OutputsDemo, r.Counts.Candidates, r.Counts.Distinct = 100, 160, 80
		demo := phase("demo", 0, 0)
		pass := func(n int, wall time.Duration) record.Pass {
			return record.Pass{Number: n, Wall: wall, Phases: []time.Duration{wall / 2}}
		}
		for n := range before {
			r.Passes = append(r.Passes, pass(n+1, seconds(10)))
		}
		for n := range since {
			p, calls := pass(before+1+n, seconds(10)), int64(160)
			if n == 0 {
				p, calls = pass(before+1, seconds(2.5)), 40
				p.Restored = 3
			}
			r.Passes = append(r.Passes, p)
			r.Wall += p.Wall
			demo.Wall += p.Phases[0]
			demo.Calls, demo.OfPass = demo.Calls+calls, calls
		}
		if since < 2 { // the counts are of the pass that was cut off
			r.Restored = &record.Counts{Tasks: 3, Outputs: 75, OutputsDemo: 75, Faults: 30, Timeouts: 15, Candidates: 120, Distinct: 60}
		}
		if since == 0 {
			r.Wall, demo.Wall, demo.Calls = seconds(2.5), seconds(1.25), 40
		}
		demo.Busy = demo.Wall
		r.Phases = []record.Phase{demo}
	}
}

// Of a run that went on the figures of a pass are of those that its last process made
// whole; else of the tasks that were left, and counts as well as times.
func TestWentOn(t *testing.T) {
	for since, want := range []struct {
		passes   int
		wall     time.Duration
		demo     time.Duration // of a pass
		calls    int64         // of a pass
		timeouts int64
		distinct int64
	}{
		{0, seconds(2.5), seconds(1.25), 40, 5, 20},
		{1, seconds(2.5), seconds(1.25), 40, 5, 20},
		{2, seconds(10), seconds(5), 160, 20, 80},
		{4, seconds(10), seconds(5), 160, 20, 80},
	} {
		if since == 3 {
			since = 4
		}
		raw := run(t, "best", wentOn(since)).Run
		f := New(raw, nil)
		c, s := f.counts(), f.saving(1, "demo")
		if got := f.wall(); got != want.wall || s == nil || s.Upper != want.demo || s.Share != 0.5 || f.evaluations() != want.calls || c.Timeouts != want.timeouts || c.Distinct != want.distinct {
			t.Errorf("%d passes since: wall %v, demo %+v, %d evaluations, counts %+v", since, got, s, f.evaluations(), c)
		}
		if got := f.known(FactPasses); got != (since > 0) {
			t.Errorf("%d passes since: passes are known %v", since, got)
		}
		if len(raw.Passes) != 2+since {
			t.Errorf("%d passes since: the record has changed", since)
		}
	}
}

// A record that does not tell which of its passes were made since has the newest that
// its wall holds.
func TestWentOnUntold(t *testing.T) {
	r := run(t, "best", wentOn(4)).Run
	r.Resumed[0].Passes = nil
	if f := New(r, nil); f.wall() != seconds(32.5)/4 {
		t.Errorf("wall %v", f.wall())
	}
	if got := r.WorkPasses(); got != 6 {
		t.Errorf("the work is of %d passes", got)
	}
	told := run(t, "best", wentOn(4)).Run
	if got := told.WorkPasses(); got != 4 {
		t.Errorf("the work is of %d passes, want those since", got)
	}
}
