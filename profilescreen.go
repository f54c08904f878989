package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"battscope/engine/probe"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/screen"
)

// A still is a run that there is not: the screens are open on a profile alone.
type still struct{ name string }

// Snapshot returns a run that has not begun.
func (s still) Snapshot() probe.Snapshot { return probe.Snapshot{Name: s.name} }

// Pause, Resume, Restart and Stop do nothing: the screens say why.
func (s still) Pause()   {}
func (s still) Resume()  {}
func (s still) Restart() {}
func (s still) Stop()    {}

// opensScreen reports whether battscope profile opens the workbench: on a
// terminal, where nothing is asked for that only the printed table has.
func (a *app) opensScreen(f *profileFlags, asked func(flag string) bool) bool {
	out, ok := a.out.(*os.File)
	return ok && isTerminal(out) && !f.json && !asked("cum") && !asked("min")
}

// profileScreen opens the workbench on what the flags select of a profile, or of
// its difference from the base.
func (a *app) profileScreen(file string, f *profileFlags, look *lookFlags) error {
	opts, err := look.options()
	if err != nil {
		return err
	}
	if file, err = f.find(file); err != nil {
		return err
	}
	base := f.base
	if base != "" {
		if base, err = f.find(base); err != nil {
			return err
		}
	}
	// What cannot be read, or has nothing of what is asked for, needs no screen.
	o, err := f.open(file)
	if err != nil {
		return err
	}
	if err := o.nothing(); err != nil {
		return err
	}
	g := &gallery{app: a}
	guard := ui.NewGuard()
	opts.Env, opts.Crash, opts.Profiles = a.env, guard.Crash(), g
	if space, err := workspace.Look(a.workspace); err == nil {
		g.space, opts.Runs = space, &shelf{app: a, space: space}
	}
	opts.Replay = "nothing runs here: this is the profile " + filepath.Base(file)
	opts.Place = screen.Place{Screen: "Profile", File: file, Base: base, Unscaled: !f.normalize,
		Filter: screen.Filter{Type: f.kind, Focus: f.focus, Ignore: f.ignore, Labels: f.labels}}
	err = ui.Run(context.Background(), still{filepath.Base(file)}, opts)
	closed := g.Close()
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case err != nil:
		return err
	}
	return closed
}
