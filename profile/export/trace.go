package export

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"battscope/engine/probe"
	"battscope/profile/capture"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// TraceName is the name of the timeline in a run's folder.
const TraceName = "trace.json"

// A traceEvent is an event of the Chrome trace format. Times are microseconds.
//
// source: the Trace Event Format of the Chromium project
type traceEvent struct {
	Name  string         `json:"name"`
	Cat   string         `json:"cat,omitempty"`
	Phase string         `json:"ph"`
	Time  float64        `json:"ts"`
	Dur   *float64       `json:"dur,omitempty"`
	PID   int            `json:"pid"`
	TID   int            `json:"tid"`
	Scope string         `json:"s,omitempty"`
	Args  map[string]any `json:"args,omitempty"`
}

type traceFile struct {
	Unit   string            `json:"displayTimeUnit"`
	Other  map[string]string `json:"otherData"`
	Events []traceEvent      `json:"traceEvents"`
}

// The tracks: the run's own goroutine with tasks and phases, then the workers.
const (
	phasesTrack = 0
	firstWorker = 1
)

// WriteTrace writes the timeline of a run into its folder: spans of tasks and
// phases on one track and of each worker on its own, which nest; an instant for
// each event; counters from the frames. Events and frames are read from the
// folder. A run that was paused has spans with the pause in them, and events
// without.
func WriteTrace(dir string, r *record.Record, line *capture.Timeline) error {
	spans, dropped := line.Spans()
	f := traceFile{Unit: "ms", Other: map[string]string{"run": r.ID, "name": r.Name, "strategy": r.Preset, "host": r.Host.Name, "cpu": r.Host.CPU}}
	if r.Commit != nil {
		f.Other["commit"] = r.Commit.Revision
	}
	if dropped > 0 {
		f.Other["dropped"] = fmt.Sprintf("%d spans: a timeline keeps the first %d", dropped, len(spans))
	}
	f.Events = append(tracks(r, spans), spanEvents(spans)...)
	more, err := eventsOf(dir)
	if err != nil {
		return err
	}
	f.Events = append(f.Events, more...)
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return workspace.WriteFile(filepath.Join(dir, TraceName), text)
}

// tracks names the process and its tracks.
func tracks(r *record.Record, spans []capture.Span) []traceEvent {
	list := []traceEvent{{Name: "process_name", Phase: "M", PID: 1, Args: map[string]any{"name": "battscope " + r.ID}}}
	name := func(tid int, name string) {
		list = append(list,
			traceEvent{Name: "thread_name", Phase: "M", PID: 1, TID: tid, Args: map[string]any{"name": name}},
			traceEvent{Name: "thread_sort_index", Phase: "M", PID: 1, TID: tid, Args: map[string]any{"sort_index": tid}})
	}
	name(phasesTrack, "phases")
	last := -1
	for _, s := range spans {
		last = max(last, s.Worker)
	}
	for w := range last + 1 {
		name(firstWorker+w, fmt.Sprintf("worker %d", w))
	}
	return list
}

// spanEvents returns the spans, and around the phases of a task one of the task.
func spanEvents(spans []capture.Span) []traceEvent {
	var list []traceEvent
	add := func(name, cat string, tid int, begin, end time.Duration, args map[string]any) {
		d := micros(end - begin)
		list = append(list, traceEvent{Name: name, Cat: cat, Phase: "X", Time: micros(begin), Dur: &d, PID: 1, TID: tid, Args: args})
	}
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, b capture.Span) int { return cmp.Compare(a.Begin, b.Begin) })
	var task capture.Span // from the first phase of a task to its last
	end := func() {
		if task.Task != "" {
			add("task "+task.Task, "task", phasesTrack, task.Begin, task.End, nil)
		}
		task = capture.Span{}
	}
	for _, s := range spans {
		if s.Worker != probe.OwnWorker {
			add(s.Phase.String(), "worker", firstWorker+s.Worker, s.Begin, s.End, map[string]any{"task": s.Task, "device": s.Device})
			continue
		}
		// The phases of one task go up; when they begin again it is another pass.
		if s.Task != task.Task || s.Phase <= task.Phase {
			end()
			task = s
		}
		task.Phase, task.End = s.Phase, s.End
		add(s.Phase.String(), "phase", phasesTrack, s.Begin, s.End, map[string]any{"task": s.Task})
	}
	end()
	return list
}

// eventsOf returns the run's events as instants and its frames as counters.
func eventsOf(dir string) ([]traceEvent, error) {
	events, err := record.OpenEvents(dir)
	if err != nil {
		return nil, err
	}
	defer events.Close()
	var list []traceEvent
	for {
		e, err := events.Next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		if e.Frame == nil {
			list = append(list, traceEvent{Name: e.Kind, Cat: e.Kind, Phase: "i", Scope: "p", Time: micros(e.At), PID: 1, TID: phasesTrack, Args: map[string]any{"text": e.Text}})
			continue
		}
		c := e.Frame.Counts
		counter := func(name string, args map[string]any) {
			list = append(list, traceEvent{Name: name, Phase: "C", Time: micros(e.At), PID: 1, Args: args})
		}
		counter("diff calls", map[string]any{"made": c.DiffCalls, "skipped": c.DiffSkipped})
		counter("matches", map[string]any{"matches": c.Matches})
		counter("stopped", map[string]any{"timeouts": c.Timeouts, "faults": c.Faults})
	}
}

func micros(d time.Duration) float64 { return float64(d) / 1e3 }

// writeTrace copies the timeline that the run left.
func writeTrace(w io.Writer, r *Run) error {
	err := copyFile(w, filepath.Join(r.Dir, TraceName))
	if errors.Is(err, fs.ErrNotExist) {
		why := "it was killed, or is still at work"
		if r.Record.State != record.Running {
			why = "the workbench writes it when it is left, or begins another run"
		}
		return fmt.Errorf("run %s left no %s: %s", r.Record.ID, TraceName, why)
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return fmt.Errorf("read %s: %w", pe.Path, pe.Err)
	}
	return err
}
