package task

import "battscope/engine/grid"

const (
	maxCells  = grid.MaxSide * grid.MaxSide
	slabCells = 64 * maxCells // cells allocated at a time
)

// grid reads the rows at the cursor. It returns nil if they are no grid.
func (p *parser) grid() *grid.Grid {
	if p.peek() != '[' {
		p.mismatch("grid", "a list of rows")
		return nil
	}
	if len(p.slab) < maxCells {
		p.slab = make([]int8, slabCells)
	}
	level, before := p.at.level, p.src.total
	open, n, h := p.i, 0, 0
	w, model := 0, 0 // width of the grid and the row that set it
	p.i++
	for first := true; p.next(open, first); first = false {
		p.at.level, p.at.row = inRow, h
		p.peek()
		off := p.i
		width, ok := p.row(n)
		p.at.level = level
		n += width
		h++
		switch {
		case !ok:
		case width < 1 || width > grid.MaxSide:
			p.problem(off, "row %d has %s, want 1..%d", h-1, plural(width, "cell"), grid.MaxSide)
		case w == 0:
			w, model = width, h-1
		case width != w:
			p.problem(off, "row %d has %s, row %d has %d", h-1, plural(width, "cell"), model, w)
		}
	}
	if h < 1 || h > grid.MaxSide {
		p.problem(open, "grid has %s, want 1..%d", plural(h, "row"), grid.MaxSide)
	}
	if p.src.total > before || p.dead {
		return nil
	}
	// The rows are equal and within bounds, so row stored all n = h*w cells.
	cells := p.slab[:n:n]
	p.slab = p.slab[n:]
	return grid.New(h, w, cells)
}

// row reads the cells of one row into the slab from index n on, as far as a
// grid can reach, and returns how many there are. It returns false if the
// value at the cursor is no list.
func (p *parser) row(n int) (width int, ok bool) {
	if p.peek() != '[' {
		p.mismatch("row", "a list of cells")
		return 0, false
	}
	open, start := p.i, n
	p.i++
	n, closed := p.run(n)
	if closed {
		return n - start, true
	}
	for first := n == start; p.next(open, first); first = false {
		p.at.level, p.at.col = inCell, n-start
		n = p.cell(n)
		p.at.level = inRow
	}
	return n - start, true
}

// run is the short way through a row: digits, commas and white space between
// them, which is all that most rows hold. It stops at the closing bracket, or
// after the last cell that is plain, and returns the index of the next cell.
func (p *parser) run(n int) (next int, closed bool) {
	text := p.text
	for i := p.i; i+1 < len(text); {
		v := text[i] - '0'
		if v > grid.MaxColor {
			if c := text[i]; c == ' ' || c == '\n' || c == '\r' || c == '\t' {
				i++
				continue
			}
			return n, false
		}
		after := text[i+1]
		if after != ',' && after != ']' {
			return n, false
		}
		if n < len(p.slab) {
			p.slab[n] = int8(v)
		}
		n++
		p.i = i + 1
		i += 2
		if after == ']' {
			p.i = i
			return n, true
		}
	}
	return n, false
}

// cell reads the n-th cell of a grid and returns n+1.
func (p *parser) cell(n int) int {
	c := p.peek()
	if digit(c) && (p.i+1 == len(p.text) || delimiter(p.text[p.i+1])) {
		if n < len(p.slab) {
			p.slab[n] = int8(c - '0')
		}
		p.i++
		return n + 1
	}
	p.mismatch("cell", "an integer 0..9")
	return n + 1
}
