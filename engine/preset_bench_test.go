package engine_test

import (
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
)

// BenchmarkHistory gives how many times as long the first preset takes as the
// second on the seed scenario, with the store on disk: the median over pairs
// whose order alternates, and the share of diff in each.
//
//	go test ./engine -run '^$' -bench History -benchtime 20x
func BenchmarkHistory(b *testing.B) {
	for _, pair := range [][2]string{{"phase4a", "phase4b"}, {"phase0", "best"}, {"phase0", "phase1"}, {"phase1", "phase2"}, {"phase2", "phase3"}, {"phase3", "phase4a"}, {"phase4b", "best"}} {
		b.Run(pair[0]+"-over-"+pair[1], func(b *testing.B) {
			table := op.NewTable()
			var ratios []float64
			var diff, wall [2]time.Duration
			first := 0
			for b.Loop() {
				var took [2]time.Duration
				for _, side := range []int{first, 1 - first} {
					b.StopTimer()
					spec, _ := scenario(b, "seed", pair[side])
					spec.Scores = false
					b.StartTimer()
					run := engine.Start(table, spec)
					<-run.Done()
					if err := run.Err(); err != nil {
						b.Fatal(err)
					}
					s := run.Snapshot()
					took[side] = s.Elapsed
					wall[side] += s.Elapsed
					diff[side] += s.Phases[probe.Diff].Wall
				}
				ratios = append(ratios, float64(took[0])/float64(took[1]))
				first = 1 - first
			}
			b.ReportMetric(median(ratios), "x")
			for side := range pair {
				b.ReportMetric(100*float64(diff[side])/float64(wall[side]), "%diff-"+pair[side])
			}
		})
	}
}
