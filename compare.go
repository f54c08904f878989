package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/profile/ledger"
	"battscope/profile/record"
)

// compareFlags are the flags of battscope compare.
type compareFlags struct {
	inputFlags
	store          string
	pairs          int
	control        bool
	clock          string
	limits         []string
	otherHost      bool
	otherLevel     bool
	strict         bool
	past           bool
	json, markdown bool
	progress       string
}

func (a *app) compareCommand() *cobra.Command {
	var f compareFlags
	c := a.command(&cobra.Command{
		Use:   "compare A B...",
		Short: "Say whether strategies give the same, and how much faster one is",
		Long: "Compare runs strategies in pairs whose passes take turns, and says whether B gives the same results as A, whether it is faster, where, by how much, and how sure that is.\n" +
			"A and B are presets, or presets with changes as in phase4a+workers=8. With more than two, each is compared with A.\n" +
			"Knobs that are given as flags hold for all sides.\n" +
			"They may be recorded runs too (an id or its beginning, a run's folder, a file of run --json, or baseline): then their passes are compared, which were not interleaved.\n" +
			"The workspace keeps contests of strategies that have ended, those of the workbench too. --past lists them; with the name of one it prints that, and the exit code is 0; compare delete and compare prune remove them.\n" +
			"A regression is B slower than A in all, or in a phase while it is not faster in all; it is measured again before it counts.\n" +
			"Exit codes: 10 when results differ, or for a regression; with --fail-if for a broken limit instead. 11 with --strict when something is undecided.",
		Example: "battscope compare phase4a phase4b --scenario seed\n" +
			"battscope compare best best+workers=1 --pairs 20 --fail-if 'demo>+5%'\n" +
			"battscope compare best best+diff=none --data tasks/ --programs pool.py --json\n" +
			"battscope compare --past\n" +
			"battscope compare prune --keep 50",
		Args: cobra.ArbitraryArgs,
	}, func(c *cobra.Command, args []string) error {
		if f.past {
			return a.comparePast(&f, c.Flags(), args)
		}
		return a.compare(&f, args)
	})
	c.AddCommand(a.compareDeleteCommand(), a.comparePruneCommand())
	flags := c.Flags()
	f.registerSource(flags)
	f.registerPool(flags)
	f.registerKnobs(flags)
	flags.StringVar(&f.store, "store", "", "solver store that every run begins with a copy of (default: an empty one in memory)")
	flags.IntVar(&f.pairs, "pairs", 10, "rounds, with one run of each side")
	flags.StringVar(&f.clock, "clock", "wall", "what is judged: wall, or cpu, the processor time of the phases, which is steadier on a busy machine")
	flags.BoolVar(&f.control, "control", false, "measure A against A first, and take the noise floor from it instead of 2 %")
	flags.StringArrayVar(&f.limits, "fail-if", nil, "end with code 10 only when a phase, or all, takes so much more time, as in 'demo>+5%'; may be repeated")
	flags.BoolVar(&f.otherHost, "other-host", false, "compare recorded runs of different hosts all the same")
	flags.BoolVar(&f.otherLevel, "other-level", false, "compare recorded runs whose programs were observed at different levels all the same")
	flags.BoolVar(&f.past, "past", false, "list the contests that the workspace keeps, or print the one that is named")
	flags.BoolVar(&f.strict, "strict", false, "end with code 11 when something is undecided")
	flags.BoolVar(&f.json, "json", false, "print one JSON object; of --past without a name, an array")
	flags.BoolVar(&f.markdown, "markdown", false, "print Markdown, for pasting")
	flags.StringVar(&f.progress, "progress", "auto", "how to tell of progress: auto, plain or none")
	return c
}

// maxSides is how many sides fit a screen.
const maxSides = 6

// maxPairs bounds --pairs; more would not end today.
const maxPairs = 1000

// check finds fault with values that no comparison can use, and returns the
// limits.
func (f *compareFlags) check(args []string) ([]compare.Limit, error) {
	switch {
	case len(args) > maxSides:
		return nil, usage("compare takes up to %d sides, found %d", maxSides, len(args))
	case len(args) < 2:
		return nil, usage("compare wants two sides or more, as in: battscope compare phase4a phase4b (presets: %s)", presetNames())
	case f.pairs < 1 || f.pairs > maxPairs:
		return nil, usage("--pairs is %d, want 1 to %d", f.pairs, maxPairs)
	case f.json && f.markdown:
		return nil, usage("--json and --markdown exclude each other")
	}
	var limits []compare.Limit
	for _, text := range f.limits {
		l, err := compare.ParseLimit(text, contest.Clocks())
		if err != nil {
			return nil, usage("--fail-if: %v", err)
		}
		limits = append(limits, l)
	}
	if _, err := contest.ParseKind(f.clock); err != nil {
		return nil, usage("--clock is %v", err)
	}
	return limits, checkProgress(f.progress)
}

