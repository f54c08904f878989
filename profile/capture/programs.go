package capture

import (
	"errors"
	"path/filepath"

	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/programs"
)

// A ProgramSource keeps the books of what a run's programs use. A run is one.
type ProgramSource interface {
	// Observe begins a new book of a capture, at a level, or ends it at level off.
	Observe(probe.Level)
	// Observed returns what that book has so far; nil where none was begun. It waits,
	// within reason, until what Observe asked for has come about.
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

// writePrograms ends the program profile and writes it, and the texts that it
// needs. It returns the profile's path.
func (s *Session) writePrograms() (string, error) {
	s.options.Programs.Observe(probe.LevelOff)
	book := s.options.Programs.Observed()
	if book == nil || len(book.Rows) == 0 {
		return s.path(Programs.file()), errors.New("no worker and no device did anything while it was taken: take it for longer, and while the run is not held")
	}
	// Not s.path: Write numbers it, since the knob's may be written at this moment.
	return programs.Write(filepath.Join(s.dir, Programs.file()), book, !s.options.Number, s.options.Programs.Text)
}
