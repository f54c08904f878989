package task

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxProblems bounds the problems kept for one file; the rest are counted.
const maxProblems = 20

// A Problem is one fault of a file, or of a path that gave no tasks. The task
// it belongs to is left out; other tasks are not touched.
type Problem struct {
	File      string
	Line, Col int    // of the offending value, from 1, Col in bytes; 0 when the fault is the whole file's
	Task      ID     // empty when the fault is no single task's
	Where     string // the place in the task: train[2].output row 4 column 0; or empty
	Msg       string // one line, lower case
	Err       error  // the cause, when it is the file system's
}

// Error returns the problem as one line: file:line:col: task id: where: msg.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(plain(p.File))
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	if p.Task != "" {
		b.WriteString(": task " + plain(string(p.Task)))
	}
	if p.Where != "" {
		b.WriteString(": " + p.Where)
	}
	b.WriteString(": " + p.Msg)
	return b.String()
}

// Unwrap returns the cause, so that errors.Is finds fs.ErrNotExist and its kin.
func (p *Problem) Unwrap() error { return p.Err }

// plain returns s, quoted if it would break the line it is printed in.
func plain(s string) string {
	for _, r := range s {
		if !strconv.IsPrint(r) || r == '\uFFFD' {
			return strconv.Quote(s)
		}
	}
	return s
}

// clip returns the start of s, fit for a message.
func clip(s []byte) string {
	const most = 24
	if len(s) <= most {
		return plain(string(s))
	}
	return plain(string(s[:most])) + "..."
}

// A source is one file being read and the problems found in it.
type source struct {
	name     string // as shown to people
	text     []byte // without byte order mark
	problems []*Problem
	total    int // problems found, kept or not
}

func newSource(name string, text []byte) *source {
	// Columns count from after the mark, as editors do.
	return &source{name: name, text: bytes.TrimPrefix(text, []byte("\uFEFF"))}
}

// position returns the line and column of an offset, both from 1.
func (s *source) position(off int) (line, col int) {
	head := s.text[:min(off, len(s.text))]
	return 1 + bytes.Count(head, []byte{'\n'}), len(head) - bytes.LastIndexByte(head, '\n')
}

// full reports whether further problems are only counted.
func (s *source) full() bool { return len(s.problems) == maxProblems }

// report notes a problem at off, or of the whole file if off is negative.
func (s *source) report(off int, p Problem) {
	s.total++
	if s.full() {
		return
	}
	p.File = s.name
	if off >= 0 {
		p.Line, p.Col = s.position(off)
	}
	s.problems = append(s.problems, &p)
}

// forget drops what was reported, for a second reading of the text.
func (s *source) forget() { s.problems, s.total = nil, 0 }

// all returns the problems kept, in the order of the text, and, if there were
// more, one that says so.
func (s *source) all() []*Problem {
	slices.SortStableFunc(s.problems, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	switch more := s.total - len(s.problems); more {
	case 0:
		return s.problems
	case 1:
		return append(s.problems, &Problem{File: s.name, Msg: "and 1 more problem"})
	default:
		return append(s.problems, &Problem{File: s.name, Msg: fmt.Sprintf("and %d more problems", more)})
	}
}

// A place says where in a task the parser is. Level tells how many of its
// fields count.
type place struct {
	level  level
	list   string // train, test or solution
	sample int
	field  string // input or output; empty in a solution, which is a grid itself
	row    int
	col    int
}

// A level is a depth inside a task.
type level uint8

const (
	inTask level = iota
	inList
	inSample
	inGrid
	inRow
	inCell
)

// String returns the place as in train[2].output row 4 column 0.
func (p place) String() string {
	var b strings.Builder
	if p.level >= inList {
		b.WriteString(p.list)
	}
	if p.level >= inSample {
		fmt.Fprintf(&b, "[%d]", p.sample)
	}
	if p.level >= inGrid && p.field != "" {
		b.WriteString("." + p.field)
	}
	if p.level >= inRow {
		fmt.Fprintf(&b, " row %d", p.row)
	}
	if p.level >= inCell {
		fmt.Fprintf(&b, " column %d", p.col)
	}
	return b.String()
}
