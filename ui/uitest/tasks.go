package uitest

import (
	"errors"
	"fmt"
	"time"

	"battscope/engine/grid"
	"battscope/engine/probe"
	"battscope/engine/trace"
)

// Tasks is a made-up source of tasks: as many as Len says, of as many programs
// as Programs says.
type Tasks struct{ Len, Programs int }

// Results returns the same results once.
func (s Tasks) Results(since trace.Version) (*trace.Results, trace.Version) {
	at := trace.Version{Run: 1, Tasks: s.Len}
	if since == at {
		return nil, at
	}
	res := &trace.Results{}
	for i := range s.Len {
		row := trace.Row{Task: fmt.Sprintf("%08x", 0x00d62c1b+i*0x9e3779b1&0xffffffff), Programs: s.Programs, Known: 4}
		var scores []trace.Score
		switch {
		case i < s.Len*3/4:
			row.State, row.Wall = probe.Done, time.Duration(3+i*i%97)*time.Millisecond
			row.Candidates, row.Matches, row.Faults = int64(90+i), int64(i*7%13), int64(i*31%50)
			row.Best, row.BestMatches = "solve_"+row.Task, int64(i%5)
			row.Timeouts = int64(i % 11 / 10)
			row.Solved = row.BestMatches == 4
			if row.BestMatches == 0 {
				row.Best, row.Matches = "", 0
			}
			for p := range s.Programs {
				score := trace.Score{Program: fmt.Sprintf("mut_%05d", p), Demo: (i + p) % 4, Units: int64(1000 + (i*7919+p*104729)%90000), Faults: p % 3}
				if p == 0 {
					score.Program, score.Demo, score.Test = "solve_"+row.Task, 3, 1
				}
				scores = append(scores, score)
			}
		case i == s.Len*3/4:
			row.State = probe.Running
		}
		res.Rows = append(res.Rows, row)
		res.Scores = append(res.Scores, scores)
	}
	return res, at
}

// Sheet returns the same made-up task under every name but "gone".
func (s Tasks) Sheet(task string) (*trace.Sheet, error) {
	if task == "gone" {
		return nil, errors.New("task gone is not among those of the run")
	}
	sheet := &trace.Sheet{Task: task, File: "tasks/" + task + ".json"}
	for k := range 4 {
		in, out := sample(k)
		sheet.Samples = append(sheet.Samples, trace.Sample{In: in, Out: out, Test: k == 3})
	}
	sheet.Samples[3].Out = nil
	for p := range s.Programs {
		sheet.Programs = append(sheet.Programs, fmt.Sprintf("mut_%05d", p))
	}
	return sheet, nil
}

func sample(k int) (in, out *grid.Grid) {
	n := 3 + k
	a, b := make([]int8, n*n), make([]int8, n*n)
	for i := range a {
		a[i] = int8((i*i + k) % 10)
		b[len(b)-1-i] = a[i]
	}
	return grid.New(n, n, a), grid.New(n, n, b)
}

// Trace returns a made-up program whose output is right on sample 0 alone; its
// last line but one has a fault on sample 2.
func (s Tasks) Trace(task string, program, k int) (*trace.Trace, error) {
	in, out := sample(k)
	tr := &trace.Trace{Program: fmt.Sprintf("mut_%05d", program), File: "pool.py", Line: 40, Result: 4, Cost: 1234}
	steps := []trace.Step{
		{Text: "x1 = objects(I, T, F, T)", Cost: 900, Value: trace.Value{Kind: "set of 2, each an object", Text: "{{(1, (0, 0))}, {(2, (1, 1))}}",
			Parts: [][]trace.Cell{{{Color: 1}}, {{Row: 1, Column: 1, Color: 2}}}}},
		{Text: "x2 = size(x1)", Cost: 10, Value: trace.Value{Kind: "integer", Text: "2"}},
		{Text: "x3 = vmirror(I)", Cost: 20, Dead: true, Value: trace.Value{Kind: "grid 3x3", Grid: in}},
		{Text: "x4 = toindices(x1)", Cost: 30, Value: trace.Value{Kind: "indices of 2 cells", Parts: [][]trace.Cell{{{Bare: true}, {Row: 2, Column: 2, Bare: true}}}}},
		{Text: "O = rot180(I)", Cost: 40, Value: trace.Value{Kind: "grid 3x3", Grid: out}},
	}
	tr.Out, tr.Match = out, true
	switch k {
	case 1:
		cells := append([]int8{}, out.Cells...)
		cells[0], cells[5] = 9, 4
		tr.Out, tr.Match = grid.New(out.H, out.W, cells), false
	case 2:
		tr.Out, tr.Match, tr.Fault, tr.At = nil, false, "IndexError", 44
		steps[3].Fault, steps[3].Value = "IndexError", trace.Value{}
		steps[4].Waits, steps[4].Value = 44, trace.Value{}
	}
	for i := range steps {
		steps[i].Line = 41 + i
	}
	tr.Steps = steps
	return tr, nil
}
