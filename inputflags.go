package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"battscope/engine"
	"battscope/engine/differ"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/profile/config"
	"battscope/profile/workspace"
)

// inputFlags are the flags that say what to run and how: the data, and every
// knob of the strategy.
type inputFlags struct {
	scenario              string
	data, programs, tasks []string
	max                   int
	hide                  bool
	own                   bool
	mutate                engine.Mutation
	preset                string
	book                  config.Config     // the presets to choose from
	knobs                 strategy.Strategy // as the flags set them
	set                   func(knob string) bool
}

func (f *inputFlags) register(flags *pflag.FlagSet) {
	f.registerSource(flags)
	f.registerPool(flags)
	flags.StringVar(&f.preset, "preset", "", "strategy: a preset, or one with changes as in phase4a+workers=2; "+presetNames()+", or one of battscope.toml (default: what battscope.toml names, else best)")
	f.registerKnobs(flags)
}

// registerPool makes the flags that say which programs meet which tasks.
func (f *inputFlags) registerPool(flags *pflag.FlagSet) {
	flags.BoolVar(&f.own, "own", false, "try each solve_<id> on its own task only")
	flags.IntVar(&f.mutate.N, "mutate", 0, "add so many mutants of the programs to each task's pool")
	flags.Int64Var(&f.mutate.Seed, "seed", 0, "of the mutants: the same seed gives the same pool on every machine")
}

// registerKnobs makes a flag of each knob of the strategy, or of those named.
func (f *inputFlags) registerKnobs(flags *pflag.FlagSet, only ...string) {
	f.knobs = strategy.Default()
	for _, k := range strategy.Knobs() {
		if len(only) > 0 && !slices.Contains(only, k.Name) {
			continue
		}
		doc := k.Doc
		if len(k.Values) > 0 {
			doc += ": " + strings.Join(k.Values, ", ")
		}
		flag := flags.VarPF(k.Flag(&f.knobs), k.Name, "", doc)
		if k.Kind == strategy.Switch {
			flag.NoOptDefVal = "true"
		}
	}
	f.set = flags.Changed
}

func (f *inputFlags) registerSource(flags *pflag.FlagSet) {
	flags.StringVar(&f.scenario, "scenario", "tour", "tasks and programs that are built in: "+strings.Join(scenarioNames(), ", "))
	flags.StringArrayVar(&f.data, "data", nil, "task file, folder of them, or Kaggle's all-in-one file; may be repeated (default: the scenario's tasks)")
	flags.StringArrayVar(&f.programs, "programs", nil, "solver file in Python syntax; may be repeated (default: the scenario's programs)")
	flags.StringArrayVar(&f.tasks, "task", nil, "run only this task; may be repeated")
	flags.BoolVar(&f.hide, "hide-test", false, "take the known outputs of test samples away, as in a competition")
	flags.IntVar(&f.max, "max-programs", 0, "use only the first programs, so many; 0 is all")
}

func presetNames() string {
	var names []string
	for _, p := range strategy.Presets() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// gave reports whether the flag of a knob was given.
func (f *inputFlags) gave(knob string) bool { return f.set != nil && f.set(knob) }

// configure reads the person's presets from the workspace. Of a folder that nobody
// named and that cannot be looked into openSpace says what is wrong.
func (a *app) configure(f *inputFlags) error {
	space, err := workspace.Look(a.workspace)
	if err != nil && a.workspace == "" {
		f.book = config.Without()
		return nil
	}
	if err != nil {
		return err
	}
	f.book, err = config.Read(space.ConfigPath())
	return err
}

// strategy returns the preset with the knobs that flags have set.
func (f *inputFlags) strategy() (strategy.Strategy, error) {
	st, err := f.book.Book.Parse(strategy.Default(), cmp.Or(f.preset, f.book.Preset))
	if err != nil {
		return st, usage("--preset: %v", err)
	}
	for _, k := range strategy.Knobs() {
		if f.gave(k.Name) {
			if err := k.Set(&st, k.Get(&f.knobs)); err != nil {
				return st, usage("--%s: %v", k.Name, err)
			}
		}
	}
	if err := strategy.Validate(st); err != nil {
		return st, usage("%v", err)
	}
	return st, nil
}

// check reads the person's presets, and finds fault with values that no run can
// use.
func (a *app) check(f *inputFlags) error {
	if err := a.configure(f); err != nil {
		return err
	}
	if f.max < 0 {
		return usage("--max-programs is %d, want 0 or more", f.max)
	}
	if f.mutate.N < 0 || f.mutate.N > maxMutants {
		return usage("--mutate is %d, want a number from 0 to %d", f.mutate.N, maxMutants)
	}
	if _, err := scenarioFiles(f.scenario); err != nil {
		return err
	}
	_, err := f.strategy()
	return err
}

// maxMutants bounds the pool of a task: the bodies that were made are remembered,
// at 16 to 32 bytes each.
const maxMutants = 100_000_000

// source returns where tasks and programs come from. Its flags have been
// checked.
func (f *inputFlags) source() engine.Source {
	files, err := scenarioFiles(f.scenario)
	if err != nil {
		panic("main: source of flags that were not checked: " + err.Error())
	}
	s := engine.Source{Data: f.data, Programs: f.programs, Max: f.max, HideTest: f.hide, BuiltIn: files}
	for _, id := range f.tasks {
		s.Tasks = append(s.Tasks, task.ID(id))
	}
	return s
}

// spec returns the run that the flags ask for.
func (a *app) spec(f *inputFlags) (engine.Spec, error) {
	st, err := f.strategy()
	if err != nil {
		return engine.Spec{}, err
	}
	differs, err := differ.ReadFS(a.table, differFiles())
	if err != nil {
		return engine.Spec{}, fmt.Errorf("built-in differs: %w", err)
	}
	name := f.scenario
	if len(f.data) > 0 {
		name = f.data[0]
		if len(f.data) > 1 {
			name += " and more"
		}
	}
	return engine.Spec{Name: name, Source: f.source(), Own: f.own, Mutate: f.mutate, Strategy: st, Differs: differs, OpenDevices: a.opener().Open}, nil
}
