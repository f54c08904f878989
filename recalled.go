package main

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"battscope/engine"
	"battscope/engine/strategy"
	"battscope/engine/trace"
	"battscope/profile/record"
	"battscope/profile/replay"
)

// A recalled run is a recorded one with its tasks and programs, which are read
// again where the record says that they were, and evaluated here. It is safe for
// concurrent use.
type recalled struct {
	*replay.Player
	app *app

	mu   sync.Mutex
	run  *engine.Run
	pool map[string][]int // by task: the number in run of each program of a sheet; below 0 it has none
}

// open reads the tasks and programs of the record. r.mu is held.
func (r *recalled) open(rec *record.Record) (*engine.Run, error) {
	switch {
	case r.run != nil:
		return r.run, nil
	case rec.Imported != nil:
		return nil, errors.New("another engine's output tells no grids and programs")
	case rec.Data.Hash == "":
		return nil, errors.New("the run has not read its tasks yet")
	}
	if err := strategy.Validate(rec.Strategy); err != nil {
		return nil, fmt.Errorf("the record's strategy is of another version: %w", err)
	}
	spec, err := r.app.specOfRecord(rec)
	if err != nil {
		return nil, err
	}
	run, err := engine.Reopen(r.app.table, spec)
	if err != nil {
		return nil, fmt.Errorf("the record holds scores, and what it was about cannot be read again: %w", err)
	}
	r.run, r.pool = run, map[string][]int{}
	return run, nil
}

// Sheet returns a task with its programs: those first that the record has scores
// of, in its order, so that they stand beside their scores.
func (r *recalled) Sheet(task string) (*trace.Sheet, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	rec := r.Record()
	run, err := r.open(rec)
	if err != nil {
		return nil, fmt.Errorf("task %s: %w", task, err)
	}
	sheet, err := run.Sheet(task)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for n, name := range slices.Backward(sheet.Programs) {
		at[name] = n // of equal names the first
	}
	placed := make([]bool, len(sheet.Programs))
	programs, pool := []string{}, []int{}
	for i := range rec.Tasks {
		if rec.Tasks[i].Task != task {
			continue
		}
		for _, s := range rec.Tasks[i].Leaders {
			n, given := at[s.Program]
			if !given {
				n = -1
			} else {
				placed[n] = true
			}
			programs, pool = append(programs, s.Program), append(pool, n)
		}
	}
	for n, name := range sheet.Programs {
		if !placed[n] {
			programs, pool = append(programs, name), append(pool, n)
		}
	}
	sheet.Programs, r.pool[task] = programs, pool
	return sheet, nil
}

// Trace evaluates a program of a sheet, here and now.
func (r *recalled) Trace(task string, program, sample int) (*trace.Trace, error) {
	r.mu.Lock()
	run, pool := r.run, []int(nil)
	if run != nil {
		pool = r.pool[task]
	}
	r.mu.Unlock()
	if program < 0 || program >= len(pool) {
		return nil, fmt.Errorf("task %s has no program number %d", task, program)
	}
	if pool[program] < 0 {
		return nil, fmt.Errorf("task %s: this program is none of those that were given: the run made it of them", task)
	}
	return run.Trace(task, pool[program], sample)
}
