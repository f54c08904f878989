package solverfile

import (
	"os"
	"strings"
	"testing"
	"time"

	"battscope/engine/dsl"
	"battscope/engine/inline"
	"battscope/engine/op"
	"battscope/engine/store"
)

// stored returns a program as the store has it.
func stored(t *testing.T, task, text string) store.Solver {
	t.Helper()
	fn, err := inline.Parse(text, op.NewTable())
	if err != nil {
		t.Fatal(err)
	}
	e := inline.Substitute(fn)
	return store.Solver{Task: task, Identity: string(e.Identity()), Text: e.Text(), Name: fn.Name}
}

// write returns a file of programs, after reading it back and seeing that each
// has its identity still.
func write(t *testing.T, list []store.Solver) string {
	t.Helper()
	table := op.NewTable()
	var b strings.Builder
	f := NewWriter(&b, table, "a title\nof two lines")
	for _, p := range list {
		if err := f.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Flush(); err != nil {
		t.Fatal(err)
	}
	file, mistakes := dsl.Parse("x.py", []byte(b.String()), table)
	for _, m := range mistakes {
		t.Error(m)
	}
	programs := file.Programs()
	if len(programs) != len(list) {
		t.Fatalf("%d programs in a file of %d:\n%s", len(programs), len(list), b.String())
	}
	names := map[string]bool{}
	for i, fn := range programs {
		if got := string(inline.Substitute(fn).Identity()); got != list[i].Identity {
			t.Errorf("%s has another identity than what was written", fn.Name)
		}
		if names[fn.Name] {
			t.Errorf("%s is there twice", fn.Name)
		}
		names[fn.Name] = true
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	one := stored(t, "007bbfb7", "def solve_a(I):\n    x1 = hmirror(I)\n    O = vconcat(I, x1)\n    return O\n")
	one.Demo, one.Test, one.Units, one.CostClass, one.Time, one.Faults = 5, 1, 1234, 29, 1500*time.Microsecond, 2
	one.Run, one.Parents = "20261124-ab", []string{"p1", "p2"}
	two := stored(t, "007bbfb7", "def half(a):\n    return tophalf(a)\ndef solve_b(I):\n    x1 = half(I)\n    O = apply(half, x1)\n    return O\n")
	two.Name = "evil\nimport os\x00\u2028"
	text := write(t, []store.Solver{one, two})
	want := `# a title
# of two lines

from dsl import *
from constants import *


# task 007bbfb7, number 1: demo matches 5, test matches 1, 1234 cost units (class 29), 1.5ms measured, faults 2
# identity ` + one.Identity + `, from solve_a of run 20261124-ab, parents p1 p2
def solve_007bbfb7(I):
    x1 = hmirror(I)
    O = vconcat(I, x1)
    return O


# task 007bbfb7, number 2: demo matches 0, test matches 0, 0 cost units (class 0), 0s measured, faults 0
# identity ` + two.Identity + `, from evil?import os??
def f1_007bbfb7_v02(a1):
`
	if !strings.HasPrefix(text, want) {
		t.Errorf("the file is\n%s\nwant\n%s", text, want)
	}
}

// TestNames writes programs of tasks whose names get in each other's way.
func TestNames(t *testing.T) {
	var list []store.Solver
	for _, task := range []string{"a", "a", "a_v02", "a-b", "a_b", "a b", "ä", "f1_a", "1", "a\n"} {
		list = append(list, stored(t, task, "def g(a):\n    return identity(a)\ndef solve(I):\n    O = g(I)\n    return O\n"))
	}
	text := write(t, list)
	for _, name := range []string{"solve_a(I)", "solve_a_v02(I)", "solve_a_v02_2(I)", "solve_a_b(I)", "solve_a_b_2(I)", "solve_a_b_3(I)", "solve__(I)"} {
		if !strings.Contains(text, "\ndef "+name+":\n") {
			t.Errorf("there is no %s in\n%s", name, text)
		}
	}
}

// TestBuiltIn takes all built-in programs there and back.
func TestBuiltIn(t *testing.T) {
	var list []store.Solver
	for _, name := range []string{"tour/solvers.py", "tour/pool.py", "storm/pool.py", "seed/solvers.py"} {
		src, err := os.ReadFile("../../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := dsl.Parse(name, src, op.NewTable())
		for _, fn := range file.Programs() {
			e := inline.Substitute(fn)
			list = append(list, store.Solver{Task: fn.Task(), Identity: string(e.Identity()), Text: e.Text(), Name: fn.Name})
		}
	}
	write(t, list)
}

// TestUnreadable sees that what a store of another hand has for a text comes
// into no file.
func TestUnreadable(t *testing.T) {
	var b strings.Builder
	f := NewWriter(&b, op.NewTable(), "title")
	for _, text := range []string{"", "import os\nos.remove('x')\n", "def solve(I):\n    return nothing(I)\n", "def f1(a1):\n    return identity(a1)\n",
		"def solve(I):\n    return identity(I)\ndef solve_2(I):\n    return identity(I)\n"} {
		err := f.Write(store.Solver{Task: "x", Identity: "abc", Text: text})
		if err == nil || !strings.Contains(err.Error(), "task x: the text of program abc ") {
			t.Errorf("%q: %v", text, err)
		}
	}
	f.Flush()
	if strings.Contains(b.String(), "solve") {
		t.Errorf("the file is\n%s", b.String())
	}
}
