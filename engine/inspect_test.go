package engine

import (
	"os"
	"strings"
	"testing"

	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/engine/trace"
)

// Every line of a program has the value that the reference evaluator gives it,
// and what has none says why.
func TestTrace(t *testing.T) {
	table := op.NewTable()
	src := `def solve(I):
    x1 = hmirror(I)
    x2 = objects(I, T, F, T)
    x3 = first(x2)
    x4 = size(x3)
    x5 = hmirror(I)
    dead = vmirror(I)
    x6 = rot180(x5)
    return x6

def solve_bad(I):
    x1 = objects(I, T, F, T)
    x2 = astuple(x1, x1)
    x3 = divide(x2, ZERO)
    x4 = increment(x3)
    x5 = asindices(I)
    O = fill(I, x4, x5)
    return O
`
	file, mistakes := dsl.Parse("t.py", []byte(src), table)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	in := grid.New(2, 3, []int8{0, 1, 0, 2, 0, 0})
	tr := traceOf(table, file.Funcs[0], task.Sample{In: in, Out: grid.New(2, 3, []int8{1, 2, 3, 4, 5, 6})}, interp.DefaultLimits())
	want := []struct {
		text, kind, value string
		dead              bool
	}{
		{"x1 = hmirror(I)", "grid 2x3", "((2, 0, 0), (0, 1, 0))", true},
		{"x2 = objects(I, T, F, T)", "set of 2, each an object", "{{(1, (0, 1))}, {(2, (1, 0))}}", true},
		{"x3 = first(x2)", "object of 1 cells", "{(1, (0, 1))}", true},
		{"x4 = size(x3)", "integer", "1", true},
		{"x5 = hmirror(I)", "grid 2x3", "((2, 0, 0), (0, 1, 0))", false},
		{"dead = vmirror(I)", "grid 2x3", "((0, 1, 0), (0, 0, 2))", true},
		{"x6 = rot180(x5)", "grid 2x3", "((0, 1, 0), (0, 0, 2))", false},
	}
	if len(tr.Steps) != len(want) {
		t.Fatalf("%d steps, want %d", len(tr.Steps), len(want))
	}
	sum := int64(0)
	for i, w := range want {
		s := tr.Steps[i]
		if s.Text != w.text || s.Value.Kind != w.kind || s.Value.Text != w.value || s.Dead != w.dead || s.Line != i+2 || s.Fault != "" {
			t.Errorf("step %d is %+v, want %+v", i, s, w)
		}
		if !s.Dead {
			sum += s.Cost
		}
	}
	if tr.Out.String() != "010\n002" || tr.Match || tr.Fault != "" || tr.Result != 6 {
		t.Errorf("the result is %+v", tr)
	}
	// Equal lines are one node: x5 costs nothing beyond x1.
	if tr.Steps[4].Cost != 0 || tr.Cost != sum+tr.Steps[0].Cost {
		t.Errorf("costs: whole %d, lines %d, x1 %d, x5 %d", tr.Cost, sum, tr.Steps[0].Cost, tr.Steps[4].Cost)
	}
	if len(tr.Steps[1].Value.Parts) != 2 || tr.Steps[1].Value.Parts[1][0] != (trace.Cell{Row: 1, Color: 2}) {
		t.Errorf("parts of objects: %+v", tr.Steps[1].Value.Parts)
	}

	bad := traceOf(table, file.Funcs[1], task.Sample{In: in}, interp.DefaultLimits())
	if s := bad.Steps[2]; !strings.Contains(s.Fault, "Error") {
		t.Errorf("division by zero of sets gives %+v", s)
	}
	if s := bad.Steps[3]; s.Fault != "" || s.Waits != bad.Steps[2].Line || s.Value.Kind != "" {
		t.Errorf("what needs a fault's value is %+v", s)
	}
	if s := bad.Steps[4]; s.Value.Kind != "indices of 6 cells" || !s.Value.Parts[0][0].Bare {
		t.Errorf("what does not need it is %+v", s)
	}
	if bad.Fault == "" || bad.At != bad.Steps[2].Line || bad.Out != nil {
		t.Errorf("the whole program is %+v", bad)
	}
}

// A session tells how the pool did on each task, once for each state of things,
// and the trace of its programs gives what the run found.
func TestSessionResults(t *testing.T) {
	table := op.NewTable()
	spec := Spec{Name: "tour", Source: Source{BuiltIn: os.DirFS("../testdata/tour"), Max: 12}, Scores: true}
	s := NewSession(strategy.Default(), func(strategy.Strategy) *Run { return Start(table, spec) })
	<-s.run.Done()
	if err := s.Close().Err(); err != nil {
		t.Fatal(err)
	}
	res, v := s.Results(trace.Version{})
	if res == nil || len(res.Rows) == 0 {
		t.Fatal("no results")
	}
	if again, _ := s.Results(v); again != nil {
		t.Error("the same results again")
	}
	matches := 0
	for i, row := range res.Rows {
		if row.State != probe.Done || row.Wall <= 0 || row.Programs != 12 || len(res.Scores[i]) != 12 {
			t.Errorf("row %+v", row)
		}
		sheet, err := s.Sheet(row.Task)
		if err != nil {
			t.Fatal(err)
		}
		for p, score := range res.Scores[i] {
			if sheet.Programs[p] != score.Program {
				t.Fatalf("program %d is %s on the sheet and %s in the scores", p, sheet.Programs[p], score.Program)
			}
			for k := range sheet.Samples {
				tr, err := s.Trace(row.Task, p, k)
				if err != nil {
					t.Fatal(err)
				}
				if tr.Match {
					score.Demo--
					matches++
				}
			}
			if score.Demo != -score.Test {
				t.Errorf("task %s: the traces of %s and its score are %d matches apart", row.Task, score.Program, score.Demo+score.Test)
			}
		}
	}
	if matches == 0 {
		t.Error("nothing matches")
	}
	for _, bad := range []struct{ program, sample int }{{-1, 0}, {12, 0}, {0, 99}} {
		if _, err := s.Trace(res.Rows[0].Task, bad.program, bad.sample); err == nil {
			t.Errorf("no error for %+v", bad)
		}
	}
	if _, err := s.Sheet("none"); err == nil {
		t.Error("no error for a task that there is not")
	}
}
