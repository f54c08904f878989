// Package store keeps solvers: solvers.db, the best programs of each task.
//
// A Store is a SQLite database with at most [Limit] programs for each task, and
// beside each program the scores of the differs that looked at its output. Save
// puts a task's programs in by one transaction, so that a process killed at any
// moment, or two processes that write at once, leave whole tasks only. What is
// in a store depends on what was saved, not on the order in which it was.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// patience is how long a store waits for another process that is writing.
// A save takes milliseconds.
const patience = 10 * time.Second

// A Store is an open solver store. Its owner closes it. It is safe for
// concurrent use, and several processes may have the same file open.
//
// The file is in SQLite's WAL mode, so that screens and other processes read
// while a run saves. Commits are synced to disk (synchronous=FULL, one sync a
// save), so that not only a killed process but a machine that goes down loses
// no task that Save has returned from.
//
// Note: a rollback journal would be as safe and leave one file, but its readers
// and its writer wait for each other, and it syncs three times a save.
type Store struct {
	db   *sql.DB // one connection: see open
	name string  // the file's path, or memoryName
}

const memoryName = "in memory"

// Open opens the store in the file path and creates it if it is not there. An
// empty file counts as not there: that is what a process leaves that is killed
// before its first write. Open refuses, without changing it, a file that is no
// database, a database of another program, and a store of a newer battscope.
// The folder must exist, and Open must be able to write. Open and all that is
// done to the store wait up to ten seconds for another process that is writing.
func Open(path string) (*Store, error) { return OpenWithin(path, patience) }

// OpenMemory opens an empty store in memory, which ends with Close.
func OpenMemory() (*Store, error) { return connect(memoryName, ":memory:", patience) }

// OpenWithin is Open with a time to wait for another process that is writing.
func OpenWithin(path string, wait time.Duration) (*Store, error) {
	abs, dsn, err := locate(path)
	if err != nil {
		return nil, err
	}
	create(abs)
	return connect(abs, dsn, wait)
}

// locate returns a file's absolute path and its name for the driver.
func locate(path string) (abs, dsn string, err error) {
	if abs, err = filepath.Abs(path); err != nil {
		return "", "", fmt.Errorf("open solver store %s: %w", path, err)
	}
	if err := place(abs); err != nil {
		return "", "", fmt.Errorf("open solver store %s: %w", abs, err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	if runtime.GOOS == "windows" {
		u.Path = "/" + u.Path
	}
	return abs, u.String(), nil
}

// place says what is wrong with path as the place of a store, as far as the file
// system knows. It opens nothing: on POSIX systems a process that closes any
// descriptor of a database gives up all the locks that it holds there.
func place(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return errors.New("this is a folder; name a file in it")
	case err == nil && !info.Mode().IsRegular():
		return errors.New("this is no regular file; name another")
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("its folder does not exist; create it, or choose another workspace: %w", err)
		}
		return nil
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("let yourself into its folder, or choose another workspace: %w", err)
	}
	return err
}

// connect opens a database by the name that the driver wants.
func connect(name, dsn string, wait time.Duration) (*Store, error) {
	s := &Store{name: name}
	err := s.dial(dsn, wait, "_synchronous=FULL",
		"_txlock=immediate", // a save that read first and locked later could find its reading stale
	)
	if err != nil {
		return nil, s.fail("open", err)
	}
	if err := s.prepare(context.Background()); err != nil {
		s.db.Close() // the first error tells more
		return nil, s.fail("open", err)
	}
	return s, nil
}

// dial makes the connection, which opens the file at its first use.
func (s *Store) dial(dsn string, wait time.Duration, params ...string) error {
	params = append(params, fmt.Sprintf("_busy_timeout=%d", wait.Milliseconds()), "_foreign_keys=on",
		"_dqs=0", "_defensive=1", "_error_rc=1")
	c, err := sqlite.NewConnector(dsn + "?" + strings.Join(params, "&"))
	if err != nil {
		return err
	}
	s.db = sql.OpenDB(c)
	// One connection: a database in memory exists only in its connection, and
	// the goroutines of one process queue here instead of sleeping on a lock.
	s.db.SetMaxOpenConns(1)
	return nil
}

// Path returns the absolute path of the store's file, or "in memory".
func (s *Store) Path() string { return s.name }

// Close closes the store. What was saved is in its file.
func (s *Store) Close() error { return s.fail("close", s.db.Close()) }

// reading calls f with one state of the store, untouched by saves meanwhile.
func (s *Store) reading(ctx context.Context, f func(*sql.Tx) error) error {
	return s.within(ctx, &sql.TxOptions{ReadOnly: true}, f)
}

// writing calls f within a transaction that takes effect when f returns nil.
func (s *Store) writing(ctx context.Context, f func(*sql.Tx) error) error {
	return s.within(ctx, nil, f)
}

func (s *Store) within(ctx context.Context, opts *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err = f(tx); err == nil {
		err = tx.Commit()
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // err is about the transaction that ended with it
	}
	return err
}
