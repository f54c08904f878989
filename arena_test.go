package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/config"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/compareview"
)

// builtIn returns the built-in presets.
func builtIn() *library { return &library{book: config.Config{Book: strategy.Presets()}} }

// ring returns an arena over a session of the seed scenario that is at work.
func ring(t *testing.T) *arena {
	t.Helper()
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a := &app{streams: streams{strings.NewReader(""), &strings.Builder{}, &strings.Builder{}}, table: op.NewTable()}
	in := &inputFlags{scenario: "seed", book: builtIn().book}
	spec, err := a.spec(in)
	if err != nil {
		t.Fatal(err)
	}
	spec.Repeat, spec.Scores = true, true
	book := &recordings{app: a, space: space, in: in, spec: spec}
	session := engine.NewSession(spec.Strategy, book.start)
	ar := &arena{app: a, guard: ui.NewGuard(), space: space, presets: builtIn(), session: session, in: in, spec: spec, book: book}
	t.Cleanup(func() {
		if err := ar.close(); err != nil {
			t.Error(err)
		}
		session.Close()
		if err := book.end(); err != nil {
			t.Error(err)
		}
	})
	return ar
}

// until waits until a contest stands so.
func (ar *arena) until(t *testing.T, what string, ok func(*compareview.Live) bool) *compareview.Live {
	t.Helper()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(5 * time.Millisecond) {
		if l := ar.Live(); l != nil && ok(l) {
			return l
		}
	}
	t.Fatalf("waited %v for %s: %+v", patience, what, ar.Live())
	return nil
}

// TestArena plays a contest beside a session: the run is held meanwhile and goes
// on afterwards, what is shown is undecided until it is over, and who asked hears
// of it.
func TestArena(t *testing.T) {
	ar := ring(t)
	var heard []outcome
	ar.hear(func(o outcome) { heard = append(heard, o) })
	plan := compareview.Plan{Settings: []string{"phase4a", "phase4b"}, For: "somebody", Pairs: 2}
	ar.claim = new(claim)
	if err := ar.claim.take(errCapture); err != nil {
		t.Fatal(err)
	}
	if err := ar.Begin(plan); err != errCapture {
		t.Errorf("a contest beside a capture: %v", err)
	}
	ar.claim.leave()
	if err := ar.Begin(plan); err != nil {
		t.Fatal(err)
	}
	if err := ar.Begin(plan); err == nil || !strings.Contains(err.Error(), "another contest") {
		t.Errorf("two contests at a time: %v", err)
	}
	if why := ar.held(); why == "" {
		t.Error("nothing says that the run is held")
	}
	l := ar.until(t, "results", func(l *compareview.Live) bool { return l.Comparison != nil })
	if s := ar.session.Snapshot(); s.State != probe.Paused && !l.Over {
		t.Errorf("the run is %v while the contest is at work", s.State)
	}
	if !l.Over && (!l.Comparison.Running || l.Comparison.Versus[0].Results == nil) {
		t.Errorf("a contest at work shows %+v", l.Comparison)
	}
	l = ar.until(t, "the end", func(l *compareview.Live) bool { return l.Over })
	c := l.Comparison
	if l.Err != nil || l.Stopped || c.Running || c.Made != 2 || c.Versus[0].Timing == nil || c.Versus[0].Timing.Whole.Verdict != compare.Undecided {
		t.Errorf("the contest ended as %+v with %+v", l, c)
	}
	if len(heard) != 1 || heard[0].For != "somebody" || heard[0].Comparison != c || heard[0].Stopped || heard[0].Settings[1] != "phase4b" {
		t.Errorf("heard %+v", heard)
	}
	past, err := ar.Past()
	if err != nil || len(past) != 1 || past[0].For != "somebody" || past[0].Comparison == nil || compareview.Text(past[0].Comparison) != compareview.Text(c) {
		t.Errorf("kept is %+v, %v", past, err)
	}
	if work := c.Versus[0].Results.Work[0]; work.A != 160 || work.B != 5 {
		t.Errorf("diff calls are %+v, want 160 and 5", work)
	}
	if ar.held() != "" {
		t.Error("the run is still held")
	}
	for began := time.Now(); ar.session.Snapshot().State != probe.Running && time.Since(began) < patience; {
		time.Sleep(time.Millisecond)
	}
	if s := ar.session.Snapshot().State; s != probe.Running {
		t.Errorf("the run is %v after the contest, want it to go on", s)
	}
}

