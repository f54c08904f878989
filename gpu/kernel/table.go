// Package kernel is what a card can do: the kernels in CUDA C (src), the table
// of the primitives that they know, and how a batt's programs are laid out for
// them. It needs no card and no cgo.
//
// A kernel gives what the interpreter gives, bit for bit, cost included, or it
// refuses. So only the straight path of each primitive is here, for the kinds of
// arguments that the table names. What is of another kind, a fault, larger than
// the memory of a block or out of fuel is refused, and the interpreter does it.
package kernel

import "strings"

// A Kind is a sort of argument that a kernel takes.
type Kind byte

// The kinds of arguments.
const (
	Grid     Kind = 'G'
	Int      Kind = 'I' // an integer or boolean
	Pair     Kind = 'P' // of integers of 32 bits
	Patch    Kind = 'M' // places, or cells: an Object
	Object   Kind = 'O'
	Objects  Kind = 'S' // a set or tuple of patches
	List     Kind = 'L' // any tuple or set
	Anything Kind = 'A'
	Function Kind = 'F' // known before the program runs
)

// A Kernel is one primitive, for arguments of some kinds.
type Kernel struct {
	Name string // of the primitive
	In   string // the kinds of the arguments, as "GII"; alternatives are parted by a bar
	Out  Kind   // of the first alternative
	Op   byte   // as in src/ops.h
}

// Opcodes that stand for no primitive, as in src/opcodes.h.
const (
	opEnd    = iota // a is the register of the result
	opConst         // the immediate is the value, e its kind
	opCopy          // a value to another register
	opCharge        // the immediate is charged
	opMatch         // a == b, as a matcher compares
	opEach          // begins a loop; e is its frame and how
	opNext          // has the result of a loop's body in a
	opDone          // ends a loop
	opUnless        // goes on at to where a is false
	opJump          // goes on at to
	opFrom          // of the first kernel
)

