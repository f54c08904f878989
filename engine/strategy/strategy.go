// Package strategy holds the knobs of the engine: each described once, and the
// presets.
//
// A Strategy is the value of all knobs. Knobs is the one table that describes
// them; flags, battscope.toml, help, records and screens derive from it. A
// Preset is a named Strategy; settings change one, as in
// "phase4a+workers=8+diff=matches".
package strategy

import (
	"time"

	"battscope/engine/probe"
)

// A Strategy is a value for every knob: how a run does its work. It is plain
// and comparable; two runs with equal strategies, data and stores do the same.
type Strategy struct {
	Evaluation Evaluation
	Parallel   Parallel
	Workers    int  // of demo, test and diff; 0 is one for each processor
	Values     bool // share equal values

	Filter          Filter
	InlineWorkers   int // 0 is one for each processor
	InlineCache     bool
	ValidateWorkers int // 0 is one for each processor
	ValidateOrder   Order

	Diff      Diffs
	DiffScope Scope
	DiffTest  bool // diff calls for test outputs too

	Fuel               int64         // cost units of one program on one sample
	Deadline           time.Duration // 0 is none
	DeadlineCalibrated float64       // of the calibrated median batt call; 0 is none
	LimitPer           Per           // what a deadline stops; fuel is always per program

	Pool      Pool
	PoolSlots int // of a shared pool

	Observe probe.Level // of the program profile that the run keeps

	Chunk int // mutants in one batt

	MutateParents Parents
	// How often each edit is made in mutants, in relation to the others; see Rates.
	MutateReplace, MutateVariable, MutateConstant, MutateInsert, MutateDelete, MutateCross, MutateMore float64
	Devices                                                                                            string  // that evaluate demo and test; see ParseDevices
	BatchSize                                                                                          int     // items given to a device at once; 0 is as measured
	Verify                                                                                             float64 // share of what devices give that the interpreter is asked for too, in [0,1]
}

// A Change is one knob that differs between two strategies.
type Change struct {
	Knob, From, To string
}

// Diff returns the knobs in which b differs from a, in the order of the table.
func Diff(a, b Strategy) []Change {
	var list []Change
	for _, k := range Knobs() {
		if from, to := k.Get(&a), k.Get(&b); from != to {
			list = append(list, Change{k.Name, from, to})
		}
	}
	return list
}
