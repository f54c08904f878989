package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/config"
	"battscope/profile/index"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
	"battscope/ui/screen"
)

// judge returns how the present run of a session does, pass by pass, and how it
// came out against the baseline; nil before the tasks and programs are read.
func (b *recordings) judge(number int64) *screen.Standing {
	b.mu.Lock()
	run, meta := b.last, b.rec.meta
	b.mu.Unlock()
	res := run.Result()
	r := recorder.Of(res, meta)
	for _, e := range res.Snapshot.Events {
		if e.Kind == probe.KnobEvent {
			r.Changes = append(r.Changes, record.Change{At: e.At, Text: e.Text})
		}
	}
	return b.standing(r, number)
}

// standing returns how a run does and how it came out against the baseline.
func (b *recordings) standing(r *record.Record, number int64) *screen.Standing {
	if r.Data.Hash == "" {
		return nil // not read yet
	}
	if len(r.Passes) > 0 {
		whole := *r // what is judged is its last whole pass
		whole.State, r = record.Done, &whole
	}
	st := &screen.Standing{Run: number, Name: r.ID, Passes: r.PassesMade(), Counts: r.Counts.Probe(), Mark: record.None}
	st.Wall, st.Phases = medians(r.Passes)
	base, timed := b.baseline(r)
	if base == nil && len(r.Passes) > 0 {
		base, timed = b.first(r)
	}
	other := base
	if base != nil && base.ID == r.ID && base.Began.Equal(r.Began) {
		other = nil
	}
	b.advise(st, insight.New(r, other))
	switch {
	case base == nil:
		st.Why = "there is no baseline"
		return st
	case base.ID == r.ID && base.Began.Equal(r.Began):
		st.Base, st.Self = cmp.Or(base.ID, "this run"), true
		return st
	}
	st.Base = cmp.Or(base.ID, "the first run of the session")
	if len(r.Passes) > 0 {
		m := r.Against(base)
		st.Mark, st.Why = m.Text, m.Why
	}
	switch {
	case !timed:
		st.Untimed = "profiles were taken of it"
	case len(base.Resumed) > 0:
		st.Untimed = "it went on after it was cut off"
	default:
		st.BaseWall, st.BasePhases = medians(base.Passes)
	}
	return st
}

// advise adds what fires on a run with a whole pass, or on one that is over, to how
// it does, and keeps what that is made of.
func (b *recordings) advise(st *screen.Standing, facts *insight.Facts) {
	if len(facts.Run.Passes) == 0 && facts.Run.State == record.Running {
		return
	}
	found := insight.Look(facts)
	for _, one := range found {
		st.Insights = append(st.Insights, one.Title)
		if one.Severity > insight.Info {
			st.Warnings++
		}
	}
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	b.advice = &advice{st.Run, facts, found}
}

// An advice is what fires on the run of a session, and what that is made of.
type advice struct {
	run   int64 // of the session
	facts *insight.Facts
	found []insight.Finding
}

// name is the id of the run's record; of a run that leaves none, which it is.
func (a *advice) name() string {
	return cmp.Or(a.facts.Run.ID, fmt.Sprintf("%d of this session", a.run))
}

// newest returns the newest advice; nil before the first.
func (b *recordings) newest() *advice {
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	return b.advice
}

// baseline returns the record that r is held against, or nil, and whether its times are
// a measure: see index.Baseline. It asks the index once for a set of tasks and programs,
// or where they are not once for each run, and again after forget.
func (b *recordings) baseline(r *record.Record) (base *record.Record, timed bool) {
	if b.space == nil {
		return nil, false
	}
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	key := r.Data.Hash + " " + r.Pool.Hash
	for _, known := range []string{key, key + " " + r.ID} {
		if b.baseKey == known && b.base != nil && b.base.ID != r.ID {
			return b.base, known == key
		}
	}
	ctx := context.Background()
	x, _, err := index.Open(ctx, b.space)
	if err != nil {
		return nil, false // the run goes on without; battscope runs says what is wrong
	}
	defer x.Close()
	e, err := x.Baseline(ctx, r.Data.Hash, r.Pool.Hash)
	if err != nil || e == nil {
		return nil, false
	}
	if base, err = record.Read(e.Dir); err != nil {
		return nil, false
	}
	if !e.Timed() {
		key += " " + r.ID // another run may do better
	}
	b.baseKey, b.base = key, base
	return base, e.Timed()
}

// rebase makes the present run the one that others of its tasks and programs are
// held against: in the workspace where there is one, else in this session.
func (b *recordings) rebase() (said string, err error) {
	b.mu.Lock()
	run, rec := b.last, b.rec
	b.mu.Unlock()
	r := recorder.Of(run.Result(), rec.meta)
	if !r.Whole() {
		return "", errors.New("not the baseline: the run has made no whole pass yet")
	}
	if b.space != nil {
		if err := nameBaseline(b.space, r, rec.dir, true); err != nil {
			return "", err
		}
	}
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	b.baseKey, b.base, b.earliest, b.named = "", nil, r, true
	return cmp.Or(r.ID, "this run") + " is the baseline now", nil
}

// forget has the baseline looked up anew.
func (b *recordings) forget() {
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	b.baseKey, b.base = "", nil
}

// first returns the earliest run of the session with the tasks and programs of r, or r
// if it is that, and whether its times are a measure: the baseline where the workspace
// knows none yet. Runs of a session repeat their passes until somebody stops them, so
// none of them comes to its end. A run that was watched is the first only where all
// were, and of results alone, unless somebody has named it.
func (b *recordings) first(r *record.Record) (first *record.Record, timed bool) {
	dir := ""
	if b.space != nil && r.ID != "" {
		dir = filepath.Join(b.space.RunsDir(), r.ID)
	}
	watched := r.Watched(workspace.Profiles(dir))
	b.baseMu.Lock()
	defer b.baseMu.Unlock()
	if e := b.earliest; e != nil && (e.Data.Hash != r.Data.Hash || e.Pool.Hash != r.Pool.Hash) {
		b.earliest, b.named = nil, false
	}
	e := b.earliest
	if e == nil || e.Began.Equal(r.Began) || b.watched && !b.named && !watched {
		b.earliest, b.watched = r, watched
	}
	return b.earliest, b.named || !b.watched
}

// medians returns the median wall of passes and of their phases.
func medians(passes []record.Pass) (wall time.Duration, phases [probe.NumPhases]time.Duration) {
	median := func(of func(*record.Pass) time.Duration) time.Duration {
		list := make([]time.Duration, 0, len(passes))
		for i := range passes {
			list = append(list, of(&passes[i]))
		}
		if len(list) == 0 {
			return 0
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	wall = median(func(p *record.Pass) time.Duration { return p.Wall })
	for k := range phases {
		phases[k] = median(func(p *record.Pass) time.Duration {
			if k < len(p.Phases) {
				return p.Phases[k]
			}
			return 0
		})
	}
	return wall, phases
}

// library is the person's battscope.toml as the screens know it.
type library struct {
	path string // empty: there is no workspace to save to

	mu   sync.Mutex
	book config.Config
}

// Presets returns the built-in presets, and behind them the person's.
func (l *library) Presets() strategy.Book {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.book.Book
}

// Path returns where Save writes.
func (l *library) Path() string { return cmp.Or(l.path, "nowhere: there is no workspace") }

// Save puts a preset into battscope.toml.
func (l *library) Save(p strategy.Preset) error {
	if l.path == "" {
		return usage("not saved: there is no workspace")
	}
	if err := config.Save(l.path, p); err != nil {
		return err
	}
	book, err := config.Read(l.path)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.book = book
	return nil
}
