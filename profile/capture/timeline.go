package capture

import (
	"sync"
	"time"

	"battscope/engine/probe"
)

// maxSpans bounds a timeline; what comes after is counted and not kept.
const maxSpans = 100_000

// A Timeline keeps when each goroutine of a run worked on what.
type Timeline struct {
	mu      sync.Mutex
	began   time.Time             // of the first stretch, as the run's clock
	open    map[int]time.Duration // by worker: when its stretch began
	spans   []Span
	dropped int64
}

var _ probe.Observer = (*Timeline)(nil)

// A Span is a stretch with its place in time, since the run began. Spans of
// one worker do not overlap, and those of the run's own goroutine neither.
type Span struct {
	probe.Stretch
	Begin, End time.Duration
}

// NewTimeline returns a timeline that begins with its first stretch.
func NewTimeline() *Timeline { return &Timeline{open: map[int]time.Duration{}} }

// Enter notes the beginning of a stretch.
func (t *Timeline) Enter(s probe.Stretch) {
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.began.IsZero() {
		t.began = now
	}
	t.open[s.Worker] = now.Sub(t.began)
}

// Leave keeps the stretch.
func (t *Timeline) Leave(s probe.Stretch) {
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.spans) >= maxSpans {
		t.dropped++
		return
	}
	t.spans = append(t.spans, Span{s, t.open[s.Worker], now.Sub(t.began)})
}

// Spans returns what was kept, in the order in which it ended, and how many
// spans there were no room for.
func (t *Timeline) Spans() (spans []Span, dropped int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Span(nil), t.spans...), t.dropped
}
