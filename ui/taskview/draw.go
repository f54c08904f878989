package taskview

import (
	"fmt"
	"strconv"

	"battscope/engine/grid"
	"battscope/engine/trace"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// A rect is a part of the screen, in cells.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}

// A layout is where the parts of a page lie. A part without room has no height.
type layout struct {
	programs, grids, lines, value rect
	top                           int // the first line of the program in sight
}

// wideFrom is the width from which programs stand beside everything else.
const wideFrom = 100

// arrangeFor returns where the parts of a page lie, below its heading.
func (p *page) arrangeFor(w, h int) layout {
	room := h - 1
	if w >= wideFrom && h >= 20 {
		lw := 30
		if w >= 150 {
			lw = 44
		}
		rw := w - lw - 3
		gh := min(max(room*2/5, p.tallest()+1), room*3/5)
		half := rw / 2
		return layout{
			programs: rect{0, 1, lw, room},
			grids:    rect{lw + 3, 1, rw, gh},
			lines:    rect{lw + 3, 1 + gh + 1, half - 1, room - gh - 1},
			value:    rect{lw + 3 + half, 1 + gh + 1, rw - half, room - gh - 1},
		}
	}
	gh := min(max(room/2, 5), 14)
	rest := room - gh - 1
	if p.pane == programPane {
		return layout{grids: rect{0, 1, w, gh}, programs: rect{0, 1 + gh + 1, w, rest}}
	}
	lw := w * 3 / 5
	return layout{
		grids: rect{0, 1, w, gh},
		lines: rect{0, 1 + gh + 1, lw - 1, rest},
		value: rect{lw, 1 + gh + 1, w - lw, rest},
	}
}

// tallest returns the height of the tallest grid of the sample.
func (p *page) tallest() int {
	n := 0
	if p.sheet != nil {
		s := p.sheet.Samples[p.sample]
		n = s.In.H
		if s.Out != nil {
			n = max(n, s.Out.H)
		}
	}
	return n
}

func (p *page) render(w, h int, th *theme.Theme) []string {
	lines := []string{p.heading(w, th)}
	switch {
	case p.err != nil:
		for _, line := range draw.Wrap(draw.Clean(p.err.Error()), w-2) {
			lines = append(lines, " "+th.Bad.Paint(line))
		}
		return draw.Block(lines, w, h)
	case p.sheet == nil:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("reading …")), w, h)
	}
	b := p.arrangeFor(w, h)
	b.top = p.topLine(b.lines.h)
	p.boxes = b
	grids := p.grids(b.grids.w, b.grids.h, th)
	rows := make([]string, h-1)
	if b.programs.x == 0 && b.programs.y == 1 { // beside
		left := p.list.Render(b.programs.w, b.programs.h, th, p.pane == programPane)
		right := append(grids, draw.Rule(b.grids.w, th))
		right = append(right, p.beside(b, th)...)
		wall := " " + th.Rule.Paint(th.Sign.Wall) + " "
		for i := range rows {
			rows[i] = draw.Left(left[i], b.programs.w) + wall + right[i]
		}
		return draw.Block(append(lines, rows...), w, h)
	}
	lines = append(append(lines, grids...), draw.Rule(w, th))
	if p.pane == programPane {
		lines = append(lines, p.list.Render(w, b.programs.h, th, true)...)
	} else {
		lines = append(lines, p.beside(b, th)...)
	}
	return draw.Block(lines, w, h)
}

// beside renders the program's lines with the value of the one at the cursor
// beside them.
func (p *page) beside(b layout, th *theme.Theme) []string {
	left := p.lines(b.lines.w, b.lines.h, th)
	right := p.value(b.value.w-2, b.value.h, th)
	out := make([]string, b.lines.h)
	for i := range out {
		out[i] = draw.Left(left[i], b.lines.w) + " " + th.Rule.Paint(th.Sign.Wall) + " " + right[i]
	}
	return out
}

// heading says which task, sample and program are shown.
func (p *page) heading(w int, th *theme.Theme) string {
	left := " " + th.Faint.Paint("task ") + th.Strong.Paint(draw.Clean(p.task))
	if p.sheet == nil {
		return draw.Clip(left, w)
	}
	kind := "demo"
	if p.sheet.Samples[p.sample].Test {
		kind = "test"
	}
	left += th.Faint.Paint("   sample ") + strconv.Itoa(p.sample) + th.Faint.Paint(" of 0.."+strconv.Itoa(len(p.sheet.Samples)-1)+", "+kind)
	right := ""
	if row, ok := p.list.Row(); ok {
		right = draw.Clip(draw.Clean(p.sheet.Programs[row]), w/3)
		if w >= 90 {
			right += th.Faint.Paint("   program "+draw.Count(int64(row+1), 9)+" of ") + draw.Count(int64(len(p.sheet.Programs)), 9)
		}
	}
	return draw.Between(left, right+" ", w)
}

// grids renders input, expected output and output side by side.
func (p *page) grids(w, h int, th *theme.Theme) []string {
	s := p.sheet.Samples[p.sample]
	each := (w - 2) / 3
	in := p.picture("input", s.In, nil, each, h, th)
	expected := p.missing("expected", "hidden", each, h, th)
	if s.Out != nil {
		expected = p.picture("expected", s.Out, nil, each, h, th)
	}
	out := p.output(s, each, h, th)
	lines := make([]string, h)
	for i := range lines {
		lines[i] = " " + draw.Left(in[i], each) + draw.Left(expected[i], each) + out[i]
	}
	return lines
}

