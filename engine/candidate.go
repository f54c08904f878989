package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"battscope/engine/account"
	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/dsl"
	"battscope/engine/inline"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/value"
)

// A candidate is a program that goes on past the filter: with filter=none once
// for each of its distinct outputs.
type candidate struct {
	fn       *dsl.Func
	parents  []string // identities of those that it was made of; nil for a given program
	demo     int      // matches
	test     int
	units    int64
	faults   int
	timeouts int
	scores   []differ.Score // nil where none of its outputs had a diff call
	inlined  inline.Result
	err      error
	time     time.Duration
	kin      string     // as job.kin has it; empty for a given program
	fate     probe.Fate // NoFate where no book is kept
	rejected bool       // validate stopped it at its limit
	checked  bool       // validate has run it
}

// solver returns the candidate as the store orders it.
func (c *candidate) solver() store.Solver {
	return store.Solver{Identity: string(c.inlined.Identity), Demo: c.demo, Test: c.test, Units: c.units}
}

// filter lists the candidates that go on.
func (r *Run) filter(j *job) error {
	r.begin(probe.Filter)
	candidates := j.candidates
	defer func() { r.finish(probe.Filter, candidates) }()
	r.expect(probe.Filter, candidates)
	var worst store.Solver
	var full bool
	var err error
	r.step(probe.FilterWorst, func() { worst, full, err = r.store.Worst(context.Background(), string(j.task.ID)) })
	if err != nil {
		return fmt.Errorf("filter: %w", err)
	}
	r.step(probe.FilterDrop, func() { r.drop(j, worst, full) })
	return nil
}

// drop adds to j.found the candidates of the chunk that are not worse than the
// worst of a store that was full, of equal bodies one if the strategy says so.
// No two chunks have a body in common.
func (r *Run) drop(j *job, worst store.Solver, full bool) {
	seen := map[batt.Slot]bool{}
	for p := range j.batt.Programs {
		c := candidate{fn: j.batt.Programs[p].Func, fate: account.NoFate}
		outputs := 0
		for k := range j.outcomes {
			o := &j.outcomes[k][p]
			c.units += o.cost
			switch {
			case o.fault.Timeout():
				c.timeouts++
				continue
			case o.fault != value.NoFault:
				c.faults++
				continue
			case o.match && k < len(j.task.Demo):
				c.demo++
			case o.match:
				c.test++
			}
			if firstOf(j.outcomes, k, p) {
				outputs++
			}
		}
		if outputs == 0 || full && store.Compare(c.solver(), worst) > 0 {
			continue
		}
		if r.strategy.Filter == strategy.FilterBody {
			body := j.batt.Programs[p].Result
			if seen[body] {
				continue
			}
			seen[body] = true
			outputs = 1
		}
		if j.lineage != nil {
			c.parents = j.lineage(p)
		}
		if j.scores != nil {
			c.scores = j.scores[p]
		}
		if r.book != nil {
			c.fate = j.fate(p)
		}
		if j.kin != nil {
			c.kin = j.kin(p)
		}
		for range outputs {
			j.found = append(j.found, c)
		}
	}
	if len(j.found) > 2*keptMin {
		r.trim(j)
	}
}

// keptMin is how many candidates of a streamed pool are kept at least, over all
// chunks: as many as the store keeps, with room for those that a deadline cuts in
// validate only.
const keptMin = 8 * store.Limit

// trim leaves of the candidates of a streamed pool those that may enter the
// store, when only the best are validated: the best keptMin and those that are as
// good as the last of them. Candidates that were cut at a limit come last, since
// validate rejects them. What it leaves in the end does not depend on when it was
// called before.
func (r *Run) trim(j *job) {
	if r.spec.Mutate.N == 0 || r.strategy.Filter != strategy.FilterBody || r.strategy.ValidateOrder != strategy.OrderBestFirst || len(j.found) <= keptMin {
		return
	}
	slices.SortStableFunc(j.found, compareCandidates)
	n := keptMin
	for n < len(j.found) && compareCandidates(j.found[keptMin-1], j.found[n]) == 0 {
		n++
	}
	clear(j.found[n:])
	j.found = j.found[:n]
}

// compareCandidates orders the better one first, as stores do.
func compareCandidates(a, b candidate) int {
	return cmp.Or(cmp.Compare(min(a.timeouts, 1), min(b.timeouts, 1)), store.Compare(a.solver(), b.solver()))
}
