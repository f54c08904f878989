package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"battscope/engine"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
)

// tryInsight applies the knob of a rule that fired to a copy of the run's
// strategy, compares in pairs, and keeps the prediction with its outcome. The run is
// as the facts have it.
func (a *app) tryInsight(f *insightFlags, r *record.Record, found []insight.Finding) error {
	if _, err := insight.FindRule(f.try); err != nil {
		return usage("--try: %v", err)
	}
	t, err := insight.NewTrial(r, found, f.try)
	if err != nil {
		return err
	}
	if why := t.Untimed(); why != "" {
		return errors.New(why)
	}
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	c := &compareFlags{pairs: f.pairs, clock: f.clock, progress: f.progress}
	c.fromRecord(r)
	args := []string{t.A, t.B}
	if _, err := c.check(args); err != nil {
		return err
	}
	if err := a.check(&c.inputFlags); err != nil {
		return err
	}
	k := &contestKeeper{app: a, whom: trialOf(f.try, r.ID), space: space, opened: true}
	result, err := a.compareLive(c, nil, args, k)
	if err != nil {
		return err
	}
	if result.Interrupted {
		return k.end(comparisonExit(result, false))
	}
	p := t.Settle(result, time.Now())
	if space != nil {
		if err := insight.Keep(space, p); err != nil {
			return k.end(err)
		}
	}
	if f.json {
		err = writeJSON(a.out, struct {
			Prediction insight.Prediction `json:"prediction"`
			Comparison any                `json:"comparison"`
		}{p, newComparisonReport(result, k.id)})
	} else {
		if err = writeComparison(a.out, result); err == nil {
			err = a.print("\n" + predictionText(&p, r, &t.Finding))
		}
	}
	return k.end(wrote("the outcome", err))
}

// trialOf says whom the contest of a rule's knob is for.
func trialOf(rule, run string) string { return fmt.Sprintf("insight %s of run %s", rule, run) }

// fromRecord has the flags ask for what a recorded run was about.
func (f *inputFlags) fromRecord(r *record.Record) {
	in := r.Input
	f.scenario, f.data, f.programs, f.tasks, f.max, f.hide = in.Scenario, in.Data, in.Programs, in.Tasks, in.MaxPrograms, in.HideTest
	if f.scenario == "" {
		f.scenario = scenarioNames()[0] // stands for nothing: tasks and programs are named
	}
	f.own, f.mutate = r.Own, engine.Mutation{N: in.Mutate, Seed: r.Seed}
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
