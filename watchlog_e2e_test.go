package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"battscope/profile/record"
)

// needPython skips a test that runs a toy engine.
func needPython(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("there is no python3")
	}
}

// onlyRun returns the one record of the workspace of a pane.
func (p *pane) onlyRun() *record.Record {
	p.t.Helper()
	list, err := filepath.Glob(p.dir + "/w/runs/*")
	if err != nil || len(list) != 1 {
		p.t.Fatalf("%d runs, want 1: %v", len(list), err)
	}
	r, err := record.Read(list[0])
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// TestTerminalPipe shows on the screens what an engine writes into a pipe, ten
// thousand events a second, with the keys from the terminal, and kills the engine
// half-way.
func TestTerminalPipe(t *testing.T) {
	needTmux(t)
	needPython(t)
	bin := build(t)
	p := open(t, 100, 30)
	script := p.dir + "/engine.sh"
	if err := os.WriteFile(script, []byte("echo $$ >"+p.dir+"/engine; exec python3 -B -u testdata/intake/toy.py 1000000 100\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.start("sh -c \"sh " + script + " | " + bin + " watch - --workspace " + p.dir + "/w\"")
	p.until(`battscope   toy .* ▶ 0:0[1-9]`)
	p.until(`demo +▶ █.* s +[0-9.]+ s +— +(100|[1-9][0-9]?) %`)
	p.until(`outputs +[1-9][0-9,]+`)
	p.keys("Space")
	p.until(`another program's run cannot be paused`)
	p.keys("q")
	p.until(`Quitting stops listening`)
	p.keys("n")
	p.keys("4")
	p.until(`toy`)
	p.keys("1")
	p.until(`by protocol`)
	text, err := os.ReadFile(p.dir + "/engine")
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if engine, err := os.FindProcess(pid); err == nil {
		_ = engine.Kill() // it is the engine by now
	}
	s := p.until(`■ stopped`)
	p.keys("q")
	p.sane("0")
	r := p.onlyRun()
	if r.State != record.Stopped || r.Counts.Outputs < 1000 || r.Imported.Lines != r.Imported.Used || r.Counts.Outputs < r.Imported.Lines-4 {
		t.Errorf("%s, %d outputs of %d lines\n%s", r.State, r.Counts.Outputs, r.Imported.Lines, s)
	}
}

// TestTerminalExec runs a command under the screens, whose standard error comes to
// the Log, and ends it with all that it began by quitting.
func TestTerminalExec(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 100, 30)
	script := p.dir + "/engine.sh"
	text := `echo '{"event":"phase","name":"demo","state":"begin"}'
echo '{"event":"progress","name":"demo","done":40,"total":160}'
echo words beside >&2
sleep 1000 & echo $! >` + p.dir + `/child
wait
`
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p.start(bin + " watch --exec \"sh " + script + "\" --workspace " + p.dir + "/w")
	p.until(`demo +▶ █.*~`)
	p.keys("8")
	p.until(`stderr +words beside`)
	p.keys("r")
	p.until(`cannot be paused or run again`)
	p.keys("C-c")
	p.until(`Quitting ends it, and all that it`)
	p.keys("y")
	p.sane("0")
	r := p.onlyRun()
	if r.State != record.Stopped || r.Imported.Exit == nil || r.Phases[0].Calls != 40 || r.Phases[0].Lacks("wall") {
		t.Errorf("%s, %+v, %+v", r.State, r.Imported, r.Phases)
	}
	child, err := os.ReadFile(p.dir + "/child")
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(child)))
	if err != nil {
		t.Fatal(err)
	}
	p.poll("the end of the command's own child", func() bool {
		// As a zombie it waits for whoever takes it over.
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		process, gone := os.FindProcess(pid)
		if gone == nil {
			gone = process.Signal(syscall.Signal(0))
		}
		return gone != nil || err == nil && strings.Contains(string(stat), ") Z ")
	})

	// The record replays with its own phases.
	p.start(bin + " replay --speed 0 --workspace " + p.dir + "/w 2")
	p.until(`demo +✓?■? █`)
	p.until(`lines +2 of which`)
	p.keys("q")
	p.sane("0")
}

// TestTerminalFollow shows a log that grows, and leaves it without a question.
func TestTerminalFollow(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 80, 24)
	path := p.dir + "/run.log"
	if err := os.WriteFile(path, []byte("begun\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.start(bin + " watch --follow --file " + path + " --workspace " + p.dir + "/w")
	p.until(`log +begun`)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("run_batt.py:561: -- 007bbfb7 - demo[3] timed out\n"); err != nil {
		t.Fatal(err)
	}
	p.until(`by origin`)
	p.until(`(?m)timeouts +1$`)
	p.keys("q")
	p.sane("0")
}

// TestTerminalRecall shows a recorded run's grids, and a program of it step by
// step.
func TestTerminalRecall(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	if out, err := exec.Command(bin, "run", "--progress", "none", "--workspace", p.dir+"/w").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p.start(bin + " replay --speed 0 --workspace " + p.dir + "/w 2")
	p.until(`✓ done`)
	p.keys("2")
	p.until(`solve_b0a70001`)
	p.keys("Enter")
	p.until(`▌solve_b0a70001\w* +[1-9]`)
	p.until(`(?s)expected [0-9].*x1 = `)
	p.keys("Tab", "Down")
	p.until(`enter next line`)
	p.keys("q")
	p.sane("0")
}
