package programs

import (
	"time"

	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/record"
)

// Summary returns what a record says of a run's book. Walls is how long the run was
// observed at each level.
func Summary(t *account.Totals, walls [probe.NumLevels]time.Duration) *record.Observed {
	o := &record.Observed{Level: t.Level.String(), Wall: t.Wall, Phases: []record.ObservedPhase{}, Notes: append([]string{}, t.Notes...)}
	var levels []record.ObservedLevel
	for l, wall := range walls {
		if wall > 0 {
			levels = append(levels, record.ObservedLevel{Level: probe.Level(l).String(), Wall: wall})
		}
	}
	if len(levels) > 1 {
		o.Levels = levels
	}
	for n, busy := range t.Busy {
		if busy == 0 {
			continue
		}
		ph := record.ObservedPhase{Name: probe.Phase(n).String(), Busy: busy, Engine: t.Engine[n]}
		for f, v := range t.Spent[n] {
			if v == (account.Values{}) {
				continue
			}
			outcome := record.NoOutcome
			if fate := probe.Fate(f); fate != account.NoFate {
				outcome = fate.String()
			}
			ph.Outcomes = append(ph.Outcomes, record.Spent{Outcome: outcome, Time: time.Duration(v.Time), Cost: v.Cost, Calls: v.Calls, Saved: v.Saved})
		}
		o.Phases = append(o.Phases, ph)
	}
	return o
}
