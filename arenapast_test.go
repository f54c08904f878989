package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/profile/compare"
	"battscope/profile/ledger"
	"battscope/profile/workspace"
	"battscope/ui/compareview"
)

// played is what a contest found: that the results of its sides differ, so that
// nothing was measured.
func played() *compare.Comparison {
	return &compare.Comparison{Data: "seed", Clock: "wall", Asked: 10, Settings: []string{"best", "short-limit"}, Versus: []*compare.Versus{{
		A: "best", B: "short-limit", Label: "B", Results: &compare.Results{Groups: []compare.Group{{What: "outputs", N: 1, Named: []string{"task 5eed0149 sample 1"}}}},
	}}}
}

// TestKeepContest keeps what a contest has found, and nothing of one that found
// nothing; where it cannot be written that is told.
func TestKeepContest(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ar := &arena{space: space}
	plan := compareview.Plan{Settings: []string{"best", "short-limit"}}
	early := played()
	early.Versus[0].Results.Groups = nil
	for _, l := range []compareview.Live{{}, {Stopped: true, Comparison: early}, {Comparison: &compare.Comparison{Running: true, Made: 3}}, {Err: errNoPass, Comparison: played()}} {
		ar.live = &l
		ar.keep(plan)
	}
	if past, err := ar.Past(); len(past) != 0 || err != nil {
		t.Errorf("kept %+v, %v", past, err)
	}
	ar.live = &compareview.Live{Comparison: played()}
	ar.keep(plan)
	if past, err := ar.Past(); len(past) != 1 || err != nil || ar.live.Unkept != nil {
		t.Fatalf("kept %+v, %v; not kept: %v", past, err, ar.live.Unkept)
	}
	past, _ := ar.Past()
	if past[0].Data != "seed" || past[0].Clock != "wall" {
		t.Errorf("kept on %q by %q", past[0].Data, past[0].Clock)
	}
	if err := ar.Delete([]string{past[0].ID}); err != nil {
		t.Error(err)
	}
	if err := ar.Delete([]string{past[0].ID}); err == nil {
		t.Error("one that is gone is deleted again")
	}
	if past, err := ar.Past(); len(past) != 0 || err != nil {
		t.Errorf("left are %+v, %v", past, err)
	}
	if err := (&arena{}).Delete(nil); !errors.Is(err, errNoContests) {
		t.Errorf("without a workspace: %v", err)
	}
	if err := os.RemoveAll(space.ContestsDir()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(space.ContestsDir(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ar.keep(plan)
	if err := ar.live.Unkept; err == nil || !strings.Contains(err.Error(), space.ContestsDir()) {
		t.Errorf("where a file is in the way: %v", err)
	}
}

// TestComparePast lists what a workspace keeps, and prints one of it.
func TestComparePast(t *testing.T) {
	dir := t.TempDir()
	if out, _, code := call("compare", "--past", "--workspace", dir); code != exitDone || !strings.HasPrefix(out, "No contest") {
		t.Errorf("of an empty workspace: %d, %s", code, out)
	}
	if out, _, code := call("compare", "--past", "--json", "--workspace", dir); code != exitDone || strings.TrimSpace(out) != "[]" {
		t.Errorf("of an empty workspace: %d, %s", code, out)
	}
	space, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	one := &ledger.Contest{Ended: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC), Host: "bench", Settings: []string{"best", "short-limit"}, Comparison: played()}
	if err := ledger.Keep(space, one); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(space.ContestsDir(), "half.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := call("compare", "--past", "--workspace", dir)
	if want := "contest          sides              data  clock  pairs    in all\n20261124-093000  best, short-limit  seed  wall   0 of 10  other results\n"; code != exitDone || out != want || !strings.Contains(errs, "half.json is damaged") {
		t.Errorf("code %d, %s\n%q, want\n%q", code, errs, out, want)
	}
	out, _, code = call("compare", "--past", "--json", "--workspace", dir)
	var list []pastReport
	if err := json.Unmarshal([]byte(out), &list); err != nil || code != exitDone || len(list) != 1 || list[0].Data != "seed" || list[0].Clock != "wall" || list[0].ID != one.ID || list[0].Verdicts[0] != "other results" {
		t.Errorf("code %d, %v: %s", code, err, out)
	}
	for flag, want := range map[string]string{"--json=false": compareview.Text(one.Comparison), "--markdown": compareview.Markdown(one.Comparison)} {
		if out, errs, code := call("compare", "--past", flag, "--workspace", dir, one.ID); code != exitDone || out != want {
			t.Errorf("%s: code %d, %s\n%s", flag, code, errs, out)
		}
	}
	steps := &compare.Evolution{Data: "seed", Asked: 3, Made: 3}
	for _, results := range []*compare.Results{{}, one.Comparison.Versus[0].Results} {
		steps.Steps = append(steps.Steps, compare.Step{Name: "phase0", Time: 1, Against: &compare.Finding{}, Results: results})
	}
	if err := ledger.Keep(space, &ledger.Contest{Ended: one.Ended, Settings: one.Settings, Evolution: steps}); err != nil {
		t.Fatal(err)
	}
	if out, _, code := call("compare", "--past", "--workspace", dir); code != exitDone || !strings.Contains(out, "  3 of 3   steps of the history, other results\n") {
		t.Errorf("of a history whose results differ: code %d, %s", code, out)
	}
	for _, bad := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"20200101-000000"}, exitFailed, "battscope compare --past lists them"},
		{[]string{"half"}, exitFailed, "damaged"},
		{[]string{"a", "b"}, exitUsage, "one contest at most"},
		{[]string{"--markdown"}, exitUsage, "of one contest"},
		{[]string{"--markdown", "--json", "a"}, exitUsage, "exclude"},
		{[]string{"--pairs", "20", one.ID}, exitUsage, "--past shows contests as they ended; it takes no --pairs"},
		{[]string{"--strict", "--fail-if", "demo>+5%", "--workers=2", "--json"}, exitUsage, "it takes no --fail-if, --strict, --workers"},
	} {
		if _, errs, code := call(append([]string{"compare", "--past", "--workspace", dir}, bad.args...)...); code != bad.code || !strings.Contains(errs, bad.want) {
			t.Errorf("%v: code %d, %s, want %d and %q", bad.args, code, errs, bad.code, bad.want)
		}
	}
}

