package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/profile/capture"
	"battscope/ui"
	"battscope/ui/screen"
)

// A camera takes profiles of the run of a session at any moment of it, beside the
// run's record.
type camera struct {
	present func() (run *engine.Run, dir string) // dir is empty where the run leaves no record
	guard   *ui.Guard
	claim   *claim // on the process, against contests; nil where there are none

	mu    sync.Mutex
	state screen.Capture
	began time.Time
	end   chan struct{} // closed to end what is taken; nil where nothing is
	done  chan struct{} // closed when that is written
}

// errTaking says that profiles are taken one after another.
var errTaking = errors.New("profiles are being taken already: C ends them")

// errCapture is what a contest hears while profiles are taken.
var errCapture = errors.New("profiles are being taken, which would disturb the contest's clocks and be of its runs: C ends them")

// Kinds returns the profiles that can be taken.
func (c *camera) Kinds() []ui.Kind {
	var list []ui.Kind
	for _, info := range capture.Kinds() {
		k := ui.Kind{Name: string(info.Kind), Doc: info.Doc, Usual: info.Kind == capture.CPU || info.Kind == capture.Programs}
		if info.Kind == capture.Programs {
			k.Levels = levelNames()
		}
		list = append(list, k)
	}
	return list
}

// levelNames are how closely programs can be looked at, the usual level first.
func levelNames() []string {
	names := []string{capture.DefaultLevel.String()}
	for _, l := range probe.Levels() {
		if l.Name != names[0] && l.Name != probe.LevelOff.String() {
			names = append(names, l.Name)
		}
	}
	return names
}

// Start begins to take profiles of the present run.
func (c *camera) Start(shot ui.Shot) error {
	o := capture.Options{WithInterface: shot.Own, Number: true}
	for _, name := range shot.Kinds {
		o.Kinds = append(o.Kinds, capture.Kind(name))
	}
	if name := shot.Levels[string(capture.Programs)]; name != "" {
		level, err := probe.ParseLevel(name)
		if err != nil {
			return err
		}
		o.Level = level
	}
	most := shot.Most
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end != nil {
		return errTaking
	}
	run, dir := c.present()
	select {
	case <-run.Done():
		return errors.New("the run is over: r runs again")
	default:
	}
	if dir == "" {
		return errors.New("profiles are written beside the record, and this run leaves none: name a folder with --workspace")
	}
	o.Programs = run
	if err := c.claim.take(errCapture); err != nil {
		return err
	}
	s, err := capture.Start(dir, o)
	if err != nil {
		c.claim.leave()
		return err
	}
	c.began, c.end, c.done = time.Now(), make(chan struct{}), make(chan struct{})
	c.state.Kinds, c.state.Most, c.state.Since = nil, most, 0
	for _, k := range o.Kinds {
		c.state.Kinds = append(c.state.Kinds, string(k))
	}
	end, done := c.end, c.done
	c.guard.Go(func() {
		defer close(done)
		var after <-chan time.Time
		if most > 0 {
			t := time.NewTimer(most)
			defer t.Stop()
			after = t.C
		}
		select {
		case <-run.Done():
		case <-after:
		case <-end:
		}
		c.write(s)
	})
	return nil
}

// write ends a session and notes what it left.
func (c *camera) write(s *capture.Session) {
	c.mu.Lock()
	c.state.Finishing = true
	c.mu.Unlock()
	r, err := s.Stop()
	if err != nil {
		err = fmt.Errorf("take %s: %w", strings.Join(c.State().Kinds, ","), err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state = screen.Capture{Ended: c.state.Ended + 1, Files: r.Files, Warnings: r.Warnings, Err: err}
	c.end = nil
	c.claim.leave()
}

// Stop ends what is being taken.
func (c *camera) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end != nil && c.state.Kinds != nil {
		select {
		case <-c.end: // it was told already
		default:
			close(c.end)
		}
	}
}

// State returns what is being taken and what was taken last.
func (c *camera) State() screen.Capture {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.state
	if c.end != nil {
		s.Since = time.Since(c.began)
	}
	return s
}

// Close ends what is being taken and waits until it is written. It returns what
// went wrong with it.
func (c *camera) Close() error {
	c.mu.Lock()
	taking, done := c.end != nil, c.done
	c.mu.Unlock()
	if !taking {
		return nil // what went wrong before was told
	}
	c.Stop()
	<-done
	return c.State().Err
}
