package intake

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
)

// Protocol is what the line protocol is called among mappers.
const Protocol = "protocol"

// An event is one line of the protocol.
type event struct {
	Event      string   `json:"event"`
	T          *float64 `json:"t"`
	Name       string   `json:"name"`
	State      string   `json:"state"`
	Data       string   `json:"data"`
	Pool       string   `json:"pool"`
	Programs   *int64   `json:"programs"`
	Workers    *int64   `json:"workers"`
	Done       *int64   `json:"done"`
	Total      *int64   `json:"total"`
	Seconds    *float64 `json:"seconds"`
	Wall       *float64 `json:"wall"`
	Busy       *float64 `json:"busy"`
	CPU        *float64 `json:"cpu"`
	Calls      *int64   `json:"calls"`
	Add        *int64   `json:"add"`
	Set        *int64   `json:"set"`
	N          *int64   `json:"n"`
	Limit      *float64 `json:"limit"`
	Task       string   `json:"task"`
	Solved     *bool    `json:"solved"`
	Matches    *int64   `json:"matches"`
	Candidates *int64   `json:"candidates"`
	Error      string   `json:"error"`
}

// object reads a line that begins as an object. It reports whether the line is of
// the protocol, or was to be.
func (b *builder) object(line []byte) bool {
	var e event
	if err := json.Unmarshal(line, &e); err != nil {
		b.warn("object", "this is no whole JSON object of the protocol: %s", clip(err.Error()))
		return false
	}
	if e.Event == "" {
		return false // another's JSON
	}
	if e.T != nil {
		if t, ok := b.seconds(e.T); ok {
			b.clock(t)
		}
	}
	return b.event(&e)
}

// seconds returns a time of the protocol, and false for what is none.
func (b *builder) seconds(x *float64) (time.Duration, bool) {
	if x == nil {
		return 0, false
	}
	if math.IsNaN(*x) || *x < 0 || *x > maxSpan.Seconds() {
		b.warn("seconds", "%v is no time in seconds", *x)
		return 0, false
	}
	return time.Duration(*x * float64(time.Second)), true
}

func (b *builder) event(e *event) bool {
	named := func() bool {
		if clip(e.Name) == "" {
			b.warn("name "+e.Event, "event %s has no name", e.Event)
		}
		return clip(e.Name) != ""
	}
	switch e.Event {
	case "run":
		b.name, b.data, b.pool = clip(e.Name), clip(e.Data), clip(e.Pool)
		if e.Programs != nil && *e.Programs >= 0 {
			b.counts["programs"] = *e.Programs
		}
		if e.Workers != nil && *e.Workers > 0 {
			b.host.GOMAXPROCS = int(min(*e.Workers, math.MaxInt32))
		}
	case "phase":
		if named() {
			b.phaseEvent(e)
		}
	case "progress":
		if named() && e.Done != nil && *e.Done >= 0 {
			done, one := *e.Done, b.span(e.Name)
			one.calls = &done
			if e.Total != nil && *e.Total >= 0 {
				total := *e.Total
				one.total = &total
			}
			b.latest = clip(e.Name)
		}
	case "sample":
		if d, ok := b.seconds(e.Seconds); ok && named() {
			s := b.span(e.Name)
			if s.samples == nil {
				if b.sampled == maxSampled {
					b.warn("samples", "more than %d phases and steps have samples; those of the others are left out", maxSampled)
					break
				}
				b.sampled++
				s.samples = &probe.Histogram{}
			}
			s.samples.Add(d, 1)
		}
	case "count":
		b.countEvent(e)
	case "timeout":
		n := int64(1)
		if e.N != nil && *e.N >= 0 {
			n = *e.N
		}
		b.count("timeouts", n)
		b.note(probe.TimeoutEvent, fmt.Sprintf("%d in %s", n, cmp.Or(clip(e.Name), "the run")))
		if e.Name != "" {
			add(&b.span(e.Name).timeouts, n)
		}
		if d, ok := b.seconds(e.Limit); ok && d > 0 && (b.limit == 0 || d < b.limit) {
			b.limit = d
		}
	case "result":
		b.resultEvent(e)
	case "end":
		b.ended, b.failed = true, clip(e.Error)
		if d, ok := b.seconds(e.Wall); ok {
			b.wall = &d
		}
	default:
		b.warn("event", "there is no event %q; want %s", clip(e.Event), strings.Join([]string{"run", "phase", "progress", "count", "sample", "timeout", "result", "end"}, ", "))
		return false
	}
	return true
}

func (b *builder) phaseEvent(e *event) {
	switch e.State {
	case "begin":
		b.begin(e.Name)
		return
	case "end":
	default:
		b.warn("state", "phase %s has the state %q, want begin or end", clip(e.Name), clip(e.State))
		return
	}
	s := b.span(e.Name)
	told := func(x *float64, at **time.Duration) {
		if d, ok := b.seconds(x); ok {
			add(at, d)
		}
	}
	wall, busy := copied(s.wall), copied(s.busy)
	if s.at > 0 || e.Wall == nil && e.Busy == nil {
		b.end(e.Name)
	}
	// What the engine says is better than what begin and end say.
	if e.Wall != nil {
		s.wall, s.measured = wall, false
		told(e.Wall, &s.wall)
	}
	if e.Busy != nil {
		s.busy = busy
		told(e.Busy, &s.busy)
	}
	told(e.CPU, &s.cpu)
	if e.Calls != nil && *e.Calls >= 0 {
		add(&s.calls, *e.Calls)
	}
}

func copied(d *time.Duration) *time.Duration {
	if d == nil {
		return nil
	}
	c := *d
	return &c
}

func (b *builder) countEvent(e *event) {
	var at *int64
	switch e.Name {
	case "cache_hits":
		at = &b.cacheHits
	case "cache_misses":
		at = &b.cacheMisses
	}
	if at == nil && !slices.Contains(b.known, e.Name) {
		b.warn("count", "there is no count %q; want one of %s, cache_hits, cache_misses", clip(e.Name), strings.Join(b.known, ", "))
		return
	}
	set := func(n int64, whole bool) {
		var was int64
		if at != nil {
			was = *at
		} else {
			was = b.counts[e.Name]
		}
		if !whole {
			n = sum(n, was)
		}
		if at != nil {
			*at = n
		} else {
			b.counts[e.Name] = n
		}
	}
	switch {
	case e.Set != nil && *e.Set >= 0:
		set(*e.Set, true)
	case e.Add != nil && *e.Add >= 0:
		set(*e.Add, false)
	default:
		b.warn("add", "count %s has neither add nor set, or one below 0", clip(e.Name))
	}
}

func (b *builder) resultEvent(e *event) {
	if clip(e.Task) == "" {
		b.warn("task", "a result has no task")
		return
	}
	t := b.task(e.Task)
	if t == nil {
		return
	}
	if e.Solved != nil {
		if _, ok := b.counts["solved_tasks"]; !ok {
			b.counts["solved_tasks"] = 0
		}
		if *e.Solved && !t.Solved {
			b.count("solved_tasks", 1)
			b.note(probe.SolvedEvent, "task "+t.Task)
		}
		t.Solved = *e.Solved
	}
	if e.Matches != nil {
		t.Matches = *e.Matches
	}
	if e.Candidates != nil {
		t.Candidates = *e.Candidates
	}
}
