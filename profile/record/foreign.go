package record

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
)

// FrameAt returns the frame of a record of another engine: its run as the record
// has it.
func (r *Record) FrameAt() *Frame {
	f := &Frame{
		State:   map[State]string{Running: probe.Running.String(), Done: probe.Done.String(), Stopped: probe.Done.String(), Failed: probe.Failed.String()}[r.State],
		Stopped: r.Stopped, Error: r.Error, Unattributed: r.Unattributed, Tasks: len(r.Tasks), Pass: len(r.Passes),
		Counts: r.Counts, Phases: []FramePhase{}, Steps: []FrameStep{}, Lanes: []FrameLane{}, Imported: r.Imported, Absent: r.Absent,
	}
	done := probe.Done.String()
	for i := range r.Phases {
		p := &r.Phases[i]
		f.Phases = append(f.Phases, FramePhase{
			Name: p.Name, State: done, Wall: p.Wall, Busy: p.Busy, CPU: p.CPU, Calls: p.Calls, Timeouts: p.Timeouts, Faults: p.Faults, Latency: p.Latency, Absent: p.Absent,
		})
		for k := range p.Steps {
			s := &p.Steps[k]
			step := FrameStep{Phase: p.Name, Name: s.Name, State: done, Wall: s.Wall, Busy: s.Busy, Calls: s.Calls, CPULess: s.CPU == nil, Absent: s.Absent}
			if s.CPU != nil {
				step.CPU = *s.CPU
			}
			f.Steps = append(f.Steps, step)
		}
	}
	return f
}

// lacking returns which numbers are missing by the names of members.
func lacking(absent []string) probe.Lacks {
	var l probe.Lacks
	for name, bit := range map[string]probe.Lacks{
		"wall": probe.NoWall, "busy": probe.NoBusy, "calls": probe.NoCalls, "timeouts": probe.NoTimeouts, "faults": probe.NoFaults,
	} {
		if slices.Contains(absent, name) {
			l |= bit
		}
	}
	return l
}

// foreign returns what the run of another engine shows of itself.
func (f *Frame) foreign() *probe.Foreign {
	o := &probe.Foreign{
		Reader: f.Imported.Mapper, Source: f.Imported.Source, Lines: f.Imported.Lines, Used: f.Imported.Used,
		Rest: !slices.Contains(f.Absent, "unattributed"), Timed: !slices.Contains(f.Absent, "wall"),
	}
	steps := map[string][]*FrameStep{}
	for i := range f.Steps {
		steps[f.Steps[i].Phase] = append(steps[f.Steps[i].Phase], &f.Steps[i])
	}
	for i := range f.Phases {
		p := &f.Phases[i]
		stat := probe.PhaseStat{State: parseState(p.State), Wall: p.Wall, Busy: p.Busy, Calls: p.Calls, Total: p.Total, Timeouts: p.Timeouts, Faults: p.Faults, Latency: p.Latency.Probe()}
		if p.CPU != nil {
			stat.CPU, stat.CPUKnown = *p.CPU, true
		}
		o.Spans = append(o.Spans, probe.Span{Name: p.Name, Stat: stat, Lacks: lacking(p.Absent)})
		for _, s := range steps[p.Name] {
			stat := probe.PhaseStat{State: parseState(s.State), Busy: s.Busy, CPU: s.CPU, CPUKnown: !s.CPULess, Calls: s.Calls}
			lacks := lacking(s.Absent)
			if s.Wall != nil {
				stat.Wall = *s.Wall
			} else {
				lacks |= probe.NoWall
			}
			o.Spans = append(o.Spans, probe.Span{Name: s.Name, Step: true, Stat: stat, Lacks: lacks | probe.NoTimeouts | probe.NoFaults})
		}
	}
	o.Tally = f.Counts.tally(f.Absent)
	return o
}

// A shown count is a member of Counts under the name that screens have for it.
type shown struct {
	member, name string
	always       bool // also where nothing tells it
}

func shownCounts() []shown {
	return []shown{
		{"tasks", "tasks", true}, {"solved_tasks", "solved", true}, {"programs", "programs", true}, {"candidates", "candidates", true},
		{"outputs", "outputs", true}, {"matches", "matches", true}, {"distinct", "distinct", true}, {"timeouts", "timeouts", true},
		{"timeouts_false", "false", false}, {"timeouts_starved", "starved", false}, {"faults", "faults", true},
		{"diff_calls", "diff calls", true}, {"diff_skipped", "skipped", true}, {"diff_arguments", "arguments", false},
	}
}

// tally lists the counts that screens show. One of which only the parts are known
// is their sum.
func (c Counts) tally(absent []string) []probe.Tally {
	at := map[string]int64{}
	v := reflect.ValueOf(c)
	for n := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(n).Tag.Get("json"), ",")
		at[name] = v.Field(n).Int()
	}
	known := func(member string) bool {
		_, is := at[member]
		return is && !slices.Contains(absent, member)
	}
	var list []probe.Tally
	for _, s := range shownCounts() {
		t := probe.Tally{Name: s.name, N: at[s.member], Known: known(s.member)}
		if demo, test := s.member+"_demo", s.member+"_test"; !t.Known && (known(demo) || known(test)) {
			t.N, t.Known = at[demo]+at[test], true
		}
		if t.Known || s.always {
			list = append(list, t)
		}
	}
	return list
}

// SnapshotOf returns how the run of another engine ended, or stood, as its record
// has it.
func SnapshotOf(r *Record) probe.Snapshot {
	wall := time.Duration(0)
	if !r.Lacks("wall") {
		wall = r.Wall
	}
	s := r.FrameAt().Snapshot(wall, r.Name)
	s.Run = 1
	return s
}
