package value

import "unsafe"

// A Prim is what the evaluation needs to know of one primitive. Package op
// makes them from its table; they are never changed after.
type Prim struct {
	Name  string
	Arity int
	Fixed int64 // units of any call
	Cell  int64 // sixteenths of a unit for each cell or element of the arguments

	// One of these is set, by arity.
	F1 func(t *Thread, a Value) Value
	F2 func(t *Thread, a, b Value) Value
	F3 func(t *Thread, a, b, c Value) Value
	F4 func(t *Thread, a, b, c, d Value) Value

	Moves Moves
	Same  bool // F1 returns its argument
	fn    Fn
}

// Moves says what a primitive is where its arguments are Grids and it does no
// more than move their cells, so that an evaluator may do it without a call. One
// of the fields is set, or none; a call is charged what the primitive's own
// function charges: Fixed, Cell, and the memory of its result as Thread.Bytes
// does.
type Moves struct {
	// The result is as large as the argument. Turn writes its cells to dst, which
	// has Spare cells more, from src, which are h rows of w cells.
	Turn func(dst, src unsafe.Pointer, h, w int)
	// The result is the rows from..to-1 of the argument, of h, and shares its
	// cells. No row is left where to is from.
	Rows func(h int) (from, to int)
	// The result of two arguments of one width is the second below the first.
	Stack bool
}

// Any reports whether one of the fields is set.
func (m *Moves) Any() bool { return m.Turn != nil || m.Rows != nil || m.Stack }

// Value returns p as a function value.
func (p *Prim) Value() Value {
	p.fn = Fn{builder: isPrim, arity: p.Arity, prim: p}
	return ofFn(&p.fn)
}

// A builder is how a function value was made.
type builder uint8

const (
	isPrim builder = iota
	isProc
	isCompose
	isChain
	isMatcher
	isFork
	isPower
	isRbind
	isLbind
	numBuilders = iota
)

// A Fn is a function value. It is never changed.
type Fn struct {
	builder builder
	arity   int
	prim    *Prim
	proc    *Proc
	parts   [3]Value
}

func ofFn(f *Fn) Value { return Value{p: unsafe.Pointer(f), k: Func} }

// Fn returns the function that v, a Func, is.
func (v Value) Fn() *Fn { return (*Fn)(v.p) }

// Prim returns the primitive that f is, or nil.
func (f *Fn) Prim() *Prim { return f.prim }

// Proc returns the function of the user's own that f is, or nil.
func (f *Fn) Proc() *Proc { return f.proc }

// Arity returns the number of arguments that f takes.
func (f *Fn) Arity() int { return f.arity }

func (b builder) String() string {
	return [numBuilders]string{"", "def", "compose", "chain", "matcher", "fork", "power", "rbind", "lbind"}[b]
}

// key returns the name by which functions are ordered first.
func (f *Fn) key() string {
	switch f.builder {
	case isPrim:
		return f.prim.Name
	case isProc:
		return f.proc.Key
	}
	return f.builder.String()
}

func (t *Thread) newFn(b builder, arity int, x, y, z Value) Value {
	if !t.Charge(12) {
		return Value{}
	}
	f := &t.arena.fns.take(1, &t.arena)[0]
	*f = Fn{builder: b, arity: arity, parts: [3]Value{x, y, z}}
	return ofFn(f)
}

// Compose returns x -> outer(inner(x)).
func (t *Thread) Compose(outer, inner Value) Value {
	return t.newFn(isCompose, 1, outer, inner, Value{})
}

// Chain returns x -> h(g(f(x))).
func (t *Thread) Chain(h, g, f Value) Value { return t.newFn(isChain, 1, h, g, f) }

// Matcher returns x -> f(x) == target.
func (t *Thread) Matcher(f, target Value) Value { return t.newFn(isMatcher, 1, f, target, Value{}) }

// Fork returns x -> outer(a(x), b(x)).
func (t *Thread) Fork(outer, a, b Value) Value { return t.newFn(isFork, 1, outer, a, b) }

// Power returns f applied n times: f itself for 1, a DepthFault below, as the
// original recurses without end there. Unlike there a large n is no error, only
// long.
func (t *Thread) Power(f, n Value) Value {
	switch {
	case !n.IsInt():
		return t.Fail(TypeFault)
	case n.n == 1:
		return f
	case n.n < 1:
		return t.Fail(DepthFault)
	}
	return t.newFn(isPower, 1, f, OfInt(n.n), Value{})
}

// Rbind returns f with its last parameter fixed. The arity is that of the
// original: from 2 to 1, from 3 to 2, from any other to 3.
func (t *Thread) Rbind(f, fixed Value) Value { return t.bind(isRbind, f, fixed) }

// Lbind returns f with its first parameter fixed.
func (t *Thread) Lbind(f, fixed Value) Value { return t.bind(isLbind, f, fixed) }

func (t *Thread) bind(b builder, f, fixed Value) Value {
	if f.k != Func {
		return t.Fail(AttrFault)
	}
	arity := 3
	if n := f.Fn().arity; n == 2 || n == 3 {
		arity = n - 1
	}
	return t.newFn(b, arity, f, fixed, Value{})
}
