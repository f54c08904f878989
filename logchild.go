package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"battscope/profile/intake"
)

// A childSource is a command that is run, in a group of processes of its own.
type childSource struct{ command string }

const (
	childPatience = 3 * time.Second // for a group that is asked to end
	childRest     = time.Second     // for what a command that has ended left to be read
)

// read runs the command to its end. Its standard error goes beside the log.
func (s *childSource) read(ctx context.Context, r *intake.Reader) error {
	cmd := shellCommand(s.command)
	ownGroup(cmd)
	out, outEnd, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("run %s: %w", s.command, err)
	}
	errs, errsEnd, err := os.Pipe()
	if err != nil {
		return errors.Join(fmt.Errorf("run %s: %w", s.command, err), out.Close(), outEnd.Close())
	}
	cmd.Stdout, cmd.Stderr = outEnd, errsEnd
	err = cmd.Start()
	outEnd.Close() // the child's now
	errsEnd.Close()
	if err != nil {
		return errors.Join(fmt.Errorf("run %s: %w", s.command, err), out.Close(), errs.Close())
	}
	var readers sync.WaitGroup
	var failed, beside error
	readers.Add(2)
	go func() { defer readers.Done(); failed = r.Read(out) }()
	go func() { defer readers.Done(); beside = r.Aside(errs) }()
	read := make(chan struct{})
	go func() { readers.Wait(); close(read) }()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()

	asked := false
	done := ctx.Done()
	var late <-chan time.Time
	var result error
wait:
	for {
		select {
		case result = <-ended:
			break wait
		case <-done:
			asked, done = true, nil
			endGroup(cmd)
			late = time.After(childPatience)
		case <-late:
			killGroup(cmd)
		}
	}
	// Others of the group may hold the pipes.
	select {
	case <-read:
	case <-time.After(childRest):
		endGroup(cmd)
		select {
		case <-read:
		case <-time.After(childPatience):
		}
	}
	killGroup(cmd)
	out.Close() // ends reading where somebody outside the group holds a pipe
	errs.Close()
	<-read
	r.Exit(exitOf(cmd, result, asked))
	for _, err := range []error{failed, beside} {
		if err != nil && !errors.Is(err, os.ErrClosed) && !errors.Is(err, io.ErrClosedPipe) {
			return fmt.Errorf("read what %s prints: %w", s.command, bare(err))
		}
	}
	return nil
}

// shellSignal is what shells add to the number of the signal that ended a command.
const shellSignal = 128

// exitOf says how a command ended.
func exitOf(cmd *exec.Cmd, err error, asked bool) intake.Exit {
	e := intake.Exit{Ended: true, Asked: asked, Status: cmd.ProcessState.ExitCode(), Signal: signalOf(cmd.ProcessState)}
	if e.Status < 0 {
		e.Status = shellSignal
	}
	if err != nil && e.Status == 0 {
		e.Status = exitFailed // the process ended well, and waiting did not
	}
	return e
}
