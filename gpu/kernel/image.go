package kernel

import (
	"encoding/binary"
	"fmt"

	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/grid"
	"battscope/engine/value"
)

// The sizes of what the kernels read and write, in bytes, as in src/kernels.cu.
// Numbers are little-endian.
const (
	Stride   = 1024 // of a grid
	insSize  = 16
	DimsSize = 8
	ItemSize = 8
	OutSize  = 40
	maxCells = 900 // of a grid in a block's memory
)

// Small is up to which number of cells of a sample's input the small variant of
// the interpreter kernel is tried first.
const Small = 256

// Registers of a block.
const (
	grids = 8
	masks = 5
	ints  = 48
	pairs = 24
)

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
	c := &compiler{batt: b, kernels: map[string]*Kernel{}}
	table := Table()
	for n := range table {
		k := &table[n]
		c.kernels[k.Name+"("+k.In] = k
	}
	m := &Image{Why: make([]string, len(b.Programs))}
	for p := range b.Programs {
		m.Offsets = binary.LittleEndian.AppendUint32(m.Offsets, uint32(len(m.Code)/insSize))
		code, err := c.program(&b.Programs[p])
		if err != nil {
			m.Why[p] = err.Error()
			continue
		}
		m.Code = append(m.Code, code...)
	}
	return m
}

// A compiler lays out one program after another.
type compiler struct {
	batt    *batt.Batt
	kernels map[string]*Kernel // by name and kinds, as "add(II"
	code    []byte
	places  map[batt.Slot]place
	last    map[batt.Slot]int // step that uses the slot last
	free    map[Kind][]byte
}

// A place is the register that a slot's value is in.
type place struct {
	kind Kind
	reg  byte
}

// program returns the code of p, or why there is none.
func (c *compiler) program(p *batt.Program) ([]byte, error) {
	c.code = nil
	c.places, c.last = map[batt.Slot]place{}, map[batt.Slot]int{p.Result: len(p.Steps)}
	c.free = map[Kind][]byte{}
	for kind, n := range map[Kind]int{Grid: grids, Mask: masks, Int: ints, Pair: pairs} {
		for r := n - 1; r >= 0; r-- {
			c.free[kind] = append(c.free[kind], byte(r))
		}
	}
	for n, st := range p.Steps {
		for _, a := range c.batt.Nodes[st.Node].Args {
			c.last[a] = max(c.last[a], n)
		}
	}
	in, err := c.take(Grid)
	if err != nil {
		return nil, err
	}
	c.places[batt.Input] = place{Grid, in}
	for n, st := range p.Steps {
		if err := c.step(n, st.Node); err != nil {
			return nil, err
		}
	}
	r, err := c.place(p.Result)
	if err != nil {
		return nil, err
	}
	if r.kind != Grid {
		return nil, fmt.Errorf("its result is no grid")
	}
	c.emit(opEnd, 0, [3]byte{r.reg}, 0, 0)
	return c.code, nil
}

// step emits one call.
func (c *compiler) step(n int, node int32) error {
	nd := &c.batt.Nodes[node]
	if nd.Prim == nil {
		return fmt.Errorf("it calls a function value")
	}
	key := nd.Prim.Name + "("
	var args [3]byte
	for k, s := range nd.Args {
		p, err := c.place(s)
		if err != nil {
			return err
		}
		if key += string(p.kind); k < len(args) {
			args[k] = p.reg
		}
	}
	k := c.kernels[key]
	if k == nil {
		return fmt.Errorf("there is no kernel %s)", key)
	}
	// The result's register is taken before those of the arguments are free: a
	// kernel writes while it reads.
	to, err := c.take(k.Out)
	if err != nil {
		return err
	}
	for _, s := range nd.Args {
		if p, ok := c.places[s]; ok && c.last[s] == n {
			c.free[p.kind] = append(c.free[p.kind], p.reg)
			delete(c.places, s)
		}
	}
	c.places[c.batt.NodeSlot(node)] = place{k.Out, to}
	c.emit(k.Op, to, args, uint32(nd.Prim.Fixed), uint32(nd.Prim.Cell))
	return nil
}

// place returns where the value of a slot is. It loads constants.
func (c *compiler) place(s batt.Slot) (place, error) {
	if p, ok := c.places[s]; ok {
		return p, nil
	}
	if int(s) >= len(c.batt.Consts) {
		panic("kernel: a value is used after its last use")
	}
	v := c.batt.Consts[s]
	var p place
	var err error
	switch v.Kind() {
	case value.Int, value.Bool:
		p.kind = Int
		if p.reg, err = c.take(Int); err == nil {
			c.emit(opInt, p.reg, [3]byte{}, uint32(v.Int()), uint32(v.Int()>>32))
		}
	case value.Pair:
		p.kind = Pair
		if p.reg, err = c.take(Pair); err == nil {
			c.emit(opPair, p.reg, [3]byte{}, uint32(int32(v.I())), uint32(int32(v.J())))
		}
	default:
		err = fmt.Errorf("there are no registers for a %v", v.Kind())
	}
	c.places[s] = p
	return p, err
}

func (c *compiler) take(k Kind) (byte, error) {
	list := c.free[k]
	if len(list) == 0 {
		return 0, fmt.Errorf("it holds more values of kind %c at once than there are registers", k)
	}
	c.free[k] = list[:len(list)-1]
	return list[len(list)-1], nil
}

func (c *compiler) emit(op, to byte, args [3]byte, fixed, cell uint32) {
	c.code = append(c.code, op, to, args[0], args[1], args[2], 0, 0, 0)
	c.code = binary.LittleEndian.AppendUint32(c.code, fixed)
	c.code = binary.LittleEndian.AppendUint32(c.code, cell)
}

// Samples lays samples out: the grids of each, input and expected output, Stride
// bytes each, and their sides. It reports for each whether its input fits.
func Samples(list []device.Sample) (cells, dims []byte, fits []bool) {
	cells = make([]byte, len(list)*2*Stride)
	fits = make([]bool, len(list))
	for k, s := range list {
		fits[k] = len(s.In.Cells) <= maxCells
		put := func(at int, g *grid.Grid) {
			if g == nil || len(g.Cells) > maxCells {
				dims = append(dims, 0, 0, 0, 0)
				return
			}
			copy(cells[at:], value.AsBytes(g.Cells))
			dims = binary.LittleEndian.AppendUint16(dims, uint16(g.H))
			dims = binary.LittleEndian.AppendUint16(dims, uint16(g.W))
		}
		put(k*2*Stride, s.In)
		put((k*2+1)*Stride, s.Out)
	}
	return cells, dims, fits
}

// AppendItem appends an item as the kernels read it.
func AppendItem(b []byte, item device.Item) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(item.Program))
	return binary.LittleEndian.AppendUint32(b, uint32(item.Sample))
}

// Out returns the result that the kernels wrote as out number i, and the sides of
// its grid. One that is not Done was refused.
func Out(outs []byte, i int) (r device.Result, h, w int) {
	o := outs[i*OutSize:]
	u64 := binary.LittleEndian.Uint64
	flags := binary.LittleEndian.Uint32(o[24:])
	if flags&1 == 0 {
		return device.Result{Refused: true}, 0, 0
	}
	r = device.Result{Done: true, Match: flags&2 != 0, Cost: int64(u64(o)), Out: grid.Digest{u64(o[8:]), u64(o[16:])}}
	return r, int(binary.LittleEndian.Uint16(o[32:])), int(binary.LittleEndian.Uint16(o[34:]))
}
