package interp_test

import (
	"os"
	"path/filepath"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
)

// A public is what the tests over the public solvers need: arc-dsl's solvers.py
// and the training tasks, neither of which is in this tree.
type public struct {
	table    *op.Table
	programs map[string]*dsl.Func // by task
	tasks    []*task.Task
}

// readPublic reads what the environment names: ARC_DSL, a checkout of arc-dsl,
// and ARC_DATA, the folder of tasks. It skips without them.
func readPublic(tb testing.TB) *public {
	checkout, data := os.Getenv("ARC_DSL"), os.Getenv("ARC_DATA")
	if checkout == "" {
		tb.Skip("no public solvers: set ARC_DSL to a checkout of arc-dsl")
	}
	if data == "" {
		data = "../../../shared/arc/training"
	}
	if _, err := os.Stat(data); err != nil {
		tb.Skip("no ARC tasks: set ARC_DATA to the folder of the training tasks")
	}
	src, err := os.ReadFile(filepath.Join(checkout, "solvers.py"))
	if err != nil {
		tb.Skip("no public solvers: ", err)
	}
	p := &public{table: op.NewTable(), programs: map[string]*dsl.Func{}}
	file, errs := dsl.Parse("solvers.py", src, p.table)
	if len(errs) > 0 {
		tb.Fatal(errs[0].Snippet())
	}
	for _, f := range file.Programs() {
		p.programs[f.Task()] = f
	}
	tasks, problems := task.Read(data)
	if len(problems) > 0 {
		tb.Fatal(problems[0])
	}
	for _, t := range tasks {
		if p.programs[string(t.ID)] != nil {
			p.tasks = append(p.tasks, t)
		}
	}
	return p
}

// A solver is one public program with its samples.
type solver struct {
	id      string
	batt    *batt.Batt
	samples []task.Sample
}

// solvers compiles the programs one by one, without those in leave.
func (p *public) solvers(leave ...string) []solver {
	var list []solver
	for _, t := range p.tasks {
		id := string(t.ID)
		if len(leave) > 0 && leave[0] == id {
			continue
		}
		list = append(list, solver{id, batt.Compile(p.table, []*dsl.Func{p.programs[id]}), samplesOf(t)})
	}
	return list
}

// samplesOf returns the samples for training and those for testing.
func samplesOf(t *task.Task) []task.Sample {
	return append(append([]task.Sample{}, t.Demo...), t.Test...)
}

// run evaluates the solver on all samples.
func (s *solver) run(m *interp.Machine) {
	for n := range s.samples {
		m.RunOn(s.samples[n].In, 0)
	}
}
