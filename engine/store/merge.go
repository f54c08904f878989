package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

// Merged says what became of one Merge.
type Merged struct {
	Tasks    int // of the sources
	Programs int // of the sources, each once a task
	Saved        // of those programs
}

// Merge puts all that the sources have into the store, in one transaction: when
// it returns nil all is on disk, and otherwise the store is as it was. It keeps
// the best Limit programs of each task. The sources are only read; the store
// itself may not be among them.
//
// The outcome is the same in whatever order stores are merged, at once or one
// after another, and whichever is merged into which: of a program that several
// have, the better record stays (the same program has the same scores), the
// least measured time, and the least lineage and run, as there is no first; of a
// differ's scores those that cover more samples.
//
// Tell, if not nil, is called now and then with the tasks merged so far. It is
// called by the goroutine of Merge and may not use the stores.
func (s *Store) Merge(ctx context.Context, sources []*Store, tell func(tasks int)) (Merged, error) {
	for _, from := range sources {
		if from == s || sameFile(s.name, from.name) {
			return Merged{}, s.fail("merge into", errors.New("it is among the stores to merge; name others"))
		}
	}
	var streams []*stream
	defer func() {
		for _, in := range streams {
			in.close()
		}
	}()
	for _, from := range sources {
		in, err := from.stream(ctx)
		if err != nil {
			return Merged{}, from.fail("read", err)
		}
		streams = append(streams, in)
	}
	var n Merged
	var differs book // of this store
	var broken error // of a source
	err := s.writing(ctx, func(tx *sql.Tx) error {
		for {
			task := next(streams)
			if task == "" {
				return nil
			}
			var batch []Solver
			var scores []Differ
			for _, in := range streams {
				solvers, of, err := in.take(ctx, task)
				if err != nil {
					broken = in.from.fail("read", err)
					return broken
				}
				batch, scores = append(batch, solvers...), append(scores, of...)
			}
			saved, programs, err := join(ctx, tx, &differs, task, batch, scores)
			if err != nil {
				return err
			}
			n.Tasks++
			n.Programs += programs
			n.Added, n.Kept, n.Dropped, n.Evicted = n.Added+saved.Added, n.Kept+saved.Kept, n.Dropped+saved.Dropped, n.Evicted+saved.Evicted
			if tell != nil && n.Tasks%100 == 0 {
				tell(n.Tasks)
			}
		}
	})
	switch {
	case broken != nil:
		return Merged{}, broken
	case err != nil:
		return Merged{}, s.fail("merge into", err)
	}
	return n, nil
}

// join merges programs of a task with those that the store has, all as one
// batch: none of them is the first.
func join(ctx context.Context, tx *sql.Tx, k *book, task string, batch []Solver, differs []Differ) (Saved, int, error) {
	stored, err := readSolvers(ctx, tx, task)
	if err != nil {
		return Saved{}, 0, err
	}
	before := byIdentity(stored)
	seen := byIdentity(batch)
	all := together(append(batch, stored...))
	after := byIdentity(best(task, nil, all))
	if err := replace(ctx, tx, before, after); err != nil {
		return Saved{}, 0, err
	}
	return count(before, seen, after), len(seen), saveDiffers(ctx, tx, k, task, after, differs)
}

// sameFile reports whether two stores are in one file, by whatever names.
func sameFile(a, b string) bool {
	if a == memoryName || b == memoryName {
		return false // each is its own
	}
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// next returns the first task that a stream has still, "" for none.
func next(streams []*stream) (task string) {
	for _, in := range streams {
		if t := in.solver.Task; t != "" && (task == "" || t < task) {
			task = t
		}
	}
	return task
}
