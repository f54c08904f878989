package profileview

import (
	"strings"
	"testing"

	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// Frames, at most a dozen of the screen.
func TestFrames(t *testing.T) {
	dir := t.TempDir()
	after := example()
	after[0].ns, after[3].ns = 91_000_000, 35_000_000
	file, changed := write(t, dir, "programs", profileOf(example())), write(t, dir, "after", profileOf(after))
	for _, test := range []struct {
		name string
		to   screen.Place
		w, h int
		do   func(b bench)
	}{
		{"flame-80x19", screen.Place{File: file}, 80, 19, func(b bench) { b.do(keymap.Down, keymap.Down) }},
		{"flame-120x35", screen.Place{File: file}, 120, 35, func(b bench) { b.v.Find("objects", 0) }},
		{"flame-200x55", screen.Place{File: file}, 200, 55, func(b bench) { b.do(byLine) }},
		{"top-80x19", screen.Place{File: file}, 80, 19, func(b bench) { b.do(showTop) }},
		{"callers-80x19", screen.Place{File: file}, 80, 19, func(b bench) { b.v.Find("mfilter", 0); b.do(showCalls) }},
		{"source-80x19", screen.Place{File: file}, 80, 19, func(b bench) { b.v.Find("solve_a", 0); b.do(showSource) }},
		{"difference-120x24", screen.Place{File: changed, Base: file}, 120, 24, func(b bench) { b.do(keymap.Down) }},
		{"topdifference-80x19", screen.Place{File: changed, Base: file}, 80, 19, func(b bench) { b.do(showTop) }},
	} {
		b := at(t, &source{}, test.to)
		test.do(b)
		uitest.Golden(t, test.name, b.frame(test.w, test.h))
	}
	uitest.Golden(t, "missing-80x19", at(t, &source{}, screen.Place{Phase: "demo"}).frame(80, 19))
}

// Nothing that a profile names breaks a frame, at any size, in any view.
func FuzzFrame(f *testing.F) {
	f.Add("solve", 80, 19, int64(5), "v")
	f.Add("日本語 👩‍👩‍👧‍👦 é", 60, 11, int64(-7), "s")
	f.Add("\x1b[31mred\x1b[m\n\t\x00", 200, 55, int64(1<<62), "c")
	f.Add(strings.Repeat("a/b.(*T[x/y]).f", 30), 1, 1, int64(0), "dvvk")
	f.Fuzz(func(t *testing.T, name string, w, h int, n int64, keys string) {
		w, h = 1+bound(w, 220), 1+bound(h, 70)
		list := example()
		list[1].ns = n
		p := profileOf(list)
		p.Function[2].Name, p.Function[1].Filename, p.SampleType[1].Type = name, name, name
		p.Sample[0].Label["phase"] = []string{name}
		dir := t.TempDir()
		files := []string{write(t, dir, "a", p), write(t, dir, "b", profileOf(example()))}
		for _, base := range []string{"", files[1]} {
			b := at(t, &source{entries: entriesOf(files...)}, screen.Place{File: files[0], Base: base})
			b.v.Find(name, 0)
			b.frame(w, h)
			for _, r := range keys[:min(len(keys), 16)] {
				k, ok := b.v.Keys().Find(string(r))
				if !ok || k.Why != "" {
					continue
				}
				e := b.v.Do(k.Action)
				finish(e)
				b.frame(w, h)
				finish(b.v.Click(bound(int(n), w), bound(int(n>>8), h)))
				b.frame(w, h)
			}
		}
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n % most
}
