package stacks

// A tree of stacks as it grows: nodes in the order of their coming, found by
// parent and frame in an open hash table, for a map costs three times as much
// and a profile of some size asks millions of times.
type tree struct {
	parent []int32
	frame  []located
	slots  []int32 // index of a node plus one, 0 for none; a power of two many
}

func newTree() tree {
	return tree{parent: []int32{-1}, frame: []located{{frame: -1}}, slots: make([]int32, 1<<10)}
}

// below returns the node of frame f under node at, and makes it where it is new.
func (t *tree) below(at int32, f located) int32 {
	i := t.hash(at, f)
	for {
		n := t.slots[i] - 1
		if n < 0 {
			break
		}
		if t.parent[n] == at && t.frame[n] == f {
			return n
		}
		i = (i + 1) & uint32(len(t.slots)-1)
	}
	n := int32(len(t.parent))
	t.parent, t.frame = append(t.parent, at), append(t.frame, f)
	t.slots[i] = n + 1
	if 2*len(t.parent) > len(t.slots) {
		t.grow()
	}
	return n
}

func (t *tree) hash(at int32, f located) uint32 {
	h := uint64(uint32(at))<<32 | uint64(uint32(f.frame))<<1
	if f.inline {
		h |= 1
	}
	h *= 0x9E3779B97F4A7C15 // Fibonacci hashing, Knuth vol. 3, 6.4
	return uint32(h>>32) & uint32(len(t.slots)-1)
}

func (t *tree) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for n := 1; n < len(t.parent); n++ {
		i := t.hash(t.parent[n], t.frame[n])
		for t.slots[i] != 0 {
			i = (i + 1) & uint32(len(t.slots)-1)
		}
		t.slots[i] = int32(n + 1)
	}
}
