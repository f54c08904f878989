package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"battscope/profile/record"
	"battscope/profile/workspace"
)

// TestFirst sees which run of a session the others are held against where the
// workspace knows none: the earliest that was not watched, or the one that
// somebody has named.
func TestFirst(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &recordings{space: space}
	run := func(id string, minute int, pool string) *record.Record {
		return &record.Record{ID: id, Began: time.Unix(int64(60*minute), 0), Data: record.Hashed{Hash: "d"}, Pool: record.Hashed{Hash: pool}}
	}
	want := func(what string, r, want *record.Record) {
		t.Helper()
		if got := b.first(r); got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	watched := run("watched", 1, "p")
	watched.Observed = &record.Observed{Level: "all"}
	want("a run that is watched", watched, nil)
	a, c := run("a", 2, "p"), run("c", 3, "p")
	want("the next", a, a)
	want("one more", c, a)
	want("the first again", a, a)
	// Profiles are taken of it after all.
	dir := filepath.Join(space.RunsDir(), a.ID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cpu.pb.gz"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want("the first with a profile", a, nil)
	want("the one after it", c, c)
	// Somebody names it all the same.
	b.earliest, b.named = a, true
	want("a named one with a profile", a, a)
	want("the one after a named one", c, a)
	// What is named is of its tasks and programs alone.
	other := run("other", 4, "q")
	other.Observed = watched.Observed
	want("another pool's, watched", other, nil)
}
