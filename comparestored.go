package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"battscope/engine"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/contest"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
)

// baselineSide stands for the baseline of the first other side.
const baselineSide = "baseline"

// A storedSide is a side of a comparison of recorded runs: one that was found,
// or one that is measured for it.
type storedSide struct {
	name    string // for people
	record  *record.Record
	answers *compare.Answers
	dir     string // of the run; "" for one that left none
}

// isStrategy reports whether an argument of compare is a strategy, and no run.
func (f *compareFlags) isStrategy(arg string) bool {
	_, err := f.book.Book.Parse(strategy.Default(), arg)
	return err == nil
}

// readSide reads the recorded run that an argument names: an id or the beginning
// of one, the folder of a run, or a file with a record.
func (a *app) readSide(arg string) (*storedSide, error) {
	if isFile(arg) {
		text, err := os.ReadFile(arg)
		if err != nil {
			return nil, unreadable(arg, err)
		}
		r, err := record.Decode(text)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", arg, err)
		}
		return newStoredSide(arg, r, ""), nil
	}
	r, dir, err := a.findRun(arg)
	if err != nil {
		return nil, err
	}
	return newStoredSide(r.ID, r, dir), nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func unreadable(path string, err error) error { return fmt.Errorf("read %s: %w", path, bare(err)) }

