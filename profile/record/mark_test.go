package record

import (
	"strings"
	"testing"
)

// TestAgainst holds runs against a baseline.
func TestAgainst(t *testing.T) {
	base := func() *Record {
		return &Record{
			State: Done, Data: Hashed{Hash: "d"}, Pool: Hashed{Hash: "p"}, Counts: Counts{Tasks: 2, Candidates: 149},
			Tasks: []Task{{Task: "a", Scores: "1", Outputs: []string{"x", "y"}}, {Task: "b", Scores: "2", Outputs: []string{"z"}}},
		}
	}
	for _, c := range []struct {
		name   string
		change func(r *Record)
		want   string
		why    string
	}{
		{"the same", func(*Record) {}, "=", ""},
		{"another order", func(r *Record) { r.Tasks[0], r.Tasks[1] = r.Tasks[1], r.Tasks[0] }, "=", ""},
		{"another count", func(r *Record) { r.Counts.Candidates = 126 }, "≠ candidates 149→126", "candidates 149→126"},
		{"more diff calls", func(r *Record) { r.Counts.DiffCalls = 5 }, "=", ""},
		{"another output", func(r *Record) { r.Tasks[0].Outputs = []string{"x", "q"} }, "≠ outputs", "task a: programs give other outputs on sample 1"},
		{"other scores", func(r *Record) { r.Tasks[1].Scores = "3" }, "≠ outputs", "task b: programs have other scores"},
		{"another task", func(r *Record) { r.Tasks[1].Task = "c" }, "≠ outputs", "task c has no result in the baseline"},
		{"other data", func(r *Record) { r.Data.Hash = "e" }, "—", "other tasks"},
		{"another pool", func(r *Record) { r.Pool.Hash = "q" }, "—", "another pool"},
		{"cut off", func(r *Record) { r.State = Running }, "—", "did not come to its end"},
		{"stopped in its second pass", func(r *Record) { r.State, r.Passes = Stopped, []Pass{{Number: 1}} }, "=", ""},
		{"stopped in its second generation", func(r *Record) { r.State, r.Passes, r.Input.Evolve = Stopped, []Pass{{Number: 1}}, true }, "—", "did not come to its end"},
		{"stopped after it was resumed", func(r *Record) { r.State, r.Passes, r.Resumed = Stopped, []Pass{{Number: 1}}, []Resumed{{}} }, "—", "did not come to its end"},
		{"a limit in time", func(r *Record) { r.Strategy.Deadline = 1; r.Counts.Timeouts = 0 }, "=", ""},
	} {
		r := base()
		c.change(r)
		if m := r.Against(base()); m.Text != c.want || !strings.Contains(m.Why, c.why) || m.Equal() != (c.want == Same) {
			t.Errorf("%s: %q (%s), want %q (%s)", c.name, m.Text, m.Why, c.want, c.why)
		}
	}
	slow := base()
	slow.Counts.Timeouts = 3
	cut := base()
	cut.Counts.Timeouts, cut.Strategy.Deadline = 3, 1
	if m := cut.Against(slow); m.Text != None {
		t.Errorf("cut at a limit in time: %+v", m)
	}
}

// TestAgainstSums holds runs against a baseline of which only a sum of demo and
// test is known, as logs of other engines tell them.
func TestAgainstSums(t *testing.T) {
	a := &Record{State: Done, Counts: Counts{Outputs: 160}}
	b := &Record{State: Done, Counts: Counts{Outputs: 126}}
	if m := b.Against(a); m.Text != "≠ outputs 160→126" {
		t.Errorf("%+v", m)
	}
}
