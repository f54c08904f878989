package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// needTmux skips a test that cannot open a terminal.
func needTmux(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("terminals are left out under -short")
	}
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("no tmux: ", err)
	}
}

// build returns a battscope built from the tree.
func build(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "battscope")
	if text, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	return bin
}

// A pane is a shell on a tmux server of its own.
type pane struct {
	t      testing.TB
	dir    string
	socket string
}

// open starts a shell on a terminal of w by h.
func open(t testing.TB, w, h int) *pane {
	t.Helper()
	dir, err := os.MkdirTemp("", "bs") // sockets want short names
	if err != nil {
		t.Fatal(err)
	}
	p := &pane{t, dir, filepath.Join(dir, "s")}
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", p.socket, "kill-server").Run() // it may have ended
		os.RemoveAll(dir)
	})
	p.tmux("-f", "/dev/null", "new-session", "-d", "-x", strconv.Itoa(w), "-y", strconv.Itoa(h), "env PS1='$ ' TERM=screen-256color XDG_STATE_HOME="+dir+" sh")
	p.until(`(?m)^\$`)
	return p
}

func (p *pane) tmux(args ...string) string {
	p.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-S", p.socket}, args...)...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (p *pane) screen() string      { p.t.Helper(); return p.tmux("capture-pane", "-p") }
func (p *pane) keys(keys ...string) { p.t.Helper(); p.tmux(append([]string{"send-keys"}, keys...)...) }
func (p *pane) typed(line string)   { p.t.Helper(); p.keys("-l", line); p.keys("Enter") }

// patience is how long a session waits for what it expects; a pass of the
// built-in example takes a second or two alone, and more beside other tests.
const patience = 2 * time.Minute

// poll waits until ok.
func (p *pane) poll(what string, ok func() bool) {
	p.t.Helper()
	for began := time.Now(); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > patience {
			p.t.Fatalf("waited %v for %s on\n%s", patience, what, p.screen())
		}
	}
}

// until waits until the screen shows a match.
func (p *pane) until(pattern string) string {
	p.t.Helper()
	re := regexp.MustCompile(pattern)
	var s string
	p.poll(pattern, func() bool { s = p.screen(); return re.MatchString(s) })
	return s
}

// start runs a command line; its process id and the terminal's settings before
// are in files. A trap keeps the shell through signals of the terminal.
func (p *pane) start(line string) (pid int) {
	p.t.Helper()
	script := filepath.Join(p.dir, "go.sh")
	text := fmt.Sprintf("stty -a >%[1]s/before\nsh -c 'echo $$ >%[1]s/pid; exec %[2]s'\necho $? >%[1]s/code\nstty -a >%[1]s/after\necho EN''DED\n", p.dir, line)
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.typed("clear; . " + script)
	p.poll("a process id", func() bool {
		text, _ := os.ReadFile(filepath.Join(p.dir, "pid")) // not there yet
		pid, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		return pid > 0
	})
	return pid
}

// sane waits for the end and sees that the terminal is as it was.
func (p *pane) sane(code string) {
	p.t.Helper()
	p.until(`(?m)^ENDED`)
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			p.t.Error(err)
		}
		return strings.TrimSpace(string(text))
	}
	if got, want := read("after"), read("before"); got != want {
		p.t.Errorf("the terminal's settings are\n%s\nwant\n%s", got, want)
	}
	if got := strings.TrimSpace(p.tmux("display", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}")); got != "0 1 0" {
		p.t.Errorf("alternate screen, cursor and mouse are %s, want 0 1 0", got)
	}
	if got := read("code"); got != code {
		p.t.Errorf("exit code %s, want %s on\n%s", got, code, p.screen())
	}
	os.Remove(filepath.Join(p.dir, "pid"))
}

// leave quits, and says yes where it is asked.
func (p *pane) leave() {
	p.t.Helper()
	p.keys("q")
	p.poll("a question, or the end", func() bool {
		s := p.screen()
		return strings.Contains(s, "stop and quit") || regexp.MustCompile(`(?m)^ENDED`).MatchString(s)
	})
	if strings.Contains(p.screen(), "stop and quit") {
		p.keys("y")
	}
}
