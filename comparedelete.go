package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"battscope/profile/ledger"
	"battscope/profile/workspace"
)

func (a *app) compareDeleteCommand() *cobra.Command {
	var yes bool
	c := a.command(&cobra.Command{
		Use:   "delete CONTEST...",
		Short: "Delete contests that the workspace keeps",
		Long: "Delete removes contests that compare --past lists, and those that cannot be read. CONTEST is an id.\n" +
			"On a terminal it asks; without one it wants --yes.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("compare delete wants at least one CONTEST: compare --past lists them")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error {
		space, err := workspace.Look(a.workspace)
		if err != nil {
			return err
		}
		var ids []string
		for _, id := range args {
			if _, err := ledger.Find(space, id); err != nil {
				return err
			}
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		return a.removeContests(space, ids, yes)
	})
	c.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return c
}

func (a *app) comparePruneCommand() *cobra.Command {
	var keep int
	var older time.Duration
	var yes bool
	c := a.command(&cobra.Command{
		Use:   "prune",
		Short: "Delete old contests that the workspace keeps",
		Long: "Prune deletes contests but for the newest, as many as --keep says, and of these only those older than --older. What cannot be read stays.\n" +
			"On a terminal it asks; without one it wants --yes. Nothing else deletes contests by itself.",
		Args: noArgs,
	}, func(*cobra.Command, []string) error {
		if keep < 0 || older < 0 {
			return usage("--keep and --older are 0 or more")
		}
		space, err := workspace.Look(a.workspace)
		if err != nil {
			return err
		}
		list, err := a.contests(space)
		if err != nil {
			return err
		}
		var ids []string
		for i, c := range list {
			if i >= keep && time.Since(c.Ended) >= older {
				ids = append(ids, c.ID)
			}
		}
		return a.removeContests(space, ids, yes)
	})
	c.Flags().IntVar(&keep, "keep", 50, "newest contests that stay whatever their age")
	c.Flags().DurationVar(&older, "older", 0, "delete only what ended at least so long ago, as 720h")
	c.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return c
}

// removeContests removes contests after a question. That another process removes some
// of them meanwhile is no fault.
func (a *app) removeContests(space *workspace.Workspace, ids []string, yes bool) error {
	if len(ids) == 0 {
		return a.say("nothing to delete")
	}
	if !yes {
		if err := a.confirm(deletion(ids, "contest")); err != nil {
			return err
		}
	}
	n := 0
	for _, id := range ids {
		switch err := ledger.Delete(space, id); {
		case err == nil:
			n++
		case errors.Is(err, ledger.ErrNone): // another deleted it since
		case n > 0:
			return fmt.Errorf("%w; %s deleted before", err, plural(n, "contest"))
		default:
			return err
		}
	}
	return a.say("deleted %s", plural(n, "contest"))
}

// deletion says what would be deleted, for a question: the first by their ids.
func deletion(ids []string, noun string) string {
	some := strings.Join(ids[:min(3, len(ids))], ", ")
	if len(ids) > 3 {
		some += fmt.Sprintf(" and %d more", len(ids)-3)
	}
	return fmt.Sprintf("delete %s for good: %s", plural(len(ids), noun), cleanLines(some))
}
