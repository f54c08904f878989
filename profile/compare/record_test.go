package compare

import (
	"strings"
	"testing"
	"time"

	"battscope/profile/record"
)

// recorded returns the record of a run of so many passes, in which diff takes so
// long.
func recorded(passes int, diff time.Duration) *record.Record {
	r := &record.Record{
		Data: record.Hashed{Hash: "d"}, Pool: record.Hashed{Hash: "p"}, Counts: record.Counts{Outputs: 12, OutputsDemo: 12, DiffCalls: 5},
		Phases: []record.Phase{{Name: "demo", Calls: 32 * int64(passes)}, {Name: "diff", Calls: 5 * int64(passes)}},
		Work:   record.Work{BattEvaluationsDemo: 6 * int64(passes)},
		Tasks:  []record.Task{{Task: "t", Scores: "aa", Outputs: []string{"01", "02"}, Leaders: []record.Score{{Program: "solve_t", Demo: 2, Units: 9}}}},
	}
	for i := range passes {
		wobble := time.Duration(i%3) * 100 * time.Microsecond
		r.Passes = append(r.Passes, record.Pass{Wall: 30*time.Millisecond + diff + wobble, Phases: []time.Duration{20 * time.Millisecond, diff + wobble}})
	}
	return r
}

// TestRecords sees that two records are compared by their passes and hashes.
func TestRecords(t *testing.T) {
	a, b := recorded(10, 100*time.Millisecond), recorded(8, 50*time.Millisecond)
	results, timing := Records(a, b, OfRecord(a), OfRecord(b), DefaultOptions())
	if !results.Equal() || timing.Paired || timing.Runs != [2]int{10, 8} {
		t.Errorf("results %+v of %v runs", results, timing.Runs)
	}
	verdicts := ""
	for _, f := range timing.Findings() {
		verdicts += f.Name + " " + f.Verdict.String() + ", "
	}
	if want := "in all faster, demo no change seen, diff faster, unattrib. no change seen, "; verdicts != want {
		t.Errorf("%s want %s", verdicts, want)
	}
	if calls := CallsOf(a, b); calls[1] != (Count{Name: "diff", A: 5, B: 5}) || len(calls) != len(timing.Phases) {
		t.Errorf("calls of one pass are %+v", calls)
	}
	if times := Times(a); times["diff"] < 0.1 || times["diff"] > 0.1003 || times[Unattributed] < 0.0099 {
		t.Errorf("times are %v", times)
	}
}

// TestRecordsOfThousands sees that what a record counts over all passes is divided
// by all of them, also by those that it has dropped.
func TestRecordsOfThousands(t *testing.T) {
	a, b := recorded(10, 100*time.Millisecond), recorded(10, 100*time.Millisecond)
	for i := range b.Passes {
		b.Passes[i].Number = i + 1
	}
	b.Passes = b.Passes[5:]
	if n := b.PassesMade(); n != 10 {
		t.Errorf("%d passes were made, want 10", n)
	}
	results, timing := Records(a, b, OfRecord(a), OfRecord(b), DefaultOptions())
	if calls := CallsOf(a, b); calls[1] != (Count{Name: "diff", A: 5, B: 5}) {
		t.Errorf("calls of one pass are %+v", calls)
	}
	for _, c := range results.Work {
		if c.A != c.B {
			t.Errorf("%s of one pass: %d and %d", c.Name, c.A, c.B)
		}
	}
	if timing.Runs != [2]int{10, 5} {
		t.Errorf("times of %v passes", timing.Runs)
	}
}

