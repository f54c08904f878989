package insightview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// advice is reports in memory.
type advice struct {
	reports map[string]*Report
	err     error
	kept    int64
	looks   int
	adopted string
}

func (s *advice) Look(id string) (*Report, error) { s.looks++; return s.reports[id], s.err }
func (s *advice) Kept() int64                     { return s.kept }

func (s *advice) Try(id, rule string) (screen.Place, error) {
	if rule == "wasted-diff-calls" {
		return screen.Place{Screen: "Compare", Settings: []string{"phase4a", "phase4a+diff=matches"}, For: rule, Begin: true}, nil
	}
	return screen.Place{}, errors.New(rule + " promises no time")
}

func (s *advice) Adopt(id, rule string) (string, error) {
	if s.err != nil {
		return "", s.err
	}
	s.adopted = rule
	return "diff=matches: the next run has it", nil
}

// report returns what the rules find in a run with a strategy, which change makes
// worse.
func report(t testing.TB, settings string, change func(r *record.Record)) *Report {
	t.Helper()
	st, err := strategy.Parse(strategy.Default(), settings)
	if err != nil {
		t.Fatal(err)
	}
	load := 0.1
	r := &record.Record{
		Schema: record.Schema, ID: "20261124-084500-seed", Name: "seed", State: record.Done, Strategy: st, Preset: strategy.Name(st),
		Wall: 29096 * time.Millisecond, Phases: []record.Phase{{Name: "demo", Wall: 28 * time.Second, Busy: 28 * time.Second, Calls: 192}}, Host: record.Host{CPUs: 2, GOMAXPROCS: 2, Load: &load}, Passes: []record.Pass{{Wall: 29096 * time.Millisecond}},
	}
	change(r)
	for i := range r.Passes {
		for _, p := range r.Phases {
			r.Passes[i].Phases = append(r.Passes[i].Phases, p.Wall)
		}
	}
	facts := insight.New(r, nil)
	found := insight.Look(facts)
	return &Report{
		ID: r.ID, Name: r.Name, Preset: r.Preset, State: r.State, Passes: len(r.Passes), Wall: r.Wall / time.Duration(max(1, len(r.Passes))),
		Findings: found, Silent: insight.Silent(facts, found),
	}
}

// phase4a is the published step, with its diff calls of 0.15 s each.
func phase4a(r *record.Record) {
	*r.Host.Load = 9
	r.Counts.DiffCalls, r.Counts.MatchesDemo, r.Counts.DiffArguments = 160, 5, 5
	r.Phases = []record.Phase{{Name: "demo", Wall: 4 * time.Second, Busy: 4 * time.Second, Calls: 160}, {Name: "diff", Wall: 24 * time.Second, Busy: 24 * time.Second, Calls: 160}}
}

func tried(run string, predicted, measured time.Duration, differ string) insight.Prediction {
	p := insight.Prediction{
		At: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC), Run: run, Rule: "wasted-diff-calls", A: "phase4a", B: "phase4a+diff=matches", Knob: "diff=matches",
		Clock: "wall", Pairs: 10, Predicted: predicted, Measured: measured, OfA: 29 * time.Second, Differ: differ, Least: measured - measured/50, Most: measured + measured/50,
	}
	p.Settle()
	return p
}

// stock is a session in phase4a whose first prediction came true, and a recorded
// run of best on which nothing fires.
func stock(t testing.TB) *advice {
	now := report(t, "phase4a", phase4a)
	now.Predictions = []insight.Prediction{
		tried("20261123-170000-seed", 20*time.Second, 8*time.Second, ""),
		tried("20261123-180000-seed", 20*time.Second, 0, "the mended strategy gives other results"),
		tried(now.ID, 23250*time.Millisecond, 22900*time.Millisecond, ""),
	}
	calm := report(t, "best", func(r *record.Record) { r.ID = "20261124-090000-seed" })
	calm.Predictions = now.Predictions
	failed := report(t, "nested-pool", func(r *record.Record) {
		r.State, r.Error, r.Passes = record.Failed, "demo: the pool has stalled: its 4 slots are held by sample 0, sample 1, sample 2, sample 3", nil
	})
	other := report(t, "phase4a", phase4a)
	other.Imported = true
	return &advice{reports: map[string]*Report{"": now, "calm": calm, "failed": failed, "other": other}}
}

type bench struct {
	testing.TB
	v    *View
	s    *advice
	look screen.Look
}

func open(t testing.TB, s *advice) *bench {
	snap := uitest.Snapshot(probe.Running)
	b := &bench{t, New(s), s, screen.Look{Now: time.Unix(1000, 0), Run: &snap, Standing: uitest.Standing(1, "=")}}
	b.refresh()
	return b
}

func (b *bench) refresh() { b.finish(b.v.Refresh(b.look)) }

func (b *bench) finish(e screen.Effect) screen.Effect {
	for e.Work != nil {
		e = e.Work()()
	}
	return e
}

func (b *bench) do(actions ...keymap.Action) (e screen.Effect) {
	b.Helper()
	for _, a := range actions {
		k, ok := b.v.Keys().Of(a)
		if !ok {
			b.Fatalf("there is no %s", a)
		}
		if k.Why != "" {
			return screen.Effect{Say: k.Why}
		}
		e = b.finish(b.v.Do(a))
	}
	return e
}

func (b *bench) run(id string) *bench {
	b.Helper()
	b.finish(b.v.Do(choose).Type.Done(id))
	return b
}

func (b *bench) frame(w, h int) string {
	b.Helper()
	lines := b.v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(b, lines, w, h)
	return uitest.Text(lines, w)
}

func (b *bench) shows(w, h int, wants ...string) {
	b.Helper()
	f := b.frame(w, h)
	for _, want := range wants {
		if !strings.Contains(f, want) {
			b.Errorf("no %q in\n%s", want, f)
		}
	}
}
