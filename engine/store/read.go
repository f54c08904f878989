package store

import (
	"context"
	"database/sql"
	"iter"
)

// Best returns the programs of a task, best first; none when the store has none.
func (s *Store) Best(ctx context.Context, task string) ([]Solver, error) {
	var list []Solver
	err := s.reading(ctx, func(tx *sql.Tx) (err error) {
		list, err = readSolvers(ctx, tx, task)
		return err
	})
	return list, s.fail("read", err)
}

// Differs returns the differ scores of a task's programs, by solver and differ,
// ascending.
func (s *Store) Differs(ctx context.Context, task string) ([]Differ, error) {
	var list []Differ
	err := s.reading(ctx, func(tx *sql.Tx) (err error) {
		list, err = readDiffers(ctx, tx, &book{}, task)
		return err
	})
	return list, s.fail("read", err)
}

// Tasks returns the tasks that have programs, ascending.
func (s *Store) Tasks(ctx context.Context) ([]string, error) {
	var list []string
	err := s.reading(ctx, func(tx *sql.Tx) (err error) {
		list, err = readTasks(ctx, tx)
		return err
	})
	return list, s.fail("read", err)
}

// Count returns how many programs the store has for a task.
func (s *Store) Count(ctx context.Context, task string) (int, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM solver WHERE task = ?`, task).Scan(&n)
	return n, s.fail("read", err)
}

// Worst returns the last of a task's programs in the store's order, and whether
// the store is full for the task. A candidate that stands after the worst of a
// full store (see Compare) will not be kept. The zero Solver stands for none.
func (s *Store) Worst(ctx context.Context, task string) (worst Solver, full bool, err error) {
	list, err := s.Best(ctx, task)
	if err != nil || len(list) == 0 {
		return Solver{}, false, err
	}
	return list[len(list)-1], len(list) >= Limit, nil
}

// All yields every program, task by task ascending and best first within one. A
// task is read whole before its first program is yielded, so the loop may use the
// store, even save to it. An error ends the sequence.
func (s *Store) All(ctx context.Context) iter.Seq2[Solver, error] {
	return func(yield func(Solver, error) bool) {
		tasks, err := s.Tasks(ctx)
		if err != nil {
			yield(Solver{}, err)
			return
		}
		for _, task := range tasks {
			list, err := s.Best(ctx, task)
			if err != nil {
				yield(Solver{}, err)
				return
			}
			for _, solver := range list {
				if !yield(solver, nil) {
					return
				}
			}
		}
	}
}

func readTasks(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT task FROM solver ORDER BY task`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var task string
		if err := rows.Scan(&task); err != nil {
			return nil, err
		}
		list = append(list, task)
	}
	return list, rows.Err()
}

// readSolvers returns the programs of a task in order. SQLite compares texts as
// Go does, byte by byte.
func readSolvers(ctx context.Context, tx *sql.Tx, task string) ([]Solver, error) {
	rows, err := tx.QueryContext(ctx, `SELECT task, identity, name, text, demo, test, units, cost_class, time_ns, faults, parents, run
		FROM solver WHERE task = ? ORDER BY demo DESC, test DESC, units, identity`, task)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Solver
	for rows.Next() {
		s, err := scanSolver(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