// Table returns every kernel. Its order is that of the opcodes.
func Table() []Kernel {
	var list []Kernel
	add := func(out Kind, in string, names ...string) {
		for _, n := range names {
			list = append(list, Kernel{n, in, out, byte(opFrom + len(list))})
		}
	}
	add(Grid, "G|M", "hmirror", "vmirror", "dmirror", "cmirror")
	add(Grid, "G", "rot90", "rot180", "rot270")
	add(Grid, "GII", "replace", "switch")
	add(Grid, "IP", "canvas")
	add(Grid, "GGI", "cellwise")
	add(Grid, "GPP", "crop")
	add(Grid, "G", "trim", "tophalf", "bottomhalf", "lefthalf", "righthalf")
	add(List, "GI", "hsplit", "vsplit")
	add(Grid, "GG", "hconcat", "vconcat")
	add(Grid, "GI", "hupscale", "vupscale")
	add(Grid, "GI|OI", "upscale")
	add(Grid, "GI", "downscale")
	add(Grid, "G", "compress")
	add(Grid, "G|A", "identity")
	add(Grid, "GIM", "fill")
	add(Grid, "GO", "paint")
	add(Grid, "GIM", "underfill")
	add(Grid, "GO", "underpaint")
	add(Grid, "GM", "cover")
	add(Grid, "GOP", "move")
	add(Int, "GP", "index")
	add(Grid, "MG", "subgrid")
	add(Int, "G|M", "height", "width")
	add(Pair, "G|M", "shape")
	add(Int, "G|M", "portrait", "square")
	add(Int, "M", "vline", "hline")
	add(Int, "O", "hperiod", "vperiod")
	add(Int, "G|O", "mostcolor", "leastcolor")
	add(Int, "GI|OI", "colorcount")
	add(List, "G|O", "palette")
	add(Int, "G|O", "numcolors")
	add(Int, "O", "color")
	add(Patch, "GI", "ofcolor")
	add(Objects, "SI", "colorfilter")
	add(Objects, "GIII", "objects")
	add(Objects, "G", "partition", "fgpartition", "frontiers")
	add(Object, "G", "asobject")
	add(Patch, "GO", "occurrences")
	add(Patch, "M", "toindices")
	add(Int, "M", "uppermost", "lowermost", "leftmost", "rightmost")
	add(Pair, "M", "ulcorner", "urcorner", "llcorner", "lrcorner")
	add(Patch, "M", "corners")
	add(Pair, "M", "center", "centerofmass")
	add(Patch, "MP", "shift")
	add(Patch, "M", "normalize")
	add(Object, "IM", "recolor")
	add(Object, "MG", "toobject")
	add(Patch, "G", "asindices")
	add(Patch, "M", "backdrop", "delta", "box", "inbox", "outbox")
	add(Patch, "P", "dneighbors", "ineighbors", "neighbors")
	add(Patch, "PP", "connect", "shoot")
	add(Patch, "P", "vfrontier", "hfrontier")
	add(Int, "MM", "hmatching", "vmatching", "manhattan", "adjacent")
	add(Int, "MG", "bordering")
	add(Pair, "MM", "position", "gravitate")
	add(Int, "II|PP|IP|PI", "add", "subtract", "multiply", "divide")
	add(Int, "I|P", "invert", "double", "halve", "increment", "decrement", "crement", "sign")
	add(Int, "I", "even", "positive")
	add(Int, "II|PP", "greater")
	add(Int, "L", "maximum", "minimum")
	add(Int, "I|A", "flip")
	add(Int, "II|PP|AA", "equality")
	add(Int, "II|AA", "both", "either")
	add(Grid, "IGG|IAA", "branch")
	add(Pair, "I", "toivec", "tojvec")
	add(Pair, "II|AA", "astuple")
	add(Patch, "P|A", "initset")
	add(List, "AI", "repeat")
	add(List, "III", "interval")
	add(List, "LL", "pair")
	add(Patch, "LL", "product")
	add(Int, "AL", "contained")
	add(Patch, "MM|LL", "combine", "intersection", "difference")
	add(List, "L", "dedupe")
	add(Int, "L|M", "size")
	add(Patch, "S|L", "merge")
	add(Int, "L", "mostcommon", "leastcommon")
	add(List, "S|L|M", "totuple")
	add(Patch, "S|L|M", "first", "last")
	add(Patch, "PM|AL", "insert")
	add(Patch, "PM|AL", "remove")
	add(Pair, "MP|LA", "other")
	add(Objects, "SI|LI", "sizefilter")
	return list
}

// A loop is a primitive that calls a function for each element.
type loop struct {
	name string
	in   string // the kinds of the arguments
	how  byte   // as in src/loop.h
}

// Loops that are of no primitive.
const loopTimes = 13 // a function applied several times

// loops returns the primitives whose function is laid out inside a loop. The order
// is that of their numbers.
func loops() []loop {
	list := []loop{
		{name: "apply", in: "FL"}, {name: "mapply", in: "FL"}, {name: "papply", in: "FLL"}, {name: "mpapply", in: "FLL"}, {name: "prapply", in: "FLL"},
		{name: "sfilter", in: "LF"}, {name: "mfilter", in: "LF"}, {name: "extract", in: "LF"}, {name: "order", in: "LF"},
		{name: "argmax", in: "LF"}, {name: "argmin", in: "LF"}, {name: "valmax", in: "LF"}, {name: "valmin", in: "LF"},
	}
	for n := range list {
		list[n].how = byte(n)
	}
	return list
}

// Builders of functions, which are no instructions: the function that they make is
// laid out where it is called.
func builders() map[string]string {
	return map[string]string{"compose": "FF", "chain": "FFF", "fork": "FFF", "matcher": "FA", "rbind": "FA", "lbind": "FA", "power": "FI"}
}

// Signatures returns what kinds of arguments each primitive has a kernel for, as
// "II, PP".
func Signatures() map[string]string {
	list := builders()
	for _, k := range Table() {
		list[k.Name] = strings.ReplaceAll(k.In, "|", ", ")
	}
	for _, l := range loops() {
		list[l.name] = l.in
	}
	return list
}
