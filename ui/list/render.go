package list

import (
	"strings"

	"battscope/ui/draw"
	"battscope/ui/theme"
)

// A Painter is what cells are painted with.
type Painter struct {
	*theme.Theme
	Width int // of the cell
}

// Render returns the heads and the rows in sight as exactly h lines of at most
// w cells. Where focus is false the cursor is drawn faint.
func (l *List) Render(w, h int, th *theme.Theme, focus bool) []string {
	lines := make([]string, 0, max(h, 0))
	l.widths = l.layout(w)
	l.height = max(h-1, 1)
	l.clamp()
	if h > 0 {
		lines = append(lines, l.heads(th))
	}
	for at := l.top; at < len(l.order) && len(lines) < h; at++ {
		lines = append(lines, l.line(at, w, th, focus))
	}
	return draw.Block(lines, w, h)
}

// layout returns the widths of the columns; 0 leaves one out.
func (l *List) layout(w int) []int {
	widths := make([]int, len(l.columns))
	room, open := w-1, 0
	for i, c := range l.columns {
		switch {
		case w < c.From:
		case c.Width <= 0:
			open++
			room -= c.Gap
		default:
			widths[i] = c.Width
			room -= c.Width + c.Gap
		}
	}
	for i, c := range l.columns {
		if w >= c.From && c.Width <= 0 && open > 0 {
			widths[i] = max(room/open, 1)
			room -= widths[i]
			open--
		}
	}
	return widths
}

func (l *List) heads(th *theme.Theme) string {
	var b strings.Builder
	b.WriteString(" ")
	for i, c := range l.columns {
		if l.widths[i] == 0 {
			continue
		}
		head, style := c.Head, th.Faint
		if i == l.want.sort {
			mark := th.Sign.Up
			if l.want.desc {
				mark = th.Sign.Down
			}
			style = th.Accent
			head = draw.Clip(head, l.widths[i]-1) + mark
		}
		b.WriteString(draw.Left("", c.Gap))
		if c.Right {
			b.WriteString(style.Paint(draw.Right(head, l.widths[i])))
		} else {
			b.WriteString(style.Paint(draw.Left(head, l.widths[i])))
		}
	}
	return b.String()
}

func (l *List) line(at, w int, th *theme.Theme, focus bool) string {
	row := int(l.order[at])
	var b strings.Builder
	for i, c := range l.columns {
		if l.widths[i] == 0 {
			continue
		}
		cell := l.data.Cell(i, row, Painter{th, l.widths[i]})
		b.WriteString(draw.Left("", c.Gap))
		if c.Right {
			b.WriteString(draw.Right(cell, l.widths[i]))
		} else {
			b.WriteString(draw.Left(cell, l.widths[i]))
		}
	}
	if at != l.cursor {
		return " " + b.String()
	}
	mark := th.Faint.Paint(th.Sign.Cursor)
	if focus {
		return th.Accent.Paint(th.Sign.Cursor) + draw.Select(b.String(), w-1, th)
	}
	return mark + b.String()
}

// A Hit is what lies where the mouse was clicked.
type Hit struct {
	Head int  // column whose head it is; below 0 none
	Row  bool // it is a row, now under the cursor
	Same bool // and was there before
}

// Click tells what is at a cell of what Render drew last, and moves the cursor
// to a row.
func (l *List) Click(x, y int) Hit {
	if y == 0 {
		at := 1
		for i, c := range l.columns {
			if i >= len(l.widths) || l.widths[i] == 0 {
				continue
			}
			at += c.Gap
			if x >= at-c.Gap && x < at+l.widths[i] {
				return Hit{Head: i}
			}
			at += l.widths[i]
		}
		return Hit{Head: -1}
	}
	at := l.top + y - 1
	if y < 0 || y > l.height || at >= len(l.order) {
		return Hit{Head: -1}
	}
	same := at == l.cursor
	l.cursor = at
	return Hit{Head: -1, Row: true, Same: same}
}
