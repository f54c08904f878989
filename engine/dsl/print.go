package dsl

import (
	"bufio"
	"io"
	"strings"
)

// Fprint writes the functions of a file as Parse reads them, with their names,
// without imports and comments. Parsing what it writes gives the same
// functions but for their lines.
func Fprint(w io.Writer, f *File) error {
	buf := bufio.NewWriter(w)
	for i, fn := range f.Funcs {
		if i > 0 {
			buf.WriteString("\n\n")
		}
		fn.print(buf)
	}
	return buf.Flush()
}

// String returns what Fprint writes.
func (f *File) String() string {
	var b strings.Builder
	Fprint(&b, f) // a Builder gives no errors
	return b.String()
}

// String returns the function as Parse reads it, by the names in it.
func (f *Func) String() string {
	var b strings.Builder
	f.print(&b)
	return b.String()
}

func (f *Func) print(w io.StringWriter) {
	w.WriteString("def ")
	w.WriteString(f.Name)
	w.WriteString("(")
	w.WriteString(strings.Join(f.Params, ", "))
	w.WriteString("):\n")
	returned := false
	for i := range f.Stmts {
		s := &f.Stmts[i]
		w.WriteString("    ")
		if s.Target == "" {
			returned = true
			w.WriteString("return ")
		} else {
			w.WriteString(s.Target)
			w.WriteString(" = ")
		}
		s.printValue(w)
		w.WriteString("\n")
	}
	if !returned {
		w.WriteString("    return ")
		w.WriteString(f.Result.Name)
		w.WriteString("\n")
	}
}

// printValue writes the right side of a statement.
func (s *Stmt) printValue(w io.StringWriter) {
	if !s.IsCall {
		w.WriteString(s.Args[0].Name)
		return
	}
	w.WriteString(s.Callee.Name)
	w.WriteString("(")
	for i := range s.Args {
		if i > 0 {
			w.WriteString(", ")
		}
		w.WriteString(s.Args[i].Name)
	}
	w.WriteString(")")
}
