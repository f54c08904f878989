package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
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
	flags.StringVar(&f.theme, "theme", "", "colours: dark, light, contrast, or auto, which goes by the terminal's background (default: $BATTSCOPE_THEME, else auto)")
	flags.BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters alone")
	flags.IntVar(&f.fps, "fps", ui.DefaultFPS, fmt.Sprintf("frames a second that follow the run, 1 to %d", ui.MaxFPS))
	flags.BoolVar(&f.noMouse, "no-mouse", false, "leave the mouse to the terminal; the key m takes it")
}

// options returns what the flags say, or what is wrong with them.
func (f *lookFlags) options() (ui.Options, error) {
	choice, err := theme.Parse(f.theme)
	if err != nil {
		return ui.Options{}, usage("--theme: %v", err)
	}
	if f.fps < 1 || f.fps > ui.MaxFPS {
		return ui.Options{}, usage("--fps is %d, want 1 to %d", f.fps, ui.MaxFPS)
	}
	return ui.Options{Theme: choice, ASCII: f.ascii, FPS: f.fps, NoMouse: f.noMouse}, nil
}

// workbench opens the screens on what the flags name. Without a terminal it
// runs once and prints, as battscope run does.
func (a *app) workbench(in *inputFlags, look *lookFlags) error {
	out, ok := a.out.(*os.File)
	terminal, last := ok && isTerminal(out), ""
	var lost error
	if terminal && a.workspace == "" {
		last, lost = lastWorkspace()
		a.workspace = last
	}
	if err := a.check(in); err != nil {
		return err
	}
	opts, err := look.options()
	if err != nil {
		return err
	}
	if !terminal {
		fmt.Fprintln(a.err, "battscope: no terminal, so no workbench: running once, as battscope run does")
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	in.fillTour()
	spec, err := a.spec(in)
	if err != nil {
		return err
	}
	spec.Repeat, spec.Scores = true, true
	switch {
	case last != "":
		opts.Notice = "workspace " + last + ", as the last time; --workspace names another"
	case lost != nil:
		opts.Notice = "not the workspace of the last time: " + lost.Error()
	}
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	if space == nil {
		opts.Notice = "nothing of this session is kept: " + a.unkept.Error()
	} else {
		if err := keepWorkspace(space); err != nil {
			opts.Notice = "the next time opens another workspace: " + err.Error()
		}
		left := readScreens(space)
		asked := spec.Strategy
		opts.State, spec.Strategy = left.State, in.knobsAsLeft(left, asked)
		if spec.Strategy != asked {
			opts.Notice = strings.TrimPrefix(opts.Notice+"; knobs "+left.Strategy+", as the last time", "; ")
		}
	}
	err = a.open(space, in, spec, opts)
	if errors.Is(err, ui.ErrNoTerminal) {
		fmt.Fprintln(a.err, "battscope: this terminal cannot show the workbench: running once, as battscope run does")
		if last != "" {
			a.workspace = "" // which is of the workbench alone
		}
		return a.run(&runFlags{inputFlags: *in, progress: "auto", repeat: 1})
	}
	return err
}

// open shows a session of spec until the person quits, and ends it. Each run of
// the session leaves a record.
func (a *app) open(space *workspace.Workspace, in *inputFlags, spec engine.Spec, opts ui.Options) error {
	var giveBack func()
	spec.Processors, giveBack = makeRoom()
	defer giveBack()
	guard := ui.NewGuard()
	book := &recordings{app: a, space: space, in: in, spec: spec}
	session := engine.NewSession(spec.Strategy, book.start)
	opts.Env, opts.Crash, opts.Tasks = a.env, guard.Crash(), session
	lib := &library{book: in.book}
	one := new(claim) // of a capture or a contest
	eye := &camera{present: book.atWork, guard: guard, claim: one}
	profiles := &gallery{app: a, space: space, present: func() string { _, dir := book.atWork(); return dir }}
	opts.Camera, opts.Profiles = eye, profiles
	var unleft error
	if space != nil {
		lib.path = space.ConfigPath()
		opts.Runs = &shelf{app: a, space: space, rebased: book.forget}
		opts.Leave = func(s ui.State) { unleft = leaveScreens(space, s, in.book, session.Strategy()) }
	}
	opts.Engine, opts.Presets, opts.Unkept = session, lib, space == nil
	advise := &adviser{app: a, space: space, newest: book.newest, adopt: session.SetStrategy}
	opts.Insights = advise
	opts.Judge = func() *screen.Standing { return book.judge(session.Snapshot().Run) }
	ring := &arena{app: a, guard: guard, space: space, presets: lib, session: session, in: in, spec: spec, book: book, claim: one}
	opts.Compare, opts.Held, opts.HeldQuit = ring, ring.held, ring.quitting()
	ring.hear(advise.hear)
	opts.Rebase = book.rebase
	var err error
	capture.Interface(func() { err = ui.Run(context.Background(), session, opts) })
	unkept := ring.close()
	run := session.Close()
	unrecorded := errors.Join(unkept, eye.Close(), profiles.Close(), book.end())
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case err != nil:
		return err
	}
	return errors.Join(a.problems(run.Result().Problems, run.Err()), unrecorded, unleft)
}

// spare is how many goroutines the Go runtime runs at once, while screens are
// shown, beside one for each processor. With none the screens' goroutines wait
// until the runtime has a worker give way, 10 ms and more, and from a key to its
// paint they do so some four times; the system's scheduler gives who slept the
// processor at once. One holds the wait for the next key, one the drawing.
const spare = 2

// makeRoom lets the Go runtime run the screens beside workers that keep all
// processors busy. It returns how many processors are the workers', and what
// takes the room back.
func makeRoom() (processors int, giveBack func()) {
	processors = runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(processors + spare)
	return processors, func() { runtime.GOMAXPROCS(processors) }
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
	earliest *record.Record // of the session, with a whole pass; or that which somebody has named
	named    bool           // somebody has named earliest
	watched  bool           // profiles were taken of earliest
	advice   *advice        // nil before the first
}

// start begins a run with a strategy, and its record, when that of the run before is
// written. Without a place for the record the run fails, and says why.
func (b *recordings) start(st strategy.Strategy) *engine.Run {
	b.finish()
	b.mu.Lock()
	defer b.mu.Unlock()
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

// atWork returns the run that began last, and the folder of its record; empty
// where it leaves none.
func (b *recordings) atWork() (*engine.Run, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last, b.rec.dir
}

// finish waits for the record of the last run, which has ended, and for what lies
// beside it. That may take a moment, in which those who ask for the run need not wait.
func (b *recordings) finish() {
	b.mu.Lock()
	run, rec := b.last, b.rec
	b.mu.Unlock()
	if run == nil {
		return
	}
	_, err := rec.end(run)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failed = cmp.Or(b.failed, err)
}

// end waits for the last record and returns the first error of writing one.
func (b *recordings) end() error {
	b.finish()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed
}
