package draw

import (
	"strings"

	"battscope/ui/theme"
)

// A Column is one column of a Table.
type Column struct {
	Head  string
	Width int // cells; 0 takes what the others leave
	Gap   int // empty cells before it
	Right bool
}

// A Table is rows under heads. Its cells may be painted already.
type Table struct {
	Columns []Column
	Rows    [][]string // each with a cell for each column; missing ones are empty
	NoHead  bool       // leave the line of heads out
}

// Lines returns the table as h lines of at most w cells: the heads and the
// first rows.
func (t Table) Lines(w, h int, th *theme.Theme) []string {
	widths := t.widths(w)
	lines := make([]string, 0, max(h, 0))
	if !t.NoHead {
		heads := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			heads[i] = th.Faint.Paint(Clip(c.Head, widths[i]))
		}
		lines = append(lines, t.line(heads, widths))
	}
	for _, row := range t.Rows {
		if len(lines) >= h {
			break
		}
		lines = append(lines, t.line(row, widths))
	}
	return Block(lines, w, h)
}

func (t Table) widths(w int) []int {
	widths := make([]int, len(t.Columns))
	room, open := w, 0
	for i, c := range t.Columns {
		widths[i] = max(c.Width, 0)
		room -= widths[i] + max(c.Gap, 0)
		if c.Width <= 0 {
			open++
		}
	}
	for i, c := range t.Columns {
		if c.Width <= 0 && room > 0 {
			widths[i] = room / open
			room -= widths[i]
			open--
		}
	}
	return widths
}

func (t Table) line(cells []string, widths []int) string {
	var b strings.Builder
	for i, c := range t.Columns {
		cell := ""
		if i < len(cells) {
			cell = cells[i]
		}
		b.WriteString(blank(c.Gap))
		if c.Right {
			b.WriteString(Right(cell, widths[i]))
		} else {
			b.WriteString(Left(cell, widths[i]))
		}
	}
	return strings.TrimRight(b.String(), " ")
}
