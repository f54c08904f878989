package engine

import (
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
	"battscope/engine/value"
)

// A Verdict says what a program did on its own task.
type Verdict string

// The verdicts. Of several that hold, the first that happened counts.
const (
	Solved   Verdict = "solved"
	Wrong    Verdict = "wrong"
	Faulted  Verdict = "fault"
	TimedOut Verdict = "timeout"
)

// A Solution is one program on the samples of its own task, demo samples first.
type Solution struct {
	Task    *task.Task
	Program *dsl.Func
	Verdict Verdict
	Wrong   []int         // samples whose output is not the expected one, from 0
	Line    int           // in the program's file, of the first fault or timeout
	Fault   value.Fault   // the first
	Eval    time.Duration // one evaluation of all samples, comparing left out
	Outputs []*grid.Grid  // by sample; nil where there is none
}

// SolveSpec is what Solve is asked to do.
type SolveSpec struct {
	Limits  interp.Limits
	Workers int           // 0 is 1, so that times are not of workers in each other's way
	Loop    time.Duration // repeat each evaluation until this has passed, and give the mean
	Stop    *atomic.Bool  // ends the work in order once true; nil is never
}

// Solve evaluates each program solve_<id> of in on the task id, in the order of
// the tasks. Programs that name none of the tasks are left out, and so are, when
// the work was stopped, those that were not through.
func Solve(table *op.Table, in *Input, spec SolveSpec) []Solution {
	byTask := map[task.ID][]*dsl.Func{}
	for _, f := range in.Programs {
		byTask[task.ID(f.Task())] = append(byTask[task.ID(f.Task())], f)
	}
	var list []Solution
	for _, t := range in.Tasks {
		for _, f := range byTask[t.ID] {
			list = append(list, Solution{Task: t, Program: f})
		}
	}
	stop := spec.Stop
	if stop == nil {
		stop = new(atomic.Bool)
	}
	through := make([]bool, len(list))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, spec.Workers) {
		wg.Go(func() {
			m := interp.NewMachine(batt.Compile(table, nil), spec.Limits, stop)
			for {
				n := int(next.Add(1)) - 1
				if n >= len(list) || stop.Load() {
					return
				}
				m.Use(batt.Compile(table, []*dsl.Func{list[n].Program}))
				list[n].solve(m, spec.Loop, stop)
				through[n] = !stop.Load()
			}
		})
	}
	wg.Wait()
	kept := list[:0]
	for n := range list {
		if through[n] {
			kept = append(kept, list[n])
		}
	}
	return kept
}

func (s *Solution) solve(m *interp.Machine, loop time.Duration, stop *atomic.Bool) {
	samples := make([]task.Sample, 0, len(s.Task.Demo)+len(s.Task.Test))
	samples = append(append(samples, s.Task.Demo...), s.Task.Test...)
	s.Verdict = Solved
	for k, sample := range samples {
		began := time.Now()
		res := m.RunOn(sample.In, 0)
		s.Eval += time.Since(began)
		if stop.Load() {
			return
		}
		verdict := Solved
		var out *grid.Grid
		switch {
		case res.Fault.Timeout():
			verdict = TimedOut
		case res.Fault != value.NoFault:
			verdict = Faulted
		default:
			out = interp.ToGrid(res.Out)
			if sample.Out != nil && !grid.Equal(out, sample.Out) {
				verdict = Wrong
			}
		}
		s.Outputs = append(s.Outputs, out)
		if verdict == Solved {
			continue
		}
		s.Wrong = append(s.Wrong, k)
		if s.Verdict == Solved {
			s.Verdict = verdict
		}
		if verdict != Wrong && s.Fault == value.NoFault {
			s.Fault, s.Line = res.Fault, res.Line
		}
	}
	if loop <= 0 {
		return
	}
	n := 0
	for began := time.Now(); ; {
		for _, sample := range samples {
			m.RunOn(sample.In, 0)
		}
		n++
		if d := time.Since(began); d >= loop || stop.Load() {
			s.Eval = d / time.Duration(n)
			return
		}
	}
}
