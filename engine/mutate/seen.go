package mutate

// seen is a set of hashes, in twice to four times their size.
type seen struct {
	slots []uint64 // 0 is free
	count int
}

func newSeen() *seen { return &seen{slots: make([]uint64, 1<<10)} }

// add puts h into the set and reports whether it was not there.
func (s *seen) add(h uint64) bool {
	if h == 0 {
		h = 1
	}
	if 2*s.count >= len(s.slots) {
		s.grow()
	}
	if !s.put(h) {
		return false
	}
	s.count++
	return true
}

func (s *seen) put(h uint64) bool {
	mask := uint64(len(s.slots) - 1)
	i := h & mask
	for ; s.slots[i] != 0; i = (i + 1) & mask {
		if s.slots[i] == h {
			return false
		}
	}
	s.slots[i] = h
	return true
}

func (s *seen) grow() {
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	for _, h := range old {
		if h != 0 {
			s.put(h)
		}
	}
}
