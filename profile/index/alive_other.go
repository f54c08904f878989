//go:build !unix

package index

// gone cannot tell here.
func gone(int) bool { return false }
