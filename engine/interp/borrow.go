package interp

// Borrow takes over what another Machine of the same batt knows of nodes on its
// sample: their values, which stay the other's and are good until its next Load,
// what they cost, and their faults. It is for after LoadValues, with inputs of
// which the nodes depend on none that is not the same for both. What the other
// does not know is evaluated when it is needed.
func (m *Machine) Borrow(from *Machine, nodes []int32) {
	if m.batt != from.batt {
		panic("interp: Borrow from a Machine of another batt")
	}
	for _, n := range nodes {
		mine, other := &m.code[n], &from.code[n]
		switch {
		case other.at == from.now:
			mine.at = m.now
			slot := m.batt.NodeSlot(n)
			m.vals[slot] = from.vals[slot]
		case other.faultAt == from.now/oneSample:
			mine.fault, mine.faultAt = other.fault, m.now/oneSample
		default:
			continue
		}
		mine.cost = other.cost
	}
}
