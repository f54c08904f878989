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
	// A patch of which one cell cannot be packed.
	far := two(th, value.OfInt(7), two(th, value.OfInt(1), value.OfInt(wide-1)))
	near := two(th, value.OfInt(5), value.OfPair(2, 3))
	vals := th.Vals(2)
	vals[0], vals[1] = far, near
	if painted := paint(th, large, th.Set(vals)); painted.At(1).Cells()[wide-1] != 7 || painted.At(2).Cells()[3] != 5 || !slices.Equal(painted.At(0).Cells(), large.At(0).Cells()) {
		t.Error("a patch that cannot be packed is painted otherwise")
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

// TestEmptyPatch sees that the empty tuple, which mapply makes of nothing, is drawn
// as the empty set is, at the same charge.
func TestEmptyPatch(t *testing.T) {
	th := value.NewThread(nil)
	grid := value.OfGrid(2, 3, []int8{1, 2, 3, 4, 5, 6})
	for _, draws := range []struct {
		name string
		with func(patch value.Value) value.Value
	}{
		{"paint", func(p value.Value) value.Value { return paint(th, grid, p) }},
		{"fill", func(p value.Value) value.Value { return fill(th, grid, value.OfInt(7), p) }},
		{"underfill", func(p value.Value) value.Value { return underfill(th, grid, value.OfInt(7), p) }},
		{"underpaint", func(p value.Value) value.Value { return underpaint(th, grid, p) }},
		{"cover", func(p value.Value) value.Value { return cover(th, grid, p) }},
	} {
		var used [2]int64
		for n, patch := range []value.Value{value.EmptyTuple(), value.EmptySet()} {
			th.Begin(1 << 30)
			if out := draws.with(patch); !th.Eq(out, grid) {
				t.Errorf("%s of nothing gives %v", draws.name, out)
			}
			used[n] = th.Used()
		}
		if used[0] != used[1] {
			t.Errorf("%s charges %d units for the empty tuple, %d for the empty set", draws.name, used[0], used[1])
		}
	}
}
