package main

import (
	"context"

	"battscope/profile/index"
	"battscope/profile/record"
)

// A marker holds runs against their baselines. It reads records once for each
// state of a run. It belongs to one goroutine; the zero marker is ready to use.
type marker struct{ known map[markKey]record.Mark }

// A markKey says what a mark was made of: a run in a state, and its baseline.
type markKey struct {
	id, base string
	state    record.State
	passes   int
}

// A markedRun is a run with what came of holding it against its baseline.
type markedRun struct {
	index.Entry
	mark record.Mark
	base string // id of the baseline; empty where there is none
}

// list returns the runs of an index with their marks, the newest first.
func (m *marker) list(ctx context.Context, x *index.Index) ([]markedRun, error) {
	entries, err := x.List(ctx)
	if err != nil {
		return nil, err
	}
	bases := map[string]*index.Entry{} // by tasks and programs
	runs := make([]markedRun, len(entries))
	for i, e := range entries {
		key := e.Data + " " + e.Pool
		base, known := bases[key]
		if !known {
			if b, err := x.Baseline(ctx, e.Data, e.Pool); err == nil {
				base = b
			}
			bases[key] = base
		}
		runs[i] = markedRun{Entry: e, mark: record.Mark{Text: record.None, Why: "there is no baseline"}}
		if base != nil {
			runs[i].base, runs[i].mark = base.ID, m.mark(&e, base)
		}
	}
	return runs, nil
}

// mark returns how a run came out against a baseline.
func (m *marker) mark(e, base *index.Entry) record.Mark {
	key := markKey{e.ID, base.Dir, e.State, e.Passes}
	if mark, known := m.known[key]; known {
		return mark
	}
	mark := record.Mark{Text: record.None}
	b, err := record.Read(base.Dir)
	r := b
	if err == nil && e.Dir != base.Dir {
		r, err = record.Read(e.Dir)
	}
	if err == nil {
		mark = r.Against(b)
	} else {
		mark.Why = err.Error()
	}
	if m.known == nil {
		m.known = map[markKey]record.Mark{}
	}
	m.known[key] = mark
	return mark
}
