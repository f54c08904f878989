package dsl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A SyntaxError is one mistake in a source and its place.
type SyntaxError struct {
	File   string // as given to Parse
	Line   int    // from 1
	Col    int    // from 1, in runes; one past the last where something is missing at the line's end
	Msg    string // lower case, no final period
	Source string // the whole line, without its line break
}

// Error returns the place and the message: file:line:col: msg.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// Snippet returns Error, the source line, and a line with a caret below the
// mistake. Tabs stand in both lines, so that the caret is in place at any tab
// width; other control characters, which would move a terminal's cursor, are
// shown as U+FFFD.
func (e *SyntaxError) Snippet() string {
	var b strings.Builder
	b.WriteString(e.Error())
	b.WriteByte('\n')
	for _, r := range e.Source {
		if r != '\t' && unicode.IsControl(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	b.WriteByte('\n')
	col := 1
	for _, r := range e.Source {
		if col == e.Col {
			break
		}
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
		col++
	}
	b.WriteByte('^')
	return b.String()
}
