package value

// Call1 calls f with one argument.
func (t *Thread) Call1(f, a Value) Value {
	if f.k != Func {
		return t.Fail(TypeFault)
	}
	fn := f.Fn()
	if fn.builder != isPrim {
		return t.built1(fn, a)
	}
	p := fn.prim
	if p.F1 == nil {
		return t.Fail(TypeFault)
	}
	n := p.Fixed
	if p.Cell != 0 {
		n += p.Cell * a.Size() >> 4
	}
	if t.left -= n; t.left < t.floor {
		return t.low1(p, n, a)
	}
	return t.done(p.F1(t, a))
}

// SkipCalls charges n calls of f where f returns its argument and no limit is
// looked at before the last of them. Otherwise it charges nothing and returns
// false: the calls are to be made.
func (t *Thread) SkipCalls(f Value, n int) bool {
	if f.k != Func || f.Fn().builder != isPrim {
		return false
	}
	p := f.Fn().prim
	units := p.Fixed * int64(n)
	if !p.Same || p.Cell != 0 || t.left-units < t.floor {
		return false
	}
	t.left -= units
	return true
}

// built1 calls a function that is no primitive. It charges nothing itself: the
// primitives in it do, and they are as many as the calls between them.
func (t *Thread) built1(fn *Fn, a Value) Value {
	depth := t.depth
	if fn.arity != 1 {
		return t.Fail(TypeFault)
	}
	if depth >= maxDepth {
		return t.Fail(DepthFault)
	}
	t.depth = depth + 1
	switch fn.builder {
	case isCompose:
		if a = t.Call1(fn.parts[1], a); a.k != Invalid {
			a = t.Call1(fn.parts[0], a)
		}
	case isRbind:
		a = t.Call2(fn.parts[0], a, fn.parts[1])
	case isLbind:
		a = t.Call2(fn.parts[0], fn.parts[1], a)
	case isChain:
		if a = t.Call1(fn.parts[2], a); a.k != Invalid {
			if a = t.Call1(fn.parts[1], a); a.k != Invalid {
				a = t.Call1(fn.parts[0], a)
			}
		}
	case isMatcher:
		a = t.match(fn, a)
	case isFork:
		a = t.fork(fn, a)
	case isPower:
		a = t.repeat(fn.parts[0], fn.parts[1].n, a)
	default:
		a = t.exec(fn.proc, [4]Value{a}, nil)
	}
	t.depth = depth
	return a
}

// fork calls fn, a fork.
func (t *Thread) fork(fn *Fn, a Value) Value {
	v := t.Call1(fn.parts[1], a)
	if v.k == Invalid {
		return v
	}
	w := t.Call1(fn.parts[2], a)
	if w.k == Invalid {
		return w
	}
	return t.Call2(fn.parts[0], v, w)
}

// match calls fn, a matcher.
func (t *Thread) match(fn *Fn, a Value) Value {
	v := t.Call1(fn.parts[0], a)
	if v.k == Invalid {
		return v
	}
	target := &fn.parts[1]
	if v.IsInt() && target.IsInt() {
		return OfBool(v.n == target.n)
	}
	if !t.Charge(1 + v.Size()>>3) {
		return Value{}
	}
	return t.done(OfBool(t.Eq(v, *target)))
}

// repeat calls f n times over.
func (t *Thread) repeat(f Value, n int64, a Value) Value {
	for range n {
		if !t.Charge(1) {
			return Value{}
		}
		if a = t.Call1(f, a); a.k == Invalid {
			return a
		}
	}
	return a
}

// Call2 calls f with two arguments.
func (t *Thread) Call2(f, a, b Value) Value {
	if f.k != Func {
		return t.Fail(TypeFault)
	}
	fn := f.Fn()
	if fn.builder != isPrim {
		return t.built2(fn, a, b)
	}
	p := fn.prim
	if p.F2 == nil {
		return t.Fail(TypeFault)
	}
	n := p.Fixed
	if p.Cell != 0 {
		n += p.Cell * (a.Size() + b.Size()) >> 4
	}
	if t.left -= n; t.left < t.floor {
		return t.low2(p, n, a, b)
	}
	return t.done(p.F2(t, a, b))
}

