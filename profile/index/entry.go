package index

import (
	"os"
	"path/filepath"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
)

// An Entry is what the index knows of a run.
type Entry struct {
	ID       string            `json:"id"`
	Dir      string            `json:"-"` // the run's folder
	Name     string            `json:"name"`
	State    record.State      `json:"state"`
	Host     string            `json:"host"`
	PID      int               `json:"pid"`
	Began    time.Time         `json:"began"`
	Wall     time.Duration     `json:"wall_ns"` // of all its processes
	Passes   int               `json:"passes"`
	Preset   string            `json:"preset"`
	Strategy strategy.Strategy `json:"strategy"`
	Data     string            `json:"data"` // hash of the tasks
	Pool     string            `json:"pool"` // hash of the programs
	Counts   record.Counts     `json:"counts"`
	Absent   []string          `json:"absent,omitempty"` // as record.Record.Absent
	Journal  record.Journal    `json:"journal"`
	Watched  bool              `json:"watched,omitempty"` // profiles were taken of it: see record.Record.Watched
}

// Timed reports whether the times of other runs may be held against those of a
// baseline. Beside a run that profiles were taken of every other looks faster, but
// where somebody has named it; what came out of it is what comes out without.
func (e *Entry) Timed() bool { return e.Journal.Baseline || !e.Watched }

// entryOf returns what the index keeps of a record.
func entryOf(r *record.Record, j record.Journal) Entry {
	return Entry{
		ID: r.ID, Name: r.Name, State: r.State, Host: r.Host.Name, PID: r.PID, Began: r.Began, Wall: r.AllWall(), Absent: r.Absent, Passes: r.PassesMade(),
		Preset: r.Preset, Strategy: r.Strategy, Data: r.Data.Hash, Pool: r.Pool.Hash, Counts: r.Counts, Journal: j,
	}
}

// Standing is the run's state in one word for people: a run that its record says
// is at work and whose process is there no more was killed.
func (e *Entry) Standing() string {
	if e.State == record.Running && !Alive(e.Dir, e.Host, e.PID) {
		return "killed"
	}
	return string(e.State)
}

// silence is how long the events of a run at work stay as they are at most: a
// frame comes after each 600th part of the time so far, so this is for runs of two
// days and more.
const silence = 5 * time.Minute

// Alive reports whether the process of the run in a folder may be at work. One of
// this host is there or not; of another host's, as of a container that is gone,
// the events tell.
func Alive(dir, host string, pid int) bool {
	here, err := os.Hostname()
	if err == nil && here == host {
		return !gone(pid)
	}
	info, err := os.Stat(filepath.Join(dir, record.EventsName))
	return err == nil && time.Since(info.ModTime()) < silence
}
