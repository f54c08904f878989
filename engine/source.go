package engine

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/task"
)

// A Source says where tasks and programs come from. What is left empty comes
// from the built-in example.
type Source struct {
	Data     []string  // paths of task files and folders
	Programs []string  // paths of solver files
	Tasks    []task.ID // only these, when not empty
	Max      int       // programs at most, the first; 0 is all
	HideTest bool      // take the outputs of test samples away
	BuiltIn  fs.FS     // "tasks/*.json" and "*.py" of the built-in example
}

// An Input is what a Source gave.
type Input struct {
	Tasks    []*task.Task
	Programs []*dsl.Func
	Problems []error // what could not be read: *task.Problem and *dsl.SyntaxError; the rest is usable
	Files    int     // files of programs, and tasks, read
}

// Load reads tasks and programs. Bad tasks and functions are in Problems, and
// the others usable; it is an error when nothing is left to run.
func (s *Source) Load(table *op.Table) (*Input, error) {
	in := &Input{}
	if err := s.loadTasks(in); err != nil {
		return in, err
	}
	if err := s.loadPrograms(in, table); err != nil {
		return in, err
	}
	return in, nil
}

// Homeless returns the programs whose names say none of the tasks, and which
// Spec.Own leaves out, in order.
func (in *Input) Homeless() []*dsl.Func {
	known := map[string]bool{}
	for _, t := range in.Tasks {
		known[string(t.ID)] = true
	}
	var list []*dsl.Func
	for _, f := range in.Programs {
		if !known[ownTask(f.Task(), known)] {
			list = append(list, f)
		}
	}
	return list
}

func (s *Source) loadTasks(in *Input) error {
	var problems []*task.Problem
	if len(s.Data) > 0 {
		in.Tasks, problems = task.Read(s.Data...)
	} else {
		in.Tasks, problems = task.ReadFS(s.BuiltIn, "tasks")
	}
	for _, p := range problems {
		in.Problems = append(in.Problems, p)
	}
	in.Files += len(in.Tasks)
	if len(in.Tasks) == 0 {
		return &Unusable{What: "task", Where: s.Data, Causes: in.Problems}
	}
	if s.HideTest {
		for i, t := range in.Tasks {
			in.Tasks[i] = hidden(t)
		}
	}
	if len(s.Tasks) == 0 {
		return nil
	}
	return s.choose(in)
}

// hidden returns a task as it stands in a competition: without the outputs of
// its test samples.
func hidden(t *task.Task) *task.Task {
	h := *t
	h.Test = slices.Clone(t.Test)
	for i := range h.Test {
		h.Test[i].Out = nil
	}
	return &h
}

// choose keeps the tasks that s names, in its order.
func (s *Source) choose(in *Input) error {
	byID := map[task.ID]*task.Task{}
	for _, t := range in.Tasks {
		byID[t.ID] = t
	}
	var kept []*task.Task
	var unknown []string
	for _, id := range s.Tasks {
		switch t := byID[id]; {
		case t == nil:
			unknown = append(unknown, string(id))
		case !slices.Contains(kept, t):
			kept = append(kept, t)
		}
	}
	if len(unknown) > 0 {
		ids := make([]string, len(in.Tasks))
		for i, t := range in.Tasks {
			ids[i] = string(t.ID)
		}
		hint := dsl.DidYouMean(unknown[0], ids)
		if hint == "" {
			hint = fmt.Sprintf(" (the first is %s)", ids[0])
		}
		return fmt.Errorf("no task %s among the %d read%s", strings.Join(unknown, ", "), len(ids), hint)
	}
	in.Tasks = kept
	return nil
}

func (s *Source) loadPrograms(in *Input, table *op.Table) error {
	files := s.Programs
	read := readProgram
	if len(files) == 0 {
		names, err := fs.Glob(s.BuiltIn, "*.py")
		if err != nil || len(names) == 0 {
			panic("engine: the built-in example has no solver files")
		}
		// solvers.py before the pool: the first program of equal score is shown.
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) })
		files = names
		read = func(name string) ([]byte, error) { return fs.ReadFile(s.BuiltIn, path.Clean(name)) }
	}
	empty := 0
	for _, name := range files {
		src, err := read(name)
		if err != nil {
			return err
		}
		in.Files++
		if len(src) == 0 {
			empty++
		}
		name = filepath.ToSlash(name)
		if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
			in.Problems = append(in.Problems, notText(name, src))
			continue
		}
		file, mistakes := dsl.Parse(name, src, table)
		for _, m := range mistakes {
			in.Problems = append(in.Problems, m)
		}
		in.Programs = append(in.Programs, file.Programs()...)
	}
	if s.Max > 0 && len(in.Programs) > s.Max {
		in.Programs = in.Programs[:s.Max]
	}
	if len(in.Programs) > 0 {
		return nil
	}
	var causes []error
	for _, p := range in.Problems {
		var m *dsl.SyntaxError
		if errors.As(p, &m) {
			causes = append(causes, p)
		}
	}
	switch names := strings.Join(files, ", "); {
	case len(causes) > 0:
		return &Unusable{What: "program", Where: files, Causes: causes}
	case empty == 1 && len(files) == 1:
		return fmt.Errorf("no program in %s: the file is empty", names)
	default:
		return fmt.Errorf("no program in %s: want functions of one parameter named solve or solve_<task>", names)
	}
}

// maxProgramBytes bounds one solver file; 200,000 programs of four lines have
// 17 MB.
const maxProgramBytes = 256 << 20

// readProgram reads a solver file that a person named.
func readProgram(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: name the solver files in it", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unread(name, err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxProgramBytes+1))
	switch {
	case err != nil:
		return nil, unread(name, err)
	case len(src) > maxProgramBytes:
		return nil, fmt.Errorf("%s: not read: larger than %d MiB", name, maxProgramBytes>>20)
	}
	return src, nil
}

// unread says that the file system refuses a file, naming the file once.
func unread(name string, err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%s: not read: %w", name, err)
}

// notText says where a file stops to be text. Its lines would be no help to
// anybody, so one problem stands for all.
func notText(name string, src []byte) *dsl.SyntaxError {
	at := bytes.IndexByte(src, 0)
	for i := 0; i < len(src) && (at < 0 || i < at); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			at = i
			break
		}
		i += n
	}
	head := src[:at]
	start := bytes.LastIndexByte(head, '\n') + 1
	return &dsl.SyntaxError{
		File: name, Line: 1 + bytes.Count(head, []byte{'\n'}), Col: 1 + utf8.RuneCount(head[start:]),
		Msg: fmt.Sprintf("byte 0x%02x is no text: want a solver file in UTF-8", src[at]),
	}
}

// An Unusable says that of what was read nothing is left to run, and why. Its
// causes are among Input.Problems.
type Unusable struct {
	What   string   // "task" or "program"
	Where  []string // the paths; empty for the built-in example
	Causes []error
}

// Error returns one line with the first cause and the number of the others.
func (u *Unusable) Error() string {
	text := u.Summary()
	if n := len(u.Causes); n > 0 {
		text += ": " + u.Causes[0].Error()
		if n > 1 {
			text += fmt.Sprintf(" (and %d more)", n-1)
		}
	}
	return text
}

// Summary is Error without causes, for who has shown them.
func (u *Unusable) Summary() string {
	where := "the built-in example"
	if len(u.Where) > 0 {
		where = strings.Join(u.Where, ", ")
	}
	return "no usable " + u.What + " in " + where
}

// Unwrap returns the causes.
func (u *Unusable) Unwrap() []error { return u.Causes }
