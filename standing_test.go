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
// workspace knows none: the earliest that was not watched, or the one that somebody
// has named; where all were watched the earliest, without its times.
func TestFirst(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &recordings{space: space}
	run := func(id string, minute int, pool string) *record.Record {
		return &record.Record{ID: id, Began: time.Unix(int64(60*minute), 0), Data: record.Hashed{Hash: "d"}, Pool: record.Hashed{Hash: pool}}
	}
	want := func(what string, r, want *record.Record, timed bool) {
		t.Helper()
		if got, with := b.first(r); got != want || with != timed {
			t.Errorf("%s: %+v with times %v, want %+v with times %v", what, got, with, want, timed)
		}
	}
	watched, again := run("watched", 1, "p"), run("again", 2, "p")
	watched.Observed = &record.Observed{Level: "all"}
	again.Observed = watched.Observed
	want("a run that is watched", watched, watched, false)
	want("another that is watched", again, watched, false)
	a, c := run("a", 3, "p"), run("c", 4, "p")
	want("the next", a, a, true)
	want("one more", c, a, true)
	want("one more that is watched", again, a, true)
	want("the first again", a, a, true)
	// Profiles are taken of it after all.
	dir := filepath.Join(space.RunsDir(), a.ID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cpu.pb.gz"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want("the first with a profile", a, a, false)
	want("the one after it", c, c, true)
	// Somebody names it all the same.
	b.earliest, b.named = a, true
	want("a named one with a profile", a, a, true)
	want("the one after a named one", c, a, true)
	// What is named is of its tasks and programs alone.
	other := run("other", 5, "q")
	other.Observed = watched.Observed
	want("another pool's, watched", other, other, false)
}
