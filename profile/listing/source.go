package listing

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Line is a line of a file with what it cost.
type Line struct {
	Number int64
	Text   string // without the end of line
	Value
}

// maxLine is how long a line of a source file may be, in bytes.
const maxLine = 1 << 20

// Source returns the routine's lines with their text, read from the file that
// the profile names. A relative path is looked for in folder and the folders
// above it, and so is the part of a path that follows the name of folder, for a
// tree that has been moved.
func (r *Routine) Source(folder string) ([]Line, error) { return r.SourceIn(folder, nil) }

// SourceIn is Source, and looks for what is not there among files that are built
// in, where there are such.
func (r *Routine) SourceIn(folder string, builtIn fs.FS) ([]Line, error) {
	if r.File == "" {
		return nil, fmt.Errorf("the profile does not say in which file %s is", r.Name)
	}
	var f fs.File
	f, err := open(r.File, folder)
	if err != nil && builtIn != nil {
		if in, missing := builtIn.Open(r.File); missing == nil {
			f, err = in, nil
		}
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []Line
	s := bufio.NewScanner(f)
	s.Buffer(nil, maxLine)
	for n := int64(1); n <= r.Last && s.Scan(); n++ {
		if n >= r.First {
			lines = append(lines, Line{n, s.Text(), r.Lines[n]})
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", r.File, err)
	}
	return lines, nil
}

func open(name, folder string) (*os.File, error) {
	if f, err := openFile(name); err == nil {
		return f, nil
	} else if filepath.IsAbs(name) && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: not read: %w", name, reason(err))
	}
	rest := name
	if _, after, ok := strings.Cut(name, "/"+filepath.Base(folder)+"/"); ok {
		rest = after
	}
	if !filepath.IsAbs(rest) {
		for dir := folder; ; dir = filepath.Dir(dir) {
			if f, err := openFile(filepath.Join(dir, rest)); err == nil {
				return f, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return nil, fmt.Errorf("%s: the source is not here", name)
}

// openFile opens a file that has lines.
func openFile(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no plain file")
	}
	return os.Open(name)
}

func reason(err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Bare returns the lines that have a value, without their text: what there is
// where Source finds no file.
func (r *Routine) Bare() []Line {
	var lines []Line
	for n, v := range r.Lines {
		lines = append(lines, Line{Number: n, Value: v})
	}
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Compare(a.Number, b.Number) })
	return lines
}
