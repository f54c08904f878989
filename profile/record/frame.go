package record

import (
	"errors"
	"time"

	"battscope/engine/probe"
)

// A Frame is a run at one moment, as events.jsonl holds it: a probe.Snapshot
// without its events. Phases and steps that have not begun are left out.
type Frame struct {
	State        string        `json:"state"`
	Stopped      bool          `json:"stopped,omitempty"`
	Error        string        `json:"error,omitempty"`
	Paused       time.Duration `json:"paused_ns,omitempty"`
	Unattributed time.Duration `json:"unattributed_ns"`
	Task         string        `json:"task,omitempty"`
	TaskIndex    int           `json:"task_index,omitempty"`
	Tasks        int           `json:"tasks,omitempty"`
	Pass         int           `json:"pass,omitempty"`
	PassWall     time.Duration `json:"pass_wall_ns,omitempty"`
	Repeats      bool          `json:"repeats,omitempty"`
	Counts       Counts        `json:"counts"`
	Phases       []FramePhase  `json:"phases"`
	Steps        []FrameStep   `json:"steps"`
	Lanes        []FrameLane   `json:"lanes"`
	Devices      []Device      `json:"devices,omitempty"`

	// Of a run of another engine: who read what, and the members that nothing
	// told, as Record.Absent has them.
	Imported *Imported `json:"imported,omitempty"`
	Absent   []string  `json:"absent,omitempty"`
}

// A FramePhase is one phase at a moment.
type FramePhase struct {
	Name     string         `json:"name"`
	State    string         `json:"state"`
	Wall     time.Duration  `json:"wall_ns"`
	Busy     time.Duration  `json:"busy_ns"`
	CPU      *time.Duration `json:"cpu_ns"`
	Calls    int64          `json:"calls"`
	Total    int64          `json:"total,omitempty"` // calls in all; 0 while not known
	Timeouts int64          `json:"timeouts,omitempty"`
	Faults   int64          `json:"faults,omitempty"`
	Latency  *Latency       `json:"latency,omitempty"`
	Absent   []string       `json:"absent,omitempty"` // as Phase.Absent
}

// A FrameStep is one step of a phase at a moment.
type FrameStep struct {
	Phase string        `json:"phase"`
	Name  string        `json:"name"`
	Busy  time.Duration `json:"busy_ns"`
	CPU   time.Duration `json:"cpu_ns"`
	Calls int64         `json:"calls"`

	// Of a run of another engine.
	State   string         `json:"state,omitempty"`
	Wall    *time.Duration `json:"wall_ns,omitempty"`
	CPULess bool           `json:"cpu_unknown,omitempty"`
	Absent  []string       `json:"absent,omitempty"` // as Step.Absent
}

// A FrameLane is what one worker does at a moment.
type FrameLane struct {
	Phase  string        `json:"phase"`
	Busy   time.Duration `json:"busy_ns"`
	Wait   time.Duration `json:"wait_ns"`
	Active bool          `json:"active,omitempty"`
	Task   string        `json:"task,omitempty"`
	Sample int           `json:"sample"`
}

// FrameOf returns a snapshot as a frame.
func FrameOf(s *probe.Snapshot) *Frame {
	f := &Frame{
		State: s.State.String(), Stopped: s.Stopped, Paused: s.PausedFor, Unattributed: s.Unattributed,
		Task: s.Task, TaskIndex: s.TaskIndex, Tasks: s.Tasks, Pass: s.Pass, PassWall: s.PassWall, Repeats: s.Repeats,
		Counts: CountsOf(s.Counts), Phases: []FramePhase{}, Steps: []FrameStep{}, Lanes: []FrameLane{}, Devices: DevicesOf(s.Devices),
	}
	if s.Err != nil {
		f.Error = s.Err.Error()
	}
	for n := range s.Phases {
		st := &s.Phases[n]
		if st.State == probe.Idle {
			continue
		}
		f.Phases = append(f.Phases, FramePhase{
			Name: probe.Phase(n).String(), State: st.State.String(), Wall: st.Wall, Busy: st.Busy, CPU: known(st.CPU, st.CPUKnown),
			Calls: st.Calls, Total: st.Total, Timeouts: st.Timeouts, Faults: st.Faults, Latency: LatencyOf(st.Latency, probe.Phase(n)),
		})
	}
	for n := range s.Steps {
		if st, info := &s.Steps[n], probe.Steps()[n]; st.Calls > 0 {
			f.Steps = append(f.Steps, FrameStep{Phase: info.Phase.String(), Name: info.Name, Busy: st.Busy, CPU: st.CPU, Calls: st.Calls})
		}
	}
	for _, l := range s.Lanes {
		f.Lanes = append(f.Lanes, FrameLane{l.Phase.String(), l.Busy, l.Wait, l.Active, l.Task, l.Sample})
	}
	return f
}

