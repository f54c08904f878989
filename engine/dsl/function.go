package dsl

import "slices"

// function reads a line that starts with def; marked says that a decorator
// stands above.
func (p *parser) function(marked bool) {
	fn := &function{index: len(p.funcs), bad: marked}
	fn.out = &Func{Line: p.tok.line, EndLine: p.tok.line}
	fn.def.off = p.tok.off
	p.fn = fn
	p.funcs = append(p.funcs, fn)
	p.take()
	switch p.tok.kind {
	case word:
		fn.def = p.ident()
		p.parameters(fn)
	case keyword:
		p.failf(p.tok.off, "%s is a word of Python's own: choose another name", p.src[p.tok.off:p.tok.end])
	default:
		p.unexpected()
	}
	if p.failed {
		fn.loose = true
		p.recover()
		p.block = false
		return
	}
	fn.oneLine = p.tok.kind != newline
	p.statements()
}

// parameters takes the rest of a function's first line, up to the colon.
func (p *parser) parameters(fn *function) {
	if !p.accept('(') {
		p.unexpected()
	}
	for !p.failed && p.tok.kind != ')' {
		switch p.tok.kind {
		case word:
			fn.params = append(fn.params, p.ident())
		case keyword:
			p.failf(p.tok.off, "%s is a word of Python's own: choose another name", p.src[p.tok.off:p.tok.end])
		case '*', '/':
			p.failf(p.tok.off, "a %c among the parameters: write plain names", p.tok.kind)
		default:
			p.unexpected()
		}
		if p.accept(':') {
			p.annotation()
		}
		if p.tok.kind == '=' {
			p.failf(p.tok.off, "a default: every call gives all arguments")
		}
		if !p.accept(',') && p.tok.kind != ')' {
			p.unexpected()
		}
	}
	p.accept(')')
	if p.accept(arrow) {
		p.annotation()
	}
	if !p.accept(':') {
		p.unexpected()
	}
}

// annotation takes a type, which says nothing.
func (p *parser) annotation() {
	start := p.tok.off
	for depth := 0; ; p.take() {
		switch p.tok.kind {
		case '(', '[', '{':
			depth++
			continue
		case ')', ']', '}':
			if depth > 0 {
				depth--
				continue
			}
		case ',', ':', '=':
			if depth > 0 {
				continue
			}
		case newline:
		default:
			continue
		}
		break
	}
	if p.tok.off == start {
		p.unexpected()
	}
}

// endFunc checks that the function before this line is whole.
func (p *parser) endFunc() {
	fn := p.fn
	if fn == nil {
		return
	}
	p.fn = nil
	fn.stmts, fn.args = slices.Clone(p.stmts), slices.Clone(p.args)
	p.stmts, p.args = p.stmts[:0], p.args[:0]
	switch {
	case fn.returns || fn.def.name == "":
	case fn.seen == 0 && fn.loose:
	case fn.seen == 0:
		p.found.addf(fn, fn.def.off, "%s is empty: it needs a return", fn.def.name)
	default:
		p.found.addf(fn, fn.def.off, "%s has no return", fn.def.name)
	}
}
