package engine

import (
	"fmt"
	"strings"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
	"battscope/engine/trace"
	"battscope/engine/value"
)

// rows returns the results of the last whole pass, or of the first while it is
// at work, with the tasks that are still to come; and which state of
// things that is; nil where it is the one of since.
func (r *Run) rows(run int64, since trace.Version) (*trace.Results, trace.Version) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &r.state
	results := s.lastResults()
	at, ended := s.taskIndex, s.whole != nil || s.state == probe.Done || s.state == probe.Failed
	if ended {
		at = 0
	}
	version := trace.Version{Run: run, Tasks: len(s.input), Passes: len(s.passes), Row: len(results), Working: at}
	if version == since {
		return nil, since
	}
	out := &trace.Results{}
	for i, t := range s.input {
		row := trace.Row{Task: string(t.ID), Programs: len(s.batts[i].Programs), Known: knownOutputs(t)}
		var scores []trace.Score
		switch {
		case i < len(results):
			res := &results[i]
			row.State, row.Wall, row.Programs = probe.Done, s.taskWalls[i], int(res.Programs)
			row.Candidates, row.Matches, row.Timeouts, row.Faults = res.Candidates, res.Matches, res.Timeouts, res.Faults
			row.Best, row.BestMatches, row.Solved = res.Best, res.BestMatches, res.Solved
			scores = res.Scores
		case i == at-1:
			row.State = probe.Running
		}
		out.Rows = append(out.Rows, row)
		out.Scores = append(out.Scores, scores)
	}
	return out, version
}

func knownOutputs(t *task.Task) int {
	n := len(t.Demo)
	for _, s := range t.Test {
		if s.Out != nil {
			n++
		}
	}
	return n
}

// Sheet returns a task of the run and the programs that are tried on it, once
// they are read.
func (r *Run) Sheet(id string) (*trace.Sheet, error) {
	t, pool, err := r.open(id)
	if err != nil {
		return nil, err
	}
	s := &trace.Sheet{Task: id, File: t.File}
	for _, d := range t.Demo {
		s.Samples = append(s.Samples, trace.Sample{In: d.In, Out: d.Out})
	}
	for _, d := range t.Test {
		s.Samples = append(s.Samples, trace.Sample{In: d.In, Out: d.Out, Test: true})
	}
	for _, f := range pool {
		s.Programs = append(s.Programs, f.Name)
	}
	return s, nil
}

// open returns a task and the programs that are tried on it: those given, and
// behind them the mutants that it has seen.
func (r *Run) open(id string) (*task.Task, []*dsl.Func, error) {
	r.mu.Lock()
	tasks, batts, bred := r.state.input, r.state.batts, r.state.broods[id]
	r.mu.Unlock()
	if tasks == nil {
		return nil, nil, fmt.Errorf("task %s: the tasks are not read yet", id)
	}
	for i, t := range tasks {
		if string(t.ID) == id {
			pool := make([]*dsl.Func, 0, len(batts[i].Programs)+bred.made)
			for p := range batts[i].Programs {
				pool = append(pool, batts[i].Programs[p].Func)
			}
			return t, append(pool, r.nursery.funcsOf(r.table, id, bred)...), nil
		}
	}
	return nil, nil, fmt.Errorf("task %s is not among the %d of the run", id, len(tasks))
}

// Trace evaluates a program of a task's sheet on one of its samples, line by
// line and beside the run, under the run's fuel. It takes as long as the
// program.
func (r *Run) Trace(id string, program, sample int) (*trace.Trace, error) {
	t, pool, err := r.open(id)
	if err != nil {
		return nil, err
	}
	samples := append(append([]task.Sample{}, t.Demo...), t.Test...)
	switch {
	case program < 0 || program >= len(pool):
		return nil, fmt.Errorf("task %s has %d programs: there is no number %d", id, len(pool), program)
	case sample < 0 || sample >= len(samples):
		return nil, fmt.Errorf("task %s has %d samples: there is no number %d", id, len(samples), sample)
	}
	return traceOf(r.table, pool[program], samples[sample], interp.Limits{Fuel: r.Strategy().Fuel}), nil
}

