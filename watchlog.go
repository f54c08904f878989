package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"battscope/profile/config"
	"battscope/profile/intake"
	"battscope/profile/record"
	"battscope/ui"
	"battscope/ui/draw"
	"battscope/ui/screen"
)

// logFlags are the flags of battscope watch on another engine's output.
type logFlags struct {
	json               bool
	as, name, progress string
	exec, file         string
	follow             bool
}

// asked reports whether another engine is to be watched, and what is wrong with
// how it is asked for.
func (f *logFlags) asked(args []string) (bool, error) {
	from := 0
	for _, is := range []bool{f.exec != "", f.file != "", len(args) == 1 && args[0] == standardInput} {
		if is {
			from++
		}
	}
	switch {
	case from > 1 || from == 1 && len(args) == 1 && args[0] != standardInput:
		return true, usage("watch wants one of a RUN, -, --exec and --file")
	case f.follow && f.file == "":
		return true, usage("--follow wants a --file")
	}
	return from == 1, nil
}

// alsoLogs has a command that follows a run of battscope follow the output of
// another engine too.
func (a *app) alsoLogs(c *cobra.Command, look *lookFlags) *cobra.Command {
	var f logFlags
	c.Use += " | -"
	c.Long += "\nOther engines are watched by what they print: with - what comes on standard input, with --exec what a command prints that is run in a group of processes of its own (its standard error goes to the Log screen), with --file a log, with --follow as long as it grows. " +
		"It is read as import reads it and leaves a run in the workspace; one that is cut off is marked partial. Where standard output is a terminal the screens show it live; else, and with --json or --progress plain, progress is told on standard error. " +
		"Python writes its lines late into a pipe: run it with -u."
	c.Example += "\npython -u run_batt.py --timing | battscope watch -\nbattscope watch --exec 'python -u run_batt.py --timing'\nbattscope watch --file run.log --follow"
	flags := c.Flags()
	flags.StringVar(&f.exec, "exec", "", "run this command by the shell and watch what it prints")
	flags.StringVar(&f.file, "file", "", "watch this log")
	flags.BoolVar(&f.follow, "follow", false, "with --file: go on as it grows, is cut off or renamed, until it says that its run is over")
	flags.BoolVar(&f.json, "json", false, "of another engine: print the record at the end instead of the summary, and show no screens")
	flags.StringVar(&f.as, "as", "", "of another engine: what prints like this, as import --as has it")
	flags.StringVar(&f.name, "name", "", "of another engine: what the run is called (default: what the log says, else watched)")
	flags.StringVar(&f.progress, "progress", "auto", "of another engine: how to tell of progress: auto (on screens, where there is a terminal), plain or none")
	run, args := c.RunE, c.Args
	c.Args = func(c *cobra.Command, list []string) error {
		log, err := f.asked(list)
		if log || err != nil {
			return err
		}
		return args(c, list)
	}
	c.RunE = func(c *cobra.Command, list []string) error {
		if log, err := f.asked(list); !log {
			return errors.Join(err, run(c, list))
		}
		a.ran = true
		if err := checkProgress(f.progress); err != nil {
			return err
		}
		return a.watchLog(&f, look)
	}
	return c
}

// source returns where the log comes from, and what records call it.
func (f *logFlags) source(in io.Reader) (from logSource, name string, err error) {
	switch {
	case f.exec != "":
		return &childSource{f.exec}, "", nil
	case f.file != "":
		file, err := openLog(f.file, f.follow)
		return file, absolute([]string{f.file})[0], err
	}
	return &pipeSource{in}, standardInput, nil
}

