package kernel

import (
	"fmt"

	"battscope/engine/value"
)

// loop lays out a primitive that calls a function for each element: the function
// lies inside the loop.
func (c *compiler) loop(l loop, p *value.Prim, args []operand) (operand, error) {
	var f operand
	var over []operand
	for k, kind := range l.in {
		switch {
		case Kind(kind) == Function && args[k].fn == nil:
			return operand{}, fmt.Errorf("%s is given a function that is known only while it runs", p.Name)
		case Kind(kind) == Function:
			f = args[k]
		case args[k].fn != nil:
			return operand{}, fmt.Errorf("%s takes a function for a container", p.Name)
		default:
			over = append(over, args[k])
		}
	}
	in := ins{a: over[0].reg, b: none, c: none, e: l.how, fixed: uint32(p.Fixed), cell: uint32(p.Cell)}
	if len(over) > 1 {
		in.b = over[1].reg
	}
	return c.around(in, len(over), f)
}

// times lays out a function that is applied several times.
func (c *compiler) times(fn *function, arg operand) (operand, error) {
	if arg.fn != nil {
		return operand{}, fmt.Errorf("power takes a function for a value")
	}
	return c.around(ins{a: arg.reg, b: none, c: none, e: loopTimes, fixed: uint32(fn.times)}, 1, fn.parts[0])
}

// around lays out a loop that begins with in around a call of f, of n elements at
// a time.
func (c *compiler) around(in ins, n int, f operand) (operand, error) {
	if c.depth == frames {
		return operand{}, fmt.Errorf("its loops lie deeper in one another than there is room")
	}
	var elems []operand
	for range n {
		e, err := c.take()
		if err != nil {
			return operand{}, err
		}
		e.temp = false
		elems = append(elems, e)
	}
	in.op, in.d, in.e = opEach, elems[0].reg, in.e|byte(c.depth)<<4
	if n > 1 {
		in.c = elems[1].reg
	}
	begin := len(c.code)
	c.emit(in)
	c.depth++
	made, err := c.call(f, elems)
	if err != nil {
		return operand{}, err
	}
	if made.fn != nil {
		return operand{}, fmt.Errorf("its functions make functions for each element")
	}
	c.depth--
	c.emit(ins{op: opNext, d: in.d, a: made.reg, b: none, c: in.c, e: in.e, to: uint16(begin + 1)})
	c.drop(made)
	for _, e := range elems {
		c.free = append(c.free, e.reg)
	}
	to, err := c.take()
	if err != nil {
		return operand{}, err
	}
	c.code[begin].to = uint16(len(c.code))
	c.emit(ins{op: opDone, d: to.reg, a: none, b: none, c: none, e: in.e})
	return to, nil
}

// choose makes the function that one of two is, which is known while it runs.
func (c *compiler) choose(p *value.Prim, args []operand) (operand, error) {
	if args[0].fn != nil || args[1].fn.arity != args[2].fn.arity || p.Cell != 0 {
		return operand{}, fmt.Errorf("%s chooses between functions of several sorts", p.Name)
	}
	c.pin(args...)
	c.emit(ins{op: opCharge, fixed: uint32(p.Fixed)})
	return operand{fn: &function{prim: p, build: choice, parts: args, arity: args[1].fn.arity}}, nil
}

// either lays out a call of one of two functions.
func (c *compiler) either(fn *function, args []operand) (operand, error) {
	to, err := c.take()
	if err != nil {
		return operand{}, err
	}
	part := func(f operand) error {
		made, err := c.call(f, args)
		if err != nil {
			return err
		}
		if made.fn != nil {
			return fmt.Errorf("it chooses between functions that make functions")
		}
		c.emit(ins{op: opCopy, d: to.reg, a: made.reg, b: none, c: none, e: none})
		c.drop(made)
		return nil
	}
	unless := len(c.code)
	c.emit(ins{op: opUnless, a: fn.parts[0].reg, b: none, c: none, e: none})
	if err := part(fn.parts[1]); err != nil {
		return operand{}, err
	}
	jump := len(c.code)
	c.emit(ins{op: opJump, a: none, b: none, c: none, e: none})
	c.code[unless].to = uint16(len(c.code))
	if err := part(fn.parts[2]); err != nil {
		return operand{}, err
	}
	c.code[jump].to = uint16(len(c.code))
	return to, nil
}

// own lays out a call of a function of the user's own. As in value.Thread it is
// charged for its slots, and for the arguments of the functions that it is given.
func (c *compiler) own(p *value.Proc, args []operand) (operand, error) {
	c.emit(ins{op: opCharge, fixed: uint32(len(p.Init))})
	slots := map[int]operand{}
	slot := func(n int) (operand, error) {
		if n < len(args) {
			return args[n], nil
		}
		if _, ok := slots[n]; !ok {
			var err error
			if slots[n], err = c.load(p.Init[n]); err != nil {
				return operand{}, err
			}
		}
		return slots[n], nil
	}
	for k := range p.Code {
		in := &p.Code[k]
		list := make([]operand, len(in.Args))
		for n, s := range in.Args {
			var err error
			if list[n], err = slot(s); err != nil {
				return operand{}, err
			}
			list[n].temp = false
		}
		var out operand
		var err error
		if in.Prim != nil {
			out, err = c.primitive(in.Prim, list)
		} else {
			var f operand
			if f, err = slot(in.Fn); err == nil {
				c.emit(ins{op: opCharge, fixed: uint32(len(list))})
				out, err = c.call(f, list)
			}
		}
		if err != nil {
			return operand{}, err
		}
		slots[in.To] = out
	}
	out, err := slot(p.Out)
	if err != nil {
		return operand{}, err
	}
	if _, own := slots[p.Out]; !own && out.fn == nil {
		// What is the caller's stays so.
		to, err := c.take()
		if err != nil {
			return operand{}, err
		}
		c.emit(ins{op: opCopy, d: to.reg, a: out.reg, b: none, c: none, e: none})
		out = to
	}
	if out.fn != nil { // which may keep any of these
		for _, v := range slots {
			c.pin(v)
		}
		c.pin(args...)
	}
	for n := range p.Init { // in order, so that equal programs have equal code
		if v, ok := slots[n]; ok && n != p.Out {
			c.drop(v)
		}
	}
	return out, nil
}
