package store

import (
	"context"
	"slices"
	"testing"
)

// TestPrune removes programs and tasks, and only those.
func TestPrune(t *testing.T) {
	ctx := context.Background()
	list, m := parts(t, 24)
	for _, cut := range []Cut{{}, {Keep: 1}, {Keep: 10}, {Keep: 99}, {Only: func(task string) bool { return len(task)%2 == 0 }},
		{Keep: 3, Only: func(task string) bool { return task == "bb" }}, {Only: func(string) bool { return false }}} {
		s := tempStore(t)
		mergeAll(t, s, list...)
		before, err := s.Totals(ctx)
		if err != nil {
			t.Fatal(err)
		}
		would, err := s.Prunable(ctx, cut)
		if err != nil {
			t.Fatal(err)
		}
		did, err := s.Prune(ctx, cut)
		if err != nil || did != would {
			t.Errorf("Prune = %+v, %v, want %+v", did, err, would)
		}
		if err := s.Compact(ctx); err != nil {
			t.Fatal(err)
		}
		after, err := s.Totals(ctx)
		if err != nil || after.Programs != before.Programs-did.Programs || after.Tasks != before.Tasks-did.Tasks {
			t.Errorf("Totals = %+v, %v after %+v and %+v", after, err, before, did)
		}
		if err := s.Check(ctx); err != nil {
			t.Error(err)
		}
		for task := range m {
			want := m.best(task)
			if cut.Keep > 0 {
				want = want[:min(cut.Keep, len(want))]
			}
			if cut.Only != nil && !cut.Only(task) {
				want = nil
			}
			got, err := s.Best(ctx, task)
			if err != nil || !slices.Equal(identities(got), want) {
				t.Errorf("after %+v task %s has %v, %v, want %v", cut, task, identities(got), err, want)
			}
		}
		if did.Tasks == before.Tasks && after.Differs != 0 {
			t.Errorf("an empty store has %d scores", after.Differs)
		}
	}
}
