package engine

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/differ"
	"battscope/engine/dsl"
	"battscope/engine/inline"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// A job is one task on its way through the phases.
type job struct {
	task      *task.Task
	batt      *batt.Batt
	samples   []task.Sample // demo, then test
	outcomes  [][]outcome   // by sample and program
	grids     *outputs
	calls     []diffCall
	skipped   probe.Split // outputs that had no diff call
	arguments int64       // different arguments of calls
	scores    [][]differ.Score
	found     []candidate
	saved     []store.Solver
	tx        *store.Tx     // begun by save, for differs to commit; nil before and where save committed
	limit     time.Duration // of a batt call; 0 is none
	slowest   time.Duration // batt call of the calibration; 0 without one
	result    TaskResult
}

// A candidate is a program that goes on past the filter: with filter=none once
// for each of its distinct outputs.
type candidate struct {
	program  int
	demo     int // matches
	test     int
	units    int64
	faults   int
	inlined  inline.Result
	err      error
	time     time.Duration
	rejected bool // validate stopped it at its limit
	checked  bool // validate has run it
}

// solver returns the candidate as the store orders it.
func (c *candidate) solver() store.Solver {
	return store.Solver{Identity: string(c.inlined.Identity), Demo: c.demo, Test: c.test, Units: c.units}
}

// runTask takes a task through its phases.
func (r *Run) runTask(i int, t *task.Task, b *batt.Batt) error {
	r.adopt()
	r.update(func(s *runState) { s.task, s.taskIndex = string(t.ID), i+1 })
	j := &job{task: t, batt: b, samples: append(append([]task.Sample{}, t.Demo...), t.Test...)}
	j.outcomes = make([][]outcome, len(j.samples))
	for k := range j.outcomes {
		j.outcomes[k] = make([]outcome, len(b.Programs))
	}
	if r.spec.Differs != nil && r.strategy.Diff != strategy.DiffsNone && r.strategy.DiffScope == strategy.ScopeAlone {
		j.grids = newOutputs(len(j.samples))
	}
	defer func() { j.tx.Rollback() }() // does nothing after the commit
	for _, phase := range []func(*job) error{r.demo, r.test, r.diff, r.filter, r.inline, r.validate, r.save, r.saveDiffers, r.detail} {
		if err := phase(j); err != nil {
			return err
		}
		if r.stop.Load() {
			return nil
		}
	}
	r.keep(j)
	return nil
}

// demo and test evaluate every program on the samples and compare.
func (r *Run) demo(j *job) error {
	order := schedule{}
	if r.ordered == j.batt {
		order = r.order
	}
	r.begin(probe.Demo)
	defer r.finish(probe.Demo, 0)
	if r.strategy.LimitPer == strategy.PerBatt {
		r.step(probe.DemoCalibrate, func() { j.limit = r.calibrate(j) })
	}
	err := r.evaluate(&stretch{phase: probe.Demo, batt: j.batt, limit: j.limit, samples: j.task.Demo, outcomes: j.outcomes, order: order, grids: j.grids})
	r.order, r.ordered = learn(j.outcomes[:len(j.task.Demo)]), j.batt
	return err
}

func (r *Run) test(j *job) error {
	r.begin(probe.Test)
	defer r.finish(probe.Test, 0)
	err := r.evaluate(&stretch{phase: probe.Test, batt: j.batt, limit: j.limit, samples: j.task.Test, first: len(j.task.Demo), outcomes: j.outcomes, order: r.order, grids: j.grids})
	if !r.stop.Load() {
		r.step(probe.TestGrade, func() { j.result = grade(j.task, j.batt, j.outcomes, r.spec.Scores) })
		r.judgeTimeouts(j)
	}
	return err
}