// watchLog reads another engine's output while it comes, on screens where there
// is a terminal, and prints what it came to.
func (a *app) watchLog(f *logFlags, look *lookFlags) error {
	opts, err := look.options()
	if err != nil {
		return err
	}
	from, name, err := f.source(a.in)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	l := &liveLog{name: f.name, stop: cancel}
	l.in, err = a.beginImport(intake.Options{
		Name: orName(f.name, "watched"), Source: name, Command: f.exec, Mapper: f.as, Live: f.file == "", Note: l.show,
	})
	if err != nil {
		return err
	}
	if err := l.begin(); err != nil {
		return err
	}
	var r *record.Record
	var stopped error
	if f.progress == "auto" && !f.json && onTerminal(a.out) && a.lookup("TERM") != "dumb" {
		r, stopped, err = a.showLog(ctx, l, from, f, opts)
	} else {
		r, stopped, err = a.tellLog(l, from, f.progress)
	}
	if err != nil {
		return err
	}
	if err := a.showImport(r, f.json); err != nil {
		return err
	}
	switch {
	case stopped != nil:
		return &exit{exitInterrupted, stopped}
	case r.State == record.Failed:
		return fmt.Errorf("the watched run failed: %s", r.Error)
	}
	return nil
}

// showLog shows the screens until the person quits. stopped says what signal
// ended them.
func (a *app) showLog(ctx context.Context, l *liveLog, from logSource, f *logFlags, opts ui.Options) (r *record.Record, stopped, err error) {
	guard := ui.NewGuard()
	opts.Env, opts.Crash, opts.Tasks, opts.Steering = a.env, guard.Crash(), l, f.steering()
	book := &recordings{app: a, space: l.in.space}
	if l.in.space != nil {
		opts.Runs = &shelf{space: l.in.space}
	}
	// Another engine's knobs are its own, and nothing of it can be tried here.
	const why = "another engine's run: nothing can be tried on it"
	lib := &library{book: config.Without()}
	opts.Compare = &arena{app: a, guard: guard, space: l.in.space, presets: lib, why: why}
	opts.Insights = &adviser{app: a, space: l.in.space, newest: book.newest, fixed: why}
	opts.Judge = func() *screen.Standing { return book.standing(l.Record(), 1) }
	ended := make(chan struct{})
	var unread error
	guard.Go(func() {
		defer close(ended)
		r, unread = l.run(ctx, from)
	})
	shown := ui.Run(context.Background(), l, opts)
	l.Stop()
	<-ended
	var signal ui.Interrupted
	if errors.As(shown, &signal) {
		return r, signal, unread
	}
	return r, nil, errors.Join(unread, shown)
}

// steering says what the screens can do to the engine.
func (f *logFlags) steering() *ui.Steering {
	switch {
	case f.exec != "":
		return &ui.Steering{
			Why:  "another program's run cannot be paused or run again from here; s stops it",
			Quit: []string{"The command is at work. Quitting ends it, and all that it began, and keeps what it has told so far."},
		}
	case f.file != "":
		why := "the log of another program: it can be watched, not steered"
		return &ui.Steering{Why: why, Stop: why}
	}
	return &ui.Steering{
		Why:  "another program's run cannot be paused or run again from here; s stops listening to it",
		Quit: []string{"The engine may still be at work. Quitting stops listening, which ends most programs at their next line, and keeps what it has told so far."},
	}
}

// logEvery is how often progress is told.
const logEvery = 2 * time.Second

// tellLog tells of progress in plain lines. stopped is not nil where a signal
// ended it.
func (a *app) tellLog(l *liveLog, from logSource, progress string) (r *record.Record, stopped, err error) {
	ctx, release := a.whileWanted()
	defer release()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r, err = l.run(ctx, from)
	}()
	tick := time.NewTicker(logEvery)
	defer tick.Stop()
	began := time.Now()
	for {
		select {
		case <-ended:
			if ctx.Err() != nil {
				stopped = errors.New("interrupted: the run is of what had come until then")
			}
			return r, stopped, err
		case <-tick.C:
		}
		if progress != "none" {
			lines, latest, _ := l.in.reader.Line()
			fmt.Fprintf(a.err, "%s  %s  %s lines\n", draw.Clock(time.Since(began)), orAbsent(latest), count(lines))
		}
	}
}

func orName(name, other string) string {
	if name == "" {
		return other
	}
	return name
}
