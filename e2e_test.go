package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"battscope/engine/op"
	"battscope/ui"
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
const patience = 40 * time.Second

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

// TestTerminal is a session of a person at three sizes.
func TestTerminal(t *testing.T) {
	needTmux(t)
	bin := build(t)
	clock := regexp.MustCompile(`\d+:\d\d`)
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("size=%dx%d", size[0], size[1]), func(t *testing.T) {
			p := open(t, size[0], size[1])
			p.start(bin + " --mutate 0")
			// Live bars and counters.
			p.until(`demo +[▶▷✓] [█▏▎▍▌▋▊▉]`)
			p.until(fmt.Sprintf(`solved +%d\b`, len(tourTasks(t))))
			p.until(`matches +[1-9]`)
			p.until(`repeats`)
			p.until(`▶ 0:0[1-9]`)
			// Pause: the clock stands.
			p.keys("Space")
			at := p.until(`⏸ paused \d`)
			for range 10 {
				time.Sleep(150 * time.Millisecond) // the clock would go on
				s := p.screen()
				if got, want := clock.FindString(s), clock.FindString(at); got != want {
					t.Fatalf("paused at %s, and then %s", want, got)
				}
			}
			p.keys("Space")
			p.until(`▶ \d`)
			// Help.
			p.keys("?")
			p.until(`─ keys|keys ─|╭.*keys`)
			p.keys("Escape")
			p.poll("help to close", func() bool { return !strings.Contains(p.screen(), "╭") })
			// Stop, then again.
			p.keys("s")
			p.until(`■ stopped`)
			p.keys("r")
			p.until(`▶ 0:00`)
			// Another size while it runs.
			p.tmux("resize-window", "-x", "100", "-y", "30")
			p.poll("100x30", func() bool {
				line, _, _ := strings.Cut(p.screen(), "\n")
				return strings.HasPrefix(line, " battscope") && len([]rune(line)) > 90 && len([]rune(line)) <= 100
			})
			p.tmux("resize-window", "-x", "50", "-y", "10")
			p.until(`too small`)
			p.tmux("resize-window", "-x", strconv.Itoa(size[0]), "-y", strconv.Itoa(size[1]))
			p.until(`demo +[▶▷✓]`)
			p.leave()
			p.sane("0")
		})
	}
}

// TestTerminalTune changes knobs, during a run and for the next one, saves a
// preset, and sees what came of it.
func TestTerminalTune(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`run 1 .*this run is the baseline`)
	p.keys("3")
	p.until(`next run best `)
	p.until(`~.* a pass, as in run 1`)
	// A knob that is live, and one that is not.
	p.keys("Down", "Down", "Right")
	p.until(`workers 0→1, from the next task on`)
	p.until(`tour · best\+workers=1`)
	p.keys("Up", "Up", "Right")
	p.until(`evaluation batt→alone, from the next run on`)
	p.until(`next run best\+evaluation=alone\+workers=1`)
	// Another run, whose results are held against the first.
	p.keys("r")
	p.until(`run 2 +▶`)
	p.until(`against run 1 +=`)
	p.until(`results = baseline`)
	p.until(`in all +[\d.]+ m?s +[\d.]+ m?s +[+-]?\d+ ?%`)
	// What cannot be is said where it is typed.
	p.keys("u", "u")
	p.until(`next run best `)
	p.keys("/")
	p.keys("-l", "fuel")
	p.until(`match 1 of`)
	p.keys("Enter", "Enter")
	p.until(`^|fuel +4000000`)
	p.keys("C-u")
	p.keys("-l", "lots")
	p.until(`fuel is lots, want a whole number|want a whole number`)
	p.keys("C-u")
	p.keys("-l", "5000000")
	p.keys("Enter")
	p.until(`next run best\+fuel=5000000`)
	p.keys("w")
	p.keys("-l", "more-fuel")
	p.keys("Enter")
	p.until(`saved preset more-fuel`)
	p.until(`next run more-fuel `)
	if text, err := os.ReadFile(filepath.Join(p.dir, "w", "battscope.toml")); err != nil || !strings.Contains(string(text), "[presets.more-fuel]") {
		t.Errorf("battscope.toml is %q, %v", text, err)
	}
	p.leave()
	p.sane("0")
}

