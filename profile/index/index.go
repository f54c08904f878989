// Package index finds runs: runs.db, a SQLite index over the folders of runs.
//
// The folders are the truth. The index holds of each run what lists show and
// what baselines are looked up by, and is brought up to date by looking at the
// files' times; damaged or missing it is made anew, and where the workspace
// cannot be written it lives in memory.
package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"battscope/engine/strategy"
	"battscope/profile/workspace"
)

// An Index is an open runs.db. Its owner closes it. It is safe for concurrent
// use, and several processes may have the same file open.
type Index struct {
	db    *sql.DB
	space *workspace.Workspace
}

// version is that of the table; another one is made anew.
const version = 5

const schema = `
CREATE TABLE runs (
	id TEXT PRIMARY KEY,
	stamp TEXT NOT NULL,  -- times and sizes of the files that the row was read from
	data TEXT NOT NULL,   -- hash of the tasks
	pool TEXT NOT NULL,   -- hash of the programs
	began INTEGER NOT NULL, -- ns since 1970
	baseline INTEGER NOT NULL,
	whole INTEGER NOT NULL, -- its results are of all the work
	watched INTEGER NOT NULL, -- record.Record.Watched
	cut INTEGER NOT NULL, -- evaluations that a limit in time cut falsely
	entry TEXT NOT NULL   -- JSON of an Entry
) STRICT;
CREATE INDEX runs_same ON runs (data, pool, began);
PRAGMA user_version = 5;
`

// Open opens the index of a workspace and brings it up to date. Records that
// cannot be read are no reason to fail: they are returned as problems, and are
// not in the index.
func Open(ctx context.Context, space *workspace.Workspace) (x *Index, problems []error, err error) {
	path := space.RunsIndexPath()
	x = &Index{space: space}
	for _, place := range []string{path, path, ""} {
		if x.db, err = connect(ctx, place); err == nil {
			if problems, err = x.Refresh(ctx); err == nil {
				return x, problems, nil
			}
			x.db.Close()
		}
		if damaged(err) {
			// It can be made anew; what is in the way goes, if it can go.
			for _, end := range []string{"", "-wal", "-shm"} {
				os.Remove(path + end)
			}
		}
	}
	return nil, nil, fmt.Errorf("index of runs: %w", err)
}

// damaged reports whether SQLite says that a file is no whole database.
func damaged(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}

// connect opens the database in a file, or for no path in memory, with an empty
// table if it has none of ours.
func connect(ctx context.Context, path string) (*sql.DB, error) {
	dsn := ":memory:"
	if path != "" {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, err
		}
		dsn = (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
	}
	db, err := sql.Open("sqlite", dsn+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // a database in memory exists only in its connection
	var have int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		db.Close()
		return nil, err
	}
	if have != version {
		if _, err := db.ExecContext(ctx, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS runs;"+schema+"COMMIT;"); err != nil {
			db.Close()
			return nil, err
		}
	}
	return db, nil
}

// Close closes the index.
func (x *Index) Close() error { return x.db.Close() }

// Rebuild forgets all that the index holds and reads every record again.
func (x *Index) Rebuild(ctx context.Context) (problems []error, err error) {
	if _, err := x.db.ExecContext(ctx, `DELETE FROM runs`); err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	return x.Refresh(ctx)
}

// List returns the runs, the newest first.
func (x *Index) List(ctx context.Context) ([]Entry, error) {
	return x.query(ctx, `SELECT entry FROM runs ORDER BY began DESC, id DESC`)
}

// Baseline returns the run that others of the same tasks and programs are held
// against: the one named so last, else the earliest whose results are of all the
// work, of those that profiles were not taken of where there is one, and of these of
// those from which a limit in time took none; nil without any. Its results are what
// others are held against in any case, its times where it is Timed.
func (x *Index) Baseline(ctx context.Context, data, pool string) (*Entry, error) {
	list, err := x.query(ctx, `SELECT entry FROM runs WHERE data = ? AND pool = ? AND (baseline = 1 OR whole = 1)
		ORDER BY baseline DESC, watched, cut > 0, began, id LIMIT 1`, data, pool)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

func (x *Index) query(ctx context.Context, text string, args ...any) ([]Entry, error) {
	rows, err := x.db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	defer rows.Close()
	list := []Entry{}
	for rows.Next() {
		var text string
		e := Entry{Strategy: strategy.Default()} // for knobs that the entry is older than
		err := rows.Scan(&text)
		if err == nil {
			err = json.Unmarshal([]byte(text), &e)
		}
		if err != nil {
			return nil, fmt.Errorf("index of runs: %w", err)
		}
		e.Dir = filepath.Join(x.space.RunsDir(), e.ID)
		list = append(list, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("index of runs: %w", err)
	}
	return list, nil
}
