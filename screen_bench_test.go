package main

import (
	"io"
	"os"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/ui"
)

// BenchmarkScreen is what the engine does with the screens on it against what it
// does without: interleaved pairs of a second each on tour, workers = cores,
// 120x40, fifteen frames a second, the output discarded.
//
//	go test -run xxx -bench Screen -benchtime 1x .
func BenchmarkScreen(b *testing.B) {
	const pairs = 20
	table := op.NewTable()
	a := &app{streams: streams{os.Stdin, io.Discard, io.Discard}, table: table}
	in := &inputFlags{scenario: "tour"}
	if err := a.check(in); err != nil {
		b.Fatal(err)
	}
	spec, err := a.spec(in)
	if err != nil {
		b.Fatal(err)
	}
	spec.Repeat, spec.Scores = true, true
	for b.Loop() {
		var ratios []float64
		for n := range pairs {
			var rate [2]float64
			for _, screen := range [2][2]int{{0, 1}, {1, 0}}[n%2] {
				rate[screen] = evaluationRate(b, spec, screen == 1)
			}
			ratios = append(ratios, rate[1]/rate[0])
		}
		slices.Sort(ratios)
		b.ReportMetric((ratios[pairs/2-1]+ratios[pairs/2])/2, "with/without")
		// The sixth from either end of twenty: with 96 % the median lies between.
		b.ReportMetric(ratios[5], "low")
		b.ReportMetric(ratios[14], "high")
	}
}

// evaluationRate returns how many evaluations a second a run makes.
func evaluationRate(b *testing.B, spec engine.Spec, screen bool) float64 {
	session := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	ended := make(chan error, 1)
	var p *tea.Program
	if screen {
		p = tea.NewProgram(ui.New(session, ui.Options{Tasks: session, Engine: session, Presets: &library{}}),
			tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithWindowSize(120, 40), tea.WithFPS(30), tea.WithoutSignalHandler())
		go func() {
			_, err := p.Run()
			ended <- err
		}()
	}
	calls := func() (n int64) {
		for _, ph := range session.Snapshot().Phases {
			n += ph.Calls
		}
		return n
	}
	time.Sleep(300 * time.Millisecond) // until both are at work
	from, began := calls(), time.Now()
	time.Sleep(time.Second)
	rate := float64(calls()-from) / time.Since(began).Seconds()
	if p != nil {
		p.Quit()
		if err := <-ended; err != nil {
			b.Fatal(err)
		}
	}
	session.Close()
	return rate
}
