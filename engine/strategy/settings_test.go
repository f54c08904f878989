package strategy

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
)

// random returns a valid strategy.
func random(r *rand.Rand) Strategy {
	for {
		s := Presets()[r.IntN(len(Presets()))].Strategy
		for _, k := range Knobs() {
			if r.IntN(3) == 0 {
				list := others(k)
				if err := k.Set(&s, list[r.IntN(len(list))]); err != nil {
					panic(err)
				}
			}
		}
		if r.IntN(2) == 0 {
			s.Fuel = 1 + r.Int64N(maxFuel)
		}
		if s.Deadline > 0 && r.IntN(2) == 0 {
			s.Deadline = 1 + time.Duration(r.Int64N(int64(maxDeadline)))
		}
		if s.DeadlineCalibrated > 0 && r.IntN(2) == 0 {
			s.DeadlineCalibrated = minFactor + r.Float64()
		}
		if Validate(s) == nil {
			return s
		}
	}
}

// TestRoundTrips takes random strategies through their name, their settings and
// their JSON.
func TestRoundTrips(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	rounds := 1000
	if testing.Short() {
		rounds = 100
	}
	for range rounds {
		s, base := random(r), random(r)
		name := Name(s)
		if got, err := Parse(base, name); err != nil || got != s {
			t.Fatalf("Parse(%s) = %+v, %v, want %+v", name, got, err, s)
		}
		for _, p := range Presets() {
			if fewest := strings.Count(name, "+"); len(Diff(p.Strategy, s)) < fewest {
				t.Fatalf("%s: %s needs fewer changes", name, p.Name)
			}
		}
		changes := map[string]string{}
		for _, c := range Diff(base, s) {
			changes[c.Knob] = c.To
		}
		if got, err := Apply(base, changes); err != nil || got != s {
			t.Fatalf("Apply(%v) = %+v, %v, want %+v", changes, got, err, s)
		}
		if got, err := Parse(base, Book(nil).Name(s)); err != nil || got != s {
			t.Fatalf("Parse(%s) = %+v, %v", Book(nil).Name(s), got, err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		got := base
		if err := json.Unmarshal(data, &got); err != nil || got != s {
			t.Fatalf("%s reads as %+v, %v", data, got, err)
		}
	}
}

func TestName(t *testing.T) {
	for _, p := range Presets() {
		if got := Name(p.Strategy); got != p.Name {
			t.Errorf("Name(%s) = %s", p.Name, got)
		}
	}
	p, err := Find("phase4b")
	if err != nil {
		t.Fatal(err)
	}
	p.Strategy.Workers = 2
	if got := Name(p.Strategy); got != "phase4b+workers=2" {
		t.Errorf("Name = %s, want phase4b+workers=2", got)
	}
	p.Strategy.DiffTest = true
	if got := Name(p.Strategy); got != "phase4b+workers=2+diff-test=true" {
		t.Errorf("Name = %s", got)
	}
}

func TestParse(t *testing.T) {
	base := Default()
	good := []struct {
		text, name string
	}{
		{"", "best"},
		{" ", "best"},
		{"workers=8", "best+workers=8"},
		{"phase4a+workers=8+diff=matches", "phase4b+workers=8"},
		{" phase0 + filter=body ", "phase1"},
		{"short-limit+deadline-calibrated=0+deadline=30s+workers=16", "phase4a+workers=16+deadline=30s+limit-per=batt"},
		{"best+deadline=1.5s", "best+deadline=1.5s"},
		{"phase4b+observe=counts", "phase4b+observe=counts"},
		{"observe=off", "best"},
	}
	for _, g := range good {
		s, err := Parse(base, g.text)
		if err != nil || Name(s) != g.name {
			t.Errorf("Parse(%q) is %s, %v, want %s", g.text, Name(s), err, g.name)
		}
	}
	bad := []struct{ text, want string }{
		{"phase9", "there is no preset phase9; did you mean phase0?"},
		{"workers=8+phase0", "settings workers=8+phase0: phase0 is not knob=value, and a preset can only come first"},
		{"best+", "settings best+: want knob=value after each +"},
		{"+workers=8", "settings +workers=8: want knob=value after each +"},
		{"best+workers=1+workers=1", "settings best+workers=1+workers=1: workers is set twice"},
		{"best+wokers=1", "there is no knob wokers; did you mean workers?"},
		{"best+diff=", `diff is "", want none, all, matches or distinct`},
		{"best+limit-per=batt", "limit-per is batt, but parallel is chunks, which makes many calls of one batt; want parallel=samples or nothing, or limit-per=program"},
	}
	for _, b := range bad {
		s, err := Parse(base, b.text)
		if err == nil || err.Error() != b.want {
			t.Errorf("Parse(%q): %v, want %s", b.text, err, b.want)
		}
		if s != base {
			t.Errorf("Parse(%q) changed the strategy", b.text)
		}
	}
}

// TestApplyError sees that of several faults the same one is reported.
func TestApplyError(t *testing.T) {
	settings := map[string]string{"workers": "x", "fuel": "x", "diff": "x", "deadline": "x"}
	for range 20 {
		_, err := Apply(Default(), maps.Clone(settings))
		if err == nil || !strings.HasPrefix(err.Error(), "deadline is x") {
			t.Fatalf("Apply: %v", err)
		}
	}
}

func TestValidate(t *testing.T) {
	test := func(settings, want string) {
		t.Helper()
		s := Default()
		for _, part := range strings.Split(settings, "+") {
			if p, err := Find(part); err == nil {
				s = p.Strategy
				continue
			}
			name, value, _ := strings.Cut(part, "=")
			if err := mustKnob(t, name).Set(&s, value); err != nil {
				t.Fatal(err)
			}
		}
		err := Validate(s)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", settings, err)
		case want != "" && (err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: %v, want %s...", settings, err, want)
		}
	}
	test("best+deadline=1s+deadline-calibrated=2", "deadline and deadline-calibrated both")
	test("short-limit+evaluation=alone", "limit-per is batt, but evaluation is alone")
	test("short-limit+parallel=chunks", "limit-per is batt, but parallel is chunks")
	test("short-limit+deadline-calibrated=0", "limit-per is batt, but there is no deadline")
	test("phase4b+evaluation=alone", "diff-scope is whole")
	test("best+diff=none+diff-test=true", "diff-test is true, but diff is none")
	test("nested-pool+parallel=nothing", "pool is shared")
	test("phase4b+evaluation=alone+diff=none", "")
	test("best+evaluation=alone", "")
	test("phase0+workers=8", "")
	test("phase0+diff=none", "")

	s := Default()
	s.Parallel = ParallelChunks + 1
	if err := Validate(s); err == nil || !strings.HasPrefix(err.Error(), `parallel is "strategy.Parallel(3)", want nothing`) {
		t.Errorf("Validate of a value outside the set: %v", err)
	}
	s = Default()
	s.Observe = probe.LevelAll + 1
	if err := Validate(s); err == nil || !strings.HasPrefix(err.Error(), `observe is "level(4)", want off`) {
		t.Errorf("Validate of a level outside the set: %v", err)
	}
	if err := Validate(Strategy{}); err == nil {
		t.Error("the zero Strategy is valid")
	}
}

func TestIdle(t *testing.T) {
	test := func(settings, knob string, idle bool) {
		t.Helper()
		s, err := Parse(Default(), settings)
		if err != nil {
			t.Fatal(err)
		}
		mustKnob(t, knob)
		if got := Idle(s, knob); (got != "") != idle {
			t.Errorf("Idle(%s, %s) = %q", settings, knob, got)
		}
	}
	test("phase0", "workers", true)
	test("best", "workers", false)
	test("nested-pool", "workers", true)
	test("nested-pool", "pool-slots", false)
	test("best", "pool-slots", true)
	test("best", "limit-per", true)
	test("best+deadline=1s", "limit-per", false)
	test("best+diff=none", "diff-scope", true)
	test("best+diff=none", "diff-test", true)
	test("best", "diff-test", false)
}

// FuzzParse reads any settings: what is read is valid and comes back by its name
// and by its JSON, what is refused is refused in one line.
func FuzzParse(f *testing.F) {
	for _, p := range Presets() {
		f.Add(p.Name)
		f.Add(p.Name + "+workers=2")
	}
	f.Add(Book(nil).Name(Default()))
	f.Add("short-limit+deadline-calibrated=0.333+limit-per=batt")
	f.Add("deadline=1h2m3.5s+fuel=+1000+diff-test=true")
	f.Add("best+workers=1+workers=1")
	f.Add("x\n+=")
	f.Fuzz(func(t *testing.T, text string) {
		base := Default()
		s, err := Parse(base, text)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") || len(err.Error()) > 500 || s != base {
				t.Fatalf("Parse(%q): %q, and base changed: %v", text, err, s != base)
			}
			return
		}
		if err := Validate(s); err != nil {
			t.Fatalf("Parse(%q) is not valid: %v", text, err)
		}
		if again, err := Parse(base, Name(s)); err != nil || again != s {
			t.Fatalf("Parse(%q) is %s, which reads as %+v, %v", text, Name(s), again, err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var again Strategy
		if err := json.Unmarshal(data, &again); err != nil || again != s {
			t.Fatalf("%s reads as %+v, %v", data, again, err)
		}
	})
}
