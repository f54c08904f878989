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
	"battscope/profile/record"
)

// runFlags are the flags of battscope run.
type runFlags struct {
	inputFlags
	json     bool
	progress string
	repeat   int
	profile  string
	resume   string
	watch    bool

	generations int
	until       time.Duration
}

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	c := a.command(&cobra.Command{
		Use:   "run",
		Short: "Score a pool of programs over tasks, without a screen",
		Long:  "Run tries every program on every sample of every task and prints where the time went and what came out.\nProgress goes to standard error, the summary to standard output.",
		Args:  noArgs,
	}, func(c *cobra.Command, _ []string) error {
		switch {
		case f.resume != "":
			return a.resume(&f, c.Flags())
		case f.watch:
			return a.watch(&f)
		}
		return a.run(&f)
	})
	f.register(c.Flags())
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object instead of the summary")
	c.Flags().IntVar(&f.repeat, "repeat", 1, "run all phases so many times, each from the same store and with cold caches")
	c.Flags().IntVar(&f.generations, "generations", 0, "with --mutate: run so many generations, each of mutants of what the one before left in the store")
	c.Flags().DurationVar(&f.until, "until", 0, "end in order after so long, as 11h30m; without --generations, generations follow one another until then")
	c.Flags().StringVar(&f.resume, "resume", "", "go on with the run RUN that was killed or stopped, at its last finished task")
	c.Flags().BoolVar(&f.watch, "watch", false, "run again whenever a solver file or a task file is saved, until interrupted")
	c.Flags().StringVar(&f.profile, "profile", "", "take profiles beside the record: some of "+capture.KindList()+"; programs=LEVEL is the same as --observe LEVEL, over the level of a preset, and programs takes the level that is set, or "+capture.DefaultLevel.String())
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
	if err := f.checkLength(); err != nil {
		return err
	}
	if err := checkProgress(f.progress); err != nil {
		return err
	}
	profiles, err := askProfile(f.profile)
	if err != nil {
		return err
	}
	spec, err := a.spec(&f.inputFlags)
	if err != nil {
		return err
	}
	if err := profiles.observe(&spec.Strategy, f.gave("observe")); err != nil {
		return err
	}
	f.lengthen(&spec)
	space, err := a.openSpace()
	if err != nil {
		return err
	}
	rec, err := a.record(space, &f.inputFlags, &spec)
	if err != nil {
		return err
	}
	return a.carryOut(f, rec, spec, profiles)
}

// carryOut runs a spec, records it, and prints the summary.
func (a *app) carryOut(f *runFlags, rec *recording, spec engine.Spec, profiles profileAsk) error {
	signals, release := a.signals()
	defer release()
	endProfile, err := a.profile(rec, profiles)
	if err != nil {
		return err
	}
	run := engine.Start(a.table, spec)
	unrecorded := rec.follow(run)
	interrupted := a.followUntil(run, f, signals)
	unprofiled := endProfile()
	r, err := rec.end(run)
	a.wroteProfiles(rec.profiles())
	if rec.writer != nil && r.Strategy.Observe != probe.LevelOff && len(rec.profiles()) == 0 && run.Err() == nil {
		fmt.Fprintln(a.err, "no program profile: the run had no time to do anything")
	}
	unrecorded = errors.Join(unrecorded, err, unprofiled)
	res := run.Result()
	if err := a.problems(res.Problems, run.Err()); err != nil {
		unrecorded = errors.Join(unrecorded, a.sumUpFailed(r, f.json))
		if f.json {
			unrecorded = errors.Join(unrecorded, wrote("the record", writeJSON(a.out, r)))
		}
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
	if r.Stopped && !interrupted && f.until > 0 && !f.json {
		return a.say("--until %v has ended it%s", f.until, rec.goOn())
	}
	if interrupted && r.Stopped { // else it came to its end nevertheless
		return &exit{exitInterrupted, errors.New("interrupted: the summary is of what was done until then" + rec.goOn())}
	}
	return nil
}

// sumUpFailed prints the summary of a run that failed after it had read its tasks
// and programs; of another its error is all that there is to say.
func (a *app) sumUpFailed(r *record.Record, asJSON bool) error {
	if asJSON || r.State != record.Failed {
		return nil
	}
	for i := range r.Phases {
		if r.Phases[i].Name == probe.Compile.String() && r.Phases[i].Calls > 0 {
			return wrote("the summary", a.writeSummary(r))
		}
	}
	return nil
}

// followUntil is follow with an end to the run, where it has one.
func (a *app) followUntil(run *engine.Run, f *runFlags, signals <-chan os.Signal) (interrupted bool) {
	if f.until > 0 {
		end := time.AfterFunc(f.until, run.Stop)
		defer end.Stop()
	}
	return a.follow(run, f.progress, signals)
}

// follow waits for the run's end, telling of its progress, and reports whether
// it was interrupted: the first signal ends it in order, the second at once.
func (a *app) follow(run *engine.Run, progress string, signals <-chan os.Signal) (interrupted bool) {
	p := newProgress(a.err, progress, a.rewritable(a.err))
	p.evolves = run.Evolves()
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
	w       io.Writer
	every   time.Duration
	over    bool // write over the line before
	silent  bool
	evolves bool
	shown   []shown // of the last rateOver, and the one before; the oldest first
}

// shown is what a line of progress showed.
type shown struct {
	tried int64 // Snapshot.Tried
	at    time.Duration
}

// rateOver is over how much time the rate of a line goes. Programs count when they
// are through demo and test of their task, so that over less there are often none.
const rateOver = 2 * time.Second

// rate returns how many programs a second were tried lately.
func (p *progress) rate(s probe.Snapshot) float64 {
	for len(p.shown) > 1 && p.shown[1].at <= s.Elapsed-rateOver {
		p.shown = p.shown[1:]
	}
	if len(p.shown) == 0 {
		p.shown = append(p.shown, shown{}) // the beginning
	}
	from := p.shown[0]
	p.shown = append(p.shown, shown{s.Tried, s.Elapsed})
	return float64(s.Tried-from.tried) / max(1e-9, (s.Elapsed-from.at).Seconds())
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
	rate := p.rate(s)
	line := progressLine(s, rate, p.evolves)
	if p.over {
		writeOver(p.w, line)
		return
	}
	fmt.Fprintln(p.w, line)
}

func (p *progress) end() {
	if p.over && len(p.shown) > 0 {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = nil
	}
}
