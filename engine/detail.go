package engine

import (
	"context"
	"fmt"

	"battscope/engine/store"
	"battscope/engine/value"
)

// A Detail is what two runs of one task are compared by, program by program. A
// run keeps it with Spec.Detail, and reads the store for it after the task's
// last phase: the time that this takes belongs to no phase.
type Detail struct {
	Programs []string       // names, in the order of the pool
	Outcomes [][]Outcome    // by sample, demo first, and program
	Store    []store.Solver // the store's programs of the task, best first
	Differs  []store.Differ // their differ scores
}

// An Outcome stands for what one program did on one sample: equal Outcomes are
// the same output, or the same fault.
type Outcome uint64

// Fault returns the fault that the outcome is, or NoFault for an output.
func (o Outcome) Fault() value.Fault {
	if o >= firstOutput {
		return value.NoFault
	}
	return value.Fault(o)
}

// firstOutput is above all faults; outputs have its bit.
const firstOutput Outcome = 1 << 63

// seen returns what an outcome is compared by.
func (o *outcome) seen() Outcome {
	if o.fault != value.NoFault {
		return Outcome(o.fault)
	}
	return Outcome(o.out[0]) | firstOutput
}

// detail keeps what Spec.Detail asks for of what the task left in the store.
func (r *Run) detail(j *job) error {
	if !r.spec.Detail {
		return nil
	}
	d := j.result.Detail
	var err error
	if d.Store, err = r.store.Best(context.Background(), string(j.task.ID)); err == nil {
		d.Differs, err = r.store.Differs(context.Background(), string(j.task.ID))
	}
	if err != nil {
		return fmt.Errorf("read what task %s left: %w", j.task.ID, err)
	}
	return nil
}

// collect keeps what Spec.Detail asks for of the chunk at work.
func (r *Run) collect(j *job) {
	if !r.spec.Detail {
		return
	}
	if j.result.Detail == nil {
		j.result.Detail = &Detail{Outcomes: make([][]Outcome, len(j.samples))}
	}
	d := j.result.Detail
	for p := range j.batt.Programs {
		d.Programs = append(d.Programs, j.batt.Programs[p].Func.Name)
	}
	for k := range j.outcomes {
		for p := range j.outcomes[k] {
			d.Outcomes[k] = append(d.Outcomes[k], j.outcomes[k][p].seen())
		}
	}
}
