//go:build unix

package ui

import "golang.org/x/sys/unix"

// hungUp reports whether the other end of a terminal is gone: its window, its
// multiplexer, its connection. The system sends SIGHUP for that only to whom the
// terminal controls, and reading only says that there is nothing to read.
func hungUp(fd uintptr) bool {
	p := []unix.PollFd{{Fd: int32(fd)}} // hang-ups are told unasked
	n, err := unix.Poll(p, 0)
	return err == nil && n > 0 && p[0].Revents&unix.POLLHUP != 0
}
