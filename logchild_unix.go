//go:build unix

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// shellCommand returns a command line as the shell runs it.
func shellCommand(line string) *exec.Cmd { return exec.Command("/bin/sh", "-c", line) }

// ownGroup has a command begin a group of processes of its own, so that the keys of
// the terminal do not reach it and all that it begins can be ended.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// endGroup asks the group of a command that has begun to end; killGroup ends it. A
// group that is gone is no error.
func endGroup(cmd *exec.Cmd)  { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// signalOf names the signal that ended a process, or one that it began: then a
// shell's status is 128 and the signal's number. It is empty where none did.
func signalOf(s *os.ProcessState) string {
	if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return w.Signal().String()
	}
	const most = 31 // the signals that have a name everywhere
	if n := s.ExitCode() - shellSignal; n > 0 && n <= most {
		return syscall.Signal(n).String()
	}
	return ""
}
