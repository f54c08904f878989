// Package interp is the reference evaluator: it defines what a program means.
package interp

import (
	"sync/atomic"
	"time"

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
	epoch  uint32        // of the sample
	gen    uint32        // of the memory
	base   int           // slot of node 0
	line   int           // of the step at work
	share  *sharing      // nil without
	work   Work
}

// Work counts what programs have reached since the Machine was made.
type Work struct {
	Reached   int64 // nodes, as often as a program reached one
	Evaluated int64 // nodes that were evaluated, once for all programs of a sample
	Equal     int64 // nodes that took over the value of a call of equal values
}

// Work returns the counts.
func (m *Machine) Work() Work { return m.work }

// An instr is a node laid out for evaluation, with what is known of it on this
// sample.
type instr struct {
	prim  *value.Prim // nil where the function in slot fn is called
	arity uint8       // of prim; 0 without one
	fault value.Fault
	args  [4]batt.Slot
	fn    batt.Slot
	epoch uint32 // sample in which cost and fault were found
	gen   uint32 // memory in which the value lies
	cost  int64
}

// heldMax is how many bytes of values a Machine keeps between two programs of a
// sample. Past that it forgets them and evaluates again what is asked for
// again; what a node costs and whether it faults stays known.
const heldMax = 24 << 20

// NewMachine returns a Machine for b. Evaluations end soon after stop, if not
// nil, becomes true.
func NewMachine(b *batt.Batt, limits Limits, stop *atomic.Bool) *Machine {
	m := &Machine{thread: value.NewThread(stop), limits: limits}
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
	m.epoch, m.gen = 0, 0
	if m.share != nil {
		m.share.size(b.Slots())
	}
	m.code = m.code[:0]
	for n := range b.Nodes {
		node := &b.Nodes[n]
		in := instr{prim: node.Prim, fn: node.Fn}
		if in.prim != nil {
			in.arity = uint8(in.prim.Arity)
		}
		copy(in.args[:], node.Args)
		m.code = append(m.code, in)
	}
}

// SetDeadline changes the limit in time of the evaluations that follow; 0 is
// none.
func (m *Machine) SetDeadline(d time.Duration) { m.limits.Deadline = d }

// Load makes in the sample's input and forgets the sample before.
func (m *Machine) Load(in *grid.Grid) {
	m.drop()
	m.epoch++
	m.gen++
	if m.epoch == 0 || m.gen == 0 {
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
func (m *Machine) Run(p int) Result {
	res := m.Eval(p)
	if res.Fault == value.NoFault && res.Out.Kind() != value.Grid {
		return Result{Fault: value.NotGrid, Line: m.batt.Programs[p].Func.EndLine, Cost: res.Cost}
	}
	return res
}

// Eval evaluates program p on the sample, whatever its result is. A panic inside a primitive becomes an
// Internal fault: it is a defect of ours, and must not take the run along.
func (m *Machine) Eval(p int) (res Result) {
	whole := false
	defer func() {
		if whole {
			return
		}
		if r := recover(); r != nil {
			m.thread.Fail(value.Internal)
			res = Result{Fault: value.Internal, Line: m.line}
		}
	}()
	if m.thread.Large() && m.thread.Held() > heldMax {
		m.forget()
	}
	m.thread.Start(m.limits.Deadline)
	prog := &m.batt.Programs[p]
	cost, fault := m.steps(prog.Steps)
	if fault != value.NoFault {
		res = Result{Fault: fault, Line: m.line, Cost: cost}
	} else {
		res = Result{Out: m.vals[prog.Result], Cost: cost}
	}
	whole = true
	return res
}

// steps evaluates the steps whose nodes are not known yet on this sample, and
// returns the cost of all of them up to a fault. m.line is then its line.
func (m *Machine) steps(steps []batt.Step) (charge int64, fault value.Fault) {
	t, vals := m.thread, m.vals
	for n := range steps {
		st := &steps[n]
		in := &m.code[st.Node]
		m.line = int(st.Line)
		m.work.Reached++
		if (in.epoch != m.epoch || in.gen != m.gen && in.fault == value.NoFault) && !m.shared(st.Node) {
			m.work.Evaluated++
			t.Begin(m.limits.Fuel)
			var v value.Value
			switch in.arity {
			case 1:
				v = t.Run1(in.prim, vals[in.args[0]])
			case 2:
				v = t.Run2(in.prim, vals[in.args[0]], vals[in.args[1]])
			case 3:
				v = t.Run3(in.prim, vals[in.args[0]], vals[in.args[1]], vals[in.args[2]])
			case 4:
				v = t.Run4(in.prim, vals[in.args[0]], vals[in.args[1]], vals[in.args[2]], vals[in.args[3]])
			default:
				v = m.callValue(vals[in.fn], m.batt.Nodes[st.Node].Args)
			}
			fault = t.Fault()
			if fault == value.Deadline || fault == value.Stopped {
				return charge, fault // from outside: not remembered
			}
			in.cost, in.epoch, in.gen, in.fault = t.Used(), m.epoch, m.gen, fault
			vals[m.base+int(st.Node)] = v
			if m.share != nil && fault == value.NoFault {
				m.share.note(m, batt.Slot(m.base+int(st.Node)))
			}
		}
		charge += in.cost
		if charge > m.limits.Fuel {
			return charge, value.Fuel
		}
		if in.fault != value.NoFault {
			return charge, in.fault
		}
	}
	return charge, value.NoFault
}

// shared reports whether node n has taken over what a call of equal values is
// known for.
func (m *Machine) shared(n int32) bool {
	if m.share == nil {
		return false
	}
	other := m.share.call(m, n)
	return other >= 0 && m.takeOver(n, other)
}

// callValue calls fn with the values of slots.
func (m *Machine) callValue(fn value.Value, slots []batt.Slot) value.Value {
	t, vals := m.thread, m.vals
	switch len(slots) {
	case 1:
		return t.Call1(fn, vals[slots[0]])
	case 2:
		return t.Call2(fn, vals[slots[0]], vals[slots[1]])
	case 3:
		return t.Call3(fn, vals[slots[0]], vals[slots[1]], vals[slots[2]])
	}
	args := t.Vals(len(slots))
	if args == nil {
		return value.Value{}
	}
	for n, s := range slots {
		args[n] = vals[s]
	}
	return t.CallN(fn, args)
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

// forget drops all values of the sample, and keeps costs and faults.
func (m *Machine) forget() {
	m.drop()
	m.gen++
	if m.gen == 0 {
		m.unlearn()
	}
	if m.share != nil {
		m.share.begin(m)
	}
}

// unlearn forgets all that is known of the nodes, when a counter has come round.
func (m *Machine) unlearn() {
	for n := range m.code {
		m.code[n].epoch, m.code[n].gen = 0, 0
	}
	m.epoch, m.gen = 1, 1
}

// Equal reports whether out, a Grid, is g cell for cell.
func Equal(out value.Value, g *grid.Grid) bool {
	if out.H() != g.H || out.W() != g.W {
		return false
	}
	return value.EqualCells(out.Cells(), g.Cells)
}

// ToGrid returns a copy of out, a Grid, that outlives the Machine's Load.
func ToGrid(out value.Value) *grid.Grid {
	return grid.New(out.H(), out.W(), append([]int8(nil), out.Cells()...))
}
