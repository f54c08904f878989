//go:build !linux

package main

import "github.com/rogpeppe/go-internal/testscript"

// mayMount reports that only Linux has the file systems that the tests make.
func mayMount() bool { return false }

func smallDisk(ts *testscript.TestScript, neg bool, args []string) {
	ts.Fatalf("disk is for Linux: ask for [mount] first")
}
