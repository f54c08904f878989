package account

import (
	"time"

	"battscope/engine/probe"
)

// Totals are the sums of a book.
type Totals struct {
	Level  probe.Level
	Wall   time.Duration                        // of the run, while it was observed
	Busy   [probe.NumPhases]time.Duration       // of the phases meanwhile
	Engine [probe.NumPhases]time.Duration       // of that, what is no program's
	Spent  [probe.NumPhases][NumOutcomes]Values // by programs that came to each fate, and NoFate
	Notes  []string                             // what a reader should know, a sentence each
}

// NumOutcomes is the number of fates, with NoFate.
const NumOutcomes = NoFate + 1

// Totals returns the sums of what has been settled. They are kept, so that
// this is far cheaper than Profile.
func (b *Book) Totals() *Totals {
	b.mu.Lock()
	defer b.mu.Unlock()
	fits, over := b.fittings()
	t := &Totals{Level: b.level, Wall: b.wall, Notes: b.notes(over)}
	for p, ns := range b.busy {
		t.Busy[p] = time.Duration(ns)
	}
	t.Spent = b.ledger.spent
	for p := range t.Spent {
		t.Engine[p] = time.Duration(fits[p].engine.to)
		for f := range t.Spent[p] {
			v := &t.Spent[p][f]
			v.Time = fits[p].programs.next(v.Time)
		}
	}
	return t
}
