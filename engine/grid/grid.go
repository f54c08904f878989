// Package grid is the picture of the field: rows of colours.
package grid

import "strings"

// MaxSide and MaxColor bound the grids of task files: 1..MaxSide rows and
// columns, colours 0..MaxColor. Programs may make larger grids and other
// colours; see package value.
const (
	MaxSide  = 30
	MaxColor = 9
)

// A Grid is a rectangle of colours. It is never changed once built and is safe
// for concurrent use.
type Grid struct {
	H, W  int    // rows and columns, each at least 1
	Cells []int8 // H*W colours, row-major: cell (r, c) is Cells[r*W+c]
}

// New returns an H×W grid that owns cells. It panics if len(cells) != h*w.
func New(h, w int, cells []int8) *Grid {
	if h < 1 || w < 1 || len(cells) != h*w {
		panic("grid: New with a side below 1 or a wrong number of cells")
	}
	return &Grid{H: h, W: w, Cells: cells}
}

// At returns the colour in row r and column c.
func (g *Grid) At(r, c int) int8 { return g.Cells[r*g.W+c] }

// Equal reports whether a and b have the same shape and colours; two nil grids
// are equal.
func Equal(a, b *Grid) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.H != b.H || a.W != b.W {
		return false
	}
	for i, v := range a.Cells {
		if v != b.Cells[i] {
			return false
		}
	}
	return true
}

// String returns the rows as lines of digits; a colour outside 0..9 is a '?'.
func (g *Grid) String() string {
	var b strings.Builder
	for r := range g.H {
		if r > 0 {
			b.WriteByte('\n')
		}
		for _, v := range g.Cells[r*g.W : (r+1)*g.W] {
			if v < 0 || v > MaxColor {
				b.WriteByte('?')
			} else {
				b.WriteByte('0' + byte(v))
			}
		}
	}
	return b.String()
}
