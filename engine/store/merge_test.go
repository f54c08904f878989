package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"
)

// everything returns all that a store has, field by field.
func everything(t *testing.T, s *Store) (solvers []Solver, differs []Differ) {
	t.Helper()
	ctx := context.Background()
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	for p, err := range s.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		solvers = append(solvers, p)
	}
	tasks, err := s.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		list, err := s.Differs(ctx, task)
		if err != nil {
			t.Fatal(err)
		}
		differs = append(differs, list...)
	}
	return solvers, differs
}

func mergeAll(t *testing.T, into *Store, from ...*Store) Merged {
	t.Helper()
	n, err := into.Merge(context.Background(), from, nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// parts returns stores of several machines, whose tasks and programs overlap,
// and what all of them should hold together.
func parts(t *testing.T, seed uint64) ([]*Store, model) {
	w, m := newWorld(seed), model{}
	var list []*Store
	for n := range 4 {
		s := openMemory(t)
		for _, task := range []string{"a", "bb", "ccc", "dddd", "eeeee"}[n%2 : 3+n%3] {
			batch := w.batch(task, 70, 150)
			save(t, s, task, batch, w.differs(batch, 2))
			m.add(task, batch)
		}
		list = append(list, s)
	}
	return list, m
}

// TestMerge merges stores in many orders, at once and one after another, and
// wants the same in every field.
func TestMerge(t *testing.T) {
	list, m := parts(t, 21)
	whole := openMemory(t)
	n := mergeAll(t, whole, list...)
	m.holds(t, whole)
	if n.Tasks != len(m) || n.Evicted != 0 || n.Kept != 0 || n.Added+n.Dropped != n.Programs {
		t.Errorf("Merge = %+v", n)
	}
	if totals, err := whole.Totals(context.Background()); err != nil || totals.Programs != n.Added || totals.Tasks != n.Tasks {
		t.Errorf("Totals = %+v, %v after %+v", totals, err, n)
	}
	wantSolvers, wantDiffers := everything(t, whole)
	same := func(how string, s *Store) {
		t.Helper()
		solvers, differs := everything(t, s)
		if !reflect.DeepEqual(solvers, wantSolvers) {
			t.Errorf("%s: other programs", how)
		}
		if !reflect.DeepEqual(differs, wantDiffers) {
			t.Errorf("%s: other differ scores", how)
		}
	}
	w := newWorld(22)
	for range 8 {
		order := w.Perm(len(list))
		once, steps, pairs := openMemory(t), openMemory(t), openMemory(t)
		var all []*Store
		for _, i := range order {
			all = append(all, list[i])
			mergeAll(t, steps, list[i])
		}
		mergeAll(t, once, all...)
		same(fmt.Sprintf("at once %v", order), once)
		same(fmt.Sprintf("one after another %v", order), steps)
		half := openMemory(t)
		mergeAll(t, half, all[2:]...)
		mergeAll(t, pairs, all[:2]...)
		mergeAll(t, pairs, half)
		same(fmt.Sprintf("two and two %v", order), pairs)
		again := mergeAll(t, pairs, all...)
		same(fmt.Sprintf("again %v", order), pairs)
		if again.Added != 0 || again.Evicted != 0 {
			t.Errorf("merging again: %+v", again)
		}
	}
}

// TestMergeFails sees that nothing is left of a merge that cannot be done.
func TestMergeFails(t *testing.T) {
	ctx := context.Background()
	list, _ := parts(t, 23)
	s := tempStore(t)
	mergeAll(t, s, list[0])
	want := digests(t, s)
	unchanged := func(how string) {
		t.Helper()
		if got := digests(t, s); got != want {
			t.Errorf("%s: the store changed", how)
		}
	}
	_, err := s.Merge(ctx, []*Store{list[1], s}, nil)
	says(t, "with itself", err, "merge into", s.Path(), "among the stores to merge")
	other, err := OpenRead(s.Path(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = s.Merge(ctx, []*Store{other}, nil)
	says(t, "with its own file", err, "among the stores to merge")
	for _, statements := range []string{`DROP TABLE differ_score`, `DROP TABLE differ`, `DROP TABLE differ_score; DROP TABLE solver`} {
		path := filled(t)
		alter(t, path, statements)
		broken, err := OpenRead(path, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer broken.Close()
		_, err = s.Merge(ctx, []*Store{list[1], broken}, nil)
		says(t, statements, err, "read solver store "+path, "its tables are not those of a solver store")
	}
	broken := filled(t)
	alter(t, broken, `UPDATE differ_score SET count = 99 WHERE task = 'dddd'`)
	source, err := OpenRead(broken, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	_, err = s.Merge(ctx, []*Store{list[1], source}, nil)
	says(t, "broken scores", err, "read solver store "+broken, "the file is damaged, in the differ scores")
	unchanged("broken sources")
	ended, cancel := context.WithCancel(ctx)
	big := openMemory(t)
	for n := range 150 {
		save(t, big, fmt.Sprint(n), []Solver{{Identity: "a"}}, nil)
	}
	told := 0
	_, err = s.Merge(ended, []*Store{big}, func(int) { told++; cancel() })
	if told != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("a merge that is called off: told %d times, %v", told, err)
	}
	unchanged("called off")
	if _, err := s.db.Exec(`PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	_, err = s.Merge(ctx, list, nil)
	says(t, "full", err, "merge into solver store "+s.Path(), "the disk is full; make room")
	unchanged("full disk")
	if _, err := s.db.Exec(`PRAGMA max_page_count = 100000`); err != nil {
		t.Fatal(err)
	}
	mergeAll(t, s, list...)
}
