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

// Labels marks goroutines with label sets that it builds once and keeps.
type Labels struct {
	mu   sync.Mutex
	sets map[probe.Stretch]context.Context
	none context.Context
}

var _ probe.Observer = (*Labels)(nil)

// NewLabels returns labels with no sets.
func NewLabels() *Labels {
	return &Labels{sets: map[probe.Stretch]context.Context{}, none: context.Background()}
}

// Enter marks the calling goroutine with phase, task, worker and device.
func (l *Labels) Enter(s probe.Stretch) { pprof.SetGoroutineLabels(l.set(s)) }

// Leave marks the calling goroutine as the run's own in the same phase, or takes
// all labels off where it was that.
func (l *Labels) Leave(s probe.Stretch) {
	if s.Worker == probe.OwnWorker {
		pprof.SetGoroutineLabels(l.none)
		return
	}
	pprof.SetGoroutineLabels(l.set(s.Outer()))
}

func (l *Labels) set(s probe.Stretch) context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	set, ok := l.sets[s]
	if !ok {
		if len(l.sets) >= maxSets {
			clear(l.sets)
		}
		set = pprof.WithLabels(l.none, labelsOf(s))
		l.sets[s] = set
	}
	return set
}

func labelsOf(s probe.Stretch) pprof.LabelSet {
	worker := "run"
	if s.Worker != probe.OwnWorker {
		worker = strconv.Itoa(s.Worker)
	}
	pairs := []string{"phase", s.Phase.String(), "worker", worker, "device", s.Device}
	if s.Task != "" {
		pairs = append(pairs, "task", s.Task)
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
