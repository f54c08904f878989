package store

import (
	"context"
	"database/sql"
	"iter"
	"strings"
)

// A Summary is what a store has of one task.
type Summary struct {
	Task     string
	Programs int
	Best     Solver // the first in the store's order, without its Text
}

// Summaries yields what the store has of each task, ascending, of one state of
// it. The loop may not use the store. An error ends the sequence.
func (s *Store) Summaries(ctx context.Context) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		more := true
		err := s.reading(ctx, func(tx *sql.Tx) error {
			for sum, err := range summaries(ctx, tx) {
				if err != nil {
					return err
				}
				if more = yield(sum, nil); !more {
					break
				}
			}
			return nil
		})
		if err != nil && more {
			yield(Summary{}, s.fail("read", err))
		}
	}
}

func summaries(ctx context.Context, tx *sql.Tx) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		rows, err := tx.QueryContext(ctx, `SELECT task, identity, name, '', demo, test, units, cost_class, time_ns, faults, parents, run
			FROM solver ORDER BY task`)
		if err != nil {
			yield(Summary{}, err)
			return
		}
		defer rows.Close()
		var sum Summary
		for rows.Next() {
			p, err := scanSolver(rows)
			switch {
			case err != nil:
				yield(Summary{}, err)
				return
			case p.Task == sum.Task:
				sum.Programs++
				if Compare(p, sum.Best) < 0 {
					sum.Best = p
				}
				continue
			case sum.Programs > 0 && !yield(sum, nil):
				return
			}
			sum = Summary{Task: p.Task, Programs: 1, Best: p}
		}
		if err := rows.Err(); err != nil {
			yield(Summary{}, err)
		} else if sum.Programs > 0 {
			yield(sum, nil)
		}
	}
}

// Find returns the programs whose identity begins with prefix, of all tasks, by
// identity and task, at most so many. A program that several tasks have is there
// for each.
func (s *Store) Find(ctx context.Context, prefix string, most int) ([]Solver, error) {
	var list []Solver
	err := s.reading(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT task, identity, name, text, demo, test, units, cost_class, time_ns, faults, parents, run
			FROM solver WHERE substr(identity, 1, ?) = ? ORDER BY identity, task LIMIT ?`, len(prefix), prefix, most)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			p, err := scanSolver(rows)
			if err != nil {
				return err
			}
			list = append(list, p)
		}
		return rows.Err()
	})
	return list, s.fail("read", err)
}

// scanSolver reads a row of all columns of a solver, in the order of the table.
func scanSolver(rows *sql.Rows) (Solver, error) {
	var s Solver
	var parents string
	err := rows.Scan(&s.Task, &s.Identity, &s.Name, &s.Text, &s.Demo, &s.Test, &s.Units, &s.CostClass, (*int64)(&s.Time), &s.Faults, &parents, &s.Run)
	if parents != "" {
		s.Parents = strings.Split(parents, " ")
	}
	return s, err
}

// Totals says how much a store has in all.
type Totals struct {
	Tasks, Programs int
	Differs         int   // scores
	Bytes           int64 // of its pages, used and free
}

// Totals counts what the store has. It reads the whole of it.
func (s *Store) Totals(ctx context.Context) (Totals, error) {
	var t Totals
	err := s.reading(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT (SELECT count(DISTINCT task) FROM solver), (SELECT count(*) FROM solver),
			(SELECT coalesce(sum(count), 0) FROM differ_score), page_count * page_size FROM pragma_page_count, pragma_page_size`).
			Scan(&t.Tasks, &t.Programs, &t.Differs, &t.Bytes)
	})
	return t, s.fail("read", err)
}
