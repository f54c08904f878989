package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine/store"
)

func (a *app) storeMergeCommand(f *storeFlags) *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "merge STORE.db...",
		Short: "Merge other solver stores into this one",
		Long: fmt.Sprintf("Merge puts the programs of other stores, as of other machines, into the workspace's store: all or nothing. It keeps the best %d of each task.\n", store.Limit) +
			"The outcome is the same in whatever order stores are merged. Scores are taken as they are; battscope store import evaluates programs anew.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("store merge wants one STORE.db or more")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error {
		return a.untilSignal(func(ctx context.Context) error { return a.storeMerge(ctx, f, args) })
	})
}

// A mergeReport is what battscope store merge --json prints.
type mergeReport struct {
	Store    string      `json:"store"`
	Stores   int         `json:"stores"`   // merged
	Tasks    int         `json:"tasks"`    // that they have
	Programs int         `json:"programs"` // that they have, each once a task
	Added    int         `json:"added"`
	Kept     int         `json:"kept"`    // were in the store
	Dropped  int         `json:"dropped"` // others are better
	Evicted  int         `json:"evicted"` // were in the store, and no longer are
	Totals   storeTotals `json:"totals"`
}

func (a *app) storeMerge(ctx context.Context, f *storeFlags, paths []string) error {
	// The sources first: a wrong name makes no workspace.
	var sources []*store.Store
	for _, path := range paths {
		s, err := store.OpenRead(path, f.wait)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no solver store %s: no such file, or an empty one", path)
		}
		if err != nil {
			return err
		}
		defer s.Close()
		sources = append(sources, s)
	}
	s, err := a.writeStore(f)
	if err != nil {
		return err
	}
	defer s.Close()
	const every = 2 * time.Second
	last := time.Now()
	n, err := s.Merge(ctx, sources, func(tasks int) {
		if time.Since(last) >= every {
			last = time.Now()
			fmt.Fprintf(a.err, "merge: %s\n", plural(tasks, "task"))
		}
	})
	if err != nil {
		return err
	}
	totals, err := totalsOf(ctx, s)
	if err != nil {
		return err
	}
	r := mergeReport{s.Path(), len(paths), n.Tasks, n.Programs, n.Added, n.Kept, n.Dropped, n.Evicted, totals}
	if f.json {
		return wrote("the outcome", writeJSON(a.out, r))
	}
	_, err = fmt.Fprintf(a.out, "merged %s: %s of %s\n%s new, %s here before, %s not kept (%d others are better), %s of before pushed out\nnow %s\n%s\n",
		plural(r.Stores, "store"), plural(r.Programs, "program"), plural(r.Tasks, "task"), count(int64(r.Added)), count(int64(r.Kept)),
		count(int64(r.Dropped)), store.Limit, count(int64(r.Evicted)), totals.text(), r.Store)
	return wrote("the outcome", err)
}
