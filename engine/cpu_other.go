//go:build !linux

package engine

import "time"

// threadCPU returns the processor time that the calling thread has used, and
// whether the system can tell.
func threadCPU() (time.Duration, bool) { return 0, false }
