package dsl

import (
	"fmt"
	"strings"
	"testing"
)

func TestSyntaxErrorPlace(t *testing.T) {
	const bom = "\ufeff"
	tests := []struct {
		name, src string
		line, col int
		snippet   string // without the first line
	}{
		{"first line", "X = 3", 1, 1, "X = 3\n^"},
		{"after BOM", bom + "X = 3", 1, 1, "X = 3\n^"},
		{"BOM inside", "def f(x): return x\n" + bom, 2, 1, bom + "\n^"},
		{"tabs", "def f(x):\n\ty\t= vmirror(z)\n\treturn y", 2, 14, "\ty\t= vmirror(z)\n\t \t          ^"},
		{"wide letters", "def f(größe): return vmirror(grösse)", 1, 30, "def f(größe): return vmirror(grösse)\n" + strings.Repeat(" ", 29) + "^"},
		{"CRLF", "def f(x):\r\n  y = 3\r\n  return y\r\n", 2, 7, "  y = 3\n      ^"},
		{"lone CR", "def f(x):\r  y = 3\r  return y\r", 2, 7, "  y = 3\n      ^"},
		{"form feed", "def f(x):\n  return x\n\fX = 3\n", 3, 2, "\ufffdX = 3\n ^"},
		{"end of line", "def f(x):\n  y =\n  return y", 2, 6, "  y =\n     ^"},
		{"end of file", "def f(x): return", 1, 11, "def f(x): return\n          ^"},
		{"after a joined line", "def f(x):\n  y = \\\n   3\n  return y", 3, 4, "   3\n   ^"},
		{"inside brackets", "def f(x):\n  y = fill(x,\n\n 3, x)\n  return y", 4, 2, " 3, x)\n ^"},
		{"not UTF-8", "def f(x):\n  return \xff\xfe", 2, 10, "  return \ufffd\ufffd\n         ^"},
		{"NUL", "def f(x): return x\n\x00", 2, 1, "\ufffd\n^"},
		{"escape sequence", "def f(x): return vmirror(x\x1b[31m)", 1, 27, "def f(x): return vmirror(x\ufffd[31m)\n" + strings.Repeat(" ", 26) + "^"},
		{"one line", "def f(x): é = x; é = 3; return é", 1, 22, "def f(x): é = x; é = 3; return é\n" + strings.Repeat(" ", 21) + "^"},
		{"open bracket", "def f(x):\n  return vmirror(x", 2, 17, "  return vmirror(x\n                ^"},
		{"no return", "\n\ndef f(x):\n  y = x", 3, 5, "def f(x):\n    ^"},
	}
	for _, test := range tests {
		_, errs := Parse("a.py", []byte(test.src), few())
		if len(errs) != 1 {
			t.Errorf("%s: Parse gave %d errors, want 1: %v", test.name, len(errs), errs)
			continue
		}
		e := errs[0]
		if e.Line != test.line || e.Col != test.col {
			t.Errorf("%s: error at %d:%d, want %d:%d (%s)", test.name, e.Line, e.Col, test.line, test.col, e.Msg)
		}
		want := fmt.Sprintf("a.py:%d:%d: %s\n%s", test.line, test.col, e.Msg, test.snippet)
		if got := e.Snippet(); got != want {
			t.Errorf("%s: Snippet() =\n%q, want\n%q", test.name, got, want)
		}
	}
}

func TestStmtPlace(t *testing.T) {
	src := "\n\ndef f(é): a = é; b = vmirror(a)\ndef g(x):\n\tü = x; ä = \\\n x\n\n\treturn vmirror(\n  ä)  # end\n\n"
	f, errs := Parse("a.py", []byte(src), few())
	if len(errs) != 1 || len(f.Funcs) != 1 {
		t.Fatalf("Parse gave %v and %d functions, want an error of f and g", errs, len(f.Funcs))
	}
	fn := f.Funcs[0]
	if fn.Line != 4 || fn.EndLine != 9 || fn.File != "a.py" {
		t.Errorf("g is %s:%d-%d, want a.py:4-9", fn.File, fn.Line, fn.EndLine)
	}
	want := [][2]int{{5, 2}, {5, 9}, {8, 2}}
	for i, s := range fn.Stmts {
		if got := [2]int{s.Line, s.Col}; got != want[i] {
			t.Errorf("statement %d at %v, want %v", i, got, want[i])
		}
	}
}

func TestErrorLimit(t *testing.T) {
	var b strings.Builder
	b.WriteString("def good(x): return x\ndef f(x):\n")
	for range maxErrors + 234 {
		b.WriteString("  y = vmirrr(x)\n")
	}
	b.WriteString("  return y\n")
	f, errs := Parse("a.py", []byte(b.String()), few())
	if len(errs) != maxErrors+1 || len(f.Funcs) != 1 {
		t.Fatalf("Parse gave %d errors and %d functions, want %d and 1", len(errs), len(f.Funcs), maxErrors+1)
	}
	last := errs[maxErrors]
	if last.Msg != "and 234 more" || last.Line != maxErrors+3 {
		t.Errorf("the last error is %v, want \"and 234 more\" at line %d", last, maxErrors+3)
	}
}
