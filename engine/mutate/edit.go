package mutate

import (
	"math/rand/v2"

	"battscope/engine/op"
)

// An Edit is a way to change a program.
type Edit uint8

// The edits.
const (
	Replace  Edit = iota // a primitive by one of the same shape
	Variable             // a variable by an earlier one of a compatible kind
	Constant             // a constant by a neighbour, or by a colour of the task
	Insert               // a new line
	Delete               // a line gone
	Cross                // a variable by one of another program, with the lines that it needs
	numEdits = iota
)

// String says what the edit gives a program.
func (e Edit) String() string {
	return [numEdits]string{"other primitive", "other variable", "other constant", "new line", "line less", "lines of a mate"}[e]
}

// A place is a use of a value: an argument of a line, its callee (calleeArg), or
// the result of the program (line -1).
type place struct {
	line int
	arg  int
}

const calleeArg = -1

// nothing is no code.
const nothing code = localBit - 1

// An editor changes genomes. Each edit reports whether it changed anything; what
// it made is still to be typed.
type editor struct {
	*alphabet
	rng    *rand.Rand
	shapes [][]code // by code of a primitive: the primitives of the same shape
	colors []code   // constants for the colours of the task's grids

	g     genome
	types []op.Type // of g's lines, before the edit
	picks []code
}

// shapes lists for each primitive those that take its place: with as many
// parameters, each pair with a kind in common, and so the results.
func (a *alphabet) shapes() [][]code {
	list := make([][]code, len(a.symbols))
	for p := a.prims[0]; p < a.prims[1]; p++ {
		for q := a.prims[0]; q < a.prims[1]; q++ {
			if p != q && sameShape(a.ops[p], a.ops[q]) {
				list[p] = append(list[p], q)
			}
		}
	}
	return list
}

func sameShape(p, q *op.Op) bool {
	if len(p.Accepts()) != len(q.Accepts()) || p.OutKinds()&q.OutKinds() == 0 {
		return false
	}
	for n, k := range p.Accepts() {
		if k&q.Accepts()[n] == 0 {
			return false
		}
	}
	return true
}

// at returns the code at a place.
func (e *editor) at(p place) *code {
	switch {
	case p.line < 0:
		return &e.g.out
	case p.arg == calleeArg:
		return &e.g.lines[p.line].fn
	}
	return &e.g.lines[p.line].args[p.arg]
}

// typeAt returns the type of what a code stands for in g.
func (e *editor) typeAt(c code) op.Type {
	if c.isLocal() {
		return e.types[c.line()]
	}
	return e.alphabet.types[c]
}

// wanted returns the kinds that a place takes.
func (e *editor) wanted(p place) op.Kinds {
	switch {
	case p.line < 0:
		return op.KindGrid
	case p.arg == calleeArg:
		return op.KindFunction
	}
	l := &e.g.lines[p.line]
	if o := e.opOf(l); o != nil {
		return o.Accepts()[p.arg]
	}
	return e.typeAt(l.args[p.arg]).Kinds
}

// opOf returns the primitive that a line calls with all its arguments, or nil.
func (a *alphabet) opOf(l *line) *op.Op {
	if l.fn.isLocal() || a.ops[l.fn] == nil || len(a.ops[l.fn].Accepts()) != int(l.n) {
		return nil
	}
	return a.ops[l.fn]
}

// maxPicks is how often a choice is made anew until it fits: trying takes less
// time than listing all that fit.
const maxPicks = 64

// anyPlace picks a use for whose code ok is true, each with the same chance.
func (e *editor) anyPlace(ok func(c code) bool) (place, bool) {
	for range maxPicks {
		n := e.rng.IntN((len(e.g.lines) + 1) * (1 + maxParams))
		p := place{n / (1 + maxParams), n%(1+maxParams) - 1}
		switch {
		case p.line == len(e.g.lines):
			if p.arg != calleeArg {
				continue
			}
			p = place{line: -1}
		case p.arg >= int(e.g.lines[p.line].n):
			continue
		}
		if ok(*e.at(p)) {
			return p, true
		}
	}
	return place{}, false
}

// isValue is true for what is computed: the input and the values of lines.
func isValue(c code) bool { return c == 0 || c.isLocal() }

func (e *editor) replace() bool {
	p, ok := e.anyPlace(e.isPrim)
	if !ok {
		return false
	}
	at := e.at(p)
	list := e.shapes[*at]
	if len(list) == 0 {
		return false
	}
	if p.arg != calleeArg {
		*at = list[e.rng.IntN(len(list))]
		return true
	}
	// What the arguments are is known: only what takes them has a chance.
	l := &e.g.lines[p.line]
	e.picks = e.picks[:0]
	for _, q := range list {
		fits := len(e.ops[q].Accepts()) == int(l.n)
		for k := 0; fits && k < int(l.n); k++ {
			fits = op.Accepts(e.ops[q].Accepts()[k], e.typeAt(l.args[k]))
		}
		if fits {
			e.picks = append(e.picks, q)
		}
	}
	return e.choose(at)
}

// choose puts one of picks at a place.
func (e *editor) choose(at *code) bool {
	if len(e.picks) == 0 {
		return false
	}
	*at = e.picks[e.rng.IntN(len(e.picks))]
	return true
}

// before lists the values from the input up to line n that may be of kinds k,
// but not c.
func (e *editor) before(n int, k op.Kinds, c code) {
	e.picks = e.picks[:0]
	if c != 0 && op.Accepts(k, e.alphabet.types[0]) {
		e.picks = append(e.picks, 0)
	}
	for m := range n {
		if v := local(m); v != c && op.Accepts(k, e.types[m]) {
			e.picks = append(e.picks, v)
		}
	}
}

// end returns the number of lines before a place.
func (e *editor) end(p place) int {
	if p.line < 0 {
		return len(e.g.lines)
	}
	return p.line
}

func (e *editor) variable() bool {
	p, ok := e.anyPlace(isValue)
	if !ok {
		return false
	}
	at := e.at(p)
	e.before(e.end(p), e.wanted(p)&e.typeAt(*at).Kinds, *at)
	return e.choose(at)
}

func (e *editor) constant() bool {
	p, ok := e.anyPlace(e.isConst)
	if !ok {
		return false
	}
	at := e.at(p)
	old := *at
	if e.typeAt(old).Kinds == op.KindInteger && len(e.colors) > 0 && e.rng.IntN(2) == 0 {
		*at = e.colors[e.rng.IntN(len(e.colors))]
		return *at != old
	}
	return e.neighbour(at)
}

// neighbour moves a constant to one beside it of the same kind.
func (e *editor) neighbour(at *code) bool {
	c := *at
	for _, d := range [2]int{1 - 2*e.rng.IntN(2), 0} {
		if d == 0 {
			d = 1
			if c == e.consts[1]-1 || e.typeAt(c+1).Kinds != e.typeAt(c).Kinds {
				d = -1
			}
		}
		n := code(int(c) + d)
		if e.isConst(n) && e.typeAt(n).Kinds == e.typeAt(c).Kinds {
			*at = n
			return true
		}
	}
	return false
}
