package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/dsl"
	"battscope/engine/store"
	"battscope/ui/draw"
)

func (a *app) storeShowCommand(f *storeFlags) *cobra.Command {
	var differs bool
	c := a.command(&cobra.Command{
		Use:   "show TASK|IDENTITY...",
		Short: "Show stored programs with their text, scores and lineage",
		Long:  "Show prints all programs of a task, best first, or the program of an identity, of which the first characters are enough, in every task that has it.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("store show wants a TASK or an IDENTITY; battscope store list lists the tasks")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error {
		return a.untilSignal(func(ctx context.Context) error { return a.storeShow(ctx, f, args, differs) })
	})
	c.Flags().BoolVar(&differs, "differs", false, "show what each differ scored for the programs' outputs, and not only the sums")
	return c
}

// A shownProgram is a program as battscope store show --json prints it.
type shownProgram struct {
	storeProgram
	of      int           // programs of the task
	Differs []shownDiffer `json:"differs"`
}

type shownDiffer struct {
	Name     string `json:"name"`
	Identity string `json:"identity"`
	IZ       int    `json:"iz"` // points
	ZO       int    `json:"zo"` // points
	Calls    int    `json:"calls"`
}

func (a *app) storeShow(ctx context.Context, f *storeFlags, args []string, differs bool) error {
	s, err := a.readStore(f)
	if err != nil {
		return err
	}
	defer s.Close()
	list := []shownProgram{}
	for _, arg := range args {
		found, err := showOf(ctx, s, arg)
		if err != nil {
			return err
		}
		list = append(list, found...)
	}
	if f.json {
		return wrote("the programs", writeJSON(a.out, map[string]any{"store": s.Path(), "programs": list}))
	}
	return wrote("the programs", writeShown(a.out, list, differs))
}

// showOf returns the programs that an argument names.
func showOf(ctx context.Context, s *store.Store, arg string) ([]shownProgram, error) {
	list, err := showTask(ctx, s, arg, "")
	if err != nil || len(list) > 0 {
		return list, err
	}
	const most = 1000 // tasks that may have the same program
	found, err := s.Find(ctx, arg, most)
	if err != nil {
		return nil, err
	}
	identities := map[string]bool{}
	for _, p := range found {
		identities[p.Identity] = true
	}
	switch {
	case arg == "" || len(found) == 0:
		tasks, err := s.Tasks(ctx)
		if err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("no task is called %s and no program's identity begins so in %s%s", arg, s.Path(), dsl.DidYouMean(arg, tasks))
	case len(identities) > 1:
		return nil, fmt.Errorf("the identities of %d programs or more begin with %s; give more of it", len(identities), arg)
	}
	for _, p := range found {
		one, err := showTask(ctx, s, p.Task, p.Identity)
		if err != nil {
			return nil, err
		}
		list = append(list, one...)
	}
	return list, nil
}

// showTask returns a task's programs, or that of an identity.
func showTask(ctx context.Context, s *store.Store, task, identity string) ([]shownProgram, error) {
	best, err := s.Best(ctx, task)
	if err != nil {
		return nil, err
	}
	differs, err := s.Differs(ctx, task)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(differs, func(a, b store.Differ) int { return strings.Compare(a.Name, b.Name) })
	of := map[string][]shownDiffer{}
	for _, d := range differs {
		of[d.Solver] = append(of[d.Solver], shownDiffer{d.Name, d.Identity, d.IZ, d.ZO, d.Calls})
	}
	var list []shownProgram
	for i, p := range best {
		if identity != "" && p.Identity != identity {
			continue
		}
		shown := shownProgram{newStoreProgram(p, i+1), len(best), of[p.Identity]}
		if shown.Differs == nil {
			shown.Differs = []shownDiffer{}
		}
		list = append(list, shown)
	}
	return list, nil
}

func writeShown(w io.Writer, list []shownProgram, differs bool) error {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "task %s, number %d of %d: %s\n", draw.Clean(p.Task), p.Number, p.of, draw.Clean(p.Name))
		field := func(name, format string, args ...any) {
			fmt.Fprintf(&b, "  %-9s %s\n", name, draw.Clean(fmt.Sprintf(format, args...)))
		}
		field("identity", "%s", p.Identity)
		field("scores", "demo matches %d, test matches %d, faults %d", p.Demo, p.Test, p.Faults)
		field("cost", "%s units, class %d (higher is faster)", count(p.Units), p.CostClass)
		field("measured", "%s over all samples, alone", draw.Duration(p.Time))
		parents, run := "none recorded", "not recorded"
		if len(p.Parents) > 0 {
			parents = strings.Join(p.Parents, " ")
		}
		if p.Run != "" {
			run = p.Run
		}
		field("parents", "%s", parents)
		field("run", "%s", run)
		iz, zo := 0, 0
		for _, d := range p.Differs {
			iz, zo = iz+d.IZ, zo+d.ZO
		}
		if len(p.Differs) == 0 {
			field("differs", "none: no diff call was made for its outputs")
		} else {
			field("differs", "iz %d points, zo %d points, of %s", iz, zo, plural(len(p.Differs), "differ"))
		}
		if differs {
			for _, d := range p.Differs {
				field("", "%-20s iz %d points, zo %d points, over %s", d.Name, d.IZ, d.ZO, plural(d.Calls, "sample"))
			}
		}
		for line := range strings.SplitSeq(strings.TrimRight(p.Text, "\n"), "\n") {
			b.WriteString(strings.TrimRight("    "+draw.Clean(line), " ") + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