// filter lists the candidates that go on.
func (r *Run) filter(j *job) error {
	r.begin(probe.Filter)
	defer func() { r.finish(probe.Filter, j.result.Candidates) }()
	r.expect(probe.Filter, j.result.Candidates)
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

// drop leaves in j.found the candidates that are not worse than the worst of a
// store that was full, of equal bodies one if the strategy says so.
func (r *Run) drop(j *job, worst store.Solver, full bool) {
	seen := map[batt.Slot]bool{}
	for p := range j.batt.Programs {
		c := candidate{program: p}
		outputs := 0
		for k := range j.outcomes {
			o := &j.outcomes[k][p]
			c.units += o.cost
			switch {
			case o.fault != value.NoFault:
				if !o.fault.Timeout() {
					c.faults++
				}
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
		for range outputs {
			j.found = append(j.found, c)
		}
	}
}

// inline gives the candidates their identities.
func (r *Run) inline(j *job) error {
	r.begin(probe.Inline)
	defer r.finish(probe.Inline, 0)
	r.each(probe.Inline, crewOf(r.strategy.InlineWorkers), len(j.found), func(w *worker, i int) batchCount {
		l := startLap()
		c := &j.found[i]
		body := dsl.Body(j.batt.Programs[c.program].Func)
		if r.strategy.InlineCache {
			if res, ok := r.cache.Get(body); ok {
				c.inlined = res
				return batchCount{}
			}
		}
		f, err := inline.Parse(body, r.table)
		w.tally.lap(probe.InlineParse, &l)
		if err != nil {
			c.err = err
			return batchCount{}
		}
		e := inline.Substitute(f)
		w.tally.lap(probe.InlineSubstitute, &l)
		c.inlined = inline.Result{Identity: e.Identity(), Text: e.Text(), Nodes: e.Nodes()}
		w.tally.lap(probe.InlineHash, &l)
		if r.strategy.InlineCache {
			r.cache.Put(body, c.inlined)
		}
		return batchCount{}
	})
	for i := range j.found {
		if err := j.found[i].err; err != nil {
			return fmt.Errorf("program %s: %w", j.batt.Programs[j.found[i].program].Func.Name, err)
		}
	}
	return nil
}

// validate runs each candidate alone over all samples. Best first, it stops when
// as many are valid as the store keeps: none that comes after could stay there.
func (r *Run) validate(j *job) error {
	r.begin(probe.Validate)
	defer r.finish(probe.Validate, 0)
	workers := crewOf(r.strategy.ValidateWorkers)
	if r.strategy.ValidateOrder == strategy.OrderEvery {
		r.each(probe.Validate, workers, len(j.found), func(w *worker, i int) batchCount { return r.check(w, j, &j.found[i]) })
		return nil
	}
	slices.SortStableFunc(j.found, func(a, b candidate) int { return store.Compare(a.solver(), b.solver()) })
	valid := map[inline.Identity]bool{}
	for from := 0; from < len(j.found) && len(valid) < store.Limit && !r.stop.Load(); {
		n := min(store.Limit-len(valid), len(j.found)-from)
		batch := j.found[from : from+n]
		r.each(probe.Validate, workers, n, func(w *worker, i int) batchCount { return r.check(w, j, &batch[i]) })
		for i := range batch {
			if batch[i].checked && !batch[i].rejected {
				valid[batch[i].inlined.Identity] = true
			}
		}
		from += n
	}
	return nil
}

// check validates one candidate: its verdict decides. It compiles the program
// for itself, so that nothing of the batt has a part in it.
func (r *Run) check(w *worker, j *job, c *candidate) (count batchCount) {
	l := startLap()
	alone := batt.Compile(r.table, []*dsl.Func{j.batt.Programs[c.program].Func})
	if w.alone == nil {
		w.alone = interp.NewMachine(alone, limitsOf(r.strategy), &r.stop)
	}
	m := w.alone
	m.Use(alone)
	w.tally.lap(probe.ValidateCompile, &l)
	for _, s := range j.samples {
		m.Load(s.In)
		switch res := m.Run(0); {
		case res.Fault == value.Stopped:
			return count
		case res.Fault.Timeout():
			c.rejected = true
			count.timeouts++
		case res.Fault != value.NoFault:
			count.faults++
		}
	}
	c.time = w.tally.lap(probe.ValidateEvaluate, &l)
	c.checked = true
	return count
}

// save puts the valid candidates into the store, in the one transaction of the
// task: differs commits it, with its scores, or save where there are none.
func (r *Run) save(j *job) error {
	r.begin(probe.Save)
	r.expect(probe.Save, 1)
	defer r.finish(probe.Save, 1)
	byID := map[inline.Identity]int{}
	for i := range j.found {
		c := &j.found[i]
		if !c.checked || c.rejected {
			continue
		}
		if _, known := byID[c.inlined.Identity]; known {
			continue
		}
		byID[c.inlined.Identity] = i
		s := c.solver()
		s.Text, s.Name, s.Task, s.Time, s.Faults = c.inlined.Text, j.batt.Programs[c.program].Func.Name, string(j.task.ID), c.time, c.faults
		j.saved = append(j.saved, s)
	}
	ctx := context.Background()
	tx, err := r.store.Begin(ctx, string(j.task.ID))
	if err != nil {
		return err
	}
	j.tx = tx
	if _, err := tx.Save(ctx, j.saved, nil); err != nil || j.scores != nil {
		return err
	}
	return tx.Commit(ctx)
}

// saveDiffers adds the differ scores of the programs that the store has, and
// commits the task.
func (r *Run) saveDiffers(j *job) error {
	r.begin(probe.Differs)
	r.expect(probe.Differs, 1)
	defer r.finish(probe.Differs, 1)
	if j.scores == nil {
		return nil
	}
	var rows []store.Differ
	done := map[inline.Identity]bool{}
	for i := range j.found {
		c := &j.found[i]
		if !c.checked || c.rejected || done[c.inlined.Identity] {
			continue
		}
		done[c.inlined.Identity] = true
		for d, s := range j.scores[c.program] {
			if s.Calls == 0 {
				continue
			}
			rows = append(rows, store.Differ{
				Name: r.spec.Differs.Differs[d].Name, Identity: r.differs[d].identity, Text: r.differs[d].text,
				Task: string(j.task.ID), Solver: string(c.inlined.Identity), IZ: s.IZ, ZO: s.ZO, Calls: s.Calls,
			})
		}
	}
	ctx := context.Background()
	if _, err := j.tx.Save(ctx, nil, rows); err != nil {
		return err
	}
	return j.tx.Commit(ctx)
}

// keep puts what became of a task into the state.
func (r *Run) keep(j *job) {
	res := &j.result
	for k := range j.calls {
		if j.calls[k].sample < len(j.task.Demo) {
			res.DiffCalls.Demo++
		} else {
			res.DiffCalls.Test++
		}
	}
	res.DiffSkipped, res.DiffArguments = j.skipped, j.arguments
	first := false
	r.update(func(s *runState) {
		s.counts.Tasks++
		s.counts.Candidates += res.Candidates
		s.counts.Distinct += res.Distinct
		s.counts.TimeoutsFalse += res.False
		s.counts.TimeoutsStarved += res.Starved
		s.counts.DiffArguments += res.DiffArguments
		s.counts.DiffCalls.Demo += res.DiffCalls.Demo
		s.counts.DiffCalls.Test += res.DiffCalls.Test
		s.counts.DiffSkipped.Demo += res.DiffSkipped.Demo
		s.counts.DiffSkipped.Test += res.DiffSkipped.Test
		if res.Solved {
			s.counts.SolvedTasks++
		}
		s.results = append(s.results, *res)
		first = s.pass == 1
	})
	if first {
		r.report(res)
	}
	r.tell()
}

// battEvals counts evaluations of a whole batt on a sample.
type battEvals struct{ demo, test, diff, calibrate atomic.Int64 }

// of returns the counter of an evaluating phase.
func (e *battEvals) of(p probe.Phase) *atomic.Int64 {
	if p == probe.Demo {
		return &e.demo
	}
	return &e.test
}
