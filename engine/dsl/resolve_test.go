package dsl

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// parse reads a source that has no errors.
func parse(tb testing.TB, src string) *File {
	tb.Helper()
	f, errs := Parse("test", []byte(src), few())
	if len(errs) > 0 {
		tb.Fatalf("Parse: %s\nin\n%s", errs[0].Snippet(), src)
	}
	return f
}

func TestRefs(t *testing.T) {
	f := parse(t, `
def solve_r(I, J):
    I = hconcat(b=I, a=J)
    x = I
    I = help(x)
    x = compose(vmirror, help)
    y = x(T)
    return hconcat(y, I)
def help(vmirror):
    return vmirror
`)
	main, help := f.Funcs[0], f.Funcs[1]
	local := func(name string, i int) Ref { return Ref{Kind: Local, Name: name, Index: i} }
	primitive := func(name string) Ref { return Ref{Kind: Primitive, Name: name} }
	helper := Ref{Kind: Function, Name: "help", Func: help}
	want := []Stmt{
		{"I", true, primitive("hconcat"), []Ref{{Kind: Param, Name: "J", Index: 1}, {Kind: Param, Name: "I", Index: 0}}, 3, 5},
		{"x", false, Ref{}, []Ref{local("I", 0)}, 4, 5},
		{"I", true, helper, []Ref{local("x", 1)}, 5, 5},
		{"x", true, primitive("compose"), []Ref{primitive("vmirror"), helper}, 6, 5},
		{"y", true, local("x", 3), []Ref{{Kind: Constant, Name: "T"}}, 7, 5},
		{"", true, primitive("hconcat"), []Ref{local("y", 4), local("I", 2)}, 8, 5},
	}
	for i := range want {
		if got := main.Stmts[i]; !reflect.DeepEqual(got, want[i]) {
			t.Errorf("statement %d = %v, want %v", i, got, want[i])
		}
	}
	if got, want := main.Result, local("", 5); got != want {
		t.Errorf("Result = %v, want %v", got, want)
	}
	if got, want := help.Result, (Ref{Kind: Param, Name: "vmirror"}); got != want {
		t.Errorf("Result of help = %v, want %v", got, want)
	}
	if got, want := main.Uses, []*Func{help}; !reflect.DeepEqual(got, want) {
		t.Errorf("Uses = %v, want %v", got, want)
	}
}

func TestRefKind(t *testing.T) {
	var got []string
	for k := range Function + 2 {
		got = append(got, k.String())
	}
	want := []string{"none", "parameter", "local", "primitive", "constant", "function", "none"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("names of kinds = %q, want %q", got, want)
	}
}

func TestPrograms(t *testing.T) {
	f := parse(t, `
def solve(I): return I
def solve_67a3c6ac(I): return I
def solve_b(I, J): return I
def solver(I): return I
def solve_(I): return I
`)
	var got []string
	for _, fn := range f.Programs() {
		got = append(got, fn.Name+"="+fn.Task())
	}
	want := []string{"solve=", "solve_67a3c6ac=67a3c6ac", "solve_="}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Programs() = %q, want %q", got, want)
	}
	if got := f.Funcs[3].Task(); got != "" {
		t.Errorf("Task() of solver = %q, want none", got)
	}
}

// TestLarge reads sources that take too long, or too deep a stack, where an
// algorithm is not linear.
func TestLarge(t *testing.T) {
	const n = 30_000
	lines := func(head, line, tail string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range n {
			fmt.Fprintf(&b, strings.ReplaceAll(line, "NEXT", fmt.Sprint((i+1)%n)), i)
		}
		return b.String() + tail
	}
	tests := []struct {
		name, src    string
		funcs, fails int
	}{
		{"cycle of functions", lines("", "def f%d(x): return fNEXT(x)\n", ""), 0, 1001},
		{"chain of functions", strings.Replace(lines("", "def f%d(x): return fNEXT(x)\n", ""), "return f0(", "return vmirror(", 1), n, 0},
		{"broken chain", strings.Replace(lines("", "def f%d(x): return fNEXT(x)\n", ""), "return f0(", "return vmirrr(", 1), 0, 1001},
		{"parentheses", "def f(x): return " + strings.Repeat("(", n) + "x" + strings.Repeat(")", n), 1, 0},
		{"open parentheses", "def f(x): return " + strings.Repeat("(", n), 0, 1},
		{"one line", lines("def f(x): y = x", "; x%d = vmirror(y)", "; return y"), 1, 0},
		{"one line of errors", lines("def f(x): y = x", "; x%d = vmirrr(y)", "; return y"), 0, 1001},
		{"one call", lines("def f(x): return vmirror(", "x%d, ", ")"), 0, 1},
		{"parameters", lines("def f(", "x%d, ", "): return x1"), 1, 0},
		{"unknown names", lines("def f(x):\n", "  verylongname%d = verilongnames%[1]d(x)\n", "  return x"), 0, 1001},
		{"strings", lines("", "'''x%d\\'''\n", ""), 0, 1},
		{"open strings", lines("def f(x):\n", " '''x%d \"\"\" \\''' \\\"\"\" \n", ""), 0, 1},
		{"long name", "def f(x): return " + strings.Repeat("x", n), 0, 1},
		{"definitions", lines("", "def f(x): return x%d\n", ""), 0, 1001},
	}
	for _, test := range tests {
		start := time.Now()
		f, errs := Parse("large", []byte(test.src), few())
		took := time.Since(start)
		if len(f.Funcs) != test.funcs || len(errs) != test.fails {
			t.Errorf("%s: %d functions and %d errors, want %d and %d", test.name, len(f.Funcs), len(errs), test.funcs, test.fails)
			if len(errs) > 0 && len(errs) < 10 {
				t.Error(errs)
			}
		}
		if took > 10*time.Second {
			t.Errorf("%s: took %v", test.name, took)
		}
		t.Logf("%s: %v", test.name, took)
		if test.funcs > 0 {
			Body(f.Funcs[0])
		}
	}
}
