// Package flame lays a profile out as a flame graph without drawing it: a tree
// of frames, each with where it begins and how wide it is in the profile's own
// unit, so that a drawer of any width rounds boundaries and not widths, and
// nothing drifts.
package flame

import (
	"math/bits"
	"slices"

	"battscope/profile/stacks"
)

// Options say what becomes a frame of its own.
type Options struct {
	// Lines makes each line of a function a frame; else a function is one.
	Lines bool
	// Threshold is for differences: frames are left out where neither they
	// nor any frame below changes by more than this, in the type's unit. Below
	// zero, nothing is left out. Profiles that are no difference ignore it.
	Threshold int64
}

// A Node is a frame below its callers.
type Node struct {
	Parent int32 // index of Tree.Nodes; -1 for the root
	First  int32 // its widest child; 0 for none
	Next   int32 // its parent's next child; 0 for none
	Depth  int32 // 0 for the root
	Symbol int32 // index of the set's Symbols; -1 for the root
	Frame  int32 // index of the set's Frames, an example where Lines is off; -1 for the root
	Start  int64 // where it begins: weights to the left of it, in the type's unit
	Cum    stacks.Pair
	Self   stacks.Pair // not in any child; at the right end of the frame
}

// A Tree is a laid-out flame graph. Nodes are in preorder, siblings by falling
// weight and then by name; node 0 is the root and as wide as everything. It does
// not change.
type Tree struct {
	Set   *stacks.Set
	Type  stacks.Type
	Total int64 // what shares are of, see stacks.Selection
	Nodes []Node
	Depth int32 // of the deepest node
	lines bool
}

// Build lays out what a selection holds.
func Build(sel *stacks.Selection, o Options) *Tree {
	g := grow(sel, o.Lines)
	if sel.Set.Difference && sel.Query.Side == stacks.Both && o.Threshold >= 0 {
		g.prune(o.Threshold)
	}
	t := &Tree{Set: sel.Set, Type: sel.Type, Total: sel.Total, lines: o.Lines}
	g.lay(t)
	return t
}

// IsEmpty reports whether there is no frame: nothing was kept, or a difference
// changes nothing.
func (t *Tree) IsEmpty() bool { return len(t.Nodes) == 1 }

// Lines reports whether each line of a function is a frame.
func (t *Tree) Lines() bool { return t.lines }

// Name returns what node i is called; the root has no name.
func (t *Tree) Name(i int32) string {
	switch n := t.Nodes[i]; {
	case n.Symbol < 0:
		return ""
	case t.lines:
		return t.Set.FrameName(n.Frame)
	default:
		return t.Set.Symbols[n.Symbol]
	}
}

func (t *Tree) nameOf(key int32) string {
	switch {
	case key < 0:
		return ""
	case t.lines:
		return t.Set.FrameName(key)
	}
	return t.Set.Symbols[key]
}

// Span returns the cells [from, to) of node i when node zoom, one of its callers
// or itself, fills width cells. Boundaries are rounded down, so that siblings
// neither overlap nor leave a gap; from equals to where the frame is less than a
// cell wide and holds no boundary, and is for the drawer to fold.
func (t *Tree) Span(i, zoom int32, width int) (from, to int) {
	z, n := t.Nodes[zoom], t.Nodes[i]
	begin := n.Start - z.Start
	return boundary(begin, z.Cum.Weight(), width), boundary(begin+n.Cum.Weight(), z.Cum.Weight(), width)
}

// boundary returns floor(at*width/whole), without overflow.
func boundary(at, whole int64, width int) int {
	if whole <= 0 || at <= 0 {
		return 0
	}
	if at >= whole {
		return width
	}
	hi, lo := bits.Mul64(uint64(at), uint64(width))
	q, _ := bits.Div64(hi, lo, uint64(whole)) // at < whole, so hi < whole
	return int(q)
}

// Path returns the names from the root's child down to node i: what a screen
// remembers of its place when the tree is built anew.
func (t *Tree) Path(i int32) []string {
	var path []string
	for ; t.Nodes[i].Parent >= 0; i = t.Nodes[i].Parent {
		path = append(path, t.Name(i))
	}
	slices.Reverse(path)
	return path
}

// Find returns the node that path leads to, or the deepest on the way to it.
func (t *Tree) Find(path []string) int32 {
	at := int32(0)
next:
	for _, name := range path {
		for c := t.Nodes[at].First; c != 0; c = t.Nodes[c].Next {
			if t.Name(c) == name {
				at = c
				continue next
			}
		}
		break
	}
	return at
}
