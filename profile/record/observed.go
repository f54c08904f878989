package record

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/profile/workspace"
)

// Observed says how closely a run looked at its programs, and in short what that
// found. Its stacks are in the run's program profile.
//
// A run may be observed at several levels: the knob observe can turn while it is at
// work, and profiles are taken over it. Then Levels has all of them, and the rest is
// of the level that the knob had last, or where it was off all the time, of the last
// profile.
type Observed struct {
	Level  string          `json:"level"`            // a probe.Level other than "off"
	Wall   time.Duration   `json:"wall_ns"`          // of the run, while it was observed
	Phases []ObservedPhase `json:"phases"`           // those with time, in the order of Record.Phases
	Notes  []string        `json:"notes"`            // what a reader of the profile should know
	Levels []ObservedLevel `json:"levels,omitempty"` // from the cheapest on; none where Level is the only one
}

// An ObservedLevel is how long a run was observed at a level.
type ObservedLevel struct {
	Level string        `json:"level"`
	Wall  time.Duration `json:"wall_ns"`
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
	Outcome string        `json:"outcome"` // a probe.Fate: "matched", "near", "cut", "faulted", "wrong", "unknown"; or NoOutcome
	Time    time.Duration `json:"time_ns"` // a part of the phase's busy time
	Cost    int64         `json:"cost_units"`
	Calls   int64         `json:"calls"` // of nodes, by every program that uses one
	Saved   int64         `json:"saved"` // of these, not made: another program had made them
}

// A ProgramProfile is a program profile that the knob observe has left in the run's
// folder, and the part of the run that it is of. It is written anew while the run is at
// work, and at its end.
type ProgramProfile struct {
	File   string        `json:"file"`       // its name
	Level  string        `json:"level"`      // a probe.Level other than "off"
	Since  time.Time     `json:"since"`      // when the process of the run began that it is of
	Wall   time.Duration `json:"wall_ns"`    // of that, while it was observed at the level
	Until  time.Duration `json:"until_ns"`   // on the clock of that process, when it was written
	Passes int           `json:"passes"`     // whole ones that the run had made then
	Whole  bool          `json:"to_its_end"` // the process had ended its work then
}

// ProgramFiles returns the names of the program profiles that the knob observe has left
// in the run's folder, that of Observed last.
func (r *Record) ProgramFiles() []string {
	var names []string
	for _, p := range r.ProgramProfiles {
		names = append(names, filepath.Base(p.File)) // never elsewhere, whatever the record says
	}
	return names
}

// NoOutcome is the outcome of what is tried on no task: differs.
const NoOutcome = "none"

// Watched reports whether the run was looked at so closely that it may have taken
// longer for it: with profiles of the process, or with a level dearer than counts.
// profiles are those of its folder, as workspace.Profiles names them.
func (r *Record) Watched(profiles []string) bool {
	stem, _, _ := strings.Cut(workspace.ProgramsName, ".")
	if slices.ContainsFunc(profiles, func(name string) bool { return !strings.HasPrefix(name, stem) }) {
		return true
	}
	if r.Observed == nil {
		return false
	}
	dear := func(text string) bool {
		level, err := probe.ParseLevel(text)
		return err != nil || level > probe.LevelCounts // one that is not known is a newer one
	}
	return dear(r.Observed.Level) || slices.ContainsFunc(r.Observed.Levels, func(l ObservedLevel) bool { return dear(l.Level) })
}

// Level returns the level of observation of the run: "off" where there was none,
// several as in "counts+all", and "" where nobody knows.
func (r *Record) Level() string {
	switch {
	case r.Observed != nil && len(r.Observed.Levels) > 0:
		var names []string
		for _, l := range r.Observed.Levels {
			names = append(names, l.Level)
		}
		return strings.Join(names, "+")
	case r.Observed != nil:
		return r.Observed.Level
	case r.Imported != nil:
		return ""
	}
	return probe.LevelOff.String()
}
