package taskview

import "battscope/engine/trace"

// A Source is what the Tasks screen reads; main joins it to an engine, or to a
// record. It is safe from any goroutine.
type Source interface {
	// Results returns how the pool did on each task, and which state of things
	// that is; nil where it is the one of since. It returns at once.
	Results(since trace.Version) (*trace.Results, trace.Version)
	// Sheet returns a task and its programs. It may take a while.
	Sheet(task string) (*trace.Sheet, error)
	// Trace evaluates a program of a sheet on one of its samples. It may take a
	// while.
	Trace(task string, program, sample int) (*trace.Trace, error)
}
