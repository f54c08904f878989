package dsl

import (
	"strings"
	"unicode/utf8"
)

// Parse reads a source and checks it. It returns the functions without errors
// and all errors by place, the first 1000 of them one by one. The name of the
// file is only repeated in what Parse returns. The source is not kept.
func Parse(file string, src []byte, vocab Vocabulary) (*File, []*SyntaxError) {
	if vocab == nil {
		panic("dsl: Parse without a vocabulary")
	}
	p := &parser{vocab: vocab}
	p.src = strings.TrimPrefix(string(src), "\ufeff")
	p.lines = []int{0}
	p.scanner.report = func(off int, msg string) { p.failf(off, "%s", msg) }
	p.read()
	r := newResolver(p)
	f := &File{Name: file, Funcs: r.resolve(file)}
	return f, p.found.errors(file, p.src, p.lines)
}

// An ident is an identifier at its place.
type ident struct {
	name string
	off  int
}

// An argument is a name in a call; key.name is "" for one without keyword.
type argument struct{ key, value ident }

// A statement is an assignment or the return of a call, as read.
type statement struct {
	target    ident // name is "" for a return
	callee    ident // name is "" for an assignment of a name, which is the one argument
	lo, hi    int   // its arguments: args[lo:hi] of the function
	off       int
	line, col int
}

// A function is a function as read, with what is still to be checked.
type function struct {
	out     *Func
	def     ident
	params  []ident
	stmts   []statement
	args    []argument
	result  ident           // of "return name"
	index   int             // in parser.funcs
	bad     bool            // has an error
	loose   bool            // the parameters could not be read
	oneLine bool            // the body stands on the line of def
	indent  string          // of the body's first line
	wrong   string          // the wrong indentation of the line before, if any
	doc     bool            // a docstring was read
	seen    int             // statements begun
	done    bool            // a return was read
	returns bool            // a return was seen, also in what was skipped
	late    bool            // code after return was reported
	maybe   map[string]bool // names that lines with errors may define
}

// A parser reads the functions of a file.
type parser struct {
	scanner
	vocab  Vocabulary
	found  report
	tok    token  // the next one
	prev   token  // the last one taken
	start  int    // offset of the logical line
	indent string // of the logical line
	failed bool   // the logical line has an error: it tells no other
	block  bool   // the lines are skipped that stand deeper than under
	under  string
	marked bool      // a decorator stands before the next function
	fn     *function // the one that is being read, if any
	funcs  []*function
	stmts  []statement                  // of fn
	args   []argument                   // of fn
	place  struct{ line, off, col int } // the last column counted
}

// failf reports an error, unless its logical line has one already.
func (p *parser) failf(off int, format string, args ...any) {
	if !p.failed {
		p.failed = true
		p.found.addf(p.fn, off, format, args...)
	}
}

// take moves to the next token.
func (p *parser) take() {
	p.prev = p.tok
	p.tok = p.next()
}

// ident takes a token as an identifier.
func (p *parser) ident() ident {
	id := ident{p.src[p.tok.off:p.tok.end], p.tok.off}
	p.take()
	return id
}

// accept takes the next token if it is of kind k.
func (p *parser) accept(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.take()
	return true
}

// is reports whether the next token is the keyword w.
func (p *parser) is(w string) bool {
	return p.tok.kind == keyword && p.src[p.tok.off:p.tok.end] == w
}

// read reads all lines.
func (p *parser) read() {
	for {
		indent, ok := p.line()
		if !ok {
			break
		}
		p.start, p.indent, p.failed = p.off, indent, false
		p.tok = token{newline, p.off, p.off, len(p.lines)}
		p.take()
		switch {
		case p.skipped():
			p.failed = true
			p.recover()
		case indent == "":
			p.endFunc()
			p.topLevel()
		default:
			p.bodyLine()
		}
	}
	p.endFunc()
}

// skipped reports whether the line belongs to a block whose first line was an
// error.
func (p *parser) skipped() bool {
	if !p.block {
		return false
	}
	deeper := len(p.indent) > len(p.under) && strings.HasPrefix(p.indent, p.under)
	again := p.indent == p.under && (p.is("else") || p.is("elif") || p.is("except") || p.is("finally"))
	p.block = deeper || again
	return p.block
}

// topLevel reads a logical line that starts in the first column.
func (p *parser) topLevel() {
	marked := p.marked
	p.marked = false
	if p.is("def") {
		p.function(marked)
		return
	}
	for !p.failed && p.tok.kind != newline {
		switch {
		case p.is("import"), p.is("from"):
			p.imports()
		case p.tok.kind == text:
			p.take()
		case p.tok.kind == '@':
			p.failf(p.tok.off, "a decorator: functions stand alone")
			p.marked = true
		case p.tok.kind == keyword:
			p.failf(p.tok.off, "%s", keywordAdvice(p.src[p.tok.off:p.tok.end], false))
		default:
			p.failf(p.tok.off, "only imports, functions and comments may stand outside a function")
		}
		if !p.accept(';') && p.tok.kind != newline {
			p.unexpected()
		}
	}
	p.recover()
}

// imports takes an import, which says nothing: the vocabulary is the caller's.
func (p *parser) imports() {
	for p.take(); ; p.take() {
		switch p.tok.kind {
		case word, '.', ',', '*', '(', ')':
			continue
		case keyword:
			if p.is("import") || p.is("as") {
				continue
			}
		}
		return
	}
}

// bodyLine reads an indented logical line.
func (p *parser) bodyLine() {
	fn := p.fn
	switch {
	case p.tok.kind == newline:
		return
	case fn == nil:
		p.failf(p.start, "unexpected indentation outside a function")
	case fn.oneLine:
		p.failf(p.start, "unexpected indentation: the body of %s stands on the line of def", fn.def.name)
	case fn.indent == "":
		fn.indent = p.indent
	case p.indent == fn.indent:
		fn.wrong = ""
	case p.indent == fn.wrong:
		p.failed = true
	case strings.Contains(p.indent+fn.indent, "\t") && strings.Contains(p.indent+fn.indent, " "):
		p.failf(p.start, "the indentation differs from the first line of %s: it mixes tabs and spaces", fn.def.name)
	default:
		p.failf(p.start, "the indentation differs from the first line of %s", fn.def.name)
	}
	if fn != nil && p.indent != fn.indent {
		fn.wrong = p.indent
	}
	p.statements()
}

// column returns the column of an offset in a line. Offsets in one line mostly
// grow from call to call.
func (p *parser) column(line, off int) int {
	at := &p.place
	if at.line != line || off < at.off {
		at.line, at.off, at.col = line, p.lines[line-1], 1
	}
	at.col += utf8.RuneCountInString(p.src[at.off:off])
	at.off = off
	return at.col
}
