package capture

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/programs"
	"battscope/profile/workspace"
)

// A ProgramSource keeps the books of what a run's programs use. A run is one.
type ProgramSource interface {
	// Observe begins a new book, at a level, or ends it at level off.
	Observe(probe.Level)
	// Observed returns what the book has so far; nil where none was begun.
	Observed() *account.Profile
	// Text returns the text of a source file that is nowhere on disk; ok is false
	// for others.
	Text(file string) (text []byte, ok bool)
}

// DefaultLevel is the level of a program profile that nobody has named one for.
const DefaultLevel = probe.LevelSampled

var errNoPrograms = errors.New("there is no run whose programs could be observed")

func (s *Session) startPrograms() error {
	if s.options.Programs == nil {
		return errNoPrograms
	}
	if s.options.Level == probe.LevelOff {
		s.options.Level = DefaultLevel
	}
	s.options.Programs.Observe(s.options.Level)
	return nil
}

// sourcesDir is the folder, beside a program profile, of the texts that are
// nowhere else on disk: those of built-in programs.
const sourcesDir = "sources"

// writePrograms ends the program profile and writes it, and the texts that it
// needs.
func (s *Session) writePrograms(path string) error {
	s.options.Programs.Observe(probe.LevelOff)
	book := s.options.Programs.Observed()
	if book == nil || len(book.Rows) == 0 {
		return errors.New("no task came to its end while it was taken: take it for longer")
	}
	var errs []error
	file := func(name string) string {
		text, ok := s.options.Programs.Text(name)
		if !ok {
			return programs.Absolute(name)
		}
		dir := filepath.Join(s.dir, sourcesDir)
		to := programs.Absolute(filepath.Join(dir, filepath.Base(name)))
		err := os.MkdirAll(dir, 0o700)
		if err == nil {
			err = workspace.WriteFile(to, text)
		}
		if err != nil {
			errs = append(errs, err)
		}
		return to
	}
	p := programs.Build(book, time.Now(), file)
	return errors.Join(append(errs, write(path, p))...)
}
