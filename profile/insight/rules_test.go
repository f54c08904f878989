package insight

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
)

// A fixture is a run that a rule must fire on, or must not.
type fixture struct {
	rule  string
	what  string
	facts *Facts
	want  string // of the finding's text; "" for silence
	knob  string
	saves time.Duration
}

// fixtures returns for each rule cases that fire and cases that do not. Those of
// the published history have its figures.
func fixtures(t *testing.T) []fixture {
	return slices.Concat(workFixtures(t), limitFixtures(t), outcomeFixtures(t), workerFixtures(t), clockFixtures(t))
}

// TestRules sees each rule fire on what it is about and be silent beside it.
func TestRules(t *testing.T) {
	fires, silent := map[string]int{}, map[string]int{}
	for _, x := range fixtures(t) {
		var got *Finding
		for _, f := range Look(x.facts) {
			if f.Rule == x.rule {
				got = &f
			}
		}
		name := x.rule + ": " + x.what
		if x.want == "" {
			silent[x.rule]++
			if got != nil {
				t.Errorf("%s: fires: %s", name, got.Text)
			}
			continue
		}
		fires[x.rule]++
		switch {
		case got == nil:
			t.Errorf("%s: is silent", name)
			continue
		case !strings.Contains(got.Text, x.want):
			t.Errorf("%s: %q, want %q in it", name, got.Text, x.want)
		case got.Knob != x.knob:
			t.Errorf("%s: knob %q, want %q", name, got.Knob, x.knob)
		}
		if saved := got.upper(); (saved - x.saves).Abs() > time.Millisecond {
			t.Errorf("%s: saves %v, want %v", name, saved, x.saves)
		}
		if s := got.Saving; s != nil && (s.Share <= 0 || s.Share > 1 || s.Part <= 0 || s.Part > 1) {
			t.Errorf("%s: share %v, part %v", name, s.Share, s.Part)
		}
	}
	for _, r := range Rules() {
		if fires[r.ID] == 0 || silent[r.ID] == 0 {
			t.Errorf("%s has %d fixtures that fire and %d that do not; want both", r.ID, fires[r.ID], silent[r.ID])
		}
		delete(fires, r.ID)
	}
	for id := range fires {
		t.Errorf("there is no rule %s", id)
	}
}

// TestTable holds the table to its form.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.ID) {
			t.Errorf("id %q", r.ID)
		}
		seen[r.ID] = true
		if strings.Contains(r.Condition(), "%!") || strings.Count(r.When, "%g") != len(r.At) || len(r.At) == 0 {
			t.Errorf("%s: %q does not tell the thresholds %v", r.ID, r.Condition(), r.At)
		}
		if len(r.Why) < 150 || r.Title == "" {
			t.Errorf("%s does not say why", r.ID)
		}
		empty := &Facts{Run: &record.Record{}}
		empty.missing(r.Needs) // panics for a fact that nobody knows
	}
}

// TestKnobs applies the knobs of all findings to the strategies they are about.
func TestKnobs(t *testing.T) {
	for _, x := range fixtures(t) {
		for _, f := range Look(x.facts) {
			if f.Knob == "" || x.facts.Run.Imported != nil {
				continue
			}
			st, err := strategy.Parse(x.facts.Run.Strategy, f.Knob)
			if err != nil {
				t.Errorf("%s: %s does not apply to %s: %v", f.Rule, f.Knob, strategy.Name(x.facts.Run.Strategy), err)
			} else if st == x.facts.Run.Strategy {
				t.Errorf("%s: %s changes nothing in %s", f.Rule, f.Knob, strategy.Name(st))
			}
		}
	}
}

// TestOrder wants the gravest first and then what saves most, and nothing of an
// empty record.
func TestOrder(t *testing.T) {
	if got := Look(&Facts{Run: &record.Record{Strategy: strategy.Default()}}); len(got) != 0 {
		t.Errorf("an empty record: %+v", got)
	}
	var got []string
	for _, f := range Look(run(t, "phase0", func(r *record.Record) {
		*r.Host.Load = 9
		r.Counts.DiffCalls, r.Counts.MatchesDemo, r.Counts.DiffArguments = 160, 5, 5
		r.Counts.Candidates, r.Counts.Distinct, r.Counts.TimeoutsFalse, r.Counts.Timeouts = 149, 32, 9, 9
		r.Phases = []record.Phase{phase("demo", 0, 160), phase("diff", seconds(2), 160), phase("inline", seconds(4), 149)}
	})) {
		got = append(got, fmt.Sprint(f.Severity, " ", f.Rule))
	}
	want := "[error false-timeouts warning duplicate-work warning wasted-diff-calls warning repeated-diff-calls info noisy-host]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
