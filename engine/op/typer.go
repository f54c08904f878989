package op

// A rule says what type a call has, where the declared types say too little.
type rule func(t *Typer, args []Type) Type

// A callable is a function of a known making, as its calls are typed.
type callable struct {
	arity int
	op    *Op // a primitive; nil else
	call  func(t *Typer, args []Type) Type
	build func(t *Typer, parts [3]Type, args []Type) Type // of a builder
	parts [3]Type
}

// maxTyping is how many calls a Typer follows for one program. Functions built
// of functions have more calls than lines; what is beyond is not known.
const maxTyping = 4096

// A Typer finds the types of a program's values, one call after another, from
// the signatures of primitives. It is used by one goroutine at a time and
// reuses its memory.
type Typer struct {
	// Misuses counts the arguments since the last Reset that no value of their
	// type could be, Doubts those that some could be and others not.
	Misuses, Doubts int

	fns    []callable
	base   int
	budget int
	stack  []Type // the arguments of calls under way
	byOp   map[*Op]int32
}

// NewTyper returns a Typer for the primitives of table.
func NewTyper(table *Table) *Typer {
	t := &Typer{fns: make([]callable, 1, 1+len(table.ops)), byOp: make(map[*Op]int32, len(table.ops)), budget: maxTyping}
	for n := range table.ops {
		o := &table.ops[n]
		t.byOp[o] = int32(len(t.fns))
		t.fns = append(t.fns, callable{arity: len(o.params), op: o})
	}
	t.base = len(t.fns)
	return t
}

// Reset forgets the functions of the program before.
func (t *Typer) Reset() {
	t.fns = t.fns[:t.base]
	t.Misuses, t.Doubts, t.budget = 0, 0, maxTyping
}

// Primitive returns the type of a primitive as a value.
func (t *Typer) Primitive(o *Op) Type { return Type{Kinds: KindFunction, fn: t.byOp[o]} }

// Define returns the type of a function of the user's own, whose calls have the
// type that call finds. It stays known over Reset, and must be defined before
// the first program.
func (t *Typer) Define(arity int, call func(t *Typer, args []Type) Type) Type {
	t.fns = append(t.fns, callable{arity: arity, call: call})
	t.base = len(t.fns)
	return Type{Kinds: KindFunction, fn: int32(t.base - 1)}
}

// Arity returns the number of parameters of a function of this type, 0 where it
// is not known.
func (t *Typer) Arity(f Type) int { return t.fns[f.fn].arity }

// Apply returns the type of a call of a primitive with as many arguments as it
// has parameters.
func (t *Typer) Apply(o *Op, args []Type) Type {
	if t.budget--; t.budget < 0 {
		return OfKinds(o.out)
	}
	if !o.Free {
		for n := range args {
			t.check(o.accepts[n], args[n])
		}
	}
	if o.Type != nil {
		return o.Type(t, args)
	}
	if o.same == 0 {
		return OfKinds(o.out)
	}
	out := Type{}
	for n := range args {
		if o.same>>n&1 != 0 {
			out = out.union(args[n])
		}
	}
	return out.within(o.out)
}

// check counts what is wrong with an argument where kinds k are taken.
func (t *Typer) check(k Kinds, a Type) {
	switch {
	case a.Kinds&^k == 0:
	case !Accepts(k, a):
		t.Misuses++
	default:
		t.Doubts++
	}
}

// Accepts reports whether a value of type a can be one of kinds k. A tuple of
// cells or pairs does for a patch.
func Accepts(k Kinds, a Type) bool {
	return a.Kinds&k != 0 || k&kindPatches != 0 && a.Kinds&KindTuple != 0 && a.Elems&(KindCell|KindPair) != 0
}

// Call returns the type of a call of a function value.
func (t *Typer) Call(f Type, args []Type) Type {
	if t.budget--; t.budget < 0 {
		return Any()
	}
	t.check(KindFunction, f)
	if f.fn == 0 {
		t.Doubts++
		return Any()
	}
	c := t.fns[f.fn]
	if c.arity != len(args) {
		t.Misuses++
		return Any()
	}
	switch {
	case c.op != nil:
		return t.Apply(c.op, args)
	case c.call != nil:
		return c.call(t, args)
	}
	return c.build(t, c.parts, args)
}

// call1 is Call with one argument.
func (t *Typer) call1(f, a Type) Type { return t.with(f, nil, a) }

// call2 is Call with two arguments.
func (t *Typer) call2(f, a, b Type) Type {
	n := len(t.stack)
	t.stack = append(t.stack, a, b)
	r := t.Call(f, t.stack[n:n+2])
	t.stack = t.stack[:n]
	return r
}

// with is Call with some arguments and one more after them.
func (t *Typer) with(f Type, args []Type, last Type) Type {
	n := len(t.stack)
	t.stack = append(append(t.stack, args...), last)
	r := t.Call(f, t.stack[n:])
	t.stack = t.stack[:n]
	return r
}

// after is Call with one argument and some more after it.
func (t *Typer) after(f, first Type, args []Type) Type {
	n := len(t.stack)
	t.stack = append(append(t.stack, first), args...)
	r := t.Call(f, t.stack[n:])
	t.stack = t.stack[:n]
	return r
}

// built returns the type of a function that a builder makes of its arguments.
// An arity below 1 is that of a function that cannot be called.
func (t *Typer) built(arity int, args []Type, build func(t *Typer, parts [3]Type, args []Type) Type) Type {
	c := callable{arity: arity, build: build}
	copy(c.parts[:], args)
	t.fns = append(t.fns, c)
	return Type{Kinds: KindFunction, fn: int32(len(t.fns) - 1)}
}
