package mutate

import (
	"testing"

	"battscope/engine/op"
)

// BenchmarkStream makes mutants of the built-in programs, 4096 at a time:
//
//	go test -run '^$' -bench Stream ./engine/mutate
func BenchmarkStream(b *testing.B) {
	table := op.NewTable()
	parents := asParents(tour(b, table))
	s := New(table, parents, options())
	var list []Mutant
	b.ReportAllocs()
	made := 0
	for b.Loop() {
		list = s.Next(list[:0], 4096)
		made += len(list)
	}
	b.ReportMetric(float64(made)/b.Elapsed().Seconds(), "programs/s")
	b.ReportMetric(float64(s.Tries())/float64(made), "tries/program")
}
