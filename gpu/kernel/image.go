package kernel

import (
	"encoding/binary"
	"fmt"

	"battscope/engine/batt"
	"battscope/engine/value"
)

// What a block has, as in src/value.h.
const (
	registers = 72
	frames    = 4
	none      = 0xff // no register
)

// maxCode is how many instructions a program may have: a function is laid out
// anew wherever it is called.
const maxCode = 4096

// An Image is a batt's programs laid out for the kernels.
type Image struct {
	Code    []byte
	Offsets []byte   // of each program's first instruction, four bytes each
	Why     []string // by program: why it has no code; "" where it has
}

// Programs returns how many programs have code.
func (m *Image) Programs() (n int) {
	for _, why := range m.Why {
		if why == "" {
			n++
		}
	}
	return n
}

// Compile lays out the programs of b that the kernels can run.
func Compile(b *batt.Batt) *Image {
	c := &compiler{batt: b, kernels: map[string]byte{}, loops: map[string]loop{}, builders: builders()}
	for _, k := range Table() {
		c.kernels[k.Name] = k.Op
	}
	for _, l := range loops() {
		c.loops[l.name] = l
	}
	m := &Image{Why: make([]string, len(b.Programs))}
	for p := range b.Programs {
		m.Offsets = binary.LittleEndian.AppendUint32(m.Offsets, uint32(len(m.Code)/insSize))
		code, err := c.program(&b.Programs[p])
		if err != nil {
			m.Why[p] = err.Error()
			continue
		}
		for _, in := range code {
			m.Code = in.append(m.Code)
		}
	}
	return m
}

// An ins is an instruction, as in src/kernels.cu.
type ins struct {
	op, d, a, b, c, e byte
	to                uint16
	fixed, cell       uint32
}

func (in *ins) append(b []byte) []byte {
	b = append(b, in.op, in.d, in.a, in.b, in.c, in.e)
	b = binary.LittleEndian.AppendUint16(b, in.to)
	b = binary.LittleEndian.AppendUint32(b, in.fixed)
	return binary.LittleEndian.AppendUint32(b, in.cell)
}

// A compiler lays out one program after another.
type compiler struct {
	batt     *batt.Batt
	kernels  map[string]byte // opcodes by name
	loops    map[string]loop
	builders map[string]string
	code     []ins
	places   map[batt.Slot]operand
	last     map[batt.Slot]int // step that uses the slot last
	free     []byte            // registers
	pinned   [registers]bool   // registers that a function made inside another keeps
	depth    int               // loops that are open
}

// An operand is a value that a program has: in a register, or a function, which
// is known before it runs.
type operand struct {
	reg   byte
	fn    *function
	temp  bool  // the register is free after its use
	count int64 // the integer, where it is a constant above 0
}

// program returns the code of p, or why there is none.
func (c *compiler) program(p *batt.Program) ([]ins, error) {
	c.code, c.depth, c.pinned = nil, 0, [registers]bool{}
	c.places, c.last = map[batt.Slot]operand{}, map[batt.Slot]int{p.Result: len(p.Steps)}
	c.free = c.free[:0]
	for r := registers - 1; r > 0; r-- {
		c.free = append(c.free, byte(r))
	}
	c.places[batt.Input] = operand{} // register 0
	for n, st := range p.Steps {
		nd := &c.batt.Nodes[st.Node]
		if nd.Prim == nil {
			c.last[nd.Fn] = n
		}
		for _, a := range nd.Args {
			c.last[a] = n
		}
	}
	// What is part of a function is needed as long as that.
	for n := len(p.Steps) - 1; n >= 0; n-- {
		nd := &c.batt.Nodes[p.Steps[n].Node]
		if !c.makes(nd.Prim) {
			continue
		}
		for _, a := range nd.Args {
			c.last[a] = max(c.last[a], c.last[c.batt.NodeSlot(p.Steps[n].Node)])
		}
	}
	for n, st := range p.Steps {
		if err := c.step(n, st.Node); err != nil {
			return nil, err
		}
		if len(c.code) > maxCode {
			return nil, fmt.Errorf("its functions make too many instructions")
		}
	}
	r, err := c.slot(p.Result)
	if err != nil {
		return nil, err
	}
	if r.fn != nil {
		return nil, fmt.Errorf("its result is a function")
	}
	c.emit(ins{op: opEnd, a: r.reg})
	return c.code, nil
}

// choice is the primitive that may choose between functions.
const choice = "branch"

// makes reports whether a call of p may make a function of its arguments; p may be
// nil.
func (c *compiler) makes(p *value.Prim) bool {
	return p != nil && (c.builders[p.Name] != "" || p.Name == choice)
}

