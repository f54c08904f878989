// Package probe holds what a run shows of itself while it works: phases,
// counters, worker lanes, events. The engine fills them; screens, records and
// summaries read them. It imports nothing of ours.
package probe

// A Phase is a named step of a run. Phases follow one another.
type Phase uint8

// The phases, in the order in which they run.
const (
	Load Phase = iota
	Compile
	Demo
	Test
	Diff
	Filter
	Inline
	Validate
	Save
	Differs
	NumPhases = iota
)

// A PhaseInfo describes one phase to people.
type PhaseInfo struct {
	Name string // one lower-case word, as in records
	Doc  string // what the phase does, verb first, no final period
	Unit string // what its calls count, in the plural
	Each string // what one of its latencies is of, in the singular
}

// Phases describes every phase, indexed by Phase.
func Phases() [NumPhases]PhaseInfo {
	return [NumPhases]PhaseInfo{
		Load:     {"load", "reads tasks and programs", "files", "pass"},
		Compile:  {"compile", "builds the batt: one graph in which equal calls are one node", "programs", "pass"},
		Demo:     {"demo", "evaluates every program on every demo sample and compares", "evaluations", "evaluation"},
		Test:     {"test", "evaluates on test samples and compares where the output is known", "evaluations", "evaluation"},
		Diff:     {"diff", "counts for outputs how properties differ from the expected output", "diff calls", "diff call"},
		Filter:   {"filter", "drops candidates that cannot enter the store, and equal bodies", "candidates", "task"},
		Inline:   {"inline", "substitutes variables into one expression, whose hash is the program's identity", "programs", "program"},
		Validate: {"validate", "runs each program that is left alone over all samples; a timeout rejects it", "validations", "validation"},
		Save:     {"save", "puts programs and scores into the solver store, the best of each task", "tasks", "task"},
		Differs:  {"differs", "scores and saves the differs of the programs in the store", "tasks", "task"},
	}
}

// String returns the phase's name.
func (p Phase) String() string { return Phases()[p].Name }