// TestPastDamaged has every member of a file missing in turn: what is read all the
// same can be shown.
func TestPastDamaged(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	clock := compare.Clock{Name: compare.WholeName, A: []float64{2, 2, 2, 2, 2, 2}, B: []float64{1, 1, 1, 1, 1, 1}}
	demo := clock
	demo.Name = "demo"
	c := played()
	v := c.Versus[0]
	v.Results = &compare.Results{Counts: []compare.Count{{Name: "outputs", A: 2, B: 2}}, Groups: v.Results.Groups}
	v.Timing = compare.Paired(clock, []compare.Clock{demo}, compare.DefaultOptions())
	v.Calls, v.Suspect, v.Again, c.Control = []compare.Count{{Name: "demo", A: 1, B: 2}}, &compare.Limit{Clock: "demo"}, v.Timing, v.Timing
	e := &compare.Evolution{Data: "seed", Asked: 3, Made: 3}
	for range 2 {
		e.Steps = append(e.Steps, compare.Step{Name: "phase0", Time: 2, Against: &v.Timing.Whole, Results: v.Results})
	}
	shown, refused := 0, 0
	for _, one := range []*ledger.Contest{{Comparison: c}, {Evolution: e}} {
		if err := ledger.Keep(space, one); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(space.ContestsDir(), one.ID+".json")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var whole any
		if err := json.Unmarshal(text, &whole); err != nil {
			t.Fatal(err)
		}
		damage(whole, func() {
			text, err := json.Marshal(whole)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ledger.Read(space, one.ID)
			switch {
			case err != nil:
				refused++
				return
			case got.Evolution != nil:
				_, _ = compareview.EvolutionText(got.Evolution), compareview.EvolutionMarkdown(got.Evolution)
			default:
				_, _ = compareview.Text(got.Comparison), compareview.Markdown(got.Comparison)
			}
			shown++
		})
	}
	if shown < 20 || refused < 5 {
		t.Errorf("%d damaged files are shown and %d refused", shown, refused)
	}
}

// damage calls do with every value below node replaced by null in turn.
func damage(node any, do func()) {
	switch node := node.(type) {
	case map[string]any:
		for k, old := range node {
			node[k] = nil
			do()
			node[k] = old
			damage(old, do)
		}
	case []any:
		for i, old := range node {
			node[i] = nil
			do()
			node[i] = old
			damage(old, do)
		}
	}
}
