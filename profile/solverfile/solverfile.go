// Package solverfile writes programs of a solver store as a file of solvers in
// ARC-DSL's Python syntax, laid out as the public solvers.py, so that they go
// back into other people's tools.
package solverfile

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"battscope/engine/dsl"
	"battscope/engine/store"
)

// A Writer writes programs, one after another, into one file. The names of its
// functions are unique. It is for one goroutine.
type Writer struct {
	w     *bufio.Writer
	vocab dsl.Vocabulary
	names map[string]bool
	ranks map[string]int // by task, how many programs were written
}

// NewWriter begins a file: with the title, which may have several lines, as a
// comment, and the imports that Python wants. Vocab has the names that programs
// may use.
func NewWriter(w io.Writer, vocab dsl.Vocabulary, title string) *Writer {
	f := &Writer{w: bufio.NewWriter(w), vocab: vocab, names: map[string]bool{}, ranks: map[string]int{}}
	for line := range strings.SplitSeq(title, "\n") {
		f.comment(line)
	}
	f.w.WriteString("\nfrom dsl import *\nfrom constants import *\n")
	return f
}

// Write writes a program under the name solve_<task>, the second of a task and
// those that follow as solve_<task>_v02 and so on, below a comment with its
// scores. Functions of its own stand before it, as f1_<task>, f2_<task>. A
// program whose text cannot be read is an error, *Unreadable, and nothing of it
// is written.
func (f *Writer) Write(p store.Solver) error {
	file, mistakes := dsl.Parse(p.Identity, []byte(p.Text), f.vocab)
	if len(mistakes) > 0 {
		return &Unreadable{p.Task, p.Identity, "cannot be read: " + mistakes[0].Error()}
	}
	programs := file.Programs()
	if len(programs) != 1 {
		return &Unreadable{p.Task, p.Identity, fmt.Sprintf("has %d programs, not one", len(programs))}
	}
	f.ranks[p.Task]++
	name := f.name(p.Task, f.ranks[p.Task])
	f.w.WriteString("\n\n")
	f.comment(scores(p, f.ranks[p.Task]))
	f.comment(origin(p))
	_, err := f.w.WriteString(rename(dsl.Body(programs[0]), name))
	return err
}

// Unreadable says that what a store has for the text of a program is none.
type Unreadable struct{ Task, Identity, Why string }

// Error says it in one line.
func (u *Unreadable) Error() string {
	return fmt.Sprintf("task %s: the text of program %s %s", u.Task, u.Identity, u.Why)
}

// Flush writes out what is still held back. It is for the end.
func (f *Writer) Flush() error { return f.w.Flush() }

// name returns a name for a task's program that the file does not have yet.
func (f *Writer) name(task string, rank int) string {
	name := "solve_" + Word(task)
	if rank > 1 {
		name += fmt.Sprintf("_v%02d", rank)
	}
	for base, n := name, 2; f.names[name]; n++ { // tasks a and a_v02, or a-b and a_b
		name = fmt.Sprintf("%s_%d", base, n)
	}
	f.names[name] = true
	return name
}

// Word returns a task's id as it can stand in a name of Python: what is no
// letter, digit or underscore of ASCII becomes an underscore.
func Word(task string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, task)
}

// bodyName are the functions that a body defines: its own and the program.
var bodyName = regexp.MustCompile(`\b(f[0-9]+|solve)\b`)

// rename gives the functions of a body names that a file can share: the program
// solve_x that one, and f1 the name f1_x.
func rename(body, name string) string {
	suffix := strings.TrimPrefix(name, "solve")
	return bodyName.ReplaceAllStringFunc(body, func(old string) string { return old + suffix })
}

// scores says how good a program is.
func scores(p store.Solver, rank int) string {
	return fmt.Sprintf("task %s, number %d: demo matches %d, test matches %d, %d cost units (class %d), %s measured, faults %d",
		p.Task, rank, p.Demo, p.Test, p.Units, p.CostClass, p.Time.Round(time.Microsecond), p.Faults)
}

// origin says where a program comes from.
func origin(p store.Solver) string {
	text := "identity " + p.Identity
	if p.Name != "" {
		text += ", from " + p.Name
	}
	if p.Run != "" {
		text += " of run " + p.Run
	}
	if len(p.Parents) > 0 {
		text += ", parents " + strings.Join(p.Parents, " ")
	}
	return text
}

// comment writes a line that is a comment whatever is in it.
func (f *Writer) comment(line string) {
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == '\ufffd' {
			return '?'
		}
		return r
	}, line)
	f.w.WriteString("# " + line + "\n")
}
