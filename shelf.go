package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui/runsview"
)

// A shelf is the runs of a workspace as the Runs screen knows them.
type shelf struct {
	space *workspace.Workspace

	mu    sync.Mutex
	marks map[markKey]record.Mark
}

// A markKey says what a mark was made of: a run in a state, and its baseline.
type markKey struct {
	id, base string
	state    record.State
	passes   int
}

// List returns the runs with their marks, the newest first.
func (s *shelf) List() ([]runsview.Run, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx := context.Background()
	x, _, err := index.Open(ctx, s.space) // what cannot be read, battscope runs tells of
	if err != nil {
		return nil, err
	}
	defer x.Close()
	entries, err := x.List(ctx)
	if err != nil {
		return nil, err
	}
	if s.marks == nil {
		s.marks = map[markKey]record.Mark{}
	}
	bases := map[string]string{} // the baseline's folder, by tasks and programs
	runs := make([]runsview.Run, len(entries))
	for i := range entries {
		e := &entries[i]
		r := runsview.Run{
			ID: e.ID, Name: e.Name, Standing: e.Standing(), Began: e.Began, Preset: e.Preset, Strategy: e.Strategy, Passes: e.Passes,
			Solved: e.Counts.SolvedTasks, Tasks: e.Counts.Tasks, Journal: e.Journal, Mark: record.Mark{Text: record.None, Why: "there is no baseline"},
		}
		switch {
		case e.Passes > 0:
			r.Pass = e.Wall / time.Duration(e.Passes)
		case e.State == record.Done:
			r.Pass = e.Wall
		}
		key := e.Data + " " + e.Pool
		base, known := bases[key]
		if !known {
			if b, err := x.Baseline(ctx, e.Data, e.Pool); err == nil && b != nil {
				base = b.Dir
			}
			bases[key] = base
		}
		if base != "" {
			r.IsBase = base == e.Dir
			r.Mark = s.mark(e, base)
		}
		runs[i] = r
	}
	return runs, nil
}

// mark returns how a run came out against a baseline; s.mu is held. Records are
// read once for each state of a run.
func (s *shelf) mark(e *index.Entry, base string) record.Mark {
	key := markKey{e.ID, base, e.State, e.Passes}
	if m, known := s.marks[key]; known {
		return m
	}
	m := record.Mark{Text: record.None}
	b, err := record.Read(base)
	var r *record.Record
	if err == nil {
		r, err = record.Read(e.Dir)
	}
	if err == nil {
		m = r.Against(b)
	} else {
		m.Why = err.Error()
	}
	s.marks[key] = m
	return m
}

// dir returns the folder of a run of the workspace.
func (s *shelf) dir(id string) string { return filepath.Join(s.space.RunsDir(), filepath.Base(id)) }

// Note writes a run's journal. Whether it is the baseline stays as it is.
func (s *shelf) Note(id string, j record.Journal) error {
	return journal(s.dir(id), func(old *record.Journal) {
		j.Baseline = old.Baseline
		*old = j
	})
}

// Baseline names a run the baseline of its tasks and programs.
func (s *shelf) Baseline(id string) error {
	r, err := record.Read(s.dir(id))
	if err != nil {
		return err
	}
	return nameBaseline(s.space, r, s.dir(id), true)
}

// Delete removes the folders of runs. One that is at work stays.
func (s *shelf) Delete(ids []string) error {
	for _, id := range ids {
		r, err := record.Read(s.dir(id))
		if err == nil && r.State == record.Running && r.PID == os.Getpid() {
			return fmt.Errorf("run %s is at work: stop it first", id)
		}
		if err := removeRun(s.dir(id)); err != nil {
			return err
		}
	}
	return nil
}

// Export writes a text into the workspace.
func (s *shelf) Export(name, text string) (string, error) {
	path := filepath.Join(s.space.Dir(), filepath.Base(name))
	if err := workspace.WriteFile(path, []byte(text)); err != nil {
		return "", err
	}
	return path, nil
}

// nameBaseline names a run the baseline of its tasks and programs, which no
// other then is, or takes the name away.
func nameBaseline(space *workspace.Workspace, r *record.Record, dir string, on bool) error {
	if on && !r.Whole() {
		return fmt.Errorf("run %s did not come to its end or make a whole pass (it is %s): others cannot be held against a part", r.ID, r.State)
	}
	ctx := context.Background()
	x, _, err := index.Open(ctx, space)
	if err != nil {
		return err
	}
	defer x.Close()
	list, err := x.List(ctx)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Journal.Baseline && e.Data == r.Data.Hash && e.Pool == r.Pool.Hash && e.ID != r.ID {
			if err := journal(e.Dir, func(j *record.Journal) { j.Baseline = false }); err != nil {
				return err
			}
		}
	}
	return journal(dir, func(j *record.Journal) { j.Baseline = on })
}
