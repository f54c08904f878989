package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/dsl"
	"battscope/engine/store"
	"battscope/profile/solverfile"
)

// exportFlags are the flags of battscope store export.
type exportFlags struct {
	*storeFlags
	all, force bool
	out        string
}

func (a *app) storeExportCommand(sf *storeFlags) *cobra.Command {
	f := &exportFlags{storeFlags: sf}
	c := a.command(&cobra.Command{
		Use:   "export [TASK...]",
		Short: "Write stored programs as solver files in Python syntax",
		Long: "Export writes the best program of each task, or of the tasks that are named, as solve_<task>, with its scores in a comment. With --all it writes all of them,\n" +
			"the second of a task as solve_<task>_v02 and so on. The files are laid out as the public solvers.py; --programs and battscope store import read them.",
	}, func(_ *cobra.Command, tasks []string) error {
		if f.json {
			return usage("store export has no --json: it writes solver files; battscope store show --json gives programs as JSON")
		}
		return a.untilSignal(func(ctx context.Context) error { return a.storeExport(ctx, f, tasks) })
	})
	c.Flags().BoolVar(&f.all, "all", false, "write all programs of a task, not only the best")
	c.Flags().StringVarP(&f.out, "out", "o", "", "file to write, or a folder for a file a task (one that is there, or a name that ends in /) (default: standard output)")
	c.Flags().BoolVar(&f.force, "force", false, "write over files that are there")
	return c
}

func (a *app) storeExport(ctx context.Context, f *exportFlags, only []string) error {
	s, err := a.readStore(f.storeFlags)
	if err != nil {
		return err
	}
	defer s.Close()
	tasks, err := s.Tasks(ctx)
	if err != nil {
		return err
	}
	if len(only) > 0 {
		have := map[string]bool{}
		for _, t := range tasks {
			have[t] = true
		}
		for _, t := range only {
			if !have[t] {
				return fmt.Errorf("no program of task %s in %s%s", t, s.Path(), dsl.DidYouMean(t, tasks))
			}
		}
		tasks = only
	}
	if len(tasks) == 0 {
		return fmt.Errorf("no programs in %s", s.Path())
	}
	e := &exporter{app: a, store: s, all: f.all}
	if isFolder(f.out) {
		err = e.folder(ctx, f, tasks)
	} else if f.out == "" {
		err = wrote("the programs", e.write(ctx, a.out, tasks))
	} else {
		err = replaceFile(f.out, f.force, func(w io.Writer) error { return e.write(ctx, w, tasks) })
	}
	if err != nil {
		return err
	}
	if f.out != "" {
		fmt.Fprintf(a.err, "%s of %s written to %s\n", plural(e.written, "program"), plural(len(tasks), "task"), f.out)
	}
	if e.unread > 0 {
		return fmt.Errorf("%s could not be read and left out", plural(e.unread, "program"))
	}
	return nil
}

// isFolder reports whether a name is that of a folder, or of one to be made.
func isFolder(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(name)
	return name != "" && err == nil && info.IsDir()
}

// An exporter writes programs of a store.
type exporter struct {
	*app
	store           *store.Store
	all             bool
	written, unread int
}

// folder writes a file a task.
func (e *exporter) folder(ctx context.Context, f *exportFlags, tasks []string) error {
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	taken := map[string]bool{}
	for _, task := range tasks {
		base := solverfile.Word(task)
		for n := 2; taken[base]; n++ {
			base = fmt.Sprintf("%s_%d", solverfile.Word(task), n)
		}
		taken[base] = true
		err := replaceFile(filepath.Join(f.out, base+".py"), f.force, func(w io.Writer) error { return e.write(ctx, w, []string{task}) })
		if err != nil {
			return err
		}
	}
	return nil
}

// write writes the programs of tasks as one file. What cannot be read is said
// and left out.
func (e *exporter) write(ctx context.Context, w io.Writer, tasks []string) error {
	what := "the best program"
	if e.all {
		what = "all programs"
	}
	file := solverfile.NewWriter(w, e.table, fmt.Sprintf("Written by battscope store export: %s of %s.", what, plural(len(tasks), "task")))
	for _, task := range tasks {
		list, err := e.store.Best(ctx, task)
		if err != nil {
			return err
		}
		if !e.all {
			list = list[:min(1, len(list))]
		}
		for _, p := range list {
			var bad *solverfile.Unreadable
			switch err := file.Write(p); {
			case errors.As(err, &bad):
				e.unread++
				fmt.Fprintln(e.err, err)
			case err != nil:
				return err
			default:
				e.written++
			}
		}
	}
	return file.Flush()
}

// replaceFile writes a file, complete or not at all. One that is there it
// replaces only with force; to what is no file, as a pipe, it writes as it is.
func replaceFile(path string, force bool, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return intoDevice(path, write)
	case err == nil && !force:
		return fmt.Errorf("%s is there already: name another file, or write over it with --force", path)
	case err == nil:
		if path, err = filepath.EvalSymlinks(path); err != nil { // the file and not the link to it
			return unwritten(path, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return unwritten(path, err)
	}
	part := path + ".part" + rand.Text()
	w, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return unwritten(path, err)
	}
	defer os.Remove(part) // nothing is there after the rename
	err = write(w)
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	return unwritten(path, err)
}

func intoDevice(path string, write func(io.Writer) error) error {
	w, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return unwritten(path, err)
	}
	err = write(w)
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	return unwritten(path, err)
}

// unwritten says that a file could not be written, naming it once.
func unwritten(path string, err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	return wrote(path, err)
}
