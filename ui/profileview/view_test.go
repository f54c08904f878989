package profileview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
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
	// Of two runs it is their difference, the first the base.
	src.entries = entriesOf(src.entries[0].Path, src.entries[0].Path)
	finish(b.v.Visit(screen.Place{Runs: []string{"20261124-140212-tour", "20261124-140211-tour"}}))
	b.shows("cpu.pb.gz less cpu.pb.gz", "no difference")
	finish(b.v.Visit(screen.Place{Runs: []string{"gone", "20261124-140211-tour"}}))
	b.shows("Run gone left no profile")
	finish(b.v.Visit(screen.Place{Runs: []string{"gone"}}))
	b.shows("Run gone left no such profile")
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
