package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"battscope/engine/probe"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/ui/compareview"
)

// play plays a contest to its end, with the session's run held meanwhile.
func (ar *arena) play(ctx context.Context, p compareview.Plan, sides []contest.Side) {
	resume := ar.hold(ctx)
	defer resume()
	t := arenaTeller{ar}
	kind := contest.Wall
	if p.CPU {
		kind = contest.CPU
	}
	m := newMatch(p.Pairs, p.Control, kind, t)
	t.say("warm-ups")
	c, err := contest.Begin(ctx, ar.app.table, sides, contest.DefaultMinWall, m.show)
	if err == nil && p.Evolution {
		err = ar.playEvolution(ctx, p, m, c)
	} else if err == nil {
		err = ar.playMatch(ctx, p, m, c)
	}
	stopped := errors.Is(err, context.Canceled)
	ar.change(func(l *compareview.Live) {
		l.Stopped = l.Stopped || stopped
		if !stopped {
			l.Err = err
		}
	})
	ar.keep(p)
}

// playMatch measures sides against the first, and tells those who asked.
func (ar *arena) playMatch(ctx context.Context, p compareview.Plan, m *match, c *contest.Contest) error {
	show := func(r *compare.Comparison) {
		r.Settings = p.Settings
		r.Data = ar.dataOf(p, r.Data)
		ar.change(func(l *compareview.Live) { l.Comparison = r })
	}
	m.soFar = show
	r, err := m.play(ctx, c)
	if err != nil {
		return err
	}
	show(r)
	ar.change(func(l *compareview.Live) { l.Stopped = r.Interrupted })
	ar.mu.Lock()
	hearers := ar.hearers
	ar.mu.Unlock()
	for _, f := range hearers {
		f(outcome{For: p.For, Settings: p.Settings, Stopped: r.Interrupted, Comparison: r})
	}
	return nil
}

// playEvolution measures the steps of the published history.
func (ar *arena) playEvolution(ctx context.Context, p compareview.Plan, m *match, c *contest.Contest) error {
	show := func(asked int, running, interrupted bool) {
		e := newEvolution(c, asked, interrupted)
		e.Running, e.Asked = running, p.Pairs
		setData(e, ar.dataOf(p, e.Data))
		ar.change(func(l *compareview.Live) { l.Evolution = e })
	}
	m.whole = func() { show(0, true, false) }
	m.tell.say("%d rounds of %d presets", p.Pairs, len(c.Entries))
	err := c.Measure(ctx, p.Pairs)
	if c.Rounds > 0 {
		show(p.Pairs, false, err != nil)
	}
	return err
}

// dataOf says what a contest ran on.
func (ar *arena) dataOf(p compareview.Plan, name string) string {
	if p.Tasks > 0 {
		return fmt.Sprintf("%s, the first %d tasks", name, p.Tasks)
	}
	return name
}

// restless is how long a run that is held may take to come to rest: a worker ends
// the piece of work at hand.
const restless = 20 * time.Second

// hold pauses the session's run, waits until its workers rest, and returns what
// lets it go on, if it was at work.
func (ar *arena) hold(ctx context.Context) (resume func()) {
	if ar.session.Snapshot().State != probe.Running {
		return func() {}
	}
	ar.session.Pause()
	before := time.Duration(-1)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for began := time.Now(); ctx.Err() == nil && time.Since(began) < restless; {
		s := ar.session.Snapshot()
		if s.State != probe.Paused || s.Elapsed == before {
			break // its clock stands: all of them are held
		}
		before = s.Elapsed
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	return ar.session.Resume
}

// An arenaTeller tells the Compare screen how a match stands.
type arenaTeller struct{ *arena }

func (t arenaTeller) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	t.change(func(l *compareview.Live) { l.Stage = text })
}

func (t arenaTeller) show(p contest.Progress) {
	t.change(func(l *compareview.Live) {
		l.Side, l.Elapsed, l.Round, l.Rounds, l.Left, l.Known = p.Side, p.Elapsed, p.Round, p.Rounds, p.Left, p.Known
	})
}
