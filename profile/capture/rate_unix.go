//go:build unix

package capture

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"

	"golang.org/x/sys/unix"
)

// startProfiler starts the CPU profiler at a rate of its own. pprof has one rate
// and the runtime keeps the first that it is told, with a complaint on standard
// error, which would stand on a screen: standard error is a pipe meanwhile, and
// all else that comes through it is passed on.
//
// Note: this is the way of go.dev/issue/40094; the profile's header then has the
// rate that the runtime kept.
func startProfiler(w io.Writer, rate int) error {
	if rate == goRate {
		if err := pprof.StartCPUProfile(w); err != nil {
			return errInUse
		}
		return nil
	}
	var startErr error
	text, err := divert(func() {
		runtime.SetCPUProfileRate(rate)
		if startErr = pprof.StartCPUProfile(w); startErr != nil {
			startErr = errInUse
		}
	})
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "cannot set cpu profile rate") {
			_, _ = io.WriteString(os.Stderr, line) // nobody is left to tell
		}
	}
	return errors.Join(err, startErr)
}

// divert runs f while standard error goes into a pipe, and returns what came. f
// must write less than a pipe holds.
func divert(f func()) (text string, err error) {
	saved, err := unix.Dup(2)
	if err != nil {
		return "", err
	}
	unix.CloseOnExec(saved)
	r, w, err := os.Pipe()
	if err != nil {
		return "", errors.Join(err, unix.Close(saved))
	}
	if err := unix.Dup2(int(w.Fd()), 2); err != nil {
		return "", errors.Join(err, r.Close(), w.Close(), unix.Close(saved))
	}
	f()
	err = errors.Join(unix.Dup2(saved, 2), unix.Close(saved), w.Close())
	var b bytes.Buffer
	_, readErr := b.ReadFrom(r)
	return b.String(), errors.Join(err, readErr, r.Close())
}
