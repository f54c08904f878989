package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/pflag"

	"battscope/engine"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/profile/capture"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// lookFlags say how the screens look.
type lookFlags struct {
	theme   string
	ascii   bool
	fps     int
	noMouse bool
}

func (f *lookFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.theme, "theme", "", "colours: dark, light or contrast (default: $BATTSCOPE_THEME, else dark)")
	flags.BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters alone")
	flags.IntVar(&f.fps, "fps", ui.DefaultFPS, "frames a second that follow the run, 1 to 60")
	flags.BoolVar(&f.noMouse, "no-mouse", false, "leave the mouse to the terminal; the key m takes it")
}

// options returns what the flags say, or what is wrong with them.
func (f *lookFlags) options() (ui.Options, error) {
	choice, err := theme.Parse(f.theme)
	if err != nil {
		return ui.Options{}, usage("--theme: %v", err)
	}
	if f.fps < 1 || f.fps > 60 {
		return ui.Options{}, usage("--fps is %d, want 1 to 60", f.fps)
	}
	return ui.Options{Theme: choice, ASCII: f.ascii, FPS: f.fps, NoMouse: f.noMouse}, nil
}

// workbench opens the screens on what the flags name. Without a terminal it
// runs once and prints, as battscope run does.
func (a *app) workbench(in *inputFlags, look *lookFlags) error {
	if err := a.check(in); err != nil {
		return err
	}
	opts, err := look.options()
	if err != nil {
		return err
	}
	out, ok := a.out.(*os.File)
	if !ok || !isTerminal(out) {
		fmt.Fprintln(a.err, "battscope: no terminal, so no workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	in.fillTour()
	spec, err := a.spec(in)
	if err != nil {
		return err
	}
	spec.Repeat, spec.Scores = true, true
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	if space != nil {
		left := readScreens(space)
		opts.State, spec.Strategy = left.State, in.knobsAsLeft(left, spec.Strategy)
	}
	err = a.open(space, in, spec, opts)
	if errors.Is(err, ui.ErrNoTerminal) {
		fmt.Fprintln(a.err, "battscope: this terminal cannot show the workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	return err
}

// open shows a session of spec until the person quits, and ends it. Each run of
// the session leaves a record.
func (a *app) open(space *workspace.Workspace, in *inputFlags, spec engine.Spec, opts ui.Options) error {
	guard := ui.NewGuard()
	book := &recordings{app: a, space: space, in: in, spec: spec}
	session := engine.NewSession(spec.Strategy, book.start)
	opts.Env, opts.Crash, opts.Tasks = a.env, guard.Crash(), session
	lib := &library{book: in.book}
	var unleft error
	if space != nil {
		lib.path = space.ConfigPath()
		opts.Runs = &shelf{space: space}
		opts.Leave = func(s ui.State) { unleft = leaveScreens(space, s, in.book, session.Strategy()) }
	}
	opts.Engine, opts.Presets = session, lib
	advise := &adviser{app: a, space: space, newest: book.newest, adopt: session.SetStrategy}
	opts.Insights = advise
	opts.Judge = func() *screen.Standing { return book.judge(session.Snapshot().Run) }
	ring := &arena{app: a, guard: guard, space: space, presets: lib, session: session, in: in, spec: spec, book: book}
	opts.Compare, opts.Held = ring, ring.held
	ring.hear(advise.hear)
	var err error
	capture.Interface(func() { err = ui.Run(context.Background(), session, opts) })
	ring.close()
	run := session.Close()
	unrecorded := book.end()
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case err != nil:
		return err
	}
	return errors.Join(a.problems(run.Result().Problems, run.Err()), unrecorded, unleft)
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

	baseMu   sync.Mutex
	baseKey  string         // data and pool that base is for
	base     *record.Record // nil before it was looked for
	earliest *record.Record // of the session, with a whole pass
	advice   *advice        // nil before the first
}

// start begins a run with a strategy, and its record. Without a place for the record the run
// fails, and says why.
func (b *recordings) start(st strategy.Strategy) *engine.Run {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finish()
	spec := b.spec
	spec.Strategy = st
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
