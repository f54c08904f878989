package interp

import (
	"math/bits"
	"unsafe"

	"battscope/engine/batt"
	"battscope/engine/value"
)

// A sharing knows which slots of a sample hold equal values. Nodes that make the
// same call of equal values are one state: the first is evaluated, and the others
// have its value, cost and fault. What is equal is found by hash first and then
// compared.
//
// Note: states are per sample. Nodes whose values are equal on all samples share
// on each of them, and those that are equal on some share there.
type sharing struct {
	same   []int32  // by slot: the first slot with an equal value; -1 for what is not known
	hash   []uint64 // by slot, of its value
	calls  []int32  // 1 + a node, by the hash of its call; open addressing
	values []int32  // 1 + a slot, by the hash of its value
	mask   uint64
}

// ShareValues makes the Machine share equal values within a sample from its next
// Use on. What programs do and what they are charged stays the same.
func (m *Machine) ShareValues(on bool) {
	switch {
	case !on:
		m.share = nil
	case m.share == nil:
		m.share = &sharing{}
		m.share.size(m.batt.Slots())
	}
}

// size makes room for a batt of so many slots.
func (s *sharing) size(slots int) {
	n := 1 << bits.Len(uint(2*slots))
	if len(s.calls) != n {
		s.calls, s.values, s.mask = make([]int32, n), make([]int32, n), uint64(n-1)
	}
	if cap(s.same) < slots {
		s.same, s.hash = make([]int32, slots), make([]uint64, slots)
	}
	s.same, s.hash = s.same[:slots], s.hash[:slots]
}

// takeOver gives node n what node other is known for, and reports whether that is
// a value.
func (m *Machine) takeOver(n, other int32) bool {
	in, o := &m.code[n], &m.code[other]
	switch {
	case o.at == m.now:
		in.cost, in.at = o.cost, m.now
		to, from := m.batt.NodeSlot(n), m.batt.NodeSlot(other)
		m.vals[to], m.share.same[to] = m.vals[from], m.share.same[from]
		m.work.Equal++
		return true
	case o.faultAt == m.now/oneSample:
		in.cost, in.fault, in.faultAt = o.cost, o.fault, o.faultAt
		m.work.Equal++
	}
	return false // it was cut from outside, or has no value
}

// begin forgets all values and takes in those of the inputs and constants.
func (s *sharing) begin(m *Machine) {
	clear(s.calls)
	clear(s.values)
	for n := range s.same {
		s.same[n] = -1
	}
	for n := range m.base {
		if m.vals[n].OK() {
			s.note(m, batt.Slot(n))
		}
	}
}

// note finds the state of a slot whose value is known.
func (s *sharing) note(m *Machine, slot batt.Slot) {
	v := m.vals[slot]
	h := value.Hash(v)
	s.hash[slot] = h
	for i := h & s.mask; ; i = (i + 1) & s.mask {
		other := s.values[i] - 1
		if other < 0 {
			s.values[i] = int32(slot) + 1
			s.same[slot] = int32(slot)
			return
		}
		if s.hash[other] == h && m.vals[other].Kind() == v.Kind() && m.equal(m.vals[other], v) {
			s.same[slot] = other
			return
		}
	}
}

// equalFuel bounds one comparison. Values that cannot be compared within it are
// taken to be different.
const equalFuel = 1 << 16

// equal compares two values at nobody's charge.
func (m *Machine) equal(a, b value.Value) bool {
	return m.thread.Apart(equalFuel, func() bool { return m.thread.Eq(a, b) && m.thread.Charge(0) })
}

// call looks for a node that made the same call as node n of equal values. It
// returns -1 where there is none; n is then the one for those to come.
func (s *sharing) call(m *Machine, n int32) int32 {
	in := &m.code[n]
	if in.arity == 0 {
		return -1 // the call of a function in a slot: few, and of any number of arguments
	}
	args := m.batt.Nodes[n].Args
	h := uint64(uintptr(unsafe.Pointer(in.prim))) >> 4
	for _, a := range args {
		h = (h ^ uint64(uint32(s.same[a]))) * 0x9fb21c651e98df25
		h ^= h >> 32
	}
	for i := h & s.mask; ; i = (i + 1) & s.mask {
		other := s.calls[i] - 1
		if other < 0 {
			s.calls[i] = n + 1
			return -1
		}
		if m.code[other].prim != in.prim {
			continue
		}
		equal := true
		for k, a := range m.batt.Nodes[other].Args {
			equal = equal && s.same[args[k]] == s.same[a]
		}
		if equal {
			return other
		}
	}
}
