package runsview

import (
	"fmt"

	"battscope/engine/strategy"
	"battscope/profile/record"
)

// A step is one step of the published history as a journal tells it. Its times
// are in strategy.Presets.
type step struct {
	preset, parent                       string
	hypothesis, expected, result, lesson string
	verdict                              record.Verdict
}

// steps returns the published history: a Python system on a machine with four
// GPUs, October 2025, one task.
func steps() []step {
	return []step{
		{"phase0", "", "", "", "21.788 s, of which the calls of differs are most", "drill down before you optimise", record.Kept},
		{"phase1", "phase0", "many candidates are one body under other names", "fewer candidates for inline and validate", "149 candidates became 32; 16.900 s", "do not do the same work twice", record.Kept},
		{"phase2", "phase1", "inlining is dear and its calls do not need one another", "inlining four times as fast", "about 2 s became 0.6 s; 16.800 s in all", "a part made faster helps by its share", record.Kept},
		{"phase3", "phase2", "validation can be parallel too", "validation in a fraction of its time", "7.1 s of work in 0.37 s of wall; 16.826 s in all", "added-up time is not elapsed time", record.Kept},
		{"phase4a", "phase3", "samples scored at the same time take the time of the slowest", "scoring several times as fast", "29.096 s; with the clock running while calls queued 126 candidates instead of 149", "check the results, not only the clock; parallelism at the wrong level does not help", record.Reverted},
		{"nested-pool", "phase3", "samples and their calls can share one pool", "no idle worker", "22.519 s: samples hold the slots that their calls wait for", "nested pools stall", record.Reverted},
		{"short-limit", "phase3", "a shorter limit loses only slow programs", "less time for the same matches", "28.161 s: a limit of 1 s on calls of 2 to 3 s", "a limit shorter than the work makes false timeouts", record.Reverted},
		{"phase4b", "phase4a", "only matching outputs need a diff call", "diff calls fall with the outputs that match", "160 diff calls became 5; demo scoring 25.162 s to 1.461 s; 5.359 s in all", "fix the algorithm first", record.Kept},
	}
}

// history returns the published history as runs of a journal, the newest first.
func history() []Run {
	var list []Run
	for _, s := range steps() {
		p, err := strategy.Find(s.preset)
		if err != nil {
			panic("runsview: " + err.Error())
		}
		list = append([]Run{{
			ID: s.preset, Name: "published", Standing: "published", Preset: s.preset, Strategy: p.Strategy, Published: p.Published,
			Mark: record.Mark{Text: record.None, Why: "no record of ours"},
			Journal: record.Journal{
				Title: fmt.Sprintf("phase %s: %s", p.Phase, p.Doc), Parent: s.parent, Hypothesis: s.hypothesis, Expected: s.expected,
				Result: s.result, Verdict: s.verdict, Lesson: s.lesson,
			},
		}}, list...)
	}
	return list
}
