package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/profile/capture"
)

// runFlags are the flags of battscope run.
type runFlags struct {
	inputFlags
	json     bool
	progress string
	repeat   int
	profile  string
}

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	c := a.command(&cobra.Command{
		Use:   "run",
		Short: "Score a pool of programs over tasks, without a screen",
		Long:  "Run tries every program on every sample of every task and prints where the time went and what came out.\nProgress goes to standard error, the summary to standard output.",
		Args:  noArgs,
	}, func(*cobra.Command, []string) error { return a.run(&f) })
	f.register(c.Flags())
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object instead of the summary")
	c.Flags().IntVar(&f.repeat, "repeat", 1, "run all phases so many times, each from the same store and with cold caches")
	c.Flags().StringVar(&f.profile, "profile", "", "take profiles of the process beside the record: some of "+capture.KindList())
	c.Flags().StringVar(&f.progress, "progress", "auto", "how to tell of progress: auto, plain or none")
	return c
}

// checkProgress finds fault with a value of --progress.
func checkProgress(kind string) error {
	if !slices.Contains([]string{"auto", "plain", "none"}, kind) {
		return usage("--progress is %q, want auto, plain or none", kind)
	}
	return nil
}

// run runs once and prints the summary.
func (a *app) run(f *runFlags) error {
	if err := a.check(&f.inputFlags); err != nil {
		return err
	}
	if f.repeat < 1 {
		return usage("--repeat is %d, want 1 or more", f.repeat)
	}
	if err := checkProgress(f.progress); err != nil {
		return err
	}
	kinds, err := profileKinds(f.profile)
	if err != nil {
		return err
	}
	spec, err := a.spec(&f.inputFlags)
	if err != nil {
		return err
	}
	spec.Passes = f.repeat
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	rec, err := a.record(space, &f.inputFlags, &spec)
	if err != nil {
		return err
	}
	signals, release := a.signals()
	defer release()
	endProfile, err := a.profile(rec, kinds)
	if err != nil {
		return err
	}
	run := engine.Start(a.table, spec)
	unrecorded := rec.follow(run)
	interrupted := a.follow(run, f.progress, signals)
	unprofiled := endProfile()
	r, err := rec.end(run)
	unrecorded = errors.Join(unrecorded, err, unprofiled)
	res := run.Result()
	if err := a.problems(res.Problems, run.Err()); err != nil {
		return errors.Join(err, unrecorded)
	}
	if f.json {
		err = writeJSON(a.out, r)
	} else {
		err = a.writeSummary(r)
	}
	if err != nil {
		return wrote("the summary", err)
	}
	if unrecorded != nil {
		return unrecorded
	}
	if interrupted {
		return &exit{exitInterrupted, errors.New("interrupted: the summary is of what was done until then")}
	}
	return nil
}

// follow waits for the run's end, telling of its progress, and reports whether
// it was interrupted: the first signal ends it in order, the second at once.
func (a *app) follow(run *engine.Run, progress string, signals <-chan os.Signal) (interrupted bool) {
	p := newProgress(a.err, progress, onTerminal(a.err))
	defer p.end()
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		select {
		case <-run.Done():
			return interrupted
		case <-tick.C:
			p.show(run.Snapshot())
		case <-signals:
			if interrupted {
				p.end()
				os.Exit(exitInterrupted)
			}
			interrupted = true
			run.Stop()
		}
	}
}

// progress writes how a run stands, a line every few seconds, or on a terminal
// one line over and over.
type progress struct {
	w      io.Writer
	every  time.Duration
	over   bool // write over the line before
	silent bool
	calls  int64
	at     time.Duration
}

func newProgress(w io.Writer, kind string, terminal bool) *progress {
	p := &progress{w: w, every: 2 * time.Second, over: kind == "auto" && terminal, silent: kind == "none"}
	if p.over {
		p.every = 200 * time.Millisecond
	}
	return p
}

func (p *progress) show(s probe.Snapshot) {
	if p.silent {
		return
	}
	calls := s.Phases[probe.Demo].Calls + s.Phases[probe.Test].Calls
	rate := float64(calls-p.calls) / max(1e-9, (s.Elapsed-p.at).Seconds())
	p.calls, p.at = calls, s.Elapsed
	line := progressLine(s, rate)
	if p.over {
		fmt.Fprintf(p.w, "\r%s\x1b[K", line)
		return
	}
	fmt.Fprintln(p.w, line)
}

func (p *progress) end() {
	if p.over && p.at > 0 {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.at = 0
	}
}
