package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"github.com/rogpeppe/go-internal/testscript"

	"battscope/engine/op"
)

// TestMain keeps what tests write out of the person's own workspace.
func TestMain(m *testing.M) {
	dir := ""
	if os.Getenv("BATTSCOPE_TEST_STATE") == "" {
		var err error
		if dir, err = os.MkdirTemp("", "battscope-test"); err != nil {
			panic(err)
		}
		os.Setenv("BATTSCOPE_TEST_STATE", dir)
		os.Setenv("XDG_STATE_HOME", dir)
	}
	xdg.Reload()
	testscript.Main(tidy{m, dir}, map[string]func(){"battscope": main})
}

// tidy runs the tests and removes the folder that they wrote to.
type tidy struct {
	*testing.M
	dir string // "" for a process that was given one
}

func (t tidy) Run() int {
	code := t.M.Run()
	if t.dir != "" {
		os.RemoveAll(t.dir)
	}
	return code
}

// TestScript runs testdata/script; -update writes what cmp compares with. The
// scripts know the sizes of the built-in example by variables, so that it may
// grow: tasks, programs, and files of either.
func TestScript(t *testing.T) {
	table := op.NewTable()
	tasks, programs := len(tourTasks(t)), 0
	files := []string{"solvers.py", "pool.py"}
	for _, name := range files {
		for _, list := range tourPrograms(t, table, name) {
			programs += len(list)
		}
	}
	update := flag.Lookup("update")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		UpdateScripts: update != nil && update.Value.String() == "true",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": wantCode, "full": wantFull, "interrupt": interrupt,
			"sql": alterStore, "hold": holdStore, "disk": smallDisk,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			env.Setenv("BATTSCOPE_TEST_STATE", "set")
			env.Setenv("TOUR_TASKS", strconv.Itoa(tasks))
			env.Setenv("TOUR_PROGRAMS", strconv.Itoa(programs))
			env.Setenv("TOUR_FILES", strconv.Itoa(tasks+len(files)))
			env.Setenv("TOUR_MUTATED", strconv.Itoa(programs+600)) // of two tasks, 300 mutants each
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if name, ok := strings.CutPrefix(cond, "exists:"); ok {
				_, err := os.Stat(name)
				return err == nil, nil
			}
			if cond == "mount" {
				return mayMount(), nil
			}
			return false, errors.New("unknown condition")
		},
	})
}

// command returns battscope with args as the script sees it.
func command(ts *testscript.TestScript, args []string) (cmd *exec.Cmd, out, errs *bytes.Buffer) {
	cmd = exec.Command("battscope", args...)
	cmd.Dir = ts.Getenv("WORK")
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+ts.Getenv("XDG_STATE_HOME"))
	out, errs = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = out, errs
	return cmd, out, errs
}

// leave hands what a command wrote to the script's stdout and stderr commands.
func leave(ts *testscript.TestScript, out, errs *bytes.Buffer) {
	ts.Check(os.WriteFile(ts.MkAbs(".out"), out.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(".err"), errs.Bytes(), 0o600))
	ts.Check(ts.Exec("sh", "-c", "cat .out; cat .err >&2"))
}

// code N ARGS... wants that exit code.
func wantCode(ts *testscript.TestScript, neg bool, args []string) {
	cmd, out, errs := command(ts, args[1:])
	_ = cmd.Run() // the code says it
	leave(ts, out, errs)
	if got := cmd.ProcessState.String(); got != "exit status "+args[0] {
		ts.Fatalf("%v: %s, want exit status %s", args[1:], got, args[0])
	}
}

// full 'ARGS' writes to /dev/full and wants one message and code 1.
func wantFull(ts *testscript.TestScript, neg bool, args []string) {
	cmd, _, errs := command(ts, strings.Fields(args[0]))
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	ts.Check(err)
	defer f.Close()
	cmd.Stdout = f
	_ = cmd.Run() // the code says it
	if got := cmd.ProcessState.ExitCode(); got != 1 || strings.Count(errs.String(), "no space left") != 1 || strings.Count(errs.String(), "\n") != 1 {
		ts.Fatalf("%s > /dev/full: exit code %d, standard error %q; want code 1 and one message", args[0], got, errs)
	}
}

// interrupt SIGNAL ARGS... runs a command without end and wants code 130 after
// the signal.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	signals := map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM}
	cmd, out, errs := command(ts, args[1:])
	ts.Check(cmd.Start())
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	// The signal is caught from the command's first milliseconds on; before,
	// it would end as any program does. That it has threads of its own at work
	// cannot be seen from here.
	time.Sleep(500 * time.Millisecond)
	ts.Check(cmd.Process.Signal(signals[args[0]]))
	select {
	case <-done:
	case <-time.After(patience):
		_ = cmd.Process.Kill() // our own child
		ts.Fatalf("%v goes on %v after SIG%s", args[1:], patience, args[0])
	}
	leave(ts, out, errs)
	if got := cmd.ProcessState.ExitCode(); got != exitInterrupted {
		ts.Fatalf("%v: exit code %d after SIG%s, want 130: %s", args[1:], got, args[0], errs)
	}
}
