package main

import (
	"context"
	"path/filepath"
	"testing"

	"battscope/engine/store"
	"battscope/profile/workspace"
)

// TestForgetRuns deletes a run that could have gone on: the store keeps no mark of
// it, and those of others.
func TestForgetRuns(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := forgetRuns(space, []string{"a"}); err != nil {
		t.Errorf("without a store: %v", err)
	}
	s, err := store.Open(space.SolversPath())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	for _, run := range []string{"a", "b"} {
		tx, err := s.Begin(ctx, "task")
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.Mark(ctx, run, store.Progress{Generation: 1, Result: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := forgetRuns(space, []string{filepath.Join(space.RunsDir(), "a")}); err != nil {
		t.Fatal(err)
	}
	for run, want := range map[string]int{"a": 0, "b": 1} {
		if marks, err := s.Progress(ctx, run); err != nil || len(marks) != want {
			t.Errorf("run %s has %d marks, %v, want %d", run, len(marks), err, want)
		}
	}
}
