package engine

import (
	"sync"

	"battscope/engine/dsl"
	"battscope/engine/mutate"
	"battscope/engine/op"
)

// A brood is what the mutants of a task were made of: enough to make them once
// more, which is quicker than to keep them.
type brood struct {
	parents []mutate.Parent
	options mutate.Options
	made    int // mutants that went through the phases
}

// A nursery makes the mutants of a task once more, for somebody who looks at
// them. It keeps those of the last task. It is safe for concurrent use.
type nursery struct {
	mu    sync.Mutex
	task  string
	brood brood
	funcs []*dsl.Func
}

// funcsOf returns the mutants of a task, in the order in which they were tried.
// The caller must not change them.
func (n *nursery) funcsOf(table *op.Table, task string, b brood) []*dsl.Func {
	if b.made == 0 {
		return nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.task != task || !n.brood.same(b) {
		n.task, n.brood = task, b
		n.funcs = functions(mutate.New(table, b.parents, b.options).Next(nil, b.made))
	}
	return n.funcs
}

// same reports whether two broods are of the same moment.
func (b brood) same(c brood) bool {
	return b.made == c.made && len(b.parents) == len(c.parents) && (len(b.parents) == 0 || &b.parents[0] == &c.parents[0])
}

// breed notes what the mutants of a task were made of; whole says that these are
// all. Until then those of the pass before are not forgotten, whose results are
// shown.
func (s *runState) breed(task string, b brood, whole bool) {
	if !whole && s.broods[task].made > b.made {
		return
	}
	if s.broods == nil {
		s.broods = map[string]brood{}
	}
	s.broods[task] = b
}
