package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine/store"
	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

func (a *app) runsDeleteCommand() *cobra.Command {
	var yes bool
	c := a.command(&cobra.Command{
		Use:   "delete RUN...",
		Short: "Delete runs with all that they left",
		Long:  "Delete removes the folders of runs. Programs that they put into the workspace's solver store stay.\nOn a terminal it asks; without one it wants --yes.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("runs delete wants at least one RUN")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error {
		space, err := workspace.Look(a.workspace)
		if err != nil {
			return err
		}
		var dirs []string
		for _, name := range args {
			dir, err := space.FindRun(name)
			if err != nil {
				return err
			}
			if filepath.Dir(dir) != space.RunsDir() {
				return fmt.Errorf("%s is no run of workspace %s: remove the folder yourself", dir, space.Dir())
			}
			if r, err := record.Read(dir); err == nil && r.State == record.Running && index.Alive(dir, r.Host.Name, r.PID) {
				return fmt.Errorf("run %s is at work in process %d on %s: end it first", r.ID, r.PID, r.Host.Name)
			}
			dirs = append(dirs, dir)
		}
		return a.removeRuns(space, dirs, yes)
	})
	c.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return c
}

func (a *app) runsPruneCommand() *cobra.Command {
	var keep int
	var older time.Duration
	var yes bool
	c := a.command(&cobra.Command{
		Use:   "prune",
		Short: "Delete old runs that nobody has said anything about",
		Long: "Prune deletes runs but for the newest, as many as --keep says, and of these only those older than --older. Runs with a journal, baselines and runs at work stay.\n" +
			"On a terminal it asks; without one it wants --yes.",
		Args: noArgs,
	}, func(*cobra.Command, []string) error {
		if keep < 0 || older < 0 {
			return usage("--keep and --older are 0 or more")
		}
		ctx := context.Background()
		x, space, err := a.openIndex(ctx)
		if err != nil {
			return err
		}
		defer x.Close()
		list, err := x.List(ctx)
		if err != nil {
			return err
		}
		bases := map[string]bool{}
		for _, e := range list {
			if b, err := x.Baseline(ctx, e.Data, e.Pool); err == nil && b != nil {
				bases[b.ID] = true
			}
		}
		var dirs []string
		for i, e := range list {
			if i >= keep && time.Since(e.Began) >= older && !bases[e.ID] && !spoken(e) {
				dirs = append(dirs, e.Dir)
			}
		}
		return a.removeRuns(space, dirs, yes)
	})
	c.Flags().IntVar(&keep, "keep", 50, "newest runs that stay whatever their age")
	c.Flags().DurationVar(&older, "older", 0, "delete only what began at least so long ago, as 720h")
	c.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return c
}

// spoken reports whether a run is one to keep: at work, or with a journal.
func spoken(e index.Entry) bool {
	return e.Standing() == string(record.Running) || e.Journal != record.Journal{}
}

// removeRuns removes folders of runs, after a question, and what the workspace's
// store has for them to go on with.
func (a *app) removeRuns(space *workspace.Workspace, dirs []string, yes bool) error {
	if len(dirs) == 0 {
		return a.say("nothing to delete")
	}
	if !yes {
		var ids []string
		for _, d := range dirs {
			ids = append(ids, filepath.Base(d))
		}
		if err := a.confirm(deletion(ids, "run")); err != nil {
			return err
		}
	}
	for _, d := range dirs {
		if err := removeRun(d); err != nil {
			return err
		}
	}
	if err := forgetRuns(space, dirs); err != nil {
		return fmt.Errorf("deleted %s; what the store has for them to go on with stays: %w", plural(len(dirs), "run"), err)
	}
	return a.say("deleted %s", plural(len(dirs), "run"))
}

// forgetRuns removes the marks of runs from the workspace's store, if there is one.
func forgetRuns(space *workspace.Workspace, dirs []string) (err error) {
	if _, err := os.Stat(space.SolversPath()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s, err := store.Open(space.SolversPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, dir := range dirs {
		if err := s.Forget(context.Background(), filepath.Base(dir)); err != nil {
			return err
		}
	}
	return nil
}
