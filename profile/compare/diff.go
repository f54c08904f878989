package compare

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Diff compares what two sides gave on the same data and pool.
func Diff(a, b *Answers) *Results {
	d := differences{a: a, b: b}
	d.tasks()
	r := &Results{Counts: Pair(a.Counts, b.Counts), Work: Pair(a.Work, b.Work), Both: d.both, Scored: d.scored, Untold: a.Untold || b.Untold}
	for _, c := range r.Counts {
		if !c.Lacks() && c.A != c.B {
			d.counts.add("%s: %d in A, %d in B", c.Name, c.A, c.B)
		}
	}
	for _, g := range []*Group{&d.programs, &d.outputs, &d.faults, &d.timeouts, &d.scores, &d.store, &d.differs, &d.counts} {
		if g.N > 0 {
			r.Groups = append(r.Groups, *g)
		}
	}
	if cut := max(a.Deadline, b.Deadline); cut > 0 {
		r.Uncalled = fmt.Sprintf("a deadline cut %d evaluations, which it may do differently from run to run", cut)
	}
	if r.Untold {
		r.Uncalled = "the log of another engine tells no outputs, scores and store"
	}
	return r
}

// differences collects in what two sides differ, by kind.
type differences struct {
	a, b                                *Answers
	programs, outputs, faults, timeouts Group
	scores, store, differs, counts      Group
	scored                              [2]int
	both                                int
}

func (g *Group) add(format string, args ...any) {
	g.N++
	if len(g.Named) < mostNamed {
		g.Named = append(g.Named, fmt.Sprintf(format, args...))
	}
}

func (d *differences) tasks() {
	d.programs.What, d.outputs.What, d.faults.What, d.timeouts.What = "tasks and programs", "outputs", "faults", "timeouts"
	d.scores.What, d.store.What, d.differs.What, d.counts.What = "program scores", "programs in the store", "differ scores", "counts"
	if len(d.a.Tasks) != len(d.b.Tasks) {
		d.programs.add("%d tasks in A, %d in B", len(d.a.Tasks), len(d.b.Tasks))
	}
	for i := range min(len(d.a.Tasks), len(d.b.Tasks)) {
		x, y := &d.a.Tasks[i], &d.b.Tasks[i]
		if x.ID != y.ID || len(x.Programs) != len(y.Programs) {
			d.programs.add("task %s with %d programs in A, %s with %d in B", x.ID, len(x.Programs), y.ID, len(y.Programs))
			continue
		}
		for p := range x.Programs {
			d.program(x.ID, &x.Programs[p], &y.Programs[p])
		}
		d.sums(x.ID, &x.Sums, &y.Sums)
		d.stored(x.ID, x.Store, y.Store)
		d.differed(x.ID, x.Differs, y.Differs)
	}
}

// program compares what one program did on the samples of a task, and its score.
func (d *differences) program(task string, x, y *Program) {
	if x.Name != y.Name {
		d.programs.add("task %s: program %s in A, %s in its place in B", task, x.Name, y.Name)
		return
	}
	d.outcomes(task, x, y)
	d.score(task, x, y)
}

// score compares a program's scores.
func (d *differences) score(task string, x, y *Program) {
	if x.Score == y.Score {
		return
	}
	for _, f := range []struct {
		name string
		a, b int64
	}{
		{"demo matches", int64(x.Score.Demo), int64(y.Score.Demo)},
		{"test matches", int64(x.Score.Test), int64(y.Score.Test)},
		{"cost units", x.Score.Units, y.Score.Units},
		{"timeouts", int64(x.Score.Timeouts), int64(y.Score.Timeouts)},
		{"faults", int64(x.Score.Faults), int64(y.Score.Faults)},
	} {
		if f.a != f.b {
			d.scores.add("task %s program %s: %d %s in A, %d in B", task, x.Name, f.a, f.name, f.b)
			return // one line a program
		}
	}
}

