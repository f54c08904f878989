package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// watch runs, and runs again whenever a file of the input is saved, until a
// signal comes.
func (a *app) watch(f *runFlags) error {
	paths := append(append([]string{}, f.programs...), f.data...)
	if len(paths) == 0 {
		return usage("--watch wants files to watch: --programs or --data")
	}
	signals, release := a.signals()
	defer release()
	for {
		before := stamps(paths)
		err := a.run(f)
		var e *exit
		if errors.As(err, &e) && (e.code == exitInterrupted || e.code == exitUsage) {
			return err
		}
		if err != nil {
			fmt.Fprintf(a.err, "battscope: %v\n", err) // the next saved file may mend it
		}
		fmt.Fprintf(a.err, "\nwatching %s; ctrl-c ends\n", plural(len(before), "file"))
		if !changed(paths, before, signals) {
			return &exit{exitInterrupted, nil}
		}
	}
}

// changed waits until the files are other than before, and reports false when a
// signal comes first. Files are looked at every 300 ms: a save shows within what a
// person takes to look up.
func changed(paths []string, before map[string]string, signals <-chan os.Signal) bool {
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-signals:
			return false
		case <-tick.C:
		}
		now := stamps(paths)
		if len(now) != len(before) {
			return true
		}
		for name, stamp := range now {
			if before[name] != stamp {
				return true
			}
		}
	}
}

// stamps returns the times and sizes of files and of those in folders. What
// cannot be looked at has none.
func stamps(paths []string) map[string]string {
	list := map[string]string{}
	for _, p := range paths {
		_ = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				list[name] = fmt.Sprint(info.ModTime().UnixNano(), info.Size())
			}
			return nil
		})
	}
	return list
}
