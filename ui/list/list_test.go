package list

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// numbers are rows of a name and a number.
type numbers struct {
	names []string // rows share them, one after another
	n     []int64
}

func (d numbers) Len() int               { return len(d.n) }
func (d numbers) Key(col, row int) int64 { return [2]int64{int64(row % len(d.names)), d.n[row]}[col] }
func (d numbers) Cell(col, row int, _ Painter) string {
	if col == 0 {
		return d.names[row%len(d.names)]
	}
	return fmt.Sprint(d.n[row])
}

func (d numbers) Fields() []Field {
	return []Field{{Names: d.names, Of: func(row int) int { return row % len(d.names) }}}
}

func made(rows, names int) numbers {
	rng := rand.New(rand.NewPCG(1, 2))
	d := numbers{n: make([]int64, rows)}
	for i := range d.n {
		d.n[i] = rng.Int64N(1000) - 500
	}
	for i := range names {
		d.names = append(d.names, fmt.Sprintf("solve_%08x_v%02d", i*2654435761, i%7))
	}
	return d
}

func columns() []Column {
	return []Column{{Head: "name"}, {Head: "n", Width: 12, Gap: 1, Right: true, Down: true}}
}

// done brings the work of an effect to its end.
func done(e screen.Effect) {
	for e.Work != nil {
		e = e.Work()()
	}
}

// Sorting is what the standard library's stable sort does, up and down.
func TestSort(t *testing.T) {
	for _, rows := range []int{0, 1, 2, 1000, many + 1} {
		d := made(rows, 31)
		for _, a := range []arrangement{{sort: 1}, {sort: 1, desc: true}, {sort: 0}, {sort: -1}, {sort: -1, desc: true}} {
			want := make([]int32, rows)
			for i := range want {
				want[i] = int32(i)
			}
			slices.SortStableFunc(want, func(x, y int32) int {
				if a.sort < 0 {
					return 0
				}
				c := int(d.Key(a.sort, int(x)) - d.Key(a.sort, int(y)))
				if a.desc {
					c = -c
				}
				return c
			})
			if a.sort < 0 && a.desc {
				slices.Reverse(want)
			}
			if got := arrange(d, a); !slices.Equal(got, want) {
				t.Errorf("%d rows by %+v are in another order", rows, a)
			}
		}
	}
}

func TestFilter(t *testing.T) {
	d := numbers{names: []string{"solve_00d62c1b", "Mut_417", "other"}, n: make([]int64, 6)}
	for filter, want := range map[string]string{
		"":              "[0 1 2 3 4 5]",
		"mut":           "[1 4]",
		"!mut":          "[0 2 3 5]",
		"/^solve|other": "[0 2 3 5]",
		"!/^solve":      "[1 2 4 5]",
		"nothing":       "[]",
		"/":             "[0 1 2 3 4 5]",
		"!":             "[0 1 2 3 4 5]",
	} {
		if got := fmt.Sprint(arrange(d, arrangement{sort: -1, filter: filter})); got != want {
			t.Errorf("%q shows %s, want %s", filter, got, want)
		}
	}
	if CheckFilter("/(") == "" || CheckFilter("(") != "" || CheckFilter("!/[") == "" {
		t.Error("a bad pattern is not found, or plain text is taken for one")
	}
}

// The cursor stays on its row, and in its line of the screen, when rows come.
func TestCursorStays(t *testing.T) {
	for _, rows := range []int{100, many + 100} { // at once, and beside the screen
		d := made(rows, 31)
		l := New(columns(), 1)
		done(l.SetData(d))
		th := theme.New(theme.Dark, false, true)
		l.Render(40, 11, th, true)
		l.Move(50)
		l.Move(-3)
		row, _ := l.Row()
		line := l.cursor - l.top
		more := numbers{d.names, append(slices.Clone(d.n), 499, 498, -3)}
		done(l.SetData(more))
		if now, _ := l.Row(); now != row || l.cursor-l.top != line {
			t.Errorf("%d rows: the cursor goes from row %d, line %d to row %d, line %d", rows, row, line, now, l.cursor-l.top)
		}
		l.Follow(true)
		done(l.SetData(numbers{d.names, append(slices.Clone(more.n), 7)}))
		if l.cursor != l.Len()-1 {
			t.Errorf("%d rows: following, the cursor is at %d of %d", rows, l.cursor, l.Len())
		}
	}
}