// sums compares what is known only in sum, and names the programs with matches
// whose scores differ.
func (d *differences) sums(task string, x, y *Sums) {
	for k := range min(len(x.Outputs), len(y.Outputs)) {
		if x.Outputs[k] != y.Outputs[k] {
			d.outputs.add("task %s sample %d: programs give other outputs, faults or timeouts", task, k)
		}
	}
	if x.Scores == y.Scores || x.Scores == "" || y.Scores == "" {
		return
	}
	before := d.scores.N
	theirs := map[string]*Program{}
	for i := range y.Leaders {
		theirs[y.Leaders[i].Name] = &y.Leaders[i]
	}
	for i := range x.Leaders {
		p := &x.Leaders[i]
		q := theirs[p.Name]
		if delete(theirs, p.Name); q == nil {
			d.scores.add("task %s program %s: %d demo and %d test matches in A, fewer or none in B", task, p.Name, p.Score.Demo, p.Score.Test)
			continue
		}
		d.score(task, p, q)
	}
	for i := range y.Leaders {
		if p := &y.Leaders[i]; theirs[p.Name] != nil {
			d.scores.add("task %s program %s: %d demo and %d test matches in B, fewer or none in A", task, p.Name, p.Score.Demo, p.Score.Test)
		}
	}
	if d.scores.N == before {
		d.scores.add("task %s: programs without matches have other costs, timeouts or faults", task)
	}
}

// outcomes files the samples on which a program did something else where they
// belong, one line for all samples of a kind.
func (d *differences) outcomes(task string, x, y *Program) {
	type kind struct{ a, b string } // faults of the sides, "" for an output
	samples := map[kind][]string{}
	var order []kind
	for k := range min(len(x.Outcomes), len(y.Outcomes)) {
		p, q := x.Outcomes[k], y.Outcomes[k]
		if p == q {
			continue
		}
		what := kind{d.a.Fault(p), d.b.Fault(q)}
		if samples[what] == nil {
			order = append(order, what)
		}
		samples[what] = append(samples[what], strconv.Itoa(k))
	}
	for _, what := range order {
		where := fmt.Sprintf("task %s program %s sample %s", task, x.Name, strings.Join(samples[what], ", "))
		switch {
		case what == kind{}:
			d.outputs.add("%s: another output", where)
		case cut(what.a) || cut(what.b):
			d.timeouts.add("%s: %s in A, %s in B", where, cmp.Or(what.a, "an output"), cmp.Or(what.b, "an output"))
		default:
			d.faults.add("%s: %s in A, %s in B", where, cmp.Or(what.a, "an output"), cmp.Or(what.b, "an output"))
		}
	}
}

// cut reports whether a fault in words is a limit reached.
func cut(fault string) bool { return fault == FaultFuel || fault == FaultDeadline }

// The words for limits reached among the faults of Answers.Fault.
const (
	FaultFuel     = "out of fuel"
	FaultDeadline = "past the deadline"
)

func (d *differences) stored(task string, xs, ys []Saved) {
	theirs := map[string]*Saved{}
	for i := range ys {
		theirs[ys[i].Identity] = &ys[i]
	}
	for i := range xs {
		x := &xs[i]
		y := theirs[x.Identity]
		delete(theirs, x.Identity)
		switch {
		case y == nil:
			d.store.add("task %s: %s (%.12s) is only in the store of A", task, x.Name, x.Identity)
		case x.Score != y.Score:
			d.store.add("task %s: %s (%.12s) has %s in the store of A, %s in that of B", task, x.Name, x.Identity, x.Score, y.Score)
		}
	}
	for i := range ys {
		if y := &ys[i]; theirs[y.Identity] != nil {
			d.store.add("task %s: %s (%.12s) is only in the store of B", task, y.Name, y.Identity)
		}
	}
}

// String returns the score in words.
func (s Score) String() string {
	return fmt.Sprintf("%d demo and %d test matches at %d units with %d faults", s.Demo, s.Test, s.Units, s.Faults)
}

// differed compares differ scores where both sides made the diff calls.
func (d *differences) differed(task string, xs, ys []Differ) {
	d.scored[0] += len(xs)
	d.scored[1] += len(ys)
	type key struct{ program, name string }
	theirs := map[key]*Differ{}
	for i := range ys {
		theirs[key{ys[i].Program, ys[i].Name}] = &ys[i]
	}
	for i := range xs {
		x := &xs[i]
		y := theirs[key{x.Program, x.Name}]
		if y == nil || x.Calls != y.Calls {
			continue
		}
		d.both++
		if x.IZ != y.IZ || x.ZO != y.ZO {
			d.differs.add("task %s: differ %s of program %.12s has iz %d, zo %d in A; iz %d, zo %d in B", task, x.Name, x.Program, x.IZ, x.ZO, y.IZ, y.ZO)
		}
	}
}
