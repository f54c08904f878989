package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"battscope/profile/record"
	"battscope/profile/workspace"
)

// Refresh reads the runs whose files have changed since they were read, and
// forgets those whose folders are gone.
func (x *Index) Refresh(ctx context.Context) (problems []error, err error) {
	ids, err := x.space.Runs()
	if err != nil {
		return nil, err
	}
	known, err := x.stamps(ctx)
	if err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	defer tx.Rollback() // does nothing after Commit
	for _, id := range ids {
		dir := filepath.Join(x.space.RunsDir(), id)
		stamp := stampOf(dir)
		if known[id] != stamp {
			problem, err := read(ctx, tx, id, dir, stamp)
			if err != nil {
				return nil, fmt.Errorf("index of runs: %w", err)
			}
			if problem != nil {
				problems = append(problems, problem)
			}
		}
		delete(known, id)
	}
	for id := range known {
		if _, err := tx.ExecContext(ctx, `DELETE FROM runs WHERE id = ?`, id); err != nil {
			return nil, fmt.Errorf("index of runs: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	return problems, nil
}

// read puts one run into the index. What is wrong with its files is a problem.
func read(ctx context.Context, tx *sql.Tx, id, dir, stamp string) (problem, err error) {
	r, problem := record.Read(dir)
	if problem != nil {
		_, err := tx.ExecContext(ctx, `DELETE FROM runs WHERE id = ?`, id)
		return problem, err
	}
	j, problem := record.ReadJournal(dir)
	e := entryOf(r, j)
	e.ID = id // a folder may have been renamed
	e.Watched = r.Watched(workspace.Profiles(dir))
	text, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("run %s: %w", id, err), nil
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO runs (id, stamp, data, pool, began, baseline, whole, watched, cut, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, stamp, e.Data, e.Pool, e.Began.UnixNano(), j.Baseline, r.Whole(), e.Watched, r.Counts.TimeoutsFalse, string(text))
	return problem, err
}

// stamps returns the stamps of the runs in the index.
func (x *Index) stamps(ctx context.Context) (map[string]string, error) {
	rows, err := x.db.QueryContext(ctx, `SELECT id, stamp FROM runs`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	stamps := map[string]string{}
	for rows.Next() {
		var id, stamp string
		if err := rows.Scan(&id, &stamp); err != nil {
			return nil, err
		}
		stamps[id] = stamp
	}
	return stamps, rows.Err()
}

// stampOf returns what changes when a run's files are replaced, and when profiles
// come or go.
func stampOf(dir string) string {
	text := ""
	for _, name := range []string{workspace.RecordName, record.JournalName} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			text += fmt.Sprintf("%s %d %d;", name, info.ModTime().UnixNano(), info.Size())
		}
	}
	return text + strings.Join(workspace.Profiles(dir), " ")
}
