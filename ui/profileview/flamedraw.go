package profileview

import (
	"strconv"
	"strings"

	"battscope/profile/flame"
	"battscope/profile/unit"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// A cell is a frame where it is drawn, or frames that are folded into one.
type cell struct {
	node     int32 // the first, where it is folded
	from, to int
	folded   int // how many frames; 0 for one that is drawn
}

// place lays out the frames below zoom on width cells: a row for each depth,
// the first rows of them. Boundaries are those of flame.Tree.Span. Siblings from
// the first on that is narrower than a cell, which those after it are as well,
// are folded into one.
func place(t *flame.Tree, zoom int32, width, rows int) [][]cell {
	if width <= 0 || rows <= 0 || len(t.Nodes) == 0 {
		return nil
	}
	out := make([][]cell, 0, min(rows, 64))
	out = append(out, []cell{{zoom, 0, width, 0}})
	for len(out) < rows {
		var row []cell
		for _, c := range out[len(out)-1] {
			if c.folded == 0 {
				row = below(t, c, zoom, width, row)
			}
		}
		if len(row) == 0 {
			break
		}
		out = append(out, row)
	}
	return out
}

// below appends the children of a cell.
func below(t *flame.Tree, up cell, zoom int32, width int, row []cell) []cell {
	whole := t.Nodes[zoom].Cum.Weight()
	for c := t.Nodes[up.node].First; c != 0; c = t.Nodes[c].Next {
		from, to := t.Span(c, zoom, width)
		if float64(t.Nodes[c].Cum.Weight())*float64(width) >= float64(whole) && from < to {
			row = append(row, cell{c, from, to, 0})
			continue
		}
		f := cell{node: c, from: from}
		for i := c; i != 0; i = t.Nodes[i].Next {
			f.folded++
			_, f.to = t.Span(i, zoom, width)
		}
		switch last := len(row) - 1; {
		case f.to > f.from:
		case f.from < up.to: // what the caller does by itself has room for a mark
			f.to = f.from + 1
		case last >= 0 && row[last].to == f.from && row[last].to-row[last].from > 1:
			row[last].to--
			f.from, f.to = f.from-1, f.from
		default:
			return row
		}
		return append(row, f)
	}
	return row
}

// A painter draws a flame graph.
type painter struct {
	*theme.Theme
	pane    *flamePane
	groups  *groups
	differs bool // changes are shown by sign and colour
	b       strings.Builder
}

// render returns h lines of w cells, of the rows that the cursor is among.
func (f *flamePane) render(w, h int, th *theme.Theme, g *groups, differs bool) []string {
	if h <= 0 || w <= 0 {
		return nil
	}
	f.reveal()
	f.lines = h
	depth := int(f.tree.Nodes[f.at].Depth - f.tree.Nodes[f.zoom].Depth)
	f.top = max(depth-h+1, min(f.top, depth))
	f.rows = place(f.tree, f.zoom, w, max(f.top, 0)+h+1)
	if depth >= len(f.rows) || f.cellOf(f.rows[depth], f.at) < 0 {
		f.surface()
		depth = int(f.tree.Nodes[f.at].Depth - f.tree.Nodes[f.zoom].Depth)
		f.top = max(depth-h+1, 0)
		f.rows = place(f.tree, f.zoom, w, f.top+h+1)
	}
	f.top = max(0, min(f.top, len(f.rows)-h))
	p := painter{Theme: th, pane: f, groups: g, differs: differs}
	out := make([]string, h)
	for y := range out {
		if at := f.top + y; at < len(f.rows) {
			k := y
			if f.up {
				k = h - 1 - y
			}
			out[k] = p.line(f.rows[at], w)
		}
	}
	return out
}

// surface zooms to the frame under the cursor's caller, for it is too narrow to
// be drawn where it is.
func (f *flamePane) surface() {
	if up := f.tree.Nodes[f.at].Parent; up >= 0 {
		f.zoom = up
	}
}

// deeper reports whether rows are left below those in sight.
func (f *flamePane) deeper() bool { return len(f.rows) > f.top+f.lines }

// line draws one row.
func (p *painter) line(row []cell, w int) string {
	p.b.Reset()
	x := 0
	for _, c := range row {
		if c.from > x {
			p.b.WriteString(draw.Left("", c.from-x))
		}
		style, text := p.cell(c)
		p.b.WriteString(style.Open())
		p.b.WriteString(draw.Left(text, c.to-c.from))
		p.b.WriteString(style.Close())
		x = c.to
	}
	return p.b.String()
}

// cell returns how a cell is painted and what stands in it. Its first sign parts
// it from the one before, and says what colour says.
func (p *painter) cell(c cell) (theme.Style, string) {
	f := p.pane
	w := c.to - c.from
	chosen := c.node == f.at || c.folded > 0 && f.cellOf([]cell{c}, f.at) == 0
	n := &f.tree.Nodes[c.node]
	if c.folded > 0 {
		sign, style := p.Sign.More, p.Frames.Folded
		if chosen {
			sign, style = p.Sign.Cursor, p.Frames.Chosen
		} else if f.matches != nil && p.foldedMatch(c) {
			sign, style = p.Sign.Live, p.Frames.Match
		}
		return style, sign + draw.Clip(" "+strconv.Itoa(c.folded), w-1)
	}
	sign := p.Sign.Eighths[1]
	hue := uint8(theme.NumFrameHues - 1)
	if n.Symbol >= 0 {
		hue = p.groups.of[n.Symbol]
	}
	style := p.Frames.Hue[hue][n.Depth%2]
	if p.differs {
		at, changed := step(n.Cum)
		switch {
		case !changed:
			sign, style = p.Sign.Same, p.Frames.Even
		case n.Cum.Net() > 0:
			sign, style = "+", p.Frames.More[at]
		default:
			sign, style = "-", p.Frames.Less[at]
		}
	}
	if f.matches != nil && f.matches[c.node] {
		sign, style = p.Sign.Live, p.Frames.Match
	}
	if chosen {
		sign, style = p.Sign.Cursor, p.Frames.Chosen
	}
	return style, sign + p.label(c, w-1)
}

// foldedMatch reports whether a match is among folded frames or below them.
func (p *painter) foldedMatch(c cell) bool {
	nodes := p.pane.tree.Nodes
	last := c.node
	for nodes[last].Next != 0 {
		last = nodes[last].Next
	}
	for i := c.node; int(i) < len(nodes) && (i <= last || nodes[i].Depth > nodes[last].Depth); i++ {
		if p.pane.matches[i] {
			return true
		}
	}
	return false
}

// label returns the name of a frame and, where there is room, its value.
func (p *painter) label(c cell, w int) string {
	t := p.pane.tree
	n := &t.Nodes[c.node]
	name := draw.Clean(t.Name(c.node))
	value := amount(n.Cum.Net(), t.Type, unit.Auto)
	if p.differs {
		value = change(n.Cum.Net(), t.Type, unit.Auto)
	}
	if n.Symbol < 0 {
		name = "all"
	}
	if name = fit(name, w); w < 4 && strings.HasPrefix(name, "…") {
		return "" // two letters tell nothing
	}
	if draw.Width(name)+draw.Width(value)+2 <= w {
		name += "  " + value
	}
	return name
}
