package contest

import (
	"battscope/engine"
	"battscope/engine/probe"
	"battscope/engine/value"
	"battscope/profile/compare"
)

// answersOf returns what a run with Scores and Detail gave.
func answersOf(res *engine.Result) *compare.Answers {
	c := res.Snapshot.Counts
	passes := int64(max(1, len(res.Passes)))
	a := &compare.Answers{
		Fault: faultOf,
		Counts: []compare.Named{
			{Name: "tasks", N: c.Tasks}, {Name: "programs", N: c.Programs},
			{Name: "outputs", N: c.Outputs.Sum()}, {Name: "matches", N: c.Matches.Sum()},
			{Name: "candidates", N: c.Candidates}, {Name: "distinct", N: c.Distinct}, {Name: "solved tasks", N: c.SolvedTasks},
			{Name: "faults", N: c.Faults}, {Name: "timeouts", N: c.Timeouts},
		},
		Work: []compare.Named{
			{Name: "diff calls", N: c.DiffCalls.Sum()}, {Name: "skipped", N: c.DiffSkipped.Sum()}, {Name: "diff arguments", N: c.DiffArguments},
			{Name: "batt evaluations", N: (res.BattEvals.Demo + res.BattEvals.Test + res.BattEvals.Diff + res.BattEvals.Calibrate) / passes},
			{Name: "cache hits", N: res.CacheHits / passes}, {Name: "cache misses", N: res.CacheMisses / passes},
		},
	}
	for i := range res.Tasks {
		a.Tasks = append(a.Tasks, taskOf(&res.Tasks[i], a))
	}
	return a
}

// taskOf returns what one task's result gave, and adds to a what a deadline cut.
func taskOf(t *engine.TaskResult, a *compare.Answers) compare.Task {
	d := t.Detail
	out := compare.Task{ID: string(t.Task)}
	for p, name := range d.Programs {
		s := t.Scores[p]
		program := compare.Program{Name: name, Score: compare.Score{Demo: s.Demo, Test: s.Test, Units: s.Units, Timeouts: s.Timeouts, Faults: s.Faults}}
		for k := range d.Outcomes {
			o := d.Outcomes[k][p]
			if o.Fault() == value.Deadline {
				a.Deadline++
			}
			program.Outcomes = append(program.Outcomes, uint64(o))
		}
		out.Programs = append(out.Programs, program)
	}
	for _, s := range d.Store {
		out.Store = append(out.Store, compare.Saved{Identity: s.Identity, Name: s.Name, Score: compare.Score{Demo: s.Demo, Test: s.Test, Units: s.Units, Faults: s.Faults}})
	}
	for _, f := range d.Differs {
		out.Differs = append(out.Differs, compare.Differ{Name: f.Name, Program: f.Solver, IZ: f.IZ, ZO: f.ZO, Calls: f.Calls})
	}
	return out
}

// faultOf returns the fault that an outcome is in words, "" for an output.
func faultOf(o uint64) string {
	if f := engine.Outcome(o).Fault(); f != value.NoFault {
		return f.String()
	}
	return ""
}

// callsOf returns the calls of each clock in one pass.
func callsOf(res *engine.Result) []int64 {
	calls := make([]int64, len(Clocks()))
	for p := range probe.NumPhases {
		calls[p] = res.Snapshot.Phases[p].Calls / int64(max(1, len(res.Passes)))
	}
	return calls
}
