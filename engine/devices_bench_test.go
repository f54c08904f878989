package engine_test

import (
	"slices"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/gpu"
)

// BenchmarkDevices compares a device of the CPU with the workers: demo and test of
// the built-in tasks, about a second of it a run, twenty pairs of runs, each pair
// in turns. It reports the median ratio of the walls, and between which two ratios
// of the twenty its 95 % interval lies (the 6th and the 15th, by the binomial
// distribution).
//
//	go test ./engine -run - -bench Devices -benchtime 1x
func BenchmarkDevices(b *testing.B) {
	const pairs = 20
	spec := func(devices string, passes int) engine.Spec {
		s := tour(1)
		s.Strategy.Devices, s.OpenDevices, s.Passes = devices, gpu.Open, passes
		return s
	}
	wall := func(s engine.Spec) time.Duration {
		p := finish(b, s).Snapshot.Phases
		return p[probe.Demo].Wall + p[probe.Test].Wall
	}
	passes := max(1, int(4*time.Second/wall(spec("interp", 4))))
	var ratios []float64
	var interp time.Duration
	for b.Loop() {
		for n := range pairs {
			var d [2]time.Duration
			for k := range d {
				which := (k + n) % 2
				d[which] = wall(spec([]string{"interp", "host:1"}[which], passes))
			}
			interp += d[0]
			ratios = append(ratios, d[1].Seconds()/d[0].Seconds())
		}
	}
	slices.Sort(ratios)
	at := func(part float64) float64 { return ratios[int(part*float64(len(ratios)))] }
	b.ReportMetric(interp.Seconds()/float64(len(ratios)), "interp-s/run")
	b.ReportMetric((ratios[len(ratios)/2-1]+ratios[len(ratios)/2])/2, "host:1/interp")
	b.ReportMetric(at(0.25), "low")
	b.ReportMetric(at(0.7), "high")
}
