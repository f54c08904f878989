package main

import (
	"errors"
	"fmt"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
)

// A comparison is what battscope compare found, ready to print.
type comparison struct {
	Data        string       // what ran
	Stored      bool         // at least one side is a recorded run: there are no pairs
	Clock       contest.Kind // what is judged
	Asked, Made int          // pairs
	Interrupted bool
	Busy        string          // what else kept the host busy at the beginning; "" when it was quiet
	Control     *compare.Timing // A against A; nil without
	Versus      []*versus       // of each side but the first, against the first
}

// A versus is one side against the first.
type versus struct {
	A, B         string // strategies
	Label        string // of B: "B", "C", ...
	Passes       [2]int // of a run; of recorded runs those compared
	Results      *compare.Results
	StoreUnknown bool            // the stores of recorded runs could not be compared
	Timing       *compare.Timing // nil when nothing was measured
	Calls        []compare.Count // of each clock, in one pass
	Knobs        []strategy.Change
	Suspect      *compare.Limit  // what broke in the first round; nil when nothing did
	Again        *compare.Timing // the round that was to confirm it
	Confirmed    bool
}

// newVersus returns side i of a warmed-up contest against the first, by its
// results alone.
func newVersus(c *contest.Contest, i int) *versus {
	a, b := c.Entries[0], c.Entries[i]
	v := &versus{
		A: a.Name, B: b.Name, Label: string(rune('A' + i)), Passes: [2]int{a.Passes, b.Passes},
		Results: c.Results(i), Knobs: strategy.Diff(a.Spec.Strategy, b.Spec.Strategy),
	}
	for k, name := range contest.Clocks() {
		v.Calls = append(v.Calls, compare.Count{Name: name, A: a.Calls[k], B: b.Calls[k]})
	}
	return v
}

// judge adds what the clocks say.
func (v *versus) judge(c *contest.Contest, i int, kind contest.Kind, o compare.Options) {
	if c.Rounds > 0 {
		v.Results, v.Timing = c.Judge(i, kind, o)
	}
}

// exit returns how the command ends: with the gravest of what was found.
func (r *comparison) exit(strict bool) error {
	if r.Interrupted && r.Made == r.Asked {
		return &exit{exitInterrupted, errors.New("interrupted while a regression was measured again")}
	}
	if r.Interrupted {
		return &exit{exitInterrupted, fmt.Errorf("interrupted after %d of %d pairs: nothing is decided", r.Made, r.Asked)}
	}
	undecided := false
	for _, v := range r.Versus {
		switch {
		case v.Results.Differ():
			return &exit{exitRegression, fmt.Errorf("%s does not give the same results as %s", v.B, v.A)}
		case v.Confirmed:
			twice := ", twice"
			if r.Stored {
				twice = ""
			}
			return &exit{exitRegression, fmt.Errorf("%s is slower than %s: %s%s", v.B, v.A, v.Suspect.Clock, twice)}
		}
		undecided = undecided || v.Suspect != nil || !v.Results.Equal() || v.Timing == nil || v.Timing.Undecided()
	}
	if undecided && strict {
		return &exit{exitUndecided, errors.New("undecided")}
	}
	return nil
}
