package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"battscope/engine"
	"battscope/ui"
	"battscope/ui/theme"
)

// workbench opens the screens on what the flags name. Without a terminal it
// runs once and prints, as battscope run does.
func (a *app) workbench(in *inputFlags, themeName string) error {
	if err := in.check(); err != nil {
		return err
	}
	choice, err := theme.Parse(themeName)
	if err != nil {
		return usage("--theme: %v", err)
	}
	out, ok := a.out.(*os.File)
	if !ok || !isTerminal(out) {
		fmt.Fprintln(a.err, "battscope: no terminal, so no workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto"})
	}
	spec, err := a.spec(in)
	if err != nil {
		return err
	}
	spec.Repeat = true
	err = a.open(spec, choice)
	if errors.Is(err, ui.ErrNoTerminal) {
		fmt.Fprintln(a.err, "battscope: this terminal cannot show the workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto"})
	}
	return err
}

// open shows a session of spec until the person quits, and ends it.
func (a *app) open(spec engine.Spec, choice theme.Choice) error {
	guard := ui.NewGuard()
	session := engine.NewSession(a.table, spec)
	err := ui.Run(context.Background(), session, ui.Options{Theme: choice, Env: a.env, Crash: guard.Crash()})
	run := session.Close()
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case err != nil:
		return err
	}
	return a.problems(run.Result().Problems, run.Err())
}
