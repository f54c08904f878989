package interp

import (
	"time"
	"unsafe"

	"battscope/engine/batt"
	"battscope/engine/probe"
	"battscope/engine/value"
)

// A Meter notes what the programs of a batt do on a Machine: which nodes were
// evaluated, at what cost, how many programs came to their end, and where the
// others ended. From that follows which program used which node: all up to its
// end. It takes no memory for an evaluation that comes to its end.
//
// At level sampled one evaluation in probe.TimedOf is timed, and one in probe.InnerOf
// is watched for the primitives that function values call: of each block of so
// many evaluations one, whichever, each as likely. At level all every evaluation
// is both. At level counts none is.
//
// A Meter is used by one goroutine at a time, for any number of Machines of the
// same batt.
type Meter struct {
	Nodes []NodeUse   // by node
	Whole []int64     // by program: evaluations that reached all its steps
	Ends  []End       // those that did not, and the faults of others
	Watch value.Watch // the trees of NodeUse.Inner

	batt  *batt.Batt
	level probe.Level
	base  time.Time
	tick  time.Duration // what a look at the clock adds to a time
	clock func() time.Duration
	timed draw
	inner draw
}

// A NodeUse is what became of one node, over all evaluations of it.
type NodeUse struct {
	Runs  int64 // evaluations
	Cost  int64 // units, of all of them
	Time  int64 // ns, of those that were timed
	Seen  int64 // units, of those that were watched
	Inner int32 // in Watch.Calls, of the same; 0 without one
}

// An End is an evaluation that ended before the last step of its program.
type End struct {
	Program int32
	Step    int32 // the last that was reached; -1 where all were and the fault is the result's
	Fault   value.Fault
}

// A draw chooses one of each n evaluations.
type draw struct {
	n, at, pick int
	dice        uint64
}

// next reports whether this evaluation is the chosen one.
func (d *draw) next() bool {
	if d.at == 0 {
		d.dice ^= d.dice << 13 // Marsaglia's xorshift64
		d.dice ^= d.dice >> 7
		d.dice ^= d.dice << 17
		d.pick = int(d.dice >> 33 % uint64(d.n))
	}
	chosen := d.at == d.pick
	if d.at++; d.at == d.n {
		d.at = 0
	}
	return chosen
}

// NewMeter returns a Meter for a level other than off. Meters with other seeds
// choose other evaluations.
func NewMeter(level probe.Level, seed uint64) *Meter {
	m := &Meter{level: level, base: time.Now()}
	seed = seed*0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15
	m.timed, m.inner = draw{n: probe.TimedOf, dice: seed | 1}, draw{n: probe.InnerOf, dice: seed>>1 | 1}
	if level == probe.LevelAll {
		m.timed.n, m.inner.n = 1, 1
	}
	m.tick = m.measureTick()
	return m
}

// measureTick returns the time between two looks at the clock with nothing
// between them: the least of some, since anything may come between.
func (m *Meter) measureTick() time.Duration {
	least := time.Hour
	for range 100 {
		a := m.now()
		least = min(least, m.now()-a)
	}
	return least
}

func (m *Meter) now() time.Duration {
	if m.clock != nil {
		return m.clock()
	}
	return time.Since(m.base)
}

// Level returns the level.
func (m *Meter) Level() probe.Level { return m.level }

// Weight returns how many evaluations a timed one stands for.
func (m *Meter) Weight() int64 { return int64(m.timed.n) }

// Batt returns the batt that the Meter has begun with; nil for none.
func (m *Meter) Batt() *batt.Batt { return m.batt }

// Begin makes the Meter one of b, or of none, with nothing noted. It reuses its
// memory.
func (m *Meter) Begin(b *batt.Batt) {
	if m.batt = b; b == nil {
		return
	}
	m.Nodes = zeroed(m.Nodes, len(b.Nodes))
	m.Whole = zeroed(m.Whole, len(b.Programs))
	m.Ends = m.Ends[:0]
	m.Watch.Clear()
}

func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// Observe has the Machine note its evaluations in meter, which has begun with the
// Machine's batt; nil ends it. What programs do stays the same.
func (m *Machine) Observe(meter *Meter) {
	if m.meter = meter; meter == nil {
		m.thread.Watch(nil)
		return
	}
	if meter.batt != m.batt {
		panic("interp: Observe by a Meter of another batt")
	}
}

