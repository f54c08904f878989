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
	"battscope/engine/strategy"
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
	_, cmd := a.Update(keyOf(name))
	return cmd
}

func keyOf(name string) tea.KeyPressMsg {
	switch name {
	case "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "tab":
		return tea.KeyPressMsg{Code: tea.KeyTab}
	case "up":
		return tea.KeyPressMsg{Code: tea.KeyUp}
	case "down":
		return tea.KeyPressMsg{Code: tea.KeyDown}
	case "left":
		return tea.KeyPressMsg{Code: tea.KeyLeft}
	case "right":
		return tea.KeyPressMsg{Code: tea.KeyRight}
	case "backspace":
		return tea.KeyPressMsg{Code: tea.KeyBackspace}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: string(r)}
}

type size struct{ w, h int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.w, s.h) }

func sizes() []size { return []size{{60, 16}, {80, 24}, {120, 40}, {200, 60}} }

// The frames of the Run screen and of what may lie on every screen.
func TestFrames(t *testing.T) {
	every := sizes()
	for _, st := range []struct {
		name  string
		snap  probe.Snapshot
		keys  string
		sizes []size
	}{
		{"running", uitest.Snapshot(probe.Running), "", every},
		{"idle", uitest.Snapshot(probe.Idle), "", every[1:2]},
		{"paused", uitest.Snapshot(probe.Paused), "", every[:1]},
		{"finished", uitest.Snapshot(probe.Done), "", every[2:3]},
		{"stopped", uitest.Stopped(), "", every[1:2]},
		{"failed", uitest.Snapshot(probe.Failed), "", every[:3]},
		{"help", uitest.Snapshot(probe.Running), "?", []size{every[0], every[2]}},
		{"palette", uitest.Snapshot(probe.Running), ": s t o", []size{every[0], every[1]}},
		{"quit", uitest.Snapshot(probe.Running), "q", every[1:2]},
	} {
		for _, sz := range st.sizes {
			name := st.name + "-" + sz.String()
			t.Run(name, func(t *testing.T) {
				a, _ := watched(st.snap, Options{})
				press(a, st.keys)
				uitest.Golden(t, name, uitest.Frame(t, a, sz.w, sz.h))
			})
		}
	}
}

// How a frame is painted, in each theme.
func TestStyles(t *testing.T) {
	for _, test := range []struct {
		name   string
		theme  theme.Choice
		colour bool
	}{{"dark", theme.Dark, true}, {"light", theme.Light, true}, {"contrast", theme.Contrast, true}} {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{Theme: test.theme})
		a.Update(tea.WindowSizeMsg{Width: 60, Height: 16})
		uitest.Golden(t, "style-"+test.name, uitest.Styles(strings.Split(a.View().Content, "\n"), 60))
	}
}

// press presses keys, one after another, with what they ask to be done beside
// the screen.
func press(a *App, keys string) {
	for k := range strings.FieldsSeq(keys) {
		settle(a, key(a, k))
	}
}

// settle brings commands that work beside the screen to their end, and leaves
// ticks alone.
func settle(a *App, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			settle(a, c)
		}
	case doneMsg:
		_, next := a.Update(msg)
		settle(a, next)
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

// busy returns a run of 400 tasks on 16 workers.
func busy() probe.Snapshot {
	s := uitest.Snapshot(probe.Running)
	s.Tasks, s.TaskIndex = 400, 213
	lane := s.Lanes[0]
	s.Lanes = nil
	for i := range 16 {
		lane.Sample = i % 6
		s.Lanes = append(s.Lanes, lane)
	}
	for i := range 64 {
		s.Events = append(s.Events, probe.Event{Seq: int64(6 + i), At: 13 * time.Second, Kind: "timeout", Text: fmt.Sprintf("task 5521c0d9 sample 2: program %d was cut", i)})
	}
	return s
}

// go test -bench Frame ./ui
func BenchmarkFrame(b *testing.B) {
	for _, keys := range []string{"", "2", "2 v", "2 enter enter", "3", "8"} {
		for _, sz := range sizes() {
			name := "run"
			if keys != "" {
				name = strings.ReplaceAll(keys, " ", "+")
			}
			b.Run("screen="+name+"/size="+sz.String()+"/tasks=400/workers=16", func(b *testing.B) {
				a, _ := watched(busy(), Options{
					Tasks:  uitest.Tasks{Len: 400, Programs: 400},
					Engine: &uitest.Knobs{Next: strategy.Default(), Now: strategy.Default()}, Presets: &uitest.Presets{},
				})
				a.Update(tea.WindowSizeMsg{Width: sz.w, Height: sz.h})
				a.View()
				press(a, keys)
				b.ReportAllocs()
				for b.Loop() {
					a.generation++
					a.View()
				}
			})
		}
	}
}
