package profileview

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// A bench is the screen in a test.
type bench struct {
	testing.TB
	v   *View
	src *source
}

// at opens the screen on a place, as the workbench does.
func at(t testing.TB, src *source, to screen.Place) bench {
	b := bench{t, New(src), src}
	b.look(screen.Capture{})
	finish(b.v.Visit(to))
	return b
}

func (b bench) look(c screen.Capture) {
	s := uitest.Snapshot(probe.Running)
	finish(b.v.Refresh(screen.Look{Now: time.Unix(1000, 0), Run: &s, Capture: c}))
}

// on opens the screen on the profile of stacks.
func on(t testing.TB, list []stack) bench {
	t.Helper()
	return at(t, &source{}, screen.Place{File: write(t, t.TempDir(), "programs", profileOf(list))})
}

// do does actions that the screen has, and returns what was said last.
func (b bench) do(actions ...keymap.Action) (said string) {
	b.Helper()
	for _, a := range actions {
		k, ok := b.v.Keys().Of(a)
		switch {
		case !ok:
			b.Fatalf("there is no %s", a)
		case k.Why != "":
			return k.Why
		}
		said = finish(b.v.Do(a))
	}
	return said
}

// typed answers the prompt of an action.
func (b bench) typed(a keymap.Action, text string) string {
	b.Helper()
	e := b.v.Do(a)
	if e.Type == nil {
		b.Fatalf("%s asks for nothing", a)
	}
	if e.Type.Check != nil {
		if wrong := e.Type.Check(text); wrong != "" {
			return wrong
		}
	}
	return finish(e.Type.Done(text))
}

// picked takes the item of an action's menu that has a name.
func (b bench) picked(a keymap.Action, name string) string {
	b.Helper()
	e := b.v.Do(a)
	for e.Pick == nil && e.Work != nil {
		e = e.Work()()
	}
	if e.Pick == nil {
		b.Fatalf("%s opens no menu: %q", a, e.Say)
	}
	for i, it := range e.Pick.Items {
		if it.Name == name {
			return finish(e.Pick.Done(e.Pick.Items, i))
		}
	}
	b.Fatalf("there is no %s among %+v", name, e.Pick.Items)
	return ""
}

func (b bench) frame(w, h int) string {
	b.Helper()
	lines := b.v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(b, lines, w, h)
	return uitest.Text(lines, w)
}

// shows sees that a frame of 100x24 holds texts, and returns it.
func (b bench) shows(texts ...string) string {
	b.Helper()
	f := b.frame(100, 24)
	for _, text := range texts {
		if !strings.Contains(f, text) {
			b.Errorf("no %q in\n%s", text, f)
		}
	}
	return f
}

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
	f := b.frame(100, 24)
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

func TestFilters(t *testing.T) {
	b := on(t, example())
	b.typed(focusOn, "^mapply$")
	b.shows("focus ^mapply$", "70 ms of 194.70 ms shown")
	if wrong := b.typed(ignore, "("); !strings.Contains(wrong, "no regular expression") {
		t.Errorf("a bad pattern: %q", wrong)
	}
	b.typed(ignore, "shift")
	b.shows("none of the samples is left by the filters")
	b.do(dropAll)
	b.picked(byLabel, "outcome=matched")
	b.shows("outcome=matched", "114 ms of 194.70 ms shown")
	b.picked(byLabel, "phase=test")
	b.shows("12 ms of 194.70 ms shown")
	b.picked(byLabel, "outcome=matched") // once more takes it away
	b.shows("phase=test")
	b.do(dropAll)
	if why := b.do(dropAll); why != "nothing is left out" {
		t.Errorf("dropping nothing: %q", why)
	}
	b.do(nextType)
	b.shows("· calls", "194")
	b.do(byLine)
	b.shows("solve_a5313dff:2", "by line")
}

// The first row of top is the dearest; from there to its callers, on, and back.
func TestTopAndCalls(t *testing.T) {
	b := on(t, example())
	b.do(showTop)
	f := b.shows("▌    74.70 ms", "objects")
	b.typed(keymap.Filter, "shift")
	if f = b.shows("rows with shift"); strings.Contains(f, "bordering") {
		t.Errorf("the filter lets others through:\n%s", f)
	}
	b.do(keymap.Back)
	b.do(keymap.Sort, keymap.Sort)
	b.shows("cum▼")
	b.v.Find("mfilter", 0)
	b.do(keymap.Enter)
	b.shows("▶ mfilter", "called by", "100 %  solve_a5313dff", "38 ms  92.68 %  bordering", "flat 3 ms (1.54 %)   cum 41 ms (21.06 %)")
	b.do(keymap.Enter)
	b.shows("▶ bordering")
	b.do(keymap.PrevPane, keymap.Enter, keymap.Enter)
	b.shows("▶ solve_a5313dff")
	b.do(keymap.Back, keymap.Back, keymap.Back, keymap.Back)
	b.shows("flat %")
	b.do(showTop)
	b.shows("▌mfilter") // the same function
}

