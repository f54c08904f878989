package capture

import (
	"context"
	"runtime/pprof"
	"strconv"
	"sync"

	"battscope/engine/probe"
)

// maxSets bounds how many label sets are kept; a stream of tasks without end
// begins anew.
const maxSets = 4096

// Labels marks goroutines with label sets that it builds once and keeps. It is
// the engine's probe.Labeler.
type Labels struct {
	mu   sync.Mutex
	sets map[probe.Label]context.Context
	none context.Context
}

var _ probe.Labeler = (*Labels)(nil)

// NewLabels returns labels with no sets.
func NewLabels() *Labels {
	return &Labels{sets: map[probe.Label]context.Context{}, none: context.Background()}
}

// Label marks the calling goroutine with phase, task, worker and device.
func (l *Labels) Label(x probe.Label) { pprof.SetGoroutineLabels(l.set(x)) }

// Unlabel takes all labels off the calling goroutine.
func (l *Labels) Unlabel() { pprof.SetGoroutineLabels(l.none) }

func (l *Labels) set(x probe.Label) context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	set, ok := l.sets[x]
	if !ok {
		if len(l.sets) >= maxSets {
			clear(l.sets)
		}
		set = pprof.WithLabels(l.none, labelsOf(x))
		l.sets[x] = set
	}
	return set
}

func labelsOf(x probe.Label) pprof.LabelSet {
	worker := "run"
	if x.Worker != probe.OwnWorker {
		worker = strconv.Itoa(x.Worker)
	}
	pairs := []string{"phase", x.Phase.String(), "worker", worker, "device", x.Device}
	if x.Task != "" {
		pairs = append(pairs, "task", x.Task)
	}
	return pprof.Labels(pairs...)
}

// The label of the screens' own goroutines.
const (
	roleKey       = "role"
	roleInterface = "interface"
)

// Interface runs f, and marks it and the goroutines that it starts as the
// screens' own, which CPU profiles leave out.
func Interface(f func()) {
	pprof.Do(context.Background(), pprof.Labels(roleKey, roleInterface), func(context.Context) { f() })
}
