package record

import "battscope/engine/probe"

// Counts are the results of a run. Programs counts once; everything else is
// summed over tasks.
type Counts struct {
	Tasks           int64 `json:"tasks"`
	Programs        int64 `json:"programs"`
	Candidates      int64 `json:"candidates"`
	Distinct        int64 `json:"distinct"`
	Outputs         int64 `json:"outputs"`
	OutputsDemo     int64 `json:"outputs_demo"`
	OutputsTest     int64 `json:"outputs_test"`
	Matches         int64 `json:"matches"`
	MatchesDemo     int64 `json:"matches_demo"`
	MatchesTest     int64 `json:"matches_test"`
	DiffCalls       int64 `json:"diff_calls"`
	DiffCallsDemo   int64 `json:"diff_calls_demo"`
	DiffCallsTest   int64 `json:"diff_calls_test"`
	DiffSkipped     int64 `json:"diff_skipped"`
	DiffSkippedDemo int64 `json:"diff_skipped_demo"`
	DiffSkippedTest int64 `json:"diff_skipped_test"`
	DiffArguments   int64 `json:"diff_arguments"`
	Timeouts        int64 `json:"timeouts"`
	TimeoutsFalse   int64 `json:"timeouts_false"`
	TimeoutsStarved int64 `json:"timeouts_starved"`
	Faults          int64 `json:"faults"`
	SolvedTasks     int64 `json:"solved_tasks"`
}

// CountsOf returns the counts as records hold them.
func CountsOf(c probe.Counts) Counts {
	return Counts{
		Tasks: c.Tasks, Programs: c.Programs, Candidates: c.Candidates, Distinct: c.Distinct,
		Outputs: c.Outputs.Sum(), OutputsDemo: c.Outputs.Demo, OutputsTest: c.Outputs.Test,
		Matches: c.Matches.Sum(), MatchesDemo: c.Matches.Demo, MatchesTest: c.Matches.Test,
		DiffCalls: c.DiffCalls.Sum(), DiffCallsDemo: c.DiffCalls.Demo, DiffCallsTest: c.DiffCalls.Test,
		DiffSkipped: c.DiffSkipped.Sum(), DiffSkippedDemo: c.DiffSkipped.Demo, DiffSkippedTest: c.DiffSkipped.Test,
		DiffArguments: c.DiffArguments,
		Timeouts:      c.Timeouts, TimeoutsFalse: c.TimeoutsFalse, TimeoutsStarved: c.TimeoutsStarved,
		Faults: c.Faults, SolvedTasks: c.SolvedTasks,
	}
}

// results returns the counts less those that say how the work was done, as
// probe.Counts.Results does. It keeps sums whose parts nothing tells.
func (c Counts) results() Counts {
	r := CountsOf(c.Probe().Results())
	r.Outputs, r.Matches = c.Outputs, c.Matches
	return r
}

// Probe returns the counts as runs show them.
func (c Counts) Probe() probe.Counts {
	return probe.Counts{
		Tasks: c.Tasks, Programs: c.Programs, Candidates: c.Candidates, Distinct: c.Distinct,
		Outputs:       probe.Split{Demo: c.OutputsDemo, Test: c.OutputsTest},
		Matches:       probe.Split{Demo: c.MatchesDemo, Test: c.MatchesTest},
		DiffCalls:     probe.Split{Demo: c.DiffCallsDemo, Test: c.DiffCallsTest},
		DiffSkipped:   probe.Split{Demo: c.DiffSkippedDemo, Test: c.DiffSkippedTest},
		DiffArguments: c.DiffArguments,
		Timeouts:      c.Timeouts, TimeoutsFalse: c.TimeoutsFalse, TimeoutsStarved: c.TimeoutsStarved,
		Faults: c.Faults, SolvedTasks: c.SolvedTasks,
	}
}
