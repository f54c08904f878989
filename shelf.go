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
	space   *workspace.Workspace
	rebased func() // told when another run is the baseline; nil tells nobody

	mu    sync.Mutex
	marks marker
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
	marked, err := s.marks.list(ctx, x)
	if err != nil {
		return nil, err
	}
	runs := make([]runsview.Run, len(marked))
	for i := range marked {
		e := &marked[i]
		r := runsview.Run{
			ID: e.ID, Name: e.Name, Standing: e.Standing(), Began: e.Began, Preset: e.Preset, Strategy: e.Strategy, Passes: e.Passes,
			Solved: e.Counts.SolvedTasks, Tasks: e.Counts.Tasks, Journal: e.Journal, Mark: e.mark, IsBase: e.base == e.ID,
		}
		switch {
		case e.Passes > 0:
			r.Pass = e.Wall / time.Duration(e.Passes)
		case e.State == record.Done:
			r.Pass = e.Wall
		}
		runs[i] = r
	}
	return runs, nil
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
	if err := nameBaseline(s.space, r, s.dir(id), true); err != nil {
		return err
	}
	if s.rebased != nil {
		s.rebased()
	}
	return nil
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