// traceOf evaluates f on s. Every line is made a program of its own, the lines
// before it and then return, and all of them one batt: so the reference
// evaluator itself gives each line's value, and equal lines are evaluated once.
func traceOf(table *op.Table, f *dsl.Func, s task.Sample, limits interp.Limits) *trace.Trace {
	tr := &trace.Trace{Program: f.Name, File: f.File, Line: f.Line, Result: -1}
	parts := make([]*dsl.Func, 0, len(f.Stmts)+1)
	for i := range f.Stmts {
		part := *f
		part.Result = dsl.Ref{Kind: dsl.Local, Index: i}
		parts = append(parts, &part)
	}
	graph := batt.Compile(table, append(parts, f))
	m := interp.NewMachine(graph, limits, nil)
	m.Load(s.In)

	text := strings.Split(f.String(), "\n")
	live := liveLines(f)
	bad := make([]int, len(f.Stmts)) // the line to blame for each that has no value
	own := map[int32]int64{}         // what each node costs by itself
	for i := range f.Stmts {
		st := &f.Stmts[i]
		step := trace.Step{Line: st.Line, Text: strings.TrimSpace(text[i+1]), Dead: !live[i]}
		if blame := blamed(st, bad); blame > 0 {
			step.Waits, bad[i] = blame, blame
			tr.Steps = append(tr.Steps, step)
			continue
		}
		res := m.Eval(i)
		switch {
		case res.Fault != value.NoFault:
			step.Fault, bad[i] = res.Fault.String(), max(st.Line, 1)
		default:
			step.Value = viewOf(res.Out)
		}
		step.Cost = ownCost(res.Cost, graph.Programs[i].Steps, own)
		tr.Steps = append(tr.Steps, step)
	}
	if f.Result.Kind == dsl.Local {
		tr.Result = f.Result.Index
	}
	res := m.Run(len(f.Stmts))
	tr.Cost = res.Cost
	if res.Fault != value.NoFault {
		tr.Fault, tr.At = res.Fault.String(), res.Line
		return tr
	}
	tr.Out = interp.ToGrid(res.Out)
	tr.Match = s.Out != nil && grid.Equal(tr.Out, s.Out)
	return tr
}

// ownCost returns what a line costs beyond the lines that it needs. Its charge
// is that of all nodes it reaches, of which the last is its own, unless a line
// before it is equal.
func ownCost(charge int64, steps []batt.Step, own map[int32]int64) int64 {
	if len(steps) == 0 {
		return 0
	}
	last := steps[len(steps)-1].Node
	if _, known := own[last]; known {
		return 0
	}
	for _, st := range steps[:len(steps)-1] {
		charge -= own[st.Node]
	}
	own[last] = charge
	return charge
}

// liveLines reports for each line of f whether a run evaluates it: whether its
// value is used on the way to the result.
func liveLines(f *dsl.Func) []bool {
	live := make([]bool, len(f.Stmts))
	need := func(ref dsl.Ref) {
		if ref.Kind == dsl.Local {
			live[ref.Index] = true
		}
	}
	need(f.Result)
	for i := len(f.Stmts) - 1; i >= 0; i-- {
		if !live[i] {
			continue
		}
		need(f.Stmts[i].Callee)
		for _, a := range f.Stmts[i].Args {
			need(a)
		}
	}
	return live
}

// blamed returns the first line that st needs and that has no value.
func blamed(st *dsl.Stmt, bad []int) int {
	for _, ref := range append([]dsl.Ref{st.Callee}, st.Args...) {
		if ref.Kind == dsl.Local && bad[ref.Index] > 0 {
			return bad[ref.Index]
		}
	}
	return 0
}
