package record

import (
	"time"

	"battscope/engine/probe"
)

// Observed says how closely a run looked at its programs, and in short what that
// found. Its stacks are in the run's program profile.
type Observed struct {
	Level  string          `json:"level"`   // a probe.Level other than "off"
	Wall   time.Duration   `json:"wall_ns"` // of the run, while it was observed
	Phases []ObservedPhase `json:"phases"`  // those with time, in the order of Record.Phases
	Notes  []string        `json:"notes"`   // what a reader of the profile should know
}

// An ObservedPhase is where the busy time of a phase went: to programs, by what
// became of them, and to the engine. Together they are the phase's busy time, as
// far as it was observed.
type ObservedPhase struct {
	Name     string        `json:"name"`
	Busy     time.Duration `json:"busy_ns"`
	Engine   time.Duration `json:"engine_ns"`          // what is no program's
	Outcomes []Spent       `json:"outcomes,omitempty"` // those that there were
}

// Spent is what went into the programs that came to one outcome on their task.
// At level counts its time is not known and is 0.
type Spent struct {
	Outcome string        `json:"outcome"` // a probe.Fate: "matched", "near", "cut", "faulted", "wrong"; or NoOutcome
	Time    time.Duration `json:"time_ns"` // a part of the phase's busy time
	Cost    int64         `json:"cost_units"`
	Calls   int64         `json:"calls"` // of nodes, by every program that uses one
	Saved   int64         `json:"saved"` // of these, not made: another program had made them
}

// NoOutcome is the outcome of what is tried on no task: differs.
const NoOutcome = "none"

// Level returns the level of observation of the run: "off" where there was none,
// and "" where nobody knows.
func (r *Record) Level() string {
	switch {
	case r.Observed != nil:
		return r.Observed.Level
	case r.Imported != nil:
		return ""
	}
	return probe.LevelOff.String()
}
