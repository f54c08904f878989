package value

// A Proc is a function of the user's own, compiled. It is never changed.
type Proc struct {
	Name  string
	Key   string // its body; equal bodies are equal functions
	Arity int
	Init  []Value // slots as they are before a call: the constants; its length is the number of slots
	Code  []Instr
	Out   int // slot of the result
}

// An Instr is one call: slot To becomes the result of the primitive, or of the
// function in slot Fn when Prim is nil, for the slots in Args. Slots 0..Arity-1
// are the parameters.
type Instr struct {
	Prim *Prim
	Fn   int
	Args []int
	To   int
}

// Value returns p as a function value.
func (p *Proc) Value() Value { return ofFn(&Fn{builder: isProc, arity: p.Arity, proc: p}) }

// exec calls p. Arguments come in few, or in args when that is not nil.
func (t *Thread) exec(p *Proc, few [4]Value, args []Value) Value {
	t.depth++
	if t.depth > maxDepth {
		return t.Fail(DepthFault)
	}
	slots := t.Vals(len(p.Init))
	if slots == nil {
		return Value{}
	}
	copy(slots, p.Init)
	if args != nil {
		copy(slots, args)
	} else {
		copy(slots[:p.Arity], few[:])
	}
	for n := range p.Code {
		in := &p.Code[n]
		v := t.step(in, slots)
		if v.k == Invalid {
			return v
		}
		slots[in.To] = v
	}
	t.depth--
	return slots[p.Out]
}

func (t *Thread) step(in *Instr, slots []Value) Value {
	a := in.Args
	if p := in.Prim; p != nil {
		switch p.Arity {
		case 1:
			return t.Run1(p, slots[a[0]])
		case 2:
			return t.Run2(p, slots[a[0]], slots[a[1]])
		case 3:
			return t.Run3(p, slots[a[0]], slots[a[1]], slots[a[2]])
		}
		return t.Run4(p, slots[a[0]], slots[a[1]], slots[a[2]], slots[a[3]])
	}
	args := t.Vals(len(a))
	if args == nil {
		return Value{}
	}
	for n, s := range a {
		args[n] = slots[s]
	}
	return t.CallN(slots[in.Fn], args)
}
