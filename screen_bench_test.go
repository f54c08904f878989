//go:build unix

package main

import (
	"io"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/perf/benchmath"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/ui"
)

// BenchmarkScreen is what the engine does with the screens on it against what it
// does without: twenty interleaved pairs of a pass over two tasks of tour, about
// a second, workers = cores, 120x40, fifteen frames a second, the output
// discarded. It reports the median of the pairs' ratios of work a second, and the
// interval that holds it with 95 % confidence; and the same of work a second of
// processor time, which other programs on the machine disturb less.
//
//	go test -run '^$' -bench Screen -benchtime 1x .
func BenchmarkScreen(b *testing.B) {
	const pairs = 20
	a := &app{streams: streams{os.Stdin, io.Discard, io.Discard}, table: op.NewTable()}
	in := &inputFlags{scenario: "tour", tasks: []string{"b0a70002", "b0a70014"}}
	if err := a.check(in); err != nil {
		b.Fatal(err)
	}
	in.mutate.N = tourMutants
	spec, err := a.spec(in)
	if err != nil {
		b.Fatal(err)
	}
	spec.Scores, spec.Processors = true, runtime.GOMAXPROCS(0)
	var wall, cpu []float64
	for b.Loop() {
		for n := range pairs {
			var took, used [2]time.Duration
			for _, screen := range [2][2]int{{0, 1}, {1, 0}}[n%2] {
				took[screen], used[screen] = passTime(b, spec, screen == 1)
			}
			wall = append(wall, float64(took[0])/float64(took[1]))
			cpu = append(cpu, float64(used[0])/float64(used[1]))
		}
	}
	report := func(prefix string, ratios []float64) {
		s := benchmath.AssumeNothing.Summary(benchmath.NewSample(ratios, &benchmath.DefaultThresholds), 0.95)
		b.ReportMetric(s.Center, prefix+"with/without")
		b.ReportMetric(s.Lo, prefix+"low")
		b.ReportMetric(s.Hi, prefix+"high")
	}
	report("", wall)
	report("cpu-", cpu)
}

// passTime returns the wall and the processor time of one pass.
func passTime(b *testing.B, spec engine.Spec, screen bool) (took, used time.Duration) {
	runtime.GC()
	began, drawn := make(chan time.Time, 1), make(chan struct{})
	var before time.Duration
	spec.Before = func(int) {
		<-drawn
		before = processTime(b)
		began <- time.Now()
	}
	var run *engine.Run
	session := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		spec.Strategy = st
		run = engine.Start(op.NewTable(), spec)
		return run
	})
	ended := make(chan error, 1)
	if screen {
		_, giveBack := makeRoom()
		defer giveBack()
		p := tea.NewProgram(ui.New(session, ui.Options{Tasks: session, Engine: session, Presets: &library{}}),
			tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithWindowSize(120, 40), tea.WithFPS(ui.MaxFPS), tea.WithoutSignalHandler())
		go func() {
			_, err := p.Run()
			ended <- err
		}()
		defer func() {
			p.Quit()
			if err := <-ended; err != nil {
				b.Error(err)
			}
		}()
		p.Send(nil) // is taken when the screens are up
	}
	close(drawn)
	<-run.Done()
	took, used = time.Since(<-began), processTime(b)-before
	if err := session.Close().Err(); err != nil {
		b.Fatal(err)
	}
	return took, used
}

// processTime returns the processor time of this process so far.
func processTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
