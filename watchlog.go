package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"battscope/profile/intake"
	"battscope/ui/draw"
)

// logFlags are the flags of battscope watch -.
type logFlags struct {
	json               bool
	as, name, progress string
}

// alsoLogs has a command that follows a run of battscope follow the output of
// another engine too, when it is given - for standard input.
func (a *app) alsoLogs(c *cobra.Command) *cobra.Command {
	var f logFlags
	c.Use += " | -"
	c.Long += "\nWith - it reads standard input while another engine writes it, as import reads a finished log, tells of its progress on standard error, without a screen, and leaves a run in the workspace. A log that is cut off leaves a run that is marked partial."
	c.Example += "\npython run_batt.py --timing | battscope watch -"
	flags := c.Flags()
	flags.BoolVar(&f.json, "json", false, "with -: print the record instead of the summary")
	flags.StringVar(&f.as, "as", "", "with -: what prints like this, as import --as has it")
	flags.StringVar(&f.name, "name", "", "with -: what the run is called (default: what the log says, else watched)")
	flags.StringVar(&f.progress, "progress", "auto", "with -: how to tell of progress: auto, plain or none")
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if args[0] != standardInput {
			return run(c, args)
		}
		a.ran = true
		if err := checkProgress(f.progress); err != nil {
			return err
		}
		return a.watchLog(f.as, f.name, f.progress, f.json)
	}
	return c
}

// logEvery is how often progress is told, and at most how often the record of
// the log so far is written.
const logEvery = 2 * time.Second

// errWanted ends the reading of a log when a signal comes.
var errWanted = errors.New("interrupted")

// watchLog follows standard input until it ends or a signal comes.
func (a *app) watchLog(as, name, progress string, asJSON bool) error {
	var in *importing
	var unwritten error
	began := time.Now()
	last := began
	tick := func(r *intake.Reader) {
		if time.Since(last) < logEvery {
			return
		}
		last = time.Now()
		if progress != "none" {
			lines, latest := r.Line()
			fmt.Fprintf(a.err, "%s  %s  %s lines\n", draw.Clock(time.Since(began)), orAbsent(latest), count(lines))
		}
		if in.space != nil && unwritten == nil {
			rec := r.Record()
			rec.ID = in.id
			unwritten = rec.Write(in.dir)
		}
	}
	in, err := a.beginImport(intake.Options{Name: orName(name, "watched"), Source: standardInput, Mapper: as, Live: true, Tick: tick})
	if err != nil {
		return err
	}
	if in.space != nil {
		rec := in.reader.Record()
		rec.ID = in.id
		if err := rec.Write(in.dir); err != nil {
			return errors.Join(err, in.discard())
		}
	}
	// A read of a terminal or a pipe cannot be broken off; the pipe between can.
	ctx, release := a.whileWanted()
	defer release()
	out, pipe := io.Pipe()
	go func() {
		_, err := io.Copy(pipe, a.in)
		pipe.CloseWithError(err)
	}()
	go func() {
		<-ctx.Done()
		pipe.CloseWithError(errWanted)
	}()
	err = in.reader.Read(out)
	interrupted := errors.Is(err, errWanted)
	if interrupted {
		err = nil
	}
	if err != nil {
		err = fmt.Errorf("read standard input: %w", bare(err))
	}
	r, failed := in.finish(name)
	if err = errors.Join(err, unwritten, failed); err != nil {
		return err
	}
	if err := a.showImport(r, asJSON); err != nil {
		return err
	}
	if interrupted {
		return &exit{exitInterrupted, errors.New("interrupted: the run is of what had come until then")}
	}
	return nil
}

func orName(name, other string) string {
	if name == "" {
		return other
	}
	return name
}
