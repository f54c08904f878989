package engine

import (
	"context"
	"slices"
	"time"

	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// A job is one task on its way through the phases. Its pool comes in chunks, one
// after the other: first the programs that were given, then mutants of them. Each
// chunk goes through demo, test, diff and filter, and what is left of all of them
// through the phases after.
type job struct {
	task      *task.Task
	samples   []task.Sample        // demo, then test
	chunk                          // at work
	lineage   func(p int) []string // identities of the parents of the chunk's program p; nil for given programs
	kin       func(p int) string   // how a program is booked together with others: those of its first parent; nil for given programs
	diffs     diffMemory
	skipped   probe.Split // outputs that had no diff call
	called    probe.Split // those that had one
	arguments int64       // different arguments of calls
	found     []candidate
	saved     []store.Solver
	tx        *store.Tx     // begun by save, for differs to commit; nil before and where save committed
	committed bool          // the store has the task
	limit     time.Duration // of a batt call; 0 is none
	slowest   time.Duration // batt call of the calibration; 0 without one
	result    TaskResult
}

// A chunk is a part of a task's pool that is compiled into one batt.
type chunk struct {
	batt     *batt.Batt
	outcomes [][]outcome // by sample and program
	grids    *outputs
	calls    []diffCall
	scores   [][]differ.Score // by program; nil for those whose outputs had no diff call

	candidates int64
}

func newJob(t *task.Task) *job {
	j := &job{task: t, samples: append(append([]task.Sample{}, t.Demo...), t.Test...)}
	j.diffs = newDiffMemory(len(j.samples))
	j.result = TaskResult{Task: t.ID, OutputSums: make([]Sum, len(j.samples))}
	return j
}

// take makes b the chunk at work. It reuses the memory of the one before.
func (j *job) take(b *batt.Batt, keepGrids bool) {
	n := len(b.Programs)
	old := j.outcomes
	j.chunk = chunk{batt: b, outcomes: make([][]outcome, len(j.samples))}
	for k := range j.outcomes {
		if old != nil && cap(old[k]) >= n {
			j.outcomes[k] = old[k][:n]
			clear(j.outcomes[k])
		} else {
			j.outcomes[k] = make([]outcome, n)
		}
	}
	if keepGrids {
		j.grids = newOutputs(len(j.samples))
	}
}

// chunk takes a part of a task's pool through the phases up to filter.
func (r *Run) chunk(j *job, b *batt.Batt) error {
	j.take(b, r.spec.Differs != nil && r.strategy.Diff != strategy.DiffsNone && r.strategy.DiffScope == strategy.ScopeAlone)
	r.who = r.whoOf(j)
	defer r.settle(string(j.task.ID))
	for _, phase := range []func(*job) error{r.demo, r.test, r.diff, r.filter} {
		if err := phase(j); err != nil || r.stop.Load() {
			return err
		}
	}
	return nil
}

// commit puts the task into the store.
func (j *job) commit(ctx context.Context) error {
	err := j.tx.Commit(ctx)
	j.committed = err == nil
	return err
}

// credited reports whether a candidate has differ scores to save.
func (j *job) credited() bool {
	return slices.ContainsFunc(j.found, func(c candidate) bool { return c.scores != nil })
}
