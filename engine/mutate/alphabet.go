package mutate

import (
	"math/bits"

	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/value"
)

// A code is what a place of a genome holds: a parameter (0 is the program's
// input), a constant, a primitive, a function of the user's own, or the value of
// a line.
type code uint16

// maxParams is how many parameters a function has at most, and how many
// arguments a line of a genome.
const maxParams = 4

// localBit marks the codes of lines; the other bits are the line's number.
const localBit code = 0x8000

func local(n int) code { return localBit | code(n) }

func (c code) isLocal() bool { return c&localBit != 0 }

// line returns the number of the line that c is the value of.
func (c code) line() int { return int(c &^ localBit) }

// An alphabet is the codes of what programs are made of besides their lines.
type alphabet struct {
	table *op.Table
	typer *op.Typer

	symbols []dsl.Ref // by code, from maxParams on
	types   []op.Type // by code
	ops     []*op.Op  // by code; nil for what is no primitive
	hashes  []uint64  // by code
	byName  map[string]code
	funcs   map[*dsl.Func]code
	bodies  map[string]code

	consts [2]code // from the first up to, not including, the second
	prims  [2]code
	ints   map[int64]code // the constants that are integers, by value
	args   []op.Type      // of the calls that infer is at
}

func newAlphabet(table *op.Table) *alphabet {
	a := &alphabet{
		table: table, typer: op.NewTyper(table),
		symbols: make([]dsl.Ref, maxParams), types: make([]op.Type, maxParams), ops: make([]*op.Op, maxParams),
		byName: map[string]code{}, funcs: map[*dsl.Func]code{}, bodies: map[string]code{}, ints: map[int64]code{},
	}
	a.symbols[0] = dsl.Ref{Kind: dsl.Param, Name: "I"}
	a.types[0] = op.OfKinds(op.KindGrid)
	a.consts[0] = code(len(a.symbols))
	for _, c := range table.Constants() {
		a.byName[c.Name] = code(len(a.symbols))
		if c.Value.Kind() == value.Int {
			a.ints[c.Value.Int()] = code(len(a.symbols))
		}
		a.add(dsl.Ref{Kind: dsl.Constant, Name: c.Name}, c.Type(), nil)
	}
	a.consts[1] = code(len(a.symbols))
	a.prims[0] = a.consts[1]
	ops := table.Ops()
	for n := range ops {
		a.byName[ops[n].Name] = code(len(a.symbols))
		a.add(dsl.Ref{Kind: dsl.Primitive, Name: ops[n].Name}, a.typer.Primitive(&ops[n]), &ops[n])
	}
	a.prims[1] = code(len(a.symbols))
	a.hashes = make([]uint64, 0, len(a.symbols))
	a.rehash()
	return a
}

func (a *alphabet) add(r dsl.Ref, t op.Type, o *op.Op) {
	a.symbols, a.types, a.ops = append(a.symbols, r), append(a.types, t), append(a.ops, o)
}

// rehash gives the codes that have none their hash.
func (a *alphabet) rehash() {
	for c := len(a.hashes); c < len(a.symbols); c++ {
		a.hashes = append(a.hashes, mix(uint64(c)+1, 0x9e3779b97f4a7c15))
	}
}

func (a *alphabet) isConst(c code) bool { return c >= a.consts[0] && c < a.consts[1] }

func (a *alphabet) isPrim(c code) bool { return c >= a.prims[0] && c < a.prims[1] }

// function returns the code of a function of the user's own. Functions of equal
// bodies are one. ok is false when the alphabet is full.
func (a *alphabet) function(f *dsl.Func) (c code, ok bool) {
	if c, ok = a.funcs[f]; ok {
		return c, true
	}
	body := dsl.Body(f)
	if c, ok = a.bodies[body]; !ok {
		if len(a.symbols) >= int(localBit)-1 {
			return 0, false
		}
		c = code(len(a.symbols))
		a.add(dsl.Ref{Kind: dsl.Function, Name: f.Name, Func: f}, a.typer.Define(len(f.Params), a.typeOf(f)), nil)
		a.rehash()
		a.bodies[body] = c
	}
	a.funcs[f] = c
	return c, true
}

// typeOf returns what types the calls of a function.
func (a *alphabet) typeOf(f *dsl.Func) func(t *op.Typer, args []op.Type) op.Type {
	var g genome
	if len(f.Params) > maxParams || !a.read(&g, f, false) {
		return func(*op.Typer, []op.Type) op.Type { return op.Any() }
	}
	return func(_ *op.Typer, args []op.Type) op.Type {
		var params [maxParams]op.Type
		copy(params[:], args)
		return a.infer(&g, &params, nil)
	}
}

// mix folds b into the hash a by multiplication, in the manner of wyhash (Wang
// Yi, public domain).
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0xa0761d6478bd642f, b^0xe7037ed1a0b428db)
	return hi ^ lo
}