// TestArenaStop stops a contest: the pairs done are kept and undecided, and a run
// that somebody paused stays paused.
func TestArenaStop(t *testing.T) {
	ar := ring(t)
	ar.session.Pause()
	if err := ar.Begin(compareview.Plan{Settings: []string{"best", "phase4b", "best+workers=1"}, Pairs: maxPairs}); err != nil {
		t.Fatal(err)
	}
	ar.until(t, "a pair", func(l *compareview.Live) bool { return l.Comparison != nil && l.Comparison.Made > 0 })
	ar.Stop()
	l := ar.until(t, "the end", func(l *compareview.Live) bool { return l.Over })
	c := l.Comparison
	if !l.Stopped || l.Err != nil || !c.Interrupted || c.Made < 1 || c.Made == maxPairs {
		t.Fatalf("stopped as %+v, %+v", l, c)
	}
	for _, v := range c.Versus {
		for _, f := range v.Timing.Findings() {
			if f.Verdict != compare.Undecided && f.Verdict != compare.TooShort {
				t.Errorf("%s of %s is %v after %d of %d pairs", f.Name, v.B, f.Verdict, c.Made, c.Asked)
			}
		}
	}
	if s := ar.session.Snapshot().State; s != probe.Paused {
		t.Errorf("a paused run is %v after the contest", s)
	}
	// The next one, of the history, stands beside it. Three of its steps do: the
	// others are as slow as the first, and slower under -race.
	if err := ar.Begin(compareview.Plan{Settings: []string{"phase0", "phase4b", "best"}, Evolution: true, Scenario: "seed", Pairs: 1}); err != nil {
		t.Fatal(err)
	}
	l = ar.until(t, "the evolution", func(l *compareview.Live) bool { return l.Over })
	if l.Evolution == nil {
		t.Fatalf("the evolution ended as %+v", l)
	}
	if l.Number != 2 || l.Err != nil || l.Comparison != nil || len(l.Evolution.Steps) != 3 || l.Evolution.Made != 1 {
		t.Errorf("the evolution is %+v", l)
	}
	past, err := ar.Past()
	if err != nil || len(past) != 2 || past[1].Comparison == nil || !past[1].Stopped || past[0].Evolution == nil || compareview.EvolutionText(past[0].Evolution) != compareview.EvolutionText(l.Evolution) {
		t.Errorf("kept are %+v, %v", past, err)
	}
	if text := compareview.EvolutionText(l.Evolution); !strings.Contains(text, strategy.HistoryCaption) || !strings.Contains(text, "×4.06") {
		t.Errorf("the evolution reads\n%s", text)
	}
}

