package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"battscope/engine"
	"battscope/engine/store"
	"battscope/profile/capture"
	"battscope/profile/export"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
)

// A recording is where a run leaves its record and its solver store: in a folder
// of the workspace, or nowhere, where there is no workspace to write to.
type recording struct {
	space   *workspace.Workspace // nil: nowhere
	meta    recorder.Meta
	dir     string          // of the run
	lock    *workspace.Lock // on dir, while the run is at work
	builtIn bool            // tasks are built in: the store is the run's own, and begins empty
	again   bool            // there may be several passes
	pass    int
	writer  *recorder.Recorder
	line    *capture.Timeline
}

// openSpace opens the workspace to write. A folder that nobody named and that
// cannot be written costs the record and not the run: then there is none.
func (a *app) openSpace() (*workspace.Workspace, error) {
	space, err := workspace.Open(a.workspace)
	if err == nil {
		return space, nil
	}
	if a.workspace != "" {
		return nil, err
	}
	a.unkept = err
	fmt.Fprintf(a.err, "battscope: %v\nThis run leaves no record and no solvers.\n", err)
	return nil, nil
}

// record makes the folder of a run that is about to begin and has spec save to
// the workspace.
func (a *app) record(space *workspace.Workspace, in *inputFlags, spec *engine.Spec) (*recording, error) {
	rec := &recording{space: space, builtIn: len(in.data) == 0, again: !spec.Evolve && (spec.Repeat || spec.Passes > 1)}
	rec.meta = recorder.Meta{Began: time.Now(), Host: record.ThisHost(), Input: in.recorded()}
	if spec.Processors > 0 {
		rec.meta.Host.GOMAXPROCS = spec.Processors
	}
	if rec.meta.Input.Evolve = spec.Evolve; spec.Evolve && !spec.Repeat {
		rec.meta.Input.Generations = spec.Passes
	}
	rec.meta.Input.Repeat = rec.again
	if space == nil {
		return rec, nil
	}
	var err error
	if rec.meta.ID, rec.dir, err = recorder.NewFolder(space.RunsDir(), rec.meta.Began, spec.Name); err != nil {
		return nil, err
	}
	if rec.lock, err = workspace.LockFolder(rec.dir); err != nil {
		return nil, err
	}
	rec.attach(spec)
	return rec, nil
}

// attach has spec save to the run's store, and tell of what it does.
func (rec *recording) attach(spec *engine.Spec) {
	spec.ID = rec.meta.ID
	spec.OpenStore = rec.openStore
	rec.line = capture.NewTimeline()
	// The labels cost next to nothing and must be there when somebody takes a
	// profile in the middle of the run.
	spec.Observers = append(spec.Observers, rec.line, capture.NewLabels())
}

// goOn says how an interrupted run can go on, or nothing.
func (rec *recording) goOn() string {
	if rec.space == nil || rec.again {
		return ""
	}
	return "; battscope run --resume " + rec.meta.ID + " goes on"
}

// recorded returns what a record says of the flags.
func (f *inputFlags) recorded() record.Input {
	in := record.Input{Data: absolute(f.data), Programs: absolute(f.programs), Tasks: f.tasks, MaxPrograms: f.max, HideTest: f.hide, Mutate: f.mutate.N}
	if len(f.data) == 0 || len(f.programs) == 0 {
		in.Scenario = f.scenario
	}
	return in
}

func absolute(paths []string) []string {
	var list []string
	for _, p := range paths {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		list = append(list, p)
	}
	return list
}

// The stores of a run beside the workspace's own.
const (
	ownStore  = "solvers.db" // of a run on built-in tasks
	fromStore = "from.db"    // what passes begin with; it goes with the run's end
	passStore = "pass.db"    // of a pass after the first; it goes with the run's end
)

// openStore opens the store of the next pass. The first saves to the workspace's
// store, or on built-in tasks to one of the run's own; those after it begin with
// a copy of what that was before, and what they save goes with the run's end.
func (rec *recording) openStore() (*store.Store, error) {
	rec.pass++
	path := rec.storePath()
	from := filepath.Join(rec.dir, fromStore)
	if rec.pass == 1 {
		s, err := store.Open(path)
		if err != nil || !rec.again || rec.builtIn {
			return s, err
		}
		if err := s.CopyTo(context.Background(), from); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		return s, nil
	}
	path = filepath.Join(rec.dir, passStore)
	removeStore(path)
	if !rec.builtIn {
		whole, err := store.Open(from)
		if err != nil {
			return nil, err
		}
		err = errors.Join(whole.CopyTo(context.Background(), path), whole.Close())
		if err != nil {
			return nil, err
		}
	}
	return store.Open(path)
}

// storePath returns the path of the store that the first pass saves to.
func (rec *recording) storePath() string {
	if rec.builtIn {
		return filepath.Join(rec.dir, ownStore)
	}
	return rec.space.SolversPath()
}

// forget removes the marks by which the run could have gone on. Its record says
// by now that it is done: in the other order a kill between the two would leave a
// run that begins anew with what it has saved.
func (rec *recording) forget() error {
	s, err := store.Open(rec.storePath())
	if err != nil {
		return err
	}
	return errors.Join(s.Forget(context.Background(), rec.meta.ID), s.Close())
}

// removeStore removes a store and what SQLite keeps beside it. What is not there
// or stays is no harm: opening it says so.
func removeStore(path string) {
	for _, end := range []string{"", "-wal", "-shm"} {
		os.Remove(path + end)
	}
}

// follow begins to write the record of a run that has begun.
func (rec *recording) follow(run *engine.Run) error {
	if rec.space == nil {
		return nil
	}
	var err error
	rec.writer, err = recorder.Start(run, rec.dir, rec.meta)
	return err
}

// profiles returns the program profiles that a run left which has ended.
func (rec *recording) profiles() []string {
	if rec.writer == nil {
		return nil
	}
	return rec.writer.Profiles()
}

// end returns the record of a run that has ended, and what went wrong with
// writing it.
func (rec *recording) end(run *engine.Run) (*record.Record, error) {
	if rec.writer == nil {
		return recorder.Of(run.Result(), rec.meta), nil
	}
	r, err := rec.writer.Wait()
	removeStore(filepath.Join(rec.dir, fromStore))
	removeStore(filepath.Join(rec.dir, passStore))
	if err == nil {
		err = export.WriteTrace(rec.dir, r, rec.line)
	}
	if err == nil && r.State == record.Done && !rec.again {
		err = rec.forget()
	}
	return r, errors.Join(err, rec.lock.Close())
}
