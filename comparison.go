package main

import (
	"errors"
	"fmt"
	"io"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/ui/compareview"
)

// newVersus returns side i of a warmed-up contest against the first, by its
// results alone.
func newVersus(c *contest.Contest, i int) *compare.Versus {
	a, b := c.Entries[0], c.Entries[i]
	v := &compare.Versus{
		A: a.Name, B: b.Name, Label: string(rune('A' + i)), Passes: [2]int{a.Passes, b.Passes},
		Results: c.Results(i), Knobs: strategy.Diff(a.Spec.Strategy, b.Spec.Strategy),
	}
	for k, name := range contest.Clocks() {
		v.Calls = append(v.Calls, compare.Count{Name: name, A: a.Calls[k], B: b.Calls[k]})
	}
	return v
}

// judge adds to a versus what the clocks say.
func judge(v *compare.Versus, c *contest.Contest, i int, kind contest.Kind, o compare.Options) {
	if c.Rounds > 0 {
		v.Results, v.Timing = c.Judge(i, kind, o)
	}
}

// writeComparison prints a comparison for people.
func writeComparison(w io.Writer, r *compare.Comparison) error {
	_, err := io.WriteString(w, compareview.Text(r))
	return err
}

// writeComparisonMarkdown prints a comparison for a pull request.
func writeComparisonMarkdown(w io.Writer, r *compare.Comparison) error {
	_, err := io.WriteString(w, compareview.Markdown(r))
	return err
}

// comparisonExit returns how the command ends: with the gravest of what was found.
func comparisonExit(r *compare.Comparison, strict bool) error {
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
