// Package replay shows a stored run as the screens show one at work: its frames
// over time, its events, and what the pool did on each task. A run of another
// process is followed through its growing record.
package replay

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"time"

	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/profile/record"
)

// A moment is a run at one time of its clock.
type moment struct {
	at   time.Duration
	snap probe.Snapshot
}

// A Player is a stored run that is shown. It is safe for concurrent use.
type Player struct {
	dir string

	mu      sync.Mutex
	rec     *record.Record
	stamp   time.Time // of the file that rec was read from
	reader  *record.EventReader
	moments []moment
	events  []probe.Event
	speed   float64 // of the run's own; 0 shows the newest
	began   time.Time
}

// Open reads the run in a folder. It shows the run's end, or how far it has come,
// until Play is called. The caller closes it.
func Open(dir string) (*Player, error) {
	rec, err := record.Read(dir)
	if err != nil {
		return nil, err
	}
	p := &Player{dir: dir, rec: rec}
	if p.reader, err = record.OpenEvents(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if _, err := p.Update(); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// Close ends reading.
func (p *Player) Close() error {
	if p.reader == nil {
		return nil
	}
	return p.reader.Close()
}

// Record returns the newest record. It must not be changed.
func (p *Player) Record() *record.Record {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rec
}

// Play shows the run from its start, from now on and so many times as fast as it
// was.
func (p *Player) Play(speed float64, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.speed, p.began = speed, now
}

// Update reads what the run has left since, and reports whether it is over. A
// damaged line of events is an error; the next call goes on behind it.
func (p *Player) Update() (over bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if info, serr := os.Stat(filepath.Join(p.dir, record.FileName)); serr == nil && !info.ModTime().Equal(p.stamp) {
		rec, rerr := record.Read(p.dir)
		if rerr != nil {
			return false, rerr
		}
		p.rec, p.stamp = rec, info.ModTime()
	}
	for p.reader != nil {
		e, err := p.reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, err
		}
		p.take(e)
	}
	return p.rec.State != record.Running, nil
}

// take keeps an event. p.mu is held.
func (p *Player) take(e record.Event) {
	if e.Kind != record.FrameKind || e.Frame == nil {
		p.events = append(p.events, probe.Event{Seq: int64(len(p.events) + 1), At: e.At, Kind: e.Kind, Text: e.Text})
		return
	}
	s := e.Frame.Snapshot(e.At, p.rec.Name)
	s.Run = 1
	p.moments = append(p.moments, moment{e.At, s})
}

// Snapshot returns the run as it was at the moment that is shown.
func (p *Player) Snapshot() probe.Snapshot { return p.At(time.Now()) }

// At is Snapshot as it is at a time of the clock on the wall.
func (p *Player) At(now time.Time) probe.Snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.moments) == 0 {
		return p.bare()
	}
	i := len(p.moments) - 1
	if p.speed > 0 {
		at := time.Duration(float64(now.Sub(p.began)) * p.speed)
		i = max(sort.Search(len(p.moments), func(n int) bool { return p.moments[n].at > at })-1, 0)
	}
	s := p.moments[i].snap
	if i == len(p.moments)-1 {
		p.end(&s)
	}
	n := sort.Search(len(p.events), func(n int) bool { return p.events[n].At > s.Elapsed })
	if i == len(p.moments)-1 {
		n = len(p.events)
	}
	s.Events = p.events[:n:n]
	return s
}

// bare returns what the record alone tells. p.mu is held.
func (p *Player) bare() probe.Snapshot {
	if p.rec.Imported != nil {
		s := record.SnapshotOf(p.rec)
		s.Events = p.events
		return s
	}
	s := probe.Snapshot{Run: 1, Name: p.rec.Name, State: probe.Running, Elapsed: p.rec.Wall, Counts: p.rec.Counts.Probe(), Tasks: int(p.rec.Counts.Tasks), Events: p.events}
	p.end(&s)
	return s
}

