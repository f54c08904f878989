package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// fail wraps an error once, with what was done, the store, and what to do about
// it where SQLite's own words do not tell.
func (s *Store) fail(verb string, err error) error {
	if err == nil {
		return nil
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		if r := remedy(e.Code()); r != "" {
			return fmt.Errorf("%s solver store %s: %s: %w", verb, s.name, r, err)
		}
	}
	return fmt.Errorf("%s solver store %s: %w", verb, s.name, err)
}

// locked reports whether another process, or another store of this one, had the
// lock that was wanted.
func locked(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == codes.SQLITE_BUSY
}

// remedy says in plain words what one of SQLite's result codes means here.
func remedy(code int) string {
	if code == codes.SQLITE_IOERR_SHMSIZE { // a file could not grow
		code = codes.SQLITE_FULL
	}
	switch code & 0xff { // the rest says more precisely which
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return "another process holds it locked; end that process, or try again when it is done"
	case codes.SQLITE_FULL:
		return "the disk is full; make room, or choose another workspace"
	case codes.SQLITE_READONLY, codes.SQLITE_PERM:
		return "it is read-only; let yourself write it and its folder, or choose another workspace"
	case codes.SQLITE_CANTOPEN:
		return "it cannot be opened for writing; let yourself write it and its folder, or choose another workspace"
	case codes.SQLITE_NOTADB:
		return "this is no database; move it away, and a new store is begun"
	case codes.SQLITE_ERROR: // of our statements, which are right for the tables that should be there
		return "its tables are not those of a solver store; move it away, and a new store is begun"
	case codes.SQLITE_CORRUPT:
		return "the file is damaged; move it away, and a new store is begun"
	case codes.SQLITE_IOERR:
		return "the disk did not do what it was asked; see to the disk, or choose another workspace"
	}
	return ""
}
