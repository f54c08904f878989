//go:build !unix

package probe

import "time"

// ProcessCPU cannot tell the processor time of the process here.
func ProcessCPU() (time.Duration, bool) { return 0, false }
