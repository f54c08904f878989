package interp

import (
	"unsafe"

	"battscope/engine/batt"
	"battscope/engine/value"
)

// steps evaluates the steps whose nodes are not known yet on this sample, and
// returns the cost of all of them up to a fault. m.last is then its step.
func (m *Machine) steps(steps []batt.Step) (charge int64, fault value.Fault) {
	t, code, now := m.thread, m.code, m.now
	vals := unsafe.Pointer(unsafe.SliceData(m.vals))
	look := min(m.limits.Fuel, value.Slice) // the charge at which to look at limits
	for n := range steps {
		in := &code[steps[n].Node]
		if in.at != now && (m.share == nil || !m.shared(steps[n].Node)) {
			if in.faultAt == now/oneSample {
				// It has a fault on this sample whatever became of the memory.
				m.known++
				return m.fail(in, n, charge)
			}
			var v value.Value
			// What Thread.Run1 and its like do, without their calls.
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
			default:
				v = m.rare(in, m.batt.Nodes[steps[n].Node].Args)
			}
			in.cost = t.Used()
			if t.Fault() != value.NoFault {
				return m.fault(in, n, charge)
			}
			in.at = now
			*in.to.in(vals) = v
			if m.share != nil {
				m.share.note(m, m.batt.NodeSlot(steps[n].Node))
			}
		} else {
			m.known++
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

// look compares what a program is charged, and the clock, with the limits.
func (m *Machine) look(charge int64) value.Fault {
	if charge > m.limits.Fuel {
		return value.Fuel
	}
	m.thread.Look()
	return m.thread.Fault()
}

// rare evaluates a call of four arguments, or of a function that is a value.
func (m *Machine) rare(in *instr, slots []batt.Slot) value.Value {
	t, vals := m.thread, m.vals
	if !t.Step(0) {
		return value.Value{}
	}
	if in.prim != nil {
		return t.Run4(in.prim, vals[slots[0]], vals[slots[1]], vals[slots[2]], vals[slots[3]])
	}
	return m.callValue(vals[in.fn], slots)
}

// fault remembers that in has a fault on this sample, unless the fault came from
// outside, and fails.
func (m *Machine) fault(in *instr, n int, charge int64) (int64, value.Fault) {
	fault := m.thread.Fault()
	if fault == value.Deadline || fault == value.Stopped {
		return m.ended(n, charge, fault)
	}
	in.fault, in.faultAt = fault, m.now/oneSample
	return m.fail(in, n, charge)
}

// fail ends a program of charge units at step n, which has a fault.
func (m *Machine) fail(in *instr, n int, charge int64) (int64, value.Fault) {
	if charge += in.cost; charge > m.limits.Fuel {
		return m.ended(n, charge, value.Fuel)
	}
	return m.ended(n, charge, in.fault)
}

// ended ends a program of charge units at step n.
func (m *Machine) ended(n int, charge int64, fault value.Fault) (int64, value.Fault) {
	m.last = n
	return charge, fault
}

// shared reports whether node n, whose value is not known, has taken over that
// of a call of equal values. Where that call has a fault, n has it too, and no
// value.
func (m *Machine) shared(n int32) bool {
	if m.code[n].faultAt == m.now/oneSample {
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