// bare returns an error of the file system without the path, which its caller
// names.
func bare(err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func newStoredSide(name string, r *record.Record, dir string) *storedSide {
	return &storedSide{fmt.Sprintf("%s (%s)", name, r.Preset), r, compare.OfRecord(r), dir}
}

// measureSide makes one run of a strategy, with as many passes as pairs were
// asked for, to be held against recorded ones. It leaves no record.
func (a *app) measureSide(f *compareFlags, arg string) (s *storedSide, interrupted bool, err error) {
	sides, done, err := a.sides(f.inputFlags, f.store, []string{arg})
	defer done()
	if err != nil {
		return nil, false, err
	}
	spec := sides[0].Spec
	spec.Passes = f.pairs
	signals, release := a.signals()
	defer release()
	meta := recorder.Meta{Began: time.Now(), Host: record.ThisHost(), Input: f.recorded()}
	run := engine.Start(a.table, spec)
	interrupted = a.follow(run, f.progress, signals)
	res := run.Result()
	if err := a.problems(res.Problems, run.Err()); err != nil {
		return nil, false, err
	}
	r := recorder.Of(res, meta)
	return &storedSide{sides[0].Name, r, compare.OfRecord(r), ""}, interrupted, nil
}

// compareStored compares sides of which at least one is a recorded run.
func (a *app) compareStored(f *compareFlags, limits []compare.Limit, args []string) (*compare.Comparison, error) {
	if f.control {
		return nil, usage("--control measures A against A, and a recorded run cannot be measured again")
	}
	if f.clock != contest.Wall.String() {
		return nil, usage("--clock %s needs strategies: records have the processor time of all passes together", f.clock)
	}
	sides := make([]*storedSide, len(args))
	for i, arg := range args {
		if arg == baselineSide || f.isStrategy(arg) {
			continue
		}
		var err error
		if sides[i], err = a.readSide(arg); err != nil {
			if !isFile(arg) {
				_, why := f.book.Book.Parse(strategy.Default(), arg)
				err = usage("%q is neither a strategy (%v) nor a run (%v)", arg, why, err)
			}
			return nil, err
		}
	}
	for i, arg := range args { // which takes time, once all others are there
		if arg == baselineSide || !f.isStrategy(arg) {
			continue
		}
		var interrupted bool
		var err error
		if sides[i], interrupted, err = a.measureSide(f, arg); err != nil {
			return nil, err
		}
		if interrupted {
			return nil, &exit{exitInterrupted, fmt.Errorf("interrupted while %s was measured: nothing was compared", arg)}
		}
	}
	if err := a.findBaselines(sides); err != nil {
		return nil, err
	}
	r := &compare.Comparison{Data: sides[0].record.Name, Stored: true, Clock: contest.Wall.String()}
	for _, s := range sides {
		if text := busyHost(s.record.Host); text != "" {
			r.Busy = s.name + ": " + text
		}
	}
	for i := 1; i < len(sides); i++ {
		v, err := newStoredVersus(f, sides[0], sides[i], i)
		if err != nil {
			return nil, err
		}
		m := match{limits: limits}
		if v.Suspect = m.suspect(v.Timing); v.Suspect != nil {
			// What was recorded cannot be measured again.
			v.Confirmed = true
		}
		r.Versus = append(r.Versus, v)
	}
	return r, nil
}

// findBaselines fills the sides that stand for the baseline of the first that
// does not.
func (a *app) findBaselines(sides []*storedSide) error {
	var of *storedSide
	for _, s := range sides {
		if s != nil {
			of = s
			break
		}
	}
	if of == nil {
		return usage("the baseline of what? Name another side too")
	}
	for i, s := range sides {
		if s != nil {
			continue
		}
		base, dir, timed, err := a.baselineFolder(of.record)
		if err != nil {
			return err
		}
		switch {
		case base == nil:
			return fmt.Errorf("there is no baseline: no run of the tasks and programs of %s has a whole pass in this workspace", of.name)
		case !timed:
			return untimed(base.ID)
		}
		sides[i] = newStoredSide("baseline "+base.ID, base, dir)
	}
	return nil
}

// baselineFolder is baselineOf with the run's folder.
func (a *app) baselineFolder(r *record.Record) (base *record.Record, dir string, timed bool, err error) {
	base, timed, err = a.baselineOf(r)
	if err != nil || base == nil {
		return nil, "", false, err
	}
	space, err := workspace.Look(a.workspace)
	if err != nil {
		return nil, "", false, err
	}
	return base, filepath.Join(space.RunsDir(), base.ID), timed, nil
}

// untimed says that a baseline is one of results alone.
func untimed(id string) error {
	return fmt.Errorf("the only baseline is run %s, and profiles were taken of it, so that its times are no measure: make a run without, or name this one all the same with battscope runs baseline %s", id, id)
}

// newStoredVersus compares side i with the first, or says why they cannot be
// compared.
func newStoredVersus(f *compareFlags, x, y *storedSide, i int) (*compare.Versus, error) {
	may := allowed{f.otherHost, f.otherLevel}
	v := storedVersus(x, y, i, may)
	if len(v.Refused) > 0 {
		text := fmt.Sprintf("%s and %s cannot be compared:\n  %s", x.name, y.name, strings.Join(v.Refused, "\n  "))
		if !may.host && len(refusals(x, y, v.Label, allowed{true, may.level})) < len(v.Refused) {
			text += "\n  --other-host allows another host"
		}
		if !may.level && len(refusals(x, y, v.Label, allowed{may.host, true})) < len(v.Refused) {
			text += "\n  --other-level allows another level of observation"
		}
		return nil, errors.New(text)
	}
	return v, nil
}

// allowed says in what recorded sides may differ that are compared all the same.
type allowed struct{ host, level bool }

// refusals says why two recorded sides cannot be compared, the second under a
// label; none when they can.
func refusals(x, y *storedSide, label string, may allowed) []string {
	a, b := compare.ConditionsOf(x.record), compare.ConditionsOf(y.record)
	if may.level {
		b.Level = a.Level
	}
	reasons := compare.Refuse(a, b, may.host)
	for _, s := range []struct {
		label string
		side  *storedSide
	}{{"A", x}, {label, y}} {
		if why := compare.Unfit(s.side.record); why != "" {
			reasons = append(reasons, fmt.Sprintf("%s cannot be compared: %s", s.label, why))
		}
	}
	return reasons
}

// storedVersus compares recorded side i with the first; where they cannot be
// compared it says why, and has their knobs alone.
func storedVersus(x, y *storedSide, i int, may allowed) *compare.Versus {
	v := &compare.Versus{A: x.name, B: y.name, Label: string(rune('A' + i)), KnobsUnknown: x.record.Lacks("strategy") || y.record.Lacks("strategy")}
	if !v.KnobsUnknown {
		v.Knobs = strategy.Diff(x.record.Strategy, y.record.Strategy)
	}
	if v.Refused = refusals(x, y, v.Label, may); len(v.Refused) > 0 {
		return v
	}
	v.StoreUnknown = !readStores(x, y)
	v.Results, v.Timing = compare.Records(x.record, y.record, x.answers, y.answers, compare.DefaultOptions())
	v.Passes, v.Calls = v.Timing.Runs, compare.CallsOf(x.record, y.record)
	return v
}

// readStores adds to the answers what the stores of both runs hold, where each
// has one of its own: runs on built-in tasks have.
func readStores(sides ...*storedSide) (known bool) {
	var lists [][]compare.Task
	for _, s := range sides {
		if s.dir == "" {
			return false
		}
		list, err := storedTasks(filepath.Join(s.dir, ownStore), s.answers.Tasks)
		if err != nil {
			return false
		}
		lists = append(lists, list)
	}
	for i, s := range sides {
		s.answers.Tasks = lists[i]
	}
	return true
}

// storedTasks returns tasks with what a store holds of them.
func storedTasks(path string, tasks []compare.Task) ([]compare.Task, error) {
	s, err := store.OpenRead(path, storePatience)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var list []compare.Task
	for _, t := range tasks {
		solvers, err := s.Best(context.Background(), t.ID)
		if err != nil {
			return nil, err
		}
		differs, err := s.Differs(context.Background(), t.ID)
		if err != nil {
			return nil, err
		}
		t.Store, t.Differs = contest.SavedOf(solvers), contest.DiffersOf(differs)
		list = append(list, t)
	}
	return list, nil
}
