package op

import (
	"math"
	"math/bits"

	"battscope/engine/value"
)

// isLong reports whether n is so large that a sum of a few such could overflow.
func isLong(n int64) bool { return n != int64(int32(n)) }

// addInt returns a + b, or fails with Overflow.
func addInt(t *T, a, b int64) V {
	s := a + b
	if (s > a) != (b > 0) && b != 0 {
		return t.Fail(value.Overflow)
	}
	return value.OfInt(s)
}

func subInt(t *T, a, b int64) V {
	d := a - b
	if (d < a) != (b > 0) && b != 0 {
		return t.Fail(value.Overflow)
	}
	return value.OfInt(d)
}

func mulInt(t *T, a, b int64) V {
	if a != int64(int32(a)) || b != int64(int32(b)) {
		hi, lo := bits.Mul64(uint64(a), uint64(b))
		// Signed high word from the unsigned one.
		shi := int64(hi) - (a>>63)&b - (b>>63)&a
		if shi != int64(lo)>>63 {
			return t.Fail(value.Overflow)
		}
	}
	return value.OfInt(a * b)
}

// divInt returns a // b, rounded to minus infinity.
func divInt(t *T, a, b int64) V {
	switch {
	case b == 0:
		return t.Fail(value.ZeroFault)
	case a == math.MinInt64 && b == -1:
		return t.Fail(value.Overflow)
	}
	return value.OfInt(floorDiv(a, b))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// plus returns a + b of Python: integers, or tuples one after the other.
func plus(t *T, a, b V) V {
	switch {
	case a.IsInt() && b.IsInt():
		return addInt(t, a.Int(), b.Int())
	case a.IsTuple() && b.IsTuple():
		return concat(t, a, b)
	}
	return t.Fail(value.TypeFault)
}

// minus returns a - b of Python: integers or sets.
func minus(t *T, a, b V) V {
	switch {
	case a.IsInt() && b.IsInt():
		return subInt(t, a.Int(), b.Int())
	case a.IsSet() && b.IsSet():
		return without(t, a, b)
	}
	return t.Fail(value.TypeFault)
}

// times returns a * b of Python: integers, or a tuple repeated.
func times(t *T, a, b V) V {
	switch {
	case a.IsInt() && b.IsInt():
		return mulInt(t, a.Int(), b.Int())
	case a.IsTuple() && b.IsInt():
		return repeatTuple(t, a, b.Int())
	case a.IsInt() && b.IsTuple():
		return repeatTuple(t, b, a.Int())
	}
	return t.Fail(value.TypeFault)
}

// over returns a // b of Python.
func over(t *T, a, b V) V {
	if a.IsInt() && b.IsInt() {
		return divInt(t, a.Int(), b.Int())
	}
	return t.Fail(value.TypeFault)
}
