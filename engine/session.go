package engine

import (
	"sync"

	"battscope/engine/probe"
)

// A Session is a place for one run after another, for somebody who watches and
// steers. Its methods return at once and are safe for
// concurrent use.
type Session struct {
	start func() *Run

	mu     sync.Mutex
	run    *Run
	number int64
	next   bool // another run is to begin as soon as this one has ended
	pause  bool // and to be held at once
	closed bool
}

// NewSession begins the first run by start, which begins each run of the session
// and returns at once. Start(table, spec) is such a start.
func NewSession(start func() *Run) *Session {
	return &Session{start: start, run: start(), number: 1}
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
	s.next = false
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
	go func() {
		<-run.Done()
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.next || s.closed || s.run != run {
			return
		}
		s.next = false
		s.run = s.start()
		s.number++
		if s.pause {
			s.pause = false
			s.run.Pause()
		}
	}()
}

// Close ends the session and returns when nothing of it is at work any more.
func (s *Session) Close() *Run {
	s.mu.Lock()
	s.closed = true
	run := s.run
	s.mu.Unlock()
	run.Stop()
	<-run.Done()
	return run
}
