package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"battscope/engine"
	"battscope/engine/store"
	"battscope/profile/capture"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/theme"
)

// workbench opens the screens on what the flags name. Without a terminal it
// runs once and prints, as battscope run does.
func (a *app) workbench(in *inputFlags, themeName string) error {
	if err := a.check(in); err != nil {
		return err
	}
	choice, err := theme.Parse(themeName)
	if err != nil {
		return usage("--theme: %v", err)
	}
	out, ok := a.out.(*os.File)
	if !ok || !isTerminal(out) {
		fmt.Fprintln(a.err, "battscope: no terminal, so no workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	spec, err := a.spec(in)
	if err != nil {
		return err
	}
	spec.Repeat = true
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	err = a.open(space, in, spec, choice)
	if errors.Is(err, ui.ErrNoTerminal) {
		fmt.Fprintln(a.err, "battscope: this terminal cannot show the workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	return err
}

// open shows a session of spec until the person quits, and ends it. Each run of
// the session leaves a record.
func (a *app) open(space *workspace.Workspace, in *inputFlags, spec engine.Spec, choice theme.Choice) error {
	guard := ui.NewGuard()
	book := &recordings{app: a, space: space, in: in, spec: spec}
	session := engine.NewSession(book.start)
	var err error
	capture.Interface(func() {
		err = ui.Run(context.Background(), session, ui.Options{Theme: choice, Env: a.env, Crash: guard.Crash()})
	})
	run := session.Close()
	unrecorded := book.end()
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case err != nil:
		return err
	}
	return errors.Join(a.problems(run.Result().Problems, run.Err()), unrecorded)
}

// recordings are the records of the runs of a session. They belong to the
// goroutine that begins runs; end is for after the last.
type recordings struct {
	app    *app
	space  *workspace.Workspace
	in     *inputFlags
	spec   engine.Spec
	mu     sync.Mutex
	last   *engine.Run
	rec    *recording // of last
	failed error      // the first
}

// start begins a run and its record. Without a place for the record the run
// fails, and says why.
func (b *recordings) start() *engine.Run {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finish()
	spec := b.spec
	rec, err := b.app.record(b.space, b.in, &spec)
	if err != nil {
		spec.OpenStore = func() (*store.Store, error) { return nil, err }
		rec = &recording{}
	}
	b.last = engine.Start(b.app.table, spec)
	b.rec = rec
	b.failed = cmp.Or(b.failed, rec.follow(b.last))
	return b.last
}

// finish waits for the record of the last run, which has ended.
func (b *recordings) finish() {
	if b.last != nil {
		_, err := b.rec.end(b.last)
		b.failed = cmp.Or(b.failed, err)
	}
}

// end waits for the last record and returns the first error of writing one.
func (b *recordings) end() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finish()
	return b.failed
}
