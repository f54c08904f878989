package engine

import (
	"battscope/engine/op"
	"battscope/engine/probe"
)

// Reopen reads the tasks and programs that a run was about, for somebody who looks
// at them: Sheet and Trace of what it returns work as they did during the run, on
// the programs that were given, and nothing else does. It is an error where they
// are gone, or are others than spec.Expect says.
func Reopen(table *op.Table, spec Spec) (*Run, error) {
	r := &Run{spec: spec, table: table, gate: newGate(), strategy: spec.Strategy, generation: 1, news: make(chan struct{}, 1), done: make(chan struct{})}
	defer close(r.done)
	r.spec.Resume = true // what the store had then is not there to be hashed
	r.staffLocked()
	in, err := spec.Source.Load(table)
	if err != nil {
		return nil, err
	}
	print, err := r.fingerprint(in)
	if err == nil && spec.Expect != print {
		err = changed(spec.Expect, print)
	}
	if err != nil {
		return nil, err
	}
	batts := r.compile(in)
	r.update(func(s *runState) {
		s.state, s.input, s.batts, s.problems, s.fingerprint = probe.Done, in.Tasks, batts, in.Problems, print
	})
	return r, nil
}
