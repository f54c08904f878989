package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// OpenRead opens the store in the file path to read only, waiting so long for a
// process that holds it locked. A store that another process saves to can be
// read, and so can one in a folder that cannot be written. It changes nothing in
// the file, and reads one of an older battscope as it is. It refuses what Open
// refuses; where there is no store yet, or an
// empty file, the error is fs.ErrNotExist.
func OpenRead(path string, wait time.Duration) (*Store, error) {
	abs, dsn, err := locate(path)
	if err != nil {
		return nil, err
	}
	s := &Store{name: abs}
	if info, err := os.Stat(abs); err != nil {
		return nil, s.fail("open", err)
	} else if info.Size() == 0 {
		return nil, s.fail("open", fmt.Errorf("the file is empty: %w", fs.ErrNotExist))
	}
	// Not mode=ro, by which SQLite leaves its files of shared memory behind.
	err = s.attach(dsn, wait, "mode=rw", "_query_only=1")
	if unwritable(err) && atRest(abs) {
		// SQLite wants its files of shared memory beside the database even to read.
		// Where no process has it open there is nothing to share.
		err = s.attach(dsn, wait, "mode=ro", "immutable=1")
	}
	if err != nil {
		return nil, s.fail("open", err)
	}
	return s, nil
}

// attach connects and sees whether this is a store.
func (s *Store) attach(dsn string, wait time.Duration, params ...string) error {
	if err := s.dial(dsn, wait, params...); err != nil {
		return err
	}
	ctx := context.Background()
	err := s.reading(ctx, func(tx *sql.Tx) error {
		version, err := identify(ctx, tx)
		if err == nil && version == 0 {
			err = fmt.Errorf("the database is empty: %w", fs.ErrNotExist)
		}
		// What an older battscope made is read as it is: programs and scores stand in
		// all versions alike.
		return err
	})
	if err != nil {
		s.db.Close() // the first error tells more
	}
	return err
}

// unwritable reports whether SQLite wanted to make a file and could not, for
// lack of permission or of room.
func unwritable(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case codes.SQLITE_IOERR_SHMOPEN, codes.SQLITE_IOERR_SHMSIZE, codes.SQLITE_IOERR_SHMMAP:
		return true
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_FULL:
		return true
	}
	return false
}

// atRest reports whether nobody has a database open and no changes wait beside
// it to be written back. An open one has a file of shared memory of 32 KiB or
// more; SQLite leaves shorter files behind where it found no room.
func atRest(path string) bool {
	for name, least := range map[string]int64{path + "-wal": 1, path + "-shm": 32 << 10} {
		info, err := os.Lstat(name)
		if err == nil && info.Size() >= least || err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}
