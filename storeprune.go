package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/store"
	"battscope/engine/task"
)

// pruneFlags are the flags of battscope store prune.
type pruneFlags struct {
	*storeFlags
	keep int
	data []string
	yes  bool
}

func (a *app) storePruneCommand(sf *storeFlags) *cobra.Command {
	f := &pruneFlags{storeFlags: sf}
	c := a.command(&cobra.Command{
		Use:   "prune",
		Short: "Remove programs and tasks from the store and make its file small",
		Long: "Prune keeps the best programs of each task, as many as --keep says, and with --data only the tasks of that data. Then it gives the free room of the file back.\n" +
			"On a terminal it asks before it removes anything; without one it wants --yes.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("store prune takes no arguments, found %q: the tasks to keep come with --data", args[0])
			}
			return nil
		},
	}, func(c *cobra.Command, _ []string) error {
		if c.Flags().Changed("keep") && (f.keep < 1 || f.keep > store.Limit) {
			return usage("--keep is %d, want a number from 1 to %d", f.keep, store.Limit)
		}
		return a.storePrune(f)
	})
	c.Flags().IntVar(&f.keep, "keep", store.Limit, "programs to keep for each task, the best")
	c.Flags().StringArrayVar(&f.data, "data", nil, "keep only tasks of this task file or folder; may be repeated (default: all tasks)")
	c.Flags().BoolVar(&f.yes, "yes", false, "remove without asking")
	return c
}

// A pruneReport is what battscope store prune --json prints.
type pruneReport struct {
	Store    string      `json:"store"`
	Programs int         `json:"removed_programs"`
	Tasks    int         `json:"removed_tasks"`
	Before   storeTotals `json:"before"`
	After    storeTotals `json:"after"`
}

func (a *app) storePrune(f *pruneFlags) error {
	cut := store.Cut{Keep: f.keep}
	if len(f.data) > 0 {
		only, err := a.onlyTasks(f.data)
		if err != nil {
			return err
		}
		cut.Only = only
	}
	// A store that is not there is not made.
	seen, err := a.readStore(f.storeFlags)
	if err != nil {
		return err
	}
	seen.Close()
	var s *store.Store
	var before storeTotals
	var would store.Pruned
	err = a.untilSignal(func(ctx context.Context) (err error) {
		if s, err = a.writeStore(f.storeFlags); err != nil {
			return err
		}
		if before, err = totalsOf(ctx, s); err != nil {
			return err
		}
		would, err = s.Prunable(ctx, cut)
		return err
	})
	if s != nil {
		defer s.Close()
	}
	if err != nil {
		return err
	}
	if would.Programs > 0 && !f.yes {
		question := fmt.Sprintf("remove %s of %s, and %s wholly, from %s", plural(would.Programs, "program"), count(int64(before.Programs)), plural(would.Tasks, "task"), s.Path())
		if err := a.confirm(question); err != nil {
			return err
		}
	}
	return a.untilSignal(func(ctx context.Context) error { return a.prune(ctx, f, s, cut, before) })
}

// onlyTasks returns which tasks are in data. A file that cannot be read might
// have named tasks that would be lost.
func (a *app) onlyTasks(data []string) (func(string) bool, error) {
	tasks, problems := task.Read(data...)
	for _, p := range problems {
		fmt.Fprintln(a.err, problem(p))
	}
	switch {
	case len(problems) > 0:
		return nil, errors.New("nothing was removed: not all of the data can be read, and which tasks are in the rest is unknown")
	case len(tasks) == 0:
		return nil, errors.New("nothing was removed: the data has no tasks")
	}
	in := map[string]bool{}
	for _, t := range tasks {
		in[string(t.ID)] = true
	}
	return func(id string) bool { return in[id] }, nil
}

// confirm asks on a terminal.
func (a *app) confirm(question string) error {
	f, ok := a.in.(*os.File)
	if !ok || !isTerminal(f) {
		return usage("this would %s: say --yes to do so without being asked", question)
	}
	fmt.Fprintf(a.err, "%s? [y/N] ", question)
	line, _ := bufio.NewReader(f).ReadString('\n') // an end without an answer is no
	if answer := strings.ToLower(strings.TrimSpace(line)); answer != "y" && answer != "yes" {
		return errors.New("nothing was removed")
	}
	return nil
}

func (a *app) prune(ctx context.Context, f *pruneFlags, s *store.Store, cut store.Cut, before storeTotals) error {
	did, err := s.Prune(ctx, cut)
	if err != nil {
		return err
	}
	if err := s.Compact(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("%s of %s were removed, but the file keeps its size: %w", plural(did.Programs, "program"), count(int64(before.Programs)), err)
	}
	after, err := totalsOf(context.WithoutCancel(ctx), s)
	if err != nil {
		return err
	}
	if f.json {
		return wrote("the outcome", writeJSON(a.out, pruneReport{s.Path(), did.Programs, did.Tasks, before, after}))
	}
	_, err = fmt.Fprintf(a.out, "removed %s, and %s wholly\nbefore %s\nnow    %s\n%s\n", plural(did.Programs, "program"), plural(did.Tasks, "task"),
		before.text(), after.text(), s.Path())
	return wrote("the outcome", err)
}
