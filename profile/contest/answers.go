package contest

import (
	"battscope/engine"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/value"
	"battscope/profile/compare"
	"battscope/profile/record"
)

// answersOf returns what a run with Scores and Detail gave.
func answersOf(res *engine.Result) *compare.Answers {
	c := record.CountsOf(res.Snapshot.Counts)
	passes := int64(max(1, res.PassesMade()))
	e := &res.BattEvals
	a := &compare.Answers{
		Fault:  faultOf,
		Counts: compare.ResultCounts(c),
		Work:   compare.WorkCounts(c, (e.Demo+e.Test+e.Diff+e.Calibrate)/passes, res.CacheHits/passes, res.CacheMisses/passes),
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
	out.Store, out.Differs = SavedOf(d.Store), DiffersOf(d.Differs)
	return out
}

// SavedOf returns a store's programs as they are compared.
func SavedOf(list []store.Solver) []compare.Saved {
	var out []compare.Saved
	for _, s := range list {
		out = append(out, compare.Saved{Identity: s.Identity, Name: s.Name, Score: compare.Score{Demo: s.Demo, Test: s.Test, Units: s.Units, Faults: s.Faults}})
	}
	return out
}

// DiffersOf returns a store's differ scores as they are compared.
func DiffersOf(list []store.Differ) []compare.Differ {
	var out []compare.Differ
	for _, d := range list {
		out = append(out, compare.Differ{Name: d.Name, Program: d.Solver, IZ: d.IZ, ZO: d.ZO, Calls: d.Calls})
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
		calls[p] = res.Snapshot.Phases[p].Calls / int64(max(1, res.PassesMade()))
	}
	return calls
}
