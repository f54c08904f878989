package engine

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadCPU returns the processor time that the calling thread has used, and
// whether the system can tell.
func threadCPU() (time.Duration, bool) {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts); err != nil {
		return 0, false
	}
	return time.Duration(ts.Nano()), true
}
