package task

import (
	"strings"

	"battscope/engine/grid"
)

// Kaggle's competition keeps the outputs of test samples apart:
// arc-agi_training_challenges.json has the tasks, id to task, and
// arc-agi_training_solutions.json beside it the outputs, id to one grid for
// each test sample. sample_submission.json has neither.

// solutionsName returns the name of the file that holds the solutions of the
// all-in-one file of that name, or "".
func solutionsName(file string) string {
	dir, base := "", file
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		dir, base = file[:i+1], file[i+1:]
	}
	if !strings.Contains(base, "challenges") {
		return ""
	}
	return dir + strings.Replace(base, "challenges", "solutions", 1)
}

// A solution is what a solutions file says of one task.
type solution struct {
	id  ID
	off int          // of its key
	out []*grid.Grid // one for each test sample
	bad bool         // has a problem
}

// solutions reads a whole solutions file, in the order of the text.
func (p *parser) solutions() []solution {
	if p.peek() != '{' {
		p.mismatch("solutions file", `{"id": [grid, ...], ...}`)
		p.finish()
		return nil
	}
	var list []solution
	seen := map[ID]int{}
	open := p.i
	p.i++
	for first := true; p.next(open, first); first = false {
		s, before := solution{off: p.i}, p.src.total
		s.id = ID(p.key())
		p.task = s.id
		s.out = p.outputs()
		s.bad = p.src.total > before
		if i, twice := seen[s.id]; twice && !p.dead {
			p.problem(s.off, "solution comes twice, remove one")
			list[i].bad = true
			p.task = ""
			continue
		}
		p.task = ""
		seen[s.id] = len(list)
		list = append(list, s)
	}
	p.finish()
	return list
}

// outputs reads the list of grids at the cursor.
func (p *parser) outputs() (list []*grid.Grid) {
	p.at = place{level: inList, list: "solution"}
	defer func() { p.at = place{} }()
	if p.peek() != '[' {
		p.mismatch("value", "a list of grids")
		return nil
	}
	open := p.i
	p.i++
	for first := true; p.next(open, first); first = false {
		p.at.level, p.at.sample = inSample, len(list)
		list = append(list, p.grid())
		p.at.level = inList
	}
	return list
}

// join gives the entries of an all-in-one file their solutions. Problems go to
// the solutions file, src; a task with one becomes nil. Tasks without a
// solution keep their outputs hidden.
func join(src *source, entries []entry, list []solution) {
	at := make(map[ID]int, len(entries))
	for i, e := range entries {
		// Of two good tasks with one id the first is kept.
		if j, twice := at[e.id]; !twice || entries[j].task == nil {
			at[e.id] = i
		}
	}
	for _, s := range list {
		i, ok := at[s.id]
		if !ok {
			src.report(s.off, Problem{Task: s.id, Msg: "solution of a task that the challenges file does not hold"})
			continue
		}
		t := entries[i].task
		switch {
		case t == nil: // already out
		case s.bad:
			entries[i].task = nil
		case len(s.out) != len(t.Test):
			src.report(s.off, Problem{Task: s.id, Where: "solution",
				Msg: plural(len(s.out), "output") + " for " + plural(len(t.Test), "test sample")})
			entries[i].task = nil
		default:
			for j, out := range s.out {
				test := &t.Test[j]
				if test.Out != nil && !grid.Equal(test.Out, out) {
					src.report(s.off, Problem{Task: s.id, Where: place{level: inSample, list: "solution", sample: j}.String(),
						Msg: "differs from the output in the challenges file"})
					entries[i].task = nil
				}
				test.Out = out
			}
		}
	}
}
