//go:build !unix

package capture

import (
	"fmt"
	"io"
	"runtime/pprof"
)

// startProfiler starts the CPU profiler; there is one rate here.
func startProfiler(w io.Writer, rate int) error {
	if rate != goRate {
		return fmt.Errorf("the rate is %d Hz, and this system has %d alone", rate, goRate)
	}
	if err := pprof.StartCPUProfile(w); err != nil {
		return errInUse
	}
	return nil
}
