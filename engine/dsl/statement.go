package dsl

import "strings"

// statements reads the statements of a logical line of a function.
func (p *parser) statements() {
	for !p.failed && p.tok.kind != newline {
		p.statement()
		if !p.failed && !p.accept(';') && p.tok.kind != newline {
			p.unexpected()
		}
	}
	p.recover()
	if p.fn != nil {
		p.fn.out.EndLine = p.prev.line
	}
}

// statement reads one statement of the function p.fn.
func (p *parser) statement() {
	fn := p.fn
	if fn.seen == 0 && !fn.doc && p.docstring() {
		fn.doc = true
		for p.accept(text) {
		}
		return
	}
	if fn.done {
		if !fn.late {
			p.failf(p.tok.off, "code after return")
		}
		fn.late, p.failed = true, true
		return
	}
	fn.seen++
	st := statement{off: p.tok.off, line: p.tok.line, lo: len(p.args)}
	switch {
	case p.is("return"):
		p.take()
		fn.done, fn.returns = true, true
		if p.tok.kind == newline || p.tok.kind == ';' {
			p.failf(st.off, "return without a value")
			return
		}
	case p.tok.kind == word:
		st.target = p.ident()
		p.assignSign(st.target)
	case p.tok.kind == keyword:
		w := p.src[p.tok.off:p.tok.end]
		fn.returns = fn.returns || w == "pass" || w == "raise"
		p.failf(p.tok.off, "%s", keywordAdvice(w, true))
	default:
		p.failf(p.tok.off, "%s", p.advice())
	}
	if p.failed {
		return
	}
	p.value(&st)
	if p.failed {
		return
	}
	if st.target.name == "" && st.callee.name == "" {
		fn.result = p.args[st.lo].value
		p.args = p.args[:st.lo]
		return
	}
	st.hi = len(p.args)
	st.col = p.column(st.line, st.off)
	p.stmts = append(p.stmts, st)
}

// docstring reports whether the next token is a string of characters as they
// are, without the prefixes b and f.
func (p *parser) docstring() bool {
	if p.tok.kind != text {
		return false
	}
	prefix := p.src[p.tok.off:p.tok.end]
	prefix = prefix[:strings.IndexAny(prefix, `"'`)]
	return !strings.ContainsAny(prefix, "bBfF")
}

// assignSign takes what stands between a statement's target and its value.
func (p *parser) assignSign(target ident) {
	if p.accept(':') {
		p.annotation()
	}
	switch p.tok.kind {
	case '=':
		p.take()
	case assigning:
		p.failf(p.tok.off, "%s: write the call that makes the new value", p.src[p.tok.off:p.tok.end])
	case ',':
		p.failf(p.tok.off, "several targets: assign to one name")
	case '(':
		p.failf(target.off, "the result of %s is lost: assign it to a name", target.name)
	case newline, ';':
		p.failf(target.off, "a name alone: assign or return it")
	default:
		p.unexpected()
	}
}

// value takes the right side of an assignment or return: a name or a call,
// perhaps in parentheses.
func (p *parser) value(st *statement) {
	opened := 0
	for p.tok.kind == '(' {
		p.take()
		opened++
	}
	if p.tok.kind != word {
		p.failf(p.tok.off, "%s", p.advice())
		return
	}
	id := p.ident()
	if p.tok.kind == '(' {
		st.callee = id
		p.arguments()
	} else {
		p.args = append(p.args, argument{value: id})
	}
	for ; opened > 0 && p.accept(')'); opened-- {
	}
	switch {
	case p.failed:
	case p.tok.kind == '(':
		p.failf(p.tok.off, "a call of an expression: give what is called a line of its own")
	case p.tok.kind == ',':
		p.failf(p.tok.off, "a tuple: build it by a call")
	case p.tok.kind == '=':
		p.failf(p.tok.off, "several assignments in one: give each a line of its own")
	case opened > 0:
		p.unexpected()
	}
}

// arguments takes the arguments of a call, with their parentheses.
func (p *parser) arguments() {
	keyed := false
	for p.take(); !p.failed && p.tok.kind != ')'; {
		if p.tok.kind != word {
			p.failf(p.tok.off, "%s", p.advice())
			return
		}
		var arg argument
		arg.value = p.ident()
		if p.tok.kind == '=' {
			p.take()
			keyed = true
			arg.key = arg.value
			if p.tok.kind != word {
				p.failf(p.tok.off, "%s", p.advice())
				return
			}
			arg.value = p.ident()
		} else if keyed && (p.tok.kind == ',' || p.tok.kind == ')') {
			p.failf(arg.value.off, "an argument without a name after one with a name")
		}
		p.args = append(p.args, arg)
		switch p.tok.kind {
		case ',':
			p.take()
		case ')':
		case '(':
			p.failf(arg.value.off, "a call inside a call: give the inner call a line of its own")
		case word:
			if p.unclosed() {
				return
			}
			p.failf(p.tok.off, "a comma is missing before %s", p.src[p.tok.off:p.tok.end])
		default:
			p.unexpected()
		}
	}
	p.accept(')')
}

// unclosed reports whether the next token starts another assignment, on a line
// indented as this statement. It then says so and ends the logical line before.
func (p *parser) unclosed() bool {
	start := p.lines[len(p.lines)-1]
	rest := strings.TrimLeft(p.src[p.tok.end:], " \t")
	if p.tok.line == p.prev.line || p.src[start:p.tok.off] != p.indent || !strings.HasPrefix(rest, "=") {
		return false
	}
	p.failf(p.open, "( is never closed")
	p.endLine()
	p.tok = p.next()
	return true
}
