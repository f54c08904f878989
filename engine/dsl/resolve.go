package dsl

import (
	"fmt"
	"slices"
)

// A use is a reference from one function to another.
type use struct {
	to   *function
	off  int
	call bool
}

// A slot is what a variable holds at some point of a function.
type slot struct {
	kind  RefKind // Param, Local, or none before the first assignment
	index int
	line  int // of the first assignment, while none
}

// A resolver gives the names of a file their meaning.
type resolver struct {
	*parser
	named map[string]*function // the first of each name
	scope map[string]slot      // the variables of the function being resolved
	uses  [][]use              // by function, each callee once, by first use
	mark  []int                // by function: 1 + the last function noted to use it
	group []int                // by function: 1 + the first function of its component
	known []string             // all names of functions and the vocabulary, once needed
}

func newResolver(p *parser) *resolver {
	r := &resolver{parser: p, named: make(map[string]*function, len(p.funcs))}
	r.uses = make([][]use, len(p.funcs))
	r.mark = make([]int, len(p.funcs))
	r.group = make([]int, len(p.funcs))
	for _, fn := range p.funcs {
		r.parameters(fn)
		if fn.def.name == "" {
			continue
		}
		if first, ok := r.named[fn.def.name]; ok {
			r.found.addf(fn, fn.def.off, "%s is defined twice, first at line %d", fn.def.name, first.out.Line)
			continue
		}
		r.named[fn.def.name] = fn
	}
	return r
}

// resolve checks all functions and returns the good ones.
func (r *resolver) resolve(file string) []*Func {
	for _, fn := range r.funcs {
		r.function(fn)
	}
	r.cycles()
	var good []*Func
	for i, fn := range r.funcs {
		if fn.bad {
			continue
		}
		fn.out.Name, fn.out.File = fn.def.name, file
		for _, u := range r.uses[i] {
			fn.out.Uses = append(fn.out.Uses, u.to.out)
		}
		good = append(good, fn.out)
	}
	return good
}

// function resolves the names of one function.
func (r *resolver) function(fn *function) {
	r.enter(fn)
	refs := make([]Ref, 0, len(fn.args))
	out := make([]Stmt, len(fn.stmts))
	for i := range fn.stmts {
		st := &fn.stmts[i]
		from := len(refs)
		s := Stmt{Target: st.target.name, IsCall: st.callee.name != "", Line: st.line, Col: st.col}
		ok := true
		if s.IsCall {
			s.Callee, ok = r.ref(fn, st.callee, true)
		}
		if ok {
			refs = r.arguments(fn, st, s.Callee, refs)
		}
		s.Args = refs[from:len(refs):len(refs)]
		out[i] = s
		if s.Target != "" {
			r.scope[s.Target] = slot{kind: Local, index: i}
		}
	}
	fn.out.Stmts = out
	switch {
	case fn.result.name != "":
		fn.out.Result, _ = r.ref(fn, fn.result, false)
	case len(out) > 0:
		fn.out.Result = Ref{Kind: Local, Index: len(out) - 1}
	}
	if !fn.bad {
		fn.stmts, fn.args = nil, nil
	}
}

// parameters checks the parameters of a function, before any call of it.
func (r *resolver) parameters(fn *function) {
	r.newScope()
	fn.out.Params = make([]string, len(fn.params))
	for i, p := range fn.params {
		fn.out.Params[i] = p.name
		if _, twice := r.scope[p.name]; twice {
			r.found.addf(fn, p.off, "parameter %s stands twice", p.name)
			fn.loose = true
		}
		r.scope[p.name] = slot{}
	}
}

// newScope empties the scope. Clearing a map takes as long as it once was
// large, so a large one is left behind.
func (r *resolver) newScope() {
	if r.scope == nil || len(r.scope) > 256 {
		r.scope = map[string]slot{}
	}
	clear(r.scope)
}

// enter makes the scope of a function: its parameters, and the variables that
// it assigns anywhere, which in Python hide other names everywhere.
func (r *resolver) enter(fn *function) {
	r.newScope()
	for i, p := range fn.params {
		r.scope[p.name] = slot{kind: Param, index: i}
	}
	for i := range fn.stmts {
		st := &fn.stmts[i]
		if st.target.name == "" {
			continue
		}
		if _, ok := r.scope[st.target.name]; !ok {
			r.scope[st.target.name] = slot{line: st.line}
		}
	}
}

