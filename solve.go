package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"battscope/engine"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/task"
	"battscope/engine/value"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// solveFlags are the flags of battscope solve.
type solveFlags struct {
	inputFlags
	json bool
	loop time.Duration
}

func (a *app) solveCommand() *cobra.Command {
	var f solveFlags
	c := a.command(&cobra.Command{
		Use:   "solve",
		Short: "Try each solve_<id> on its own task",
		Long:  "Solve evaluates each program solve_<id> on the demo and test samples of task <id>, names those that do not solve theirs, and says how many do. With one task it shows the grids.",
		Args:  noArgs,
	}, func(*cobra.Command, []string) error { return a.solve(&f) })
	f.registerSource(c.Flags())
	f.registerKnobs(c.Flags(), "workers", "fuel", "deadline")
	c.Flags().Lookup("workers").Usage = "goroutines that evaluate; 0 is one, so that times are not of workers in each other's way"
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.Flags().DurationVar(&f.loop, "loop", 0, "repeat each evaluation for so long and give the mean, for measuring")
	return c
}

func (a *app) solve(f *solveFlags) error {
	if err := a.check(&f.inputFlags); err != nil {
		return err
	}
	if f.loop < 0 {
		return usage("--loop is %v, want 0 or more", f.loop)
	}
	began := time.Now()
	src := f.source()
	in, err := src.Load(a.table)
	load := time.Since(began)
	if err := a.problems(in.Problems, err); err != nil {
		return err
	}
	st, err := f.strategy()
	if err != nil {
		return err
	}
	list, stopped := a.solveAll(in, engine.SolveSpec{Limits: interp.Limits{Fuel: st.Fuel, Deadline: st.Deadline}, Workers: st.Workers, Loop: f.loop})
	if len(list) == 0 && !stopped {
		t := in.Tasks[0].ID
		return fmt.Errorf("no program is named after one of the tasks: the first program is %s, the first task %s; want solve_%s", in.Programs[0].Name, t, t)
	}
	if f.json {
		err = writeJSON(a.out, newSolveReport(list, load, stopped))
	} else {
		err = a.writeSolutions(list, stopped)
	}
	if err != nil {
		return wrote("the result", err)
	}
	if stopped {
		return &exit{exitInterrupted, errors.New("interrupted: the result is of what was done until then")}
	}
	return nil
}

// solveAll solves until the end or a signal: the first ends it in order, the
// second at once.
func (a *app) solveAll(in *engine.Input, spec engine.SolveSpec) (list []engine.Solution, stopped bool) {
	signals, release := a.signals()
	defer release()
	var stop atomic.Bool
	spec.Stop = &stop
	done := make(chan []engine.Solution, 1)
	go func() {
		done <- engine.Solve(a.table, in, spec)
	}()
	for {
		select {
		case list := <-done:
			return list, stop.Load()
		case <-signals:
			if stop.Swap(true) {
				os.Exit(exitInterrupted)
			}
		}
	}
}

// A solveReport is what battscope solve --json prints.
type solveReport struct {
	Tasks   int           `json:"tasks"`
	Solved  int           `json:"solved"`
	Results []solveResult `json:"results"`
	Eval    time.Duration `json:"eval_ns"`
	Load    time.Duration `json:"load_ns"`
	Stopped bool          `json:"stopped"`
}

type solveResult struct {
	Task    task.ID        `json:"task"`
	Program string         `json:"program"`
	Verdict engine.Verdict `json:"verdict"`
	Wrong   []int          `json:"wrong_samples"`
	Line    int            `json:"line"`
	Fault   string         `json:"fault"`
	Eval    time.Duration  `json:"eval_ns"`
}

func newSolveReport(list []engine.Solution, load time.Duration, stopped bool) *solveReport {
	r := &solveReport{Tasks: len(list), Load: load, Stopped: stopped, Results: []solveResult{}}
	for _, s := range list {
		if s.Verdict == engine.Solved {
			r.Solved++
		}
		r.Eval += s.Eval
		res := solveResult{Task: s.Task.ID, Program: s.Program.Name, Verdict: s.Verdict, Wrong: s.Wrong, Line: s.Line, Eval: s.Eval}
		if res.Wrong == nil {
			res.Wrong = []int{}
		}
		if s.Fault != value.NoFault {
			res.Fault = s.Fault.String()
		}
		r.Results = append(r.Results, res)
	}
	return r
}

