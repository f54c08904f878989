package insight

import (
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// diffRules are about diff calls: which are made, and how often the same.
func diffRules() []Rule {
	return []Rule{
		{
			ID: "wasted-diff-calls", Title: "wasted diff calls", Severity: Warning,
			Needs: []Fact{FactDiffs},
			At:    []float64{20, 2, 0.05},
			When:  "at least %g diff calls, more than %g times the matches, whose repetitions take more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				c := f.counts()
				wasted := c.DiffCalls - c.Matches
				if f.Run.Lacks("matches") || f.known(FactStrategy) && !f.Run.Strategy.DiffTest {
					wasted = c.DiffCalls - c.MatchesDemo
				}
				// What a call of an argument of its own counts is partial credit.
				own := f.known(FactArguments) && float64(c.DiffArguments)*at[1] > float64(c.DiffCalls)
				matching := f.known(FactStrategy) && f.Run.Strategy.Diff == strategy.DiffsMatches
				if float64(c.DiffCalls) < at[0] || float64(c.DiffCalls) <= at[1]*float64(c.DiffCalls-wasted) || own || matching {
					return nil
				}
				// A call that is not made leaves no score of differs to be saved.
				s := f.saving(float64(wasted)/float64(c.DiffCalls), probe.Diff.String(), probe.Differs.String())
				if s != nil && s.Share <= at[2] {
					return nil
				}
				text := say("%d diff calls for %d matches: %d (%s) could not change what matches", c.DiffCalls, c.DiffCalls-wasted, wasted, part(float64(wasted)/float64(c.DiffCalls)))
				if s != nil {
					text += say(", in ~%s of the %s of a pass", span(s.Upper), span(f.wall()))
				}
				return &Finding{Text: text + ". You could diff only outputs that match.", Saving: s, Knob: "diff=matches"}
			},
			Why: "A diff call counts how properties of an output differ from those of the expected one. In the published history (phase 4A) it was made for all 160 outputs at 0.15 s each, " +
				"and 5 of them matched: leaving out the 155 others took demo scoring from 25.2 s to 1.5 s. The rule is silent where most calls have an argument of their own, since then each counts something new. " +
				"What speaks against the change: near misses get no partial credit any more, which ranks them and guides mutation. diff=distinct with diff-scope=alone keeps the credit for little time.",
		},
		{
			ID: "repeated-diff-calls", Title: "few distinct arguments", Severity: Warning,
			Needs: []Fact{FactDiffs, FactArguments},
			At:    []float64{20, 0.5, 0.05},
			When:  "at least %g diff calls with fewer distinct arguments than %g of them, whose repetitions take more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				c := f.counts()
				if float64(c.DiffCalls) < at[0] || float64(c.DiffArguments) >= at[1]*float64(c.DiffCalls) {
					return nil
				}
				again := c.DiffCalls - c.DiffArguments
				s := f.saving(float64(again)/float64(c.DiffCalls), probe.Diff.String())
				if s != nil && s.Share <= at[2] {
					return nil
				}
				return &Finding{
					Text: say("%d diff calls have %d distinct arguments: %d (%s) evaluate again what another has evaluated. You could make one for each distinct output, of the differs alone.",
						c.DiffCalls, c.DiffArguments, again, part(float64(again)/float64(c.DiffCalls))),
					Saving: s, Knob: "diff=distinct+diff-scope=alone",
				}
			},
			Why: "With diff-scope=whole a diff call evaluates the whole batt and its differs again on a sample, and does not see the output that it is for: the 160 calls of the published phase 4A had 5 distinct arguments, one for each demo sample, " +
				"so that what its authors saved by calling less often was repetition. The saving is a bound for the calls of equal arguments; calls of the differs alone take less than whole ones, and there may be more of them.",
		},
	}
}
