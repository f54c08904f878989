package main

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/profile/expect"
	"battscope/ui/uitest"
)

// golden holds what write writes to testdata/compare/<name>.golden.
func golden(t *testing.T, name string, write func(w io.Writer) error) {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "compare/"+name, b.String())
}

// madeUp returns pairs of a clock that wobbles around two times in seconds.
func madeUp(name string, a, b float64, pairs int) compare.Clock {
	c := compare.Clock{Name: name}
	for i := range pairs {
		c.A = append(c.A, a*(1+0.004*float64(i%4)))
		c.B = append(c.B, b*(1+0.004*float64((i+2)%5)))
	}
	return c
}

// clocks returns what the clocks of a contest read on two sides, of which the
// second takes so much time in diff.
func clocks(diff float64, pairs int) (whole compare.Clock, phases []compare.Clock) {
	seconds := map[string]float64{"load": 0.0019, "demo": 0.0121, "test": 0.0034, "diff": 0.164, "inline": 0.0083, "validate": 0.0152, "differs": 0.0041}
	for _, name := range contest.Clocks() {
		a := seconds[name]
		if a == 0 {
			a = 80e-6
		}
		b := a
		if name == "diff" {
			b = diff
		}
		phases = append(phases, madeUp(name, a, b, pairs))
	}
	whole = compare.Clock{Name: compare.WholeName, A: make([]float64, pairs), B: make([]float64, pairs)}
	for _, p := range phases {
		for i := range p.A {
			whole.A[i] += p.A[i]
			whole.B[i] += p.B[i]
		}
	}
	return whole, phases
}

// answers returns what both sides of a made-up comparison gave.
func answers(diffCalls int64) *compare.Answers {
	return &compare.Answers{
		Counts: []compare.Named{{Name: "outputs", N: 192}, {Name: "matches", N: 6}, {Name: "candidates", N: 1149}, {Name: "faults", N: 0}, {Name: "timeouts", N: 0}},
		Work:   []compare.Named{{Name: "diff calls", N: diffCalls}, {Name: "batt evaluations", N: 6 + diffCalls}, {Name: "cache hits", N: 0}},
		Fault:  func(o uint64) string { return map[uint64]string{1: "IndexError", 2: compare.FaultFuel}[o] },
		Tasks: []compare.Task{{
			ID: "5eed0149",
			Programs: []compare.Program{
				{Name: "solve_a", Outcomes: []uint64{100, 101, 102}, Score: compare.Score{Demo: 2, Units: 50}},
				{Name: "solve_b", Outcomes: []uint64{103, 1, 104}, Score: compare.Score{Units: 70, Faults: 1}},
			},
			Store:   []compare.Saved{{Identity: "0123456789abcdef", Name: "solve_a", Score: compare.Score{Demo: 2, Units: 50}}},
			Differs: []compare.Differ{{Name: "differ_colors", Program: "0123456789abcdef", IZ: 1, ZO: 2, Calls: 2}},
		}},
	}
}

// against returns a made-up comparison of phase4a and phase4b.
func against(t *testing.T, diff float64, pairs, asked int, a, b *compare.Answers) *compare.Comparison {
	t.Helper()
	var st [2]strategy.Strategy
	for i, name := range []string{"phase4a", "phase4b"} {
		p, err := strategy.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		st[i] = p.Strategy
	}
	v := &compare.Versus{A: "phase4a", B: "phase4b", Label: "B", Passes: [2]int{2, 12}, Results: compare.Diff(a, b), Knobs: strategy.Diff(st[0], st[1])}
	for _, name := range contest.Clocks() {
		c := compare.Count{Name: name}
		if name == "diff" {
			c.A, c.B = 160, 5
		}
		v.Calls = append(v.Calls, c)
	}
	o := compare.DefaultOptions()
	o.Asked = asked
	if pairs > 0 {
		whole, phases := clocks(diff, pairs)
		v.Timing = compare.Paired(whole, phases, o)
		if v.Results.Differ() {
			v.Timing.Withhold()
		}
	}
	return &compare.Comparison{Data: "seed", Clock: contest.Wall.String(), Asked: asked, Made: pairs, Versus: []*compare.Versus{v}}
}