// writeSolutions prints a line for each task that is not solved, the grids when
// there is one task only, and how many are solved.
func (a *app) writeSolutions(list []engine.Solution, stopped bool) error {
	var b strings.Builder
	if stopped {
		b.WriteString("partial: stopped before its end\n")
	}
	solved := 0
	for _, s := range list {
		if s.Verdict == engine.Solved {
			solved++
		}
		if len(list) == 1 {
			a.writeGrids(&b, &s)
		}
		if s.Verdict != engine.Solved {
			fmt.Fprintf(&b, "%s  %s\n", s.Task.ID, complaint(&s))
		}
	}
	fmt.Fprintf(&b, "%d of %d solved\n", solved, len(list))
	text := b.String()
	if !a.colorful(a.out) {
		text = ansi.Strip(text) // the theme leaves it to screens to drop colours
	}
	_, err := io.WriteString(a.out, text)
	return err
}

// complaint says why a task is not solved.
func complaint(s *engine.Solution) string {
	names := make([]string, len(s.Wrong))
	for n, k := range s.Wrong {
		names[n] = sampleName(s.Task, k)
	}
	where := strings.Join(names, ", ")
	switch s.Verdict {
	case engine.Wrong:
		text := "wrong at " + where
		if s.Fault != value.NoFault {
			text += fmt.Sprintf(" (also %s at line %d of %s)", s.Fault, s.Line, s.Program.File)
		}
		return text
	case engine.TimedOut:
		return fmt.Sprintf("timeout: %s at line %d of %s, at %s", s.Fault, s.Line, s.Program.File, where)
	}
	return fmt.Sprintf("fault: %s at line %d of %s, at %s", s.Fault, s.Line, s.Program.File, where)
}

// sampleName names sample k of a task: demo 0, test 1.
func sampleName(t *task.Task, k int) string {
	if k < len(t.Demo) {
		return fmt.Sprintf("demo %d", k)
	}
	return fmt.Sprintf("test %d", k-len(t.Demo))
}

// writeGrids draws the samples of a task: input, expected and output side by
// side, with the differing cells of the output marked.
func (a *app) writeGrids(b *strings.Builder, s *engine.Solution) {
	th := theme.New(theme.Auto, false, a.colorful(a.out))
	samples := append(append([]task.Sample{}, s.Task.Demo...), s.Task.Test...)
	for k, sample := range samples {
		fmt.Fprintf(b, "%s %s\n", s.Task.ID, sampleName(s.Task, k))
		out := s.Outputs[k]
		blocks := []struct {
			name    string
			g, want *grid.Grid
		}{{"input", sample.In, nil}, {"expected", sample.Out, nil}, {"output", out, sample.Out}}
		var columns []draw.Column
		h := 0
		for _, x := range blocks {
			w := len(x.name)
			if x.g != nil {
				w = max(w, 2*x.g.W)
				h = max(h, x.g.H)
			}
			columns = append(columns, draw.Column{Head: x.name, Width: w, Gap: 3})
		}
		rows := make([][]string, h)
		for n, x := range blocks {
			for i := range rows {
				rows[i] = append(rows[i], "")
			}
			if x.g == nil {
				if h > 0 {
					rows[0][n] = "—"
				}
				continue
			}
			for i, line := range draw.Grid(x.g, x.want, 2*x.g.W, x.g.H, th) {
				rows[i][n] = line
			}
		}
		width := 0
		for _, c := range columns {
			width += c.Width + c.Gap
		}
		table := draw.Table{Columns: columns, Rows: rows}
		for _, line := range table.Lines(width, h+1, th) {
			b.WriteString(strings.TrimRight(line, " "))
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
}
