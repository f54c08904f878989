package insightview

import (
	"errors"
	"fmt"
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

// The frames of the screen, in its states.
func TestFrames(t *testing.T) {
	for _, x := range []struct {
		name  string
		id    string
		keys  []keymap.Action
		sizes [][2]int
	}{
		{"fires", "", nil, [][2]int{{60, 11}, {80, 19}, {120, 35}}},
		{"calm", "calm", nil, [][2]int{{80, 19}}},
		{"failed", "failed", nil, [][2]int{{80, 19}}},
		{"rules", "", []keymap.Action{every, keymap.Down}, [][2]int{{80, 19}}},
		{"kept", "", []keymap.Action{held}, [][2]int{{80, 19}, {120, 35}}},
		{"why", "", []keymap.Action{keymap.Enter}, [][2]int{{80, 19}, {120, 35}}},
	} {
		for _, size := range x.sizes {
			b := open(t, stock(t))
			if x.id != "" {
				b.run(x.id)
			}
			b.do(x.keys...)
			uitest.Golden(t, fmt.Sprintf("%s-%dx%d", x.name, size[0], size[1]), b.frame(size[0], size[1]))
		}
	}
}

// What fires has its figures, its knob, and what came of trying it.
func TestFires(t *testing.T) {
	b := open(t, stock(t))
	b.shows(120, 30, "3 of", "~23.2 s", "80 %", "160 diff calls for 5 matches: 155 (97 %)", "diff=matches",
		"up to ~23.2 s of 29.1 s a pass (80 %)",
		"2026-11-24 09:30: up to ~23.2 s of 29.0 s predicted, 22.9 s saved (95 % interval 22.4 s … 23.4 s) by wall in",
		"tried 3 times here: right once, too high once, other results once")
	b.do(keymap.Down)
	b.shows(120, 30, "160 diff calls have 5 distinct arguments", "diff=distinct+diff-scope=alone")
}

// What cannot be read of the predictions is said beside the findings.
func TestTrouble(t *testing.T) {
	s := stock(t)
	r := s.reports[""]
	r.Problems = []error{errors.New("predictions.jsonl: line 3 is damaged"), errors.New("line 4")}
	b := open(t, s)
	b.shows(120, 30, "predictions.jsonl: line 3 is damaged, and 1 more like it", "160 diff calls for 5 matches")
	s.err = errors.New("keep the outcome: no space left on device")
	b = open(t, s)
	b.shows(120, 30, "keep the outcome: no space left on device", "160 diff calls for 5 matches")
}

// One key applies the knob and goes to the comparison, with whom it is for.
func TestTry(t *testing.T) {
	b := open(t, stock(t))
	e := b.do(try)
	if e.Open == nil || !e.Open.Begin || e.Open.Screen != "Compare" || strings.Join(e.Open.Settings, " ") != "phase4a phase4a+diff=matches" || e.Open.For == "" {
		t.Fatalf("it asks for %+v", e)
	}
	if e = b.do(keymap.Down, try); e.Open != nil || e.Say != "repeated-diff-calls promises no time" {
		t.Errorf("it asks for %+v", e)
	}
	if e = b.do(keymap.End, try); !strings.Contains(e.Say, "no knob of ours mends it") {
		t.Errorf("without a knob: %+v", e)
	}
	b.do(keymap.Home, keymap.Enter)
	if e = b.do(try); e.Open == nil {
		t.Errorf("from its page: %+v", e)
	}
	if e = b.do(adopt); e.Say != "diff=matches: the next run has it" || b.s.adopted != "wasted-diff-calls" {
		t.Errorf("adopted %q, said %q", b.s.adopted, e.Say)
	}
	b.s.reports[""].Fixed = "nothing runs here"
	if e = b.do(try); e.Say != "nothing runs here" {
		t.Errorf("over a record: %+v", e)
	}
}

// What cannot be tried says why.
func TestCannot(t *testing.T) {
	for id, want := range map[string]string{"failed": "the run failed", "other": "of another engine", "calm": "there is nothing to mend"} {
		b := open(t, stock(t)).run(id)
		if e := b.do(try); !strings.Contains(e.Say, want) {
			t.Errorf("%s: %+v, want %q", id, e, want)
		}
	}
	b := open(t, stock(t)).run("failed")
	if e := b.do(adopt); b.s.adopted != "stalled-pool" {
		t.Errorf("the knob of a run that failed is not for the next: %+v", e)
	}
}

// Where nothing fires the thresholds stand, and what is silent says why.
func TestCalm(t *testing.T) {
	b := open(t, stock(t)).run("calm")
	b.shows(120, 40, "nothing fires of", "at least 20 diff calls, more than 2 times the matches", "silent", "below")
	b.do(every)
	for b.v.rule() != "device-starvation" {
		b.do(keymap.Down)
	}
	b.shows(120, 40, "lacks work of each device: the workers evaluated, no devices")
	b.do(keymap.Enter)
	b.shows(120, 40, "silent: lacks work of each device", "kineto warns below 50 %")
	b.do(keymap.Back, keymap.Back, keymap.Back)
	b.shows(120, 40, "the run of this session")
}

// The screen looks again when there is another whole pass, when an outcome is
// kept, and for nothing else; a recorded run stays.
func TestRefresh(t *testing.T) {
	b := open(t, stock(t))
	b.refresh()
	b.refresh()
	if b.s.looks != 1 {
		t.Errorf("%d looks at one pass", b.s.looks)
	}
	b.look.Standing = uitest.Standing(1, "=")
	b.refresh()
	b.s.kept++
	b.refresh()
	if b.s.looks != 3 {
		t.Errorf("%d looks after another pass and an outcome, want 3", b.s.looks)
	}
	b.run("calm")
	b.look.Standing = uitest.Standing(1, "=")
	b.refresh()
	if b.s.looks != 4 {
		t.Errorf("%d looks, want 4: a recorded run stays", b.s.looks)
	}
}

// What was asked for last is shown, though what was asked before comes later.
func TestOvertaken(t *testing.T) {
	b := open(t, stock(t))
	b.look.Standing = uitest.Standing(1, "=")
	slow := b.v.Refresh(b.look)
	if e := b.v.Do(choose).Type.Done("calm"); e.Work != nil {
		t.Fatal("two looks at a time")
	}
	b.finish(slow)
	b.shows(120, 30, "nothing fires")
}

// Before the first pass, and where something is wrong, that is said.
func TestNothing(t *testing.T) {
	b := open(t, &advice{reports: map[string]*Report{}})
	b.shows(60, 11, "no pass has come to its end yet")
	if e := b.do(try); !strings.Contains(e.Say, "no pass has come to its end") {
		t.Errorf("said %+v", e)
	}
	b.do(held)
	b.shows(60, 11, "no pass has come to its end yet")
	b = open(t, &advice{err: errors.New("read the record of predictions: disk I/O error")})
	b.shows(60, 11, "disk I/O error")
	b.do(every)
	b.shows(80, 19, "stalled-pool")
}

// A place opens the screen on a run.
func TestVisit(t *testing.T) {
	b := open(t, stock(t))
	b.finish(b.v.Visit(screen.Place{Screen: "Insights", Runs: []string{"calm"}}))
	b.shows(80, 19, "nothing fires")
	if e := b.v.Visit(screen.Place{Screen: "Insights"}); e.Work != nil {
		t.Error("a place without a run changes something")
	}
}

func TestCopy(t *testing.T) {
	b := open(t, stock(t))
	if e := b.do(keymap.Copy); !strings.HasPrefix(e.Copy, "wasted diff calls: 160 diff calls for 5 matches") {
		t.Errorf("copied %q", e.Copy)
	}
	if e := b.do(held, keymap.Copy); !strings.Contains(e.Copy, "22.9 s saved") {
		t.Errorf("copied %q", e.Copy)
	}
	if e := b.do(every, keymap.Copy); !strings.HasPrefix(e.Copy, "stalled-pool: ") {
		t.Errorf("copied %q", e.Copy)
	}
	if at, of := b.v.Find("cache", 0); at != 1 || of < 2 {
		t.Errorf("found %d of %d", at, of)
	}
}

// FuzzLaw holds the screen to the law of sizes, whatever the texts and the size.
func FuzzLaw(f *testing.F) {
	f.Add("tour", int64(1e9), 80, 19, uint8(0))
	f.Add("日本語 👩‍👩‍👧‍👦 é", int64(-1), 60, 11, uint8(1))
	f.Add("\x1b[31mred\x1b[m\n\t\x00", int64(1)<<62, 200, 3, uint8(2))
	f.Add(strings.Repeat("w ", 300), int64(0), 1, 1, uint8(3))
	f.Add("x", int64(7), 120, 40, uint8(7))
	f.Fuzz(func(t *testing.T, text string, n int64, w, h int, keys uint8) {
		w, h = 1+bound(w, 250), bound(h, 80)
		text = text[:min(len(text), 1000)]
		r := report(t, "phase4a", phase4a)
		r.ID, r.Preset = text, text
		for i := range r.Findings {
			one := &r.Findings[i]
			one.Title, one.Text, one.Knob, one.Advice, one.Command = text, text, text, text, text
			one.Saving = &insight.Saving{Upper: time.Duration(n), Share: float64(n)}
		}
		for range bound(int(n%50), 20) {
			p := tried(text, time.Duration(n), time.Duration(n/2), "")
			p.Knob, p.Outcome, p.Clock, p.Pairs = text, insight.Outcome(text), text, int(n%1e9)
			r.Predictions = append(r.Predictions, p)
		}
		b := open(t, &advice{reports: map[string]*Report{"": r}})
		b.frame(w, h)
		for i, a := range []keymap.Action{every, held, keymap.End, keymap.Enter, keymap.PageDown, keymap.Up} {
			if keys>>i&1 > 0 {
				if k, ok := b.v.Keys().Of(a); ok && k.Why == "" {
					b.finish(b.v.Do(a))
				}
				b.frame(w, h)
			}
		}
		b.finish(b.v.Click(3, 3))
		b.frame(w, h)
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n % most
}
