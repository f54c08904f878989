package engine

import (
	"sync"

	"battscope/engine/differ"
	"battscope/engine/grid"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/value"
)

// A diffCall is one evaluation of the differs, for the output of one program on
// one sample.
type diffCall struct{ sample, program int }

// diff makes the diff calls that the strategy asks for, and credits each score
// to the programs that gave the output.
func (r *Run) diff(j *job) error {
	r.begin(probe.Diff)
	defer r.finish(probe.Diff, 0)
	if r.spec.Differs == nil {
		return nil
	}
	r.step(probe.DiffChoose, func() { r.chooseCalls(j) })
	if len(j.calls) == 0 {
		return nil
	}
	n := len(r.spec.Differs.Differs)
	base := make([][]differ.Count, len(j.calls))
	outs := make([][]differ.Count, len(j.calls))
	demo := demoPairs(j)
	one := func(w *worker, i int) (c batchCount) {
		m := r.differMachine(w, demo, j)
		call := j.calls[i]
		l := startLap()
		if r.strategy.DiffScope == strategy.ScopeWhole {
			base[i], outs[i] = r.diffWhole(w, m, j, call, &l)
			return c
		}
		s := j.samples[call.sample]
		in := &j.diffs.inputs[call.sample]
		in.once.Do(func() { in.counts = m.EvalKept(make([]differ.Count, 0, n), s.In, s.Out) })
		base[i] = in.counts
		outs[i] = m.EvalKept(make([]differ.Count, 0, n), j.grids.grids[call.sample][j.outcomes[call.sample][call.program].out], s.Out)
		w.tally.lap(probe.DiffDiffers, &l)
		return c
	}
	if r.strategy.Parallel == strategy.ParallelSamples {
		r.bySample(j, one)
	} else {
		r.each(probe.Diff, r.spec.evalWorkers(r.strategy), len(j.calls), one)
	}
	if r.stop.Load() {
		return nil
	}
	r.step(probe.DiffCredit, func() { r.credit(j, base, outs) })
	return nil
}

// credit adds what each diff call counted to the scores of the programs that
// gave its output. Scores are over the demo samples.
func (r *Run) credit(j *job, base, outs [][]differ.Count) {
	j.scores = make([][]differ.Score, len(j.batt.Programs))
	add := func(p int, found counted) {
		if j.scores[p] == nil {
			j.scores[p] = make([]differ.Score, len(r.spec.Differs.Differs))
		}
		for d := range j.scores[p] {
			j.scores[p][d].Add(found.base[d], found.out[d])
		}
	}
	distinct := r.strategy.Diff == strategy.DiffsDistinct
	for i, call := range j.calls {
		found := counted{base[i], outs[i]}
		switch {
		case distinct:
			j.diffs.found[call.sample][j.outcomes[call.sample][call.program].out] = found
		case call.sample < len(j.task.Demo):
			add(call.program, found)
		}
	}
	if !distinct {
		return
	}
	for k := range j.task.Demo {
		for p := range j.batt.Programs {
			if o := &j.outcomes[k][p]; o.done && o.fault == value.NoFault {
				add(p, j.diffs.found[k][o.out])
			}
		}
	}
}

// diffMemory is what a task's diff calls have found, over all chunks of its
// pool.
type diffMemory struct {
	// inputs are what the differs find between input and expected output, by
	// sample: once for all calls of the differs alone.
	inputs []sampleBase
	// found are the arguments of calls, by sample, with what was found where
	// distinct outputs have one call.
	found []map[digest]counted
}

// counted is what one diff call found; nil where nobody will ask.
type counted struct{ base, out []differ.Count }

func newDiffMemory(samples int) diffMemory {
	m := diffMemory{inputs: make([]sampleBase, samples), found: make([]map[digest]counted, samples)}
	for k := range m.found {
		m.found[k] = map[digest]counted{}
	}
	return m
}

// sampleBase is what the differs find between a sample's input and its expected
// output.
type sampleBase struct {
	once   sync.Once
	counts []differ.Count
}

// bySample does the diff calls of each sample one after another, samples side
// by side.
func (r *Run) bySample(j *job, one func(w *worker, i int) batchCount) {
	groups := make([][]int, len(j.samples))
	for i, c := range j.calls {
		groups[c.sample] = append(groups[c.sample], i)
	}
	r.groups(probe.Diff, r.spec.evalWorkers(r.strategy), groups, one)
}

// chooseCalls lists the outputs that have a diff call, and counts the others. It
// counts the different arguments as well: that of a call that evaluates the whole
// batt is the sample, that of the differs alone the sample and the output.
func (r *Run) chooseCalls(j *job) {
	st := r.strategy
	for k, s := range j.samples {
		isTest := k >= len(j.task.Demo)
		called := j.diffs.found[k]
		for p := range j.batt.Programs {
			o := &j.outcomes[k][p]
			if !o.done || o.fault != value.NoFault {
				continue
			}
			_, known := called[o.out]
			want := st.Diff == strategy.DiffsAll || st.Diff == strategy.DiffsMatches && o.match || st.Diff == strategy.DiffsDistinct && !known
			switch {
			case want && s.Out != nil && (!isTest || st.DiffTest):
				j.calls = append(j.calls, diffCall{k, p})
				if st.DiffScope == strategy.ScopeAlone && !known || len(called) == 0 {
					j.arguments++
				}
				called[o.out] = counted{}
				count(&j.called, isTest)
			default:
				count(&j.skipped, isTest)
			}
		}
	}
}

// count adds one to the part of demo or test samples.
func count(s *probe.Split, isTest bool) {
	if isTest {
		s.Test++
	} else {
		s.Demo++
	}
}

// differShare is what part of a program's fuel one differ has: 1/differShare. It
// is ample for grids of the size of tasks; on the outputs of programs that grow
// without end a differ is cut, and counts nothing.
const differShare = 16

// differMachine returns the worker's Machine for differs, made to work on the task.
func (r *Run) differMachine(w *worker, demo []differ.Pair, j *job) *differ.Machine {
	if w.differs == nil {
		w.differs = differ.NewMachine(r.spec.Differs, r.strategy.Fuel/differShare, &r.stop)
	}
	if w.differsFor != j {
		w.differs.Load(demo)
		w.differsFor = j
	}
	w.observeDiffers()
	return w.differs
}

// diffWhole evaluates the whole batt and all its differs again on the sample,
// and keeps the counts of one program's output, as the origin did.
func (r *Run) diffWhole(w *worker, m *differ.Machine, j *job, call diffCall, l *lap) (base, out []differ.Count) {
	s := j.samples[call.sample]
	machine := r.use(w, j.batt)
	machine.Load(s.In)
	r.evals.diff.Add(1)
	w.tally.lap(probe.DiffBatt, l)
	base = m.Eval(nil, s.In, s.Out)
	w.tally.lap(probe.DiffDiffers, l)
	for p := range j.batt.Programs {
		res := machine.Run(p)
		w.tally.lap(probe.DiffBatt, l)
		if res.Fault != value.NoFault {
			continue
		}
		counts := m.Eval(nil, asGrid(res.Out), s.Out)
		w.tally.lap(probe.DiffDiffers, l)
		if p == call.program {
			out = counts
		}
	}
	if out == nil {
		// The program was cut this time, by a deadline or a stop.
		out = make([]differ.Count, len(base))
		for d := range out {
			out[d].Fault = value.Deadline
		}
	}
	return base, out
}

// asGrid views an output as a grid that shares its memory.
func asGrid(v value.Value) *grid.Grid { return grid.New(v.H(), v.W(), v.Cells()) }
