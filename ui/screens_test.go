package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// tasked returns an App on a screen of made-up tasks.
func tasked(n, programs int, keys string) *App {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{Tasks: uitest.Tasks{Len: n, Programs: programs}})
	press(a, keys)
	return a
}

// The frames of the Tasks screen.
func TestTaskFrames(t *testing.T) {
	every := sizes()
	for _, st := range []struct {
		name, keys string
		sizes      []size
	}{
		{"tasks", "2 o o o o", every},
		{"pairs", "2 v f c 1 b enter", every[1:2]},
		{"task", "2 enter l", every},
		{"lines", "2 enter l l enter down down down", every[:3]},
	} {
		for _, sz := range st.sizes {
			a := tasked(40, 60, st.keys)
			uitest.Golden(t, st.name+"-"+sz.String(), uitest.Frame(t, a, sz.w, sz.h))
		}
	}
}

// A filter works as it is typed, says how much it leaves, and goes by esc; what
// is no regular expression is said where it is typed.
func TestFilter(t *testing.T) {
	a := tasked(40, 3, "2 f 1 b")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, " shown of 40 tasks with 1b") || !strings.Contains(f, "filter  1b") {
		t.Errorf("no filter while it is typed:\n%s", f)
	}
	press(a, "q") // is text here
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "0 shown of 40") || !strings.Contains(f, "filter  1bq") {
		t.Errorf("q is no text:\n%s", f)
	}
	press(a, "esc")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, " 40 tasks ") {
		t.Errorf("esc leaves the filter:\n%s", f)
	}
	press(a, "f / (")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "missing closing") || !strings.Contains(f, " 40 ") {
		t.Errorf("nothing says what is wrong with the pattern:\n%s", f)
	}
	press(a, "backspace ^ 0 0 enter")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "1 shown of 40 tasks with /^00") {
		t.Errorf("no pattern:\n%s", f)
	}
	press(a, "esc esc")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "phase ") {
		t.Errorf("esc does not step back to Run:\n%s", f)
	}
}

// Esc steps back from wherever one is, one step a time.
func TestStepBack(t *testing.T) {
	a := tasked(8, 3, "2 enter enter")
	for _, want := range []string{"next line", "enter step", "best program", "phase  "} {
		f := uitest.Frame(t, a, 80, 24)
		if !strings.Contains(f, want) {
			t.Fatalf("no %q in\n%s", want, f)
		}
		press(a, "esc")
	}
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "nothing to step back from") {
		t.Errorf("the last esc says nothing:\n%s", f)
	}
}

// Search goes to matches, around the end, and says which one it is.
func TestSearch(t *testing.T) {
	a := tasked(40, 3, "2 / 7")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "match 1 of ") {
		t.Errorf("nothing is found while it is typed:\n%s", f)
	}
	press(a, "enter n")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "match 2 of ") {
		t.Errorf("n does not go on:\n%s", f)
	}
	press(a, "N N")
	if f := uitest.Frame(t, a, 80, 24); strings.Contains(f, "match 1 of ") || !strings.Contains(f, "match ") {
		t.Errorf("N does not go around:\n%s", f)
	}
	press(a, "1 n")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "nothing to search on this screen") {
		t.Errorf("n says nothing where there is nothing to search:\n%s", f)
	}
}

// The palette finds a command by a few of its letters, and says why one does
// nothing now.
func TestPalette(t *testing.T) {
	a, f := watched(uitest.Snapshot(probe.Running), Options{})
	press(a, ": p a u s enter")
	if strings.Join(f.told, " ") != "pause" {
		t.Errorf("the run was told %v", f.told)
	}
	a, _ = watched(uitest.Snapshot(probe.Done), Options{})
	press(a, ": s t o p")
	if frame := uitest.Frame(t, a, 80, 24); !strings.Contains(frame, "not now: nothing to stop") {
		t.Errorf("no reason in\n%s", frame)
	}
	press(a, "enter")
	if frame := uitest.Frame(t, a, 80, 24); !strings.Contains(frame, "nothing to stop: the run is over") {
		t.Errorf("no reason after it was chosen:\n%s", frame)
	}
}

// The mouse chooses screens, rows, heads and words of the footer, until it is
// given back.
func TestMouse(t *testing.T) {
	a := tasked(40, 3, "")
	click := func(x, y int) { settleClick(a, x, y) }
	uitest.Frame(t, a, 80, 24)
	click(9, 1) // 2 Tasks
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "best program") {
		t.Fatalf("a click on the tab shows\n%s", f)
	}
	click(5, 9)
	f := uitest.Frame(t, a, 80, 24)
	if line := strings.Split(f, "\n")[9]; !strings.HasPrefix(line, "▌") {
		t.Errorf("a click on a row leaves\n%s", f)
	}
	click(5, 4) // the head "task"
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "task▲") {
		t.Errorf("a click on a head leaves\n%s", f)
	}
	a.Update(tea.MouseWheelMsg{X: 5, Y: 9, Button: tea.MouseWheelDown})
	press(a, "y")
	if f := uitest.Frame(t, a, 80, 24); !strings.Contains(f, "copied by OSC 52") {
		t.Errorf("y does not say that it copied:\n%s", f)
	}
	if a.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	press(a, "m")
	if f := uitest.Frame(t, a, 80, 24); a.View().MouseMode != tea.MouseModeNone || !strings.Contains(f, "m takes it back") {
		t.Errorf("the mouse is not given back:\n%s", f)
	}
}

