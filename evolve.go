package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/profile/ledger"
	"battscope/profile/record"
	"battscope/ui/compareview"
	"battscope/ui/draw"
)

// evolveFlags are the flags of battscope evolve.
type evolveFlags struct {
	inputFlags
	store          string
	rounds         int
	json, markdown bool
	progress       string
}

func (a *app) evolveCommand() *cobra.Command {
	var f evolveFlags
	c := a.command(&cobra.Command{
		Use:   "evolve",
		Short: "Repeat the published optimisation history and show what each step gained",
		Long: "Evolve runs the presets of the published history and our best in interleaved rounds, and prints for each its time, its speed-up against the first, what changed, and the published ratio beside it.\n" +
			"The workspace keeps it as a contest, which compare --past lists.\n" +
			strategy.HistoryCaption,
		Args: noArgs,
	}, func(*cobra.Command, []string) error { return a.evolve(&f) })
	flags := c.Flags()
	f.registerSource(flags)
	scenario := flags.Lookup("scenario")
	f.scenario, scenario.DefValue = "seed", "seed"
	f.registerPool(flags)
	flags.StringVar(&f.store, "store", "", "solver store that every run begins with a copy of (default: an empty one in memory)")
	flags.IntVar(&f.rounds, "rounds", 10, "rounds, with one run of each preset")
	flags.BoolVar(&f.json, "json", false, "print one JSON object")
	flags.BoolVar(&f.markdown, "markdown", false, "print Markdown, for pasting")
	flags.StringVar(&f.progress, "progress", "auto", "how to tell of progress: auto, plain or none")
	return c
}

func (f *evolveFlags) check() error {
	switch {
	case f.rounds < 1 || f.rounds > maxPairs:
		return usage("--rounds is %d, want 1 to %d", f.rounds, maxPairs)
	case f.json && f.markdown:
		return usage("--json and --markdown exclude each other")
	}
	return checkProgress(f.progress)
}

// evolve measures the presets of the history and prints what came of it.
func (a *app) evolve(f *evolveFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := a.check(&f.inputFlags); err != nil {
		return err
	}
	var presets []string
	for _, p := range strategy.History() {
		presets = append(presets, p.Name)
	}
	sides, done, err := a.sides(f.inputFlags, f.store, presets)
	defer done()
	if err != nil {
		return err
	}
	k := &contestKeeper{app: a}
	k.open()
	busy := busyHost(record.ThisHost())
	ctx, release := a.whileWanted()
	defer release()
	p := newContestProgress(a.err, "round", f.progress, a.rewritable(a.err))
	defer p.end()
	c, err := contest.Begin(ctx, a.table, sides, contest.DefaultMinWall, p.show)
	if errors.Is(err, context.Canceled) {
		return &exit{exitInterrupted, errors.New("interrupted during the warm-ups: nothing was measured")}
	}
	if err := a.problems(c.Problems, err); err != nil {
		return err
	}
	p.say("%d rounds of %d presets, ~%s", f.rounds, len(sides), draw.Clock(c.Estimate(f.rounds)))
	err = c.Measure(ctx, f.rounds)
	p.end()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	e := newEvolution(c, f.rounds, err != nil)
	e.Busy = busy
	setData(e, f.dataOf(e.Data))
	k.keep(ledger.Contest{Settings: sideNames(c), Stopped: e.Interrupted, Evolution: e})
	switch {
	case f.json:
		err = writeJSON(a.out, newEvolutionReport(e, k.id))
	case f.markdown:
		err = writeEvolutionMarkdown(a.out, e)
	default:
		err = writeEvolution(a.out, e)
	}
	if err != nil {
		return k.end(wrote("the evolution", err))
	}
	return k.end(evolutionExit(e))
}

// newEvolution judges each side of a contest of steps of the history against the
// first.
func newEvolution(c *contest.Contest, asked int, interrupted bool) *compare.Evolution {
	e := &compare.Evolution{Data: c.Entries[0].Spec.Name, Title: scenarioTitle(c.Entries[0].Spec.Name), Asked: asked, Made: c.Rounds, Interrupted: interrupted}
	o := compare.DefaultOptions()
	o.Asked = asked
	history := strategy.History()
	for i, side := range c.Entries {
		results, timing := c.Judge(i, contest.Wall, o)
		s := compare.Step{Name: side.Name, Time: compare.Median(side.Readings[contest.Wall].Whole), Against: &timing.Whole, Results: results}
		if at := slices.IndexFunc(history, func(p strategy.Preset) bool { return p.Name == side.Name }); at >= 0 {
			s.Phase, s.Published = history[at].Phase, history[at].Ratio
		}
		if i > 0 {
			s.Changes = strategy.Diff(c.Entries[i-1].Spec.Strategy, side.Spec.Strategy)
		}
		e.Steps = append(e.Steps, s)
	}
	return e
}

// setData says what an evolution ran on, which is its title too where it has none of
// its own.
func setData(e *compare.Evolution, data string) {
	if e.Title == e.Data {
		e.Title = data
	}
	e.Data = data
}

// writeEvolution prints an evolution for people.
func writeEvolution(w io.Writer, e *compare.Evolution) error {
	_, err := io.WriteString(w, compareview.EvolutionText(e))
	return err
}

// writeEvolutionMarkdown prints an evolution for pasting.
func writeEvolutionMarkdown(w io.Writer, e *compare.Evolution) error {
	_, err := io.WriteString(w, compareview.EvolutionMarkdown(e))
	return err
}

// evolutionExit returns how the command ends.
func evolutionExit(e *compare.Evolution) error {
	if e.Interrupted {
		return &exit{exitInterrupted, fmt.Errorf("interrupted after %d of %d rounds", e.Made, e.Asked)}
	}
	if s := e.Differ(); s != nil {
		return &exit{exitRegression, fmt.Errorf("%s does not give the same results as %s", s.Name, e.Steps[0].Name)}
	}
	return nil
}
