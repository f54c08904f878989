package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"battscope/engine"
	"battscope/engine/strategy"
	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
)

// checkLength finds fault with how long a run is to be.
func (f *runFlags) checkLength() error {
	evolves := f.generations > 0 || f.until > 0 && f.mutate.N > 0
	switch {
	case f.repeat < 1:
		return usage("--repeat is %d, want 1 or more", f.repeat)
	case f.generations < 0:
		return usage("--generations is %d, want 1 or more", f.generations)
	case f.until < 0:
		return usage("--until is %v, want a time such as 11h30m", f.until)
	case f.generations > 0 && f.mutate.N == 0:
		return usage("--generations wants --mutate N: each generation is of so many mutants for each task")
	case evolves && f.repeat > 1:
		return usage("--repeat runs the same again, and --generations or --until with --mutate goes on from what was left: want one of them")
	}
	return nil
}

// lengthen makes a spec as long as the flags say.
func (f *runFlags) lengthen(spec *engine.Spec) {
	spec.Passes = f.repeat
	switch {
	case f.generations > 0:
		spec.Evolve, spec.Passes = true, f.generations
	case f.until > 0 && f.mutate.N > 0:
		spec.Evolve, spec.Repeat = true, true
	}
}

// resume goes on with a run that was cut off: what it is about is in its record,
// how far it has come in its store.
func (a *app) resume(f *runFlags, flags *pflag.FlagSet) error {
	if err := resumeFlags(flags); err != nil {
		return err
	}
	if err := checkProgress(f.progress); err != nil {
		return err
	}
	profiles, err := askProfile(f.profile)
	if err != nil {
		return err
	}
	r, dir, err := a.findRun(f.resume)
	if err != nil {
		return err
	}
	if err := resumable(r, dir); err != nil {
		return err
	}
	lock, err := workspace.LockFolder(dir)
	if errors.Is(err, workspace.ErrLocked) {
		return fmt.Errorf("run %s is at work in another process", r.ID)
	}
	if err != nil {
		return err
	}
	defer lock.Close() // ends with the process in any case
	// Another process may have gone on with it, and ended, in the meantime.
	if r, err = record.Read(dir); err != nil {
		return err
	}
	if err := resumable(r, dir); err != nil {
		return err
	}
	for _, file := range append([]string{record.FileName, workspace.ProgramsName}, r.ProgramFiles()...) {
		workspace.Sweep(filepath.Join(dir, file))
	}
	space, err := workspace.Open(a.workspace)
	if err != nil {
		return err
	}
	if filepath.Dir(dir) != space.RunsDir() {
		return fmt.Errorf("%s is no run of workspace %s: give its own with --workspace", dir, space.Dir())
	}
	in := r.Input
	f.fromRecord(r)
	spec, err := a.specLike(&f.inputFlags, r)
	if err != nil {
		return err
	}
	if err := profiles.observe(&spec.Strategy, false); err != nil {
		return err
	}
	spec.Resume = true
	rec := &recording{space: space, dir: dir, builtIn: len(in.Data) == 0}
	rec.meta = recorder.Meta{ID: r.ID, Input: in, Began: time.Now(), Host: record.ThisHost(), Earlier: r}
	rec.attach(&spec)
	return a.carryOut(f, rec, spec, profiles)
}

// resumeFlags refuses flags that would make another run of it.
func resumeFlags(flags *pflag.FlagSet) error {
	if list := flagsBut(flags, "resume", "json", "progress", "workspace", "profile", "until"); list != "" {
		return usage("--resume goes on with a run as it began; it takes no %s", list)
	}
	return nil
}

// resumable says why the run in a folder cannot go on.
func resumable(r *record.Record, dir string) error {
	switch {
	case r.Imported != nil:
		return fmt.Errorf("run %s is of another engine, which battscope cannot run", r.ID)
	case r.State == record.Done:
		return fmt.Errorf("run %s came to its end: there is nothing to go on with", r.ID)
	case r.Data.Hash == "":
		return fmt.Errorf("run %s was cut off before it had read its tasks and programs: begin another", r.ID)
	case r.Input.Repeat:
		return fmt.Errorf("run %s repeated its passes, which begin alike: begin another", r.ID)
	case r.State == record.Running && r.PID != os.Getpid() && index.Alive(dir, r.Host.Name, r.PID): // in containers numbers come again
		return fmt.Errorf("run %s is at work in process %d on %s", r.ID, r.PID, r.Host.Name)
	}
	return nil
}

// specLike is the spec of a recorded run, of which f says already what it was
// about.
func (a *app) specLike(f *inputFlags, r *record.Record) (engine.Spec, error) {
	spec, err := a.specOf(f, r.Strategy)
	if err != nil {
		return spec, err
	}
	spec.Name = r.Name
	spec.Expect = engine.Fingerprint{Data: r.Data.Hash, Pool: r.Pool.Hash, Start: r.Start, Tasks: r.Data.Count, Programs: r.Pool.Count}
	if spec.Evolve = r.Input.Evolve; r.Input.Evolve {
		spec.Passes, spec.Repeat = r.Input.Generations, r.Input.Generations == 0
	}
	return spec, nil
}

// specOfRecord is the spec of a recorded run.
func (a *app) specOfRecord(r *record.Record) (engine.Spec, error) {
	var f inputFlags
	if err := a.configure(&f); err != nil {
		return engine.Spec{}, err
	}
	f.fromRecord(r)
	return a.specLike(&f, r)
}

// specOf is spec with a strategy that stands already.
func (a *app) specOf(f *inputFlags, st strategy.Strategy) (engine.Spec, error) {
	if err := strategy.Validate(st); err != nil {
		return engine.Spec{}, errors.Join(errors.New("the strategy of the record cannot be run"), err)
	}
	f.preset, f.book.Preset, f.set = "", "", nil
	spec, err := a.spec(f)
	spec.Strategy = st
	return spec, err
}
