package store

import (
	"context"
	"database/sql"
)

// A Progress says how far a run has come with a task, and what it needs to know
// of that to go on after it was killed.
type Progress struct {
	Generation int // the last that is saved, from 1
	Result     []byte
}

// Mark notes within the transaction how far a run has come with the task: when
// the task's programs are in the store, so is the mark.
func (t *Tx) Mark(ctx context.Context, run string, p Progress) error {
	if run == "" {
		panic("store: Mark for no run")
	}
	_, err := t.tx.ExecContext(ctx, `INSERT OR REPLACE INTO progress (run, task, generation, result) VALUES (?, ?, ?, ?)`,
		run, t.task, p.Generation, p.Result)
	return t.fail(ctx, err)
}

// Progress returns how far a run has come, by task.
func (s *Store) Progress(ctx context.Context, run string) (map[string]Progress, error) {
	done := map[string]Progress{}
	err := s.reading(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT task, generation, result FROM progress WHERE run = ?`, run)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var task string
			var p Progress
			if err := rows.Scan(&task, &p.Generation, &p.Result); err != nil {
				return err
			}
			done[task] = p
		}
		return rows.Err()
	})
	return done, s.fail("read", err)
}

// Forget removes the marks of a run that needs to go on no more.
func (s *Store) Forget(ctx context.Context, run string) error {
	return s.fail("write", s.writing(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM progress WHERE run = ?`, run)
		return err
	}))
}
