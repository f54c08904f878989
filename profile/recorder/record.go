// Package recorder turns what an engine shows of a run into its record, and
// writes it while the run is at work.
package recorder

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/programs"
	"battscope/profile/record"
)

// Meta is what a record says that the engine does not know.
type Meta struct {
	ID    string // of the run's folder; empty without one
	Input record.Input
	Began time.Time
	Host  record.Host

	// Earlier is what the run's processes before have left, when it goes on.
	Earlier *record.Record
}

// Of returns the record of a run as its result is now.
func Of(res *engine.Result, meta Meta) *record.Record {
	s := &res.Snapshot
	if meta.Earlier != nil && res.Fingerprint.Data == "" {
		return unread(s, meta)
	}
	r := &record.Record{
		Schema: record.Schema, ID: meta.ID, State: stateOf(s), Name: s.Name, Began: meta.Began, PID: os.Getpid(),
		Input:  meta.Input,
		Data:   record.Hashed{Hash: res.Fingerprint.Data, Count: res.Fingerprint.Tasks},
		Pool:   record.Hashed{Hash: res.Fingerprint.Pool, Count: res.Fingerprint.Programs},
		Start:  res.Fingerprint.Start,
		Preset: strategy.Name(res.Strategy), Strategy: res.Strategy, Changes: []record.Change{}, Own: res.Spec.Own, Seed: res.Spec.Mutate.Seed,
		Host: meta.Host, Commit: record.ThisCommit(),
		Wall: s.Elapsed, Paused: s.PausedFor, Unattributed: s.Unattributed, Stopped: s.Stopped,
		Counts: record.CountsOf(s.Counts), Passes: []record.Pass{}, Tasks: []record.Task{}, Warnings: []string{}, Problems: []string{},
		Devices: record.DevicesOf(s.Devices),
		Memory: &record.Memory{
			Collections: res.Memory.Collections, Paused: res.Memory.Paused, Allocated: res.Memory.Allocated, GC: res.Memory.GC, CPU: res.Memory.CPU,
		},
		Work: record.Work{
			BattEvaluationsDemo: res.BattEvals.Demo, BattEvaluationsTest: res.BattEvals.Test,
			BattEvaluationsDiff: res.BattEvals.Diff, BattEvaluationsCalibrate: res.BattEvals.Calibrate,
			NodesReached: res.Nodes.Reached, NodesEvaluated: res.Nodes.Evaluated, NodesEqual: res.Nodes.Equal,
			DiffCalls: s.Counts.DiffCalls.Sum(), DiffArguments: s.Counts.DiffArguments,
			InlineCacheHits: res.CacheHits, InlineCacheMisses: res.CacheMisses,
			Limit: res.Limit, LimitNeeded: res.LimitNeeded,
		},
	}
	for _, l := range s.Lanes {
		r.Work.WorkersBusy = append(r.Work.WorkersBusy, l.Busy)
	}
	if res.Restored.Tasks > 0 {
		restored := record.CountsOf(res.Restored)
		r.Restored = &restored
	}
	if s.Err != nil {
		r.Error = s.Err.Error()
	}
	if r.State != record.Running {
		r.Ended = time.Now()
	}
	if res.Observed != nil {
		r.Observed = programs.Summary(res.Observed, res.ObservedWalls)
	}
	for p := range s.Phases {
		ph := phaseOf(s, probe.Phase(p))
		if n := len(res.Passes); n > 0 {
			ph.OfPass = res.Passes[n-1].Calls[p]
		}
		r.Phases = append(r.Phases, ph)
	}
	if e := meta.Earlier; e != nil {
		r.Passes = append(r.Passes, e.Passes...)
		r.Changes = append(r.Changes, e.Changes...)
		r.Warnings = append(r.Warnings, e.Warnings...)
		r.ProgramProfiles = append(r.ProgramProfiles, e.ProgramProfiles...)
		made := max(e.PassesMade(), res.Before) // those that it had no time to note are in the store
		r.Resumed = append(slices.Clip(e.Resumed), record.Resumed{At: meta.Began, Wall: e.Wall, Passes: &made})
		r.Began, r.TimesSince = e.Began, meta.Began
	}
	for _, p := range res.Passes {
		if n := len(r.Passes); n > 0 && p.Number <= r.Passes[n-1].Number {
			continue // whole before the run was cut off; now all of it was there already
		}
		r.Passes = append(r.Passes, record.Pass{
			Number: p.Number, Wall: p.Wall, Phases: p.Phases[:], Programs: p.Counts.Programs, Matches: p.Counts.Matches.Sum(), Solved: p.Counts.SolvedTasks, Restored: p.Restored.Tasks,
		})
	}
	for i := range res.Tasks {
		r.Tasks = append(r.Tasks, taskOf(&res.Tasks[i]))
	}
	for _, p := range res.Problems {
		r.Problems = append(r.Problems, p.Error())
	}
	return r
}

