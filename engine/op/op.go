// Package op is the table of ARC-DSL's primitives.
//
// To add a primitive, add one Op literal next to its Go function, in the file
// of its family. Its help page, keyword arguments, fuzzing, benchmark and
// coverage row are derived.
//
// The meaning of every primitive is that of arc-dsl's dsl.py at commit 635de49
// (MIT, Michael Hodel), with the order of sets that package value describes.
// Most have two paths: one for the packed kinds (Grid, Indices, Object), and a
// general one that does what the Python does for any values at all.
package op

import (
	"slices"
	"strings"

	"battscope/engine/value"
)

// A Family groups primitives for people.
type Family string

// The families.
const (
	Numbers     Family = "numbers"
	Containers  Family = "containers"
	HigherOrder Family = "higher-order"
	Patches     Family = "patches"
	Objects     Family = "objects"
	Grids       Family = "grid"
)

// Families lists the families in the order of help pages.
func Families() []Family {
	return []Family{Numbers, Containers, HigherOrder, Patches, Objects, Grids}
}

// An Op is one primitive.
type Op struct {
	Name string // as written in programs
	Args string // "name: Type, ..." in the words of arc-dsl's arc_types.py
	Out  string // type of the result
	Doc  string // one sentence without the name, verb first or noun, no final period
	Cost Cost
	Type rule // of a call, where Args and Out do not tell; nil else
	Free bool // programs give it values of any kind, whatever Args say

	// One of these is set, by number of arguments.
	F1 func(t *value.Thread, a value.Value) value.Value
	F2 func(t *value.Thread, a, b value.Value) value.Value
	F3 func(t *value.Thread, a, b, c value.Value) value.Value
	F4 func(t *value.Thread, a, b, c, d value.Value) value.Value

	Moves value.Moves // the same for Grids, where it only moves cells
	Same  bool        // F1 returns its argument

	Family Family      // set by the table, from the file's list
	Prim   *value.Prim // set by the table
	Fn     value.Value // the primitive as a function value; set by the table
	params []string
	types  []string
	// What the types stand for.
	accepts []Kinds // by parameter
	out     Kinds
	same    uint8 // the parameters, as bits, that have the type of the result, where that is of several kinds
}

// A Cost is what a call is charged before it runs: Fixed units and Cell
// sixteenths of a unit for each cell or element of the arguments. What a call
// visits beyond that, and what memory it takes, it charges as it goes.
type Cost struct{ Fixed, Cell int64 }

// Params returns the names of the parameters in order.
func (o *Op) Params() []string { return o.params }

// Types returns the declared types of the parameters in order.
func (o *Op) Types() []string { return o.types }

// Accepts returns the kinds that each parameter takes, in order.
func (o *Op) Accepts() []Kinds { return o.accepts }

// OutKinds returns the kinds that the declared type of the result stands for.
func (o *Op) OutKinds() Kinds { return o.out }

// Signature returns "name(a: Type, ...) -> Type".
func (o *Op) Signature() string { return o.Name + "(" + o.Args + ") -> " + o.Out }

// A Table is all primitives and constants. It is never changed once made, and
// is safe for concurrent use.
type Table struct {
	ops    []Op // sorted by name
	byName map[string]*Op
	consts []Constant
}

// NewTable returns the table of all primitives.
func NewTable() *Table {
	families := []struct {
		name Family
		ops  []Op
	}{
		{Numbers, numbers()}, {Numbers, logic()},
		{Containers, constructors()}, {Containers, containers()},
		{HigherOrder, builders()}, {HigherOrder, appliers()}, {HigherOrder, choosers()},
		{Patches, corners()}, {Patches, measures()}, {Patches, relations()}, {Patches, lines()}, {Patches, boxes()}, {Patches, movers()},
		{Objects, finders()}, {Objects, colors()},
		{Grids, mirrors()}, {Grids, editors()}, {Grids, splitters()}, {Grids, scalers()},
	}
	t := &Table{byName: map[string]*Op{}, consts: constants()}
	for _, f := range families {
		for _, o := range f.ops {
			o.Family = f.name
			t.ops = append(t.ops, o)
		}
	}
	slices.SortFunc(t.ops, func(a, b Op) int { return strings.Compare(a.Name, b.Name) })
	for n := range t.ops {
		t.ops[n].finish()
		t.byName[t.ops[n].Name] = &t.ops[n]
	}
	return t
}

// finish derives what follows from o's literal.
func (o *Op) finish() {
	for _, p := range strings.Split(o.Args, ", ") {
		name, typ, _ := strings.Cut(p, ": ")
		o.params = append(o.params, name)
		o.types = append(o.types, typ)
		o.accepts = append(o.accepts, acceptedAs(typ))
	}
	o.out = kindsOf(o.Out)
	for n, typ := range o.types {
		if typ == o.Out && o.out&(o.out-1) != 0 {
			o.same |= 1 << n
		}
	}
	o.Prim = &value.Prim{Name: o.Name, Arity: len(o.params), Fixed: o.Cost.Fixed, Cell: o.Cost.Cell, F1: o.F1, F2: o.F2, F3: o.F3, F4: o.F4, Moves: o.Moves, Same: o.Same}
	o.Fn = o.Prim.Value()
}

// Ops returns every primitive, sorted by name. The caller must not change it.
func (t *Table) Ops() []Op { return t.ops }

// Lookup returns the primitive called name, or nil.
func (t *Table) Lookup(name string) *Op { return t.byName[name] }

// Function returns the primitive called name as a function value.
func (t *Table) Function(name string) (value.Value, bool) {
	if o := t.byName[name]; o != nil {
		return o.Fn, true
	}
	return value.Value{}, false
}

// Params returns the parameter names of the primitive called name.
func (t *Table) Params(name string) ([]string, bool) {
	if o := t.byName[name]; o != nil {
		return o.params, true
	}
	return nil, false
}
