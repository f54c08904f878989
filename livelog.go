package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/profile/record"
	"battscope/profile/replay"
)

// A liveLog is another engine's run while its output is read: it keeps the run's
// record and events, and is what the screens look at. It is safe for concurrent
// use.
type liveLog struct {
	in   *importing
	name string // that the person gives; "" is what the log says
	stop context.CancelFunc

	mu     sync.Mutex
	events []probe.Event // the newest
	seq    int64
	rec    *record.Record // newest that was made
	number int            // of rec, from 1
	lines  int64          // that rec is of
	wrote  time.Time
	cost   time.Duration   // of making and writing it
	over   *probe.Snapshot // how the run stood when its log ended
	err    error           // the first of writing
}

const (
	logWrite     = 250 * time.Millisecond // between two looks at what is to be written
	logFrame     = time.Second            // between two frames, at least
	logShare     = 20                     // a part of the time that writing may take
	liveEvents   = 4096                   // that screens may be behind
	maxFrameRows = 1000                   // phases and steps of a frame that is kept
)

// show takes an event for the screens.
func (l *liveLog) show(e record.Event, _ bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	if len(l.events) >= 2*liveEvents { // screens hold parts of the old one
		l.events = append(make([]probe.Event, 0, 2*liveEvents), l.events[len(l.events)-liveEvents:]...)
	}
	l.events = append(l.events, probe.Event{Seq: l.seq, At: e.At, Kind: e.Kind, Text: e.Text})
	return nil
}

// newest returns the newest events. l.mu is held.
func (l *liveLog) newest() []probe.Event {
	from := max(len(l.events)-liveEvents, 0)
	return l.events[from:len(l.events):len(l.events)]
}

// begin writes the first record, before anybody looks.
func (l *liveLog) begin() error {
	if err := l.keep(true); err != nil {
		return errors.Join(err, l.in.discard())
	}
	return nil
}

// run reads a log to its end, or until ctx ends, and keeps what it says.
func (l *liveLog) run(ctx context.Context, from logSource) (*record.Record, error) {
	written := make(chan struct{})
	inner, cancel := context.WithCancel(ctx)
	go func() {
		defer close(written)
		tick := time.NewTicker(logWrite)
		defer tick.Stop()
		for {
			select {
			case <-inner.Done():
				return
			case <-tick.C:
				if err := l.keep(false); err != nil {
					l.mu.Lock()
					l.err = err
					l.mu.Unlock()
					return
				}
			}
		}
	}()
	err := from.read(ctx, l.in.reader)
	cancel()
	<-written
	r := l.in.reader.Close()
	s := record.SnapshotOf(r)
	if l.in.space != nil {
		err = errors.Join(err, l.in.append(record.Event{At: s.Elapsed, Kind: record.FrameKind, Frame: r.FrameAt()}))
	}
	r, failed := l.in.finish(r, l.name)
	l.mu.Lock()
	defer l.mu.Unlock()
	s.Name, s.Events = r.Name, l.newest()
	l.over, l.rec = &s, r
	l.number++
	return r, errors.Join(err, l.err, failed)
}

// keep makes the record of what was read so far, and where there is a workspace
// writes it, and a frame: at once, or where it is time.
func (l *liveLog) keep(now bool) error {
	l.mu.Lock()
	stale := time.Since(l.wrote) >= max(logFrame, logShare*l.cost)
	was := l.lines
	l.mu.Unlock()
	lines, _, _ := l.in.reader.Line()
	if !now && (!stale || lines == was) {
		return nil
	}
	began := time.Now()
	r := l.in.reader.Record()
	r.ID = l.in.id
	if l.name != "" {
		r.Name = l.name
	}
	var err error
	if l.in.space != nil {
		err = r.Write(l.in.dir)
		if !now && err == nil {
			frame, at := l.in.reader.Frame()
			if len(frame.Phases)+len(frame.Steps) > maxFrameRows {
				frame.Steps = frame.Steps[:min(len(frame.Steps), max(maxFrameRows-len(frame.Phases), 0))]
			}
			err = l.in.append(record.Event{At: at, Kind: record.FrameKind, Frame: frame})
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rec, l.lines = r, lines
	l.number++
	l.wrote = time.Now()
	l.cost = l.wrote.Sub(began)
	return err
}

// Record returns the newest record. It must not be changed.
func (l *liveLog) Record() *record.Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rec
}

// Snapshot returns how the run stands.
func (l *liveLog) Snapshot() probe.Snapshot {
	l.mu.Lock()
	over := l.over
	l.mu.Unlock()
	if over != nil {
		return *over
	}
	frame, at := l.in.reader.Frame()
	name := orName(l.name, l.in.reader.Name())
	s := frame.Snapshot(at, name)
	s.Run = 1
	l.mu.Lock()
	defer l.mu.Unlock()
	s.Events = l.newest()
	return s
}

// Pause does nothing: another engine is not ours to pause.
func (l *liveLog) Pause() {}

// Resume does nothing.
func (l *liveLog) Resume() {}

// Restart does nothing.
func (l *liveLog) Restart() {}

// Stop ends the reading, and what was begun to be read.
func (l *liveLog) Stop() { l.stop() }

// Results returns what the log told of each task.
func (l *liveLog) Results(since trace.Version) (*trace.Results, trace.Version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := trace.Version{Run: 1, Passes: l.number}
	if at == since || l.rec == nil {
		return nil, at
	}
	return replay.Results(l.rec), at
}

// Sheet returns an error: another engine tells no grids.
func (l *liveLog) Sheet(task string) (*trace.Sheet, error) {
	return nil, fmt.Errorf("task %s: another engine's output tells no grids and programs", task)
}

// Trace returns the same.
func (l *liveLog) Trace(task string, _, _ int) (*trace.Trace, error) {
	_, err := l.Sheet(task)
	return nil, err
}
