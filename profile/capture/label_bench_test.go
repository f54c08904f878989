package capture

import (
	"os"
	"runtime"
	"slices"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// BenchmarkLabel times what a goroutine pays when it begins its share of a phase.
func BenchmarkLabel(b *testing.B) {
	x := probe.Stretch{Phase: probe.Demo, Task: "b0a70001", Worker: 1, Device: "interp"}
	labels := NewLabels()
	b.ReportAllocs()
	for b.Loop() {
		labels.Enter(x)
	}
	labels.Leave(probe.Stretch{Worker: probe.OwnWorker})
}

// BenchmarkObserved gives the price of observation: it runs the built-in example
// unobserved, with labels and timeline, and with both under the CPU profiler, in
// turn and back again, and reports the medians of the ratios of processor time to
// the unobserved run beside them, with their quartiles:
//
//	go test ./profile/capture -run XXX -bench Observed -benchtime 20x
func BenchmarkObserved(b *testing.B) {
	if _, known := probe.ProcessCPU(); !known {
		b.Skip("the system cannot tell the process's processor time")
	}
	table := op.NewTable()
	run := func(observers ...probe.Observer) float64 {
		st := strategy.Default()
		st.Workers, st.Diff = 1, strategy.DiffsNone
		runtime.GC()
		before, _ := probe.ProcessCPU()
		r := engine.Start(table, engine.Spec{Name: "tour", Strategy: st, Passes: 3, Observers: observers, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/tour")}})
		<-r.Done()
		after, _ := probe.ProcessCPU()
		if err := r.Err(); err != nil {
			b.Fatal(err)
		}
		return float64(after - before)
	}
	off := func() float64 { return run() }
	labels := func() float64 { return run(NewLabels(), NewTimeline()) }
	cpu := func() float64 {
		s, err := Start(b.TempDir(), Options{Kinds: []Kind{CPU}})
		if err != nil {
			b.Skip(err)
		}
		used := run(NewLabels(), NewTimeline())
		if _, err := s.Stop(); err != nil {
			b.Fatal(err)
		}
		return used
	}
	off() // warm
	ratios := map[string][]float64{}
	for b.Loop() {
		for name, observed := range map[string]func() float64{"labels": labels, "cpu": cpu} {
			// ABBA, so that a drift of the machine is in both.
			a1, b1, b2, a2 := off(), observed(), observed(), off()
			ratios[name] = append(ratios[name], (b1+b2)/(a1+a2))
		}
	}
	for name, list := range ratios {
		slices.Sort(list)
		b.ReportMetric(list[len(list)/2], name+"/off")
		b.ReportMetric(list[len(list)/4], name+"/off-q1")
		b.ReportMetric(list[3*len(list)/4], name+"/off-q3")
	}
}
