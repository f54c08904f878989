package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

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
		if len(problems) > 0 {
			return fmt.Errorf("no usable task in %s: %w", strings.Join(s.Data, ", "), problems[0])
		}
		return fmt.Errorf("no task in %s", strings.Join(s.Data, ", "))
	}
	if len(s.Tasks) == 0 {
		return nil
	}
	return s.choose(in)
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
		return fmt.Errorf("no task %s among the %d read (the first is %s)", strings.Join(unknown, ", "), len(in.Tasks), in.Tasks[0].ID)
	}
	in.Tasks = kept
	return nil
}

func (s *Source) loadPrograms(in *Input, table *op.Table) error {
	files := s.Programs
	read := os.ReadFile
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
	for _, name := range files {
		src, err := read(name)
		if err != nil {
			return fmt.Errorf("read programs: %w", err)
		}
		in.Files++
		file, mistakes := dsl.Parse(filepath.ToSlash(name), src, table)
		for _, m := range mistakes {
			in.Problems = append(in.Problems, m)
		}
		in.Programs = append(in.Programs, file.Programs()...)
	}
	if len(in.Programs) > 0 {
		return nil
	}
	if n := len(in.Problems); n > 0 {
		var first error
		for _, p := range in.Problems {
			var m *dsl.SyntaxError
			if errors.As(p, &m) {
				first = p
				break
			}
		}
		if first != nil {
			return fmt.Errorf("no usable program in %s: %w", strings.Join(files, ", "), first)
		}
	}
	return fmt.Errorf("no program in %s: want functions of one parameter named solve or solve_<task>", strings.Join(files, ", "))
}
