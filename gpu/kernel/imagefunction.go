package kernel

import (
	"fmt"
	"math"

	"battscope/engine/value"
)

// A function is a primitive, one of the user's own, or what a builder makes of
// parts.
type function struct {
	prim  *value.Prim
	proc  *value.Proc
	build string // "" for a primitive itself
	parts []operand
	times int // of power
	arity int
}

// newFunction is what value.Thread charges for a function that is made.
const newFunction = 12

// build makes a function of parts, which is charged for and nothing else.
func (c *compiler) build(p *value.Prim, args []operand) (operand, error) {
	f := &function{prim: p, build: p.Name, parts: args, arity: 1}
	c.pin(args...)
	for k, kind := range c.builders[p.Name] {
		if Kind(kind) == Function && args[k].fn == nil {
			return operand{}, fmt.Errorf("%s is given a function that is known only while it runs", p.Name)
		}
	}
	if p.Cell != 0 {
		return operand{}, fmt.Errorf("%s has a price by size", p.Name)
	}
	charge := p.Fixed + newFunction
	switch Kind(c.builders[p.Name][1]) {
	case Anything: // a target, or a part that is bound
		if p.Name == "matcher" {
			if args[1].fn != nil {
				return operand{}, fmt.Errorf("%s compares functions", p.Name)
			}
			break
		}
		f.arity = 3
		if n := args[0].fn.arity; n == 2 || n == 3 {
			f.arity = n - 1
		}
	case Int: // how many times
		n := args[1].count
		if n < 1 || n > math.MaxInt16 {
			return operand{}, fmt.Errorf("%s is given a count that is known only while it runs", p.Name)
		}
		if f.times = int(n); n == 1 {
			f, charge = args[0].fn, p.Fixed
		}
	}
	c.emit(ins{op: opCharge, fixed: uint32(charge)})
	return operand{fn: f}, nil
}

// call lays out a call of f. The arguments are the caller's.
func (c *compiler) call(f operand, args []operand) (operand, error) {
	if f.fn == nil {
		return operand{}, fmt.Errorf("it calls a function that is known only while it runs")
	}
	if len(c.code) > maxCode {
		return operand{}, fmt.Errorf("its functions make too many instructions")
	}
	fn := f.fn
	if fn.arity != len(args) {
		return operand{}, fmt.Errorf("it calls a function with %d arguments", len(args))
	}
	switch {
	case fn.proc != nil:
		return c.own(fn.proc, args)
	case fn.build == "":
		return c.primitive(fn.prim, args)
	}
	switch fn.build {
	case "compose", "chain":
		return c.chain(fn.parts, args)
	case "fork":
		a, err := c.call(fn.parts[1], args)
		if err != nil {
			return operand{}, err
		}
		b, err := c.call(fn.parts[2], args)
		if err != nil {
			return operand{}, err
		}
		defer c.drop(a, b)
		return c.call(fn.parts[0], []operand{a, b})
	case "rbind":
		return c.call(fn.parts[0], append(args[:len(args):len(args)], fn.parts[1]))
	case "lbind":
		return c.call(fn.parts[0], append([]operand{fn.parts[1]}, args...))
	case "matcher":
		return c.match(fn, args)
	case choice:
		return c.either(fn, args)
	}
	return c.times(fn, args[0])
}

// chain lays out calls of functions, the last first, each of what the one before
// made.
func (c *compiler) chain(fns, args []operand) (operand, error) {
	for k := len(fns) - 1; ; k-- {
		made, err := c.call(fns[k], args)
		if k < len(fns)-1 {
			c.drop(args...)
		}
		if err != nil || k == 0 {
			return made, err
		}
		args = []operand{made}
	}
}

// match lays out a call of a matcher.
func (c *compiler) match(fn *function, args []operand) (operand, error) {
	a, err := c.call(fn.parts[0], args)
	if err != nil {
		return operand{}, err
	}
	if a.fn != nil {
		return operand{}, fmt.Errorf("it compares functions")
	}
	to, err := c.take()
	if err != nil {
		return operand{}, err
	}
	c.emit(ins{op: opMatch, d: to.reg, a: a.reg, b: fn.parts[1].reg, c: none, e: none})
	c.drop(a)
	return to, nil
}
