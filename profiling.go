package main

import (
	"errors"
	"fmt"

	"battscope/profile/capture"
)

// profileKinds reads --profile; empty is none.
func profileKinds(text string) ([]capture.Kind, error) {
	if text == "" {
		return nil, nil
	}
	kinds, err := capture.ParseKinds(text)
	if err != nil {
		return nil, usage("--profile: %w", err)
	}
	return kinds, nil
}

// profile begins to take profiles of the run that is about to begin, beside its
// record, and returns what ends them and tells of their files.
func (a *app) profile(rec *recording, kinds []capture.Kind) (end func() error, err error) {
	if len(kinds) == 0 {
		return func() error { return nil }, nil
	}
	if rec.space == nil {
		return nil, errors.New("--profile writes beside the record, and this run leaves none: name a folder with --workspace")
	}
	s, err := capture.Start(rec.dir, capture.Options{Kinds: kinds})
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
