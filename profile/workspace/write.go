package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// partName is what the temporary files of a file are called beside it, before a
// number.
const partName = ".part"

// partAge is how old a temporary file is that no living process writes.
const partAge = time.Hour

// WriteFile replaces a file whole, through a temporary one and a rename: at
// every moment it holds what it held or the new text, also when the process is
// killed, the disk is full or the power goes. Temporary files that a killed
// process left an hour ago are removed.
func WriteFile(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+partName+"*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync() // else the rename may reach the disk before the text
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name()) // the first error tells more
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	syncFolder(filepath.Dir(path))
	sweep(path, partAge)
	return nil
}

// Sweep removes the temporary files of a file that nobody else writes.
func Sweep(path string) { sweep(path, 0) }

// sweep removes temporary files of an age. One that stays is no harm.
func sweep(path string, age time.Duration) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), filepath.Base(path)+partName) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) >= age {
			os.Remove(filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
}

// Cause is what the file system says, without the name of the file: the caller
// names it, and a temporary one would mean nothing to anybody.
func Cause(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	if l := (*os.LinkError)(nil); errors.As(err, &l) {
		return l.Err
	}
	return err
}
