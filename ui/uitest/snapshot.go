package uitest

import (
	"errors"
	"time"

	"battscope/engine/probe"
)

// Snapshot returns a made-up run of two workers in a state, 14 s after its
// start; it is past its end where the state is Done.
func Snapshot(state probe.State) probe.Snapshot {
	s := probe.Snapshot{State: state, Name: "tour", Tasks: 24}
	if state == probe.Idle {
		return s
	}
	s.Elapsed = 14*time.Second + 210*time.Millisecond
	s.Unattributed = 172 * time.Millisecond
	s.Task, s.TaskIndex = "5521c0d9", 13
	s.Counts = probe.Counts{
		Tasks: 12, Programs: 48000, Candidates: 61204, Distinct: 31877,
		Outputs: probe.Split{Demo: 240000, Test: 51200}, Matches: probe.Split{Demo: 1204, Test: 31},
		Timeouts: 17, Faults: 9310, SolvedTasks: 9,
	}
	stats := map[string]probe.PhaseStat{
		"load":    {State: probe.Done, Wall: 19 * time.Millisecond, Busy: 19 * time.Millisecond, CPU: 18 * time.Millisecond, CPUKnown: true, Calls: 25, Total: 25},
		"compile": {State: probe.Done, Wall: 114 * time.Millisecond, Busy: 113 * time.Millisecond, CPU: 112 * time.Millisecond, CPUKnown: true, Calls: 26000, Total: 48000},
		"demo":    {State: probe.Running, Wall: 11*time.Second + 100*time.Millisecond, Busy: 21*time.Second + 800*time.Millisecond, CPU: 21*time.Second + 300*time.Millisecond, CPUKnown: true, Calls: 4_573_000, Total: 8_640_000, Timeouts: 15, Faults: 8100},
		"test":    {State: probe.Done, Wall: 2*time.Second + 805*time.Millisecond, Busy: 5*time.Second + 300*time.Millisecond, Calls: 1_140_000, Total: 2_160_000, Timeouts: 2, Faults: 1210},
	}
	for i, info := range probe.Phases() {
		s.Phases[i] = stats[info.Name]
	}
	s.Lanes = []probe.Lane{
		{Phase: probe.Demo, Busy: 13*time.Second + 600*time.Millisecond, Wait: 280 * time.Millisecond, Active: true, Task: "5521c0d9", Sample: 3},
		{Phase: probe.Demo, Busy: 13*time.Second + 450*time.Millisecond, Wait: 430 * time.Millisecond, Active: state == probe.Running, Task: "5521c0d9", Sample: 0},
	}
	s.Events = []probe.Event{
		{Seq: 1, At: 900 * time.Millisecond, Kind: "solved", Text: "task 00d62c1b: solve_00d62c1b matches every known output"},
		{Seq: 2, At: 9 * time.Second, Kind: "timeout", Text: "task a5313dff sample 2: program 11832 cut at 2.0 M units (line 6, product)"},
		{Seq: 5, At: 13 * time.Second, Kind: "solved", Text: "task 4258a5f9: mut_00417 matches every known output"},
	}
	switch state {
	case probe.Paused:
		s.PausedFor = 3 * time.Second
	case probe.Done:
		s.Elapsed, s.Unattributed = finish(s.Elapsed), finish(s.Unattributed)
		s.Counts.Tasks, s.TaskIndex = 24, 24
		for i := range s.Phases {
			p := &s.Phases[i]
			if p.State != probe.Idle {
				p.State = probe.Done
				p.Calls = p.Total
			}
			p.Wall, p.Busy, p.CPU = finish(p.Wall), finish(p.Busy), finish(p.CPU)
		}
		for i := range s.Lanes {
			s.Lanes[i].Active = false
		}
	case probe.Failed:
		s.Err = errors.New("read task 5521c0d9: open /home/someone/arc/training/5521c0d9.json: permission denied")
	}
	return s
}

// Stopped returns the run of Snapshot(probe.Running), stopped by somebody.
func Stopped() probe.Snapshot {
	s := Snapshot(probe.Running)
	s.State, s.Stopped = probe.Done, true
	for i := range s.Phases {
		s.Phases[i].State = probe.Done
	}
	for i := range s.Lanes {
		s.Lanes[i].Active = false
	}
	return s
}

// finish returns what a time became at the run's end.
func finish(d time.Duration) time.Duration { return d * 19 / 10 }
