// Package interp is the reference evaluator: it defines what a program means.
package interp

import (
	"sync/atomic"
	"time"
	"unsafe"

	"battscope/engine/batt"
	"battscope/engine/grid"
	"battscope/engine/value"
)

// Limits stop an evaluation of one program on one sample.
type Limits struct {
	Fuel     int64         // cost units; one is about one cell visited
	Deadline time.Duration // elapsed time; 0 is none
}

// DefaultLimits returns the limits of a run that names none.
//
// The dearest of the 400 public solvers on the public training tasks charges
// less than a quarter of the fuel, and all but a few less than a hundredth. At
// about a nanosecond a unit the fuel is some milliseconds, so there is no need
// of a deadline, which would make results depend on the machine.
func DefaultLimits() Limits { return Limits{Fuel: 4_000_000} }

// A Result is what one program did on one sample.
type Result struct {
	Out   value.Value // a Grid after Run, good until the Machine's next Eval or Load; invalid with a fault
	Fault value.Fault // NoFault, or why there is no output
	Line  int         // in the program's file, where the fault happened; 0 without one
	Cost  int64       // units charged: the full costs of the distinct nodes reached up to there
}

// A Machine evaluates programs of a batt on one sample after another. Each node
// that a program needs is evaluated once a sample. It is used by one goroutine
// at a time and reuses its memory.
type Machine struct {
	batt   *batt.Batt
	limits Limits
	thread *value.Thread
	code   []instr       // by node
	vals   []value.Value // by slot
	now    uint64        // the sample, counted in the upper half, and the memory, in the lower
	base   int           // slot of node 0
	last   int           // step of the last program that ended early
	line   int           // of that step
	small  int64         // the most that a node may cost without a look at the limits
	share  *sharing      // nil without
	meter  *Meter        // nil: nobody observes
	work   Work
	known  int64 // nodes reached that need not be evaluated any more
}

// Work counts what programs have reached since the Machine was made.
type Work struct {
	Reached   int64 // nodes, as often as a program reached one
	Evaluated int64 // nodes that were evaluated, once for all programs of a sample
	Equal     int64 // nodes that took over the value of a call of equal values
}

// Work returns the counts.
func (m *Machine) Work() Work {
	w := m.work
	w.Evaluated = w.Reached - m.known
	return w
}

// An instr is a node laid out for evaluation, with what is known of it on this
// sample.
type instr struct {
	prim  *value.Prim // nil where the function in slot fn is called
	arity uint8       // of prim; 0 without one
	fault value.Fault
	form  form
	args  [4]place // of prim
	to    place    // its own
	fn    batt.Slot
	mate  int32  // the node that may be done together with this one; 0, which can be no mate, for none
	at    uint64 // Machine.now when the value was made
	cost  int64  // of the sample in which at or faultAt lies
	// The sample on which it was found to have fault.
	faultAt uint64
}

// A place is where the value of a slot lies, in bytes from the first one. Places
// are made from the slots of a batt, all of which a Machine has, and so need not
// be looked at again at every step.
type place uint32

func placeOf(s batt.Slot) place { return place(s) * place(unsafe.Sizeof(value.Value{})) }

// in returns the value at p.
//
//go:nocheckptr
func (p place) in(vals unsafe.Pointer) *value.Value { return (*value.Value)(unsafe.Add(vals, p)) }

// oneSample is what a sample adds to Machine.now.
const oneSample = 1 << 32

// heldMax is how many bytes of values a Machine keeps between two programs of a
// sample. Past that it forgets them and evaluates again what is asked for
// again; what a node costs and whether it faults stays known.
const heldMax = 24 << 20

// NewMachine returns a Machine for b. Evaluations end soon after stop, if not
// nil, becomes true.
func NewMachine(b *batt.Batt, limits Limits, stop *atomic.Bool) *Machine {
	m := &Machine{thread: value.NewThread(stop), limits: limits, small: min(limits.Fuel, value.Slice)}
	m.Use(b)
	return m
}

// Use makes the Machine work on b from now on. Load must follow.
func (m *Machine) Use(b *batt.Batt) {
	m.batt, m.base = b, len(b.Consts)
	if cap(m.vals) < b.Slots() {
		m.vals = make([]value.Value, b.Slots())
	}
	m.vals = m.vals[:b.Slots()]
	clear(m.vals)
	copy(m.vals, b.Consts)
	m.now = 0
	if m.share != nil {
		m.share.size(b.Slots())
	}
	m.code = m.code[:0]
	for n := range b.Nodes {
		node := &b.Nodes[n]
		in := instr{prim: node.Prim, form: formOf(node.Prim), fn: node.Fn, to: placeOf(b.NodeSlot(int32(n)))}
		if in.prim != nil {
			in.arity = uint8(in.prim.Arity)
			for k, s := range node.Args {
				in.args[k] = placeOf(s)
			}
		}
		m.code = append(m.code, in)
		if in.form == stacks {
			m.pair(int32(n))
		}
	}
}

// SetDeadline changes the limit in time of the evaluations that follow; 0 is
// none.
func (m *Machine) SetDeadline(d time.Duration) { m.limits.Deadline = d }

