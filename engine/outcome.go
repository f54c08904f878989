package engine

import (
	"battscope/engine/grid"
	"battscope/engine/value"
)

// A digest stands for an output.
type digest = grid.Digest

// An outcome is what one program did on one sample.
type outcome struct {
	cost    int64 // units
	out     digest
	fault   value.Fault // NoFault: there is an output
	done    bool        // false when the run was stopped before
	match   bool
	starved bool  // cut by a deadline although it had used much less processor time
	line    int32 // of the fault
}
