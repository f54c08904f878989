package batt

import (
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/value"
)

// procs compiles the functions of the user's own, each body once: functions of
// equal bodies are equal, whatever their names and files.
type procs struct {
	table  *op.Table
	byFunc map[*dsl.Func]*value.Proc
	byBody map[string]*value.Proc
}

func newProcs(table *op.Table) *procs {
	return &procs{table: table, byFunc: map[*dsl.Func]*value.Proc{}, byBody: map[string]*value.Proc{}}
}

// compile returns the function that f is, with those that it uses. It keeps its
// own stack, since chains of functions may be long.
func (ps *procs) compile(f *dsl.Func) *value.Proc {
	stack := []*dsl.Func{f}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		ready := true
		for _, u := range top.Uses {
			if ps.byFunc[u] == nil {
				stack = append(stack, u)
				ready = false
			}
		}
		if !ready {
			continue
		}
		stack = stack[:len(stack)-1]
		if ps.byFunc[top] != nil {
			continue
		}
		body := dsl.Body(top)
		p := ps.byBody[body]
		if p == nil {
			p = ps.one(top, body)
			ps.byBody[body] = p
		}
		ps.byFunc[top] = p
	}
	return ps.byFunc[f]
}

// one compiles f, whose callees are compiled.
func (ps *procs) one(f *dsl.Func, body string) *value.Proc {
	p := &value.Proc{Name: f.Name, Key: body, Arity: len(f.Params), Init: make([]value.Value, len(f.Params))}
	slots := make([]int, len(f.Stmts))
	consts := map[string]int{}
	slot := func(r dsl.Ref) int {
		name := r.Name
		var v value.Value
		switch r.Kind {
		case dsl.Param:
			return r.Index
		case dsl.Local:
			return slots[r.Index]
		case dsl.Function:
			callee := ps.byFunc[r.Func]
			name, v = "def "+callee.Key, callee.Value()
		case dsl.Primitive:
			v = ps.table.Lookup(r.Name).Fn
		default:
			v, _ = ps.table.ConstantValue(r.Name)
		}
		n, ok := consts[name]
		if !ok {
			n = len(p.Init)
			consts[name] = n
			p.Init = append(p.Init, v)
		}
		return n
	}
	live := liveStmts(f, nil)
	for n := range f.Stmts {
		s := &f.Stmts[n]
		switch {
		case !live[n]:
			continue
		case !s.IsCall:
			slots[n] = slot(s.Args[0])
			continue
		}
		in := value.Instr{}
		if callee := origin(f, s.Callee); callee.Kind == dsl.Primitive && len(ps.table.Lookup(callee.Name).Params()) == len(s.Args) {
			in.Prim = ps.table.Lookup(callee.Name).Prim
		} else {
			in.Fn = slot(s.Callee)
		}
		for _, a := range s.Args {
			in.Args = append(in.Args, slot(a))
		}
		in.To = len(p.Init)
		slots[n] = in.To
		p.Init = append(p.Init, value.Value{})
		p.Code = append(p.Code, in)
	}
	p.Out = slot(f.Result)
	return p
}

// Func compiles f, a function of any number of parameters, alone. Calling it
// gives what the same lines give in a batt.
func Func(table *op.Table, f *dsl.Func) *value.Proc { return newProcs(table).compile(f) }