// Source is read from the files that are built in, and where there is none the
// lines stand alone.
func TestSource(t *testing.T) {
	b := on(t, example())
	b.do(keymap.Down, keymap.Down, keymap.Down)
	if said := b.do(showSource); said != "" {
		t.Error(said)
	}
	b.shows("pool/solvers.py", "▌           ·        73 ms  37.49 %      2     x1 = objects(I, T, F, T)", "41 ms  21.06 %      3", "cum 114 ms (58.55 %)   flat 0 (0 %)")
	b.do(keymap.Back)
	b.v.Find("shift", 0)
	b.do(showSource)
	b.shows("the profile does not say in which file shift is")
}

// A difference tells by sign, shows either side alone, and leaves small changes
// out.
func TestDifference(t *testing.T) {
	dir := t.TempDir()
	after := example()
	after[0].ns, after[3].ns = 91_000_000, 35_000_000
	files := []string{write(t, dir, "after", profileOf(after)), write(t, dir, "base", profileOf(example()))}
	b := at(t, &source{}, screen.Place{File: files[0], Base: files[1]})
	b.shows("after.pb.gz less ", "shares are of the base", "new 189.70 ms   base 194.70 ms   -5 ms", "+solve_a5313dff  +30 ms", "-mapply  -35 ms")
	b.do(keymap.Down, keymap.Down)
	b.shows("cum 102 ms → 132 ms (+30 ms, 15.41 %)")
	b.do(showTop)
	b.shows("-35 ms", "+30 ms", "shift", "objects")
	b.do(afterAlone)
	b.shows("the new one alone", "  104.70 ms  55.19 %", "189.70 ms")
	b.do(baseAlone)
	b.shows("the base alone", "194.70 ms")
	b.do(baseAlone, showTop)
	if wrong := b.typed(atLeast, "much"); !strings.Contains(wrong, "percent") {
		t.Errorf("a bad threshold: %q", wrong)
	}
	b.typed(atLeast, "17%")
	if f := b.shows("above 17 %", "-mapply"); strings.Contains(f, "+solve_a5313dff") {
		t.Errorf("a change below the threshold is shown:\n%s", f)
	}
	b.typed(atLeast, "60")
	b.shows("no difference above 60 %")
	b.do(showTop)
	b.shows("no difference above 60 %")
}

// A profile less itself is empty in every view.
func TestDifferenceWithItself(t *testing.T) {
	file := write(t, t.TempDir(), "x", profileOf(example()))
	b := at(t, &source{}, screen.Place{File: file, Base: file})
	for _, m := range []mode{flameMode, topMode, callMode, sourceMode} {
		b.v.page.want.source = "objects"
		finish(b.v.page.visit(m))
		b.shows("no difference")
	}
}

// The list: what is there, opening, the base of a difference, and going back.
func TestList(t *testing.T) {
	dir := t.TempDir()
	src := &source{entries: entriesOf(write(t, dir, "cpu", profileOf(example()[:3])), write(t, dir, "programs", profileOf(example())))}
	b := at(t, src, screen.Place{})
	b.shows("2 at hand", "▌cpu.pb.gz", "this run", "20261124-140212-tour")
	b.do(subtract)
	b.shows("the base of ")
	b.do(keymap.Back, keymap.Enter)
	b.shows("cpu.pb.gz · time")
	b.do(subtract, keymap.Down, keymap.Enter)
	b.shows("cpu.pb.gz less ")
	b.do(otherOne, keymap.Back)
	b.shows("cpu.pb.gz less ")
	b.do(keymap.Back)
	b.shows("2 at hand")
	src.err = errors.New("the folder runs: permission denied")
	b.do(keymap.Enter, otherOne)
	b.shows("permission denied")
}

