package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"battscope/engine/inline"
	"battscope/engine/mutate"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
)

// With Spec.Evolve the passes of a run are generations: each goes on with the
// store that the one before left. The first tries the given programs and their
// mutants, all others mutants of what the store has of each task. What becomes of
// a task depends on what the store has of that task alone, so that a run which
// was cut off between two tasks comes out as one that was not.

// Evolves reports whether the run's passes are generations.
func (r *Run) Evolves() bool { return r.spec.Evolve }

// fromGiven reports whether the programs that were given are tried, and are
// parents, in the generation at work.
func (r *Run) fromGiven() bool { return !r.spec.Evolve || r.generation == 1 }

// origins are the parents of a task's mutants, and how they are called in the
// store.
type origins struct {
	parents  []mutate.Parent
	identity []string // "" while it has not been asked for
}

// originsOf returns the parents of a task's mutants, as the strategy and the
// generation have it: the given programs first, which are those of the chunk at
// work, then the store's.
func (r *Run) originsOf(j *job) (*origins, error) {
	o := &origins{}
	first := r.fromGiven()
	if first && j.batt != nil && r.strategy.MutateParents != strategy.ParentsStore {
		o.parents = r.parents(j)
	}
	o.identity = make([]string, len(o.parents))
	if first && r.strategy.MutateParents == strategy.ParentsGiven {
		return o, nil
	}
	stored, err := r.store.Best(context.Background(), string(j.task.ID))
	if err != nil {
		return nil, err
	}
	credit, err := r.storedCredit(j)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for n := range o.parents {
		known[o.of(n)] = true
	}
	for _, s := range stored {
		if known[s.Identity] {
			continue
		}
		f, err := inline.Parse(s.Text, r.table)
		if err != nil {
			return nil, fmt.Errorf("program %s of task %s in %s: %w", s.Identity, j.task.ID, r.store.Path(), err)
		}
		o.parents = append(o.parents, mutate.Parent{Func: f, Score: s.Demo, Credit: credit[s.Identity]})
		o.identity = append(o.identity, s.Identity)
	}
	return o, nil
}

// storedCredit returns the iz of the programs that the store has of a task, all
// differs together.
func (r *Run) storedCredit(j *job) (map[string]int, error) {
	rows, err := r.store.Differs(context.Background(), string(j.task.ID))
	if err != nil {
		return nil, err
	}
	credit := map[string]int{}
	for _, d := range rows {
		credit[d.Solver] += d.IZ
	}
	return credit, nil
}

// of returns the identity of a parent.
func (o *origins) of(n int) string {
	if o.identity[n] == "" {
		o.identity[n] = string(inline.Substitute(o.parents[n].Func).Identity())
	}
	return o.identity[n]
}

// lineage returns the identities of a mutant's parents.
func (o *origins) lineage(m mutate.Origin) []string {
	list := []string{o.of(int(m.Parent))}
	if m.Mate >= 0 && m.Mate != m.Parent {
		list = append(list, o.of(int(m.Mate)))
	}
	return list
}

// resumable reports whether the run marks how far it has come, so that it can go
// on after it was killed: it must be able to find its store again.
func (r *Run) resumable() bool {
	return r.spec.ID != "" && (r.spec.Evolve || !r.spec.Repeat && r.spec.Passes <= 1 && r.spec.MinWall == 0)
}

// rejoin finds out how far the run has come before, and returns the generation to
// go on with.
func (r *Run) rejoin() (generation int, err error) {
	if r.marks, err = r.store.Progress(context.Background(), r.spec.ID); err != nil {
		return 0, err
	}
	generation = 1
	for _, p := range r.marks {
		generation = max(generation, p.Generation)
	}
	return generation, nil
}

// restore takes the result of a task that the run had finished before into the
// state, and reports whether there was one.
func (r *Run) restore(j *job) (bool, error) {
	p, ok := r.marks[string(j.task.ID)]
	if !ok || p.Generation < r.generation {
		return false, nil
	}
	if err := json.Unmarshal(p.Result, &j.result); err != nil {
		return false, fmt.Errorf("what run %s left of task %s is damaged: %w", r.spec.ID, j.task.ID, err)
	}
	if j.result.Task != j.task.ID {
		return false, fmt.Errorf("what run %s left of task %s is of task %s", r.spec.ID, j.task.ID, j.result.Task)
	}
	res := &j.result
	var own probe.Counts // of what this process did
	r.update(func(s *runState) {
		own = s.counts.Less(s.restored)
		s.counts.Programs += res.Mutants
		s.counts.Outputs.Demo += res.Outputs.Demo
		s.counts.Outputs.Test += res.Outputs.Test
		s.counts.Matches.Demo += res.MatchesDemo
		s.counts.Matches.Test += res.Matches - res.MatchesDemo
		s.counts.Timeouts += res.Timeouts
		s.counts.Faults += res.Faults
		for _, p := range []probe.Phase{probe.Demo, probe.Test} {
			n := int64(len(j.task.Demo))
			if p == probe.Test {
				n = int64(len(j.task.Test))
			}
			s.phases[p].total -= n * res.Programs
		}
	})
	r.account(j)
	r.update(func(s *runState) { s.restored = s.counts.Less(own) })
	return true, nil
}

// mark notes within the task's transaction that the run has come so far.
func (r *Run) mark(j *job, tx *store.Tx) error {
	if !r.resumable() {
		return nil
	}
	res := j.result
	res.Scores, res.Detail = nil, nil // they are as large as the pool
	text, err := json.Marshal(&res)
	if err != nil {
		return fmt.Errorf("mark task %s: %w", j.task.ID, err)
	}
	return tx.Mark(context.Background(), r.spec.ID, store.Progress{Generation: max(1, r.generation), Result: text})
}

// changed says why a run that began with one fingerprint cannot go on with
// another.
func changed(was, is Fingerprint) error {
	what := fmt.Sprintf("the programs, or what is made of them, are not those that the run began with (%d, were %d)", is.Programs, was.Programs)
	if was.Data != is.Data {
		what = fmt.Sprintf("the tasks are not those that the run began with (%d, were %d)", is.Tasks, was.Tasks)
	}
	return errors.New(what)
}
