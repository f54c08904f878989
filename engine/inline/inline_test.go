package inline

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"battscope/engine/dsl"
	"battscope/engine/op"
)

func parse(t testing.TB, text string) *dsl.Func {
	t.Helper()
	f, err := Parse(text, op.NewTable())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestIdentity sees which programs have the same identity.
func TestIdentity(t *testing.T) {
	base := "def solve(I):\n    a = hmirror(I)\n    b = vmirror(I)\n    O = hconcat(a, b)\n    return O\n"
	same := []string{
		"def solve_x(J):\n    q = hmirror(J)\n    r = vmirror(J)\n    return hconcat(q, r)\n",
		"def solve(I):\n    b = vmirror(I)\n    dead = rot90(b)\n    a = hmirror(I)\n    O = hconcat(a, b)\n    return O\n",
		"def solve(I):\n    a = hmirror(I)\n    c = hmirror(I)\n    b = vmirror(I)\n    d = b\n    O = hconcat(c, d)\n    return O\n",
	}
	other := []string{
		"def solve(I):\n    a = hmirror(I)\n    b = vmirror(I)\n    O = hconcat(b, a)\n    return O\n",
		"def solve(I):\n    a = hmirror(I)\n    b = vmirror(a)\n    O = hconcat(a, b)\n    return O\n",
		"def f(I):\n    return hmirror(I)\ndef solve(I):\n    a = f(I)\n    b = vmirror(I)\n    O = hconcat(a, b)\n    return O\n",
		"def solve(I):\n    return I\n",
	}
	want := Substitute(parse(t, base)).Identity()
	for _, text := range same {
		if got := Substitute(parse(t, text)).Identity(); got != want {
			t.Errorf("another identity than\n%s\nfor\n%s", base, text)
		}
	}
	seen := map[Identity]string{want: base}
	for _, text := range other {
		id := Substitute(parse(t, text)).Identity()
		if seen[id] != "" {
			t.Errorf("the same identity for\n%s\nand\n%s", seen[id], text)
		}
		seen[id] = text
	}
	helper := func(name string) string {
		return strings.ReplaceAll("def NAME(a, b):\n    c = add(a, b)\n    return c\ndef solve(I):\n    x = rbind(NAME, ONE)\n    O = apply(x, I)\n    return O\n", "NAME", name)
	}
	if Substitute(parse(t, helper("plus"))).Identity() != Substitute(parse(t, helper("sum"))).Identity() {
		t.Error("the name of a function of the user's own is part of the identity")
	}
}

// TestText sees that the text of every built-in program reads back to the same
// identity and is its own text.
func TestText(t *testing.T) {
	table := op.NewTable()
	for _, name := range []string{"solvers.py", "pool.py"} {
		src, err := os.ReadFile("../../testdata/tour/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := dsl.Parse(name, src, table)
		for _, f := range file.Programs() {
			e := Substitute(f)
			again := Substitute(parse(t, e.Text()))
			if again.Identity() != e.Identity() {
				t.Errorf("%s: its text has another identity", f.Name)
			}
			if again.Text() != e.Text() {
				t.Errorf("%s: its text is not its own:\n%s\n%s", f.Name, e.Text(), again.Text())
			}
		}
	}
}

// TestSharing sees that nothing blows up: the expression of this program, as a
// tree, has more than 10^18 calls.
func TestSharing(t *testing.T) {
	var b strings.Builder
	b.WriteString("def solve(I):\n    x0 = hmirror(I)\n")
	for n := range 60 {
		fmt.Fprintf(&b, "    x%d = hconcat(x%d, x%d)\n", n+1, n, n)
	}
	b.WriteString("    return x60\n")
	e := Substitute(parse(t, b.String()))
	if e.Nodes() != 61 {
		t.Errorf("%d nodes, want 61", e.Nodes())
	}
	if lines := strings.Count(e.Text(), "\n"); lines > 70 {
		t.Errorf("%d lines of text", lines)
	}
	if len(e.Identity()) != 64 {
		t.Errorf("identity %q", e.Identity())
	}
}

func BenchmarkInline(b *testing.B) {
	table := op.NewTable()
	src, err := os.ReadFile("../../testdata/tour/solvers.py")
	if err != nil {
		b.Fatal(err)
	}
	file, _ := dsl.Parse("solvers.py", src, table)
	var texts []string
	for _, f := range file.Programs() {
		texts = append(texts, dsl.Body(f))
	}
	for b.Loop() {
		for _, text := range texts {
			f, err := Parse(text, table)
			if err != nil {
				b.Fatal(err)
			}
			e := Substitute(f)
			e.Identity()
			e.Text()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(texts)), "ns/program")
}
