package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"battscope/engine/probe"
	"battscope/ui/uitest"
)

// Every key is in the help; every footer word is at its place.
func TestHelpHasEveryKey(t *testing.T) {
	for _, sz := range sizes() {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{})
		foot := uitest.Frame(t, a, sz.w, sz.h)
		key(a, "?")
		help := uitest.Frame(t, a, sz.w, sz.h)
		for range 40 { // through all of it
			key(a, "j")
			help += uitest.Frame(t, a, sz.w, sz.h)
		}
		for _, b := range a.keys() {
			for _, word := range append(strings.Fields(b.Doc), b.Label) {
				if !strings.Contains(help, word) {
					t.Errorf("%v: %s of %s is not in the help:\n%s", sz, word, b.Label, help)
				}
			}
		}
		for _, word := range []string{"pause", "run again", "help", "quit"} {
			if !strings.Contains(foot, word) {
				t.Errorf("%v: %s is not in the footer:\n%s", sz, word, foot)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	tests := []struct {
		name  string
		state probe.State
		keys  string
		told  string
		says  string
	}{
		{"pause", probe.Running, "space", "pause", ""},
		{"resume", probe.Paused, "space", "resume", ""},
		{"pause idle", probe.Idle, "space", "", "no run has begun"},
		{"pause done", probe.Done, "space", "", "the run is over"},
		{"stop", probe.Running, "s", "stop", ""},
		{"stop paused", probe.Paused, "s", "stop", ""},
		{"stop done", probe.Done, "s", "", "nothing to stop: the run is over"},
		{"stop failed", probe.Failed, "s", "", "nothing to stop"},
		{"again", probe.Done, "r", "restart", ""},
		{"first", probe.Idle, "r", "restart", ""},
		{"again while it runs", probe.Running, "r", "restart", ""},
		{"escape", probe.Running, "esc", "", "nothing to step back from"},
		{"escape help", probe.Running, "? esc", "", ""},
		{"unbound", probe.Running, "x", "", ""},
		{"reason goes", probe.Idle, "s x", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, f := watched(uitest.Snapshot(test.state), Options{})
			for k := range strings.FieldsSeq(test.keys) {
				key(a, k)
			}
			if got := strings.Join(f.told, " "); got != test.told {
				t.Errorf("the runner was told %q, want %q", got, test.told)
			}
			frame := uitest.Frame(t, a, 80, 24)
			last := strings.Split(frame, "\n")[23]
			if test.says != "" && !strings.Contains(last, test.says) {
				t.Errorf("the last line is %q, want %q in it", last, test.says)
			}
			if test.says == "" && !strings.Contains(last, "q quit") {
				t.Errorf("the last line is %q, want the keys", last)
			}
		})
	}
}

// The palette has a space between what a command does and its key, and says whole
// what the one under the cursor does.
func TestPaletteWhole(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{})
	key(a, ":")
	for range a.keys() {
		frame := uitest.Frame(t, a, 80, 24)
		b := a.palette.all[a.palette.shown[a.palette.cursor]]
		if b.Why == "" && !strings.Contains(frame, b.Doc) {
			t.Errorf("%s is cut off:\n%s", b.Doc, frame)
		}
		for line := range strings.Lines(frame) {
			if _, after, ok := strings.Cut(line, "…"); ok && !strings.HasPrefix(after, " ") {
				t.Errorf("no space in %q", line)
			}
		}
		key(a, "down")
	}
}

// A key that leads to a screen which is not there says so before it is pressed.
func TestLeadsNowhere(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{})
	b, ok := a.keys().Find("p")
	if !ok || b.Why != "there is no screen Profile here" {
		t.Errorf("p says %q", b.Why)
	}
}

// A frozen display stays, whatever the run does; keys still reach the run.
func TestFreeze(t *testing.T) {
	a, f := watched(uitest.Snapshot(probe.Running), Options{})
	key(a, "z")
	before := uitest.Frame(t, a, 80, 24)
	if !strings.Contains(before, "display frozen") {
		t.Errorf("nothing says that the display is frozen:\n%s", before)
	}
	f.snap.Elapsed += 3 * time.Second
	f.snap.State = probe.Paused
	tickOnce(a, f.snap.Elapsed)
	after := uitest.Frame(t, a, 80, 24)
	if !strings.Contains(after, "space resume") {
		t.Errorf("the keys do not say what they do to the run:\n%s", after)
	}
	above := func(frame string) string { return frame[:strings.Index(frame, " space ")] }
	if above(after) != above(before) {
		t.Errorf("a frozen display changed to\n%s", after)
	}
	key(a, "space")
	if !slices.Equal(f.told, []string{"resume"}) {
		t.Errorf("the runner was told %v, want resume: it is paused, whatever the screen shows", f.told)
	}
	key(a, "z")
	tickOnce(a, f.snap.Elapsed)
	if after := uitest.Frame(t, a, 80, 24); !strings.Contains(after, "paused 0:17") {
		t.Errorf("the display stayed frozen:\n%s", after)
	}
}

// Nothing is drawn again unless something changed.
func TestMemo(t *testing.T) {
	a, f := watched(uitest.Snapshot(probe.Paused), Options{})
	uitest.Frame(t, a, 80, 24)
	before := a.generation
	for i := range 5 {
		tickOnce(a, time.Duration(i)*time.Second)
		a.View()
	}
	if a.generation != before {
		t.Error("a paused run is drawn again and again")
	}
	f.snap.State, f.snap.Elapsed = probe.Running, f.snap.Elapsed+time.Second
	tickOnce(a, 6*time.Second)
	if a.generation == before {
		t.Error("a resumed run is not drawn")
	}
}