// TestTerminalRuns writes a journal entry, reads the published history, and
// deletes a run after a question.
func TestTerminalRuns(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 100, 30)
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`pass 2`)
	p.keys("s")
	p.until(`■ stopped`)
	p.keys("r")
	p.until(`run 2 +▶`)
	p.until(`run 2 .*results = baseline`)
	p.keys("b")
	p.until(`is the baseline now`)
	p.until(`run 2 .*this run is the baseline`)
	p.keys("4")
	p.until(`(?m)^ 2 runs`)
	p.until(`(?m)^▌.* s +baseline`)
	p.keys("Down", "Enter")
	p.until(`hypothesis`)
	p.keys("Down", "Down", "Enter")
	p.until(`of run 2`)
	p.keys("-l", "half of the work is repetition")
	p.keys("Enter")
	p.until(`hypothesis noted`)
	p.until(`▌hypothesis +half of the work`)
	p.keys("Down", "Down", "Down", "Right", "Right")
	p.until(`verdict noted`)
	p.until(`▌verdict +kept`)
	p.keys("Escape")
	p.until(`(?m)^ 2 runs`)
	p.until(`half of the work is repetition`)
	p.keys("x")
	p.until(`─ export`)
	p.keys("Enter")
	p.until(`written to .*md`)
	text, err := os.ReadFile(filepath.Join(p.dir, "w", filepath.Base(firstMarkdown(p.dir+"/w"))))
	if err != nil || !strings.Contains(string(text), "**hypothesis:** half of the work is repetition") {
		t.Errorf("the export is %q, %v", text, err)
	}
	p.keys("x", "Down", "Down", "Enter")
	p.until(`written to .*-markdown.md`)
	p.keys("e")
	p.until(`29.1 s +— +reverted`)
	p.keys("Escape")
	p.until(`(?m)^ 2 runs`)
	p.keys("D")
	p.until(`The run goes for good`)
	p.keys("y")
	p.until(`(?m)^ 1 run$`)
	p.leave()
	p.sane("0")
}

// TestTerminalInsights applies the knob of an insight by one key, which begins the
// comparison, and finds the promise beside what came, there and by the command.
func TestTerminalInsights(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	p.start(bin + " --scenario seed --preset phase4a --workspace " + p.dir + "/w")
	p.until(`7 Insights ●[1-9]`)
	p.until(`[1-9] insights: 7`)
	p.keys("7")
	p.until(`▌warning +wasted diff calls +~[\d.]+ m?s +\d+ % +— +diff=matches`)
	p.until(`160 diff calls for 5 matches: 155 \(97 %\) could not change`)
	p.keys("Down")
	p.until(`160 diff calls have 5 distinct arguments`)
	p.keys("Up", "Enter")
	p.until(`why +A diff call counts how properties`)
	p.keys("Escape")
	p.until(`of \d+ rules fire`)
	p.keys("e")
	p.until(`device-starvation +warning +silent`)
	p.keys("e")
	p.until(`of \d+ rules fire`)
	p.keys("a")
	p.until(`contest 1 .*phase4a|contest 1 +✓ done|A phase4a +B phase4b`)
	p.until(`contest 1 +✓ done +10 pairs`)
	p.keys("7")
	p.until(`▌warning +wasted diff calls +~[\d.]+ m?s +\d+ % +(right|too low|too high) +diff=matches`)
	p.until(`outcome +\d{4}-\d\d-\d\d .* up to ~[\d.]+ m?s of [\d.]+ m?s predicted, [\d.]+ m?s saved`)
	p.until(`so far +tried once here`)
	p.keys("p")
	p.until(`1 prediction tried in this workspace`)
	p.keys("p")
	p.until(`of \d+ rules fire`)
	p.keys("K")
	p.until(`diff=matches: what can change now does so`)
	p.keys("r")
	p.until(`seed · phase4b`)
	p.leave()
	p.sane("0")

	// The command says the same of the run that the screen was about.
	runs, err := filepath.Glob(p.dir + "/w/runs/*")
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	text, err := exec.Command(bin, "insights", "--workspace", p.dir+"/w", filepath.Base(runs[0])).CombinedOutput()
	if err != nil || !strings.Contains(string(text), "wasted-diff-calls") || !regexp.MustCompile(`(?m)^  outcome  .* predicted, .* saved`).Match(text) {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestTerminalWatch follows a run of another process, replays one that is over,
// and comes back to the screen that was left.
func TestTerminalWatch(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 100, 30)
	other := exec.Command(bin, "run", "--repeat", "100000", "--progress", "none", "--workspace", p.dir+"/w")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- other.Wait() }()
	defer func() { _ = other.Process.Kill() }() // it may have ended
	p.poll("the other's record", func() bool {
		list, err := filepath.Glob(p.dir + "/w/runs/*/record.json")
		return err == nil && len(list) == 1
	})
	p.start(bin + " watch --workspace " + p.dir + "/w 2")
	p.until(`▶ 0:0[1-9]`)
	p.until(`demo +[▶▷✓] [█▏▎▍▌▋▊▉│]`)
	p.keys("Space")
	p.until(`another program's: it can be watched, not steered`)
	p.keys("2")
	p.until(`solve_b0a70001`)
	if err := other.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ended // with the code of an interrupted run
	p.until(`■ stopped|✓ done`)
	p.keys("q")
	p.sane("0")

	p.start(bin + " replay --workspace " + p.dir + "/w --speed 0 2")
	p.until(`■ stopped|✓ done`)
	p.keys("3")
	p.until(`evaluation +batt`)
	p.keys("Right")
	p.until(`nothing runs here: this is the record`)
	p.keys("q")
	p.sane("0")

	// The workbench comes back to where it was left.
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`▶ 0:0\d`)
	p.keys("3")
	p.until(`next run best `)
	p.keys("Down", "Down", "Right")
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
	// And to where that was, if nobody names a workspace.
	p.start(bin + " --mutate 0")
	p.until(`workspace .*/w, as the last time`)
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
}

