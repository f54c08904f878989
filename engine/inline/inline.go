// Package inline gives a program its identity: its variables are substituted
// into one expression, which is hashed.
//
// The expression is a graph. Equal calls are one node of it, however often they
// are used, so that it is never larger than the program; written out as a tree
// it could have more nodes than there are atoms. The hash is taken node by node
// (Merkle), and the text that is stored has the sharing restored: one call a
// line, in the order in which the expression needs them. Two programs have the
// same identity exactly when their expressions are the same, whatever their
// names, the order of their lines, and their dead lines.
package inline

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"battscope/engine/dsl"
)

// An Identity is the hash of a program's expression in hexadecimal.
type Identity string

// Parse reads the text of one program, as dsl.Body prints it.
func Parse(text string, vocab dsl.Vocabulary) (*dsl.Func, error) {
	file, mistakes := dsl.Parse("program", []byte(text), vocab)
	if len(mistakes) > 0 {
		return nil, fmt.Errorf("inline a program: %w", mistakes[0])
	}
	programs := file.Programs()
	if len(programs) != 1 {
		return nil, fmt.Errorf("inline a program: %d programs in its text, want 1", len(programs))
	}
	return programs[0], nil
}

// An Expr is a program as one expression. It is never changed once built.
type Expr struct {
	fn    *dsl.Func // statements in the order in which the result needs them, each once
	funcs map[*dsl.Func]*Expr
}

// Substitute returns the expression that f computes.
func Substitute(f *dsl.Func) *Expr { return substitute(f, map[*dsl.Func]*Expr{}) }

// substitute shares the expressions of functions that several use. Functions do
// not call themselves, and the parser bounds their nesting by the file.
func substitute(f *dsl.Func, done map[*dsl.Func]*Expr) *Expr {
	if e := done[f]; e != nil {
		return e
	}
	e := &Expr{fn: &dsl.Func{Name: f.Name, Params: f.Params, File: f.File, Line: f.Line, EndLine: f.EndLine}, funcs: map[*dsl.Func]*Expr{}}
	b := builder{from: f, to: e, done: done, refs: make([]dsl.Ref, len(f.Stmts)), nodes: map[string]int{}}
	e.fn.Result = b.ref(f.Result)
	done[f] = e
	return e
}

// A builder copies the statements of a function in the order in which its
// result needs them.
type builder struct {
	from  *dsl.Func
	to    *Expr
	done  map[*dsl.Func]*Expr
	refs  []dsl.Ref // of the statements copied; Kind 0 before
	nodes map[string]int
}

// ref returns what r stands for in the copy, copying what it needs first. It
// keeps its own stack: programs may be long chains.
func (b *builder) ref(r dsl.Ref) dsl.Ref {
	stack := []dsl.Ref{r}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		if top.Kind != dsl.Local || b.refs[top.Index].Kind != 0 {
			stack = stack[:len(stack)-1]
			continue
		}
		s := &b.from.Stmts[top.Index]
		waits := len(stack)
		// Pushed in reverse, so that the first is copied first.
		for n := len(s.Args) - 1; n >= 0; n-- {
			stack = b.push(stack, s.Args[n])
		}
		if s.IsCall {
			stack = b.push(stack, s.Callee)
		}
		if len(stack) == waits {
			b.copy(top.Index)
			stack = stack[:len(stack)-1]
		}
	}
	return b.atom(r)
}

func (b *builder) push(stack []dsl.Ref, r dsl.Ref) []dsl.Ref {
	if r.Kind == dsl.Local && b.refs[r.Index].Kind == 0 {
		return append(stack, r)
	}
	return stack
}

// atom returns a reference whose statement, if any, is copied.
func (b *builder) atom(r dsl.Ref) dsl.Ref {
	switch r.Kind {
	case dsl.Local:
		return b.refs[r.Index]
	case dsl.Function:
		e := substitute(r.Func, b.done)
		if b.to.funcs[e.fn] == nil {
			b.to.funcs[e.fn] = e
			b.to.fn.Uses = append(b.to.fn.Uses, e.fn)
		}
		r.Func = e.fn
	}
	return r
}

// copy copies statement n, unless it is equal to one that was copied before.
func (b *builder) copy(n int) {
	s := b.from.Stmts[n]
	if !s.IsCall {
		b.refs[n] = b.atom(s.Args[0])
		return
	}
	c := dsl.Stmt{IsCall: true, Callee: b.atom(s.Callee), Line: s.Line, Col: s.Col}
	key := keyOf(nil, c.Callee)
	for _, a := range s.Args {
		a = b.atom(a)
		c.Args = append(c.Args, a)
		key = keyOf(key, a)
	}
	at, known := b.nodes[string(key)]
	if !known {
		at = len(b.to.fn.Stmts)
		b.nodes[string(key)] = at
		c.Target = fmt.Sprintf("x%d", at+1)
		b.to.fn.Stmts = append(b.to.fn.Stmts, c)
	}
	b.refs[n] = dsl.Ref{Kind: dsl.Local, Index: at, Name: fmt.Sprintf("x%d", at+1)}
}

func keyOf(key []byte, r dsl.Ref) []byte {
	name := r.Name
	if r.Kind == dsl.Param || r.Kind == dsl.Local {
		name = ""
	}
	if r.Kind == dsl.Function {
		name = fmt.Sprintf("%p", r.Func)
	}
	return fmt.Appendf(key, "%d %d %s,", r.Kind, r.Index, name)
}

// Nodes returns the number of calls in the expression, each counted once.
func (e *Expr) Nodes() int { return len(e.fn.Stmts) }

// Text returns the expression as a program, one call a line, that Parse reads.
func (e *Expr) Text() string { return dsl.Body(e.fn) }

// Identity returns the hash of the expression: SHA-256 of its result's node,
// where a node is hashed as its callee's and arguments' hashes.
func (e *Expr) Identity() Identity {
	h := hasher{funcs: map[*dsl.Func][sha256.Size]byte{}}
	sum := h.expr(e)
	return Identity(hex.EncodeToString(sum[:]))
}

// A hasher hashes expressions, each function once.
type hasher struct {
	funcs map[*dsl.Func][sha256.Size]byte
}

func (h *hasher) expr(e *Expr) [sha256.Size]byte {
	if sum, ok := h.funcs[e.fn]; ok {
		return sum
	}
	sums := make([][sha256.Size]byte, len(e.fn.Stmts))
	ref := func(r dsl.Ref) [sha256.Size]byte {
		switch r.Kind {
		case dsl.Local:
			return sums[r.Index]
		case dsl.Function:
			return h.expr(e.funcs[r.Func])
		case dsl.Param:
			return sha256.Sum256(fmt.Appendf(nil, "parameter %d", r.Index))
		}
		return sha256.Sum256(fmt.Appendf(nil, "%s %s", r.Kind, r.Name))
	}
	for n := range e.fn.Stmts {
		s := &e.fn.Stmts[n]
		callee := ref(s.Callee)
		text := append([]byte("call "), callee[:]...)
		text = binary.BigEndian.AppendUint32(text, uint32(len(s.Args)))
		for _, a := range s.Args {
			sum := ref(a)
			text = append(text, sum[:]...)
		}
		sums[n] = sha256.Sum256(text)
	}
	result := ref(e.fn.Result)
	sum := sha256.Sum256(append(fmt.Appendf(nil, "function of %d: ", len(e.fn.Params)), result[:]...))
	h.funcs[e.fn] = sum
	return sum
}
