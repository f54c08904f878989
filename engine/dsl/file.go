// Package dsl reads, checks and prints programs.
//
// Programs stand in files of ARC-DSL's Python syntax: imports, which are
// ignored, and functions whose bodies are straight lines of calls. Parse reads
// a file in three steps:
//
//  1. scan.go cuts the source into logical lines and tokens, as Python does.
//  2. parse.go reads functions and statements, one error at most per line.
//  3. resolve.go gives every name its meaning and counts arguments; cycle.go
//     finds recursion and the functions that call broken ones.
//
// What remains is straight-line code in single assignment: a reference to a
// variable is the index of the statement that made its value.
package dsl

import "strings"

// A Vocabulary names what programs may use besides their own names. Names of
// the forms I, O, solve, and a, f or x followed by digits belong to Body; a
// vocabulary has none of them.
type Vocabulary interface {
	// Params returns the parameter names of a primitive, in order; ok is false
	// for a name that is no primitive.
	Params(primitive string) (names []string, ok bool)
	// Constant reports whether name is a constant.
	Constant(name string) bool
	// Names returns all primitives and constants, in any order.
	Names() []string
}

// A File is what Parse made of one source. It is never changed once built and
// is safe for concurrent use. Its strings share memory with one copy of the
// source.
type File struct {
	Name  string  // as given to Parse
	Funcs []*Func // those without errors, in source order
}

// Programs returns the functions that solve tasks: named solve or solve_ and
// more, with exactly one parameter.
func (f *File) Programs() []*Func {
	var list []*Func
	for _, fn := range f.Funcs {
		named := fn.Name == "solve" || strings.HasPrefix(fn.Name, "solve_")
		if named && len(fn.Params) == 1 {
			list = append(list, fn)
		}
	}
	return list
}

// A Func is a function without errors: its calls have the right number of
// arguments, every name has a meaning, and it does not call itself, nor does
// any function that it uses. It is never changed once built and is safe for
// concurrent use.
type Func struct {
	Name    string
	Params  []string
	Stmts   []Stmt  // in order; references go backwards only
	Result  Ref     // what the function returns
	Uses    []*Func // functions of the file that it refers to, each once, by first use
	File    string  // the name of its file, as given to Parse
	Line    int     // where def stands, from 1
	EndLine int     // its last line
}

// Task returns the text after "solve_" in the function's name, "" without one.
func (f *Func) Task() string {
	id, ok := strings.CutPrefix(f.Name, "solve_")
	if !ok {
		return ""
	}
	return id
}

// A Stmt makes one value. With IsCall it is Target = Callee(Args...);
// without, it is Target = Args[0] and Callee is the zero Ref. The call in
// "return f(x)" is a statement without a Target, and always the last.
type Stmt struct {
	Target    string // the variable as written
	IsCall    bool
	Callee    Ref
	Args      []Ref // in the order of the callee's parameters
	Line, Col int   // of the statement's first character, from 1; Col counts runes
}

// A RefKind says where the value of a Ref comes from. The zero RefKind is
// none.
type RefKind uint8

// The kinds of references.
const (
	Param     RefKind = iota + 1 // a parameter: Params[Index]
	Local                        // the value of Stmts[Index], a statement before this one
	Primitive                    // a primitive of the vocabulary, by Name
	Constant                     // a constant of the vocabulary, by Name
	Function                     // a function of the same file: Func
)

// String returns the kind in one lower-case word.
func (k RefKind) String() string {
	switch k {
	case Param:
		return "parameter"
	case Local:
		return "local"
	case Primitive:
		return "primitive"
	case Constant:
		return "constant"
	case Function:
		return "function"
	}
	return "none"
}

// A Ref is a name in a program and what it stands for there.
type Ref struct {
	Kind  RefKind
	Name  string // as written; "" for the value of a returned call
	Index int    // Param: the parameter; Local: the statement that made the value
	Func  *Func  // Function: the function
}