// unread returns the record of a run that is to go on and has not read its tasks
// and programs: what its processes before have left, and how it stands. A run
// that then cannot go on has lost nothing.
func unread(s *probe.Snapshot, meta Meta) *record.Record {
	r := *meta.Earlier
	r.State, r.PID, r.Host, r.Error = stateOf(s), os.Getpid(), meta.Host, ""
	if s.Err != nil {
		r.Error = s.Err.Error()
	}
	if r.Ended = (time.Time{}); r.State != record.Running {
		r.Ended = time.Now()
	}
	return &r
}

func stateOf(s *probe.Snapshot) record.State {
	switch {
	case s.State == probe.Failed:
		return record.Failed
	case s.State == probe.Done && s.Stopped:
		return record.Stopped
	case s.State == probe.Done:
		return record.Done
	}
	return record.Running
}

func phaseOf(s *probe.Snapshot, p probe.Phase) record.Phase {
	st, info := &s.Phases[p], probe.Phases()[p]
	ph := record.Phase{
		Name: info.Name, Wall: st.Wall, Busy: st.Busy, Calls: st.Calls, Unit: info.Unit,
		Timeouts: st.Timeouts, Faults: st.Faults, Latency: record.LatencyOf(st.Latency, p),
	}
	if st.CPUKnown {
		ph.CPU = &st.CPU
	}
	for n, info := range probe.Steps() {
		step := &s.Steps[n]
		if info.Phase != p || step.Calls == 0 {
			continue
		}
		one := record.Step{Name: info.Name, Busy: step.Busy, Calls: step.Calls, Latency: record.LatencyOf(step.Latency, p)}
		if one.Latency != nil {
			one.Latency.Of = info.Name
		}
		if info.Own {
			one.Wall = &step.Busy
		}
		if st.CPUKnown {
			one.CPU = &step.CPU
		}
		ph.Steps = append(ph.Steps, one)
	}
	return ph
}

func taskOf(t *engine.TaskResult) record.Task {
	r := record.Task{
		Task: string(t.Task), Solved: t.Solved, Programs: t.Programs, Best: t.Best, BestMatches: t.BestMatches, Matches: t.Matches,
		Candidates: t.Candidates, Distinct: t.Distinct, Timeouts: t.Timeouts, False: t.False, Starved: t.Starved, Faults: t.Faults,
		DiffCalls: t.DiffCalls.Sum(), DiffSkipped: t.DiffSkipped.Sum(), Scores: hex(t.ScoreSum), Outputs: []string{},
	}
	for _, s := range t.Leaders {
		r.Leaders = append(r.Leaders, record.Score{Program: s.Program, Demo: s.Demo, Test: s.Test, Units: s.Units, Timeouts: s.Timeouts, Faults: s.Faults})
	}
	for _, list := range t.Attempts {
		r.Attempts = append(r.Attempts, attemptsOf(list))
	}
	for _, sum := range t.OutputSums {
		r.Outputs = append(r.Outputs, hex(sum))
	}
	return r
}

// recordAttempts is how many attempts a record keeps for a test input.
const recordAttempts = 2

// attemptsOf returns the best attempts that are grids of a task.
func attemptsOf(list []engine.Attempt) []string {
	texts := []string{}
	for _, a := range list {
		if a.Out != nil && len(texts) < recordAttempts {
			texts = append(texts, strings.ReplaceAll(a.Out.String(), "\n", record.RowEnd))
		}
	}
	return texts
}

func hex(s engine.Sum) string { return fmt.Sprintf("%016x", uint64(s)) }