// Places open the run's profile focused, or wait for one to be taken.
func TestVisit(t *testing.T) {
	dir := t.TempDir()
	src := &source{}
	b := at(t, src, screen.Place{Phase: "test"})
	b.shows("No profile of this run has been taken. C takes one")
	b.look(screen.Capture{Kinds: []string{"cpu"}})
	b.shows("Being taken: cpu. C ends that")
	src.entries = entriesOf(write(t, dir, "cpu", profileOf(example())))
	b.look(screen.Capture{Ended: 1})
	b.shows("phase=test", "12 ms of 194.70 ms shown")
	finish(b.v.Visit(screen.Place{Program: "solve_00d62c1b", Task: "00d62c1b"}))
	b.shows("No profile of this run tells of programs")
	src.entries = append(src.entries, entriesOf(write(t, dir, "programs", profileOf(example())))...)
	finish(b.v.Visit(screen.Place{Program: "solve_00d62c1b", Task: "00d62c1b"}))
	b.shows("programs.pb.gz", "▌solve_00d62c1b")
	if said := finish(b.v.Visit(screen.Place{Phase: "save"})); said != "this profile does not tell of phase save" {
		t.Errorf("a phase that is not there: %q", said)
	}
	finish(b.v.Visit(screen.Place{Runs: []string{""}}))
	b.shows("194.70 ms")
}

func TestGive(t *testing.T) {
	b := on(t, example())
	b.typed(focusOn, "mapply")
	if said := b.do(web); !strings.Contains(said, "http://127.0.0.1:4711") || b.src.served[0].Focus != "mapply" || b.src.served[0].Type != "time" {
		t.Errorf("said %q, served %+v", said, b.src.served)
	}
	if said := b.picked(exportTo, "folded"); said != "written to /home/someone/x" || b.src.wrote[0] != "folded programs.pb.gz" {
		t.Errorf("said %q, wrote %v", said, b.src.wrote)
	}
	b.src.err = errors.New("pprof's pages: no port is free")
	if said := b.do(web); said != b.src.err.Error() {
		t.Errorf("said %q", said)
	}
	b.do(keymap.Down)
	if e := b.v.Do(keymap.Copy); e.Copy != "demo" {
		t.Errorf("copied %q, want demo", e.Copy)
	}
}

// Damaged files say what is wrong, and no key breaks.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	cut := write(t, dir, "cut", profileOf(example()))
	data, err := os.ReadFile(cut)
	if err != nil {
		t.Fatal(err)
	}
	zero := example()
	for i := range zero {
		zero[i].ns = 0
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty": {nil, "the file is empty"}, "text": {[]byte("goroutines are many\n"), "not a profile of pprof's format"},
		"cut": {data[:len(data)/2], "cut off"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, test.data, 0o600); err != nil {
			t.Fatal(err)
		}
		b := at(t, &source{}, screen.Place{File: path})
		b.shows(test.want)
		for _, k := range b.v.Keys() {
			if k.Why == "" && k.Action != otherOne {
				b.do(k.Action)
			}
		}
		b.shows(test.want)
	}
	b := on(t, zero)
	b.shows("every value of time is 0; t shows another sample type")
	b.do(showTop)
	b.shows("every value of time is 0")
}

func TestMouse(t *testing.T) {
	b := on(t, example())
	b.frame(100, 24)
	b.v.Click(5, headLines+1)
	b.shows("▌demo")
	b.v.Click(5, headLines+1)
	b.shows("▌demo  173.70 ms", "173.70 ms (89.21 %)")
	b.v.Wheel(5, 5, 3)
	b.shows("▌a5313dff")
	b.do(showTop)
	b.frame(100, 24)
	finish(b.v.Click(40, headLines))
	b.shows("cum▼")
	finish(b.v.Click(40, headLines+2))
	finish(b.v.Click(40, headLines+2))
	b.shows("called by")
}

func TestFit(t *testing.T) {
	const name = "battscope/engine/interp.(*Machine).callValue"
	for w, want := range map[int]string{
		60: name, 44: name, 43: "interp.(*Machine).callValue", 20: "(*Machine).callValue", 12: "callValue", 6: "…Value", 1: "", 0: "",
	} {
		if got := fit(name, w); got != want {
			t.Errorf("fit in %d is %q, want %q", w, got, want)
		}
	}
	for _, name := range []string{"slices.SortFunc[go.shape.[]a/b.c,x]", "日本語の長い名前", "std::vector<int>::push_back", "", "a.b"} {
		for w := range 50 {
			if got := fit(name, w); len([]rune(got)) > 0 && draw.Width(got) > w {
				t.Errorf("fit(%q, %d) = %q", name, w, got)
			}
		}
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

// Keys that share an action with another on one screen would hide it.
func TestKeys(t *testing.T) {
	b := on(t, example())
	for _, m := range []mode{flameMode, topMode, callMode, sourceMode} {
		b.v.page.want.mode = m
		seen := map[string]keymap.Action{}
		for _, k := range b.v.Keys() {
			for _, key := range k.Keys {
				if other, taken := seen[key]; taken {
					t.Errorf("%s: %s is %s and %s", modeNames()[m], key, other, k.Action)
				}
				seen[key] = k.Action
			}
			if k.Doc == "" {
				t.Errorf("%s has no words", k.Action)
			}
		}
	}
}
