package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"battscope/engine/probe"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// A fixed is a Runner that stands still and remembers what it was told.
type fixed struct {
	snap probe.Snapshot
	told []string
	cost int // snapshots taken
}

func (f *fixed) Snapshot() probe.Snapshot { f.cost++; return f.snap }
func (f *fixed) Pause()                   { f.told = append(f.told, "pause") }
func (f *fixed) Resume()                  { f.told = append(f.told, "resume") }
func (f *fixed) Restart()                 { f.told = append(f.told, "restart") }
func (f *fixed) Stop()                    { f.told = append(f.told, "stop") }

// watched returns an App that has watched a run come to s in quarter seconds.
func watched(s probe.Snapshot, opts Options) (*App, *fixed) {
	f := &fixed{}
	a := New(f, opts)
	if s.State != probe.Idle {
		for at := bucket; at < s.Elapsed; at += bucket {
			part := float64(at) / float64(s.Elapsed)
			early := s
			early.State, early.Elapsed, early.Err = probe.Running, at, nil
			for i := range early.Phases {
				p := &early.Phases[i]
				p.Calls = int64((part + 0.012*math.Sin(50*part)*(1-part)) * float64(p.Calls))
			}
			f.snap = early
			tickOnce(a, at)
		}
	}
	f.snap = s
	tickOnce(a, s.Elapsed)
	return a, f
}

const bucket = 250 * time.Millisecond

func tickOnce(a *App, at time.Duration) {
	a.Update(tickMsg{a.beat, time.Unix(1000, 0).Add(at)})
}

func key(a *App, name string) tea.Cmd {
	_, cmd := a.Update(press(name))
	return cmd
}

func press(name string) tea.KeyPressMsg {
	switch name {
	case "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

type size struct{ w, h int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.w, s.h) }

func sizes() []size { return []size{{60, 16}, {80, 24}, {120, 40}, {200, 60}} }

func TestFrames(t *testing.T) {
	states := []struct {
		name  string
		state probe.State
		keys  []string
	}{
		{"idle", probe.Idle, nil},
		{"running", probe.Running, nil},
		{"paused", probe.Paused, nil},
		{"finished", probe.Done, nil},
		{"stopped", probe.Done, nil},
		{"help", probe.Running, []string{"?"}},
		{"failed", probe.Failed, nil},
	}
	for _, st := range states {
		for _, sz := range sizes() {
			name := st.name + "-" + sz.String()
			t.Run(name, func(t *testing.T) {
				s := uitest.Snapshot(st.state)
				if st.name == "stopped" {
					s = uitest.Stopped()
				}
				a, _ := watched(s, Options{})
				for _, k := range st.keys {
					key(a, k)
				}
				uitest.Golden(t, name, uitest.Frame(t, a, sz.w, sz.h))
			})
		}
	}
}

func TestFrameRepeats(t *testing.T) {
	s := uitest.Snapshot(probe.Running)
	s.Repeats, s.Pass, s.PassWall = true, 12, 83*time.Millisecond
	a, _ := watched(s, Options{})
	frame := uitest.Frame(t, a, 120, 40)
	want := "pass 12: short work repeats its passes until stopped (last pass 83.0 ms)"
	if !strings.Contains(frame, want) {
		t.Errorf("no %q in\n%s", want, frame)
	}
	if strings.Contains(frame, " left ") && strings.Contains(strings.SplitN(frame, "\n", 2)[0], "left") {
		t.Errorf("a run without an end says how long it needs:\n%s", frame)
	}
}

func TestTooSmall(t *testing.T) {
	for _, sz := range []size{{59, 24}, {80, 15}, {20, 5}, {1, 1}} {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{})
		frame := uitest.Frame(t, a, sz.w, sz.h)
		want := fmt.Sprintf("terminal too small (need 60x16, have %dx%d)", sz.w, sz.h)
		if sz.w >= 59 && !strings.Contains(frame, want) {
			t.Errorf("%v: no %q in\n%s", sz, want, frame)
		}
	}
}

