package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
)

// newestRecord returns the record of the session's run as it stands.
func (b *recordings) newestRecord() *record.Record {
	b.mu.Lock()
	run, meta := b.last, b.rec.meta
	b.mu.Unlock()
	return recorder.Of(run.Result(), meta)
}

// stored returns the recorded run of an id; "" is the session's.
func (ar *arena) stored(id string) (*storedSide, error) {
	switch {
	case id == "" && ar.session == nil:
		return nil, errors.New("there is no run of a session here")
	case id == "":
		r := ar.book.newestRecord()
		if r.Data.Hash == "" {
			return nil, errors.New("the run has not read its tasks and programs yet")
		}
		if r.ID == "" {
			return newStoredSide("this run", r, ""), nil
		}
		return newStoredSide(r.ID, r, ar.runDir(r.ID)), nil
	case ar.space == nil:
		return nil, errors.New("there is no workspace, and so there are no recorded runs")
	}
	r, err := record.Read(ar.runDir(id))
	if err != nil {
		return nil, fmt.Errorf("run %s is gone, or cannot be read: %w", id, err)
	}
	return newStoredSide(r.ID, r, ar.runDir(id)), nil
}

func (ar *arena) runDir(id string) string {
	if ar.space == nil {
		return ""
	}
	return filepath.Join(ar.space.RunsDir(), filepath.Base(id))
}

// Stored compares recorded runs.
func (ar *arena) Stored(ids []string, otherHost bool) (*compare.Comparison, []string, error) {
	var sides []*storedSide
	for _, id := range ids {
		s, err := ar.stored(id)
		if err != nil {
			return nil, nil, err
		}
		sides = append(sides, s)
	}
	if len(sides) == 1 {
		base, err := ar.against(sides[0].record)
		if err != nil {
			return nil, nil, err
		}
		sides, ids = append([]*storedSide{base}, sides...), []string{base.record.ID, ids[0]}
	}
	c := &compare.Comparison{Data: sides[0].record.Name, Stored: true, Clock: contest.Wall.String()}
	for i, s := range sides {
		if text := busyHost(s.record.Host); text != "" {
			c.Busy = s.name + ": " + text
		}
		if !s.record.Lacks("strategy") {
			c.Settings = append(c.Settings, ar.presets.Presets().Name(s.record.Strategy))
		}
		if i > 0 {
			c.Versus = append(c.Versus, storedVersus(sides[0], s, i, allowed{host: otherHost}))
		}
	}
	return c, ids, nil
}

// against returns the baseline of a run.
func (ar *arena) against(r *record.Record) (*storedSide, error) {
	none := fmt.Errorf("run %s has no baseline to be compared with: b on the screen Runs names one, or mark another run there", r.ID)
	if ar.space == nil {
		return nil, none
	}
	x, _, err := index.Open(context.Background(), ar.space)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	e, err := x.Baseline(context.Background(), r.Data.Hash, r.Pool.Hash)
	switch {
	case err != nil:
		return nil, err
	case e == nil:
		return nil, none
	case e.ID == r.ID:
		return nil, fmt.Errorf("run %s is the baseline itself: mark another run on the screen Runs to compare it with", r.ID)
	case !e.Timed():
		return nil, untimed(e.ID)
	}
	return ar.stored(e.ID)
}

// Chain holds recorded runs against the first of them.
func (ar *arena) Chain(ids []string) (*compare.Evolution, error) {
	if len(ids) == 1 {
		var err error
		if ids, err = ar.parents(ids[0]); err != nil {
			return nil, err
		}
	}
	var sides []*storedSide
	for _, id := range ids {
		s, err := ar.stored(id)
		if err != nil {
			return nil, err
		}
		sides = append(sides, s)
	}
	first := sides[0].record
	e := &compare.Evolution{Data: first.Name, Title: scenarioTitle(first.Name), Stored: true}
	published := publishedOf(first)
	for i, s := range sides {
		r := s.record
		one := compare.Step{Name: r.ID, Preset: r.Preset, Passes: len(r.Passes), Time: compare.Times(r)[compare.WholeName], Note: ar.noted(s.dir)}
		if p := publishedOf(r); p > 0 && published > 0 {
			one.Published = p / published
		}
		v := storedVersus(sides[0], s, i, allowed{})
		if one.Refused = v.Refused; len(v.Refused) == 0 {
			one.Results, one.Against = v.Results, &v.Timing.Whole
		}
		if i > 0 && !r.Lacks("strategy") && !sides[i-1].record.Lacks("strategy") {
			one.Changes = strategy.Diff(sides[i-1].record.Strategy, r.Strategy)
		}
		e.Steps = append(e.Steps, one)
	}
	return e, nil
}

// publishedOf returns the published ratio of the step that a run's strategy
// repeats; 0 where it is none.
func publishedOf(r *record.Record) float64 {
	for _, p := range strategy.History() {
		if p.Strategy == r.Strategy && !r.Lacks("strategy") {
			return p.Ratio
		}
	}
	return 0
}

// parents returns a run and those that it goes back to, the oldest first.
func (ar *arena) parents(id string) ([]string, error) {
	chain := []string{id}
	for seen := map[string]bool{id: true}; ; {
		j, err := record.ReadJournal(ar.runDir(chain[0]))
		if err != nil {
			return nil, err
		}
		if j.Parent == "" || seen[j.Parent] {
			break
		}
		if _, err := record.Read(ar.runDir(j.Parent)); err != nil {
			break // it is gone: the chain begins behind it
		}
		seen[j.Parent] = true
		chain = append([]string{j.Parent}, chain...)
	}
	if len(chain) < 2 {
		return nil, fmt.Errorf("run %s goes back to no other: P on the screen Runs gives it a parent", id)
	}
	return chain, nil
}

// noted returns what people say of the run in a folder, in a line.
func (ar *arena) noted(dir string) string {
	if dir == "" {
		return ""
	}
	j, err := record.ReadJournal(dir)
	if err != nil {
		return "" // the screen Runs tells of that
	}
	var parts []string
	for _, text := range []string{string(j.Verdict), j.Title, j.Lesson} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ": ")
}

// Export writes a text into the workspace, beside what was exported before.
func (ar *arena) Export(name, text string) (string, error) {
	if ar.space == nil {
		return "", errors.New("there is no workspace to write to; battscope compare --markdown prints it")
	}
	return workspace.WriteNew(filepath.Join(ar.space.Dir(), filepath.Base(name)), []byte(text))
}
