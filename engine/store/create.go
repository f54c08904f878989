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

// create puts an empty store into a place where there is no file. It is made in
// memory, written beside the place and synced, and then given its name, so that
// nobody finds half of it. What goes wrong here is no error: SQLite makes the
// store itself then, or says what is wrong with the place.
//
// Note: SQLite alone syncs a new file in WAL mode seven times; on a slow disk
// that was half of a short run.
func create(path string) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	part := path + ".part" + rand.Text()
	defer os.Remove(part)
	if err := writeEmpty(part); err != nil {
		return
	}
	// Unlike a rename, a link does not replace a store that another process has
	// begun meanwhile.
	if err := os.Link(part, path); err != nil {
		return
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // some file systems cannot; then the name is on disk a little later
		dir.Close()
	}
}

// writeEmpty writes an empty store in WAL mode to a new file and syncs it.
func writeEmpty(path string) (err error) {
	s, err := OpenMemory()
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.db.ExecContext(context.Background(), `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("to %s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	// The write and read versions of the file format, 2 for WAL: SQLite's
	// documentation, "Database File Format", section 1.3.
	if _, err := f.WriteAt([]byte{2, 2}, 18); err != nil {
		return err
	}
	return f.Sync()
}
