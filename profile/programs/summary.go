package programs

import (
	"time"

	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/record"
)

// Summary returns what a record says of a run's book.
func Summary(t *account.Totals) *record.Observed {
	o := &record.Observed{Level: t.Level.String(), Wall: t.Wall, Phases: []record.ObservedPhase{}, Notes: append([]string{}, t.Notes...)}
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
