package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// writeJSON writes v as one indented JSON object.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// A report is a run as battscope run --json prints it. Times are integers of
// nanoseconds.
type report struct {
	Counts       reportCounts      `json:"counts"`
	Phases       []reportPhase     `json:"phases"`
	Unattributed time.Duration     `json:"unattributed_ns"`
	Preset       string            `json:"preset"`   // a preset, or one with changes
	Strategy     strategy.Strategy `json:"strategy"` // every knob
	Own          bool              `json:"own"`
	BattEvals    reportEvals       `json:"batt_evaluations"`
	Host         reportHost        `json:"host"`
	Wall         time.Duration     `json:"wall_ns"`
	Stopped      bool              `json:"stopped"`
	Tasks        []reportTask      `json:"tasks"`
	Problems     []string          `json:"problems"`
}

type reportCounts struct {
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
	Timeouts        int64 `json:"timeouts"`
	TimeoutsFalse   int64 `json:"timeouts_false"`
	TimeoutsStarved int64 `json:"timeouts_starved"`
	Faults          int64 `json:"faults"`
	SolvedTasks     int64 `json:"solved_tasks"`
}

type reportPhase struct {
	Name     string         `json:"name"`
	Wall     time.Duration  `json:"wall_ns"`
	Busy     time.Duration  `json:"busy_ns"`
	CPU      *time.Duration `json:"cpu_ns"` // null where the system cannot tell
	Calls    int64          `json:"calls"`
	Timeouts int64          `json:"timeouts"`
	Faults   int64          `json:"faults"`
}

// reportEvals says how the work was really done: evaluations of the whole pool
// on a sample.
type reportEvals struct {
	Demo int64 `json:"demo"`
	Test int64 `json:"test"`
	Diff int64 `json:"diff"`
}

type reportHost struct {
	Name string `json:"name"`
	OS   string `json:"os"`
	Arch string `json:"arch"`
	CPUs int    `json:"cpus"`
	Go   string `json:"go"`
}

type reportTask struct {
	Task       string `json:"task"`
	Solved     bool   `json:"solved"`
	Best       string `json:"best,omitempty"`
	Matches    int64  `json:"matches"`
	Candidates int64  `json:"candidates"`
	Timeouts   int64  `json:"timeouts"`
	Faults     int64  `json:"faults"`
}

func newReport(res *engine.Result) *report {
	s, c := res.Snapshot, res.Snapshot.Counts
	r := &report{
		Counts: reportCounts{
			Tasks: c.Tasks, Programs: c.Programs, Candidates: c.Candidates, Distinct: c.Distinct,
			Outputs: c.Outputs.Sum(), OutputsDemo: c.Outputs.Demo, OutputsTest: c.Outputs.Test,
			Matches: c.Matches.Sum(), MatchesDemo: c.Matches.Demo, MatchesTest: c.Matches.Test,
			DiffCalls: c.DiffCalls.Sum(), DiffCallsDemo: c.DiffCalls.Demo, DiffCallsTest: c.DiffCalls.Test,
			DiffSkipped: c.DiffSkipped.Sum(), DiffSkippedDemo: c.DiffSkipped.Demo, DiffSkippedTest: c.DiffSkipped.Test,
			Timeouts: c.Timeouts, TimeoutsFalse: c.TimeoutsFalse, TimeoutsStarved: c.TimeoutsStarved, Faults: c.Faults, SolvedTasks: c.SolvedTasks,
		},
		Unattributed: s.Unattributed, Wall: s.Elapsed, Stopped: s.Stopped,
		Preset: strategy.Name(res.Spec.Strategy), Strategy: res.Spec.Strategy, Own: res.Spec.Own,
		BattEvals: reportEvals{res.BattEvals.Demo, res.BattEvals.Test, res.BattEvals.Diff},
		Host:      reportHost{OS: runtime.GOOS, Arch: runtime.GOARCH, CPUs: runtime.NumCPU(), Go: runtime.Version()},
		Tasks:     []reportTask{},
		Problems:  []string{},
	}
	r.Host.Name, _ = os.Hostname()
	for p, st := range s.Phases {
		ph := reportPhase{Name: probe.Phase(p).String(), Wall: st.Wall, Busy: st.Busy, Calls: st.Calls, Timeouts: st.Timeouts, Faults: st.Faults}
		if st.CPUKnown {
			ph.CPU = &st.CPU
		}
		r.Phases = append(r.Phases, ph)
	}
	for _, t := range res.Tasks {
		r.Tasks = append(r.Tasks, reportTask{string(t.Task), t.Solved, t.Best, t.Matches, t.Candidates, t.Timeouts, t.Faults})
	}
	for _, p := range res.Problems {
		r.Problems = append(r.Problems, p.Error())
	}
	return r
}
