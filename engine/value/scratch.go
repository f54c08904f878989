package value

// A scratch is memory that primitives use within one call and never return.
type scratch struct {
	words [4096]uint64 // sortByBits
	ints  []int32      // Thread.Ints
}

// Ints returns n integers of unknown content, good until the next call of Ints.
// It is for tables that a primitive needs while it runs. It returns nil when
// they cannot be paid for.
func (t *Thread) Ints(n int) []int32 {
	if !t.Charge(int64(n) >> 3) {
		return nil
	}
	if n > cap(t.scratch.ints) {
		if n > 1<<16 {
			return make([]int32, n)
		}
		t.scratch.ints = make([]int32, max(n, 4096))
	}
	return t.scratch.ints[:n]
}
