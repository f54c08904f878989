// Package kernel is what a card can do: the kernels in CUDA C (src), the table
// of the primitives that they know, and how a batt's programs are laid out for
// them. It needs no card and no cgo.
//
// A kernel gives what the interpreter gives, bit for bit, cost included, or it
// refuses. So only the straight path of each primitive is here: grids, patches
// of places, integers and pairs of them, whose kinds are known before the program
// runs. What is of another kind, a fault, larger than the memory of a block or out
// of fuel is refused, and the interpreter does it.
package kernel

import "strings"

// A Kind is what a register holds.
type Kind byte

// The kinds of registers.
const (
	Grid Kind = 'G'
	Int  Kind = 'I' // an integer or boolean
	Pair Kind = 'P' // of integers of 32 bits
	Mask Kind = 'M' // a set of places within a frame
)

// A Kernel is one primitive for arguments of some kinds.
type Kernel struct {
	Name string // of the primitive
	In   string // the kinds of the arguments, as "GII"
	Out  Kind
	Op   byte // as in src/kernels.cu
}

// Opcodes that stand for no primitive.
const (
	opEnd  = 0 // A is the register of the result
	opInt  = 1 // the immediate is an integer of 64 bits
	opPair = 2 // the immediate is two integers of 32 bits
	opFrom = 3 // of the first kernel
)

// Table returns every kernel. Its order is that of the opcodes.
func Table() []Kernel {
	var list []Kernel
	add := func(out Kind, in string, names ...string) {
		for _, n := range names {
			list = append(list, Kernel{n, in, out, byte(opFrom + len(list))})
		}
	}
	add(Grid, "G", "hmirror", "vmirror", "dmirror", "cmirror", "rot90", "rot180", "rot270")
	add(Grid, "GII", "replace", "switch")
	add(Grid, "IP", "canvas")
	add(Grid, "GGI", "cellwise")
	add(Grid, "GPP", "crop")
	add(Grid, "G", "trim", "tophalf", "bottomhalf", "lefthalf", "righthalf")
	add(Grid, "GG", "hconcat", "vconcat")
	add(Grid, "GI", "hupscale", "vupscale", "upscale", "downscale")
	add(Grid, "G", "compress", "identity")
	add(Mask, "GI", "ofcolor")
	add(Grid, "GIM", "fill", "underfill")
	add(Grid, "GM", "cover")
	add(Grid, "MG", "subgrid")
	add(Int, "G", "height", "width")
	add(Pair, "G", "shape")
	add(Int, "G", "portrait", "square")
	add(Int, "M", "height", "width")
	add(Pair, "M", "shape", "ulcorner", "lrcorner")
	add(Int, "M", "size")
	add(Int, "G", "mostcolor", "leastcolor")
	add(Int, "GI", "colorcount")
	add(Int, "GP", "index")
	for _, name := range []string{"add", "subtract", "multiply", "divide"} {
		add(Int, "II", name)
		add(Pair, "PP", name)
		add(Pair, "IP", name)
		add(Pair, "PI", name)
	}
	for _, name := range []string{"invert", "double", "halve", "increment", "decrement", "crement", "sign"} {
		add(Int, "I", name)
		add(Pair, "P", name)
	}
	add(Int, "I", "even", "positive")
	add(Int, "II", "greater")
	add(Int, "I", "flip")
	add(Int, "II", "both", "either", "equality")
	add(Int, "PP", "equality")
	add(Int, "III", "branch")
	add(Pair, "IPP", "branch")
	add(Grid, "IGG", "branch")
	add(Mask, "IMM", "branch")
	add(Pair, "II", "astuple")
	add(Mask, "G", "asindices")
	add(Int, "G", "numcolors")
	add(Int, "M", "uppermost", "lowermost", "leftmost", "rightmost")
	add(Mask, "MM", "combine", "intersection", "difference")
	add(Mask, "MP", "shift")
	return list
}

// Signatures returns what kinds of arguments each primitive has a kernel for, as
// "II, PP".
func Signatures() map[string]string {
	m := map[string][]string{}
	for _, k := range Table() {
		m[k.Name] = append(m[k.Name], k.In)
	}
	list := map[string]string{}
	for name, in := range m {
		list[name] = strings.Join(in, ", ")
	}
	return list
}
