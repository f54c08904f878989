package compare

import (
	"strings"
	"testing"
)

// answers returns what a side gave on one task of three programs and two
// samples. Outcomes below 10 are faults.
func answers() *Answers {
	return &Answers{
		Counts: []Named{{Name: "outputs", N: 5}, {Name: "matches", N: 3}},
		Work:   []Named{{Name: "diff calls", N: 10}, {Name: "cache hits", N: 4}, {Name: "only here", N: 1}},
		Fault: func(o uint64) string {
			return map[uint64]string{1: "IndexError", 2: FaultFuel}[o]
		},
		Tasks: []Task{{
			ID: "t1",
			Programs: []Program{
				{"solve_a", []uint64{100, 101}, Score{Demo: 2, Units: 50}},
				{"solve_b", []uint64{102, 1}, Score{Demo: 1, Units: 60, Faults: 1}},
				{"solve_c", []uint64{103, 104}, Score{Units: 70}},
			},
			Store:   []Saved{{"aaaa", "solve_a", Score{Demo: 2, Units: 50}}, {"bbbb", "solve_b", Score{Demo: 1, Units: 60, Faults: 1}}},
			Differs: []Differ{{"differ_x", "aaaa", 1, 2, 2}, {"differ_x", "bbbb", 0, 1, 1}},
		}},
	}
}

// TestDiff plants one difference of every kind and sees that it is named.
func TestDiff(t *testing.T) {
	if r := Diff(answers(), answers()); !r.Equal() || r.Both != 2 || len(r.Counts) != 2 || len(r.Work) != 3 {
		t.Errorf("equal answers differ: %+v", r)
	}
	test := func(change func(*Answers), what, named string) {
		t.Helper()
		b := answers()
		change(b)
		r := Diff(answers(), b)
		if len(r.Groups) == 0 {
			t.Errorf("%s: no difference found", what)
			return
		}
		if g := r.Groups[0]; g.What != what || g.N != 1 || len(g.Named) != 1 || !strings.Contains(g.Named[0], named) {
			t.Errorf("the first group is %+v, want one of %s that names %q", g, what, named)
		}
	}
	task := func(f func(*Task)) func(*Answers) { return func(a *Answers) { f(&a.Tasks[0]) } }
	test(task(func(t *Task) { t.Programs[2].Outcomes[1] = 999 }), "outputs", "task t1 program solve_c sample 1: another output")
	test(task(func(t *Task) { t.Programs[0].Outcomes[0], t.Programs[0].Outcomes[1] = 999, 998 }), "outputs", "task t1 program solve_a sample 0, 1: another output")
	test(task(func(t *Task) { t.Programs[0].Outcomes[0] = 1 }), "faults", "program solve_a sample 0: an output in A, IndexError in B")
	test(task(func(t *Task) { t.Programs[1].Outcomes[1] = 2 }), "timeouts", "program solve_b sample 1: IndexError in A, out of fuel in B")
	test(task(func(t *Task) { t.Programs[1].Score.Demo++ }), "program scores", "program solve_b: 1 demo matches in A, 2 in B")
	test(task(func(t *Task) { t.Programs[1].Score.Units++ }), "program scores", "program solve_b: 60 cost units in A, 61 in B")
	test(task(func(t *Task) { t.Programs[1].Name = "solve_z" }), "tasks and programs", "solve_z")
	test(task(func(t *Task) { t.Programs = t.Programs[:2] }), "tasks and programs", "3 programs in A, t1 with 2 in B")
	test(task(func(t *Task) { t.Store = t.Store[:1] }), "programs in the store", "solve_b (bbbb) is only in the store of A")
	test(task(func(t *Task) {
		t.Store[1].Identity = "cccc"
		t.Store = t.Store[1:]
		t.Store = append(answers().Tasks[0].Store, t.Store...)
	}), "programs in the store", "solve_b (cccc) is only in the store of B")
	test(task(func(t *Task) { t.Store[0].Score.Units = 49 }), "programs in the store", "at 50 units")
	test(task(func(t *Task) { t.Differs[0].IZ = 7 }), "differ scores", "differ differ_x of program aaaa has iz 1, zo 2 in A; iz 7, zo 2 in B")
	test(func(a *Answers) { a.Tasks = nil }, "tasks and programs", "1 tasks in A, 0 in B")
	test(func(a *Answers) { a.Counts[1].N = 2 }, "counts", "matches: 3 in A, 2 in B")
	r := Diff(answers(), answers())
	if r.Unsteady(0, 0); !r.Equal() {
		t.Errorf("steady runs differ: %+v", r.Groups)
	}
	if r.Unsteady(0, 3); len(r.Groups) != 1 || !strings.Contains(r.Groups[0].Named[0], "B gave other results than in its warm-up in 3") {
		t.Errorf("unsteady runs give %+v", r.Groups)
	}
}

// TestDiffWithholdsNothing sees that what strategies may do differently is no
// difference of results.
func TestDiffWithholdsNothing(t *testing.T) {
	b := answers()
	b.Work[0].N = 2
	b.Tasks[0].Differs = b.Tasks[0].Differs[:1] // one diff call fewer
	b.Tasks[0].Differs[0].Calls, b.Tasks[0].Differs[0].IZ = 1, 9
	r := Diff(answers(), b)
	if !r.Equal() || r.Both != 0 || r.Scored != [2]int{2, 1} {
		t.Errorf("other work is called other results: %+v", r)
	}
	signs := ""
	for _, c := range r.Work {
		signs += c.Sign()
	}
	if signs != "-==" {
		t.Errorf("signs of the counts of work are %s, want -==", signs)
	}
	b = answers()
	b.Deadline = 3
	if r := Diff(answers(), b); r.Differ() || r.Equal() || !strings.Contains(r.Uncalled, "3 evaluations") {
		t.Errorf("results that a deadline has cut: %+v, want them neither different nor called equal", r)
	}
}

// TestDiffNamesTheFirst sees that of many differences the first are named and
// all counted.
func TestDiffNamesTheFirst(t *testing.T) {
	a, b := answers(), answers()
	for range 20 {
		a.Tasks[0].Programs = append(a.Tasks[0].Programs, Program{"p", []uint64{100}, Score{}})
		b.Tasks[0].Programs = append(b.Tasks[0].Programs, Program{"p", []uint64{101}, Score{}})
	}
	if g := Diff(a, b).Groups[0]; g.N != 20 || len(g.Named) != mostNamed {
		t.Errorf("%d differences, %d named, want 20 and %d", g.N, len(g.Named), mostNamed)
	}
}
