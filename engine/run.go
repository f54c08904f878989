package engine

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/account"
	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/inline"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/sched"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// A Run is one execution of a Spec. Its methods are safe for concurrent use.
type Run struct {
	spec    Spec
	table   *op.Table
	gate    *gate
	stop    atomic.Bool
	own     tally         // of the run's own goroutine
	stretch probe.Stretch // of the run's own goroutine, in the present phase
	news    chan struct{}
	order   schedule      // for the programs of ordered, from the samples before
	ordered *batt.Batt    // nil before the first task
	store   *store.Store  // of this pass
	cache   *inline.Cache // of this pass
	who     account.Who   // the programs of the chunk at work are
	evals   battEvals
	differs []differText     // of spec.Differs
	sched   *sched.Scheduler // of the devices; nil without any. Written once, with mu held
	auto    auto
	nursery nursery
	done    chan struct{}

	generation int                       // the pass, from 1; of the run's own goroutine
	input      *Input                    // of the pass
	marks      map[string]store.Progress // by task, what the run had finished before it was killed

	cacheHits, cacheMisses atomic.Int64 // of inlining, in the passes before this

	memory Memory // of the process when the run began

	// The run's own goroutine changes these between tasks and reads them without
	// mu, as workers do while it waits for them; all others hold mu.
	workers  []*worker
	strategy strategy.Strategy

	helpers []*helper      // by worker, from the second on; of the run's own goroutine
	helping sync.WaitGroup // of the helpers

	book     *account.Book                  // that is kept; nil without one. Of the run's own goroutine, as are:
	bookBusy [probe.NumPhases]time.Duration // what was settled
	bookWall time.Duration
	atTask   string // that the book's open pages are of; empty between tasks
	midway   bool   // the book is made up in the middle of a chunk
	away     bool   // the stretch at work is on devices

	mu      sync.Mutex // guards what follows
	books   books
	handed  <-chan struct{} // closed when what Observe asked for last has come about; nil before
	pending *strategy.Strategy
	state   runState
}

// differText is a differ as the store knows it.
type differText struct{ identity, text string }

// runState is what the run's own goroutine writes and Snapshot reads.
type runState struct {
	state        probe.State
	err          error
	phases       [probe.NumPhases]phaseState
	task         string
	taskIndex    int
	tasks        int
	pass         int
	passWall     time.Duration
	passes       []Pass        // whole ones, the newest last
	whole        *probe.Counts // of the last whole pass
	wholeResults []TaskResult
	unsteady     int          // whole passes whose results differ from those of the one before
	counts       probe.Counts // of this pass; outputs and matches are in the tallies
	restored     probe.Counts // of these, what the run had finished before it was cut off
	before       int          // passes that were whole then
	base         passBase
	events       []probe.Event
	eventSeq     int64
	results      []TaskResult
	problems     []error
	tried        int64
	fingerprint  Fingerprint
	input        []*task.Task     // of this pass
	batts        []*batt.Batt     // by task of input
	taskWalls    []time.Duration  // by task of input, of all its phases, when last through
	broods       map[string]brood // by task id: the mutants tried on it last
	mainCPU      bool
	stopped      bool

	limit, limitNeeded time.Duration // as Result has them
	memory             Memory        // as Result has it, when the run has ended
}

// phaseState is what the run's own goroutine knows of a phase.
type phaseState struct {
	state    probe.State
	wall     time.Duration // of finished stretches
	since    time.Duration // on the run's clock, when the present stretch began
	busy     time.Duration // of the run's own goroutine
	cpu      time.Duration
	cpuSince time.Duration // of the thread that is at work, when the stretch began
	calls    int64
	total    int64
}

// passBase is what the tallies held when the pass began.
type passBase struct{ outputs, matches, timeouts, faults [probe.NumPhases]int64 }

// maxEvents is how many of the newest events a Run keeps.
const maxEvents = 64

// Start begins a run. It does not wait for it.
func Start(table *op.Table, spec Spec) *Run {
	if spec.Strategy == (strategy.Strategy{}) {
		spec.Strategy = strategy.Default()
	}
	r := &Run{spec: spec, table: table, gate: newGate(), memory: readMemory(), strategy: spec.Strategy, generation: 1, news: make(chan struct{}, 1), done: make(chan struct{})}
	r.staffLocked()
	if spec.Differs != nil {
		for _, d := range spec.Differs.Differs {
			e := inline.Substitute(d.Func)
			r.differs = append(r.differs, differText{string(e.Identity()), e.Text()})
		}
	}
	r.state.state = probe.Running
	_, r.state.mainCPU = threadCPU()
	go r.main()
	return r
}

// Pause holds the workers before their next batch; the clock stands while they
// are held.
func (r *Run) Pause() { r.gate.setShut(true) }

// Resume lets the workers go on.
func (r *Run) Resume() { r.gate.setShut(false) }

// Stop ends the run in order: evaluations at work are cut, and what is done is
// kept.
func (r *Run) Stop() {
	r.stop.Store(true)
	r.gate.end()
}

// Done is closed when the run has ended and all its goroutines with it.
func (r *Run) Done() <-chan struct{} { return r.done }

// Err returns why the run failed, or nil. It is for after Done.
func (r *Run) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state.err
}

