package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// applicationID marks a SQLite file as a solver store: "BSso" in ASCII.
const applicationID = 0x4253736f

// schemas returns what makes a store of version n+1 from one of version n.
// A released entry is never edited; a change of the schema is a new entry.
func schemas() []string { return []string{schema1, schema2} }

// schema2 adds how far runs have come that may have to go on.
const schema2 = `
CREATE TABLE progress (
	run        TEXT    NOT NULL,
	task       TEXT    NOT NULL,
	generation INTEGER NOT NULL CHECK (generation >= 1), -- the last that is saved
	result     BLOB    NOT NULL,                         -- what the run needs to know of it
	PRIMARY KEY (run, task)
) STRICT, WITHOUT ROWID;
`

// schema1 is the first schema. The rows of a task lie together, as they are read
// together. The text of a differ stands once, its scores for each program.
//
// Note: a row a score, with the identities of program and differ in each, took
// sixty times the room of the score itself and most of the time of a merge.
const schema1 = `
CREATE TABLE solver (
	task       TEXT    NOT NULL CHECK (task <> ''),
	identity   TEXT    NOT NULL CHECK (identity <> ''), -- hash of the inlined graph, hexadecimal
	name       TEXT    NOT NULL,
	text       TEXT    NOT NULL,                        -- the program, in ARC-DSL's Python syntax
	demo       INTEGER NOT NULL CHECK (demo >= 0),      -- matches
	test       INTEGER NOT NULL CHECK (test >= 0),      -- matches
	units      INTEGER NOT NULL CHECK (units >= 0),     -- cost units over all samples
	cost_class INTEGER NOT NULL,                        -- from units, higher is faster
	time_ns    INTEGER NOT NULL,                        -- the newest measurement
	faults     INTEGER NOT NULL CHECK (faults >= 0),
	parents    TEXT    NOT NULL,                        -- identities, separated by spaces
	run        TEXT    NOT NULL,                        -- the run that put it here first
	PRIMARY KEY (task, identity)
) STRICT, WITHOUT ROWID;

CREATE TABLE differ (
	number   INTEGER PRIMARY KEY, -- stands for it in this file
	identity TEXT    NOT NULL UNIQUE CHECK (identity <> ''),
	name     TEXT    NOT NULL,
	text     TEXT    NOT NULL
) STRICT;

CREATE TABLE differ_score (
	task   TEXT    NOT NULL,
	solver TEXT    NOT NULL,
	count  INTEGER NOT NULL CHECK (count > 0), -- of scores
	scores BLOB    NOT NULL,                   -- see pack
	PRIMARY KEY (task, solver),
	FOREIGN KEY (task, solver) REFERENCES solver (task, identity) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`

// prepare makes the database a store of the newest schema, or says why it is
// none. All that it changes it changes in one transaction, after all its
// refusals. It begins to write even when there is nothing to change, so that a
// file that cannot be written is refused here and not by the first save.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.writing(ctx, func(tx *sql.Tx) error { return migrate(ctx, tx) }); err != nil {
		return err
	}
	// The file remembers the mode. SQLite does not wait for the lock that changing
	// it takes, and where the file system has no shared memory it does not change
	// it. Then the store goes on with the rollback journal, which keeps whole tasks
	// too, and the next Open tries again.
	_, err := s.db.ExecContext(ctx, `PRAGMA journal_mode = WAL`)
	if locked(err) {
		return nil
	}
	return err
}

// identify returns the version of the schema, 0 for an empty database, or says
// why this is no store that can be used.
func identify(ctx context.Context, tx *sql.Tx) (version int, err error) {
	var id, tables int
	err = tx.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&id, &version, &tables)
	if err != nil {
		return 0, err
	}
	known := len(schemas())
	switch {
	case id != applicationID && (id != 0 || version != 0 || tables != 0):
		return 0, errors.New("this is a database of another program; name another file")
	case id == applicationID && version > known:
		return 0, fmt.Errorf("its schema has version %d and this battscope knows versions up to %d; use a newer battscope, or another workspace",
			version, known)
	case id == applicationID && (version < 1 || tables == 0):
		return 0, errors.New("it has lost its tables; move it away, and a new store is begun")
	}
	return version, nil
}

// migrate brings the schema to the newest version.
func migrate(ctx context.Context, tx *sql.Tx) error {
	version, err := identify(ctx, tx)
	if err != nil {
		return err
	}
	known := schemas()
	if version == len(known) {
		// Changes nothing; on a file that is read-only it is an error all the same.
		_, err := tx.ExecContext(ctx, `DELETE FROM solver WHERE false`)
		return err
	}
	for _, step := range known[version:] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(known)))
	return err
}
