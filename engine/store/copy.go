package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// CopyTo writes one state of the store to a new file, complete or not at all.
// The copy may be opened, saved to and removed without touching this store. The
// file must not be there.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	return s.fail("copy", s.copyTo(ctx, path))
}

func (s *Store) copyTo(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path) // SQLite would take a relative "file:x" for a URI
	if err != nil {
		return err
	}
	// A journal that an earlier database left there would be taken for the copy's.
	for _, name := range []string{abs, abs + "-wal", abs + "-journal"} {
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s is there already; remove it, or name another file", name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("to %s: %w", abs, err)
		}
	}
	part := abs + ".part" + rand.Text()
	defer os.Remove(part) // nothing is there after the rename
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return fmt.Errorf("to %s: %w", abs, err)
	}
	return os.Rename(part, abs)
}