// What is asked for while rows are arranged beside the screen comes too.
func TestStale(t *testing.T) {
	l := New(columns(), 1)
	e := l.SetData(made(many, 31))
	if e.Work == nil || !l.Working() {
		t.Fatal("many rows are not arranged beside the screen")
	}
	if more := l.SetFilter("v03"); more.Work != nil {
		t.Error("two arrangements are made at a time")
	}
	done(e)
	if l.Working() || l.Len() == 0 || l.Len() == l.Total() {
		t.Errorf("the filter that came meanwhile shows %d of %d", l.Len(), l.Total())
	}
}

func TestClick(t *testing.T) {
	l := New(columns(), -1)
	l.SetData(made(30, 31))
	th := theme.New(theme.Dark, false, true)
	l.Render(40, 11, th, true)
	for _, c := range []struct {
		x, y int
		want Hit
	}{
		{3, 0, Hit{Head: 0}}, {39, 0, Hit{Head: 1}}, {3, 1, Hit{Head: -1, Row: true, Same: true}}, {3, 4, Hit{Head: -1, Row: true}},
		{3, 4, Hit{Head: -1, Row: true, Same: true}}, {3, 11, Hit{Head: -1}}, {3, -1, Hit{Head: -1}},
	} {
		if got := l.Click(c.x, c.y); got != c.want {
			t.Errorf("a click at %d,%d hits %+v, want %+v", c.x, c.y, got, c.want)
		}
	}
}

func TestSearch(t *testing.T) {
	l := New(columns(), -1)
	d := made(30, 30)
	l.SetData(d)
	match := func(text string) (n int) {
		for _, name := range d.names {
			if strings.Contains(name, text) {
				n++
			}
		}
		return n
	}
	at, of := l.Find("v03", 0)
	if at != 1 || of != match("v03") {
		t.Errorf("the first of %d is %d of %d", match("v03"), at, of)
	}
	for i := 2; i <= of+1; i++ {
		if at, _ = l.Find("v03", 1); at != (i-1)%of+1 {
			t.Errorf("the next is %d, want %d", at, (i-1)%of+1)
		}
	}
	if at, _ = l.Find("v03", -1); at != of {
		t.Errorf("before the first comes %d, want %d", at, of)
	}
	if _, of := l.Find("nowhere", 1); of != 0 {
		t.Error("what is nowhere is found")
	}
}

// FuzzList holds the list to the law of sizes.
func FuzzList(f *testing.F) {
	f.Add("name", 10, 40, 12, 3, "x")
	f.Add("日本語", 0, 1, 1, -4, "/(")
	f.Fuzz(func(t *testing.T, name string, rows, w, h, move int, filter string) {
		rows, w, h = abs(rows)%200, abs(w)%200, abs(h)%60
		name = draw.Clean(name) // as screens do with all that comes from outside
		d := made(rows, 3)
		d.names[1] = name
		l := New(append(columns(), Column{Head: name, Width: abs(move) % 30, Fixed: true}), 1)
		l.columns = l.columns[:2]
		l.SetData(d)
		l.SetFilter(filter)
		l.Move(move)
		th := theme.New(theme.Dark, false, true)
		uitest.Law(t, l.Render(w, h, th, true), w, h)
		l.Do(keymap.PageDown)
		uitest.Law(t, l.Render(w, h, th, false), w, h)
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// go test -bench List ./ui/list
func BenchmarkList(b *testing.B) {
	shared, own := made(1_000_000, 2500), made(1_000_000, 1_000_000)
	th := theme.New(theme.Dark, false, true)
	b.Run("do=scroll/rows=1000000", func(b *testing.B) {
		l := New(columns(), 1)
		done(l.SetData(shared))
		for b.Loop() {
			l.Move(1)
			l.Render(200, 56, th, true)
		}
	})
	for name, d := range map[string]numbers{"shared": shared, "own": own} {
		for what, a := range map[string]arrangement{
			"sort": {sort: 1}, "filter": {sort: -1, filter: "v03"}, "both": {sort: 1, filter: "e"}, "regexp": {sort: -1, filter: "/^solve_[0-9a-f]*3_v0[1-3]$"},
		} {
			b.Run("do="+what+"/names="+name+"/rows=1000000", func(b *testing.B) {
				for b.Loop() {
					arrange(d, a)
				}
			})
		}
	}
}
