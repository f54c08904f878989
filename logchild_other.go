//go:build !unix

package main

import (
	"os"
	"os/exec"
)

// shellCommand returns a command line as the shell runs it.
func shellCommand(line string) *exec.Cmd { return exec.Command("cmd", "/c", line) }

// ownGroup does nothing: here only the command itself can be ended.
func ownGroup(*exec.Cmd) {}

func endGroup(cmd *exec.Cmd)  { _ = cmd.Process.Kill() } // it may be gone
func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

func signalOf(*os.ProcessState) string { return "" } // there are none
