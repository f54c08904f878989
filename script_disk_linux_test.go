package main

import (
	"errors"
	"os"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// mayMount reports whether this process may make file systems, as root may
// outside of containers.
func mayMount() bool {
	dir, err := os.MkdirTemp("", "mount")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	if syscall.Mount("none", dir, "tmpfs", 0, "size=4k") != nil {
		return false
	}
	return syscall.Unmount(dir, 0) == nil
}

// disk DIR SIZE makes a file system of that size in a folder; disk DIR full
// fills what is left of it, disk DIR empty makes that free, and disk DIR
// read-only makes it so.
func smallDisk(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	filler := dir + "/filler"
	switch args[1] {
	case "full":
		f, err := os.Create(filler)
		ts.Check(err)
		defer f.Close()
		for {
			if _, err := f.Write(make([]byte, 4096)); err != nil {
				if !errors.Is(err, syscall.ENOSPC) {
					ts.Check(err)
				}
				return
			}
		}
	case "empty":
		ts.Check(os.Remove(filler))
	case "read-only":
		ts.Check(syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	default:
		ts.Check(os.MkdirAll(dir, 0o755))
		ts.Check(syscall.Mount("none", dir, "tmpfs", 0, "size="+args[1]))
		ts.Defer(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	}
}
