package engine

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"battscope/engine/account"
	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/inline"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/value"
)

// runTask takes a task through its phases, and reports whether it came to their
// end or was stopped before.
func (r *Run) runTask(i int, t *task.Task, b *batt.Batt) (done bool, err error) {
	r.rouse()
	r.adopt()
	began := r.gate.elapsed()
	r.update(func(s *runState) { s.task, s.taskIndex = string(t.ID), i+1 })
	j := newJob(t)
	if done, err := r.restore(j); done || err != nil {
		return done, err
	}
	defer func() { j.tx.Rollback() }() // does nothing after the commit
	r.atTask = string(t.ID)
	defer func() { r.settle(string(t.ID)); r.atTask = "" }()
	phases := []func(*job) error{func(j *job) error { return r.given(j, b) }, r.mutants, r.inline, r.validate, r.save, r.saveDiffers, r.detail}
	for _, phase := range phases {
		if err := phase(j); err != nil {
			return false, err
		}
		if r.stop.Load() && !j.committed {
			return false, nil
		}
	}
	wall := r.gate.elapsed() - began
	r.update(func(s *runState) { s.taskWalls[i] = wall })
	r.keep(j)
	return true, nil
}

// given takes the programs that were given through the phases up to filter, in
// generations that try them.
func (r *Run) given(j *job, b *batt.Batt) error {
	if !r.fromGiven() {
		return nil
	}
	return r.chunk(j, b)
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
		if r.spec.plant != nil {
			r.spec.plant(j)
		}
		r.step(probe.TestGrade, func() {
			part := grade(j.task, j.batt, j.outcomes, r.spec.Scores)
			j.candidates = part.Candidates
			j.result.merge(part, j.task)
			r.update(func(s *runState) { s.tried += part.Programs })
		})
		r.step(probe.TestAttempts, func() { r.attempt(j) })
		r.collect(j)
		r.judgeTimeouts(j)
	}
	return err
}

// inline gives the candidates their identities.
func (r *Run) inline(j *job) error {
	r.begin(probe.Inline)
	defer r.finish(probe.Inline, 0)
	r.each(probe.Inline, r.spec.crewOf(r.strategy.InlineWorkers), len(j.found), func(w *worker, i int) batchCount {
		l := startLap()
		c := &j.found[i]
		body := dsl.Body(c.fn)
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
			return fmt.Errorf("program %s: %w", j.found[i].fn.Name, err)
		}
	}
	return nil
}

// validate runs each candidate alone over all samples. Best first, it stops when
// as many are valid as the store keeps: none that comes after could stay there.
func (r *Run) validate(j *job) error {
	r.begin(probe.Validate)
	defer r.finish(probe.Validate, 0)
	workers := r.spec.crewOf(r.strategy.ValidateWorkers)
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
	alone := batt.Compile(r.table, []*dsl.Func{c.fn})
	if w.alone == nil {
		w.alone = interp.NewMachine(alone, limitsOf(r.strategy), &r.stop)
	}
	m := w.alone
	m.Use(alone)
	if w.meters.book != nil {
		m.Observe(w.meters.alone.on(w.meters.book, w.number, alone))
		name, fate := programOf(c.fn, c.kin), c.fate
		if fate == account.NoFate {
			fate = probe.Unknown // the book was begun after its chunk
		}
		defer w.meters.take(&w.meters.alone, func(int) (account.Program, probe.Fate) { return name, fate })
		defer m.Observe(nil)
	}
	w.tally.lap(probe.ValidateCompile, &l)
	for _, s := range j.samples {
		switch res := m.RunOn(s.In, 0); {
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
		s.Text, s.Name, s.Task, s.Time, s.Faults = c.inlined.Text, c.fn.Name, string(j.task.ID), c.time, c.faults
		s.Parents, s.Run = c.parents, r.spec.ID
		j.saved = append(j.saved, s)
		j.result.SavedSum.add(s.Identity, uint64(s.Demo), uint64(s.Test), uint64(s.Units), uint64(s.Faults))
	}
	j.result.DiffCalls, j.result.DiffSkipped, j.result.DiffArguments = j.called, j.skipped, j.arguments
	ctx := context.Background()
	tx, err := r.store.Begin(ctx, string(j.task.ID))
	if err != nil {
		return err
	}
	j.tx = tx
	if _, err := tx.Save(ctx, j.saved, nil); err != nil {
		return err
	}
	if err := r.mark(j, tx); err != nil || j.credited() {
		return err
	}
	return j.commit(ctx)
}

// saveDiffers adds the differ scores of the programs that the store has, and
// commits the task.
func (r *Run) saveDiffers(j *job) error {
	r.begin(probe.Differs)
	r.expect(probe.Differs, 1)
	defer r.finish(probe.Differs, 1)
	if !j.credited() {
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
		for d, s := range c.scores {
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
	return j.commit(ctx)
}

// keep puts what became of a task into the state, and tells of it.
func (r *Run) keep(j *job) {
	r.account(j)
	if r.firstPass() {
		r.report(&j.result)
	}
}

// account puts what became of a task into the state.
func (r *Run) account(j *job) {
	res := &j.result
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
	})
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
