package main

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"battscope/engine/op"
	"battscope/ui"
)

// TestTerminalSuspend goes back to the shell and comes again. It is typed at the
// prompt itself, since a script would run on when the program is stopped.
func TestTerminalSuspend(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 80, 24)
	p.typed("clear; " + bin + " --mutate 0 --workspace " + p.dir)
	p.until(`▶ 0:0\d`)
	p.keys("C-z")
	p.until(`\[1\].*Stopped`) // what the shell says
	if got := strings.TrimSpace(p.tmux("display", "-p", "#{alternate_on}#{mouse_any_flag}")); got != "00" {
		t.Errorf("suspended, alternate screen and mouse are %s, want 00", got)
	}
	p.typed("fg")
	p.until(`▶ \d`)
	p.leave()
	p.poll("the prompt", func() bool {
		return strings.TrimSpace(p.tmux("display", "-p", "#{alternate_on}#{mouse_any_flag}#{cursor_flag}")) == "001"
	})
}

// TestTerminalSignals ends the workbench by signals.
func TestTerminalSignals(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 80, 24)
	for name, s := range map[string]syscall.Signal{"TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "QUIT": syscall.SIGQUIT, "INT": syscall.SIGINT} {
		t.Run(name, func(t *testing.T) {
			p := &pane{t, p.dir, p.socket}
			pid := p.start(bin)
			p.until(`▶ 0:0\d`)
			process, err := os.FindProcess(pid)
			if err == nil {
				err = process.Signal(s)
			}
			if err != nil {
				t.Fatal(err)
			}
			p.sane("130")
			if screen := p.screen(); !strings.Contains(screen, "interrupted by SIG"+name) || strings.Contains(screen, "goroutine") {
				t.Errorf("the screen says\n%s", screen)
			}
		})
	}
}

// TestTerminalStart opens on named data, without colours, on bad data, and in a
// pipe.
func TestTerminalStart(t *testing.T) {
	needTmux(t)
	bin := build(t)
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, 120, 40)
	// From the tree's own folder: its path could fill the title.
	p.start("env -C " + wd + " NO_COLOR=1 " + bin + " --data testdata/tour/tasks --programs testdata/tour/solvers.py --own --workers 1 --inline-workers 1 --validate-workers 1")
	solvers := 0
	for _, list := range tourPrograms(t, op.NewTable(), "solvers.py") {
		solvers += len(list)
	}
	p.until(fmt.Sprintf(`programs +%d\b`, solvers))
	p.until(`1 worker\b`)
	if s := p.tmux("capture-pane", "-p", "-e"); regexp.MustCompile(`\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[;m]`).MatchString(s) {
		t.Errorf("NO_COLOR=1, and yet colours: %q", s)
	}
	p.leave()
	p.sane("0")

	p.start(bin + " --data /nowhere")
	p.until(`the run failed: .*nowhere`)
	p.keys("q")
	p.sane("1")
	p.until(`battscope: /nowhere: not read: no such file`)

	// A state folder that cannot be there costs what is kept and not the session.
	p.start("env XDG_STATE_HOME=/dev/null/state " + bin)
	p.until(`▶ \d`)
	p.keys("q")
	p.until(`nothing of it is`)
	p.keys("y")
	p.sane("0")

	p.start(bin + " | cat")
	p.until(fmt.Sprintf(`tasks %[1]d \(%[1]d solved\)`, len(tourTasks(t))))
	p.sane("0")
}

// TestTerminalProgress follows a run without screens on a terminal that is narrower
// than the line of progress: nothing of it is left at the end.
func TestTerminalProgress(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 60, 24)
	p.start(bin + " run --repeat 3")
	p.until(`programs/s|ENDED`)
	p.sane("0")
	if s := p.tmux("capture-pane", "-p", "-S", "-500"); strings.Contains(s, "programs/s") || !strings.Contains(s, "unattrib.") {
		t.Errorf("progress is left on\n%s", s)
	}
}

// breaks is the built-in example whose files, from the second pass on, panic in
// the goroutine of the engine that reads them.
type breaks struct {
	fs.FS
	globs atomic.Int64
}

func (b *breaks) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".py") && b.globs.Add(1) > 20 {
		panic("broken file system")
	}
	return b.FS.Open(name)
}

// TestTerminalPanic runs itself on a terminal, as the workbench with a source
// that panics inside the engine.
func TestTerminalPanic(t *testing.T) {
	if os.Getenv("BATTSCOPE_TEST_PANIC") != "" {
		a := &app{streams: streams{os.Stdin, os.Stdout, os.Stderr}, env: os.Environ(), table: op.NewTable()}
		in := &inputFlags{scenario: "tour", tasks: []string{"b0a70001"}}
		spec, err := a.spec(in)
		if err != nil {
			t.Fatal(err)
		}
		spec.Source.BuiltIn = &breaks{FS: spec.Source.BuiltIn}
		spec.Repeat = true
		if err := a.open(nil, in, spec, ui.Options{}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitFailed)
		}
		os.Exit(exitDone)
	}
	needTmux(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, 120, 40)
	p.start("env BATTSCOPE_TEST_PANIC=1 " + self + " -test.run=^TestTerminalPanic$")
	s := p.until(`the run failed: the engine panicked: broken file system`)
	if strings.Contains(s, "goroutine ") || !strings.Contains(s, "✗ failed") {
		t.Errorf("want the first line of the panic and no stack on\n%s", s)
	}
	p.keys("q")
	p.sane("1")
	if s := p.tmux("capture-pane", "-p", "-S", "-200"); !strings.Contains(s, "broken file system") || !strings.Contains(s, "goroutine ") {
		t.Errorf("the stack is not printed at the end:\n%s", s)
	}
}
