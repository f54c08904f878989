package main

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui/insightview"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// advised is a session of the seed scenario with a strategy, and what its Insights
// screen shows of the first whole pass, or of how it failed.
type advised struct {
	*adviser
	t       *testing.T
	view    *insightview.View
	look    screen.Look
	session *engine.Session
	book    *recordings
}

func advise(t *testing.T, settings string, space *workspace.Workspace) *advised {
	t.Helper()
	a := &app{streams: streams{strings.NewReader(""), &strings.Builder{}, &strings.Builder{}}, table: op.NewTable()}
	if space != nil {
		a.workspace = space.Dir()
	}
	in := &inputFlags{scenario: "seed", book: builtIn().book}
	spec, err := a.spec(in)
	if err != nil {
		t.Fatal(err)
	}
	if spec.Strategy, err = strategy.Parse(strategy.Default(), settings); err != nil {
		t.Fatal(err)
	}
	spec.Repeat, spec.Scores = true, true
	book := &recordings{app: a, space: space, in: in, spec: spec}
	session := engine.NewSession(spec.Strategy, book.start)
	t.Cleanup(func() {
		session.Close()
		_ = book.end() // that a run failed is what some are about
	})
	v := &advised{adviser: &adviser{app: a, space: space, newest: book.newest, adopt: session.SetStrategy}, t: t, session: session, book: book}
	v.view = insightview.New(v.adviser)
	began := time.Now()
	var s probe.Snapshot
	for s = session.Snapshot(); s.Pass < 2 && s.State != probe.Failed; s = session.Snapshot() {
		if time.Since(began) > patience {
			t.Fatalf("waited %v for a pass", patience)
		}
		time.Sleep(time.Millisecond)
	}
	v.look = screen.Look{Now: time.Unix(1000, 0), Run: &s, Standing: book.judge(s.Run)}
	v.refresh()
	return v
}

func (v *advised) refresh() { v.finish(v.view.Refresh(v.look)) }

func (v *advised) finish(e screen.Effect) screen.Effect {
	for e.Work != nil {
		e = e.Work()()
	}
	return e
}

func (v *advised) frame() string {
	return uitest.Text(v.view.Render(160, 50, theme.New(theme.Dark, false, false)), 160)
}

func (v *advised) shows(patterns ...string) {
	v.t.Helper()
	f := v.frame()
	for _, want := range patterns {
		if !regexp.MustCompile(want).MatchString(f) {
			v.t.Errorf("no %q on\n%s", want, f)
		}
	}
}

// The screen names what the published history ran into, on the scenario that
// repeats it, and finds nothing wrong with the best strategy.
func TestSeedInsights(t *testing.T) {
	t.Run("nested-pool", func(t *testing.T) {
		v := advise(t, "nested-pool", nil)
		v.shows(`▌error +stalled pool`, `the pool has stalled: its 4 slots are held by`, `knob +pool=own`, `✗ failed`)
		if said := v.finish(v.view.Do("adopt knob")).Say; !strings.Contains(said, "pool=own") || v.session.Strategy().Pool != strategy.PoolOwn {
			t.Errorf("said %q, and the next run has %s", said, strategy.Name(v.session.Strategy()))
		}
	})
	t.Run("short-limit", func(t *testing.T) {
		v := advise(t, "short-limit", nil)
		v.shows(`▌error +false timeouts`, `1\d\d of 192 evaluations were cut at [\d.]+ [mµ]s`, `so [\d.]+ [mµ]s would do`, `knob +deadline=[\d.]+[mµ]s\+deadline-calibrated=0`)
	})
	t.Run("phase4a", func(t *testing.T) {
		v := advise(t, "phase4a", nil)
		v.shows(`▌warning +wasted diff calls +~[\d.]+ m?s +\d+ % +— +diff=matches`, `160 diff calls for 5 matches: 155 \(97 %\) could not change what matches`, `saves +up to ~`)
		v.view.Do(keymap.Down)
		v.shows(`160 diff calls have 5 distinct arguments: 155 \(97 %\)`)
		if n := v.look.Standing.Warnings; n < 2 || len(v.look.Standing.Insights) < n {
			t.Errorf("the Run screen hears of %d warnings among %q", n, v.look.Standing.Insights)
		}
	})
	t.Run("best", func(t *testing.T) {
		v := advise(t, "best", nil)
		if v.look.Standing.Warnings > 0 {
			t.Errorf("%d warnings on\n%s", v.look.Standing.Warnings, v.frame())
		}
	})
}

