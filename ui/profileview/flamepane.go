package profileview

import (
	"slices"

	"battscope/profile/flame"
	"battscope/ui/keymap"
)

// A flamePane is where one is in a flame graph.
type flamePane struct {
	tree *flame.Tree
	zoom int32  // the frame that fills the width
	at   int32  // the frame under the cursor
	goal string // function to go to when the tree is there
	up   bool   // callers stand below their callees

	looked  string // for what the tree was searched
	found   flame.Matches
	matches []bool // by node; nil without a search

	rows  [][]cell // drawn last, by depth below zoom
	top   int      // the first of them in sight
	lines int      // how many are in sight
}

// forget goes back to the root with the next tree.
func (f *flamePane) forget() { f.tree, f.zoom, f.at = nil, 0, 0 }

// adopt takes a new tree and finds its place again.
func (f *flamePane) adopt(t *flame.Tree) {
	var zoom, at []string
	if f.tree != nil {
		zoom, at = f.tree.Path(f.zoom), f.tree.Path(f.at)
	}
	f.tree, f.zoom, f.at = t, t.Find(zoom), t.Find(at)
	if f.goal != "" {
		f.to(f.goal)
		f.goal = ""
	}
	f.rows = nil
	text := f.looked
	f.looked = ""
	f.search(text)
}

// to goes to the widest frame of a function.
func (f *flamePane) to(name string) {
	best := int32(-1)
	for i := 1; i < len(f.tree.Nodes); i++ {
		n := &f.tree.Nodes[i]
		if f.tree.Set.Symbols[n.Symbol] == name && (best < 0 || n.Cum.Weight() > f.tree.Nodes[best].Cum.Weight()) {
			best = int32(i)
		}
	}
	if best >= 0 {
		f.at = best
		f.reveal()
	}
}

// symbol returns the function under the cursor, or below 0.
func (f *flamePane) symbol() int32 {
	if f.tree == nil || int(f.at) >= len(f.tree.Nodes) {
		return -1
	}
	return f.tree.Nodes[f.at].Symbol
}

// within reports whether node i is zoom or below it.
func (f *flamePane) within(i, zoom int32) bool {
	for ; i >= 0; i = f.tree.Nodes[i].Parent {
		if i == zoom {
			return true
		}
	}
	return false
}

// reveal zooms out until the frame under the cursor is below the zoomed one.
func (f *flamePane) reveal() {
	for f.zoom > 0 && !f.within(f.at, f.zoom) {
		f.zoom = f.tree.Nodes[f.zoom].Parent
	}
}

// zoomIn fills the width with the frame under the cursor.
func (f *flamePane) zoomIn() {
	if f.tree != nil {
		f.zoom, f.top = f.at, 0
	}
}

// zoomOut goes one frame back, and reports whether there was one.
func (f *flamePane) zoomOut() bool {
	if f.tree == nil || f.zoom == 0 {
		return false
	}
	f.at = f.zoom
	f.zoom, f.top = f.tree.Nodes[f.zoom].Parent, 0
	return true
}

// do does an action that moves.
func (f *flamePane) do(a keymap.Action) {
	if f.tree == nil {
		return
	}
	deeper, back := keymap.Down, keymap.Up
	if f.up {
		deeper, back = back, deeper
	}
	nodes := f.tree.Nodes
	switch a {
	case deeper:
		if c := nodes[f.at].First; c != 0 {
			f.at = c
		}
	case back:
		if f.at != f.zoom && nodes[f.at].Parent >= 0 {
			f.at = nodes[f.at].Parent
		}
	case keymap.Left:
		f.aside(-1)
	case keymap.Right:
		f.aside(1)
	case keymap.PageDown, keymap.PageUp:
		step := keymap.Down
		if a == keymap.PageUp {
			step = keymap.Up
		}
		for range max(f.lines-1, 1) {
			f.do(step)
		}
	case keymap.Home:
		f.at = f.zoom
	case keymap.End:
		for nodes[f.at].First != 0 {
			f.at = nodes[f.at].First
		}
	}
}

// aside goes to the frame beside this one on its level. Frames that are folded
// into one cell are gone through one by one.
func (f *flamePane) aside(by int) {
	depth := int(f.tree.Nodes[f.at].Depth - f.tree.Nodes[f.zoom].Depth)
	if depth >= len(f.rows) {
		return
	}
	row := f.rows[depth]
	k := f.cellOf(row, f.at)
	if k < 0 {
		return
	}
	c := row[k]
	if c.folded > 0 {
		if by > 0 && f.tree.Nodes[f.at].Next != 0 {
			f.at = f.tree.Nodes[f.at].Next
			return
		}
		if by < 0 && f.at != c.node {
			for i := c.node; i != 0; i = f.tree.Nodes[i].Next {
				if f.tree.Nodes[i].Next == f.at {
					f.at = i
					return
				}
			}
		}
	}
	if k += by; k >= 0 && k < len(row) {
		f.at = row[k].node
		for by < 0 && row[k].folded > 0 && f.tree.Nodes[f.at].Next != 0 {
			f.at = f.tree.Nodes[f.at].Next
		}
	}
}

// cellOf returns which cell of a row holds node i, below 0 for none.
func (f *flamePane) cellOf(row []cell, i int32) int {
	for k, c := range row {
		if c.node == i {
			return k
		}
		if c.folded > 0 && f.tree.Nodes[c.node].Parent == f.tree.Nodes[i].Parent {
			for j := c.node; j != 0; j = f.tree.Nodes[j].Next {
				if j == i {
					return k
				}
			}
		}
	}
	return -1
}

// search looks for a text and marks what holds it.
func (f *flamePane) search(text string) {
	if text == f.looked && f.looked != "" {
		return
	}
	f.looked, f.matches, f.found = text, nil, flame.Matches{}
	m, ok := search(f.tree, text)
	if !ok {
		return
	}
	f.found, f.matches = m, make([]bool, len(f.tree.Nodes))
	for _, i := range m.Nodes {
		f.matches[i] = true
	}
}

// find goes to a match, as screen.Finder says.
func (f *flamePane) find(text string, step int) (at, of int) {
	f.search(text)
	of = len(f.found.Nodes)
	if of == 0 {
		return 0, 0
	}
	k, here := slices.BinarySearch(f.found.Nodes, f.at)
	switch {
	case step > 0 && here:
		k++
	case step < 0:
		k--
	}
	k = (k + of) % of
	f.at = f.found.Nodes[k]
	f.reveal()
	return k + 1, of
}

// click goes to the frame at a cell, and zooms to the one that was there
// already. It reports whether there is a frame.
func (f *flamePane) click(x, y int) bool {
	depth := f.top + y
	if f.up {
		depth = f.top + f.lines - 1 - y
	}
	if y < 0 || y >= f.lines || depth < 0 || depth >= len(f.rows) {
		return false
	}
	for _, c := range f.rows[depth] {
		if x >= c.from && x < c.to {
			if c.node == f.at {
				f.zoomIn()
			}
			f.at = c.node
			return true
		}
	}
	return false
}

// line returns the line of the frame under the cursor, where lines are frames; 0
// else.
func (f *flamePane) line() int64 {
	if f.tree == nil || !f.tree.Lines() || f.tree.Nodes[f.at].Frame < 0 {
		return 0
	}
	return f.tree.Set.Frames[f.tree.Nodes[f.at].Frame].Line
}