// BenchmarkTerminal counts what the workbench writes to a terminal of 120x40
// while it follows a busy run, fifteen frames a second:
//
//	go test -run xxx -bench Terminal -benchtime 1x .
func BenchmarkTerminal(b *testing.B) {
	needTmux(b)
	bin := build(b)
	for b.Loop() {
		p := open(b, 120, 40)
		p.start(bin + " --mutate 0")
		p.until(`▶ 0:0[2-9]`)
		out := filepath.Join(p.dir, "out")
		p.tmux("pipe-pane", "-o", "cat >"+out)
		began := time.Now()
		p.until(`▶ 0:1[2-9]`)
		seconds := time.Since(began).Seconds()
		info, err := os.Stat(out)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1024/seconds, "KiB/s")
		p.leave()
		p.sane("0")
	}
}

// firstMarkdown returns the path of a Markdown file in a folder, "" without one.
func firstMarkdown(dir string) string {
	list, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(list) == 0 {
		return ""
	}
	return list[0]
}

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

// TestTerminalTasks opens a task, steps through a program, filters, searches
// and uses the mouse, as a person does.
func TestTerminalTasks(t *testing.T) {
	needTmux(t)
	bin := build(t)
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("size=%dx%d", size[0], size[1]), func(t *testing.T) {
			p := open(t, size[0], size[1])
			p.start(bin + " --mutate 0")
			p.until(`pass +[2-9]`)
			p.keys("2")
			p.until(`best program`)
			p.until(`(\d+) through +[1-9]`)
			// A filter as it is typed, and a pattern.
			p.keys("f")
			p.keys("-l", "7000c")
			p.until(`1 shown of \d+ tasks with 7000c`)
			p.keys("C-u")
			p.keys("-l", "/7000[12]$")
			p.until(`2 shown of \d+ tasks with /7000`)
			p.keys("Enter")
			// Sorting by the mouse, where a head is.
			p.keys("-l", "\x1b[<0;5;5M\x1b[<0;5;5m")
			p.until(`task[▲▼]`)
			p.keys("Escape")
			p.until(`(?m)^ \d+ tasks`)
			// A task: its grids, its programs, one program line by line.
			p.keys("Home")
			p.keys("Enter")
			p.until(`input \d+x\d+ +expected \d+x\d+ +[=×] output`)
			p.until(`sample 0 of`)
			p.keys("Right")
			p.until(`sample 1 of`)
			p.keys("Enter")
			p.until(`▌ +\d+ .*x1 = `)
			p.until(`\d+ units`)
			p.keys("Down")
			p.until(`▌ +\d+ .*x2 = `)
			// Copy says that it copied; the palette finds a command.
			p.keys("y")
			p.until(`copied by OSC 52.*x2 = `)
			p.keys(":")
			p.until(`─ commands`)
			p.keys("-l", "show run")
			p.until(`▌show Run`)
			p.keys("Enter")
			p.until(`phase +`)
			// Back the way we came, step by step.
			for _, want := range []string{`▌ +\d+ .*x2 = `, `enter step`, `best program`, `phase +`} {
				p.keys("Escape")
				p.until(want)
			}
			// The log follows what happens.
			p.keys("8")
			p.until(`following .*dropped`)
			p.until(`solved +task b0a700`)
			// The mouse can be given back.
			p.keys("m")
			p.until(`the mouse is the terminal's`)
			p.poll("the mouse to be given back", func() bool {
				return strings.TrimSpace(p.tmux("display", "-p", "#{mouse_any_flag}#{mouse_button_flag}")) == "00"
			})
			p.keys("q")
			p.until(`Quitting stops it in order`)
			p.keys("n")
			p.until(`following`)
			p.leave()
			p.sane("0")
		})
	}
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

	p.start(bin + " | cat")
	p.until(fmt.Sprintf(`tasks %[1]d \(%[1]d solved\)`, len(tourTasks(t))))
	p.sane("0")
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
