package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWatch saves a solver file that is watched, first good, then bad, then good
// again, and wants a run each time.
func TestWatch(t *testing.T) {
	if testing.Short() {
		t.Skip("long: waits for saved files to be seen")
	}
	bin := build(t)
	file := filepath.Join(t.TempDir(), "p.py")
	save := func(body string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("def solve(I):\n    O = "+body+"\n    return O\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save("hmirror(I)")
	cmd := exec.Command(bin, "run", "--watch", "--workspace", t.TempDir(), "--data", "testdata/tour/tasks", "--programs", file, "--progress", "none")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = w, w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	watchdog := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() }) // our own child
	defer watchdog.Stop()
	lines := bufio.NewScanner(r)
	until := func(want string) {
		t.Helper()
		var seen []string
		for lines.Scan() {
			seen = append(seen, lines.Text())
			if strings.Contains(lines.Text(), want) {
				return
			}
		}
		t.Fatalf("no %q in\n%s", want, strings.Join(seen, "\n"))
	}
	until("programs 1 ")
	until("watching ")
	save("hmirorr(I)")
	until("did you mean hmirror")
	until("watching ")
	save("vmirror(I)")
	until("programs 1 ")
	until("watching ")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // to the end
	}
	_ = cmd.Wait() // the code says it
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d after an interrupt, want 130", code)
	}
}
