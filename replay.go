package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/profile/replay"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/screen"
)

func (a *app) replayCommand() *cobra.Command {
	var look lookFlags
	var speed float64
	c := &cobra.Command{
		Use:     "replay RUN",
		Short:   "Open the screens on a recorded run",
		Long:    "Replay shows a recorded run on the workbench's screens, from its start and as fast as it was, or from its end with --speed 0. Nothing runs, so commands to the run do nothing.",
		Example: "battscope replay 20261124\nbattscope replay runs/20261124-140211-tour --speed 10",
	}
	look.register(c.Flags())
	c.Flags().Float64Var(&speed, "speed", 1, "so many times as fast as the run was; 0 shows its end at once")
	return a.oneRun(c, func(_ *record.Record, dir string) error {
		if !(speed >= 0 && speed <= 1e6) {
			return usage("--speed is %v, want 0 or more", speed)
		}
		return a.replay(dir, &look, speed, false)
	})
}

func (a *app) watchCommand() *cobra.Command {
	var look lookFlags
	c := &cobra.Command{
		Use:     "watch RUN",
		Short:   "Follow a run of another process",
		Long:    "Watch shows a run that another battscope is at work on, from what it leaves in its folder, once a second. It steers nothing. Over ssh, run it on the machine of the run.",
		Example: "battscope watch 20261124\nssh host -t battscope watch 20261124",
	}
	look.register(c.Flags())
	return a.alsoLogs(a.oneRun(c, func(_ *record.Record, dir string) error { return a.replay(dir, &look, 0, true) }), &look)
}

// watchEvery is how often the folder of a watched run is looked at.
const watchEvery = 250 * time.Millisecond

// replay opens the screens on the run in a folder.
func (a *app) replay(dir string, look *lookFlags, speed float64, follow bool) error {
	opts, err := look.options()
	if err != nil {
		return err
	}
	p, err := replay.Open(dir)
	if err != nil {
		return err
	}
	defer p.Close()
	r := p.Record()
	opts.Replay = "nothing runs here: this is the record of run " + r.ID
	if follow {
		opts.Replay = "run " + r.ID + " is another program's: it can be watched, not steered"
	}
	guard := ui.NewGuard()
	opts.Env, opts.Crash = a.env, guard.Crash()
	lib := &library{}
	book := &recordings{app: a}
	var in inputFlags
	if err := a.configure(&in); err != nil {
		return err
	}
	lib.book = in.book
	if space, err := workspace.Look(a.workspace); err == nil {
		lib.path = space.ConfigPath()
		opts.Runs = &shelf{app: a, space: space}
		book.space = space
	}
	opts.Compare = &arena{app: a, guard: guard, space: book.space, presets: lib, why: opts.Replay}
	opts.Insights = &adviser{app: a, space: book.space, newest: book.newest, fixed: opts.Replay}
	profiles := &gallery{app: a, space: book.space, present: func() string { return dir }}
	defer profiles.Close() // pages of a screen that is left
	opts.Profiles = profiles
	if r.Imported == nil { // else its knobs are not known
		opts.Presets, opts.Engine = lib, &stored{p}
	}
	opts.Judge = func() *screen.Standing { return book.standing(p.Record(), 1) }
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if follow {
		guard.Go(func() { a.followRecord(ctx, p) })
	} else if speed > 0 {
		p.Play(speed, time.Now())
	}
	opts.Tasks = &recalled{Player: p, app: a}
	err = ui.Run(context.Background(), p, opts)
	var stopped ui.Interrupted
	switch {
	case errors.As(err, &stopped):
		return &exit{exitInterrupted, err}
	case errors.Is(err, ui.ErrNoTerminal):
		return fmt.Errorf("%w; battscope runs show %s prints the run", err, r.ID)
	}
	return err
}

// followRecord reads what a run leaves until it is over or ctx ends. What cannot
// be read now is read the next time.
func (a *app) followRecord(ctx context.Context, p *replay.Player) {
	for tick := time.NewTicker(watchEvery); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if over, err := p.Update(); over && err == nil {
				tick.Stop()
				return
			}
		}
	}
}

// stored is a recorded run as the Tune screen knows it: its knobs are what they
// were.
type stored struct{ p *replay.Player }

// Strategy returns the strategy of the run's last task.
func (s *stored) Strategy() strategy.Strategy { return s.p.Record().Strategy }

// Working returns the same.
func (s *stored) Working() strategy.Strategy { return s.p.Record().Strategy }

// SetStrategy refuses.
func (s *stored) SetStrategy(strategy.Strategy) error {
	return errors.New("a record's knobs cannot be changed")
}
