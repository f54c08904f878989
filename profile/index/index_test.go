package index

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// leave puts a run into a workspace.
func leave(t *testing.T, w *workspace.Workspace, id string, age time.Duration, state record.State, j record.Journal) string {
	t.Helper()
	dir := filepath.Join(w.RunsDir(), id)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	r := record.Record{
		Schema: record.Schema, ID: id, State: state, Began: time.Unix(1e9, 0).Add(-age), Strategy: strategy.Default(), PID: 1 << 30,
		Host: record.ThisHost(), Data: record.Hashed{Hash: "d"}, Pool: record.Hashed{Hash: "p"},
	}
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	if j != (record.Journal{}) {
		if err := j.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func ids(t *testing.T, x *Index) (list []string) {
	t.Helper()
	entries, err := x.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.ID+" "+e.Standing()+" "+e.Journal.Title)
	}
	return list
}

func wants(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %q, want %q", what, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
}

// TestIndex follows runs that come, change and go, and finds baselines.
func TestIndex(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	leave(t, w, "a", 3*time.Hour, record.Running, record.Journal{})
	b := leave(t, w, "b", 2*time.Hour, record.Done, record.Journal{})
	leave(t, w, "c", time.Hour, record.Done, record.Journal{Title: "third"})
	bad := filepath.Join(w.RunsDir(), "d")
	if err := os.Mkdir(bad, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bad, record.FileName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	x, problems, err := Open(ctx, w)
	if err != nil || len(problems) != 1 {
		t.Fatal(problems, err)
	}
	wants(t, "at first", ids(t, x), "c done third", "b done ", "a killed ")
	base, err := x.Baseline(ctx, "d", "p")
	if err != nil || base == nil || base.ID != "b" || base.Dir != b {
		t.Errorf("the baseline is %+v, %v, want b: the earliest that has a whole pass", base, err)
	}
	if base, err := x.Baseline(ctx, "d", "other"); err != nil || base != nil {
		t.Errorf("another pool has the baseline %+v, %v", base, err)
	}
	if err := (record.Journal{Title: "new", Baseline: true}).Write(filepath.Join(w.RunsDir(), "c")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(b); err != nil {
		t.Fatal(err)
	}
	leave(t, w, "e", 0, record.Stopped, record.Journal{})
	if _, err := x.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	wants(t, "later", ids(t, x), "e stopped ", "c done new", "a killed ")
	if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != "c" {
		t.Errorf("the baseline is %+v, %v, want c", base, err)
	}
	if _, err := x.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	wants(t, "anew", ids(t, x), "e stopped ", "c done new", "a killed ")
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestAlive asks for processes of this host and of others.
func TestAlive(t *testing.T) {
	dir := t.TempDir()
	here, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	if !Alive(dir, here, os.Getpid()) || Alive(dir, here, 1<<30) {
		t.Error("this process is not at work, or one that cannot be is")
	}
	if Alive(dir, "elsewhere", 1) {
		t.Error("a run without events is at work elsewhere")
	}
	events := filepath.Join(dir, record.EventsName)
	if err := os.WriteFile(events, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if !Alive(dir, "elsewhere", 1) {
		t.Error("a run whose events are new is not at work elsewhere")
	}
	long := time.Now().Add(-2 * silence)
	if err := os.Chtimes(events, long, long); err != nil {
		t.Fatal(err)
	}
	if Alive(dir, "elsewhere", 1) {
		t.Error("a run whose events are old is at work elsewhere")
	}
}

// TestDamage opens an index that is no database, one of another version, and one
// that cannot be written.
func TestDamage(t *testing.T) {
	ctx := context.Background()
	for name, harm := range map[string]func(path string) error{
		"not a database": func(path string) error { return os.WriteFile(path, []byte("nonsense, and a lot of it"), 0o600) },
		"a folder":       func(path string) error { return os.MkdirAll(filepath.Join(path, "x"), 0o700) },
		"missing":        func(string) error { return nil },
	} {
		w, err := workspace.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		leave(t, w, "a", 0, record.Done, record.Journal{})
		if err := harm(w.RunsIndexPath()); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			x, problems, err := Open(ctx, w)
			if err != nil || len(problems) > 0 {
				t.Fatal(name, problems, err)
			}
			wants(t, name, ids(t, x), "a done ")
			if err := x.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// A run that repeats its passes and was stopped can be the baseline: what it made
// of a whole pass is whole.
func TestBaselineOfPasses(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	leave(t, w, "part", 2*time.Hour, record.Stopped, record.Journal{})
	dir := leave(t, w, "passes", time.Hour, record.Stopped, record.Journal{})
	leave(t, w, "whole", 0, record.Done, record.Journal{})
	r, err := record.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	r.Passes = []record.Pass{{Number: 1, Wall: time.Second}}
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	x, _, err := Open(ctx, w)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != "passes" {
		t.Errorf("the baseline is %+v, %v, want the earliest with a whole pass", base, err)
	}
}

// A run that lost programs to a limit in time is the baseline as long as there is
// no other: all that came after would differ from it.
func TestBaselineOfCut(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := leave(t, w, "cut", 2*time.Hour, record.Done, record.Journal{})
	r, err := record.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	r.Counts.Timeouts, r.Counts.TimeoutsFalse = 9, 2
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	x, _, err := Open(ctx, w)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != "cut" {
		t.Errorf("the baseline is %+v, %v, want the only run", base, err)
	}
	leave(t, w, "later", time.Hour, record.Done, record.Journal{})
	if _, err := x.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != "later" {
		t.Errorf("the baseline is %+v, %v, want the earliest that lost nothing", base, err)
	}
}

// A run that was watched is no baseline beside others, whatever it was watched with,
// unless somebody names it. Counting does not cost it that. Alone it is one, but not of
// times: beside it all others look faster. A profile that comes after the index has read the run counts too.
func TestBaselineOfWatched(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name  string
		level string
		files []string
		ok    bool
	}{
		{"all", "all", []string{"programs.pb.gz"}, false},
		{"sampled", "sampled", nil, false},
		{"newer", "to the last bit", nil, false},
		{"counts", "counts", []string{"programs.pb.gz"}, true},
		{"twice", "counts", []string{"programs.pb.gz", "programs-2.pb.gz"}, true},
		{"more for a while", "counts sampled", []string{"programs.pb.gz", "programs-2.pb.gz"}, false},
		{"cpu", "", []string{"cpu.pb.gz"}, false},
		{"trace", "", []string{"trace-2.out"}, false},
		{"nothing", "", []string{"trace.json", "solvers.db"}, true},
	} {
		w, err := workspace.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		dir := leave(t, w, c.name, 2*time.Hour, record.Done, record.Journal{})
		x, _, err := Open(ctx, w)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != c.name || !base.Timed() {
			t.Errorf("%s: before, the baseline is %+v, %v", c.name, base, err)
		}
		if c.level != "" {
			r, err := record.Read(dir)
			if err != nil {
				t.Fatal(err)
			}
			r.Observed = &record.Observed{Level: c.level}
			if levels := strings.Fields(c.level); len(levels) == 2 {
				r.Observed.Level = levels[0]
				for _, l := range levels {
					r.Observed.Levels = append(r.Observed.Levels, record.ObservedLevel{Level: l})
				}
			}
			if err := r.Write(dir); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range c.files {
			if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := x.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != c.name || base.Timed() != c.ok {
			t.Errorf("%s: alone, the baseline is %+v, %v", c.name, base, err)
		}
		leave(t, w, "later", time.Hour, record.Done, record.Journal{})
		want := "later"
		if c.ok {
			want = c.name
		}
		for range 2 {
			if _, err := x.Refresh(ctx); err != nil {
				t.Fatal(err)
			}
			if base, err := x.Baseline(ctx, "d", "p"); err != nil || base == nil || base.ID != want || !base.Timed() {
				t.Errorf("%s: the baseline is %+v, %v, want %s", c.name, base, err, want)
			}
			want = c.name
			if err := (record.Journal{Baseline: true}).Write(dir); err != nil {
				t.Fatal(err)
			}
		}
	}
}