// Snapshot returns the frame as what a run shows of itself, at a time of its
// clock, under the name of its record. It has no events.
func (f *Frame) Snapshot(at time.Duration, name string) probe.Snapshot {
	s := probe.Snapshot{
		State: parseState(f.State), Stopped: f.Stopped, Elapsed: at, PausedFor: f.Paused, Unattributed: f.Unattributed,
		Counts: f.Counts.Probe(), Name: name, Task: f.Task, TaskIndex: f.TaskIndex, Tasks: f.Tasks, Pass: f.Pass, PassWall: f.PassWall, Repeats: f.Repeats,
	}
	if f.Error != "" {
		s.Err = errors.New(f.Error)
	}
	if f.Imported != nil {
		s.Foreign = f.foreign()
		return s
	}
	phases := map[string]probe.Phase{}
	for n, info := range probe.Phases() {
		phases[info.Name] = probe.Phase(n)
	}
	for _, p := range f.Phases {
		n, ok := phases[p.Name]
		if !ok {
			continue // of another version; the record names it
		}
		st := probe.PhaseStat{State: parseState(p.State), Wall: p.Wall, Busy: p.Busy, Calls: p.Calls, Total: p.Total, Timeouts: p.Timeouts, Faults: p.Faults, Latency: p.Latency.Probe()}
		if p.CPU != nil {
			st.CPU, st.CPUKnown = *p.CPU, true
		}
		s.Phases[n] = st
	}
	for n, info := range probe.Steps() {
		for _, st := range f.Steps {
			if st.Phase == info.Phase.String() && st.Name == info.Name {
				s.Steps[n] = probe.StepStat{Busy: st.Busy, CPU: st.CPU, Calls: st.Calls}
			}
		}
	}
	for n := range f.Devices {
		s.Devices = append(s.Devices, f.Devices[n].Probe())
	}
	for _, l := range f.Lanes {
		s.Lanes = append(s.Lanes, probe.Lane{Phase: phases[l.Phase], Busy: l.Busy, Wait: l.Wait, Active: l.Active, Task: l.Task, Sample: l.Sample})
	}
	return s
}

// LatencyOf returns a phase's latency as records hold it; nil where nothing is
// known.
func LatencyOf(l probe.Latency, p probe.Phase) *Latency {
	if l.Calls == 0 {
		return nil
	}
	return &Latency{Of: probe.Phases()[p].Each, Calls: l.Calls, P50: l.P50, P95: l.P95, P99: l.P99, Max: l.Max}
}

// Probe returns the latency as runs show it; nil is that of nothing.
func (l *Latency) Probe() probe.Latency {
	if l == nil {
		return probe.Latency{}
	}
	return probe.Latency{Calls: l.Calls, P50: l.P50, P95: l.P95, P99: l.P99, Max: l.Max}
}

func known(d time.Duration, ok bool) *time.Duration {
	if !ok {
		return nil
	}
	return &d
}

func parseState(text string) probe.State {
	for s := range probe.State(probe.NumState) {
		if s.String() == text {
			return s
		}
	}
	return probe.Idle
}
