package main

import (
	"io"
	"os"
	"runtime"
	"syscall"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/capture"
	"battscope/profile/compare"
)

// BenchmarkPrice is the price of observation: processor time of the process under
// each level of the program profile, and under the CPU profiler at 100 Hz, against
// off. Rounds of one run each, in turn and back again; the tour, and mutants of it
// without diff calls, some second of work each. It reports the medians of the
// ratios and their 95 % intervals by bootstrap.
//
//	go test -run xxx -bench Price -benchtime 20x .
func BenchmarkPrice(b *testing.B) {
	for _, v := range []struct {
		name, settings string
		mutants        int
		tasks          []string
	}{
		{"tour", "best", 0, nil},
		{"mutants", "best+diff=none", 3000, []string{"b0a70001", "b0a70006", "b0a7000b", "b0a70010", "b0a70015"}},
	} {
		b.Run(v.name, func(b *testing.B) {
			a := &app{streams: streams{os.Stdin, io.Discard, io.Discard}, table: op.NewTable()}
			in := &inputFlags{scenario: "tour", tasks: v.tasks}
			in.mutate.N = v.mutants
			if err := a.check(in); err != nil {
				b.Fatal(err)
			}
			spec, err := a.spec(in)
			if err != nil {
				b.Fatal(err)
			}
			if spec.Strategy, err = strategy.Parse(spec.Strategy, v.settings); err != nil {
				b.Fatal(err)
			}
			price(b, spec)
		})
	}
}

func price(b *testing.B, spec engine.Spec) {
	sides := []struct {
		name    string
		options capture.Options
	}{
		{"off", capture.Options{}},
		{"counts", capture.Options{Level: probe.LevelCounts}},
		{"sampled", capture.Options{Level: probe.LevelSampled}},
		{"all", capture.Options{Level: probe.LevelAll}},
		{"cpu", capture.Options{Kinds: []capture.Kind{capture.CPU}}},
	}
	used := make([][]float64, len(sides))
	run := func(i int) {
		s := spec
		s.Strategy.Observe = sides[i].options.Level
		var session *capture.Session
		if len(sides[i].options.Kinds) > 0 {
			var err error
			if session, err = capture.Start(b.TempDir(), sides[i].options); err != nil {
				b.Skip(err)
			}
		}
		runtime.GC()
		before := secondsUsed(b)
		r := engine.Start(op.NewTable(), s)
		<-r.Done()
		used[i] = append(used[i], secondsUsed(b)-before)
		if err := r.Err(); err != nil {
			b.Fatal(err)
		}
		if session != nil {
			if _, err := session.Stop(); err != nil {
				b.Fatal(err)
			}
		}
	}
	for round := 0; b.Loop(); round++ {
		for k := range sides {
			if round%2 == 1 {
				k = len(sides) - 1 - k
			}
			run(k)
		}
	}
	b.ReportMetric(compare.Median(used[0]), "off-s")
	for i, side := range sides[1:] {
		f := compare.Paired(compare.Clock{Name: side.name, A: used[i+1], B: used[0]}, nil, compare.DefaultOptions()).Whole
		b.ReportMetric(f.Ratio, side.name)
		b.ReportMetric(f.Lo, side.name+"-low")
		b.ReportMetric(f.Hi, side.name+"-high")
	}
}

// secondsUsed returns the processor time that this process has used, in seconds.
func secondsUsed(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
