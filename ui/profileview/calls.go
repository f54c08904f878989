package profileview

import (
	"battscope/profile/callgraph"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

func callColumns(head string) []list.Column {
	return []list.Column{
		{Head: "value", Width: valueWidth, Right: true, Down: true},
		{Head: "share", Width: percentWidth, Gap: 1, Right: true, Down: true},
		{Head: head, Gap: 2},
	}
}

// A callPane is a function between its callers and its callees.
type callPane struct {
	graph *callgraph.Graph
	signs bool          // values are changes
	of    int32         // the function; below 0 none
	lists [2]*list.List // callers, callees
	pane  int           // which of them has the keys
	trail []int32       // functions that esc goes back to
	split [2]int        // first lines of the lists, when last drawn
}

func newCallPane() callPane {
	return callPane{of: -1, pane: 1, lists: [2]*list.List{list.New(callColumns("called by"), 0), list.New(callColumns("calls"), 0)}}
}

// adopt takes new numbers for the same function.
func (c *callPane) adopt(g *callgraph.Graph, signs bool) screen.Effect {
	c.graph, c.signs = g, signs
	return c.fill()
}

// show shows a function; esc does not come back to the one before.
func (c *callPane) show(symbol int32) screen.Effect {
	c.of, c.trail = symbol, nil
	return c.fill()
}

// fill puts the calls into the lists.
func (c *callPane) fill() screen.Effect {
	if c.graph == nil || c.of < 0 {
		return screen.Effect{}
	}
	r := row(c.graph, c.of)
	whole := int64(0)
	if r != nil {
		whole = r.Cum.Net()
	}
	e := c.lists[0].SetData(newCallRows(c.graph, c.graph.Callers(c.of), whole, c.signs))
	return join(e, c.lists[1].SetData(newCallRows(c.graph, c.graph.Callees(c.of), whole, c.signs)))
}

// symbol returns the function under the cursor; where there is none, the one in
// the middle.
func (c *callPane) symbol() int32 {
	if s, ok := c.far(); ok {
		return s
	}
	return c.of
}

// far returns the caller or callee under the cursor.
func (c *callPane) far() (int32, bool) {
	at, ok := c.lists[c.pane].Row()
	if !ok || c.graph == nil {
		return -1, false
	}
	edges := c.graph.Callers(c.of)
	if c.pane == 1 {
		edges = c.graph.Callees(c.of)
	}
	switch {
	case at >= len(edges):
		return -1, false
	case c.pane == 1:
		return edges[at].To, true
	}
	return edges[at].From, true
}

// walk goes to the function under the cursor.
func (c *callPane) walk() screen.Effect {
	to, ok := c.far()
	if !ok {
		return screen.Effect{}
	}
	c.trail = append(c.trail, c.of)
	c.of = to
	e := c.fill()
	for _, l := range c.lists {
		l.Do(keymap.Home)
	}
	return e
}

// back goes to the function before, and reports whether there was one.
func (c *callPane) back() (screen.Effect, bool) {
	n := len(c.trail)
	if n == 0 {
		return screen.Effect{}, false
	}
	c.of, c.trail = c.trail[n-1], c.trail[:n-1]
	return c.fill(), true
}

func (c *callPane) render(w, h int, th *theme.Theme) []string {
	above := max((h-2)/2, 0)
	c.split = [2]int{0, above + 2}
	lines := c.lists[0].Render(w, above, th, c.pane == 0)
	lines = append(lines, c.middle(w, th)...)
	return draw.Block(append(lines, c.lists[1].Render(w, max(h-above-2, 0), th, c.pane == 1)...), w, h)
}

// middle is the function itself.
func (c *callPane) middle(w int, th *theme.Theme) []string {
	name, values := "—", "nothing of it is left by the filters"
	if c.of >= 0 {
		name = draw.Clean(c.graph.Set.Symbols[c.of])
	}
	if r := row(c.graph, c.of); r != nil {
		write := amount
		if c.signs {
			write = change
		}
		values = "flat " + write(r.Flat.Net(), c.graph.Type, c.graph.Unit) + " (" + percent(r.Flat.Net(), c.graph.Total) + ")   cum " +
			write(r.Cum.Net(), c.graph.Type, c.graph.Unit) + " (" + percent(r.Cum.Net(), c.graph.Total) + ")"
	}
	return []string{
		" " + th.Accent.Paint(th.Sign.Running) + " " + th.Strong.Paint(fit(name, w-4)),
		"   " + draw.Clip(values, w-4),
	}
}

// callRows are calls as a list shows them.
type callRows struct {
	graph *callgraph.Graph
	edges []callgraph.Edge
	names []string
	rank  []int64
	whole int64 // what shares are of: all of the function
	signs bool
}

func newCallRows(g *callgraph.Graph, edges []callgraph.Edge, whole int64, signs bool) *callRows {
	c := &callRows{graph: g, edges: edges, whole: whole, signs: signs}
	for _, e := range edges {
		c.names = append(c.names, draw.Clean(e.Name))
	}
	c.rank = list.Ranks(c.names)
	return c
}

// Len returns how many calls there are.
func (c *callRows) Len() int { return len(c.edges) }

// Fields are the names.
func (c *callRows) Fields() []list.Field { return []list.Field{{Names: c.names}} }

// Key sorts values by their size.
func (c *callRows) Key(col, row int) int64 {
	if col == 2 {
		return c.rank[row]
	}
	return size(c.edges[row].Weight.Net())
}

// Cell returns the text of a cell.
func (c *callRows) Cell(col, row int, p list.Painter) string {
	v := c.edges[row].Weight.Net()
	switch col {
	case 0:
		if c.signs {
			return signed(change(v, c.graph.Type, c.graph.Unit), v, p.Theme)
		}
		return amount(v, c.graph.Type, c.graph.Unit)
	case 1:
		return p.Faint.Paint(percent(v, c.whole))
	}
	return fit(c.names[row], p.Width)
}
