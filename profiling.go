package main

import (
	"errors"
	"fmt"
	"slices"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/capture"
)

// profileAsk is what --profile asks for: profiles of the process, and the program
// profile, which the knob observe makes the run leave.
type profileAsk struct {
	process  capture.Options
	programs bool
	level    probe.Level // of programs; off where none is named
}

// askProfile reads --profile; empty is nothing.
func askProfile(text string) (profileAsk, error) {
	var ask profileAsk
	if text == "" {
		return ask, nil
	}
	kinds, level, err := capture.ParseKinds(text)
	if err != nil {
		return ask, usage("--profile: %w", err)
	}
	ask.level, ask.programs = level, slices.Contains(kinds, capture.Programs)
	ask.process.Kinds = slices.DeleteFunc(kinds, func(k capture.Kind) bool { return k == capture.Programs })
	return ask, nil
}

// observe has a strategy leave the program profile that is asked for: at the level
// that is named, else at the strategy's own, else at the usual one. Flag says that
// the strategy's level is of the flag of the knob, which then must not be another.
func (ask profileAsk) observe(st *strategy.Strategy, flag bool) error {
	if !ask.programs {
		return nil
	}
	level := ask.level
	switch {
	case level != probe.LevelOff:
	case flag || st.Observe != probe.LevelOff:
		level = st.Observe
	default:
		level = capture.DefaultLevel
	}
	if flag && (level != st.Observe || level == probe.LevelOff) {
		return usage("--profile %s and --observe %s both say how closely programs are looked at, and differ: want one of them", ask.word(), st.Observe)
	}
	st.Observe = level
	return nil
}

// word is what asked for the program profile.
func (ask profileAsk) word() string {
	if ask.level == probe.LevelOff {
		return string(capture.Programs)
	}
	return fmt.Sprintf("%s=%s", capture.Programs, ask.level)
}

// profile begins to take profiles of the process while the run that is about to
// begin is at work, beside its record, and returns what ends them and tells of their
// files.
func (a *app) profile(rec *recording, ask profileAsk) (end func() error, err error) {
	asked := ask.programs || len(ask.process.Kinds) > 0
	if asked && rec.space == nil {
		return nil, errors.New("--profile writes beside the record, and this run leaves none: name a folder with --workspace")
	}
	if len(ask.process.Kinds) == 0 {
		return func() error { return nil }, nil
	}
	s, err := capture.Start(rec.dir, ask.process)
	if err != nil {
		return nil, err
	}
	return func() error {
		r, err := s.Stop()
		for _, w := range r.Warnings {
			fmt.Fprintln(a.err, w)
		}
		a.wroteProfiles(r.Files)
		return err
	}, nil
}

// wroteProfiles tells of files of profiles.
func (a *app) wroteProfiles(files []string) {
	for _, f := range files {
		fmt.Fprintf(a.err, "wrote %s\n", f)
	}
}
