package recorder

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/profile/record"
)

// A Recorder writes a run's record and events into a folder while the run is at
// work. The run does not wait for it.
//
// The record is rewritten after each task, but never for more than a twentieth
// of the time: tasks that end meanwhile share the next writing. Events are
// appended as they happen, and a frame once a second; in runs longer than ten
// minutes after each 600th part of the time so far, so that a run of a day keeps
// some thousand frames. The program profiles that the run keeps by the knob observe are
// written beside it (observed.go).
type Recorder struct {
	run  *engine.Run
	dir  string
	meta Meta
	done chan struct{}

	events   *record.EventWriter
	before   record.Event // the last that the run's processes before have noted; its clock and count go on
	seq      int64        // of the last event appended
	dropped  int64        // events that came faster than they were read
	changes  []record.Change
	warnings []string
	framed   time.Duration // on the run's clock
	cost     time.Duration // of the last writing of the record
	wrote    time.Time
	stale    bool  // a task has ended since
	err      error // the first
	last     *record.Record
	observed *observed
}

const (
	frameEvery = time.Second
	frameShare = 600 // frames in a run of ten minutes and more, for each doubling some
	writeShare = 20
)

// Start begins to record a run in a folder, which exists. Its first record is
// there when Start returns, or an error says why not; then nothing more is
// written.
func Start(run *engine.Run, dir string, meta Meta) (*Recorder, error) {
	return start(run, dir, meta, observedEvery)
}

// start is Start with how long there is between two writings of profiles at least.
func start(run *engine.Run, dir string, meta Meta, every time.Duration) (*Recorder, error) {
	r := &Recorder{run: run, dir: dir, meta: meta, done: make(chan struct{})}
	r.observed = &observed{run: run, dir: dir, meta: meta, every: every, began: time.Now()}
	var err error
	if meta.Earlier != nil {
		r.before = lastEvent(dir)
	}
	if r.events, err = record.AppendEvents(dir); err != nil {
		return nil, err
	}
	if err := r.write(); err != nil {
		return nil, errors.Join(err, r.events.Close())
	}
	go r.loop()
	return r, nil
}

// lastEvent returns how far the events in a run's folder go. What cannot be read
// is passed over: the events that follow are noted all the same.
func lastEvent(dir string) record.Event {
	var last record.Event
	events, err := record.OpenEvents(dir)
	if err != nil {
		return last
	}
	defer events.Close()
	const patience = 100 // damaged lines, after which the file is none of events
	for bad := 0; bad < patience; {
		ev, err := events.Next()
		switch {
		case errors.Is(err, io.EOF):
			return last
		case err != nil:
			bad++
		default:
			last.At, last.Seq = max(last.At, ev.At), max(last.Seq, ev.Seq)
		}
	}
	return last
}

// Wait returns when the run has ended and its record is written: the record, and
// the first error of writing.
func (r *Recorder) Wait() (*record.Record, error) {
	<-r.done
	return r.last, r.err
}

// Profiles returns the paths of the program profiles that the run left by the knob
// observe: one for each level that it had, that of the last first. It is for after
// Wait.
func (r *Recorder) Profiles() []string { return r.observed.paths() }

func (r *Recorder) loop() {
	defer close(r.done)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.run.News():
			r.stale = true
			r.note(false)
			r.observed.begin()
		case <-tick.C:
			r.note(false)
		case <-r.observed.written:
			r.observed.end()
			r.stale = true // it says which part of the run the profiles are of
		case <-r.run.Done():
			r.note(true)
			r.fail(r.write()) // first, so that a kill meanwhile costs no more than a profile
			r.fail(r.events.Close())
			r.fail(r.observed.finish())
			if len(r.observed.list) > 0 {
				r.fail(r.write())
			}
			return
		}
		if r.stale && time.Since(r.wrote) >= writeShare*r.cost {
			r.fail(r.write())
		}
	}
}

// note appends what has happened, and a frame where it is time.
func (r *Recorder) note(last bool) {
	s := r.run.Snapshot()
	var list []record.Event
	for _, e := range s.Events {
		if e.Seq <= r.seq {
			continue
		}
		r.dropped += e.Seq - r.seq - 1
		r.seq = e.Seq
		list = append(list, record.Event{At: r.before.At + e.At, Seq: r.before.Seq + e.Seq, Kind: e.Kind, Text: e.Text})
		r.keep(e)
	}
	if last || s.Elapsed-r.framed >= max(frameEvery, s.Elapsed/frameShare) {
		r.framed = s.Elapsed
		list = append(list, record.Event{At: r.before.At + s.Elapsed, Kind: record.FrameKind, Frame: record.FrameOf(&s)})
	}
	if len(list) > 0 && r.err == nil {
		r.fail(r.events.Append(list...))
	}
}

// maxWarnings bounds Record.Warnings; events.jsonl has them all.
const maxWarnings = 100

// keep takes into the record what it says of events.
func (r *Recorder) keep(e probe.Event) {
	switch e.Kind {
	case probe.KnobEvent:
		r.changes = append(r.changes, record.Change{At: e.At, Text: e.Text})
	case probe.WarningEvent:
		if len(r.warnings) < maxWarnings {
			r.warnings = append(r.warnings, e.Text)
		}
	}
}

// write rewrites the record.
func (r *Recorder) write() error {
	began := time.Now()
	r.stale = false
	rec := Of(r.run.Result(), r.meta)
	rec.Changes = append(rec.Changes, r.changes...)
	rec.Warnings = append(rec.Warnings, r.warnings...)
	if r.dropped > 0 {
		rec.Warnings = append(rec.Warnings, fmt.Sprintf("%d events came faster than they could be noted; %s lacks them", r.dropped, record.EventsName))
	}
	rec.ProgramProfiles = slices.Concat(rec.ProgramProfiles, r.observed.list)
	r.last = rec
	err := rec.Write(r.dir)
	r.wrote = time.Now()
	r.cost = r.wrote.Sub(began)
	return err
}

// fail keeps the first error.
func (r *Recorder) fail(err error) {
	if r.err == nil && err != nil {
		r.err = err
	}
}