// TestRecordsDiffer changes what came out of one record, and sees that it is
// named.
func TestRecordsDiffer(t *testing.T) {
	test := func(change func(*record.Task), want string) {
		t.Helper()
		a, b := recorded(10, 100*time.Millisecond), recorded(10, 100*time.Millisecond)
		change(&b.Tasks[0])
		results, timing := Records(a, b, OfRecord(a), OfRecord(b), DefaultOptions())
		named := ""
		for _, g := range results.Groups {
			named += g.What + ": " + strings.Join(g.Named, "; ") + "\n"
		}
		if !strings.Contains(named, want) || timing.Whole.Verdict != Withheld {
			t.Errorf("verdict %v, differences %q, want %q", timing.Whole.Verdict, named, want)
		}
	}
	test(func(t *record.Task) { t.Outputs[1] = "ff" }, "outputs: task t sample 1: programs give other outputs")
	test(func(t *record.Task) { t.Scores, t.Leaders[0].Demo = "bb", 1 }, "program scores: task t program solve_t: 2 demo matches in A, 1 in B")
	test(func(t *record.Task) { t.Scores, t.Leaders = "bb", nil }, "program solve_t: 2 demo and 0 test matches in A, fewer or none in B")
	test(func(t *record.Task) { t.Scores, t.Leaders[0].Program = "bb", "solve_u" }, "program solve_u: 2 demo and 0 test matches in B, fewer or none in A")
	test(func(t *record.Task) { t.Scores = "bb" }, "programs without matches have other costs")
}

// TestUnfit sees which records have no times to compare.
func TestUnfit(t *testing.T) {
	if why := Unfit(recorded(3, time.Second)); why != "" {
		t.Errorf("a whole record is unfit: %s", why)
	}
	for want, change := range map[string]func(*record.Record){
		"no whole pass":                 func(r *record.Record) { r.Passes = nil },
		"knobs were changed":            func(r *record.Record) { r.Changes = []record.Change{{}} },
		"its last process alone":        func(r *record.Record) { r.Resumed = []record.Resumed{{Wall: time.Second}} },
		"passes are generations":        func(r *record.Record) { r.Input.Evolve = true },
		"passes do not have its phases": func(r *record.Record) { r.Passes[1].Phases = nil },
	} {
		r := recorded(3, time.Second)
		change(r)
		if why := Unfit(r); !strings.Contains(why, want) {
			t.Errorf("unfit because %q, want %q", why, want)
		}
	}
}

// TestUntold holds what another engine's log does not tell to the sign of
// the unknown: never the same, never more or less.
func TestUntold(t *testing.T) {
	log := func() *record.Record {
		r := recorded(10, 100*time.Millisecond)
		r.Imported = &record.Imported{Mapper: "origin"}
		r.Absent = []string{"strategy", "faults", "outputs", "diff_arguments", "unattributed"}
		r.Phases[0].Absent = []string{"calls"}
		return r
	}
	a, b := log(), log()
	b.Phases[1].Absent = []string{"wall"}
	b.Counts.Faults, b.Counts.OutputsDemo = 7, 13 // of which the first is no fact
	results, timing := Records(a, b, OfRecord(a), OfRecord(b), DefaultOptions())
	signs := map[string]string{}
	for _, c := range append(results.Counts, results.Work...) {
		signs[c.Name] = c.Sign()
	}
	for name, want := range map[string]string{"faults": "—", "outputs": "—", "outputs of demo": "+", "diff calls": "=", "diff arguments": "—", BattEvaluations: "—", CacheHits: "—"} {
		if signs[name] != want {
			t.Errorf("%s has the sign %q, want %q", name, signs[name], want)
		}
	}
	if results.Equal() || len(results.Groups) != 1 || results.Groups[0].N != 1 || !strings.HasPrefix(results.Groups[0].Named[0], "outputs of demo") {
		t.Errorf("what differs is %+v", results.Groups)
	}
	calls := CallsOf(a, b)
	if len(timing.Phases) != 1 || timing.Phases[0].Name != "demo" || len(calls) != 1 || calls[0].Sign() != Unknown {
		t.Errorf("clocks %+v with calls %+v, want demo alone, whose calls are not told", timing.Phases, calls)
	}
	own := recorded(10, 100*time.Millisecond)
	if r := Diff(OfRecord(own), OfRecord(a)); r.Equal() || r.Uncalled == "" {
		t.Error("results that a log does not tell are called equal")
	}
}