// output renders what the program gave, or why it gave nothing.
func (p *page) output(s trace.Sample, w, h int, th *theme.Theme) []string {
	at, ok := p.picked()
	tr := p.trace()
	switch {
	case !ok:
		return p.missing("output", "no program", w, h, th)
	case p.errs[at] != nil:
		return p.missing("output", draw.Clean(p.errs[at].Error()), w, h, th)
	case tr == nil:
		return p.missing("output", "evaluating …", w, h, th)
	case tr.Out == nil:
		return p.missing("output", fmt.Sprintf("none: %s in line %d", tr.Fault, tr.At), w, h, th)
	}
	title := "output"
	switch {
	case s.Out == nil:
	case tr.Match:
		title = th.Good.Paint(th.Sign.Same + " output")
	default:
		title = th.Warn.Paint(th.Sign.Differs + " output, " + differing(tr.Out, s.Out))
	}
	return p.picture(title, tr.Out, s.Out, w, h, th)
}

// differing says how far two grids are apart.
func differing(a, b *grid.Grid) string {
	if a.H != b.H || a.W != b.W {
		return "other size"
	}
	n := 0
	for i := range a.Cells {
		if a.Cells[i] != b.Cells[i] {
			n++
		}
	}
	if n == 1 {
		return "1 cell differs"
	}
	return strconv.Itoa(n) + " cells differ"
}

func (p *page) picture(title string, g, want *grid.Grid, w, h int, th *theme.Theme) []string {
	head := draw.Left(title+th.Faint.Paint(fmt.Sprintf(" %dx%d", g.H, g.W)), w-1)
	return append([]string{head}, draw.Grid(g, want, w-1, h-1, th)...)
}

func (p *page) missing(title, why string, w, h int, th *theme.Theme) []string {
	lines := []string{title}
	for _, line := range draw.Wrap(why, w-1) {
		lines = append(lines, th.Faint.Paint(line))
	}
	return draw.Block(lines, w, h)
}

// topLine returns the first line of the program in sight of h.
func (p *page) topLine(h int) int {
	tr := p.trace()
	if tr == nil || h <= 0 {
		return 0
	}
	return max(0, min(p.line-h/2, len(tr.Steps)-h))
}

// lines renders the program, the line at the cursor marked.
func (p *page) lines(w, h int, th *theme.Theme) []string {
	tr := p.trace()
	if tr == nil {
		return draw.Block([]string{" " + th.Faint.Paint("evaluating …")}, w, h)
	}
	var out []string
	for i := p.boxes.top; i < len(tr.Steps) && len(out) < h; i++ {
		s := tr.Steps[i]
		text := th.Faint.Paint(draw.Right(strconv.Itoa(s.Line), 5)) + " "
		switch {
		case s.Fault != "":
			text += th.Bad.Paint(th.Sign.Failed) + " " + s.Text
		case s.Waits > 0:
			text += th.Faint.Paint(th.Sign.Pending + " " + s.Text)
		case s.Dead:
			text += th.Faint.Paint("  " + s.Text)
		default:
			text += "  " + s.Text
		}
		if i == p.line && p.pane == linePane {
			out = append(out, th.Accent.Paint(th.Sign.Cursor)+draw.Select(text, w-1, th))
			continue
		}
		mark := " "
		if i == p.line {
			mark = th.Faint.Paint(th.Sign.Cursor)
		}
		out = append(out, mark+text)
	}
	return draw.Block(out, w, h)
}

// value renders what the line at the cursor gave.
func (p *page) value(w, h int, th *theme.Theme) []string {
	tr := p.trace()
	if tr == nil || p.line >= len(tr.Steps) {
		return draw.Block(nil, w, h)
	}
	s := tr.Steps[p.line]
	head := s.Value.Kind
	switch {
	case s.Fault != "":
		head = th.Bad.Paint(s.Fault)
	case s.Waits > 0:
		head = th.Faint.Paint("no value: line " + strconv.Itoa(s.Waits) + " has none")
	}
	if s.Dead {
		head += th.Faint.Paint(", never used")
	}
	lines := []string{draw.Between(head, th.Faint.Paint(draw.Count(s.Cost, 9)+" units")+" ", w)}
	if g := canvas(s.Value, p.sheet.Samples[p.sample].In); g != nil {
		lines = append(lines, draw.Grid(g, nil, w, h-1, th)...)
		return draw.Block(lines, w, h)
	}
	lines = append(lines, draw.Wrap(draw.Clean(s.Value.Text), w-1)...)
	return draw.Block(lines, w, h)
}

// canvasSide bounds the frame in which patches are shown.
const canvasSide = 64

// canvas returns a value as a grid: patches lie in the frame of the input, made
// larger where they reach beyond it. Nil where it is no picture.
func canvas(v trace.Value, in *grid.Grid) *grid.Grid {
	if v.Grid != nil || len(v.Parts) == 0 {
		return v.Grid
	}
	r0, c0, r1, c1 := 0, 0, in.H-1, in.W-1
	for _, part := range v.Parts {
		for _, c := range part {
			r0, c0, r1, c1 = min(r0, c.Row), min(c0, c.Column), max(r1, c.Row), max(c1, c.Column)
		}
	}
	h, w := r1-r0+1, c1-c0+1
	if h > canvasSide || w > canvasSide {
		return nil
	}
	cells := make([]int8, h*w)
	for i := range cells {
		cells[i] = draw.Blank
	}
	for _, part := range v.Parts {
		for _, c := range part {
			color := c.Color
			if c.Bare {
				color = draw.Mark
			}
			cells[(c.Row-r0)*w+c.Column-c0] = color
		}
	}
	return grid.New(h, w, cells)
}
