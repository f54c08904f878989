package op

import (
	"slices"
	"testing"

	"battscope/engine/value"
)

// TestWideGrid sees that objects and paint do the same on a grid that is too wide
// for its indices to be packed as on one that is not: both have the same pattern
// at their left, and ground beyond.
func TestWideGrid(t *testing.T) {
	th := value.NewThread(nil)
	th.Begin(1 << 40)
	const h, narrow, wide = 3, 12, 40_000
	pattern := [h][]int8{{0, 1, 1, 0, 2, 0, 3}, {0, 0, 1, 2, 0, 0, 3}, {4, 0, 0, 1, 3, 3, 3}}
	grid := func(w int) value.Value {
		cells := make([]int8, h*w)
		for i, row := range pattern {
			copy(cells[i*w:], row)
		}
		return value.OfGrid(h, w, cells)
	}
	small, large := grid(narrow), grid(wide)
	if fitsGrid(large) {
		t.Fatal("the grid is not too wide")
	}
	for flags := range 4 {
		univalued, diagonal := value.OfBool(flags&1 != 0), value.OfBool(flags&2 != 0)
		want, got := objects(th, small, univalued, diagonal, value.OfBool(true)), objects(th, large, univalued, diagonal, value.OfBool(true))
		if !want.OK() || want.Len() < 2 || !th.Eq(want, got) {
			t.Errorf("univalued %v, diagonal %v: %v, want %v", univalued.Truth(), diagonal.Truth(), got, want)
		}
		// With the background one component more, or all as one.
		whole := objects(th, large, univalued, diagonal, value.OfBool(false))
		cells := 0
		for n := range whole.Len() {
			cells += whole.At(n).Len()
		}
		if cells != h*wide {
			t.Errorf("univalued %v, diagonal %v: the objects of all have %d cells, want %d", univalued.Truth(), diagonal.Truth(), cells, h*wide)
		}
	}
	patch := objects(th, small, value.OfBool(false), value.OfBool(true), value.OfBool(true)).At(0)
	blank := value.OfGrid(h, wide, make([]int8, h*wide))
	a, b := paint(th, value.OfGrid(h, narrow, make([]int8, h*narrow)), patch), paint(th, blank, patch)
	for i := range h {
		if got, want := b.At(i).Cells()[:narrow], a.At(i).Cells(); !slices.Equal(got, want) {
			t.Errorf("row %d painted %v, want %v", i, got, want)
		}
	}
}
