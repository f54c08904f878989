package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/store"
	"battscope/ui/draw"
)

func (a *app) storeListCommand(f *storeFlags) *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "list",
		Short: "List the tasks of the store with their best programs",
		Long:  "List prints a line for each task: how many programs the store has of it, and the matches and cost of the best.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("store list takes no arguments, found %q: battscope store show shows a task", args[0])
			}
			return nil
		},
	}, func(*cobra.Command, []string) error {
		return a.untilSignal(func(ctx context.Context) error { return a.storeList(ctx, f) })
	})
}

// A storeListing is what battscope store list --json prints.
type storeListing struct {
	Store  string          `json:"store"` // "" when there is none yet
	Tasks  []storeListTask `json:"tasks"`
	Totals storeTotals     `json:"totals"`
}

type storeListTask struct {
	Task     string       `json:"task"`
	Programs int          `json:"programs"`
	Best     storeProgram `json:"best"` // without its text
}

func (a *app) storeList(ctx context.Context, f *storeFlags) error {
	listing := storeListing{Tasks: []storeListTask{}}
	s, err := a.readStore(f)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.json:
		return wrote("the list", writeJSON(a.out, listing))
	case errors.Is(err, fs.ErrNotExist):
		_, werr := fmt.Fprintln(a.out, err)
		return wrote("the list", werr)
	case err != nil:
		return err
	}
	defer s.Close()
	listing.Store = s.Path()
	for sum, err := range s.Summaries(ctx) {
		if err != nil {
			return err
		}
		listing.Tasks = append(listing.Tasks, storeListTask{sum.Task, sum.Programs, newStoreProgram(sum.Best, 1)})
	}
	if listing.Totals, err = totalsOf(ctx, s); err != nil {
		return err
	}
	if f.json {
		return wrote("the list", writeJSON(a.out, listing))
	}
	return wrote("the list", writeStoreList(a.out, &listing))
}

func totalsOf(ctx context.Context, s *store.Store) (storeTotals, error) {
	t, err := s.Totals(ctx)
	return storeTotals(t), err
}

func writeStoreList(w io.Writer, l *storeListing) error {
	const widest = 24
	width := len("task")
	for _, t := range l.Tasks {
		width = max(width, min(widest, draw.Width(draw.Clean(t.Task))))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %9s %13s %13s %12s  %s\n", draw.Left("task", width), "programs", "demo matches", "test matches", "cost units", "best program")
	for _, t := range l.Tasks {
		fmt.Fprintf(&b, "%s %9d %13d %13d %12s  %s\n", draw.Left(draw.Clip(draw.Clean(t.Task), width), width), t.Programs, t.Best.Demo, t.Best.Test,
			draw.Count(t.Best.Units, 12), draw.Clean(t.Best.Name))
	}
	fmt.Fprintf(&b, "%s\n%s\n", l.Totals.text(), l.Store)
	_, err := io.WriteString(w, b.String())
	return err
}