// TestComparisonText holds the text of comparisons to golden files.
func TestComparisonText(t *testing.T) {
	faster := against(t, 0.0053, 10, 10, answers(160), answers(5))
	golden(t, "faster", func(w io.Writer) error { return writeComparison(w, faster) })
	golden(t, "faster-markdown", func(w io.Writer) error { return writeComparisonMarkdown(w, faster) })
	golden(t, "faster-json", func(w io.Writer) error { return writeJSON(w, newComparisonReport(faster, "")) })

	other := answers(5)
	other.Tasks[0].Programs[0].Outcomes[1], other.Tasks[0].Programs[0].Outcomes[2] = 201, 202
	other.Tasks[0].Programs[1].Outcomes[1] = 2
	other.Tasks[0].Programs[0].Score.Demo = 1
	other.Tasks[0].Store[0].Score.Demo = 1
	other.Counts[1].N = 5
	differ := against(t, 0, 0, 10, answers(160), other)
	golden(t, "differ", func(w io.Writer) error { return writeComparison(w, differ) })
	golden(t, "differ-markdown", func(w io.Writer) error { return writeComparisonMarkdown(w, differ) })
	withheld := against(t, 0.0053, 10, 10, answers(160), other)
	golden(t, "withheld", func(w io.Writer) error { return writeComparison(w, withheld) })

	few := against(t, 0.0053, 7, 7, answers(160), answers(5))
	golden(t, "few", func(w io.Writer) error { return writeComparison(w, few) })
	stopped := against(t, 0.0053, 4, 10, answers(160), answers(5))
	stopped.Interrupted, stopped.Busy = true, "the host was busy"
	golden(t, "stopped", func(w io.Writer) error { return writeComparison(w, stopped) })
	cut := answers(5)
	cut.Deadline = 3
	uncalled := against(t, 0.164, 10, 10, answers(160), cut)
	golden(t, "uncalled", func(w io.Writer) error { return writeComparison(w, uncalled) })

	slower := against(t, 0.19, 10, 10, answers(160), answers(160))
	v := slower.Versus[0]
	v.Suspect, v.Again, v.Confirmed = &compare.Limit{Clock: "diff", More: 0.05}, v.Timing, true
	slower.Control = against(t, 0.164, 10, 10, answers(160), answers(160)).Versus[0].Timing
	v.Timing.Whole.OutliersB = []int{3}
	golden(t, "slower", func(w io.Writer) error { return writeComparison(w, slower) })

	stored := against(t, 0.19, 10, 0, answers(160), answers(160))
	stored.Stored = true
	v = stored.Versus[0]
	whole, phases := clocks(0.19, 10)
	v.Timing, v.StoreUnknown = compare.Stored(whole, phases, compare.DefaultOptions()), true
	v.Suspect, v.Confirmed, v.Passes = &compare.Limit{Clock: compare.WholeName}, true, v.Timing.Runs
	golden(t, "stored", func(w io.Writer) error { return writeComparison(w, stored) })
	whole, phases = clocks(0.19, 3)
	v.Timing, v.Suspect, v.Passes = compare.Stored(whole, phases, compare.DefaultOptions()), nil, [2]int{3, 3}
	golden(t, "stored-few", func(w io.Writer) error { return writeComparison(w, stored) })
}

// TestComparisonExit sees which code each finding ends with.
func TestComparisonExit(t *testing.T) {
	code := func(err error) int {
		if e, ok := err.(*exit); ok {
			return e.code
		}
		return exitDone
	}
	test := func(what string, r *compare.Comparison, strict bool, want int) {
		t.Helper()
		if got := code(comparisonExit(r, strict)); got != want {
			t.Errorf("%s: exit code %d, want %d", what, got, want)
		}
	}
	faster := against(t, 0.0053, 10, 10, answers(160), answers(5))
	test("faster", faster, true, exitDone)
	few := against(t, 0.0053, 7, 7, answers(160), answers(5))
	test("undecided", few, false, exitDone)
	test("undecided, strictly", few, true, exitUndecided)
	other := answers(5)
	other.Counts[0].N++
	test("other results", against(t, 0, 0, 10, answers(5), other), false, exitRegression)
	cut := answers(5)
	cut.Deadline = 1
	test("not called equal, strictly", against(t, 0.164, 10, 10, answers(5), cut), true, exitUndecided)

	slower := against(t, 0.19, 10, 10, answers(160), answers(160))
	m := &match{}
	if slower.Versus[0].Suspect = m.suspect(slower.Versus[0].Timing); slower.Versus[0].Suspect == nil {
		t.Fatal("slower is no suspect")
	}
	test("slower, not confirmed", slower, false, exitDone)
	test("slower, not confirmed, strictly", slower, true, exitUndecided)
	slower.Versus[0].Confirmed = true
	test("slower, confirmed", slower, false, exitRegression)
	slower.Interrupted = true
	test("interrupted", slower, false, exitInterrupted)

	for limit, broken := range map[string]bool{"diff>+5%": true, "diff>+50%": false, "demo>+0%": false, "all>+1%": true} {
		l, err := compare.ParseLimit(limit, contest.Clocks())
		if err != nil {
			t.Fatal(err)
		}
		m := &match{limits: []compare.Limit{l}}
		if got := m.suspect(slower.Versus[0].Timing) != nil; got != broken {
			t.Errorf("%s is broken: %v, want %v", limit, got, broken)
		}
	}
}

