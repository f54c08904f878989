package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// runsCommand is the tree of commands over the runs of a workspace.
func (a *app) runsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "runs",
		Short: "List, show, name, note, mark and delete recorded runs",
		Long: "Every run leaves a folder in the workspace: its record, its events, and what people note of it in the journal.\n" +
			"RUN is an id, the beginning of one, or the path of a run's folder.",
		Args: func(c *cobra.Command, args []string) error {
			if err := a.isCommand(c, args); err != nil {
				return err
			}
			return usage("runs wants a command: %s", strings.Join(names(c), ", "))
		},
		RunE: func(*cobra.Command, []string) error { return nil }, // or cobra would print its help, with code 0
	}
	c.AddCommand(a.runsListCommand(), a.runsShowCommand(), a.runsRenameCommand(), a.runsNoteCommand(), a.runsBaselineCommand(),
		a.runsDeleteCommand(), a.runsPruneCommand(), a.runsReindexCommand())
	return c
}

// names lists the commands below c.
func names(c *cobra.Command) []string {
	var list []string
	for _, sub := range c.Commands() {
		list = append(list, sub.Name())
	}
	return list
}

// openIndex opens the index of the workspace, which may be one to read only, and
// tells of records that cannot be read.
func (a *app) openIndex(ctx context.Context) (*index.Index, *workspace.Workspace, error) {
	space, err := workspace.Look(a.workspace)
	if err != nil {
		return nil, nil, err
	}
	x, problems, err := index.Open(ctx, space)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range problems {
		fmt.Fprintln(a.err, p)
	}
	return x, space, nil
}

// findRun reads the record of the run that a person named.
func (a *app) findRun(name string) (*record.Record, string, error) {
	space, err := workspace.Look(a.workspace)
	if err != nil {
		return nil, "", err
	}
	dir, err := space.FindRun(name)
	if err != nil {
		return nil, "", err
	}
	r, err := record.Read(dir)
	if err != nil {
		return nil, "", err
	}
	r.ID = filepath.Base(dir) // a folder may have been renamed
	return r, dir, nil
}

// oneRun refuses all but the name of one run, and calls do with it.
func (a *app) oneRun(c *cobra.Command, do func(r *record.Record, dir string) error) *cobra.Command {
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("%s wants one RUN: an id, the beginning of one, or the path of a run's folder", c.CommandPath())
		}
		return nil
	}
	return a.command(c, func(_ *cobra.Command, args []string) error {
		r, dir, err := a.findRun(args[0])
		if err != nil {
			return err
		}
		return do(r, dir)
	})
}

// baselineOf returns the record that a run is held against, of the workspace's runs on
// the same tasks and programs: see index.Baseline. It is nil where there is none. Its
// times are a measure where timed is true.
func (a *app) baselineOf(r *record.Record) (base *record.Record, timed bool, err error) {
	ctx := context.Background()
	x, _, err := a.openIndex(ctx)
	if err != nil {
		return nil, false, err
	}
	defer x.Close()
	e, err := x.Baseline(ctx, r.Data.Hash, r.Pool.Hash)
	if err != nil || e == nil {
		return nil, false, err
	}
	base, err = record.Read(e.Dir)
	return base, e.Timed(), err
}

// results returns the line of a summary that holds a run against its baseline.
func (a *app) results(r *record.Record) string {
	base, timed, err := a.baselineOf(r)
	without := ""
	if !timed {
		without = ", but of no times: profiles were taken of it"
	}
	switch {
	case err != nil:
		return "results — (" + err.Error() + ")"
	case base == nil:
		return "results — (no run of these tasks and programs has come to its end)"
	case base.ID == r.ID:
		return "results = (this run is the baseline of its tasks and programs" + without + ")"
	}
	return "results " + markText(r.Against(base)) + "   baseline " + base.ID + without
}

// markText returns a mark with its reason.
func markText(m record.Mark) string {
	if m.Why == "" || strings.HasSuffix(m.Text, m.Why) {
		return m.Text
	}
	return m.Text + " (" + m.Why + ")"
}

// journal changes what people say of a run.
func journal(dir string, change func(j *record.Journal)) error {
	j, err := record.ReadJournal(dir)
	if err != nil {
		return err
	}
	change(&j)
	return j.Write(dir)
}

// removeRun removes a run's folder, its record first, so that what is left of a
// removal that was cut short is no run any more.
func removeRun(dir string) error {
	if err := os.Remove(filepath.Join(dir, record.FileName)); err != nil {
		return fmt.Errorf("delete run %s: %w", filepath.Base(dir), err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("delete run %s: %w", filepath.Base(dir), err)
	}
	return nil
}
