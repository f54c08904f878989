package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine/store"
	"battscope/profile/workspace"
)

// storeFlags are the flags of all store commands.
type storeFlags struct {
	wait time.Duration
	json bool
}

func (a *app) storeCommand() *cobra.Command {
	f := &storeFlags{}
	c := &cobra.Command{
		Use:   "store",
		Short: "List, show, export, import, merge and prune stored programs",
		Long: fmt.Sprintf("The solver store has the best %d programs of each task, with their scores. It is solvers.db in the workspace.\n", store.Limit) +
			"Runs save to it; these commands look into it and take programs out and in.",
		Args: func(c *cobra.Command, args []string) error {
			if err := a.isCommand(c, args); err != nil {
				return err
			}
			return usage("store wants a command: list, show, export, import, merge or prune")
		},
		RunE: func(*cobra.Command, []string) error { return nil }, // or cobra would print its help, with code 0
	}
	c.PersistentFlags().DurationVar(&f.wait, "wait", 10*time.Second, "how long to wait for another process that is writing to a store")
	c.PersistentFlags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.PersistentPreRunE = func(*cobra.Command, []string) error {
		if f.wait < 0 {
			return usage("--wait is %v, want 0 or more", f.wait)
		}
		return nil
	}
	c.AddCommand(a.storeListCommand(f), a.storeShowCommand(f), a.storeExportCommand(f), a.storeImportCommand(f), a.storeMergeCommand(f), a.storePruneCommand(f))
	return c
}

// readStore opens the workspace's store to read. Where there is none yet the
// error is fs.ErrNotExist, and its text says what to do.
func (a *app) readStore(f *storeFlags) (*store.Store, error) {
	ws, err := workspace.Look(a.workspace)
	if err != nil {
		return nil, err
	}
	s, err := store.OpenRead(ws.SolversPath(), f.wait)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &noStore{ws.Dir()}
	}
	return s, err
}

// noStore says that a workspace has no store yet.
type noStore struct{ dir string }

func (e *noStore) Error() string {
	return fmt.Sprintf("there is no solver store in workspace %s yet; battscope store import makes one", e.dir)
}

func (e *noStore) Unwrap() error { return fs.ErrNotExist }

// writeStore opens the workspace's store, which it makes at need.
func (a *app) writeStore(f *storeFlags) (*store.Store, error) {
	ws, err := workspace.Open(a.workspace)
	if err != nil {
		return nil, err
	}
	return store.OpenWithin(ws.SolversPath(), f.wait)
}

// untilSignal calls work, which either does all or nothing, with a context that
// the first signal ends; the second ends the program at once.
func (a *app) untilSignal(work func(ctx context.Context) error) error {
	signals, release := a.signals()
	defer release()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work(ctx) }()
	for {
		select {
		case err := <-done:
			if err != nil && errors.Is(err, context.Canceled) {
				return &exit{exitInterrupted, errors.New("interrupted: the store is as it was")}
			}
			return err
		case <-signals:
			if ctx.Err() != nil {
				os.Exit(exitInterrupted)
			}
			cancel()
		}
	}
}

// A storeProgram is a program of the store as commands print it as JSON.
type storeProgram struct {
	Task      string        `json:"task"`
	Number    int           `json:"number,omitempty"` // of the task's programs, from 1, best first
	Identity  string        `json:"identity"`
	Name      string        `json:"name"`
	Text      string        `json:"text,omitempty"`
	Demo      int           `json:"demo_matches"`
	Test      int           `json:"test_matches"`
	Units     int64         `json:"cost_units"`
	CostClass int           `json:"cost_class"`
	Time      time.Duration `json:"measured_ns"`
	Faults    int           `json:"faults"`
	Parents   []string      `json:"parents"`
	Run       string        `json:"run"` // "" when not recorded
}

func newStoreProgram(p store.Solver, number int) storeProgram {
	out := storeProgram{
		Task: p.Task, Number: number, Identity: p.Identity, Name: p.Name, Text: p.Text, Demo: p.Demo, Test: p.Test, Units: p.Units,
		CostClass: p.CostClass, Time: p.Time, Faults: p.Faults, Parents: p.Parents, Run: p.Run,
	}
	if out.Parents == nil {
		out.Parents = []string{}
	}
	return out
}

// A storeTotals is how much a store has, as commands print it as JSON.
type storeTotals struct {
	Tasks    int   `json:"tasks"`
	Programs int   `json:"programs"`
	Differs  int   `json:"differ_scores"`
	Bytes    int64 `json:"bytes"`
}

// text says it for people.
func (t storeTotals) text() string {
	return fmt.Sprintf("%s of %s, %s, %s", plural(t.Programs, "program"), plural(t.Tasks, "task"), plural(t.Differs, "differ score"), bytesText(t.Bytes))
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(int64(n)) + " " + noun + "s"
}

// bytesText returns a size with its unit.
func bytesText(n int64) string {
	switch {
	case n >= 10<<20:
		return count(n>>20) + " MiB"
	case n >= 10<<10:
		return count(n>>10) + " KiB"
	}
	return count(n) + " bytes"
}
