package capture

import (
	"os"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// TestTimeline runs the built-in example and sees that spans of a worker follow
// one another, that those of workers lie within their phase, and that the phases
// are all there.
func TestTimeline(t *testing.T) {
	st := strategy.Default()
	st.Workers = 3
	line := NewTimeline()
	r := engine.Start(op.NewTable(), engine.Spec{Name: "tour", Strategy: st, Passes: 2, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/tour")},
		Observers: []probe.Observer{line, NewLabels()}})
	<-r.Done()
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	spans, dropped := line.Spans()
	if dropped != 0 || len(spans) == 0 {
		t.Fatalf("%d spans, %d dropped", len(spans), dropped)
	}
	last := map[int]Span{}
	seen := map[probe.Phase]int{}
	var inner []Span // of workers, in the phase that is not over
	for _, s := range spans {
		if s.End < s.Begin {
			t.Errorf("%+v ends before it begins", s)
		}
		if before, ok := last[s.Worker]; ok && s.Begin < before.End {
			t.Errorf("worker %d: %+v begins before %+v ends", s.Worker, s, before)
		}
		last[s.Worker] = s
		if s.Worker != probe.OwnWorker {
			inner = append(inner, s)
			continue
		}
		seen[s.Phase]++
		for _, w := range inner {
			if w.Phase != s.Phase || w.Task != s.Task || w.Begin < s.Begin || w.End > s.End {
				t.Errorf("%+v lies not within %+v", w, s)
			}
		}
		inner = inner[:0]
	}
	for p := range probe.NumPhases {
		if seen[probe.Phase(p)] == 0 {
			t.Errorf("phase %s has no span", probe.Phase(p))
		}
	}
	if seen[probe.Load] != 2 || last[probe.OwnWorker].Task == "" {
		t.Errorf("load has %d spans in two passes; the last span is %+v", seen[probe.Load], last[probe.OwnWorker])
	}
}

// TestTimelineStopped stops a run somewhere: what began has ended.
func TestTimelineStopped(t *testing.T) {
	line := NewTimeline()
	r := engine.Start(op.NewTable(), engine.Spec{Name: "tour", Strategy: strategy.Default(), Repeat: true, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/tour")},
		Observers: []probe.Observer{line}})
	for r.Snapshot().TaskIndex < 3 {
		<-r.News()
	}
	r.Stop()
	<-r.Done()
	spans, _ := line.Spans()
	if last := spans[len(spans)-1]; last.Worker != probe.OwnWorker {
		t.Errorf("the last span is %+v, want the end of a phase", last)
	}
}

func TestTimelineIsFull(t *testing.T) {
	line := NewTimeline()
	for range maxSpans + 3 {
		line.Enter(probe.Stretch{})
		line.Leave(probe.Stretch{})
	}
	if spans, dropped := line.Spans(); len(spans) != maxSpans || dropped != 3 {
		t.Errorf("%d spans and %d dropped, want %d and 3", len(spans), dropped, maxSpans)
	}
}