// Another run of the session is noticed by its number, though it is already
// further than the last one was.
func TestNewRun(t *testing.T) {
	s := uitest.Snapshot(probe.Done)
	s.Run, s.Elapsed = 1, 2*time.Second
	a, f := watched(s, Options{})
	before := uitest.Frame(t, a, 80, 24)
	f.snap.Run, f.snap.State, f.snap.Elapsed = 2, probe.Running, 3*time.Second
	for i := range f.snap.Phases {
		f.snap.Phases[i] = probe.PhaseStat{}
	}
	tickOnce(a, 3*time.Second)
	after := uitest.Frame(t, a, 80, 24)
	chart := func(frame string) bool {
		_, line, _ := strings.Cut(frame, " evaluations")
		line, _, _ = strings.Cut(line, "\n")
		return strings.ContainsAny(line, "▁▂▃▄▅▆▇█")
	}
	if !chart(before) || chart(after) {
		t.Errorf("want a chart before, and none of the last run after:\n%s\n%s", before, after)
	}
}

// A run that was stopped is drawn again, and said to be so.
func TestStopShows(t *testing.T) {
	done := uitest.Stopped()
	done.Stopped = false
	a, f := watched(done, Options{})
	f.snap.Stopped = true
	tickOnce(a, f.snap.Elapsed)
	title, _, _ := strings.Cut(uitest.Frame(t, a, 80, 24), "\n")
	if !strings.Contains(title, "■ stopped 0:14") {
		t.Errorf("the title is %q, want ■ stopped", title)
	}
}

// A failure's stack is not shown.
func TestFailureWithStack(t *testing.T) {
	s := uitest.Snapshot(probe.Failed)
	s.Err = errors.New("the engine panicked: index out of range\ngoroutine 7 [running]:\nmain.go:12")
	a, _ := watched(s, Options{})
	for _, sz := range sizes() {
		frame := uitest.Frame(t, a, sz.w, sz.h)
		if !strings.Contains(frame, "the engine panicked: index out of range") || strings.Contains(frame, "goroutine") {
			t.Errorf("%v: want the first line of the failure, not its stack:\n%s", sz, frame)
		}
	}
}

// A key starts a new series of ticks; the old one dies out.
func TestOneClock(t *testing.T) {
	a, f := watched(uitest.Snapshot(probe.Running), Options{})
	old := tickMsg{a.beat, time.Unix(2000, 0)}
	key(a, "space")
	cost := f.cost
	if _, cmd := a.Update(old); cmd != nil || f.cost != cost {
		t.Error("a tick of the old series counts")
	}
	if _, cmd := a.Update(tickMsg{a.beat, time.Unix(2000, 0)}); cmd == nil || f.cost != cost+1 {
		t.Error("a tick of the new series does not count")
	}
	a.Update(tea.BlurMsg{})
	if _, cmd := a.Update(tea.FocusMsg{}); cmd == nil {
		t.Error("the focus does not look at once")
	}
}

func TestStatusExpires(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Done), Options{})
	key(a, "s")
	tickOnce(a, 0)
	tickOnce(a, statusFor-1)
	if a.status == "" {
		t.Error("the status went too early")
	}
	tickOnce(a, statusFor)
	if a.status != "" {
		t.Error("the status stayed")
	}
}

// TestLongStatus says something long on a narrow terminal: its end, which says what
// to do, is in sight, and it stays for longer.
func TestLongStatus(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{})
	a.say("write /home/somebody/.local/state/battscope/runs/cpu.pb.gz: no space left on device; make room, or choose another workspace")
	for _, sz := range sizes() {
		frame := uitest.Frame(t, a, sz.w, sz.h)
		lines := strings.Split(strings.ReplaceAll(frame, "│", ""), "\n")
		if end := strings.Join(strings.Fields(strings.Join(lines[sz.h-4:sz.h], " ")), " "); !strings.Contains(end, "choose another workspace") || !strings.Contains(end, "write /home") {
			t.Errorf("%v: the status is cut off:\n%s", sz, frame)
		}
	}
	uitest.Frame(t, a, 80, 24)
	tickOnce(a, 0)
	if tickOnce(a, statusFor); a.status == "" {
		t.Error("a status of two lines stayed as long as one of one")
	}
	if tickOnce(a, 2*statusFor); a.status != "" {
		t.Error("the status stayed")
	}
	a.say(strings.Repeat("a very long story ", 100))
	if frame := uitest.Frame(t, a, 60, 16); !strings.HasSuffix(strings.TrimRight(frame, " │\n"), "…") {
		t.Errorf("the cut does not show:\n%s", frame)
	}
}

func TestGuard(t *testing.T) {
	g := NewGuard()
	cause := errors.New("broken lane")
	done := make(chan bool)
	g.Go(func() { defer close(done); panic(cause) })
	<-done
	err := <-g.Crash()
	var p *Panic
	if !errors.As(err, &p) || !errors.Is(err, cause) || !strings.Contains(string(p.Stack), "app_test.go") {
		t.Errorf("the guard tells %v", err)
	}
	g.Report("first", nil)
	g.Report("second", nil) // must not block
	if err := <-g.Crash(); err.Error() != "panic: first" {
		t.Errorf("the guard tells %v, want the first", err)
	}
}