// metered evaluates the steps of program p and notes what became of them.
func (m *Machine) metered(p int, steps []batt.Step) (int64, value.Fault) {
	meter := m.meter
	timed, watched := false, false
	if meter.level >= probe.LevelSampled {
		timed, watched = meter.timed.next(), meter.inner.next()
	}
	var w *value.Watch
	if watched {
		w = &meter.Watch
		m.thread.Watch(w)
	}
	charge, fault := m.meteredSteps(steps, timed, w)
	if watched {
		m.thread.Watch(nil)
	}
	if fault == value.NoFault {
		meter.Whole[p]++
	} else {
		meter.Ends = append(meter.Ends, End{int32(p), int32(m.last), fault})
	}
	return charge, fault
}

// meteredSteps is steps, with notes of each node that is evaluated.
//
// Note: it is a loop of its own so that the other has nothing of it. Public
// programs and their mutants go through both in tests, which want the same.
func (m *Machine) meteredSteps(steps []batt.Step, timed bool, w *value.Watch) (charge int64, fault value.Fault) {
	t, code, now, uses := m.thread, m.code, m.now, m.meter.Nodes
	vals := unsafe.Pointer(unsafe.SliceData(m.vals))
	look := min(m.limits.Fuel, value.Slice)
	var at time.Duration
	known := true // the step before was
	for n := range steps {
		node := steps[n].Node
		in := &code[node]
		if in.at == now || m.share != nil && m.shared(node) {
			m.known++
			known = true
		} else {
			if in.faultAt == now/oneSample {
				m.known++
				return m.fail(in, n, charge)
			}
			use := &uses[node]
			use.Runs++
			if w != nil {
				if use.Inner == 0 {
					use.Inner = w.Root()
				}
				w.Enter(t, use.Inner)
			}
			if timed && known {
				at = m.meter.now()
			}
			var v value.Value
			switch p := in.prim; in.arity {
			case 1:
				a := *in.args[0].in(vals)
				cost := p.Fixed
				if p.Cell != 0 {
					cost += p.Cell * a.Size() >> 4
				}
				if t.Step(cost) {
					v = p.F1(t, a)
				}
			case 2:
				a, b := *in.args[0].in(vals), *in.args[1].in(vals)
				cost := p.Fixed
				if p.Cell != 0 {
					cost += p.Cell * (a.Size() + b.Size()) >> 4
				}
				if t.Step(cost) {
					v = p.F2(t, a, b)
				}
			case 3:
				a, b, c := *in.args[0].in(vals), *in.args[1].in(vals), *in.args[2].in(vals)
				cost := p.Fixed
				if p.Cell != 0 {
					cost += p.Cell * (a.Size() + b.Size() + c.Size()) >> 4
				}
				if t.Step(cost) {
					v = p.F3(t, a, b, c)
				}
			case 4: // not by rare, to whose call of the primitive a Watch would listen
				a, b, c, d := *in.args[0].in(vals), *in.args[1].in(vals), *in.args[2].in(vals), *in.args[3].in(vals)
				if t.Step(p.Fixed + p.Cell*(a.Size()+b.Size()+c.Size()+d.Size())>>4) {
					v = p.F4(t, a, b, c, d)
				}
			default:
				v = m.rare(in, m.batt.Nodes[node].Args)
			}
			if timed {
				next := m.meter.now()
				use.Time += int64(next - at - m.meter.tick)
				// With sharing the value is hashed next, which is not the next node's time.
				at, known = next, m.share != nil
			}
			in.cost = t.Used()
			use.Cost += in.cost
			if w != nil {
				use.Seen += in.cost
			}
			if t.Fault() != value.NoFault {
				return m.fault(in, n, charge)
			}
			in.at = now
			*in.to.in(vals) = v
			if m.share != nil {
				m.share.note(m, m.batt.NodeSlot(node))
			}
		}
		if charge += in.cost; charge > look {
			if fault := m.look(charge); fault != value.NoFault {
				return m.ended(n, charge, fault)
			}
			look = min(m.limits.Fuel, charge+value.Slice)
		}
	}
	return charge, value.NoFault
}
