//go:build unix

package index

import "golang.org/x/sys/unix"

// gone reports whether there is no process of this number on this machine.
func gone(pid int) bool { return unix.Kill(pid, 0) == unix.ESRCH }
