package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine"
	"battscope/engine/store"
	"battscope/profile/solverfile"
	"battscope/profile/workspace"
)

// importFlags are the flags of battscope store import.
type importFlags struct {
	inputFlags
	*storeFlags
	every    bool
	progress string
}

func (a *app) storeImportCommand(sf *storeFlags) *cobra.Command {
	f := &importFlags{storeFlags: sf}
	c := a.command(&cobra.Command{
		Use:   "import FILE...",
		Short: "Evaluate programs of solver files and put them into the store",
		Long: "Import reads solver files in Python syntax, or other stores, evaluates each solve_<task> on its task in the data as a run does, and saves it with its scores.\n" +
			fmt.Sprintf("A program that has no scores has no place among the best %d of a task, so nothing is stored that was not evaluated; scores in comments and in other stores\n", store.Limit) +
			"are not believed: battscope store merge believes those of a store.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("store import wants one FILE of programs or more")
			}
			return nil
		},
	}, func(_ *cobra.Command, files []string) error { return a.storeImport(f, files) })
	f.registerSource(c.Flags())
	f.registerKnobs(c.Flags(), "workers", "fuel", "deadline")
	c.Flags().Lookup("programs").Hidden = true // the arguments name the files
	c.Flags().BoolVar(&f.every, "every-task", false, "try each program on every task of the data, not only on the one that its name says")
	c.Flags().StringVar(&f.progress, "progress", "auto", "how to tell of progress: auto, plain or none")
	return c
}

// An importReport is what battscope store import --json prints.
type importReport struct {
	Store    string      `json:"store"`
	Programs int         `json:"programs"` // evaluated
	LeftOut  []string    `json:"left_out"` // names of no task of the data
	Tasks    int64       `json:"tasks"`
	Solved   int64       `json:"solved_tasks"`
	Timeouts int64       `json:"timeouts"`
	Faults   int64       `json:"faults"`
	Before   storeTotals `json:"before"`
	After    storeTotals `json:"after"`
	Stopped  bool        `json:"stopped"`
	Problems []string    `json:"problems"`
}

func (a *app) storeImport(f *importFlags, files []string) error {
	if len(f.programs) > 0 {
		return usage("--programs: name the files as arguments of store import")
	}
	f.preset, f.own = "best", !f.every
	if err := a.check(&f.inputFlags); err != nil {
		return err
	}
	if err := checkProgress(f.progress); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "battscope")
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	defer os.RemoveAll(dir)
	for _, name := range files {
		if isStore(name) {
			if name, err = a.unpack(name, dir, f.storeFlags); err != nil {
				return err
			}
		}
		f.programs = append(f.programs, name)
	}
	r := importReport{LeftOut: []string{}, Problems: []string{}}
	if err := a.look(f, &r); err != nil {
		return err
	}
	ws, err := workspace.Open(a.workspace)
	if err != nil {
		return err
	}
	r.Store = ws.SolversPath()
	openStore := func() (*store.Store, error) { return store.OpenWithin(r.Store, f.wait) }
	if r.Before, err = totalsNow(openStore); err != nil {
		return err
	}
	spec, err := a.spec(&f.inputFlags)
	if err != nil {
		return err
	}
	spec.OpenStore = openStore
	signals, release := a.signals()
	defer release()
	run := engine.Start(a.table, spec)
	interrupted := a.follow(run, f.progress, signals)
	res := run.Result()
	if err := run.Err(); err != nil {
		return err
	}
	if r.After, err = totalsNow(openStore); err != nil {
		return err
	}
	c := res.Snapshot.Counts
	r.Tasks, r.Solved, r.Timeouts, r.Faults, r.Stopped = c.Tasks, c.SolvedTasks, c.Timeouts, c.Faults, res.Snapshot.Stopped
	if f.json {
		err = writeJSON(a.out, &r)
	} else {
		err = writeImport(a.out, &r)
	}
	if err != nil {
		return wrote("the outcome", err)
	}
	if interrupted {
		return &exit{exitInterrupted, errors.New("interrupted: the programs of the tasks until then are in the store")}
	}
	return nil
}

// look reads the input once, to say what is wrong with it and which programs
// name no task, before anything is made.
func (a *app) look(f *importFlags, r *importReport) error {
	src := f.source()
	in, err := src.Load(a.table)
	for _, p := range in.Problems {
		r.Problems = append(r.Problems, p.Error())
	}
	if err := a.problems(in.Problems, err); err != nil {
		return err
	}
	r.Programs = len(in.Programs)
	if f.every {
		return nil
	}
	for _, p := range in.Homeless() {
		r.LeftOut = append(r.LeftOut, p.Name)
	}
	r.Programs -= len(r.LeftOut)
	if r.Programs == 0 {
		t := in.Tasks[0].ID
		return fmt.Errorf("no program is named after one of the tasks: the first program is %s, the first task %s; want solve_%s, or --every-task", in.Programs[0].Name, t, t)
	}
	if n := len(r.LeftOut); n > 0 {
		const most = 5
		names := strings.Join(r.LeftOut[:min(n, most)], ", ")
		if n > most {
			names += ", …"
		}
		fmt.Fprintf(a.err, "%s left out that name no task of the data (%s); --every-task tries each on every task\n", plural(n, "program"), names)
	}
	return nil
}

// totalsNow opens a store to count what it has.
func totalsNow(open func() (*store.Store, error)) (storeTotals, error) {
	s, err := open()
	if err != nil {
		return storeTotals{}, err
	}
	defer s.Close()
	return totalsOf(context.Background(), s)
}

// isStore reports whether a file is a SQLite database, by its first bytes.
func isStore(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false // reading it will say why
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, []byte(magic))
}

// unpack writes all programs of a store into a solver file in dir.
func (a *app) unpack(name, dir string, f *storeFlags) (string, error) {
	s, err := store.OpenRead(name, f.wait)
	if err != nil {
		return "", err
	}
	defer s.Close()
	path := filepath.Join(dir, solverfile.Word(filepath.Base(name))+".py")
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			break
		}
		path = filepath.Join(dir, fmt.Sprintf("%s_%d.py", solverfile.Word(filepath.Base(name)), n))
	}
	ctx := context.Background()
	tasks, err := s.Tasks(ctx)
	if err != nil {
		return "", err
	}
	e := &exporter{app: a, store: s, all: true}
	return path, replaceFile(path, false, func(w io.Writer) error { return e.write(ctx, w, tasks) })
}

func writeImport(w io.Writer, r *importReport) error {
	var b strings.Builder
	if r.Stopped {
		b.WriteString("partial: stopped before its end\n")
	}
	fmt.Fprintf(&b, "evaluated %s on %s (%s solved), timeouts %s, faults %s\nbefore %s\nnow    %s\n%s\n", plural(r.Programs, "program"), plural(int(r.Tasks), "task"),
		count(r.Solved), count(r.Timeouts), count(r.Faults), r.Before.text(), r.After.text(), r.Store)
	_, err := io.WriteString(w, b.String())
	return err
}