// outcomeOf is a contest of two sides whose diff calls take most of A, in
// milliseconds.
func outcomeOf(place screen.Place, a, b, diff float64) outcome {
	t := &compare.Timing{Whole: compare.Finding{A: a / 1e3, B: b / 1e3, Ratio: a / b, Lo: a / b * 0.9, Hi: a / b * 1.1}}
	t.Phases = []compare.Finding{{Name: "diff", A: diff / 1e3}}
	return outcome{
		For: place.For, Settings: place.Settings,
		Comparison: &compare.Comparison{Clock: "wall", Asked: 10, Made: 10, Versus: []*compare.Versus{{Results: &compare.Results{}, Timing: t}}},
	}
}

// A trial that a contest has ended stands on the screen and in the workspace, or
// without one as long as the session; what was no trial does not.
func TestTrial(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, space := range map[string]*workspace.Workspace{"workspace": space, "none": nil} {
		t.Run(name, func(t *testing.T) {
			v := advise(t, "phase4a", space)
			e := v.finish(v.view.Do("try knob"))
			if e.Open == nil || e.Open.Screen != "Compare" || !e.Open.Begin || strings.Join(e.Open.Settings, " ") != "phase4a phase4b" || e.Open.For == "" {
				t.Fatalf("it asks for %+v", e)
			}
			stopped := outcomeOf(*e.Open, 10, 1, 9)
			stopped.Stopped = true
			v.hear(stopped)
			changed := outcomeOf(*e.Open, 10, 1, 9)
			changed.Settings = []string{"phase4a", "best"}
			v.hear(changed)
			nobody := outcomeOf(screen.Place{Settings: e.Open.Settings}, 10, 1, 9)
			v.hear(nobody)
			if v.refresh(); v.Kept() != 0 {
				t.Errorf("%d outcomes of what was no trial", v.Kept())
			}
			v.hear(outcomeOf(*e.Open, 10, 1.4, 8.9))
			v.refresh()
			v.shows(`▌warning +wasted diff calls +.* right +diff=matches`, `up to ~8.62 ms of 10.0 ms predicted, 8.60 ms saved \(95 % interval 8.44 ms … 8.73 ms\) by wall in`, `tried once here: right once`)
			kept, _, err := v.predictions()
			if err != nil || len(kept) != 1 || kept[0].Outcome != insight.Right || kept[0].B != "phase4b" {
				t.Errorf("kept %+v, %v", kept, err)
			}
		})
	}
}

// A recorded run of other tasks cannot be tried in a session, nor one that does
// not fire any more.
func TestForeignTrial(t *testing.T) {
	v := advise(t, "phase4a", nil)
	other := *v.newest().facts.Run
	other.ID, other.Data.Hash = "other", "another"
	if why := v.foreign("other", &other); !strings.Contains(why, "of other tasks or programs") {
		t.Errorf("why: %q", why)
	}
	if why := v.foreign("same", v.newest().facts.Run); why != "" {
		t.Errorf("the same tasks: %q", why)
	}
	if _, err := v.Try("", "lost-device"); err == nil || !strings.Contains(err.Error(), "does not fire") {
		t.Errorf("what does not fire: %v", err)
	}
	if _, err := v.Adopt("", "lost-device"); err == nil {
		t.Error("what does not fire is adopted")
	}
	v.adviser.newest = func() *advice { return nil }
	if _, err := v.Try("", "wasted-diff-calls"); !errors.Is(err, errNoPass) {
		t.Errorf("before the first pass: %v", err)
	}
	if why := v.foreign("x", &record.Record{}); !strings.Contains(why, "not known yet") {
		t.Errorf("before the first pass: %q", why)
	}
}
