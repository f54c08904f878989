package op

import (
	"fmt"

	"battscope/engine/value"
)

// Kinds is a set of kinds of values, as far as the types of signatures tell
// them apart. A value known no better may be any of several.
type Kinds uint32

// The kinds. KindTuple and KindSet stand for what the others do not name.
const (
	KindBoolean Kinds = 1 << iota
	KindInteger
	KindPair // IntegerTuple
	KindCell
	KindRow // tuple of integers of any length but two
	KindGrid
	KindTuple
	KindIntegerSet
	KindIndices
	KindObject
	KindObjects
	KindIndicesSet
	KindSet
	KindFunction
	numKindBits = iota
)

// Sets of kinds that the rules of types use.
const (
	kindAny        = 1<<numKindBits - 1
	kindInts       = KindRow | KindPair // a tuple of integers
	kindTuples     = kindInts | KindCell | KindGrid | KindTuple
	kindSets       = KindIntegerSet | KindIndices | KindObject | KindObjects | KindIndicesSet | KindSet
	kindContainers = kindTuples | kindSets
	kindPatches    = KindIndices | KindObject
)

// kindsOf returns the kinds that a type of arc-dsl's arc_types.py stands for.
func kindsOf(typ string) Kinds {
	switch typ {
	case "Any":
		return kindAny
	case "Boolean":
		return KindBoolean
	case "Integer":
		return KindInteger
	case "IntegerTuple":
		return KindPair
	case "Numerical":
		return KindInteger | KindPair
	case "IntegerSet":
		return KindIntegerSet
	case "Grid":
		return KindGrid
	case "Object":
		return KindObject
	case "Objects":
		return KindObjects
	case "Indices":
		return KindIndices
	case "Patch":
		return kindPatches
	case "Element":
		return KindObject | KindGrid
	case "Piece":
		return kindPatches | KindGrid
	case "Container":
		return kindContainers
	case "ContainerContainer":
		return kindContainers &^ (kindInts | KindCell | KindIntegerSet)
	case "Tuple":
		return kindTuples
	case "TupleTuple":
		return KindGrid | KindTuple
	case "FrozenSet":
		return kindSets
	case "Callable":
		return KindFunction
	}
	panic(fmt.Sprintf("op: there is no type %q", typ))
}

// acceptedAs returns the kinds that a parameter of a type takes: booleans are
// integers, and a tuple of integers does where a set of them is declared.
func acceptedAs(typ string) Kinds {
	k := kindsOf(typ)
	if k&KindInteger != 0 {
		k |= KindBoolean
	}
	if k&KindIntegerSet != 0 {
		k |= kindInts
	}
	if k&KindObjects != 0 {
		k |= KindSet
	}
	return k
}

// A Type is what is known of a value before it is computed.
type Type struct {
	Kinds Kinds // what the value may be
	Elems Kinds // what its elements may be, where it is a KindTuple or KindSet
	fn    int32 // place of the function in the Typer; 0 is not known
}

// Any returns the type of which nothing is known.
func Any() Type { return Type{Kinds: kindAny, Elems: kindAny} }

// OfKinds returns the type of values of these kinds, of any elements.
func OfKinds(k Kinds) Type { return Type{Kinds: k, Elems: kindAny} }

// union returns the type of what is one or the other.
func (t Type) union(u Type) Type {
	if t.fn != u.fn {
		t.fn = 0
	}
	return Type{t.Kinds | u.Kinds, t.Elems | u.Elems, t.fn}
}

// within returns t as far as it is one of kinds k; k itself where nothing of t
// is.
func (t Type) within(k Kinds) Type {
	if t.Kinds&k == 0 {
		return OfKinds(k)
	}
	t.Kinds &= k
	return t
}

// elem returns the type of t's elements. Elements of elements are not known.
func (t Type) elem() Type {
	e := Kinds(0)
	if t.Kinds&(kindInts|KindIntegerSet) != 0 {
		e |= KindInteger
	}
	if t.Kinds&KindCell != 0 {
		e |= KindInteger | KindPair
	}
	if t.Kinds&KindGrid != 0 {
		e |= kindInts
	}
	if t.Kinds&KindIndices != 0 {
		e |= KindPair
	}
	if t.Kinds&KindObject != 0 {
		e |= KindCell
	}
	if t.Kinds&KindObjects != 0 {
		e |= KindObject
	}
	if t.Kinds&KindIndicesSet != 0 {
		e |= KindIndices
	}
	if t.Kinds&(KindTuple|KindSet) != 0 {
		e |= t.Elems
	}
	if e == 0 {
		return Any()
	}
	return OfKinds(e)
}

// setOf returns the type of a set of such elements.
func (t Type) setOf() Type {
	s := Type{}
	if t.Kinds&(KindInteger|KindBoolean) != 0 {
		s.Kinds |= KindIntegerSet
	}
	if t.Kinds&KindPair != 0 {
		s.Kinds |= KindIndices
	}
	if t.Kinds&KindCell != 0 {
		s.Kinds |= KindObject
	}
	if t.Kinds&KindObject != 0 {
		s.Kinds |= KindObjects
	}
	if t.Kinds&KindIndices != 0 {
		s.Kinds |= KindIndicesSet
	}
	if rest := t.Kinds &^ (KindInteger | KindBoolean | KindPair | KindCell | KindObject | KindIndices); rest != 0 || s.Kinds == 0 {
		s.Kinds, s.Elems = s.Kinds|KindSet, rest
	}
	return s
}

// tupleOf returns the type of a tuple of such elements.
func (t Type) tupleOf() Type {
	s := Type{}
	if t.Kinds&(KindInteger|KindBoolean) != 0 {
		s.Kinds |= kindInts
	}
	if t.Kinds&kindInts != 0 {
		s.Kinds |= KindGrid
	}
	if rest := t.Kinds &^ (KindInteger | KindBoolean | KindRow); rest != 0 || s.Kinds == 0 {
		s.Kinds, s.Elems = s.Kinds|KindTuple, rest
	}
	return s
}

// typeOfConstant returns the type of a constant.
func typeOfConstant(v value.Value) Type {
	switch v.Kind() {
	case value.Bool:
		return OfKinds(KindBoolean)
	case value.Int:
		return OfKinds(KindInteger)
	case value.Pair:
		return OfKinds(KindPair)
	}
	return Any()
}
