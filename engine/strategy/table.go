package strategy

import (
	"fmt"
	"time"

	"battscope/engine/probe"
)

// What knobs take at most. The greatest fuel, at a nanosecond a unit, is eleven
// days.
const (
	maxWorkers  = 1024
	maxSlots    = 1024
	maxFuel     = 1e15
	maxChunk    = 1 << 20
	maxDeadline = 24 * time.Hour
	minFactor   = 0.001
	maxFactor   = 1000
	minShare    = 1e-6
	maxBatch    = 1 << 20
)

// Knobs returns the table of knobs, in the order in which they are shown and
// written. It describes every field of Strategy once.
//
// Live are those that say how, or for which outputs, the work of a task is
// done. What a run must hold to from its first task to its last is not: the
// limits, which decide who is cut, and the evaluation and pool that they cut in.
func Knobs() []Knob {
	return []Knob{
		choice(Knob{Name: "evaluation", Doc: "evaluate each program alone, or all of them as one batt, in which equal calls are one node"},
			func(s *Strategy) *Evaluation { return &s.Evaluation }),
		choice(Knob{Name: "parallel", Live: true, Doc: "what demo, test and diff do at the same time: nothing, whole samples, or chunks of the programs of a sample"},
			func(s *Strategy) *Parallel { return &s.Parallel }),
		whole(Knob{Name: "workers", Unit: "workers", Live: true, Doc: "goroutines that evaluate in demo, test and diff; 0 is one for each processor"},
			0, maxWorkers, func(s *Strategy) *int { return &s.Workers }),
		toggle(Knob{Name: "values", Live: true, Doc: "of calls with equal values on a sample evaluate one, and take its value over for the others"},
			func(s *Strategy) *bool { return &s.Values }),

		choice(Knob{Name: "filter", Live: true, Doc: "what is dropped before inline: nothing, or all but one of the candidates with the same body"},
			func(s *Strategy) *Filter { return &s.Filter }),
		whole(Knob{Name: "inline-workers", Unit: "workers", Live: true, Doc: "goroutines that inline; 0 is one for each processor"},
			0, maxWorkers, func(s *Strategy) *int { return &s.InlineWorkers }),
		toggle(Knob{Name: "inline-cache", Live: true, Doc: "keep inlined programs by their body, for later candidates and tasks"},
			func(s *Strategy) *bool { return &s.InlineCache }),
		whole(Knob{Name: "validate-workers", Unit: "workers", Live: true, Doc: "goroutines that validate; 0 is one for each processor"},
			0, maxWorkers, func(s *Strategy) *int { return &s.ValidateWorkers }),
		choice(Knob{Name: "validate-order", Live: true, Doc: "validate every survivor of the filter, or best first until the store is full; the store is the same"},
			func(s *Strategy) *Order { return &s.ValidateOrder }),

		choice(Knob{Name: "diff", Live: true, Doc: "outputs that have a diff call: none, all, those that match, or one for each distinct output of a sample"},
			func(s *Strategy) *Diffs { return &s.Diff }),
		choice(Knob{Name: "diff-scope", Live: true, Doc: "what a diff call evaluates: the whole batt and its differs again, or the differs alone"},
			func(s *Strategy) *Scope { return &s.DiffScope }),
		toggle(Knob{Name: "diff-test", Live: true, Doc: "make diff calls for test outputs too"},
			func(s *Strategy) *bool { return &s.DiffTest }),

		whole(Knob{Name: "fuel", Unit: "cost units", Doc: "limit of one program on one sample, in cost units (one is about one cell visited)"},
			1, maxFuel, func(s *Strategy) *int64 { return &s.Fuel }),
		span(Knob{Name: "deadline", Doc: "limit in time, which may cut differently from run to run; 0 is none"},
			maxDeadline, func(s *Strategy) *time.Duration { return &s.Deadline }),
		fraction(Knob{Name: "deadline-calibrated", Unit: "of the median batt call", Doc: "limit in time, as a part of the median batt call that is measured first; 0 is none"},
			minFactor, maxFactor, func(s *Strategy) *float64 { return &s.DeadlineCalibrated }),
		choice(Knob{Name: "limit-per", Doc: "what stops at a deadline: one program on one sample, or the whole call of a batt with all its programs"},
			func(s *Strategy) *Per { return &s.LimitPer }),

		choice(Knob{Name: "pool", Doc: "where samples and their calls wait for workers: each in a pool of their own, or together for the slots of one shared pool"},
			func(s *Strategy) *Pool { return &s.Pool }),
		whole(Knob{Name: "pool-slots", Unit: "slots", Doc: "slots of the shared pool"},
			1, maxSlots, func(s *Strategy) *int { return &s.PoolSlots }),

		text(Knob{Name: "devices", Doc: "what evaluates demo and test: interp (the workers), host:N (N devices on the CPU), cuda:K (card K), several joined by commas, all, or auto (what measures best)"},
			func(text string) error { _, err := ParseDevices(text); return err }, func(s *Strategy) *string { return &s.Devices }),
		whole(Knob{Name: "batch-size", Unit: "items", Doc: "evaluations given to a device at once; 0 lets the measured pace of each device decide"},
			0, maxBatch, func(s *Strategy) *int { return &s.BatchSize }),
		share(Knob{Name: "verify", Unit: "of the evaluations", Doc: "part of what devices give, as 1% or 0.01, that the interpreter is asked for too, of what cards give at least 1%; a device that differs is lost"},
			func(s *Strategy) *float64 { return &s.Verify }),

		level(Knob{Name: "observe", Live: true, Doc: "how closely programs are looked at, which slows a run: counts (calls and cost) and sampled (the time of some evaluations too) a little, all (that of every call) much; a recorded run leaves the profile beside its record, as programs.pb.gz, written now and then and at its end"},
			func(s *Strategy) *probe.Level { return &s.Observe }),

		whole(Knob{Name: "chunk", Unit: "programs", Live: true, Doc: "mutants that are made, compiled to one batt and scored at a time"},
			1, maxChunk, func(s *Strategy) *int { return &s.Chunk }),
		choice(Knob{Name: "mutate-parents", Doc: "what mutants are made of: the programs that were given, what the solver store has of the task, or both; after the first generation always the store"},
			func(s *Strategy) *Parents { return &s.MutateParents }),
		rate(Knob{Name: "mutate-replace", Unit: "to the other edits", Doc: "how often a mutant has a primitive replaced by one of the same shape"},
			func(s *Strategy) *float64 { return &s.MutateReplace }),
		rate(Knob{Name: "mutate-variable", Unit: "to the other edits", Doc: "how often a mutant has a variable replaced by an earlier one of a compatible kind"},
			func(s *Strategy) *float64 { return &s.MutateVariable }),
		rate(Knob{Name: "mutate-constant", Unit: "to the other edits", Doc: "how often a mutant has a constant replaced by a neighbour or by a colour of the task"},
			func(s *Strategy) *float64 { return &s.MutateConstant }),
		rate(Knob{Name: "mutate-insert", Unit: "to the other edits", Doc: "how often a mutant has a line inserted"},
			func(s *Strategy) *float64 { return &s.MutateInsert }),
		rate(Knob{Name: "mutate-delete", Unit: "to the other edits", Doc: "how often a mutant has a line deleted"},
			func(s *Strategy) *float64 { return &s.MutateDelete }),
		rate(Knob{Name: "mutate-cross", Unit: "to the other edits", Doc: "how often a mutant has a variable replaced by one of another program, with the lines that it needs"},
			func(s *Strategy) *float64 { return &s.MutateCross }),
		rate(Knob{Name: "mutate-more", Unit: "to 1", Doc: "how often an edit is followed by another in the same mutant"},
			func(s *Strategy) *float64 { return &s.MutateMore }),
	}
}

// rate completes a knob for how often something is done, in relation to Unit.
func rate(k Knob, field func(*Strategy) *float64) Knob {
	return fraction(k, minFactor, maxFactor, field)
}

// FindKnob returns the knob with this name.
func FindKnob(name string) (Knob, error) {
	knobs := Knobs()
	names := make([]string, len(knobs))
	for n, k := range knobs {
		if names[n] = k.Name; k.Name == name {
			return k, nil
		}
	}
	return Knob{}, fmt.Errorf("there is no knob %s%s", show(name), meant(name, names))
}
