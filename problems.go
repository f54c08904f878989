package main

import (
	"errors"
	"fmt"
	"strings"

	"battscope/engine"
	"battscope/engine/dsl"
	"battscope/ui/draw"
)

// maxProblems is how many problems are printed in full.
const maxProblems = 50

// problems prints what could not be read, and returns err so that it says
// nothing twice: one problem that leaves nothing to run is the error itself.
func (a *app) problems(list []error, err error) error {
	var u *engine.Unusable
	if errors.As(err, &u) {
		if len(list) == 1 && len(u.Causes) == 1 {
			return errors.New(problem(list[0]))
		}
		err = errors.New(u.Summary())
	}
	for n, p := range list {
		if n == maxProblems {
			fmt.Fprintf(a.err, "and %d more problems\n", len(list)-n)
			break
		}
		fmt.Fprintln(a.err, cleanLines(problem(p)))
	}
	return err
}

// problem returns a problem for people: a mistake in a program with its line
// and a caret.
func problem(err error) string {
	var m *dsl.SyntaxError
	if !errors.As(err, &m) || m.Source == "" {
		return err.Error()
	}
	_, lines, _ := strings.Cut(window(m).Snippet(), "\n")
	return m.Error() + "\n" + lines
}

// cleanLines returns text of several lines, in which names and words of files of
// others stand, as lines that are safe to show.
func cleanLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = draw.Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// window returns m with so much of its line that it fits a screen: a line of a
// file that is no program can be as long as the file.
func window(m *dsl.SyntaxError) *dsl.SyntaxError {
	const before, most = 60, 120
	line := []rune(m.Source)
	if len(line) <= most {
		return m
	}
	cut := *m
	from := min(max(0, m.Col-1-before), len(line))
	to := min(from+most, len(line))
	cut.Source, cut.Col = string(line[from:to]), m.Col-from
	if from > 0 {
		cut.Source = "…" + cut.Source
		cut.Col++
	}
	if to < len(line) {
		cut.Source += "…"
	}
	return &cut
}
