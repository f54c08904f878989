package engine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"battscope/engine/account"
	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/trace"
)

// A TaskResult is what the pool did on one task.
type TaskResult struct {
	Task          task.ID
	Programs      int64 // tried
	Mutants       int64 // of them
	Candidates    int64 // distinct (program, output) pairs
	Distinct      int64 // different bodies among the candidates' programs
	Outputs       probe.Split
	Matches       int64 // over all samples and programs
	MatchesDemo   int64 // of them
	Timeouts      int64
	False         int64 // timeouts whose work ends within its fuel
	Starved       int64 // timeouts of calls that waited for a core
	Faults        int64
	Best          string // the first of Leaders; "" without a match
	BestMatches   int64
	Solved        bool        // Best matches every sample whose output is known
	Scores        []Score     // with Spec.Scores, in the order of the pool
	Leaders       []Score     // those with matches, the best first; of thousands the first maxLeaders
	ScoreSum      Sum         // of all programs' scores
	Attempts      [][]Attempt // by test sample, the best first
	OutputSums    []Sum       // by sample, of all programs' outputs, faults and timeouts
	SavedSum      Sum         // of the programs that were put into the store
	Detail        *Detail     // with Spec.Detail
	DiffCalls     probe.Split
	DiffSkipped   probe.Split
	DiffArguments int64  // different arguments of diff calls
	FirstTimeout  string // which program on which sample was cut where; "" without one
}

// maxLeaders bounds TaskResult.Leaders.
const maxLeaders = 1000

// A Score is what one program reached on one task.
type Score = trace.Score

// Result is what a run left, or has left so far.
type Result struct {
	Spec        Spec
	Fingerprint Fingerprint
	Strategy    strategy.Strategy // of the last task: other than the Spec's where knobs were changed
	Snapshot    probe.Snapshot
	Tasks       []TaskResult // of the last whole pass, or of the first while it is at work
	Passes      []Pass       // whole ones, the newest last; the oldest of thousands are dropped
	Problems    []error      // what could not be read

	// Restored is the part of Snapshot.Counts of tasks that an earlier process of the
	// run had finished.
	Restored probe.Counts

	// Before is how many passes earlier processes of the run had made whole.
	Before int

	// BattEvals counts evaluations of the whole pool on a sample, over all passes.
	BattEvals struct{ Demo, Test, Diff, Calibrate int64 }
	// Nodes counts the nodes that programs reached in demo and test, over all
	// passes.
	Nodes interp.Work
	// CacheHits and CacheMisses count look-ups in the cache of inlined programs,
	// over all whole passes.
	CacheHits, CacheMisses int64
	// Limit is the shortest limit in time that was set, and LimitNeeded the longest
	// that cut work took when it was run again without one (judge); 0 without.
	Limit, LimitNeeded time.Duration
	// Observed sums up what the programs used while the run was observed by the knob
	// observe, at the level that this had last, or without it by the last capture; nil
	// where it was not. ObservedWalls is how long the run was observed at each level.
	Observed      *account.Totals
	ObservedWalls [probe.NumLevels]time.Duration
	// Memory is what the garbage collector did meanwhile.
	Memory Memory
	// Unsteady counts passes whose results differ from those of the pass before.
	Unsteady int
}

// Result returns what the run has done so far. The caller must not change it.
func (r *Run) Result() *Result {
	devices, queued := r.deviceStats() // before mu is held: a device that is lost tells of it
	observed := r.totals()             // which takes r.mu itself, and a book's lock, for which nobody should wait
	r.mu.Lock()
	defer r.mu.Unlock()
	snap := r.snapshotLocked(devices, queued) // of the same moment as the tasks
	res := &Result{
		Spec: r.spec, Fingerprint: r.state.fingerprint, Strategy: r.strategy, Snapshot: snap, Tasks: slices.Clip(r.state.lastResults()), Passes: slices.Clip(r.state.passes), Problems: r.state.problems,
		CacheHits: r.cacheHits.Load(), CacheMisses: r.cacheMisses.Load(), Observed: observed, ObservedWalls: r.books.walls,
	}
	if res.Restored = r.state.restored; r.state.whole != nil {
		res.Restored = r.state.passes[len(r.state.passes)-1].Restored
	}
	res.Before = r.state.before
	e := &r.evals
	res.BattEvals.Demo, res.BattEvals.Test, res.BattEvals.Diff, res.BattEvals.Calibrate = e.demo.Load(), e.test.Load(), e.diff.Load(), e.calibrate.Load()
	res.Unsteady = r.state.unsteady
	if res.Memory = r.state.memory; res.Memory == (Memory{}) {
		res.Memory = readMemory().less(r.memory)
	}
	res.Limit, res.LimitNeeded = r.state.limit, r.state.limitNeeded
	for _, w := range r.workers {
		res.Nodes.Reached += w.tally.reached.Load()
		res.Nodes.Evaluated += w.tally.evaluated.Load()
		res.Nodes.Equal += w.tally.equal.Load()
	}
	return res
}