// end says of the newest snapshot how the run ended, if it did. p.mu is held.
func (p *Player) end(s *probe.Snapshot) {
	switch p.rec.State {
	case record.Done, record.Stopped:
		s.State, s.Stopped = probe.Done, p.rec.State == record.Stopped
	case record.Failed:
		s.State, s.Err = probe.Failed, errors.New(p.rec.Error)
	}
	if p.rec.State != record.Running {
		if p.rec.Imported != nil {
			s.Foreign, s.Task, s.TaskIndex = record.SnapshotOf(p.rec).Foreign, "", 0
		}
		s.Counts, s.Elapsed, s.Unattributed = p.rec.Counts.Probe(), p.rec.Wall, p.rec.Unattributed
	}
}

// Pause, Resume, Restart and Stop do nothing: what is stored is over, or another
// program's.
func (p *Player) Pause() {}

// Resume does nothing.
func (p *Player) Resume() {}

// Restart does nothing.
func (p *Player) Restart() {}

// Stop does nothing.
func (p *Player) Stop() {}

// Results returns what the record holds of each task, and which state of things
// that is; nil where it is the one of since.
func (p *Player) Results(since trace.Version) (*trace.Results, trace.Version) {
	p.mu.Lock()
	defer p.mu.Unlock()
	rec := p.rec
	at := trace.Version{Run: 1, Tasks: len(rec.Tasks), Passes: len(rec.Passes), Row: len(rec.Tasks)}
	if at == since {
		return nil, at
	}
	return Results(rec), at
}

// Results returns what a record holds of each task.
func Results(rec *record.Record) *trace.Results {
	res := &trace.Results{}
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		row := trace.Row{
			Task: t.Task, State: probe.Done, Programs: programs(rec, t), Candidates: t.Candidates, Matches: t.Matches,
			Timeouts: t.Timeouts, Faults: t.Faults, Best: t.Best, BestMatches: t.BestMatches, Solved: t.Solved,
		}
		if t.Solved {
			row.Known = int(t.BestMatches)
		}
		if rec.Imported != nil {
			hearsay(&row, rec)
		}
		var scores []trace.Score
		for _, s := range t.Leaders {
			scores = append(scores, trace.Score{Program: s.Program, Demo: s.Demo, Test: s.Test, Units: s.Units, Timeouts: s.Timeouts, Faults: s.Faults})
		}
		res.Rows = append(res.Rows, row)
		res.Scores = append(res.Scores, scores)
	}
	return res
}

// programs returns how many programs were tried on a task; below 0 where the record
// does not tell: the pool's number is that of each task only where all tasks have the
// whole pool and nothing else.
func programs(rec *record.Record, t *record.Task) int {
	switch {
	case t.Programs > 0:
		return int(t.Programs)
	case rec.Imported != nil || rec.Own || rec.Input.Mutate > 0:
		return -1
	}
	return rec.Pool.Count
}

// hearsay leaves of a row what another engine told. Its 0 may be that it told
// nothing.
func hearsay(row *trace.Row, rec *record.Record) {
	if row.Best == "" {
		row.BestMatches = -1
	}
	for _, n := range []*int64{&row.Candidates, &row.Matches, &row.Timeouts, &row.Faults} {
		if *n == 0 {
			*n = -1
		}
	}
	if row.Known = 0; rec.Lacks("solved_tasks") {
		row.Known = -1
	}
}

// Sheet returns an error: a record holds no grids. Main reads them again where they
// are at hand.
func (p *Player) Sheet(task string) (*trace.Sheet, error) {
	return nil, fmt.Errorf("task %s: a record holds scores and hashes, not grids and programs; battscope on the same --data and --programs opens it", task)
}

// Trace returns an error: a record holds no programs.
func (p *Player) Trace(task string, _, _ int) (*trace.Trace, error) {
	_, err := p.Sheet(task)
	return nil, err
}
