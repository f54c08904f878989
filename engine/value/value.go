// Package value is everything an expression can be, and a running evaluation.
//
// A Value is one of Python's values as far as ARC-DSL has them: None, booleans
// (which are integers), integers of 64 bits, tuples, frozensets and functions.
// Each has exactly one representation, chosen by what it holds: a tuple of
// equal rows of small integers is a Grid, a set of (row, column) pairs is an
// Indices, a set of (colour, (row, column)) cells is an Object, and so on down
// to Tuple and Set, which hold anything. Since the representation follows from
// the value, equality compares representations, and a primitive that has a fast
// path for grids meets every grid there is.
//
// A set is kept in the canonical order: ascending by kind (none, integer,
// tuple, set, function), tuples and sets lexicographically by element. It is
// also the order in which it is iterated.
package value

import "unsafe"

// A Kind is a representation.
type Kind uint8

// The kinds. Those of tuples lie together, and so do those of sets.
const (
	Invalid Kind = iota // no value: the Thread has a fault
	None
	Bool
	Int
	Pair    // tuple of two integers of 32 bits
	Cell    // tuple (colour, (row, column)), small
	Row     // tuple of small integers, of a length other than 0 and 2
	Grid    // tuple of equally long rows of small integers, neither side 0
	Tuple   // any other tuple
	Indices // set of small pairs, not empty
	Object  // set of cells, not empty
	Set     // any other set
	Func
	numKinds = iota
)

// String returns the kind's name.
func (k Kind) String() string {
	return [numKinds]string{"invalid", "none", "bool", "int", "pair", "cell", "row", "grid", "tuple", "indices", "object", "set", "function"}[k]
}

// A Value is one value. It is a small header: the elements of rows, grids,
// tuples and sets live in the Arena of the Thread that made them and are never
// changed. A Value is good until that Thread is reset; see Thread.Keep.
type Value struct {
	p unsafe.Pointer // first element, or the *Fn
	n int64          // the integer, the packed pair or cell, the length, or height<<32 | width
	k Kind
}

// Kind returns the representation of v.
func (v Value) Kind() Kind { return v.k }

// OK reports whether v is a value at all.
func (v Value) OK() bool { return v.k != Invalid }

// IsInt reports whether v is an integer, as booleans are.
func (v Value) IsInt() bool { return v.k == Int || v.k == Bool }

// IsTuple reports whether v is a tuple.
func (v Value) IsTuple() bool { return v.k >= Pair && v.k <= Tuple }

// IsSet reports whether v is a set.
func (v Value) IsSet() bool { return v.k >= Indices && v.k <= Set }

// IsContainer reports whether v is a tuple or a set.
func (v Value) IsContainer() bool { return v.k >= Pair && v.k <= Set }

// Nothing returns None.
func Nothing() Value { return Value{k: None} }

// OfInt returns the integer n.
func OfInt(n int64) Value { return Value{n: n, k: Int} }

// OfBool returns the boolean b.
func OfBool(b bool) Value {
	if b {
		return Value{n: 1, k: Bool}
	}
	return Value{k: Bool}
}

// OfPair returns the tuple (i, j). Its caller has seen to it that both fit in
// 32 bits; Thread.Pair is for any integers.
func OfPair(i, j int) Value { return Value{n: packPair(i, j), k: Pair} }

// packPair keeps the lexicographic order: column is biased to be unsigned.
func packPair(i, j int) int64 { return int64(i)<<32 | int64(uint32(j)^1<<31) }

// Int returns the integer that v is.
func (v Value) Int() int64 { return v.n }

// I returns the first integer of a Pair.
func (v Value) I() int { return int(v.n >> 32) }

// J returns the second integer of a Pair.
func (v Value) J() int { return int(int32(uint32(v.n) ^ 1<<31)) }

// OfCell returns the cell that key packs.
func OfCell(key uint32) Value { return Value{n: int64(key), k: Cell} }

// OfIndex returns the pair that a packed index is.
func OfIndex(key uint32) Value { return OfPair(KeyI(key), KeyJ(key)) }