// side returns the run that one argument stands for.
func (a *app) side(f inputFlags, settings string) (contest.Side, error) {
	f.preset = settings
	spec, err := a.spec(&f)
	if err != nil {
		return contest.Side{}, err
	}
	return contest.Side{Name: f.book.Book.Name(spec.Strategy), Spec: spec}, nil
}

// sides returns the runs that the arguments stand for, on one store. The caller
// calls done when all have ended.
func (a *app) sides(f inputFlags, storePath string, args []string) (list []contest.Side, done func(), err error) {
	done = func() {}
	for _, arg := range args {
		s, err := a.side(f, arg)
		if err != nil {
			return nil, done, err
		}
		list = append(list, s)
	}
	if storePath == "" {
		return list, done, nil
	}
	open, done, err := storeCopies(storePath)
	if err != nil {
		return nil, func() {}, err
	}
	for i := range list {
		list[i].Spec.OpenStore = open
	}
	return list, done, nil
}

// compare compares the sides and prints what came of it.
func (a *app) compare(f *compareFlags, args []string) error {
	limits, err := f.check(args)
	if err != nil {
		return err
	}
	if err := a.check(&f.inputFlags); err != nil {
		return err
	}
	var r *compare.Comparison
	k := &contestKeeper{app: a}
	if slices.ContainsFunc(args, func(arg string) bool { return !f.isStrategy(arg) }) {
		r, err = a.compareStored(f, limits, args)
	} else {
		r, err = a.compareLive(f, limits, args, k)
	}
	if err != nil {
		return err
	}
	switch {
	case f.json:
		err = writeJSON(a.out, newComparisonReport(r, k.id))
	case f.markdown:
		err = writeComparisonMarkdown(a.out, r)
	default:
		err = writeComparison(a.out, r)
	}
	if err != nil {
		return k.end(wrote("the comparison", err))
	}
	return k.end(comparisonExit(r, f.strict))
}

// compareLive runs strategies against each other, and has k keep what was found.
func (a *app) compareLive(f *compareFlags, limits []compare.Limit, args []string, k *contestKeeper) (*compare.Comparison, error) {
	sides, done, err := a.sides(f.inputFlags, f.store, args)
	defer done()
	if err != nil {
		return nil, err
	}
	k.open()
	ctx, release := a.whileWanted()
	defer release()
	p := newContestProgress(a.err, "pair", f.progress, a.rewritable(a.err))
	defer p.end()
	if text := tooFew(f.pairs); text != "" {
		p.say("%s", text)
	}
	busy := busyHost(record.ThisHost())
	kind, err := contest.ParseKind(f.clock)
	if err != nil {
		panic("main: --clock was not checked: " + err.Error())
	}
	m := newMatch(f.pairs, f.control, kind, p)
	m.limits = limits
	c, err := contest.Begin(ctx, a.table, sides, contest.DefaultMinWall, m.show)
	if errors.Is(err, context.Canceled) {
		return nil, &exit{exitInterrupted, errors.New("interrupted during the warm-ups: nothing was compared")}
	}
	if err := a.problems(c.Problems, err); err != nil {
		return nil, err
	}
	r, err := m.play(ctx, c)
	if err != nil {
		return nil, err
	}
	if busy != "" && kind == contest.Wall {
		r.Busy = busy + ", of processor time (--clock cpu) they can"
	}
	r.Settings, r.Data = sideNames(c), f.dataOf(r.Data)
	k.keep(ledger.Contest{Settings: r.Settings, Stopped: r.Interrupted, Comparison: r})
	return r, nil
}

// tooFew says beforehand which verdicts so few pairs cannot reach.
func tooFew(pairs int) string {
	alpha := compare.DefaultOptions().Alpha
	whole, phase := compare.MinPairs(1, alpha), compare.MinPairs(len(contest.Clocks()), alpha)
	switch {
	case pairs < whole:
		return fmt.Sprintf("%d pairs decide nothing: a verdict in all takes %d or more, one on a phase %d", pairs, whole, phase)
	case pairs < phase:
		return fmt.Sprintf("%d pairs decide no phase: that takes %d or more", pairs, phase)
	}
	return ""
}
