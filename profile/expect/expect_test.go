package expect

import (
	"strings"
	"testing"
	"time"

	"battscope/profile/record"
)

// run returns a run of three passes.
func run() *record.Record {
	r := &record.Record{
		Schema: record.Schema, ID: "x", State: record.Done, Preset: "phase4b",
		Data: record.Hashed{Hash: "d"}, Pool: record.Hashed{Hash: "p"},
		Counts: record.Counts{Programs: 32, Candidates: 149, DiffCalls: 5},
		Phases: []record.Phase{{Name: "demo"}, {Name: "diff"}},
		Work:   record.Work{BattEvaluationsDemo: 15, BattEvaluationsTest: 3, BattEvaluationsDiff: 15},
		Host:   record.Host{CPU: "fast one", CPUs: 4, OS: "linux", Arch: "amd64"},
	}
	for i := range 3 {
		wobble := time.Duration(i) * time.Millisecond
		r.Passes = append(r.Passes, record.Pass{Wall: 10*time.Millisecond + wobble, Phases: []time.Duration{time.Millisecond, 6*time.Millisecond + wobble}})
	}
	return r
}

// TestOf sees that a list that was made of a run holds for it, also once written
// and read.
func TestOf(t *testing.T) {
	text := Of(run()).Encode("made of x\nto be edited")
	l, err := Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	items := l.Check(run())
	for _, i := range items {
		if !i.Holds {
			t.Errorf("%s %s: %s, want %s", i.Section, i.Name, i.Got, i.Want)
		}
	}
	if len(items) < 20 || !strings.HasPrefix(string(text), "# made of x\n# to be edited\n") {
		t.Errorf("%d expectations in\n%s", len(items), text)
	}
}

// TestCheck breaks one expectation of each kind.
func TestCheck(t *testing.T) {
	test := func(text, got string, holds bool) {
		t.Helper()
		l, err := Parse([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		items := l.Check(run())
		if len(items) != 1 || items[0].Got != got || items[0].Holds != holds {
			t.Errorf("%s: %+v, want %s, %v", text, items, got, holds)
		}
	}
	test("[counts]\ncandidates = 149", "149", true)
	test("[counts]\ncandidates = 126", "149", false)
	test("[counts]\n\"batt evaluations\" = 11", "11", true)
	test("[counts]\ndiff_calls = 160", "5", false)
	test("[counts]\nnonsense = 0", absent, false)
	test("[times]\n\"in all\" = \"5ms..20ms\"", "11ms", true)
	test("[times]\n\"in all\" = \"..10ms\"", "11ms", false)
	test("[times]\ndiff = \"8ms..\"", "7ms", false)
	test("[times]\nnonsense = \"8ms..\"", absent, false)
	test("[ratios]\n\"diff/in all\" = \"0.5..0.7\"", "0.636", true)
	test("[ratios]\n\"diff/demo\" = \"..2\"", "7", false)
	test("[host]\nprocessors = \">= 4\"", "4", true)
	test("[host]\nprocessors = \">= 8\"", "4", false)
	test("[host]\ncpu = \"slow one\"", "fast one", false)
	test("[run]\npreset = \"phase4a\"", "phase4b", false)
}

// TestParse sees that what cannot be understood is refused, and where.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "it expects nothing",
		"[counts]\ncandidates = \"many\"":       "line 2",
		"[count]\ncandidates = 1":               "line 1: there is no section count",
		"[counts\n":                             "line 1",
		"[times]\ndiff = \"5ms\"":               "times: diff is \"5ms\", want from..to",
		"[times]\ndiff = \"5..6\"":              "want from..to",
		"[times]\ndiff = \"6ms..5ms\"":          "want from..to",
		"[times]\ndiff = \"..\"":                "want from..to",
		"[ratios]\ndiff = \"0..1\"":             "diff is no ratio",
		"[ratios]\n\"diff/demo\" = \"0.1..1s\"": "want from..to",
	} {
		if l, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %+v (%v), want an error with %q", text, l, err, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for s, want := range map[float64]string{0.001234567: "1.23ms", 12.3456: "12.3s", 0.00000001: "10ns", 123.456: "2m3s", 0: "0s"} {
		if got := span(s); got != want {
			t.Errorf("%v s is %s, want %s", s, got, want)
		}
	}
}
