package profileview

import (
	"strings"
	"testing"

	"battscope/ui/keymap"
)

// Zoom, moves and what is folded: a walk through the flame graph.
func TestFlame(t *testing.T) {
	b := on(t, example())
	b.shows("programs.pb.gz · time", "194.70 ms", "▌all", "solve_a5313dff")
	b.do(keymap.Down)
	b.shows(" demo ", "cum 173.70 ms (89.21 %)   flat 0 (0 %)")
	b.do(keymap.Down, keymap.Down, keymap.Enter)
	b.shows("▌solve_a5313dff  102 ms")
	b.do(keymap.Back, keymap.Back, keymap.Back)
	b.shows("▌demo")
	if _, ok := b.v.Keys().Of(keymap.Back); ok {
		t.Error("at the root there is something to step back to")
	}
	// The narrow ones are one cell, and each is reached and named in it.
	b.do(keymap.Home, keymap.Down, keymap.Down, keymap.Right)
	b.shows(" 00d62c1b ")
	b.do(keymap.Down, keymap.Right)
	var f string
	for _, name := range []string{"mut_00417_of_a_name_that_is_too_long_for_any_cell_of_the_flame_graph", "mut_00418", "mut_00419"} {
		if f = b.frame(100, 24); !strings.Contains(f, "\n "+name) {
			t.Errorf("no %s in\n%s", name, f)
		}
		b.do(keymap.Right)
	}
	b.do(keymap.Left)
	b.shows("\n mut_00419")
	b.do(keymap.Left)
	b.shows("\n mut_00418")
	// What does not fit is said to be there.
	if f = b.frame(100, 10); !strings.Contains(f, "▼ more frames") {
		t.Errorf("nothing says that there is more:\n%s", f)
	}
	// Callers below.
	b.do(flip)
	f = b.frame(100, 24)
	if strings.Index(f, "▏all") < strings.Index(f, "mapply") {
		t.Errorf("callers do not stand below:\n%s", f)
	}
}

func TestSearch(t *testing.T) {
	b := on(t, example())
	if at, of := b.v.Find("objects", 0); at != 1 || of != 5 {
		t.Errorf("match %d of %d, want 1 of 5", at, of)
	}
	b.shows("objects 1 of 5 · 38.4 %", "•…ects")
	if at, of := b.v.Find("objects", -1); at != 5 || of != 5 {
		t.Errorf("before the first comes %d of %d, want the last of 5", at, of)
	}
	for want := 1; want <= 3; want++ {
		if at, _ := b.v.Find("objects", 1); at != want {
			t.Errorf("after the match before comes %d, want %d", at, want)
		}
	}
	if at, of := b.v.Find("/^(shift|border)", 1); at == 0 || of != 2 {
		t.Errorf("the pattern is found %d times, want twice", of)
	}
	if _, of := b.v.Find("nowhere", 0); of != 0 {
		t.Errorf("nowhere is found %d times", of)
	}
	b.v.Find("objects", 0)
	b.do(keymap.Back)
	if f := b.frame(100, 24); strings.Contains(f, "38.4 %") {
		t.Errorf("esc leaves the search:\n%s", f)
	}
}

// Cells tile their parents: in order, without overlap, and every frame is drawn
// or in a fold.
func TestPlace(t *testing.T) {
	b := on(t, example())
	tree := b.v.page.flame.tree
	for w := 1; w < 220; w++ {
		for zoom := range tree.Nodes {
			rows := place(tree, int32(zoom), w, 50)
			for d, row := range rows {
				x := 0
				for _, c := range row {
					if c.from < x || c.to <= c.from || c.to > w {
						t.Fatalf("width %d, zoom %d, row %d: cell %+v after %d", w, zoom, d, c, x)
					}
					x = c.to
				}
			}
		}
	}
}
