package store

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestDigest sees which fields take part in equality, and that Diff names what
// differs.
func TestDigest(t *testing.T) {
	ctx := context.Background()
	base := Solver{Identity: "aa", Name: "n", Text: "t", Demo: 3, Test: 1, Units: 10, Faults: 1, Time: 5, Parents: []string{"p"}, Run: "r1"}
	want := openMemory(t)
	save(t, want, "x", []Solver{base}, nil)
	for _, c := range []struct {
		field  string
		change func(*Solver)
		says   string // what Diff says; nothing when the stores are equal
	}{
		{"none", func(*Solver) {}, ""},
		{"name", func(s *Solver) { s.Name = "other" }, ""},
		{"text", func(s *Solver) { s.Text = "other" }, ""},
		{"time", func(s *Solver) { s.Time++ }, ""},
		{"parents", func(s *Solver) { s.Parents = nil }, ""},
		{"run", func(s *Solver) { s.Run = "r2" }, ""},
		{"demo", func(s *Solver) { s.Demo-- }, "task x: program aa (n) has 2 demo matches in the first store and 3 in the second"},
		{"test", func(s *Solver) { s.Test-- }, "task x: program aa (n) has 0 test matches in the first store and 1 in the second"},
		{"units", func(s *Solver) { s.Units++ }, "task x: program aa (n) has 11 cost units in the first store and 10 in the second"},
		{"faults", func(s *Solver) { s.Faults++ }, "task x: program aa (n) has 2 faults in the first store and 1 in the second"},
		{"identity", func(s *Solver) { s.Identity = "ab" },
			"task x: program ab (n, 3 demo matches) is only in the first store\ntask x: program aa (n, 3 demo matches) is only in the second store"},
	} {
		changed := base
		c.change(&changed)
		s := openMemory(t)
		save(t, s, "x", []Solver{changed}, nil)
		if equal := digests(t, s) == digests(t, want); equal != (c.says == "") {
			t.Errorf("%s: digests are equal: %v", c.field, equal)
		}
		diff, err := s.Diff(ctx, want)
		if err != nil || strings.Join(diff, "\n") != c.says {
			t.Errorf("%s: Diff = %q, %v, want %q", c.field, diff, err, c.says)
		}
	}
	other := openMemory(t)
	save(t, other, "y", []Solver{base}, nil)
	if digests(t, other) == digests(t, want) {
		t.Error("the digest does not depend on the task")
	}
}

// TestDiffBounds sees that Diff stops talking, and what it says of differs.
func TestDiffBounds(t *testing.T) {
	ctx := context.Background()
	a, b := openMemory(t), openMemory(t)
	for n := range 3 * Limit {
		save(t, a, fmt.Sprint(n/Limit), []Solver{{Identity: fmt.Sprint(n)}}, nil)
	}
	diff, err := a.Diff(ctx, b)
	if err != nil || len(diff) != 21 || diff[20] != "and 76 more" {
		t.Errorf("Diff = %d sentences, %v, the last %q", len(diff), err, diff[len(diff)-1])
	}
	one := []Solver{{Identity: "s"}}
	a, b = openMemory(t), openMemory(t)
	save(t, a, "x", one, []Differ{{Identity: "d", Name: "n", Solver: "s", IZ: 2, Calls: 3}, {Identity: "e", Solver: "s", IZ: 2, Calls: 3}})
	save(t, b, "x", one, []Differ{{Identity: "d", Name: "n", Solver: "s", IZ: 1, Calls: 3}, {Identity: "e", Solver: "s", IZ: 1, Calls: 2}, {Identity: "f", Solver: "s"}})
	diff, err = a.Diff(ctx, b)
	want := []string{"task x: differ n of program s has iz 2, zo 0 in the first store and iz 1, zo 0 in the second, over 3 calls"}
	if err != nil || !slices.Equal(diff, want) {
		t.Errorf("Diff = %q, %v, want %q", diff, err, want)
	}
	if one, two := digests(t, a), digests(t, b); one[0] != two[0] || one[1] == two[1] {
		t.Errorf("digests %v and %v: want the programs equal and the differs not", one, two)
	}
}

// TestCopyTo copies a file and a store in memory.
func TestCopyTo(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	for n, s := range []*Store{tempStore(t), openMemory(t)} {
		w := newWorld(2)
		batch := w.batch("a", 60, 1000)
		save(t, s, "a", batch, w.differs(batch, 8))
		path := filepath.Join(dir, fmt.Sprintf("file:co%%py ?#&%d.db", n))
		if err := s.CopyTo(ctx, path); err != nil {
			t.Fatal(err)
		}
		c := openFile(t, path)
		if digests(t, c) != digests(t, s) {
			t.Error("the copy is not equal")
		}
		want, _ := s.Best(ctx, "a")
		if got, _ := c.Best(ctx, "a"); !reflect.DeepEqual(got, want) {
			t.Error("the copy's programs are not the same in every field")
		}
		save(t, c, "bb", w.batch("bb", 5, 1000), nil)
		if n, err := s.Count(ctx, "bb"); n != 0 || err != nil {
			t.Errorf("a save to the copy shows in the original: %d, %v", n, err)
		}
		if err := s.CopyTo(ctx, path); err == nil || !strings.Contains(err.Error(), "is there already") {
			t.Errorf("CopyTo over a file = %v, want a refusal", err)
		}
		if err := s.CopyTo(ctx, filepath.Join(dir, "none", "x")); err == nil {
			t.Error("CopyTo into no folder succeeds")
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*.part*")); len(left) > 0 {
			t.Errorf("CopyTo leaves %v", left)
		}
	}
}
