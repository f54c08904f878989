package flame

import (
	"cmp"
	"slices"

	"battscope/profile/stacks"
)

// growth is the tree before it is ordered: parents before children.
type growth struct {
	parent, key, frame []int32
	cum, self          []stacks.Pair
	drop               []bool // nil, or by node
}

// grow merges the nodes of a set that are one frame below one caller.
func grow(sel *stacks.Selection, lines bool) *growth {
	set := sel.Set
	n := len(set.Nodes)
	g := &growth{
		parent: append(make([]int32, 0, n), -1), key: append(make([]int32, 0, n), -1), frame: append(make([]int32, 0, n), -1),
		cum: append(make([]stacks.Pair, 0, n), sel.Cum[0]), self: append(make([]stacks.Pair, 0, n), sel.Self[0]),
	}
	to := make([]int32, n) // node of the set to node of g
	slots := newSlots(n)
	for i := int32(1); int(i) < n; i++ {
		if sel.Cum[i].IsZero() {
			continue
		}
		node := set.Nodes[i]
		key := node.Frame
		if !lines {
			key = set.Symbol(i)
		}
		at, isNew := slots.find(g, to[node.Parent], key)
		if isNew {
			g.parent, g.key, g.frame = append(g.parent, to[node.Parent]), append(g.key, key), append(g.frame, node.Frame)
			g.cum, g.self = append(g.cum, stacks.Pair{}), append(g.self, stacks.Pair{})
		}
		to[i] = at
		g.cum[at].Add(sel.Cum[i])
		g.self[at].Add(sel.Self[i])
	}
	return g
}

// slots finds the nodes of a growth by parent and key: an open hash table, for
// a large profile has hundreds of thousands of nodes and a map takes most of
// the time that a view may have.
type slots []int32 // index of a node plus one, 0 for none; a power of two many

func newSlots(nodes int) slots {
	size := 16
	for size < 2*nodes {
		size *= 2
	}
	return make(slots, size)
}

// find returns the node of key below parent; where there is none, the next node
// to be appended becomes it.
func (s slots) find(g *growth, parent, key int32) (at int32, isNew bool) {
	mask := uint32(len(s) - 1)
	h := (uint64(uint32(parent))<<32 | uint64(uint32(key))) * 0x9E3779B97F4A7C15 // Fibonacci hashing, Knuth vol. 3, 6.4
	for i := uint32(h>>32) & mask; ; i = (i + 1) & mask {
		n := s[i] - 1
		if n < 0 {
			s[i] = int32(len(g.parent)) + 1
			return int32(len(g.parent)), true
		}
		if g.parent[n] == parent && g.key[n] == key {
			return n, false
		}
	}
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
func (g *growth) lay(t *Tree) {
	n := len(g.parent)
	t.Nodes = make([]Node, 0, n)
	// A stack may be as deep as stacks.MaxDepth, so the walk keeps its own.
	type visit struct{ node, parent int32 }
	todo := []visit{{0, -1}}
	end := make([]int64, 0, n)  // by node of t: where its next child begins
	last := make([]int32, 0, n) // by node of t: its rightmost child so far
	first, next := g.chains()
	var list []int32
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at := int32(len(t.Nodes))
		node := Node{Parent: v.parent, Symbol: -1, Frame: -1, Cum: g.cum[v.node], Self: g.self[v.node]}
		if up := v.parent; up >= 0 {
			node.Depth, node.Start = t.Nodes[up].Depth+1, end[up]
			end[up] += node.Cum.Weight()
			node.Frame = g.frame[v.node]
			node.Symbol = t.Set.Funcs[t.Set.Frames[node.Frame].Func].Symbol
			if last[up] == 0 {
				t.Nodes[up].First = at
			} else {
				t.Nodes[last[up]].Next = at
			}
			last[up] = at
			t.Depth = max(t.Depth, node.Depth)
		}
		t.Nodes, end, last = append(t.Nodes, node), append(end, node.Start), append(last, 0)
		list = list[:0]
		for c := first[v.node]; c != 0; c = next[c] {
			list = append(list, c)
		}
		if len(list) > 1 {
			g.sort(list, t)
		}
		for i := len(list) - 1; i >= 0; i-- {
			todo = append(todo, visit{list[i], at})
		}
	}
}

// sort orders siblings: the heaviest first, then by name.
func (g *growth) sort(list []int32, t *Tree) {
	slices.SortFunc(list, func(a, b int32) int {
		if c := cmp.Compare(g.cum[b].Weight(), g.cum[a].Weight()); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(t.nameOf(g.key[a]), t.nameOf(g.key[b])), cmp.Compare(g.key[a], g.key[b]))
	})
}

// chains returns for each node its first child and its next sibling, 0 for none,
// without those that are dropped.
func (g *growth) chains() (first, next []int32) {
	first, next = make([]int32, len(g.parent)), make([]int32, len(g.parent))
	for i := len(g.parent) - 1; i > 0; i-- {
		if g.drop == nil || !g.drop[i] {
			next[i] = first[g.parent[i]]
			first[g.parent[i]] = int32(i)
		}
	}
	return first, next
}
