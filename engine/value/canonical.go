package value

import "fmt"

// Canonical returns what is wrong with the representation of v, or nil. It is
// for tests: every value that a primitive returns is canonical.
func Canonical(v Value) error { return canonical(NewThread(nil), v, 0) }

func canonical(t *Thread, v Value, depth int) error {
	if depth > 50 {
		return nil
	}
	t.Begin(1 << 40)
	switch v.k {
	case None, Bool, Int, Pair:
		return nil
	case Cell:
		return canonicalKeys([]uint32{v.Key()}, Object)
	case Row:
		if v.n <= 0 || v.n == 2 || v.p == nil {
			return fmt.Errorf("row of length %d", v.n)
		}
	case Grid:
		if v.H() < 1 || v.W() < 1 || v.p == nil {
			return fmt.Errorf("grid of %d rows and %d columns", v.H(), v.W())
		}
	case Indices, Object:
		return canonicalKeys(v.Keys(), v.k)
	case Tuple, Set:
		return canonicalVals(t, v, depth)
	case Func:
		for _, p := range v.Fn().parts {
			if p.k != Invalid {
				if err := canonical(t, p, depth+1); err != nil {
					return fmt.Errorf("part of a function: %w", err)
				}
			}
		}
	default:
		return fmt.Errorf("kind %d", v.k)
	}
	return nil
}

// canonicalKeys checks the packed elements of a patch.
func canonicalKeys(keys []uint32, k Kind) error {
	if len(keys) == 0 {
		return fmt.Errorf("%v without elements", k)
	}
	for n, key := range keys {
		switch {
		case key&keyGuard != 0, k == Indices && key > keyIndex:
			return fmt.Errorf("%v holds %#x, which packs nothing", k, key)
		case n > 0 && keys[n-1] >= key:
			return fmt.Errorf("%v does not ascend at %d", k, n)
		}
	}
	return nil
}

// canonicalVals checks a Tuple or Set: its elements, their order, and that no
// more special kind can hold them.
func canonicalVals(t *Thread, v Value, depth int) error {
	vals := v.Vals()
	for n, e := range vals {
		if err := canonical(t, e, depth+1); err != nil {
			return fmt.Errorf("%v: %w", v.k, err)
		}
		if v.k == Set && n > 0 && (t.Cmp(vals[n-1], e) != -1 || t.Cmp(e, vals[n-1]) != 1) {
			return fmt.Errorf("set does not ascend at %d", n)
		}
	}
	again := t.Same(v, append([]Value(nil), vals...))
	if t.fault != NoFault && t.fault != Fuel && t.fault != DepthFault {
		return fmt.Errorf("%v made again: %v", v.k, t.fault)
	}
	if t.fault == NoFault && (again.k != v.k || again.n != v.n || !t.Eq(again, v)) {
		return fmt.Errorf("%v of %d elements should be %v of %d", v.k, v.n, again.k, again.n)
	}
	return nil
}