// Every size from the smallest on obeys the law, in every state.
func TestEverySize(t *testing.T) {
	for state := probe.Idle; int(state) < probe.NumState; state++ {
		a, _ := watched(uitest.Snapshot(state), Options{})
		for h := 1; h <= 64; h += 7 {
			for w := 1; w <= 220; w += 13 {
				uitest.Frame(t, a, w, h)
			}
		}
		key(a, "?")
		for _, sz := range []size{{60, 16}, {61, 17}, {79, 23}, {300, 100}} {
			uitest.Frame(t, a, sz.w, sz.h)
		}
	}
}

// Colours come and go with the theme and the terminal; words do not.
func TestThemes(t *testing.T) {
	texts := map[string]string{}
	contents := map[string]string{}
	for _, c := range []theme.Choice{theme.Dark, theme.Light, theme.Contrast} {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{Theme: c})
		texts[string(c)] = uitest.Frame(t, a, 120, 40)
		contents[string(c)] = a.View().Content
	}
	a, _ := watched(uitest.Snapshot(probe.Running), Options{Env: []string{"BATTSCOPE_THEME=light"}})
	texts["env"] = uitest.Frame(t, a, 120, 40)
	contents["env"] = a.View().Content
	a, _ = watched(uitest.Snapshot(probe.Running), Options{})
	a.Update(tea.BackgroundColorMsg{Color: ansi.HexColor("#ffffff")})
	texts["answer"] = uitest.Frame(t, a, 120, 40)
	contents["answer"] = a.View().Content
	for name, text := range texts {
		if text != texts["dark"] {
			t.Errorf("theme %s changes the words", name)
		}
	}
	if contents["dark"] == contents["light"] || contents["light"] != contents["env"] || contents["light"] != contents["answer"] {
		t.Error("light is not light, or not wherever it is asked for")
	}
	if strings.Contains(contents["contrast"], "38;2;") {
		t.Error("the contrast theme uses colours")
	}
}

// Without colours the frame says the same.
func TestNoColor(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{})
	want := uitest.Frame(t, a, 80, 24)
	a.Update(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	if got := uitest.Frame(t, a, 80, 24); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !a.theme.Digits {
		t.Error("grids are not in digits without colours")
	}
}

// The places of numbers stay while the numbers grow.
func TestNothingJumps(t *testing.T) {
	small, big := uitest.Snapshot(probe.Running), uitest.Snapshot(probe.Running)
	big.Counts.Programs, big.Counts.Faults = 987_654_321_012, 1<<62
	big.Tasks, big.TaskIndex = 24, 14
	big.Phases[probe.Demo].Busy = 90 * time.Hour
	for _, sz := range sizes() {
		a, _ := watched(small, Options{})
		b, _ := watched(big, Options{})
		x := strings.Split(uitest.Frame(t, a, sz.w, sz.h), "\n")
		y := strings.Split(uitest.Frame(t, b, sz.w, sz.h), "\n")
		for _, word := range []string{"wall ", "busy", "share", "candidates", "matches"} {
			for i := range x {
				if at := strings.Index(x[i], word); at != strings.Index(y[i], word) {
					t.Errorf("%v: %q moves in\n%s\n%s", sz, word, x[i], y[i])
				}
			}
		}
	}
}

// go test -bench Frame ./ui
func BenchmarkFrame(b *testing.B) {
	for _, sz := range sizes() {
		b.Run("screen=run/size="+sz.String(), func(b *testing.B) {
			a, _ := watched(uitest.Snapshot(probe.Running), Options{})
			a.Update(tea.WindowSizeMsg{Width: sz.w, Height: sz.h})
			b.ReportAllocs()
			for b.Loop() {
				a.generation++
				a.View()
			}
		})
	}
}
