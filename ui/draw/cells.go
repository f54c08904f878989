package draw

import (
	"strings"

	"battscope/engine/grid"
	"battscope/ui/theme"
)

// Colours of a Grid that are none: cells outside a patch in its frame, and cells
// of a patch that has no colours. Programs do not come near them.
const (
	Blank int8 = -128
	Mark  int8 = -127
)

// Grid returns g in the colours of ARC tasks as exactly h lines of at most w
// cells: two columns a cell, one where room is short, half blocks where that
// is not enough either; what does not fit is cut with "…". Cells that differ
// from those of want carry "×"; a nil want compares nothing. Where the theme
// asks for digits they stand for colours.
func Grid(g, want *grid.Grid, w, h int, th *theme.Theme) []string {
	if g == nil || w <= 0 || h <= 0 {
		return Block(nil, w, h)
	}
	p := picture{g, want, th}
	var lines []string
	switch {
	case !th.Digits && !th.ASCII && (g.H > h || g.W > w) && g.W <= w && g.H <= 2*h:
		lines = p.halves()
	case 2*g.W <= w:
		lines = p.cells(2, w, h)
	default:
		lines = p.cells(1, w, h)
	}
	return Block(lines, w, h)
}

// A picture is a grid on its way to the screen.
type picture struct {
	g, want *grid.Grid
	th      *theme.Theme
}

func (p picture) differs(r, c int) bool {
	if p.want == nil {
		return false
	}
	return r >= p.want.H || c >= p.want.W || p.g.At(r, c) != p.want.At(r, c)
}

// cells writes each cell as size columns.
func (p picture) cells(size, w, h int) []string {
	rows, cols := min(p.g.H, h), min(p.g.W, w/size)
	cutRows, cutCols := rows < p.g.H, cols < p.g.W
	if cutCols {
		cols = max(0, (w-1)/size)
	}
	lines := make([]string, 0, rows)
	var b strings.Builder
	for r := range rows {
		if cutRows && r == rows-1 {
			lines = append(lines, p.th.Faint.Paint(p.th.Sign.More))
			break
		}
		b.Reset()
		for c := range cols {
			p.cell(&b, r, c, size)
		}
		if cutCols {
			b.WriteString(p.th.Faint.Paint(p.th.Sign.More))
		}
		lines = append(lines, b.String())
	}
	return lines
}

func (p picture) cell(b *strings.Builder, r, c, size int) {
	v := p.g.At(r, c)
	if v == Blank || v == Mark {
		p.noColour(b, v, size)
		return
	}
	text := " "
	if p.th.Digits {
		text = digit(v)
	} else if v < 0 || v > grid.MaxColor {
		text = "?"
	}
	mark := " "
	if p.differs(r, c) {
		mark = p.th.Sign.Differs
		if size == 1 || !p.th.Digits && text == " " {
			text = mark
		}
	}
	if size > 1 {
		text += mark
	}
	if p.th.Digits {
		b.WriteString(text)
		return
	}
	b.WriteString(p.th.Cell(v).On.Paint(text))
}

// noColour writes a cell that is Blank or Mark.
func (p picture) noColour(b *strings.Builder, v int8, size int) {
	text, style := p.th.Sign.Empty, p.th.Faint
	if v == Mark {
		text, style = p.th.Sign.Stopped, p.th.Accent
	}
	b.WriteString(style.Paint(text) + blank(size-1))
}

func digit(v int8) string {
	if v < 0 || v > grid.MaxColor {
		return "?"
	}
	return string(rune('0' + v))
}

// half returns how a cell is painted as half a character.
func (p picture) half(r, c int) *theme.Cell {
	v := p.g.At(r, c)
	if v == Mark {
		return &p.th.Mark
	}
	return p.th.Cell(v)
}

// halves writes two rows a line. A pair in which something differs carries
// "×" on the colour of the cell that differs.
func (p picture) halves() []string {
	var lines []string
	var b strings.Builder
	for r := 0; r < p.g.H; r += 2 {
		b.Reset()
		for c := range p.g.W {
			top := p.half(r, c)
			var bottom *theme.Cell
			if r+1 < p.g.H {
				bottom = p.half(r+1, c)
			}
			switch {
			case p.differs(r, c):
				b.WriteString(top.On.Paint(p.th.Sign.Differs))
			case bottom != nil && p.differs(r+1, c):
				b.WriteString(bottom.On.Paint(p.th.Sign.Differs))
			default:
				b.WriteString(theme.Halves(top, bottom).Paint(p.th.Sign.Upper))
			}
		}
		lines = append(lines, b.String())
	}
	return lines
}
