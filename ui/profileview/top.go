package profileview

import (
	"battscope/profile/callgraph"
	"battscope/ui/draw"
	"battscope/ui/list"
	"battscope/ui/screen"
)

const (
	valueWidth   = 12 // "-1023.99 MB"
	percentWidth = 8  // "-39.62 %"
)

// Columns of functions.
const (
	flatColumn = iota
	flatShareColumn
	sumColumn
	cumColumn
	cumShareColumn
	nameColumn
)

func topColumns() []list.Column {
	return []list.Column{
		{Head: "flat", Width: valueWidth, Right: true, Down: true},
		{Head: "flat %", Width: percentWidth, Gap: 1, Right: true, Down: true},
		{Head: "sum %", Width: percentWidth, Gap: 1, Right: true, From: 70, Fixed: true},
		{Head: "cum", Width: valueWidth, Gap: 1, Right: true, Down: true},
		{Head: "cum %", Width: percentWidth, Gap: 1, Right: true, Down: true},
		{Head: "function", Gap: 2},
	}
}

// A topPane is the table of functions.
type topPane struct {
	list  *list.List
	graph *callgraph.Graph
	goal  int32 // function to go to when the rows are there; below 0 none
}

func newTopPane() topPane {
	return topPane{list: list.New(topColumns(), flatColumn), goal: -1}
}

// adopt takes new rows; the cursor stays on its function.
func (t *topPane) adopt(g *callgraph.Graph, signs bool) screen.Effect {
	at := t.symbol()
	if t.goal >= 0 {
		at, t.goal = t.goal, -1
	}
	t.graph = g
	e := t.list.SetData(newTopRows(g, signs))
	t.to(at)
	return e
}

// to goes to a function.
func (t *topPane) to(symbol int32) {
	if t.graph == nil {
		t.goal = symbol
		return
	}
	for i := range t.graph.Rows {
		if t.graph.Rows[i].Symbol == symbol {
			t.list.Select(i)
		}
	}
}

// symbol returns the function under the cursor, or below 0.
func (t *topPane) symbol() int32 {
	row, ok := t.list.Row()
	if !ok || t.graph == nil || row >= len(t.graph.Rows) {
		return -1
	}
	return t.graph.Rows[row].Symbol
}

// topRows are functions as the list shows them.
type topRows struct {
	graph *callgraph.Graph
	names []string
	rank  []int64 // of names
	sums  []int64 // flat of this row and of all that are dearer by flat
	signs bool    // values are changes
}

func newTopRows(g *callgraph.Graph, signs bool) *topRows {
	t := &topRows{graph: g, signs: signs}
	var sum int64
	for i := range g.Rows {
		t.names = append(t.names, draw.Clean(g.Rows[i].Name))
		sum += g.Rows[i].Flat.Net()
		t.sums = append(t.sums, sum)
	}
	t.rank = list.Ranks(t.names)
	return t
}

// Len returns how many functions there are.
func (t *topRows) Len() int { return len(t.graph.Rows) }

// Fields are the names.
func (t *topRows) Fields() []list.Field { return []list.Field{{Names: t.names}} }

// Key sorts values by their size, whatever their sign, as pprof does.
func (t *topRows) Key(col, row int) int64 {
	r := &t.graph.Rows[row]
	switch col {
	case flatColumn, flatShareColumn:
		return size(r.Flat.Net())
	case cumColumn, cumShareColumn:
		return size(r.Cum.Net())
	case nameColumn:
		return t.rank[row]
	}
	return 0
}

// Cell returns the text of a cell.
func (t *topRows) Cell(col, row int, p list.Painter) string {
	r, g := &t.graph.Rows[row], t.graph
	value := func(v int64) string {
		if t.signs {
			return signed(change(v, g.Type, g.Unit), v, p.Theme)
		}
		return amount(v, g.Type, g.Unit)
	}
	switch col {
	case flatColumn:
		return value(r.Flat.Net())
	case flatShareColumn:
		return p.Faint.Paint(percent(r.Flat.Net(), g.Total))
	case sumColumn:
		return p.Faint.Paint(percent(t.sums[row], g.Total))
	case cumColumn:
		return value(r.Cum.Net())
	case cumShareColumn:
		return p.Faint.Paint(percent(r.Cum.Net(), g.Total))
	}
	name := t.names[row]
	if r.Inlining == callgraph.Inlined && draw.Width(name)+9 <= p.Width {
		return name + p.Faint.Paint(" (inline)")
	}
	return fit(name, p.Width)
}
