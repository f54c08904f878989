package engine_test

import (
	"slices"
	"syscall"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/gpu"
)

// BenchmarkDevices compares a device of the CPU with the workers: demo and test,
// about a second of it a run, twenty pairs of runs, each pair in turns. The
// built-in tasks make many short stretches, the public solvers some long ones. It reports the median ratio of the walls, and between which two ratios
// of the twenty its 95 % interval lies (the 6th and the 15th, by the binomial
// distribution).
//
//	ARC_DSL=... go test ./engine -run - -bench Devices -benchtime 1x
func BenchmarkDevices(b *testing.B) {
	b.Run("pool=tour", func(b *testing.B) { benchmarkDevices(b, tour(1)) })
	b.Run("pool=public", func(b *testing.B) { benchmarkDevices(b, poolSpec(b, 1)) })
}

func benchmarkDevices(b *testing.B, base engine.Spec) {
	const pairs = 20
	spec := func(devices string, passes int) engine.Spec {
		s := base
		s.Strategy.Devices, s.OpenDevices, s.Passes = devices, gpu.Opener{}.Open, passes
		return s
	}
	// The wall of demo and test, and the processor time of the process.
	measure := func(s engine.Spec) (wall, cpu float64) {
		before := processCPU(b)
		p := finish(b, s).Snapshot.Phases
		return (p[probe.Demo].Wall + p[probe.Test].Wall).Seconds(), (processCPU(b) - before).Seconds()
	}
	one, _ := measure(spec("interp", 2))
	passes := max(1, int(2/one))
	var walls, cpus []float64
	var interp float64
	for b.Loop() {
		for n := range pairs {
			var wall, cpu [2]float64
			for k := range wall {
				which := (k + n) % 2
				wall[which], cpu[which] = measure(spec([]string{"interp", "host:1"}[which], passes))
			}
			interp += wall[0]
			walls = append(walls, wall[1]/wall[0])
			cpus = append(cpus, cpu[1]/cpu[0])
		}
	}
	b.ReportMetric(interp/float64(len(walls)), "interp-s/run")
	report := func(ratios []float64, what string) {
		slices.Sort(ratios)
		n := float64(len(ratios))
		b.ReportMetric((ratios[len(ratios)/2-1]+ratios[len(ratios)/2])/2, "host:1/interp-"+what)
		b.ReportMetric(ratios[int(0.25*n)], "low-"+what)
		b.ReportMetric(ratios[int(0.7*n)], "high-"+what)
	}
	report(walls, "wall")
	report(cpus, "cpu")
}

// processCPU returns the processor time that this process has used.
func processCPU(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