// TestTooFew says beforehand what few pairs cannot decide.
func TestTooFew(t *testing.T) {
	for pairs, want := range map[int]string{5: "decide nothing", 6: "decide no phase", 8: "decide no phase", 9: "", 10: ""} {
		if got := tooFew(pairs); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%d pairs: %q, want %q", pairs, got, want)
		}
	}
}

// history returns a made-up evolution, with times in the published ratios.
func history(interrupted bool) *compare.Evolution {
	e := &compare.Evolution{Data: "seed", Title: scenarioTitle("seed"), Asked: 10, Made: 10, Interrupted: interrupted}
	for n, p := range strategy.History() {
		ratio := p.Ratio
		if ratio == 0 {
			ratio = 48.1
		}
		timing := compare.Paired(madeUp(compare.WholeName, 0.21788, 0.21788/ratio, 10), nil, compare.DefaultOptions())
		// Made up, so that a new knob changes no golden file.
		changes := []strategy.Change{{Knob: "filter", From: "none", To: "body"}, {Knob: "workers", From: "1", To: "4"}, {Knob: "diff", From: "all", To: "matches"}, {Knob: "parallel", From: "nothing", To: "samples"}}
		e.Steps = append(e.Steps, compare.Step{
			Name: p.Name, Phase: p.Phase, Published: p.Ratio, Time: 0.21788 / ratio, Against: &timing.Whole, Results: compare.Diff(answers(160), answers(160)), Changes: changes[:min(n, 3)],
		})
	}
	return e
}

// TestEvolutionText holds the text of evolutions to golden files.
func TestEvolutionText(t *testing.T) {
	golden(t, "evolution", func(w io.Writer) error { return writeEvolution(w, history(false)) })
	golden(t, "evolution-markdown", func(w io.Writer) error { return writeEvolutionMarkdown(w, history(false)) })
	golden(t, "evolution-json", func(w io.Writer) error { return writeJSON(w, newEvolutionReport(history(true), "")) })
	differ := history(false)
	other := answers(5)
	other.Tasks[0].Programs[0].Outcomes[1] = 201
	differ.Steps[4].Results = compare.Diff(answers(160), other)
	differ.Steps[4].Against.Verdict = compare.Withheld
	golden(t, "evolution-differ", func(w io.Writer) error { return writeEvolution(w, differ) })
	if e, ok := evolutionExit(differ).(*exit); !ok || e.code != exitRegression || !strings.Contains(e.Error(), "phase4a does not give the same") {
		t.Errorf("an evolution with other results ends with %v", evolutionExit(differ))
	}
}

// TestChecklistText holds the text of a checklist to a golden file.
func TestChecklistText(t *testing.T) {
	items := []expect.Item{
		{Section: "counts", Name: "candidates", Want: "149", Got: "149", Holds: true},
		{Section: "counts", Name: "matches", Want: "5", Got: "4"},
		{Section: "times", Name: "in all", Want: "4ms..16ms", Got: "9.1ms", Holds: true},
		{Section: "host", Name: "processors", Want: ">= 2", Got: "8", Holds: true},
	}
	golden(t, "checklist", func(w io.Writer) error { return writeChecklist(w, "20261124-seed (phase4b)", "seed.toml", items, 1) })
}

// TestContestLine holds the line of progress.
func TestContestLine(t *testing.T) {
	if got, want := contestLine(contest.Progress{Round: 3, Rounds: 10, Side: "best", Known: true, Left: 72 * time.Second}, "pair"), "pair 3 of 10  best  left ~1:12"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var b strings.Builder
	p := newContestProgress(&b, "pair", "plain", true)
	p.show(contest.Progress{Side: "best"})
	p.say("10 pairs")
	p.end()
	if got := b.String(); got != "10 pairs\n" {
		t.Errorf("progress within two seconds is %q, want only what was said", got)
	}
}

// TestComparisonJSON sees that what is not known is null, and nothing breaks.
func TestComparisonJSON(t *testing.T) {
	var b strings.Builder
	if err := writeJSON(&b, newComparisonReport(against(t, 0.0053, 4, 10, answers(160), answers(5)), "")); err != nil {
		t.Fatal(err)
	}
	var v struct {
		Versus []struct {
			Timing struct {
				Whole struct {
					Lo *float64 `json:"ratio_lo"`
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &v); err != nil || len(v.Versus) != 1 || v.Versus[0].Timing.Whole.Lo != nil {
		t.Errorf("four pairs have the interval %v (%v), want none", v.Versus, err)
	}
}
