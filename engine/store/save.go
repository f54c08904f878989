package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// Saved says what became of the programs of one Save. Added, Kept and Dropped
// add up to the distinct programs of the batch; the store has Added more and
// Evicted fewer programs than before.
type Saved struct {
	Added   int // new in the store
	Kept    int // were in the store and still are
	Dropped int // are not in the store: Limit others are better
	Evicted int // were in the store, in this batch or not, and no longer are
}

// Save merges a task's programs and the scores of differs into the store, in one
// transaction: when Save returns nil all is on disk, and otherwise the store is
// as it was. It keeps the best Limit programs of the task and removes the others
// with their differs.
//
// Of a program that the store has already, the better record stays (the same
// program has the same scores), the measured time becomes the new one, and the
// lineage and the run stay those of the first. A differ's score stays when it
// covers as many samples as the new one. Scores for programs that the store does
// not keep are ignored.
//
// Save panics when a program or a score is of another task or has no identity.
func (s *Store) Save(ctx context.Context, task string, batch []Solver, differs []Differ) (Saved, error) {
	checkBatch(task, batch, differs)
	if len(batch) == 0 && len(differs) == 0 {
		return Saved{}, nil
	}
	tx, err := s.Begin(ctx, task)
	if err != nil {
		return Saved{}, err
	}
	defer tx.Rollback() // does nothing after Commit
	saved, err := tx.Save(ctx, batch, differs)
	if err != nil {
		return Saved{}, err
	}
	return saved, tx.Commit(ctx)
}

// checkBatch panics on what no caller should have made.
func checkBatch(task string, batch []Solver, differs []Differ) {
	if task == "" {
		panic("store: Save without a task")
	}
	for _, b := range batch {
		checkSolver(task, b)
	}
	for _, d := range differs {
		checkDiffer(task, d)
	}
}

// best merges stored programs with new ones and returns the best, in order.
func best(task string, stored, batch map[string]Solver) []Solver {
	list := make([]Solver, 0, len(stored)+len(batch))
	for id, old := range stored {
		if _, ok := batch[id]; !ok {
			list = append(list, old)
		}
	}
	for id, s := range batch {
		if old, ok := stored[id]; ok {
			s = again(old, s)
		}
		s.Task, s.CostClass = task, CostClassOf(s.Units)
		list = append(list, s)
	}
	slices.SortFunc(list, Compare)
	return list[:min(len(list), Limit)]
}

func byIdentity(list []Solver) map[string]Solver {
	m := make(map[string]Solver, len(list))
	for _, s := range list {
		m[s.Identity] = s
	}
	return m
}

func count(before, batch, after map[string]Solver) Saved {
	var n Saved
	for id := range batch {
		_, was := before[id]
		_, is := after[id]
		switch {
		case !is:
			n.Dropped++
		case was:
			n.Kept++
		default:
			n.Added++
		}
	}
	for id := range before {
		if _, is := after[id]; !is {
			n.Evicted++
		}
	}
	return n
}

// replace writes the difference between two states of a task.
func replace(ctx context.Context, tx *sql.Tx, before, after map[string]Solver) error {
	for id, s := range before {
		if _, ok := after[id]; ok {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM solver WHERE task = ? AND identity = ?`, s.Task, id); err != nil {
			return err
		}
	}
	// Not INSERT OR REPLACE: that deletes the old row, and its differs with it.
	put, err := tx.PrepareContext(ctx, `INSERT INTO solver
		(task, identity, name, text, demo, test, units, cost_class, time_ns, faults, parents, run)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET name = excluded.name, text = excluded.text, demo = excluded.demo, test = excluded.test,
		units = excluded.units, cost_class = excluded.cost_class, time_ns = excluded.time_ns, faults = excluded.faults,
		parents = excluded.parents, run = excluded.run`)
	if err != nil {
		return err
	}
	defer put.Close()
	for id, s := range after {
		if old, ok := before[id]; ok && unchanged(old, s) {
			continue
		}
		_, err := put.ExecContext(ctx, s.Task, s.Identity, s.Name, s.Text, s.Demo, s.Test, s.Units, s.CostClass,
			int64(s.Time), s.Faults, strings.Join(s.Parents, " "), s.Run)
		if err != nil {
			return err
		}
	}
	return nil
}