// TestArenaQuit quits while a contest is at work: the workspace keeps the pairs done,
// as the question before has it, and what it cannot keep is an error. One that was
// over before has told on the screen.
func TestArenaQuit(t *testing.T) {
	ar := ring(t)
	quit := func() error {
		t.Helper()
		if err := ar.Begin(compareview.Plan{Settings: []string{"best", "phase4b"}, Pairs: maxPairs}); err != nil {
			t.Fatal(err)
		}
		ar.until(t, "a pair", func(l *compareview.Live) bool { return l.Comparison != nil && l.Comparison.Made > 0 })
		return ar.close()
	}
	if said := strings.Join(ar.quitting(), " "); !strings.Contains(said, "compare --past") {
		t.Errorf("with a workspace: %q", said)
	}
	if err := quit(); err != nil {
		t.Error(err)
	}
	if past, err := ar.Past(); err != nil || len(past) != 1 || !past[0].Stopped || past[0].Comparison.Made < 1 {
		t.Errorf("kept is %+v, %v", past, err)
	}
	if err := os.RemoveAll(ar.space.ContestsDir()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(ar.space.ContestsDir(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := quit(); err == nil || !strings.Contains(err.Error(), ar.space.ContestsDir()) {
		t.Errorf("where a file is in the way: %v", err)
	}
	if err := ar.close(); err != nil {
		t.Errorf("after the end: %v", err)
	}
	ar.space = nil
	if said := strings.Join(ar.quitting(), " "); !strings.Contains(said, "no workspace") || strings.Contains(said, "--past") {
		t.Errorf("without a workspace: %q", said)
	}
	if err := quit(); err != nil {
		t.Errorf("without a workspace: %v", err)
	}
}

// TestArenaRuns compares the records of a workspace, and holds a chain of them
// against its first.
func TestArenaRuns(t *testing.T) {
	space := t.TempDir()
	var ids []string
	for _, preset := range []string{"phase3", "phase4a", "phase4b"} {
		if _, errs, code := call("run", "--workspace", space, "--progress", "none", "--scenario", "seed", "--preset", preset, "--repeat", "2"); code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
	dirs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(dirs) != 3 {
		t.Fatalf("%d runs, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		ids = append(ids, filepath.Base(dir))
	}
	w, err := workspace.Open(space)
	if err != nil {
		t.Fatal(err)
	}
	ar := &arena{app: &app{table: op.NewTable()}, space: w, presets: builtIn(), why: "no session"}
	c, got, err := ar.Stored(ids, false)
	if err != nil || len(c.Versus) != 2 || !c.Stored || len(got) != 3 || c.Settings[2] != "phase4b" {
		t.Fatalf("%+v, %v", c, err)
	}
	if v := c.Versus[1]; v.Results.Differ() || v.Timing == nil || v.Timing.Paired || len(v.Knobs) == 0 || v.StoreUnknown {
		t.Errorf("%+v", v)
	}
	// One alone stands against its baseline; the baseline itself has none.
	if c, got, err := ar.Stored(ids[2:], false); err != nil || got[0] != ids[0] || got[1] != ids[2] || !strings.HasPrefix(c.Versus[0].A, ids[0]) {
		t.Errorf("one alone: %v, %v", got, err)
	}
	if _, _, err := ar.Stored(ids[:1], false); err == nil || !strings.Contains(err.Error(), "baseline itself") {
		t.Errorf("the baseline alone: %v", err)
	}
	if _, err := ar.Chain(ids[2:]); err == nil || !strings.Contains(err.Error(), "goes back to no other") {
		t.Errorf("a run without a parent: %v", err)
	}
	for i := 1; i < 3; i++ {
		if err := journal(dirs[i], func(j *record.Journal) { j.Parent, j.Verdict = ids[i-1], record.Kept }); err != nil {
			t.Fatal(err)
		}
	}
	e, err := ar.Chain(ids[2:])
	if err != nil || len(e.Steps) != 3 || !e.Stored {
		t.Fatalf("%+v, %v", e, err)
	}
	last := e.Steps[2]
	if last.Name != ids[2] || last.Against == nil || last.Note != "kept" || len(last.Changes) != 1 || last.Changes[0].Knob != "diff" {
		t.Errorf("the last step is %+v", last)
	}
	if want := 4.06 / 1.30; last.Published < want-0.001 || last.Published > want+0.001 || e.Steps[0].Published != 1 {
		t.Errorf("published %v and %v against the first, want 1 and %v", e.Steps[0].Published, last.Published, want)
	}
	// A parent that was deleted meanwhile: the chain begins behind it.
	if err := os.RemoveAll(dirs[0]); err != nil {
		t.Fatal(err)
	}
	if e, err := ar.Chain(ids[2:]); err != nil || len(e.Steps) != 2 {
		t.Errorf("after its first run is gone the chain is %+v, %v", e, err)
	}
	if _, _, err := ar.Stored(ids, false); err == nil || !strings.Contains(err.Error(), "is gone, or cannot be read") {
		t.Errorf("a run that is gone: %v", err)
	}
	// Profiles were taken of all that are left: their times are held against nothing.
	for _, dir := range dirs[1:] {
		if err := os.WriteFile(filepath.Join(dir, "cpu.pb.gz"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := ar.Stored(ids[2:], false); err == nil || !strings.Contains(err.Error(), ids[1]+", and profiles were taken of it") {
		t.Errorf("against a run that was profiled: %v", err)
	}
}