// Key returns the packed form of a Cell.
func (v Value) Key() uint32 { return uint32(v.n) }

// H returns the rows of a Grid.
func (v Value) H() int { return int(v.n >> 32) }

// W returns the columns of a Grid.
func (v Value) W() int { return int(uint32(v.n)) }

// OfGrid returns the h×w grid over cells, which the caller gives away. Neither
// side may be 0.
func OfGrid(h, w int, cells []int8) Value {
	return Value{p: unsafe.Pointer(unsafe.SliceData(cells)), n: int64(h)<<32 | int64(w), k: Grid}
}

// OfRow returns the tuple of the integers in cells, which the caller gives
// away.
func OfRow(cells []int8) Value {
	switch len(cells) {
	case 0:
		return EmptyTuple()
	case 2:
		return OfPair(int(cells[0]), int(cells[1]))
	}
	return Value{p: unsafe.Pointer(unsafe.SliceData(cells)), n: int64(len(cells)), k: Row}
}

// Cells returns the integers of a Row, or those of a Grid row by row. The
// caller must not change them.
func (v Value) Cells() []int8 {
	n := v.n
	if v.k == Grid {
		n = int64(v.H()) * int64(v.W())
	}
	return unsafe.Slice((*int8)(v.p), n)
}

// Keys returns the packed elements of an Indices or Object, ascending. The
// caller must not change them.
func (v Value) Keys() []uint32 { return unsafe.Slice((*uint32)(v.p), v.n) }

// Vals returns the elements of a Tuple or Set in order. The caller must not
// change them.
func (v Value) Vals() []Value { return unsafe.Slice((*Value)(v.p), v.n) }

// EmptyTuple returns ().
func EmptyTuple() Value { return Value{k: Tuple} }

// EmptySet returns the empty set.
func EmptySet() Value { return Value{k: Set} }

func ofTuple(vals []Value) Value {
	return Value{p: unsafe.Pointer(unsafe.SliceData(vals)), n: int64(len(vals)), k: Tuple}
}

func ofSet(vals []Value) Value {
	return Value{p: unsafe.Pointer(unsafe.SliceData(vals)), n: int64(len(vals)), k: Set}
}

func ofKeys(keys []uint32, k Kind) Value {
	return Value{p: unsafe.Pointer(unsafe.SliceData(keys)), n: int64(len(keys)), k: k}
}

// Len returns the number of elements of a container; for a grid its rows.
func (v Value) Len() int {
	switch v.k {
	case Pair, Cell:
		return 2
	case Grid:
		return v.H()
	}
	return int(v.n)
}

// At returns element i of a container in iteration order. 0 <= i < v.Len().
func (v Value) At(i int) Value {
	switch v.k {
	case Pair:
		if i == 0 {
			return OfInt(int64(v.I()))
		}
		return OfInt(int64(v.J()))
	case Cell:
		if i == 0 {
			return OfInt(int64(KeyColor(v.Key())))
		}
		return OfPair(KeyI(v.Key()), KeyJ(v.Key()))
	case Row:
		return OfInt(int64(v.Cells()[i]))
	case Grid:
		w := v.W()
		return OfRow(v.Cells()[i*w : (i+1)*w : (i+1)*w])
	case Indices:
		k := v.Keys()[i]
		return OfPair(KeyI(k), KeyJ(k))
	case Object:
		return OfCell(v.Keys()[i])
	}
	return v.Vals()[i]
}

// Truth returns Python's truth of v: false for None, 0 and empty containers.
func (v Value) Truth() bool {
	switch v.k {
	case None:
		return false
	case Bool, Int, Tuple, Set:
		return v.n != 0
	}
	return true
}

// Size returns the cells, elements or 1 that a charge for v goes by.
func (v Value) Size() int64 {
	switch {
	case v.k-Row > Set-Row:
		return 1
	case v.k == Grid:
		return (v.n >> 32) * int64(uint32(v.n))
	}
	return v.n
}
