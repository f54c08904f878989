//go:build unix

package engine_test

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/task"
)

// BenchmarkMutants runs pools of mutants of the built-in programs over a public
// task, on one worker, without and with sharing equal values:
//
//	go test -run '^$' -bench Mutants -benchtime 1x ./engine
//
// Programs a second are of processor time, of load, compile, demo and test
// (core) and of the whole process with all phases and the collector (process).
// What was saved is of the nodes that programs reached.
func BenchmarkMutants(b *testing.B) {
	const arc = "../../shared/arc/training"
	if _, err := os.Stat(arc); err != nil {
		b.Skip("no ARC tasks at ", arc)
	}
	table := op.NewTable()
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		for _, values := range []bool{false, true} {
			b.Run(fmt.Sprintf("n=%d/values=%v", n, values), func(b *testing.B) {
				if testing.Short() && n > 10_000 {
					b.Skip("long")
				}
				for b.Loop() {
					spec, _ := scenario(b, "tour", fmt.Sprintf("best+workers=1+values=%v", values))
					spec.Scores = false
					spec.Source.Data, spec.Source.Tasks = []string{arc}, []task.ID{"007bbfb7"}
					spec.Mutate = engine.Mutation{N: n, Seed: 1}
					began := cpuTime(b)
					run := engine.Start(table, spec)
					<-run.Done()
					if err := run.Err(); err != nil {
						b.Fatal(err)
					}
					whole := cpuTime(b) - began
					reportMutants(b, run.Result(), whole)
				}
			})
		}
	}
}

func reportMutants(b *testing.B, res *engine.Result, whole time.Duration) {
	core := time.Duration(0)
	for _, p := range []probe.Phase{probe.Load, probe.Compile, probe.Demo, probe.Test} {
		core += res.Snapshot.Phases[p].CPU
	}
	c := res.Snapshot.Counts
	programs, reached := float64(c.Programs), float64(res.Nodes.Reached)
	b.ReportMetric(programs/core.Seconds(), "core-programs/s")
	b.ReportMetric(programs/whole.Seconds(), "process-programs/s")
	b.ReportMetric(100*(reached-float64(res.Nodes.Evaluated+res.Nodes.Equal))/reached, "%saved-calls")
	b.ReportMetric(100*float64(res.Nodes.Equal)/reached, "%saved-values")
	b.ReportMetric(100*float64(c.Faults)/float64(c.Faults+c.Timeouts+c.Outputs.Sum()), "%faults")
}

// cpuTime returns the processor time that the process has used.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
