// Package flame lays a profile out as a flame graph without drawing it: a tree
// of frames, each with where it begins and how wide it is in the profile's own
// unit, so that a drawer of any width rounds boundaries and not widths, and
// nothing drifts.
package flame

import (
	"cmp"
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
	return g.lay(sel, o.Lines)
}

// growth is the tree before it is ordered: parents before children.
type growth struct {
	parent, key, frame []int32
	cum, self          []stacks.Pair
	drop               []bool // nil, or by node
}

// grow merges the nodes of a set that are one frame below one caller.
func grow(sel *stacks.Selection, lines bool) *growth {
	set := sel.Set
	g := &growth{parent: []int32{-1}, key: []int32{-1}, frame: []int32{-1}, cum: []stacks.Pair{sel.Cum[0]}, self: []stacks.Pair{sel.Self[0]}}
	to := make([]int32, len(set.Nodes)) // node of the set to node of g
	type child struct{ parent, key int32 }
	index := make(map[child]int32)
	for i := int32(1); int(i) < len(set.Nodes); i++ {
		if sel.Cum[i].IsZero() {
			continue
		}
		n := set.Nodes[i]
		key := n.Frame
		if !lines {
			key = set.Symbol(i)
		}
		c := child{to[n.Parent], key}
		at, ok := index[c]
		if !ok {
			at = int32(len(g.parent))
			index[c] = at
			g.parent, g.key, g.frame = append(g.parent, c.parent), append(g.key, key), append(g.frame, n.Frame)
			g.cum, g.self = append(g.cum, stacks.Pair{}), append(g.self, stacks.Pair{})
		}
		to[i] = at
		g.cum[at].Add(sel.Cum[i])
		g.self[at].Add(sel.Self[i])
	}
	return g
}

// prune marks what changes nowhere by more than threshold.
func (g *growth) prune(threshold int64) {
	g.drop = make([]bool, len(g.parent))
	for i := range g.drop {
		g.drop[i] = true
	}
	for i := len(g.parent) - 1; i >= 0; i-- {
		changed := func(p stacks.Pair) bool { return max(p.Net(), -p.Net()) > threshold }
		if changed(g.self[i]) || changed(g.cum[i]) {
			g.drop[i] = false
		}
		if !g.drop[i] && i > 0 {
			g.drop[g.parent[i]] = false
		}
	}
}

// lay orders the nodes and gives them their places.
func (g *growth) lay(sel *stacks.Selection, lines bool) *Tree {
	t := &Tree{Set: sel.Set, Type: sel.Type, Total: sel.Total, lines: lines}
	children := g.children()
	name := func(i int32) string { return t.nameOf(g.key[i]) }
	for _, list := range children {
		slices.SortFunc(list, func(a, b int32) int {
			if c := cmp.Compare(g.cum[b].Weight(), g.cum[a].Weight()); c != 0 {
				return c
			}
			if c := cmp.Compare(name(a), name(b)); c != 0 {
				return c
			}
			return cmp.Compare(g.key[a], g.key[b])
		})
	}
	// A stack may be as deep as stacks.MaxDepth, so the walk keeps its own.
	type visit struct{ node, parent int32 }
	todo := []visit{{0, -1}}
	var end []int64  // by node of t: where its next child begins
	var last []int32 // by node of t: its rightmost child so far
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at := int32(len(t.Nodes))
		n := Node{Parent: v.parent, Symbol: -1, Frame: -1, Cum: g.cum[v.node], Self: g.self[v.node]}
		if up := v.parent; up >= 0 {
			n.Depth, n.Start = t.Nodes[up].Depth+1, end[up]
			end[up] += n.Cum.Weight()
			n.Frame = g.frame[v.node]
			n.Symbol = t.Set.Funcs[t.Set.Frames[n.Frame].Func].Symbol
			if last[up] == 0 {
				t.Nodes[up].First = at
			} else {
				t.Nodes[last[up]].Next = at
			}
			last[up] = at
			t.Depth = max(t.Depth, n.Depth)
		}
		t.Nodes, end, last = append(t.Nodes, n), append(end, n.Start), append(last, 0)
		list := children[v.node]
		for i := len(list) - 1; i >= 0; i-- {
			todo = append(todo, visit{list[i], at})
		}
	}
	return t
}

// children returns the nodes below each node, without those that are dropped.
func (g *growth) children() [][]int32 {
	count := make([]int32, len(g.parent))
	kept := func(i int) bool { return i > 0 && (g.drop == nil || !g.drop[i]) }
	for i, up := range g.parent {
		if kept(i) {
			count[up]++
		}
	}
	room := make([]int32, len(g.parent))
	lists := make([][]int32, len(g.parent))
	for i, n := range count {
		lists[i], room = room[:0:n], room[n:]
	}
	for i, up := range g.parent {
		if kept(i) {
			lists[up] = append(lists[up], int32(i))
		}
	}
	return lists
}

// IsEmpty reports whether there is no frame: nothing was kept, or a difference
// changes nothing.
func (t *Tree) IsEmpty() bool { return len(t.Nodes) == 1 }

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
