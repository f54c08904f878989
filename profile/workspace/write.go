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
	part, err := writePart(path, text)
	if err == nil {
		err = os.Rename(part, path)
	}
	return written(path, part, err)
}

// WriteNew is WriteFile for a file that replaces none: where there is one, also one
// that somebody else makes at this moment, the new one gets the first number that is
// free, as Numbered has it. It returns the file's path.
func WriteNew(path string, text []byte) (string, error) {
	part, err := writePart(path, text)
	if err != nil {
		return path, written(path, part, err)
	}
	to := path
	for n := 2; ; n++ {
		err := os.Link(part, to) // fails where to exists, and shows the whole text or nothing
		switch {
		case err == nil:
			os.Remove(part) // one that stays is no harm
		case !errors.Is(err, fs.ErrExist):
			err = moveNew(part, to)
		}
		if !errors.Is(err, fs.ErrExist) {
			return to, written(to, part, err)
		}
		to = Numbered(path, n)
	}
}

// moveNew renames a file to a name that is free, on file systems without links: there
// the new file is empty for a moment.
func moveNew(part, to string) error {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Close(), os.Rename(part, to)); err != nil {
		os.Remove(to) // empty
		return err
	}
	return nil
}

// Numbered returns what the n-th file of a name is called, counted from 1:
// cpu-2.pb.gz of cpu.pb.gz, and best+deadline=1.5s-2.md of best+deadline=1.5s.md.
func Numbered(path string, n int) string {
	if n < 2 {
		return path
	}
	end := filepath.Ext(path)
	if end == ".gz" { // of something
		end = filepath.Ext(strings.TrimSuffix(path, end)) + end
	}
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, end), n, end)
}

// Latest returns the last of the files that WriteNew has made for a path: that with
// the highest number, and path itself where it has made none.
func Latest(path string) string {
	last := path
	for n := 2; ; n++ {
		next := Numbered(path, n)
		if _, err := os.Stat(next); err != nil {
			return last
		}
		last = next
	}
}

// writePart writes a temporary file of path and returns its name; "" where it could
// not be made.
func writePart(path string, text []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+partName+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync() // else the rename may reach the disk before the text
	}
	return f.Name(), errors.Join(err, f.Close())
}

// written ends the writing of path through the temporary file part.
func written(path, part string, err error) error {
	if err != nil {
		if part != "" {
			os.Remove(part) // the first error tells more
		}
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

// SweepFolder removes the temporary files of all files of an ending in a folder, such
// as .json, that are so old that no living process writes them: those of files that
// nobody writes again stay else. Who holds the folder's lock keeps others from it.
func SweepFolder(dir, ending string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		at := strings.LastIndex(e.Name(), ending+partName)
		if at < 1 {
			continue
		}
		if number := e.Name()[at+len(ending+partName):]; number == "" || strings.Trim(number, "0123456789") != "" {
			continue // it only looks like one
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) >= partAge {
			os.Remove(filepath.Join(dir, e.Name()))
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
