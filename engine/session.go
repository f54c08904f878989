package engine

import (
	"sync"

	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/trace"
)

// A Session is a place for one run after another, for somebody who watches and
// steers. Its methods return at once, but for Observed, which may wait as that of
// Run does, and are safe for concurrent use.
type Session struct {
	start func(strategy.Strategy) *Run

	starting sync.WaitGroup // what waits to begin a run

	mu        sync.Mutex
	strategy  strategy.Strategy // of the next run
	run       *Run
	number    int64
	next      bool // another run is to begin as soon as this one has ended
	beginning bool // and begins
	pause     bool // and to be held at once
	closed    bool
}

// NewSession begins the first run by start, which begins each run of the session
// with the strategy that it is given, after the one before has ended. It may take its
// time for the runs after the first: nobody waits for it.
func NewSession(first strategy.Strategy, start func(strategy.Strategy) *Run) *Session {
	if first == (strategy.Strategy{}) {
		first = strategy.Default()
	}
	return &Session{start: start, strategy: first, run: start(first), number: 1}
}

// Snapshot returns the present run as it is now.
func (s *Session) Snapshot() probe.Snapshot {
	s.mu.Lock()
	run, number := s.run, s.number
	s.mu.Unlock()
	snap := run.Snapshot()
	snap.Run = number
	return snap
}

// present returns the present run and its number.
func (s *Session) present() (*Run, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run, s.number
}

// Results returns how the pool did on each task, and which state of things that
// is; nil where it is the one of since.
func (s *Session) Results(since trace.Version) (*trace.Results, trace.Version) {
	run, number := s.present()
	return run.rows(number, since)
}

// Sheet returns a task of the present run and the programs that are tried on it.
func (s *Session) Sheet(task string) (*trace.Sheet, error) {
	run, _ := s.present()
	return run.Sheet(task)
}

// Trace evaluates a program of a task's sheet on one of its samples, line by
// line. It takes as long as the program.
func (s *Session) Trace(task string, program, sample int) (*trace.Trace, error) {
	run, _ := s.present()
	return run.Trace(task, program, sample)
}

// Observe begins a capture of the present run's programs at a level, or ends it at
// level off; see Run.Observe.
func (s *Session) Observe(level probe.Level) {
	run, _ := s.present()
	run.Observe(level)
}

// Observed returns what that capture has so far; nil where none was begun.
func (s *Session) Observed() *account.Profile {
	run, _ := s.present()
	return run.Observed()
}

// Text returns the text of a source file that is nowhere on disk; see Run.Text.
func (s *Session) Text(file string) (text []byte, ok bool) {
	run, _ := s.present()
	return run.Text(file)
}

// Strategy returns the strategy that the next task or, in knobs that hold for a
// whole run, the next run goes by.
func (s *Session) Strategy() strategy.Strategy {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.strategy
}

// Working returns the strategy of the task at work, or of the last one.
func (s *Session) Working() strategy.Strategy {
	run, _ := s.present()
	return run.Strategy()
}

// SetStrategy changes knobs: those that are live from the next task of a run at
// work on, all others from the next run on.
func (s *Session) SetStrategy(next strategy.Strategy) error {
	if err := strategy.Validate(next); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.strategy = next
	return s.steerLocked()
}

// steerLocked changes the live knobs of the present run to those of the session.
// s.mu is held.
func (s *Session) steerLocked() error {
	next, live := s.strategy, s.run.Strategy()
	for _, k := range strategy.Knobs() {
		if !k.Live {
			continue
		}
		if err := k.Set(&live, k.Get(&next)); err != nil {
			panic("engine: a valid strategy has an impossible knob: " + err.Error())
		}
	}
	if strategy.Validate(live) != nil {
		return nil // what is live does not go with what is not: it waits for the next run too
	}
	return s.run.SetStrategy(live)
}

// Pause holds the present run, or the one that is about to begin.
func (s *Session) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pause = s.next
	s.run.Pause()
}

// Resume lets the present run go on.
func (s *Session) Resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pause = false
	s.run.Resume()
}

// Stop ends the present run in order; one that is about to begin does not.
func (s *Session) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next, s.pause = false, false
	s.run.Stop()
}

// Restart ends the present run and begins another when it has ended.
func (s *Session) Restart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next || s.closed {
		return
	}
	s.next = true
	run := s.run
	run.Stop()
	s.starting.Go(func() {
		<-run.Done()
		s.begin(run)
	})
}

// begin begins the run after one that has ended, if it is still wanted.
func (s *Session) begin(after *Run) {
	s.mu.Lock()
	st, wanted := s.strategy, s.next && !s.beginning && !s.closed && s.run == after
	s.beginning = s.beginning || wanted
	s.mu.Unlock()
	if !wanted {
		return
	}
	run := s.start(st)
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted = s.next // else somebody has stopped it meanwhile
	s.next, s.beginning = false, false
	s.run = run
	s.number++
	if s.strategy != st {
		if err := s.steerLocked(); err != nil {
			panic("engine: a knob that is live cannot change: " + err.Error())
		}
	}
	switch {
	case !wanted:
		run.Stop()
	case s.pause:
		s.pause = false
		run.Pause()
	}
}

// Close ends the session and returns when nothing of it is at work any more.
func (s *Session) Close() *Run {
	s.mu.Lock()
	s.closed, s.next = true, false
	s.run.Stop()
	s.mu.Unlock()
	s.starting.Wait()
	run, _ := s.present()
	run.Stop()
	<-run.Done()
	return run
}
