package main

import (
	"context"
	"errors"
	"strings"

	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/ui/draw"
)

// A match plays a comparison of warmed-up sides.
type match struct {
	pairs   int
	control bool // A against A first
	limits  []compare.Limit
	kind    contest.Kind // of the clocks that are judged
	tell    teller
	options compare.Options

	// soFar, if not nil, takes what the pairs so far show, after each.
	soFar func(*compare.Comparison)
	whole func() // after each pair of the sides against each other
}

// A teller tells people how a match stands.
type teller interface {
	show(contest.Progress)
	say(format string, args ...any) // what begins now
}

func newMatch(pairs int, control bool, kind contest.Kind, tell teller) *match {
	m := &match{pairs: pairs, control: control, kind: kind, tell: tell, options: compare.DefaultOptions()}
	m.options.Asked = pairs
	return m
}

// show passes on how the contest stands.
func (m *match) show(p contest.Progress) {
	if p.Whole && m.whole != nil {
		m.whole()
	}
	m.tell.show(p)
}

// play measures and judges each side against the first. When results differ it
// measures nothing; when ctx ends it leaves the pairs done so far.
func (m *match) play(ctx context.Context, c *contest.Contest) (*compare.Comparison, error) {
	r := &compare.Comparison{Data: c.Entries[0].Spec.Name, Asked: m.pairs, Clock: m.kind.String()}
	for i := 1; i < len(c.Entries); i++ {
		r.Versus = append(r.Versus, newVersus(c, i))
	}
	if m.soFar != nil {
		m.soFar(m.judged(c, r))
	}
	differ := r.Differ()
	if !differ {
		if err := m.measure(ctx, c, r); err != nil && !errors.Is(err, context.Canceled) {
			return nil, err
		} else if err != nil {
			r.Interrupted = true
		}
	}
	r.Made = c.Rounds
	for i, v := range r.Versus {
		judge(v, c, i+1, m.kind, m.options)
	}
	if !r.Interrupted && !differ {
		if err := m.confirm(ctx, c, r); errors.Is(err, context.Canceled) {
			r.Interrupted = true
		} else if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// judged returns what the pairs so far show, all of it undecided.
func (m *match) judged(c *contest.Contest, r *compare.Comparison) *compare.Comparison {
	now := *r
	now.Running, now.Made, now.Versus = true, c.Rounds, nil
	o := m.options
	o.Asked = 0
	for i, v := range r.Versus {
		one := *v
		judge(&one, c, i+1, m.kind, o)
		if one.Timing != nil {
			one.Timing.SoFar()
		}
		now.Versus = append(now.Versus, &one)
	}
	return &now
}

// measure makes the rounds, after a control where one is asked for.
func (m *match) measure(ctx context.Context, c *contest.Contest, r *compare.Comparison) error {
	if m.control {
		again := c.Again(0)
		m.tell.say("A against A: %d pairs, ~%s", m.pairs, draw.Clock(again.Estimate(m.pairs)))
		if err := again.Measure(ctx, m.pairs); err != nil {
			return err
		}
		_, timing := again.Judge(1, m.kind, m.options)
		m.options.Floors = timing.NoiseFloors()
		r.Control = timing
	}
	m.tell.say("%s: %d pairs, ~%s", strings.Join(sideNames(c), " against "), m.pairs, draw.Clock(c.Estimate(m.pairs)))
	if m.soFar != nil {
		m.whole = func() { m.soFar(m.judged(c, r)) }
		defer func() { m.whole = nil }()
	}
	return c.Measure(ctx, m.pairs)
}

// confirm measures again what looks like a regression or breaks a limit.
func (m *match) confirm(ctx context.Context, c *contest.Contest, r *compare.Comparison) error {
	for i, v := range r.Versus {
		if v.Suspect = m.suspect(v.Timing); v.Suspect == nil {
			continue
		}
		again := c.Again(i + 1)
		m.tell.say("%s is slower, %s: measuring again, ~%s", v.B, v.Suspect.Clock, draw.Clock(again.Estimate(m.pairs)))
		if err := again.Measure(ctx, m.pairs); err != nil {
			return err
		}
		_, v.Again = again.Judge(1, m.kind, m.options)
		// Results that differ only now are as bad.
		v.Confirmed = v.Again.Whole.Verdict == compare.Withheld || v.Suspect.Broken(v.Again) != nil
	}
	return nil
}

// suspect returns the limit that a timing breaks: one of those that were set, or
// that nothing may be slower.
func (m *match) suspect(t *compare.Timing) *compare.Limit {
	for _, l := range m.limits {
		if l.Broken(t) != nil {
			return &l
		}
	}
	if f := t.Regression(); f != nil && len(m.limits) == 0 {
		return &compare.Limit{Clock: f.Name}
	}
	return nil
}

func sideNames(c *contest.Contest) []string {
	var list []string
	for _, e := range c.Entries {
		list = append(list, e.Name)
	}
	return list
}
