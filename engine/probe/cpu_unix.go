//go:build unix

package probe

import (
	"time"

	"golang.org/x/sys/unix"
)

// ProcessCPU returns the processor time that the process has used, and whether the
// system can tell.
func ProcessCPU() (time.Duration, bool) {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0, false
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), true
}
