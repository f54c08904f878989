package mutate

import (
	"strconv"

	"battscope/engine/dsl"
	"battscope/engine/op"
)

// maxLines is how many lines a program has at most. It is more than four times
// what the longest public solver has.
const maxLines = 256

// A line is one call.
type line struct {
	fn   code
	n    uint8 // arguments
	args [maxParams]code
}

// A genome is a program in the form in which it is changed.
type genome struct {
	lines []line
	out   code
}

func (g *genome) copyFrom(h *genome) {
	g.lines = append(g.lines[:0], h.lines...)
	g.out = h.out
}

// read makes g of a program or function. With flat, calls of functions of the
// user's own are replaced by their lines, so that these can be changed too. It
// reports whether g can hold it.
func (a *alphabet) read(g *genome, f *dsl.Func, flat bool) bool {
	r := reader{alphabet: a, to: g, flat: flat}
	g.lines = g.lines[:0]
	params := make([]code, len(f.Params))
	for n := range params {
		params[n] = code(n)
	}
	if len(params) > maxParams {
		return false
	}
	var ok bool
	g.out, ok = r.emit(f, params, 0)
	return ok
}

// maxNesting bounds how deep calls of the user's functions are followed.
const maxNesting = 64

// A reader writes the lines of a function, and of those that it calls, into a
// genome.
type reader struct {
	*alphabet
	to   *genome
	flat bool
}

// emit writes the lines of f for its arguments and returns its value.
func (r *reader) emit(f *dsl.Func, params []code, depth int) (out code, ok bool) {
	vals := make([]code, len(f.Stmts))
	value := func(ref dsl.Ref) (code, bool) {
		switch ref.Kind {
		case dsl.Param:
			return params[ref.Index], true
		case dsl.Local:
			return vals[ref.Index], true
		case dsl.Function:
			return r.function(ref.Func)
		}
		c, known := r.byName[ref.Name]
		return c, known
	}
	args := make([]code, 0, maxParams)
	for n := range f.Stmts {
		s := &f.Stmts[n]
		args = args[:0]
		for _, ref := range s.Args {
			c, known := value(ref)
			if !known {
				return 0, false
			}
			args = append(args, c)
		}
		if !s.IsCall {
			vals[n] = args[0]
			continue
		}
		callee := s.Callee
		for callee.Kind == dsl.Local && !f.Stmts[callee.Index].IsCall {
			callee = f.Stmts[callee.Index].Args[0]
		}
		if r.flat && callee.Kind == dsl.Function && depth < maxNesting && len(callee.Func.Params) == len(args) {
			if vals[n], ok = r.emit(callee.Func, append([]code(nil), args...), depth+1); !ok {
				return 0, false
			}
			continue
		}
		fn, known := value(callee)
		if !known || len(args) > maxParams || len(r.to.lines) == maxLines {
			return 0, false
		}
		if !r.calls(fn, len(args)) {
			return 0, false
		}
		l := line{fn: fn, n: uint8(len(args))}
		copy(l.args[:], args)
		vals[n] = local(len(r.to.lines))
		r.to.lines = append(r.to.lines, l)
	}
	return value(f.Result)
}

// calls reports whether a call of fn with n arguments can be written: of a name
// that is no variable, dsl counts them.
func (a *alphabet) calls(fn code, n int) bool {
	switch {
	case fn == 0 || fn.isLocal():
		return true
	case fn < maxParams || a.isConst(fn):
		return false
	case a.ops[fn] != nil:
		return len(a.ops[fn].Accepts()) == n
	}
	return len(a.symbols[fn].Func.Params) == n
}

// written reports whether dsl reads all calls of g.
func (a *alphabet) written(g *genome) bool {
	for n := range g.lines {
		if !a.calls(g.lines[n].fn, int(g.lines[n].n)) {
			return false
		}
	}
	return true
}

// infer finds the types of a genome's lines for parameters of these types. The
// types of its lines go into types, if that is not nil. It returns that of the
// result.
func (a *alphabet) infer(g *genome, params *[maxParams]op.Type, types *[]op.Type) op.Type {
	var own []op.Type
	if types == nil {
		types = &own
	}
	*types = (*types)[:0]
	get := func(c code) op.Type {
		switch {
		case c.isLocal():
			return (*types)[c.line()]
		case c < maxParams:
			return params[c]
		}
		return a.types[c]
	}
	for n := range g.lines {
		l := &g.lines[n]
		from := len(a.args)
		for _, c := range l.args[:l.n] {
			a.args = append(a.args, get(c))
		}
		args := a.args[from:]
		var t op.Type
		if o := a.opOf(l); o != nil {
			t = a.typer.Apply(o, args)
		} else {
			t = a.typer.Call(get(l.fn), args)
		}
		a.args = a.args[:from]
		*types = append(*types, t)
	}
	return get(g.out)
}

// write returns the program that g is, under a name. Its lines are those of its
// text as dsl prints it.
func (a *alphabet) write(g *genome, name string, names []string) *dsl.Func {
	calls := 0
	for n := range g.lines {
		calls += int(g.lines[n].n)
	}
	f := &dsl.Func{Name: name, Params: a.params(), File: poolFile, Line: 1, EndLine: len(g.lines) + 2}
	f.Stmts = make([]dsl.Stmt, len(g.lines))
	args := make([]dsl.Ref, 0, calls)
	last := len(g.lines) - 1
	ref := func(c code) dsl.Ref {
		if c.isLocal() {
			return dsl.Ref{Kind: dsl.Local, Name: f.Stmts[c.line()].Target, Index: c.line()}
		}
		r := a.symbols[c]
		if r.Kind == dsl.Function {
			use(f, r.Func)
		}
		return r
	}
	for n := range g.lines {
		l := &g.lines[n]
		s := &f.Stmts[n]
		s.Target, s.IsCall, s.Line, s.Col = names[n], true, n+2, 5
		if n == last {
			s.Target = "O"
		}
		s.Callee = ref(l.fn)
		from := len(args)
		for _, c := range l.args[:l.n] {
			args = append(args, ref(c))
		}
		s.Args = args[from:len(args):len(args)]
	}
	f.Result = ref(g.out)
	return f
}

// params returns the parameters of programs. Nobody changes them.
func (a *alphabet) params() []string { return []string{a.symbols[0].Name} }

// use notes that f refers to g.
func use(f, g *dsl.Func) {
	for _, u := range f.Uses {
		if u == g {
			return
		}
	}
	f.Uses = append(f.Uses, g)
}

// lineNames returns the names of the lines of a program: x1, x2 and so on.
func lineNames() []string {
	names := make([]string, maxLines)
	for n := range names {
		names[n] = "x" + strconv.Itoa(n+1)
	}
	return names
}
