package dsl

import (
	"strings"
	"testing"
)

func TestBody(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"renamed", `
def solve_a(grid):
    first = vmirror(grid)
    return fill(first, ZERO, grid)`, `
def solve(I):
    x1 = vmirror(I)
    O = fill(x1, ZERO, I)
    return O`},
		{"merged, dead, aliases", `
def solve_a(I):
    a = vmirror(I)
    dead = hmirror(I)
    dead = hconcat(dead, a)
    b = vmirror(I)
    c = b
    m = hmirror
    d = m(c)
    I = hmirror(a)
    return hconcat(d, I)`, `
def solve(I):
    x1 = vmirror(I)
    x2 = hmirror(x1)
    O = hconcat(x2, x2)
    return O`},
		{"result merged with an earlier call", `
def solve_a(I):
    a = vmirror(I)
    b = hmirror(a)
    return vmirror(I)`, `
def solve(I):
    O = vmirror(I)
    return O`},
		{"no statement", `
def solve_a(x):
    y = x
    return y`, `
def solve(I):
    return I`},
		{"several parameters", `
def f(x, y):
    return T`, `
def solve(a1, a2):
    return T`},
		{"variables as callees", `
def f(I):
    g = compose(vmirror, hmirror)
    h = compose(vmirror, hmirror)
    return h(I)`, `
def solve(I):
    x1 = compose(vmirror, hmirror)
    O = x1(I)
    return O`},
		{"functions by first use, callees first, equal ones merged", `
def unused(a): return hmirror(a)
def inner(a): return vmirror(a)
def inner2(b):
    unused = hmirror(b)
    c = vmirror(b)
    return c
def outer(a, b):
    x = inner(b)
    return hconcat(x, a)
def solve_a(I):
    d = unused(I)
    x = outer(I, I)
    y = apply(inner2, x)
    z = apply(inner, x)
    return hconcat(y, z)`, `
def f1(a1):
    O = vmirror(a1)
    return O
def f2(a1, a2):
    x1 = f1(a2)
    O = hconcat(x1, a1)
    return O
def solve(I):
    x1 = f2(I, I)
    x2 = apply(f1, x1)
    O = hconcat(x2, x2)
    return O`},
		{"a function returned", `
def h(a): return a
def solve_a(I): return h`, `
def f1(a1):
    return a1
def solve(I):
    return f1`},
	}
	for _, test := range tests {
		f := parse(t, test.src)
		got := Body(f.Funcs[len(f.Funcs)-1])
		if want := strings.TrimPrefix(test.want, "\n") + "\n"; got != want {
			t.Errorf("%s: Body =\n%swant\n%s", test.name, got, want)
		}
		checkFile(t, f, few())
	}
}

// TestBodyOfHelpers checks that helpers count by what they do, not by name.
func TestBodyOfHelpers(t *testing.T) {
	body := func(helper, name string) string {
		f := parse(t, "def "+name+"(a): return "+helper+"(a)\ndef solve(I): return "+name+"(I)\n")
		return Body(f.Funcs[1])
	}
	if a, b := body("vmirror", "f"), body("vmirror", "g"); a != b {
		t.Errorf("equal helpers of different names give\n%s and\n%s", a, b)
	}
	if a, b := body("vmirror", "f"), body("hmirror", "f"); a == b {
		t.Errorf("different helpers of one name give the same\n%s", a)
	}
}

func TestPrint(t *testing.T) {
	f := parse(t, `
from dsl import *
def solve_a(grid:Grid)->Grid: x=objects(without_bg=T,grid=grid,univalued=T,diagonal=F); y=(x); return y
def two(a,b,):
    "A docstring."
    return hconcat(b, # a comment
        a,)
`)
	want := `def solve_a(grid):
    x = objects(grid, T, F, T)
    y = x
    return y


def two(a, b):
    return hconcat(b, a)
`
	if got := f.String(); got != want {
		t.Errorf("String() =\n%swant\n%s", got, want)
	}
	if got, want := f.Funcs[1].String(), "def two(a, b):\n    return hconcat(b, a)\n"; got != want {
		t.Errorf("String() of a function = %q, want %q", got, want)
	}
	if got, want := (&File{}).String(), ""; got != want {
		t.Errorf("String() of an empty file = %q, want none", got)
	}
}
