package interp_test

import (
	"os"
	"strings"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
)

func BenchmarkSome(b *testing.B) {
	programs, tasks := sweepInput(b)
	table := op.NewTable()
	type job struct {
		m *interp.Machine
		t []task.Sample
	}
	var jobs []job
	for _, tk := range tasks {
		if !strings.Contains(os.Getenv("SOME"), string(tk.ID)) {
			continue
		}
		jobs = append(jobs, job{interp.NewMachine(batt.Compile(table, []*dsl.Func{programs[string(tk.ID)]}), interp.DefaultLimits(), nil), append(append([]task.Sample{}, tk.Demo...), tk.Test...)})
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, j := range jobs {
			for _, s := range j.t {
				j.m.Load(s.In)
				j.m.Run(0)
			}
		}
	}
}
