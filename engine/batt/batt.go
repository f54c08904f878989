// Package batt merges a pool of programs into one graph in which equal calls
// are one node.
package batt

import (
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/value"
)

// A Slot names a value of one evaluation: the input, a constant, or the result
// of a node.
type Slot int32

// Input is the slot of the sample's input grid, the only input of programs.
const Input Slot = 0

// A Node is one call: of a primitive, or of the function in a slot.
type Node struct {
	Prim *value.Prim // nil where Fn is called
	Fn   Slot
	Args []Slot
}

// A Step is a node as a program reaches it.
type Step struct {
	Node int32 // index in Batt.Nodes
	Line int32 // in the program's file, from 1
}

// A Program is one program of the pool, compiled. Lines whose value is never
// used are not in it; of equal calls the first is.
type Program struct {
	Func   *dsl.Func
	Steps  []Step // in the order of its lines
	Result Slot
	Moves  bool // all of its calls are of primitives that do no more than move the cells of grids
}

// A Batt is a compiled pool. It is never changed once built and is safe for
// concurrent use.
type Batt struct {
	Consts   []value.Value // by slot, from slot 0; those of the inputs are invalid
	Nodes    []Node        // node n has slot len(Consts)+n; its arguments come before it
	Programs []Program     // in the order of the pool
	Lines    int           // calls in the programs, before merging and dropping
}

// Slots returns the number of slots.
func (b *Batt) Slots() int { return len(b.Consts) + len(b.Nodes) }

// NodeSlot returns the slot of node n.
func (b *Batt) NodeSlot(n int32) Slot { return Slot(len(b.Consts)) + Slot(n) }

// Distinct returns the number of different bodies among the programs for which
// keep is true. Programs whose bodies differ in the order of independent lines
// only have one result slot, and count as one body.
func (b *Batt) Distinct(keep func(p int) bool) int {
	seen := map[Slot]bool{}
	for p := range b.Programs {
		if keep(p) {
			seen[b.Programs[p].Result] = true
		}
	}
	return len(seen)
}

// Compile merges programs, each a function of one parameter, into a batt. Names
// are those of table.
func Compile(table *op.Table, programs []*dsl.Func) *Batt { return CompileN(table, programs, 1) }

// CompileN merges functions of n parameters into a batt whose inputs are slots
// 0..n-1, as the differs of three parameters.
func CompileN(table *op.Table, programs []*dsl.Func, n int) *Batt {
	c := newCompiler(table, n)
	c.batt.Programs = make([]Program, 0, len(programs))
	for _, f := range programs {
		c.add(f)
	}
	return c.finish()
}
