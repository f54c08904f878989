package ui

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"

	"battscope/engine/probe"
	"battscope/ui/uitest"
)

func TestQuitSuspendRedraw(t *testing.T) {
	a, _ := watched(uitest.Snapshot(probe.Running), Options{})
	for name, want := range map[string]tea.Msg{
		"ctrl+z": tea.SuspendMsg{}, "ctrl+l": tea.ClearScreen(),
	} {
		if cmd := key(a, name); cmd == nil || cmd() != want {
			t.Errorf("%s does not give %T", name, want)
		}
	}
}

// Leaving a run at work asks first; leaving one that is over does not.
func TestQuit(t *testing.T) {
	for _, test := range []struct {
		state probe.State
		keys  string
		ends  bool
	}{
		{probe.Running, "q", false}, {probe.Running, "q y", true}, {probe.Running, "q n", false}, {probe.Running, "q esc", false},
		{probe.Paused, "ctrl+c ctrl+c", true}, {probe.Paused, "ctrl+c", false}, {probe.Running, "q enter", true},
		{probe.Done, "q", true}, {probe.Failed, "ctrl+c", true}, {probe.Idle, "q", true},
		{probe.Running, ": q", false}, {probe.Done, ": ctrl+c", true}, {probe.Done, "2 8 / q", false},
	} {
		a, _ := watched(uitest.Snapshot(test.state), Options{})
		var cmd tea.Cmd
		for k := range strings.FieldsSeq(test.keys) {
			cmd = key(a, k)
		}
		ends := false
		if cmd != nil {
			_, ends = cmd().(tea.QuitMsg)
		}
		if ends != test.ends {
			t.Errorf("%v, %s: ends is %v, want %v", test.state, test.keys, ends, test.ends)
		}
	}
}

// What the question says of a run that nothing is kept of is so.
func TestQuitUnkept(t *testing.T) {
	for unkept, want := range map[bool]string{false: "keeps what is done", true: "nothing of it is kept: there is no workspace"} {
		a, _ := watched(uitest.Snapshot(probe.Running), Options{Unkept: unkept})
		key(a, "q")
		if text := strings.Join(a.question.Lines, " "); !strings.Contains(text, want) {
			t.Errorf("unkept %v: %q, want %q in it", unkept, text, want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	for s, want := range map[os.Signal]string{
		syscall.SIGHUP: "interrupted by SIGHUP", syscall.SIGQUIT: "interrupted by SIGQUIT",
		syscall.SIGTERM: "interrupted by SIGTERM", os.Interrupt: "interrupted by SIGINT",
	} {
		if got := (Interrupted{s}).Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Under go test there is no terminal.
func TestRunRefuses(t *testing.T) {
	err := Run(t.Context(), &fixed{}, Options{Env: []string{"TERM=dumb"}})
	if !errors.Is(err, ErrNoTerminal) {
		t.Errorf("Run without a terminal = %v", err)
	}
}

// While something holds the run, quitting asks with what the program says of that;
// the run is as it was.
func TestQuitHeld(t *testing.T) {
	why := "a contest is at work"
	for _, sz := range sizes() {
		a, f := watched(uitest.Snapshot(probe.Paused), Options{Held: func() string { return why }, HeldQuit: []string{"The pairs are kept.", "Or nothing is."}})
		if cmd := key(a, "q"); cmd != nil || a.question == nil {
			t.Fatalf("%v: quits without a question", sz)
		}
		if frame := uitest.Frame(t, a, sz.w, sz.h); !strings.Contains(frame, "The pairs are kept.") || !strings.Contains(frame, "Or nothing is.") || strings.Contains(frame, "The run is at work") {
			t.Errorf("%v: the question is\n%s", sz, frame)
		}
		if key(a, "n"); a.question != nil || len(f.told) > 0 {
			t.Errorf("%v: no tells the runner %q", sz, f.told)
		}
	}
}