// step lays out one call.
func (c *compiler) step(n int, node int32) error {
	nd := &c.batt.Nodes[node]
	args := make([]operand, len(nd.Args))
	for k, s := range nd.Args {
		var err error
		if args[k], err = c.slot(s); err != nil {
			return err
		}
	}
	var out operand
	var err error
	if nd.Prim != nil {
		out, err = c.primitive(nd.Prim, args)
	} else {
		var f operand
		if f, err = c.slot(nd.Fn); err != nil {
			return err
		}
		if len(args) > 3 {
			c.emit(ins{op: opCharge, fixed: uint32(len(args))})
		}
		out, err = c.call(f, args)
	}
	if err != nil {
		return err
	}
	if out.fn != nil && !c.makes(nd.Prim) {
		return fmt.Errorf("it makes a function by a function")
	}
	out.temp = false
	c.places[c.batt.NodeSlot(node)] = out
	for _, s := range append(nd.Args[:len(nd.Args):len(nd.Args)], nd.Fn) {
		if p, ok := c.places[s]; ok && c.last[s] <= n {
			if p.fn == nil && s != batt.Input {
				c.free = append(c.free, p.reg)
			}
			delete(c.places, s)
		}
	}
	return nil
}

// slot returns where the value of a slot is. It loads constants, outside of all
// loops.
func (c *compiler) slot(s batt.Slot) (operand, error) {
	if p, ok := c.places[s]; ok {
		return p, nil
	}
	if int(s) >= len(c.batt.Consts) {
		panic("kernel: a value is used after its last use")
	}
	p, err := c.load(c.batt.Consts[s])
	if err != nil {
		return operand{}, err
	}
	p.temp = false
	c.places[s] = p
	return p, nil
}

// load loads a constant, for one use.
func (c *compiler) load(v value.Value) (operand, error) {
	if v.Kind() == value.Func {
		f := &function{prim: v.Fn().Prim(), proc: v.Fn().Proc(), arity: v.Fn().Arity()}
		if f.prim == nil && f.proc == nil {
			panic("kernel: a constant is a function that was built")
		}
		return operand{fn: f}, nil
	}
	var n uint64
	switch v.Kind() {
	case value.Int, value.Bool:
		n = uint64(v.Int())
	case value.Pair:
		n = uint64(int64(v.I())<<32) | uint64(uint32(v.J())^1<<31)
	default:
		return operand{}, fmt.Errorf("a constant is a %v", v.Kind())
	}
	p, err := c.take()
	if err != nil {
		return operand{}, err
	}
	if v.Kind() == value.Int {
		p.count = max(v.Int(), 0)
	}
	c.emit(ins{op: opConst, d: p.reg, e: byte(v.Kind()), fixed: uint32(n), cell: uint32(n >> 32)})
	return p, nil
}

// take returns a register for a value that is used once.
func (c *compiler) take() (operand, error) {
	n := len(c.free)
	if n == 0 {
		return operand{}, fmt.Errorf("it holds more values at once than there are registers")
	}
	r := c.free[n-1]
	c.free = c.free[:n-1]
	return operand{reg: r, temp: true}, nil
}

// drop gives back the register of a value that was to be used once.
func (c *compiler) drop(list ...operand) {
	for _, p := range list {
		if p.temp && !c.pinned[p.reg] {
			c.free = append(c.free, p.reg)
		}
	}
}

// pin keeps the registers of values that a function has in it.
func (c *compiler) pin(list ...operand) {
	for _, p := range list {
		if p.temp {
			c.pinned[p.reg] = true
		}
	}
}

func (c *compiler) emit(in ins) { c.code = append(c.code, in) }

// primitive lays out a call of p. The arguments are the caller's.
func (c *compiler) primitive(p *value.Prim, args []operand) (operand, error) {
	if p.Arity != len(args) {
		return operand{}, fmt.Errorf("it calls %s with %d arguments", p.Name, len(args))
	}
	if c.builders[p.Name] != "" {
		return c.build(p, args)
	}
	if p.Name == choice && args[1].fn != nil && args[2].fn != nil {
		return c.choose(p, args)
	}
	if l, ok := c.loops[p.Name]; ok {
		return c.loop(l, p, args)
	}
	op, ok := c.kernels[p.Name]
	if !ok {
		return operand{}, fmt.Errorf("there is no kernel for %s", p.Name)
	}
	regs := [4]byte{none, none, none, none}
	for k, a := range args {
		if a.fn != nil {
			return operand{}, fmt.Errorf("%s takes a function", p.Name)
		}
		regs[k] = a.reg
	}
	to, err := c.take()
	if err != nil {
		return operand{}, err
	}
	c.emit(ins{op: op, d: to.reg, a: regs[0], b: regs[1], c: regs[2], e: regs[3], fixed: uint32(p.Fixed), cell: uint32(p.Cell)})
	return to, nil
}
