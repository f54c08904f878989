package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui/compareview"
)

// TestArenaTrouble sees what is said of what cannot be.
func TestArenaTrouble(t *testing.T) {
	ar := ring(t)
	for _, c := range []struct {
		plan compareview.Plan
		want string
	}{
		{compareview.Plan{Settings: []string{"best"}, Pairs: 10}, "two sides"},
		{compareview.Plan{Settings: []string{"best", "nothing"}, Pairs: 10}, "nothing"},
		{compareview.Plan{Settings: []string{"best", "best+workers=x"}, Pairs: 10}, "workers"},
		{compareview.Plan{Settings: []string{"best", "phase0"}, Pairs: 0}, "pairs"},
		{compareview.Plan{Settings: []string{"best", "best", "best", "best", "best", "best", "best"}, Pairs: 1}, "up to 6"},
	} {
		if err := ar.Begin(c.plan); err == nil || !strings.Contains(err.Error(), c.want) || ar.Check(c.plan) != err.Error() {
			t.Errorf("%v: %v, want %q", c.plan.Settings, err, c.want)
		}
	}
	// A side that fails says so, and the run goes on.
	if err := ar.Begin(compareview.Plan{Settings: []string{"best", "nested-pool"}, Pairs: 1}); err != nil {
		t.Fatal(err)
	}
	if l := ar.until(t, "the failure", func(l *compareview.Live) bool { return l.Over }); l.Err == nil || !strings.Contains(l.Err.Error(), "nested-pool") || l.Comparison != nil {
		t.Errorf("a side that stalls: %+v", l)
	}
	if past, err := ar.Past(); len(past) != 0 || err != nil {
		t.Errorf("a contest that failed is kept: %+v, %v", past, err)
	}
	// Records: none of that name, one alone without a baseline, one that is no record.
	for _, ids := range [][]string{{"20200101-000000-gone"}, {"../../etc"}, {""}} {
		if _, _, err := ar.Stored(ids, false); err == nil {
			t.Errorf("%q is compared", ids)
		}
	}
	bad := filepath.Join(ar.space.RunsDir(), "bad")
	if err := os.MkdirAll(bad, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bad, record.FileName), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ar.Stored([]string{"bad", "bad"}, false); err == nil || !strings.Contains(err.Error(), "bad") {
		t.Errorf("a damaged record: %v", err)
	}
	none := &arena{app: ar.app, presets: builtIn(), why: "nothing runs here"}
	if err := none.Begin(compareview.Plan{}); err == nil || err.Error() != none.why {
		t.Errorf("a contest where nothing runs: %v", err)
	}
	for _, id := range []string{"", "x"} {
		if _, _, err := none.Stored([]string{id, id}, false); err == nil {
			t.Errorf("run %q of no workspace is compared", id)
		}
	}
	if _, err := none.Export("x.md", ""); err == nil {
		t.Error("written to no workspace")
	}
}

// TestArenaExport writes two contests of the same sides: the first stays.
func TestArenaExport(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ar := &arena{space: space, presets: builtIn()}
	for _, c := range []struct{ text, want string }{{"first", "compare-a-b.md"}, {"second", "compare-a-b-2.md"}} {
		path, err := ar.Export("compare-a-b.md", c.text)
		if err != nil || path != filepath.Join(space.Dir(), c.want) {
			t.Errorf("written to %s, want %s: %v", path, c.want, err)
		}
	}
	for name, want := range map[string]string{"compare-a-b.md": "first", "compare-a-b-2.md": "second"} {
		if text, err := os.ReadFile(filepath.Join(space.Dir(), name)); err != nil || string(text) != want {
			t.Errorf("%s holds %q, want %q: %v", name, text, want, err)
		}
	}
}