func (r *Run) main() {
	defer close(r.done)
	defer func() {
		r.gate.finish()
		r.update(func(s *runState) {
			for p := range s.phases {
				r.closePhase(&s.phases[p])
			}
			s.memory = readMemory().less(r.memory)
			s.state = probe.Done
			if s.err != nil {
				s.state = probe.Failed
			}
		})
	}()
	defer r.dismiss()
	defer r.closeDevices()
	defer r.crashed()
	if err := r.passes(); err != nil {
		r.fail(err)
	}
}

// fail ends the run by an error, of which an event tells the first line: those of
// a panic that follow are its stack.
func (r *Run) fail(err error) {
	line, _, _ := strings.Cut(err.Error(), "\n")
	r.event(probe.FailedEvent, line)
	r.update(func(s *runState) { s.err = err })
}

// crashed, deferred, turns a panic of one of the run's goroutines into a failed
// run.
func (r *Run) crashed() {
	p := recover()
	if p == nil {
		return
	}
	r.fail(fmt.Errorf("the engine panicked: %v\n%s", p, debug.Stack()))
	r.Stop()
}

// update changes the state that Snapshot reads.
func (r *Run) update(f func(s *runState)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(&r.state)
}

func (r *Run) load(first bool) (*Input, error) {
	r.begin(probe.Load)
	in := &Input{}
	var err error
	r.step(probe.LoadTasks, func() { err = r.spec.Source.loadTasks(in) })
	if err == nil {
		r.step(probe.LoadPrograms, func() { err = r.spec.Source.loadPrograms(in, r.table) })
	}
	if err == nil {
		r.step(probe.LoadStore, func() { r.store, err = r.spec.openStore() })
	}
	if err == nil && r.strategy.UsesDevices() {
		r.step(probe.LoadDevices, func() { err = r.openDevices() })
	}
	var print Fingerprint
	if err == nil && first {
		r.step(probe.LoadHash, func() { print, err = r.fingerprint(in) })
		if err == nil && r.spec.Expect != (Fingerprint{}) && r.spec.Expect != print {
			err = fmt.Errorf("%w, so it cannot go on: put them back, or begin another", changed(r.spec.Expect, print))
		}
		if err != nil {
			err = errors.Join(err, r.store.Close())
		}
	}
	r.finish(probe.Load, int64(in.Files))
	if first {
		r.update(func(s *runState) {
			s.problems = in.Problems
			if err == nil { // else the record would say that the run is about what it refused
				s.fingerprint = print
			}
		})
		r.tell()
		for n, p := range in.Problems {
			if n == 8 {
				r.event(probe.ProblemEvent, fmt.Sprintf("and %d more problems", len(in.Problems)-n))
				break
			}
			line, _, _ := strings.Cut(p.Error(), "\n")
			r.event(probe.ProblemEvent, line)
		}
	}
	return in, err
}

// compile returns the batt of each task: the whole pool, or with Own the
// programs that name the task.
func (r *Run) compile(in *Input) []*batt.Batt {
	r.begin(probe.Compile)
	batts := make([]*batt.Batt, len(in.Tasks))
	calls := int64(len(in.Programs))
	if !r.fromGiven() {
		calls = 0
	} else if r.spec.Own {
		calls = 0
		byTask := map[string][]*dsl.Func{}
		known := map[string]bool{}
		for _, t := range in.Tasks {
			known[string(t.ID)] = true
		}
		for _, f := range in.Programs {
			id := ownTask(f.Task(), known)
			byTask[id] = append(byTask[id], f)
		}
		for i, t := range in.Tasks {
			batts[i] = batt.Compile(r.table, byTask[string(t.ID)])
			calls += int64(len(batts[i].Programs))
		}
	} else {
		whole := batt.Compile(r.table, in.Programs)
		for i := range batts {
			batts[i] = whole
		}
	}
	r.finish(probe.Compile, calls)
	return batts
}

// report tells what is worth a line of a task's result.
func (r *Run) report(res *TaskResult) {
	if res.Solved {
		r.event(probe.SolvedEvent, fmt.Sprintf("task %s by %s", res.Task, res.Best))
	}
	if res.FirstTimeout != "" {
		text := res.FirstTimeout
		if res.Timeouts > 1 {
			text += fmt.Sprintf(", and %d more on this task", res.Timeouts-1)
		}
		r.event(probe.TimeoutEvent, text)
	}
}

func (r *Run) event(kind, text string) {
	at := r.gate.elapsed()
	r.update(func(s *runState) {
		s.eventSeq++
		s.events = append(s.events, probe.Event{Seq: s.eventSeq, At: at, Kind: kind, Text: text})
		if len(s.events) > maxEvents {
			s.events = append(s.events[:0:0], s.events[len(s.events)-maxEvents:]...)
		}
	})
	r.tell()
}

// firstPass reports whether the run is in its first pass: what later passes
// would say has been said.
func (r *Run) firstPass() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state.pass == 1
}

// ownTask returns the task that a program's name says: all after "solve_", or
// what remains of it without its last words, as in solve_<id>_v01.
func ownTask(name string, known map[string]bool) string {
	for id := name; ; {
		if known[id] {
			return id
		}
		cut := strings.LastIndexByte(id, '_')
		if cut < 0 {
			return name
		}
		id = id[:cut]
	}
}
