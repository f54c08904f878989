//go:build !unix

package ui

// hungUp never knows here: a terminal that goes ends its programs, by a signal.
func hungUp(uintptr) bool { return false }