// Load makes in the sample's input and forgets the sample before.
func (m *Machine) Load(in *grid.Grid) {
	if in == nil || m.share != nil || m.thread.Large() {
		m.load(in)
		return
	}
	m.thread.Rewind()
	if m.now += oneSample; m.now < oneSample {
		m.unlearn()
	}
	m.vals[batt.Input] = GridValue(in)
}

// load is Load of any sample, nil where the inputs are not grids.
func (m *Machine) load(in *grid.Grid) {
	m.drop()
	if m.now += oneSample; m.now < oneSample {
		m.unlearn()
	}
	if in != nil {
		m.vals[batt.Input] = GridValue(in)
	}
	if m.share != nil {
		m.share.begin(m)
	}
}

// LoadValues is Load for a batt of several inputs. The values outlive the
// sample, and are not of this Machine.
func (m *Machine) LoadValues(in ...value.Value) {
	m.Load(nil)
	copy(m.vals, in)
}

// GridValue returns a grid as a value that shares its cells.
func GridValue(g *grid.Grid) value.Value { return value.OfGrid(g.H, g.W, g.Cells) }

// Run evaluates program p on the sample. A result that is no grid is a NotGrid
// fault.
func (m *Machine) Run(p int) Result { return m.run(nil, p) }

// RunOn is Load of a sample and Run of program p on it.
func (m *Machine) RunOn(in *grid.Grid, p int) Result { return m.run(in, p) }

// Eval evaluates program p on the sample, whatever its result is.
func (m *Machine) Eval(p int) (r Result) {
	if r.Out, r.Cost, r.Fault = m.eval(p); r.Fault != value.NoFault {
		r.Line = m.line
	}
	return r
}

// grid evaluates program p, whose result should be a grid.
func (m *Machine) grid(p int) (out value.Value, cost int64, fault value.Fault, line int) {
	out, cost, fault = m.eval(p)
	switch {
	case fault != value.NoFault:
		line = m.line
	case out.Kind() != value.Grid:
		if m.meter != nil {
			m.meter.Ends = append(m.meter.Ends, End{int32(p), -1, value.NotGrid})
		}
		return value.Value{}, cost, value.NotGrid, m.batt.Programs[p].Func.EndLine
	}
	return out, cost, fault, line
}

// eval evaluates program p. A panic inside a primitive becomes an Internal
// fault: it is a defect of ours, and must not take the run along.
func (m *Machine) eval(p int) (out value.Value, cost int64, fault value.Fault) {
	prog := &m.batt.Programs[p]
	fault = value.Internal // what is returned after a panic
	// Written out, as it runs after every evaluation.
	defer func() {
		if fault == value.Internal && recover() != nil {
			m.rescue(prog)
		}
	}()
	if m.thread.Large() && m.thread.Held() > heldMax {
		m.forget()
	}
	m.thread.Start(m.limits.Deadline, m.limits.Fuel)
	if m.meter == nil {
		cost, fault = m.steps(prog.Steps)
	} else {
		cost, fault = m.metered(p, prog.Steps)
	}
	if fault != value.NoFault {
		m.line = int(prog.Steps[m.last].Line)
		m.work.Reached += int64(m.last) + 1
		return value.Value{}, cost, fault
	}
	m.work.Reached += int64(len(prog.Steps))
	return m.vals[prog.Result], cost, value.NoFault
}

// rescue ends an evaluation that panicked. The step at work was the first that
// is not known.
func (m *Machine) rescue(prog *batt.Program) {
	m.thread.Fail(value.Internal)
	if m.meter != nil {
		m.thread.Watch(nil)
	}
	for n := range prog.Steps {
		if in := &m.code[prog.Steps[n].Node]; in.at != m.now {
			m.line = int(prog.Steps[n].Line)
			return
		}
	}
}

// manyBytes is from how much memory in values on stale headers are cleared: they
// would keep alive what the arena has let go.
const manyBytes = 1 << 20

// drop takes back the memory of all values.
func (m *Machine) drop() {
	if m.thread.Large() && m.thread.Held() > manyBytes {
		clear(m.vals[m.base:])
	}
	m.thread.Reset()
}

// forget drops all values of the sample, and keeps costs and faults. Should it
// count past half of now, what follows is as good as another sample.
func (m *Machine) forget() {
	m.drop()
	if m.now++; m.now < oneSample {
		m.unlearn()
	}
	if m.share != nil {
		m.share.begin(m)
	}
}

// unlearn forgets all that is known of the nodes, when now has come round.
func (m *Machine) unlearn() {
	for n := range m.code {
		m.code[n].at, m.code[n].faultAt = 0, 0
	}
	m.now = oneSample
}

// Equal reports whether out, a Grid, is g cell for cell.
func Equal(out value.Value, g *grid.Grid) bool {
	if out.H() != g.H || out.W() != g.W {
		return false
	}
	return value.EqualCells(out.Cells(), g.Cells)
}

// DigestOf returns the digest of out, a Grid.
func DigestOf(out value.Value) grid.Digest { return grid.DigestOf(out.H(), out.W(), out.Cells()) }

// ToGrid returns a copy of out, a Grid, that outlives the Machine's Load.
func ToGrid(out value.Value) *grid.Grid {
	return grid.New(out.H(), out.W(), append([]int8(nil), out.Cells()...))
}
