package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"battscope/profile/record"
	"battscope/profile/workspace"
)

func (a *app) runsRenameCommand() *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "rename RUN TITLE",
		Short: "Give a run a title for people; its id stays",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("runs rename wants a RUN and a title, in quotes where it has several words")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error {
		r, dir, err := a.findRun(args[0])
		if err != nil {
			return err
		}
		if err := journal(dir, func(j *record.Journal) { j.Title = args[1] }); err != nil {
			return err
		}
		return a.say("%s: %s", r.ID, args[1])
	})
}

// say prints what a command has done.
func (a *app) say(format string, args ...any) error {
	_, err := fmt.Fprintf(a.out, format+"\n", args...)
	return wrote("what was done", err)
}

// runsNoteCommand writes a run's journal: a flag for each of its fields.
func (a *app) runsNoteCommand() *cobra.Command {
	var note record.Journal
	var verdict string
	c := &cobra.Command{
		Use:   "note RUN",
		Short: "Write a run's journal: hypothesis, expected, result, verdict, lesson, parent",
	}
	flags := c.Flags()
	flags.StringVar(&note.Hypothesis, "hypothesis", "", "what was thought to be so")
	flags.StringVar(&note.Expected, "expected", "", "what was expected of the run")
	flags.StringVar(&note.Result, "result", "", "what came out")
	flags.StringVar(&verdict, "verdict", "", "what became of it: open, kept or reverted")
	flags.StringVar(&note.Lesson, "lesson", "", "what was learned")
	flags.StringVar(&note.Parent, "parent", "", "the run that this one was to better")
	return a.oneRun(c, func(r *record.Record, dir string) error {
		if flags.NFlag() == 0 || flags.NFlag() == 1 && flags.Changed("workspace") {
			return usage("runs note wants something to note: --hypothesis, --expected, --result, --verdict, --lesson or --parent")
		}
		if verdict != "" {
			v, err := record.ParseVerdict(verdict)
			if err != nil {
				return usage("--%v", err)
			}
			note.Verdict = v
		}
		if note.Parent != "" {
			parent, _, err := a.findRun(note.Parent)
			if err != nil {
				return fmt.Errorf("--parent: %w", err)
			}
			if note.Parent = parent.ID; note.Parent == r.ID {
				return usage("--parent: run %s cannot be its own parent", r.ID)
			}
		}
		err := journal(dir, func(j *record.Journal) {
			for _, f := range []struct {
				flag     string
				to, from *string
			}{
				{"hypothesis", &j.Hypothesis, &note.Hypothesis}, {"expected", &j.Expected, &note.Expected},
				{"result", &j.Result, &note.Result}, {"lesson", &j.Lesson, &note.Lesson}, {"parent", &j.Parent, &note.Parent},
			} {
				if flags.Changed(f.flag) {
					*f.to = *f.from
				}
			}
			if flags.Changed("verdict") {
				j.Verdict = note.Verdict
			}
		})
		if err != nil {
			return err
		}
		return a.say("%s: noted", r.ID)
	})
}

func (a *app) runsBaselineCommand() *cobra.Command {
	var clear bool
	c := &cobra.Command{
		Use:   "baseline RUN",
		Short: "Hold all runs of the same tasks and programs against this one",
		Long:  "Baseline marks a run as the one that all runs of the same tasks and programs are held against; one marked before loses the mark. Without a marked one it is the earliest that came to its end, or made a whole pass of those that it repeats; of those that lost no program to a limit in time, where there is one. Runs with profiles, other than of programs at level counts, are one where there is no other, and of results alone unless marked: beside their times all others look faster.",
	}
	c.Flags().BoolVar(&clear, "clear", false, "take the mark away")
	return a.oneRun(c, func(r *record.Record, dir string) error {
		space, err := workspace.Look(a.workspace)
		if err != nil {
			return err
		}
		if err := nameBaseline(space, r, dir, !clear); err != nil {
			return err
		}
		if clear {
			return a.say("%s: no longer the baseline by name", r.ID)
		}
		return a.say("%s: the baseline of %s", r.ID, r.Name)
	})
}

func (a *app) runsReindexCommand() *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "reindex",
		Short: "Make the index of runs anew from their folders",
		Args:  noArgs,
	}, func(*cobra.Command, []string) error {
		ctx := context.Background()
		x, space, err := a.openIndex(ctx)
		if err != nil {
			return err
		}
		defer x.Close()
		problems, err := x.Rebuild(ctx)
		if err != nil {
			return err
		}
		list, err := x.List(ctx)
		if err != nil {
			return err
		}
		if err := a.say("%s in %s", plural(len(list), "run"), filepath.Base(space.RunsIndexPath())); err != nil {
			return err
		}
		if len(problems) > 0 {
			return errors.New("not all records could be read; they are named above, and stay as they are")
		}
		return nil
	})
}
