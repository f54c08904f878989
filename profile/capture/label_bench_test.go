package capture

import (
	"os"
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

// BenchmarkObserved runs the built-in example unobserved, with labels alone, and
// with labels under the CPU profiler, in turn:
//
//	go test ./profile/capture -run XXX -bench Observed -count 20 | tee x
//	benchstat -col /observation x
func BenchmarkObserved(b *testing.B) {
	table := op.NewTable()
	run := func(b *testing.B, observers ...probe.Observer) {
		st := strategy.Default()
		st.Workers, st.Diff = 1, strategy.DiffsNone
		r := engine.Start(table, engine.Spec{Name: "tour", Strategy: st, Passes: 10, Observers: observers, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/tour")}})
		<-r.Done()
		if err := r.Err(); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("observation=off", func(b *testing.B) {
		for b.Loop() {
			run(b)
		}
	})
	b.Run("observation=labels", func(b *testing.B) {
		for b.Loop() {
			run(b, NewLabels())
		}
	})
	b.Run("observation=cpu", func(b *testing.B) {
		s, err := Start(b.TempDir(), Options{Kinds: []Kind{CPU}})
		if err != nil {
			b.Skip(err)
		}
		for b.Loop() {
			run(b, NewLabels())
		}
		if _, err := s.Stop(); err != nil {
			b.Fatal(err)
		}
	})
}