// built2 calls a function of two arguments that is no primitive.
func (t *Thread) built2(fn *Fn, a, b Value) Value {
	depth := t.depth
	if fn.arity != 2 {
		return t.Fail(TypeFault)
	}
	if depth >= maxDepth {
		return t.Fail(DepthFault)
	}
	t.depth = depth + 1
	switch fn.builder {
	case isRbind:
		a = t.Call3(fn.parts[0], a, b, fn.parts[1])
	case isLbind:
		a = t.Call3(fn.parts[0], fn.parts[1], a, b)
	default:
		a = t.exec(fn.proc, [4]Value{a, b}, nil)
	}
	t.depth = depth
	return a
}

// Call3 calls f with three arguments.
func (t *Thread) Call3(f, a, b, c Value) Value {
	if f.k != Func {
		return t.Fail(TypeFault)
	}
	fn := f.Fn()
	if fn.builder == isPrim {
		if p := fn.prim; p.F3 != nil {
			return t.Run3(p, a, b, c)
		}
		return t.Fail(TypeFault)
	}
	if fn.arity != 3 {
		return t.Fail(TypeFault)
	}
	t.depth++
	if t.depth > maxDepth {
		return t.Fail(DepthFault)
	}
	var r Value
	switch fn.builder {
	case isRbind:
		r = t.Call4(fn.parts[0], a, b, c, fn.parts[1])
	case isLbind:
		r = t.Call4(fn.parts[0], fn.parts[1], a, b, c)
	default:
		r = t.exec(fn.proc, [4]Value{a, b, c}, nil)
	}
	t.depth--
	return r
}

// Call4 calls f with four arguments.
func (t *Thread) Call4(f, a, b, c, d Value) Value {
	if f.k != Func {
		return t.Fail(TypeFault)
	}
	fn := f.Fn()
	switch {
	case fn.arity != 4:
		return t.Fail(TypeFault)
	case fn.builder == isPrim:
		return t.Run4(fn.prim, a, b, c, d)
	}
	return t.exec(fn.proc, [4]Value{a, b, c, d}, nil)
}

// CallN calls f with any number of arguments.
func (t *Thread) CallN(f Value, args []Value) Value {
	switch len(args) {
	case 1:
		return t.Call1(f, args[0])
	case 2:
		return t.Call2(f, args[0], args[1])
	case 3:
		return t.Call3(f, args[0], args[1], args[2])
	case 4:
		return t.Call4(f, args[0], args[1], args[2], args[3])
	}
	if f.k != Func || f.Fn().arity != len(args) || f.Fn().builder != isProc {
		return t.Fail(TypeFault)
	}
	return t.exec(f.Fn().proc, [4]Value{}, args)
}

// done turns the result of a primitive into an invalid Value when the thread
// has a fault: comparisons inside it go on with a wrong answer rather than
// return an error each.
func (t *Thread) done(v Value) Value {
	if t.fault != NoFault {
		return Value{}
	}
	return v
}

// Run1 calls a primitive of one argument and charges for the call.
func (t *Thread) Run1(p *Prim, a Value) Value {
	n := p.Fixed + p.Cell*a.Size()>>4
	if t.left -= n; t.left < t.floor {
		return t.low1(p, n, a)
	}
	return t.done(p.F1(t, a))
}

// Run2 calls a primitive of two arguments and charges for the call.
func (t *Thread) Run2(p *Prim, a, b Value) Value {
	n := p.Fixed + p.Cell*(a.Size()+b.Size())>>4
	if t.left -= n; t.left < t.floor {
		return t.low2(p, n, a, b)
	}
	return t.done(p.F2(t, a, b))
}

// Run3 calls a primitive of three arguments and charges for the call.
func (t *Thread) Run3(p *Prim, a, b, c Value) Value {
	n := p.Fixed + p.Cell*(a.Size()+b.Size()+c.Size())>>4
	if t.left -= n; t.left < t.floor {
		return t.low3(p, n, a, b, c)
	}
	return t.done(p.F3(t, a, b, c))
}

// Run4 calls a primitive of four arguments and charges for the call.
func (t *Thread) Run4(p *Prim, a, b, c, d Value) Value {
	n := p.Fixed + p.Cell*(a.Size()+b.Size()+c.Size()+d.Size())>>4
	if t.left -= n; t.left < t.floor {
		return t.low4(p, n, a, b, c, d)
	}
	return t.done(p.F4(t, a, b, c, d))
}
