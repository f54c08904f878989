package main

import (
	"errors"
	"fmt"
	"math"
	"time"

	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/trace"
	"battscope/profile/contest"
	"battscope/ui/compareview"
)

// Check says what is wrong with a plan.
func (ar *arena) Check(p compareview.Plan) string {
	if _, err := ar.parse(p); err != nil {
		return err.Error()
	}
	return ""
}

// parse returns the strategies of a plan.
func (ar *arena) parse(p compareview.Plan) ([]strategy.Strategy, error) {
	book := ar.presets.Presets()
	var list []strategy.Strategy
	for _, text := range p.Settings {
		st, err := book.Parse(strategy.Default(), text)
		if err == nil {
			err = strategy.Validate(st)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		list = append(list, st)
	}
	switch n := len(list); {
	case n < 2:
		return nil, fmt.Errorf("a contest wants two sides or more")
	case n > maxSides && !p.Evolution:
		return nil, fmt.Errorf("a contest takes up to %d sides", maxSides)
	case p.Pairs < 1 || p.Pairs > maxPairs:
		return nil, fmt.Errorf("%d pairs: want 1 to %d", p.Pairs, maxPairs)
	}
	return list, nil
}

// sides returns the runs that a plan stands for.
func (ar *arena) sides(p compareview.Plan) ([]contest.Side, error) {
	strategies, err := ar.parse(p)
	if err != nil {
		return nil, err
	}
	spec := ar.spec
	if p.Scenario != "" {
		in := inputFlags{scenario: p.Scenario, book: ar.in.book}
		if spec, err = ar.app.spec(&in); err != nil {
			return nil, err
		}
	} else if p.Tasks > 0 {
		if spec.Source.Tasks = ar.tasks(p.Tasks); len(spec.Source.Tasks) == 0 {
			return nil, errors.New("the run has not read its tasks yet: which are the first is not known")
		}
	}
	// Each run begins with an empty store, and cold.
	spec.Repeat, spec.Scores, spec.OpenStore = false, false, nil
	var list []contest.Side
	for i, st := range strategies {
		one := spec
		one.Strategy = st
		list = append(list, contest.Side{Name: p.Settings[i], Spec: one})
	}
	return list, nil
}

// tasks returns the first tasks of the session, so many; none before they are
// read.
func (ar *arena) tasks(n int) []task.ID {
	rows, _ := ar.session.Results(trace.Version{})
	if rows == nil {
		return nil
	}
	var list []task.ID
	for _, r := range rows.Rows[:min(n, len(rows.Rows))] {
		list = append(list, task.ID(r.Task))
	}
	return list
}

// Estimate says about how long a plan takes, by the passes of the session's run,
// and how many tasks there are.
func (ar *arena) Estimate(p compareview.Plan) (time.Duration, int) {
	if p.Scenario != "" || ar.session == nil {
		return 0, 0
	}
	s := ar.session.Snapshot()
	pass := ar.pass()
	if pass == 0 || s.Tasks == 0 {
		return 0, s.Tasks
	}
	if p.Tasks > 0 {
		pass = time.Duration(float64(pass) * math.Min(1, float64(p.Tasks)/float64(s.Tasks)))
	}
	run := pass
	if pass < contest.DefaultMinWall {
		run = contest.DefaultMinWall + pass // the first pass is left out
	}
	rounds := p.Pairs + 1 // the warm-up
	if p.Control {
		rounds += p.Pairs
	}
	return run * time.Duration(rounds*len(p.Settings)), s.Tasks
}

// pass returns how long a pass of the session's run takes, or would take; 0 where
// nothing is known of that.
func (ar *arena) pass() time.Duration {
	s := ar.session.Snapshot()
	switch {
	case s.PassWall > 0:
		return s.PassWall
	case s.Tasks == 0 || s.Counts.Tasks == 0:
		return 0
	}
	return time.Duration(float64(s.Elapsed) * float64(s.Tasks) / float64(s.Counts.Tasks))
}

var _ compareview.Source = (*arena)(nil)
