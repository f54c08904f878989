package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"battscope/engine"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
)

// tryInsight applies the knob of a rule that fired to a copy of the run's
// strategy, compares in pairs, and keeps the prediction with its outcome.
func (a *app) tryInsight(f *insightFlags, r *record.Record, found []insight.Finding) error {
	if _, err := insight.FindRule(f.try); err != nil {
		return usage("--try: %v", err)
	}
	at := slices.IndexFunc(found, func(one insight.Finding) bool { return one.Rule == f.try })
	switch {
	case at < 0:
		return fmt.Errorf("%s does not fire on run %s: there is nothing to mend", f.try, r.ID)
	case r.Imported != nil:
		return fmt.Errorf("run %s is of another engine, which battscope cannot run", r.ID)
	case found[at].Knob == "":
		return fmt.Errorf("%s has no knob that mends it: %s", f.try, found[at].Advice)
	}
	one := found[at]
	mended, err := strategy.Parse(r.Strategy, one.Knob)
	if err != nil {
		return fmt.Errorf("%s: %s does not fit the run's strategy: %w", f.try, one.Knob, err)
	}
	if one.Saving == nil {
		return fmt.Errorf("%s is about results, and promises no time to compare; battscope run --preset %s runs the mended strategy", f.try, strategy.Name(mended))
	}
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	c := &compareFlags{pairs: f.pairs, clock: f.clock, progress: f.progress}
	c.fromRecord(r)
	args := []string{strategy.Name(r.Strategy), strategy.Name(mended)}
	if _, err := c.check(args); err != nil {
		return err
	}
	if err := a.check(&c.inputFlags); err != nil {
		return err
	}
	result, err := a.compareLive(c, nil, args)
	if err != nil {
		return err
	}
	p := predicted(r, &one, result)
	p.A, p.B, p.At = args[0], args[1], time.Now().UTC()
	if result.Interrupted {
		return comparisonExit(result, false)
	}
	if space != nil {
		if err := insight.Keep(space, p); err != nil {
			return err
		}
	}
	if f.json {
		err = writeJSON(a.out, struct {
			Prediction insight.Prediction `json:"prediction"`
			Comparison any                `json:"comparison"`
		}{p, newComparisonReport(result)})
	} else {
		if err = writeComparison(a.out, result); err == nil {
			err = a.print("\n" + predictionText(&p, r, &one))
		}
	}
	return wrote("the outcome", err)
}

// fromRecord has the flags ask for what a recorded run was about.
func (f *inputFlags) fromRecord(r *record.Record) {
	in := r.Input
	f.scenario, f.data, f.programs, f.tasks, f.max, f.hide = in.Scenario, in.Data, in.Programs, in.Tasks, in.MaxPrograms, in.HideTest
	if f.scenario == "" {
		f.scenario = scenarioNames()[0] // stands for nothing: tasks and programs are named
	}
	f.own, f.mutate = r.Own, engine.Mutation{N: in.Mutate, Seed: r.Seed}
}

// predicted holds what a finding promises against what a comparison measured. The
// promise is a part of some phases; it is taken of the phases of A as the
// comparison measured them, since the run may have been on a busier machine.
func predicted(r *record.Record, one *insight.Finding, c *compare.Comparison) insight.Prediction {
	p := insight.Prediction{Run: r.ID, Rule: one.Rule, Knob: one.Knob, Clock: c.Clock, Pairs: c.Made}
	v := c.Versus[0]
	if v.Results.Differ() || v.Timing == nil {
		p.Differ = "the mended strategy gives other results"
		p.Settle()
		return p
	}
	seconds := func(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }
	for _, finding := range v.Timing.Phases {
		if slices.Contains(one.Saving.Phases, finding.Name) {
			p.Predicted += seconds(one.Saving.Part * finding.A)
		}
	}
	p.OfA = seconds(v.Timing.Whole.A)
	p.Measured = p.OfA - seconds(v.Timing.Whole.B)
	p.Settle()
	return p
}

// predictionText sets a prediction beside its outcome.
func predictionText(p *insight.Prediction, r *record.Record, one *insight.Finding) string {
	if p.Outcome == insight.Differs {
		return fmt.Sprintf("prediction   %s: %s, so that its time says nothing\n", one.Rule, p.Differ)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "prediction   %s: up to ~%s of %s a pass (%s) in run %s\n", one.Rule, draw.Duration(one.Saving.Upper), draw.Duration(passWall(r)), draw.Share(one.Saving.Share), r.ID)
	fmt.Fprintf(&b, "             which is ~%s of the %s that A takes in this comparison\n", draw.Duration(p.Predicted), draw.Duration(p.OfA))
	fmt.Fprintf(&b, "outcome      %s saved: the prediction was %s\n", draw.Duration(p.Measured), p.Outcome)
	return b.String()
}

// passWall is the wall of one pass of a run, on average.
func passWall(r *record.Record) time.Duration { return r.Wall / time.Duration(max(1, len(r.Passes))) }