// ref returns what a name stands for. It reports a name that stands for
// nothing, or for nothing yet, or is called and cannot be; ok is false then,
// and for names that a line with errors may have defined.
func (r *resolver) ref(fn *function, id ident, called bool) (ref Ref, ok bool) {
	ref.Name = id.name
	v, local := r.scope[id.name]
	switch {
	case local && v.kind != 0:
		ref.Kind, ref.Index = v.kind, v.index
		return ref, true
	case fn.maybe[id.name]:
		return ref, false
	case local:
		r.found.addf(fn, id.off, "%s is used before its assignment on line %d", id.name, v.line)
		return ref, false
	}
	if to, ok := r.named[id.name]; ok {
		ref.Kind, ref.Func = Function, to.out
		r.use(fn, to, id.off, called)
		return ref, true
	}
	if _, ok := r.vocab.Params(id.name); ok {
		ref.Kind = Primitive
		return ref, true
	}
	if r.vocab.Constant(id.name) {
		if called {
			r.found.addf(fn, id.off, "%s is a constant, not a function", id.name)
			return ref, false
		}
		ref.Kind = Constant
		return ref, true
	}
	r.found.add(fn, id.off, func() string {
		return "unknown name " + id.name + DidYouMean(id.name, r.names(fn))
	})
	return ref, false
}

// use notes that one function refers to another.
func (r *resolver) use(fn, to *function, off int, called bool) {
	if r.mark[to.index] == fn.index+1 {
		return
	}
	r.mark[to.index] = fn.index + 1
	r.uses[fn.index] = append(r.uses[fn.index], use{to, off, called})
}

// names returns the names that a function may use, nearest first.
func (r *resolver) names(fn *function) []string {
	if r.known == nil {
		r.known = slices.Sorted(slices.Values(r.vocab.Names()))
		for _, other := range r.funcs[:min(len(r.funcs), maxSuggestions)] {
			r.known = append(r.known, other.def.name)
		}
	}
	var list []string
	for _, p := range fn.params[:min(len(fn.params), maxSuggestions/4)] {
		list = append(list, p.name)
	}
	for i := range fn.stmts[:min(len(fn.stmts), maxSuggestions/2)] {
		list = append(list, fn.stmts[i].target.name)
	}
	return append(list, r.known...)
}

// arguments appends the arguments of a statement to refs, in the order of the
// callee's parameters.
func (r *resolver) arguments(fn *function, st *statement, callee Ref, refs []Ref) []Ref {
	args := fn.args[st.lo:st.hi]
	keyed := len(args) > 0 && args[len(args)-1].key.name != ""
	params, fixed := r.params(callee)
	from := len(refs)
	for i := range args {
		ref, ok := r.ref(fn, args[i].value, false)
		if !ok {
			return refs
		}
		refs = append(refs, ref)
	}
	switch {
	case keyed && (callee.Kind == Param || callee.Kind == Local):
		first := slices.IndexFunc(args, func(a argument) bool { return a.key.name != "" })
		r.found.addf(fn, args[first].key.off, "%s is a variable: give its arguments without names", callee.Name)
	case !fixed:
	case keyed:
		r.order(fn, st, params, refs[from:])
	case len(args) != len(params):
		r.found.add(fn, st.callee.off, func() string { return takes(callee.Name, params, len(args)) })
	}
	return refs
}

// params returns the names of a callee's parameters; fixed is false where they
// are not known.
func (r *resolver) params(callee Ref) (names []string, fixed bool) {
	switch callee.Kind {
	case Primitive:
		return r.vocab.Params(callee.Name)
	case Function:
		to := r.named[callee.Name]
		if to.loose {
			return nil, false
		}
		return to.out.Params, true
	}
	return nil, false
}

// order puts the arguments of a call with keywords, given as written, into the
// order of the parameters.
func (r *resolver) order(fn *function, st *statement, params []string, refs []Ref) {
	name := st.callee.name
	sorted := make([]Ref, len(params))
	for i, arg := range fn.args[st.lo:st.hi] {
		at, place := i, arg.value.off
		if key := arg.key.name; key != "" {
			place = arg.key.off
			at = slices.Index(params, key)
			if at < 0 {
				r.found.add(fn, place, func() string {
					return fmt.Sprintf("%s has no parameter %s", name, key) + DidYouMean(key, params)
				})
				return
			}
		}
		if at >= len(params) {
			r.found.add(fn, place, func() string { return takes(name, params, len(refs)) })
			return
		}
		if sorted[at].Kind != 0 {
			r.found.addf(fn, place, "%s gets its argument %s twice", name, params[at])
			return
		}
		sorted[at] = refs[i]
	}
	for i, ref := range sorted {
		if ref.Kind == 0 {
			r.found.addf(fn, st.callee.off, "%s is missing its argument %s", name, params[i])
			return
		}
	}
	copy(refs, sorted)
}
