package dsl

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse checks, for any bytes, that errors have a place in the source and
// a snippet with a caret, and that good functions survive printing.
func FuzzParse(f *testing.F) {
	for _, c := range chunks(f) {
		f.Add([]byte(c.src))
		f.Add([]byte(strings.ReplaceAll(c.src, "\n", "\r\n")))
	}
	f.Add([]byte("\ufeffdef f(x):\r\treturn x\r\f\\\r\x00\xff"))
	vocab := few()
	f.Fuzz(func(t *testing.T, src []byte) {
		file, errs := Parse("fuzz", src, vocab)
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(src), "\ufeff"))
		lines := strings.Split(text, "\n")
		for i, e := range errs {
			if e.Line < 1 || e.Line > len(lines) || e.Source != lines[e.Line-1] {
				t.Fatalf("error %v on line %d of %d, source %q", e, e.Line, len(lines), e.Source)
			}
			if e.Col < 1 || e.Col > 1+utf8.RuneCountInString(e.Source) {
				t.Errorf("error %v in column %d of %q", e, e.Col, e.Source)
			}
			if e.Msg == "" || strings.ContainsAny(e.Msg, "\r\n\x00\x1b") {
				t.Errorf("message %q", e.Msg)
			}
			if i > 0 && (e.Line < errs[i-1].Line || e.Line == errs[i-1].Line && e.Col < errs[i-1].Col) {
				t.Errorf("error %v stands behind %v", e, errs[i-1])
			}
			rows := strings.Split(e.Snippet(), "\n")
			if len(rows) != 3 || utf8.RuneCountInString(rows[2]) != e.Col || strings.Trim(rows[2], " \t") != "^" {
				t.Errorf("snippet %q", e.Snippet())
			}
		}
		checkFile(t, file, vocab)
		for _, fn := range file.Funcs {
			checkFunc(t, fn)
		}
	})
}

// checkFunc checks that a function is what compilers may rely on.
func checkFunc(t *testing.T, fn *Func) {
	check := func(r Ref, before int) {
		ok := false
		switch r.Kind {
		case Param:
			ok = r.Index < len(fn.Params) && r.Name != ""
		case Local:
			ok = r.Index < before && r.Name == fn.Stmts[r.Index].Target
		case Function:
			for _, u := range fn.Uses {
				ok = ok || u == r.Func && u.Name == r.Name
			}
		case Primitive, Constant:
			ok = r.Name != "" && r.Func == nil
		}
		if !ok {
			t.Errorf("%s: reference %+v before statement %d", fn.Name, r, before)
		}
	}
	line := fn.Line
	for i, s := range fn.Stmts {
		if s.Line < line || s.Col < 1 || s.Line > fn.EndLine {
			t.Errorf("%s: statement %d at %d:%d, the one before at line %d", fn.Name, i, s.Line, s.Col, line)
		}
		line = s.Line
		if s.IsCall {
			check(s.Callee, i)
		} else if len(s.Args) != 1 || s.Callee != (Ref{}) || s.Target == "" {
			t.Errorf("%s: assignment %d is %+v", fn.Name, i, s)
		}
		for _, a := range s.Args {
			check(a, i)
		}
	}
	check(fn.Result, len(fn.Stmts))
}

// pool returns a source of n programs of 12 lines.
func pool(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "def solve_%08x(I):\n    x1 = objects(I, T, F, T)\n    x2 = compose(vmirror, hmirror)\n", i)
		for j := 3; j < 11; j++ {
			fmt.Fprintf(&b, "    x%d = hconcat(x%d, x%d)\n", j, j-1, 1+(i>>j)%(j-1))
		}
		b.WriteString("    O = fill(I, ZERO, x10)\n    return O\n\n\n")
	}
	return []byte(b.String())
}

// go test -bench Parse ./engine/dsl
func BenchmarkParse(b *testing.B) {
	bench := func(name string, src []byte, vocab Vocabulary) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, errs := Parse("bench", src, vocab); len(errs) > 0 {
					b.Fatal(errs[0])
				}
			}
		})
	}
	bench("programs=400", pool(400), few())
	bench("programs=100000", pool(100_000), few())
	b.Run("file=solvers.py", func(b *testing.B) {
		vocab, src := origin(b)
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			Parse("solvers.py", src, vocab)
		}
	})
}

// go test -bench Body ./engine/dsl
func BenchmarkBody(b *testing.B) {
	f, _ := Parse("bench", pool(400), few())
	b.Run("programs=400", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, fn := range f.Funcs {
				Body(fn)
			}
		}
	})
}