// PassesMade returns how many whole passes there were, with those that Passes has
// no longer: what is counted over all passes is over so many.
func (res *Result) PassesMade() int {
	if n := len(res.Passes); n > 0 {
		return res.Passes[n-1].Number
	}
	return 0
}

// lastResults returns the results of the last whole pass, or of the first while
// it is at work.
func (s *runState) lastResults() []TaskResult {
	if s.whole != nil {
		return s.wholeResults
	}
	return s.results
}

// sameResults reports whether two passes over the same tasks gave the same.
func sameResults(a, b []TaskResult) bool { return slices.EqualFunc(a, b, SameTaskResult) }

// SameTaskResult reports whether two results are of the same task with the same
// outputs, faults, timeouts and scores, and put the same programs into the store.
func SameTaskResult(a, b TaskResult) bool {
	return a.Task == b.Task && a.ScoreSum == b.ScoreSum && a.SavedSum == b.SavedSum && slices.Equal(a.OutputSums, b.OutputSums)
}

// grade sums up the outcomes of a part of a task's pool: outcomes[k][p] is what
// program p did on sample k, demo samples first.
func grade(t *task.Task, b *batt.Batt, outcomes [][]outcome, scores bool) TaskResult {
	res := TaskResult{Programs: int64(len(b.Programs)), OutputSums: make([]Sum, len(outcomes))}
	candidate := make([]bool, len(b.Programs))
	for p := range b.Programs {
		matches := int64(0)
		score := Score{Program: b.Programs[p].Func.Name}
		for k := range outcomes {
			o := &outcomes[k][p]
			score.Units += o.cost
			if o.done {
				res.OutputSums[k].add(score.Program, uint64(o.fault), o.out[0], o.out[1])
			}
			switch {
			case !o.done:
				continue
			case o.fault.Timeout():
				res.Timeouts++
				score.Timeouts++
				if res.FirstTimeout == "" {
					res.FirstTimeout = fmt.Sprintf("task %s sample %d: %s was cut, %s, line %d", t.ID, k, b.Programs[p].Func.Name, o.fault, o.line)
				}
				continue
			case o.fault != 0:
				res.Faults++
				score.Faults++
				continue
			}
			if k < len(t.Demo) {
				res.Outputs.Demo++
			} else {
				res.Outputs.Test++
			}
			if o.match {
				matches++
				if k < len(t.Demo) {
					score.Demo++
					res.MatchesDemo++
				} else {
					score.Test++
				}
			}
			if firstOf(outcomes, k, p) {
				res.Candidates++
				candidate[p] = true
			}
		}
		res.Matches += matches
		res.ScoreSum.add(score.Program, uint64(score.Demo), uint64(score.Test), uint64(score.Units), uint64(score.Timeouts), uint64(score.Faults))
		if matches > 0 {
			res.Leaders = append(res.Leaders, score)
		}
		if scores {
			res.Scores = append(res.Scores, score)
		}
	}
	res.Distinct = int64(b.Distinct(func(p int) bool { return candidate[p] }))
	return res
}

// merge adds to the result of a task that of another part of its pool.
func (res *TaskResult) merge(part TaskResult, t *task.Task) {
	res.Candidates += part.Candidates
	res.Distinct += part.Distinct
	res.Programs += part.Programs
	res.Outputs.Demo += part.Outputs.Demo
	res.Outputs.Test += part.Outputs.Test
	res.MatchesDemo += part.MatchesDemo
	res.Matches += part.Matches
	res.Timeouts += part.Timeouts
	res.Faults += part.Faults
	res.ScoreSum += part.ScoreSum
	for k := range res.OutputSums {
		res.OutputSums[k] += part.OutputSums[k]
	}
	res.FirstTimeout = cmp.Or(res.FirstTimeout, part.FirstTimeout)
	res.Scores = append(res.Scores, part.Scores...)
	res.Leaders = append(res.Leaders, part.Leaders...)
	slices.SortFunc(res.Leaders, compareScores)
	res.Leaders = slices.Clip(res.Leaders[:min(len(res.Leaders), maxLeaders)])
	if len(res.Leaders) == 0 {
		return
	}
	known := int64(len(t.Demo))
	for _, s := range t.Test {
		if s.Out != nil {
			known++
		}
	}
	best := res.Leaders[0]
	res.Best, res.BestMatches = best.Program, int64(best.Demo+best.Test)
	res.Solved = res.BestMatches == known
}

// compareScores orders the better program first, as stores do, and equal ones by
// name.
func compareScores(a, b Score) int {
	return cmp.Or(cmp.Compare(b.Demo, a.Demo), cmp.Compare(b.Test, a.Test), cmp.Compare(a.Units, b.Units), cmp.Compare(a.Program, b.Program))
}

// firstOf reports whether the output of program p on sample k is none that it
// gave on an earlier sample.
func firstOf(outcomes [][]outcome, k, p int) bool {
	for j := range k {
		o := &outcomes[j][p]
		if o.done && o.fault == 0 && o.out == outcomes[k][p].out {
			return false
		}
	}
	return true
}
