package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"battscope/engine/store"
	"battscope/profile/contest"
	"battscope/profile/record"
	"battscope/ui/draw"
)

// echo is how soon after a signal another is the same one: timeout(1) sends it to
// the process and to its group.
const echo = 250 * time.Millisecond

// whileWanted returns a context that the first signal to end ends; the second
// ends the process at once.
func (a *app) whileWanted() (context.Context, func()) {
	signals, release := a.signals()
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		var first time.Time
		for {
			select {
			case <-over:
				return
			case <-signals:
				switch {
				case first.IsZero():
					first = time.Now()
					cancel()
				case time.Since(first) > echo:
					os.Exit(exitInterrupted)
				}
			}
		}
	}()
	return ctx, func() { close(over); release(); cancel() }
}

// contestProgress writes how a contest stands, a line every few seconds, or on a
// terminal one line over and over.
type contestProgress struct {
	w      io.Writer
	what   string // a round is called
	over   bool
	silent bool
	last   time.Time
	shown  bool
}

func newContestProgress(w io.Writer, what, kind string, terminal bool) *contestProgress {
	return &contestProgress{w: w, what: what, over: kind == "auto" && terminal, silent: kind == "none", last: time.Now()}
}

func (p *contestProgress) show(s contest.Progress) {
	if p.silent || s.Whole || !p.over && time.Since(p.last) < 2*time.Second {
		return
	}
	p.last = time.Now()
	line := contestLine(s, p.what)
	if p.over {
		writeOver(p.w, line)
		p.shown = true
		return
	}
	fmt.Fprintln(p.w, line)
}

// say writes a line of its own.
func (p *contestProgress) say(format string, args ...any) {
	if p.silent {
		return
	}
	p.end()
	fmt.Fprintf(p.w, format+"\n", args...)
}

func (p *contestProgress) end() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// contestLine returns how a contest stands, in one line.
func contestLine(s contest.Progress, what string) string {
	if s.Round == 0 {
		return "warm-up  " + s.Side + "  elapsed " + draw.Clock(s.Elapsed)
	}
	line := fmt.Sprintf("%s %d of %d  %s", what, s.Round, s.Rounds, s.Side)
	if s.Known {
		line += "  left ~" + draw.Clock(s.Left)
	}
	return line
}

// busyShare is up to which load a processor counts as quiet.
const busyShare = 0.5

// busyHost says that a host has other work, so that small changes cannot be
// seen; "" when it is quiet, or does not tell.
func busyHost(h record.Host) string {
	if h.Load == nil || *h.Load <= busyShare*float64(h.CPUs) {
		return ""
	}
	return fmt.Sprintf("the host was busy at the beginning: load %.1f on %d processors; small changes of wall time cannot be seen", *h.Load, h.CPUs)
}

// storePatience is how long a comparison waits for a process that saves to the
// store that it wants to copy.
const storePatience = 10 * time.Second

// storeCopies returns what opens a fresh copy of a solver store for each pass of
// each run, and what removes the last. Only one copy is open at a time.
func storeCopies(path string) (open func() (*store.Store, error), remove func(), err error) {
	if !isFile(path) {
		// Opening would make one.
		return nil, nil, fmt.Errorf("--store %s: there is no such file", path)
	}
	source, err := store.OpenWithin(path, storePatience)
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "battscope-store-")
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("make a folder for copies of the store: %w", err), source.Close())
	}
	last := ""
	open = func() (*store.Store, error) {
		if last != "" {
			if err := os.RemoveAll(last); err != nil {
				return nil, fmt.Errorf("remove a copy of the store: %w", err)
			}
		}
		last, err = os.MkdirTemp(dir, "")
		if err != nil {
			return nil, fmt.Errorf("make room for a copy of the store: %w", err)
		}
		name := last + "/solvers.db"
		if err := source.CopyTo(context.Background(), name); err != nil {
			return nil, err
		}
		return store.Open(name)
	}
	return open, func() { _ = source.Close(); _ = os.RemoveAll(dir) }, nil // the copies are nobody's
}
