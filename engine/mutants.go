package engine

import (
	"fmt"

	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/dsl"
	"battscope/engine/mutate"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/value"
)

// mutants makes programs of the task's parents and takes them through the phases
// up to filter, chunk by chunk.
func (r *Run) mutants(j *job) error {
	n := r.spec.Mutate.N
	if n == 0 {
		return nil
	}
	defer r.trim(j)
	defer func(order schedule, of *batt.Batt) { r.order, r.ordered = order, of }(r.order, r.ordered)
	r.begin(probe.Load)
	var stream *mutate.Stream
	var from *origins
	var options mutate.Options
	var err error
	r.step(probe.LoadMutate, func() {
		if from, err = r.originsOf(j); err != nil || len(from.parents) == 0 {
			return
		}
		options = mutate.Options{Seed: uint64(r.spec.Mutate.Seed), Task: string(j.task.ID), Colors: j.task.Colors(), Rates: r.strategy.Rates()}
		if r.spec.Evolve {
			options.Generation = uint64(r.generation)
		}
		stream = mutate.New(r.table, from.parents, options)
	})
	r.finish(probe.Load, 0)
	if err != nil {
		return fmt.Errorf("parents of task %s: %w", j.task.ID, err)
	}
	if stream == nil {
		r.exhausted(j, n, 0)
		return nil
	}
	defer func() { j.lineage, j.kin = nil, nil }()
	kin := make([]string, len(from.parents))
	for p := range kin {
		kin[p] = "mutants of " + from.parents[p].Func.Name
	}
	bred := brood{parents: from.parents, options: options}
	var list []mutate.Mutant
	for left := n; left > 0; left -= len(list) {
		r.begin(probe.Load)
		r.step(probe.LoadMutate, func() { list = stream.Next(list[:0], min(left, r.strategy.Chunk)) })
		r.finish(probe.Load, 0) // whose calls are files; compile counts the mutants
		if len(list) == 0 {
			r.update(func(s *runState) { s.breed(string(j.task.ID), bred, true) })
			r.exhausted(j, left, len(from.parents))
			return nil
		}
		r.begin(probe.Compile)
		b := batt.Compile(r.table, functions(list))
		r.finish(probe.Compile, int64(len(list)))
		r.update(func(s *runState) { s.counts.Programs += int64(len(list)) })
		j.result.Mutants += int64(len(list))
		j.lineage = func(p int) []string { return from.lineage(list[p].Origin) }
		j.kin = func(p int) string { return kin[list[p].Origin.Parent] }
		if err := r.chunk(j, b); err != nil || r.stop.Load() {
			return err
		}
		bred.made += len(list)
		r.update(func(s *runState) { s.breed(string(j.task.ID), bred, left == len(list)) })
	}
	return nil
}

func functions(list []mutate.Mutant) []*dsl.Func {
	funcs := make([]*dsl.Func, len(list))
	for n, m := range list {
		funcs[n] = m.Func
	}
	return funcs
}

// mayMutate reports whether a task with so many given programs has, or may have,
// something to make mutants of.
func (r *Run) mayMutate(given int) bool {
	return given > 0 || r.strategy.MutateParents != strategy.ParentsGiven || !r.fromGiven()
}

// exhausted says that there are fewer mutants than were asked for.
func (r *Run) exhausted(j *job, left, parents int) {
	if r.mayMutate(parents) { // else none were expected
		r.expect(probe.Demo, -int64(left*len(j.task.Demo)))
		r.expect(probe.Test, -int64(left*len(j.task.Test)))
	}
	switch {
	case !r.firstPass():
	case parents == 0:
		r.event(probe.WarningEvent, fmt.Sprintf("task %s: no mutants: it has no programs to make them of", j.task.ID))
	default:
		r.event(probe.WarningEvent, fmt.Sprintf("task %s: %d mutants, and no more that are new: the %d programs that they are made of are few or short", j.task.ID, r.spec.Mutate.N-left, parents))
	}
}

// parents returns the programs of the chunk at work with what they reached on
// the demo samples: matches, and the iz of all differs together.
func (r *Run) parents(j *job) []mutate.Parent {
	list := make([]mutate.Parent, len(j.batt.Programs))
	scores := r.credits(j)
	for p := range list {
		list[p].Func = j.batt.Programs[p].Func
		for k := range j.task.Demo {
			if j.outcomes[k][p].match {
				list[p].Score++
			}
		}
		for _, s := range scores[p] {
			list[p].Credit += s.IZ
		}
	}
	return list
}

// credits returns the differ scores of the chunk at work as diff calls for all
// outputs give them, whatever the strategy: the pool must not depend on which
// diff calls it makes.
func (r *Run) credits(j *job) [][]differ.Score {
	st := r.strategy
	if r.spec.Differs == nil || j.scores != nil && (st.Diff == strategy.DiffsAll || st.Diff == strategy.DiffsDistinct) {
		return slicesOf(j.scores, len(j.batt.Programs))
	}
	n := len(r.spec.Differs.Differs)
	scores := make([][]differ.Score, len(j.batt.Programs))
	w := r.workers[0]
	differs, machine := r.differMachine(w, demoPairs(j), j), r.use(w, j.batt)
	for k, s := range j.task.Demo {
		base := differs.EvalKept(make([]differ.Count, 0, n), s.In, s.Out)
		known := map[digest][]differ.Count{}
		machine.Load(s.In)
		for p := range j.batt.Programs {
			o := &j.outcomes[k][p]
			if !o.done || o.fault != value.NoFault {
				continue
			}
			counts := known[o.out]
			if counts == nil {
				res := machine.Run(p)
				if res.Fault != value.NoFault {
					continue // a deadline or a stop
				}
				counts = differs.EvalKept(make([]differ.Count, 0, n), asGrid(res.Out), s.Out)
				known[o.out] = counts
			}
			if scores[p] == nil {
				scores[p] = make([]differ.Score, n)
			}
			for d := range scores[p] {
				scores[p][d].Add(base[d], counts[d])
			}
		}
	}
	return scores
}

// slicesOf returns list, or n nils for nil.
func slicesOf(list [][]differ.Score, n int) [][]differ.Score {
	if list == nil {
		return make([][]differ.Score, n)
	}
	return list
}

// demoPairs returns the demo samples as differs see them.
func demoPairs(j *job) []differ.Pair {
	demo := make([]differ.Pair, len(j.task.Demo))
	for k, s := range j.task.Demo {
		demo[k] = differ.Pair{In: s.In, Out: s.Out}
	}
	return demo
}
