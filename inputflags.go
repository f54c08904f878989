package main

import (
	"time"

	"github.com/spf13/pflag"

	"battscope/engine"
	"battscope/engine/interp"
	"battscope/engine/task"
)

// inputFlags are the flags that say what to run and within which limits.
type inputFlags struct {
	data, programs, tasks []string
	workers               int
	fuel                  int64
	deadline              time.Duration
	own                   bool
}

func (f *inputFlags) register(flags *pflag.FlagSet) {
	limits := interp.DefaultLimits()
	f.registerSource(flags)
	flags.IntVar(&f.workers, "workers", 0, "goroutines that evaluate; 0 is one for each processor")
	flags.Int64Var(&f.fuel, "fuel", limits.Fuel, "limit of one program on one sample, in cost units (one is about one cell visited)")
	flags.DurationVar(&f.deadline, "deadline", limits.Deadline, "limit of one program on one sample, in time; 0 is none")
	flags.BoolVar(&f.own, "own", false, "try each solve_<id> on its own task only")
}

func (f *inputFlags) registerSource(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.data, "data", nil, "task file, folder of them, or Kaggle's all-in-one file; may be repeated (default: the built-in tasks)")
	flags.StringArrayVar(&f.programs, "programs", nil, "solver file in Python syntax; may be repeated (default: the built-in programs)")
	flags.StringArrayVar(&f.tasks, "task", nil, "run only this task; may be repeated")
}

// check finds fault with values that no run can use.
func (f *inputFlags) check() error {
	switch {
	case f.workers < 0:
		return usage("--workers is %d, want 0 or more", f.workers)
	case f.workers > 1024:
		return usage("--workers is %d, want 1024 or fewer", f.workers)
	case f.fuel <= 0:
		return usage("--fuel is %d, want 1 or more", f.fuel)
	case f.deadline < 0:
		return usage("--deadline is %v, want 0 or more", f.deadline)
	}
	return nil
}

// source returns where tasks and programs come from.
func (f *inputFlags) source() engine.Source {
	s := engine.Source{Data: f.data, Programs: f.programs, BuiltIn: tour()}
	for _, id := range f.tasks {
		s.Tasks = append(s.Tasks, task.ID(id))
	}
	return s
}

// spec returns the run that the flags ask for.
func (f *inputFlags) spec() engine.Spec {
	name := "tour"
	if len(f.data) > 0 {
		name = f.data[0]
		if len(f.data) > 1 {
			name += " and more"
		}
	}
	return engine.Spec{
		Name: name, Source: f.source(), Own: f.own, Workers: f.workers,
		Limits: interp.Limits{Fuel: f.fuel, Deadline: f.deadline},
	}
}
