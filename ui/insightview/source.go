package insightview

import (
	"time"

	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/screen"
)

// A Source is where insights come from; main joins it to a session and its
// workspace. Its methods are safe from any goroutine, and their errors are one
// line. Only Kept returns at once.
type Source interface {
	// Look returns what the rules find in a recorded run, which an id or the
	// beginning of one names; in the run of the session for "". That has nothing to
	// be found, and the report is nil, before its first whole pass or its end.
	Look(id string) (*Report, error)
	// Try returns where the knob of a rule that fires on a run is compared with the
	// run's own strategy. When that comparison has ended, its outcome is kept with
	// what was promised.
	Try(id, rule string) (screen.Place, error)
	// Adopt gives the session the strategy of a run with the knob of a rule that
	// fires on it: its next run, and the one at work what can change. It returns
	// what there is to say of that.
	Adopt(id, rule string) (said string, err error)
	// Kept counts the outcomes that were kept since the screens are open: when it
	// grows, there is something new to look at.
	Kept() int64
}

// A Report is what is to say of one run. It is not changed once it is given.
type Report struct {
	ID       string // of its record; empty where it leaves none
	Name     string // what ran
	Preset   string // the name of its strategy
	State    record.State
	Imported bool          // it is another engine's
	Passes   int           // whole ones
	Wall     time.Duration // of one pass, on average

	Findings    []insight.Finding    // the gravest first
	Silent      []insight.Silence    // the rules that do not fire
	Predictions []insight.Prediction // of the whole workspace, the oldest first
	Problems    []error              // of reading those

	// Fixed says why nothing of this run can be tried or adopted here; "" where it
	// can.
	Fixed string
}

// finding returns what a rule has found, or nil.
func (r *Report) finding(rule string) *insight.Finding {
	for i := range r.Findings {
		if r.Findings[i].Rule == rule {
			return &r.Findings[i]
		}
	}
	return nil
}

// silence returns why a rule is silent, or nil.
func (r *Report) silence(rule string) *insight.Silence {
	for i := range r.Silent {
		if r.Silent[i].Rule == rule {
			return &r.Silent[i]
		}
	}
	return nil
}
