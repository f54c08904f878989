package engine

import (
	"cmp"
	"slices"

	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/value"
)

// maxAttempts is how many different outputs of a test input a run keeps. A
// submission to the ARC competition has two; those beyond stand in for outputs
// that are no grid of a task.
const maxAttempts = 4

// An Attempt is an output for a test input, and the program that gave it: of all
// that gave it the best. What test outputs are known takes no part in the order:
// more demo matches first, then fewer cost units, then the name.
type Attempt struct {
	Program string
	Demo    int        // matches
	Units   int64      // summed over the task's samples
	Out     *grid.Grid // nil for what is no grid of a task: too large, or of other colours

	out   digest
	place int // in the chunk at work; -1 for one of an earlier chunk
}

// before orders attempts, the best first.
func (a *Attempt) before(b *Attempt) int {
	return cmp.Or(cmp.Compare(b.Demo, a.Demo), cmp.Compare(a.Units, b.Units), cmp.Compare(a.Program, b.Program))
}

// attempt takes into the result what programs of the chunk gave for the test
// inputs, where it is among the best. The few grids that stay are evaluated once
// more: no other phase needs to keep them.
func (r *Run) attempt(j *job) {
	if j.result.Attempts == nil {
		j.result.Attempts = make([][]Attempt, len(j.task.Test))
	}
	best := make([]Attempt, len(j.batt.Programs))
	for p := range best {
		best[p] = Attempt{Program: j.batt.Programs[p].Func.Name, place: p}
		for k := range j.outcomes {
			o := &j.outcomes[k][p]
			best[p].Units += o.cost
			if o.match && k < len(j.task.Demo) {
				best[p].Demo++
			}
		}
	}
	for i := range j.task.Test {
		k := len(j.task.Demo) + i
		list := j.result.Attempts[i]
		for p := range best {
			o := &j.outcomes[k][p]
			if o.done && o.fault == value.NoFault && (len(list) < maxAttempts || best[p].before(&list[len(list)-1]) < 0) {
				a := best[p]
				a.out = o.out
				list = insert(list, a)
			}
		}
		j.result.Attempts[i] = r.draw(j, k, list)
	}
}

// insert puts an attempt in its place; of equal outputs the better stays.
func insert(list []Attempt, a Attempt) []Attempt {
	if n := slices.IndexFunc(list, func(b Attempt) bool { return b.out == a.out }); n >= 0 {
		if a.before(&list[n]) >= 0 {
			return list
		}
		list = slices.Delete(list, n, n+1)
	}
	n, _ := slices.BinarySearchFunc(list, a, func(b, a Attempt) int { return b.before(&a) })
	list = slices.Insert(list, n, a)
	return list[:min(len(list), maxAttempts)]
}

// draw evaluates the attempts of the chunk at work on sample k, for their grids.
func (r *Run) draw(j *job, k int, list []Attempt) []Attempt {
	loaded := false
	for n := range list {
		a := &list[n]
		if a.place < 0 {
			continue
		}
		m := r.use(r.workers[0], j.batt)
		if !loaded {
			m.Load(j.samples[k].In)
			loaded = true
		}
		res := m.Run(a.place)
		a.place = -1
		if res.Fault == value.NoFault && fits(res.Out) {
			a.Out = interp.ToGrid(res.Out)
		}
	}
	return list
}

// fits reports whether an output can be one of a task.
func fits(v value.Value) bool {
	if v.H() > grid.MaxSide || v.W() > grid.MaxSide {
		return false
	}
	return !slices.ContainsFunc(v.Cells(), func(c int8) bool { return c < 0 || c > grid.MaxColor })
}
