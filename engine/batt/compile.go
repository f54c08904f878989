package batt

import (
	"fmt"

	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/value"
)

// A callKey is equal for equal calls of up to four arguments.
type callKey struct {
	prim *value.Prim
	fn   Slot
	n    int
	args [4]Slot
}

// A compiler adds programs to a batt. While it works, the slot of a constant is
// its index and that of node n is -1-n, since the constants are not yet all
// known.
type compiler struct {
	table  *op.Table
	params int // of each program
	batt   *Batt
	consts map[string]Slot // by name; functions of the user's own by "def " and body
	calls  map[callKey]int32
	long   map[string]int32 // calls of more than four arguments, printed
	procs  *procs
	args   []Slot // the arguments of all nodes, in one piece

	slots []Slot // of the statements of the program at work
	live  []bool
	seen  map[int32]bool
}

func newCompiler(table *op.Table, params int) *compiler {
	return &compiler{
		table:  table,
		params: params,
		batt:   &Batt{Consts: make([]value.Value, params)},
		consts: map[string]Slot{},
		calls:  map[callKey]int32{},
		long:   map[string]int32{},
		procs:  newProcs(table),
		seen:   map[int32]bool{},
	}
}

// add compiles f.
func (c *compiler) add(f *dsl.Func) {
	if len(f.Params) != c.params {
		panic(fmt.Sprintf("batt: %s is no program: it has %d parameters, want %d", f.Name, len(f.Params), c.params))
	}
	c.slots = append(c.slots[:0], make([]Slot, len(f.Stmts))...)
	c.live = liveStmts(f, c.live)
	clear(c.seen)
	p := Program{Func: f}
	for n := range f.Stmts {
		s := &f.Stmts[n]
		if s.IsCall {
			c.batt.Lines++
		}
		if !c.live[n] {
			continue
		}
		if !s.IsCall {
			c.slots[n] = c.slot(s.Args[0])
			continue
		}
		node := c.call(f, s)
		c.slots[n] = -1 - Slot(node)
		if !c.seen[node] {
			c.seen[node] = true
			p.Steps = append(p.Steps, Step{Node: node, Line: int32(s.Line)})
		}
	}
	p.Result = c.slot(f.Result)
	c.batt.Programs = append(c.batt.Programs, p)
}

// liveStmts reports which statements the result needs. It reuses live.
func liveStmts(f *dsl.Func, live []bool) []bool {
	live = append(live[:0], make([]bool, len(f.Stmts))...)
	need := func(r dsl.Ref) {
		if r.Kind == dsl.Local {
			live[r.Index] = true
		}
	}
	need(f.Result)
	for n := len(f.Stmts) - 1; n >= 0; n-- {
		if !live[n] {
			continue
		}
		need(f.Stmts[n].Callee)
		for _, a := range f.Stmts[n].Args {
			need(a)
		}
	}
	return live
}

// call returns the node of a call.
func (c *compiler) call(f *dsl.Func, s *dsl.Stmt) int32 {
	key := callKey{n: len(s.Args)}
	if callee := origin(f, s.Callee); callee.Kind == dsl.Primitive && len(c.table.Lookup(callee.Name).Params()) == len(s.Args) {
		key.prim = c.table.Lookup(callee.Name).Prim
	} else {
		key.fn = c.slot(s.Callee)
	}
	from := len(c.args)
	for _, a := range s.Args {
		c.args = append(c.args, c.slot(a))
	}
	args := c.args[from:len(c.args):len(c.args)]
	if len(args) <= len(key.args) {
		copy(key.args[:], args)
		if n, ok := c.calls[key]; ok {
			c.args = c.args[:from]
			return n
		}
		c.calls[key] = int32(len(c.batt.Nodes))
	} else {
		text := fmt.Sprint(key.fn, args)
		if n, ok := c.long[text]; ok {
			c.args = c.args[:from]
			return n
		}
		c.long[text] = int32(len(c.batt.Nodes))
	}
	c.batt.Nodes = append(c.batt.Nodes, Node{Prim: key.prim, Fn: key.fn, Args: args})
	return int32(len(c.batt.Nodes) - 1)
}

// origin returns what r stands for when its other names are followed back.
func origin(f *dsl.Func, r dsl.Ref) dsl.Ref {
	for r.Kind == dsl.Local && !f.Stmts[r.Index].IsCall {
		r = f.Stmts[r.Index].Args[0]
	}
	return r
}

// slot returns the slot of what r stands for.
func (c *compiler) slot(r dsl.Ref) Slot {
	switch r.Kind {
	case dsl.Param:
		return Slot(r.Index)
	case dsl.Local:
		return c.slots[r.Index]
	case dsl.Function:
		proc := c.procs.compile(r.Func)
		return c.constant("def "+proc.Key, proc.Value)
	case dsl.Primitive:
		return c.constant(r.Name, func() value.Value { return c.table.Lookup(r.Name).Fn })
	}
	return c.constant(r.Name, func() value.Value {
		v, _ := c.table.ConstantValue(r.Name)
		return v
	})
}

func (c *compiler) constant(name string, v func() value.Value) Slot {
	s, ok := c.consts[name]
	if !ok {
		s = Slot(len(c.batt.Consts))
		c.consts[name] = s
		c.batt.Consts = append(c.batt.Consts, v())
	}
	return s
}

// finish gives the nodes their slots.
func (c *compiler) finish() *Batt {
	b := c.batt
	final := func(s *Slot) {
		if *s < 0 {
			*s = b.NodeSlot(int32(-1 - *s))
		}
	}
	for n := range b.Nodes {
		final(&b.Nodes[n].Fn)
		for a := range b.Nodes[n].Args {
			final(&b.Nodes[n].Args[a])
		}
	}
	for n := range b.Programs {
		p := &b.Programs[n]
		final(&p.Result)
		p.Moves = true
		for _, s := range p.Steps {
			prim := b.Nodes[s.Node].Prim
			p.Moves = p.Moves && prim != nil && prim.Moves.Any()
		}
	}
	return b
}