func settleClick(a *App, x, y int) {
	_, cmd := a.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	settle(a, cmd)
}

// In ASCII nothing else is drawn.
func TestASCII(t *testing.T) {
	for _, keys := range []string{"", "2", "2 enter enter", "8", "?", ":", "q"} {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{ASCII: true, Tasks: uitest.Tasks{Len: 9, Programs: 3}})
		press(a, keys)
		a.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
		for _, r := range a.View().Content {
			if r > '~' {
				t.Errorf("%s: %q is drawn", keys, r)
				break
			}
		}
		uitest.Frame(t, a, 60, 16)
	}
}

// Over a record commands to the run do nothing and say why.
func TestReplay(t *testing.T) {
	a, f := watched(uitest.Snapshot(probe.Running), Options{Replay: "this is a record of run 17: nothing runs"})
	press(a, "space r s")
	if len(f.told) > 0 {
		t.Errorf("a record was told %v", f.told)
	}
	if frame := uitest.Frame(t, a, 80, 24); !strings.Contains(frame, "this is a record of run 17") {
		t.Errorf("no reason in\n%s", frame)
	}
	if cmd := key(a, "q"); cmd == nil {
		t.Error("leaving a record asks")
	}
}

// Every screen obeys the law of sizes, with anything on top.
func TestScreensLaw(t *testing.T) {
	for _, keys := range []string{"2", "2 v", "2 f x", "2 enter", "2 enter enter", "2 enter l l enter", "8", "8 f", "2 ?", "8 :", "2 q", "2 enter /"} {
		a := tasked(30, 20, keys)
		for h := 1; h <= 64; h += 5 {
			for w := 1; w <= 220; w += 17 {
				uitest.Frame(t, a, w, h)
			}
		}
		for _, sz := range sizes() {
			uitest.Frame(t, a, sz.w, sz.h)
		}
	}
}

// tuned returns an App on a made-up engine with two runs behind it.
func tuned(t *testing.T, keys string) *App {
	runs := []*screen.Standing{uitest.Standing(1, "="), uitest.Standing(2, "≠ candidates 149→126")}
	n := 0
	f := &fixed{snap: uitest.Snapshot(probe.Running)}
	a := New(f, Options{
		Tasks:  uitest.Tasks{Len: 8, Programs: 3},
		Engine: &uitest.Knobs{Next: strategy.Default(), Now: strategy.Default()}, Presets: &uitest.Presets{},
		Judge: func() *screen.Standing { n++; return runs[n-1] },
	})
	for i := range 2 {
		f.snap.Run, f.snap.Pass = int64(i+1), 2
		for range 2 {
			_, cmd := a.Update(tickMsg{a.beat, time.Unix(1000+int64(i), 0)})
			work(a, cmd)
		}
	}
	if n != 2 {
		t.Errorf("two runs were judged %d times", n)
	}
	press(a, keys)
	return a
}

// work does what a command orders beside the screen, and not its ticks.
func work(a *App, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	batch, ok := cmd().(tea.BatchMsg)
	if !ok {
		return
	}
	for _, c := range batch[:len(batch)-1] { // the last is the tick
		settle(a, c)
	}
}

// The frames of the Tune screen.
func TestTuneFrames(t *testing.T) {
	every := sizes()
	for _, st := range []struct {
		name, keys string
		sizes      []size
	}{
		{"tune", "3 down down right", every},
		{"presets", "3 tab down", every[:2]},
		{"outcome", "3 tab tab", every[:2]},
		{"typing", "3 enter x", every[1:2]},
	} {
		for _, sz := range st.sizes {
			a := tuned(t, st.keys)
			uitest.Golden(t, st.name+"-"+sz.String(), uitest.Frame(t, a, sz.w, sz.h))
		}
	}
}

// The screens come back as they were left.
func TestState(t *testing.T) {
	a := tasked(9, 3, "2 o o O T T")
	s := a.State()
	if s.Screen != "Tasks" || s.Theme != "contrast" {
		t.Errorf("left as %+v", s)
	}
	b, _ := watched(uitest.Snapshot(probe.Running), Options{Tasks: uitest.Tasks{Len: 9, Programs: 3}, State: s})
	head := func(a *App) string { return strings.Split(uitest.Frame(t, a, 100, 24), "\n")[4] }
	if got, want := head(b), head(a); got != want || !strings.ContainsAny(want, "▲▼") {
		t.Errorf("left as\n%s\nand back as\n%s", want, got)
	}
	if b.theme.Name != "contrast" {
		t.Errorf("the theme is %s", b.theme.Name)
	}
	// What is no longer there is no harm.
	c, _ := watched(uitest.Snapshot(probe.Running), Options{State: State{Screen: "Gone", Theme: "pink", Sorts: map[string]Sort{"Log": {99, true}, "Tasks": {-7, false}}}})
	if c.current().Title() != "Run" || c.theme.Name != "dark" {
		t.Errorf("back on %s in %s", c.current().Title(), c.theme.Name)
	}
}
