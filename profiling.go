package main

import (
	"errors"
	"fmt"

	"battscope/engine"
	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/capture"
)

// profileKinds reads --profile; empty is none.
func profileKinds(text string) (capture.Options, error) {
	if text == "" {
		return capture.Options{}, nil
	}
	kinds, level, err := capture.ParseKinds(text)
	if err != nil {
		return capture.Options{}, usage("--profile: %w", err)
	}
	return capture.Options{Kinds: kinds, Level: level}, nil
}

// A comingRun is a run that is about to begin: what is asked of its programs
// before is in its spec.
type comingRun struct {
	*engine.Run // nil before
	spec        *engine.Spec
}

// Observe implements capture.ProgramSource.
func (c *comingRun) Observe(level probe.Level) {
	if c.Run == nil {
		c.spec.Observe = level
		return
	}
	c.Run.Observe(level)
}

// Observed implements capture.ProgramSource.
func (c *comingRun) Observed() *account.Profile {
	if c.Run == nil {
		return nil
	}
	return c.Run.Observed()
}

// profile begins to take profiles of the run that is about to begin, beside its
// record, and returns what ends them and tells of their files.
func (a *app) profile(rec *recording, o capture.Options) (end func() error, err error) {
	if len(o.Kinds) == 0 {
		return func() error { return nil }, nil
	}
	if rec.space == nil {
		return nil, errors.New("--profile writes beside the record, and this run leaves none: name a folder with --workspace")
	}
	s, err := capture.Start(rec.dir, o)
	if err != nil {
		return nil, err
	}
	return func() error {
		r, err := s.Stop()
		for _, w := range r.Warnings {
			fmt.Fprintln(a.err, w)
		}
		for _, f := range r.Files {
			fmt.Fprintf(a.err, "wrote %s\n", f)
		}
		return err
	}, nil
}
