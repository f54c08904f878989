package index

import (
	"os"
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
	Wall     time.Duration     `json:"wall_ns"`
	Passes   int               `json:"passes"`
	Preset   string            `json:"preset"`
	Strategy strategy.Strategy `json:"strategy"`
	Data     string            `json:"data"` // hash of the tasks
	Pool     string            `json:"pool"` // hash of the programs
	Counts   record.Counts     `json:"counts"`
	Journal  record.Journal    `json:"journal"`
}

// entryOf returns what the index keeps of a record.
func entryOf(r *record.Record, j record.Journal) Entry {
	return Entry{
		ID: r.ID, Name: r.Name, State: r.State, Host: r.Host.Name, PID: r.PID, Began: r.Began, Wall: r.Wall, Passes: len(r.Passes),
		Preset: r.Preset, Strategy: r.Strategy, Data: r.Data.Hash, Pool: r.Pool.Hash, Counts: r.Counts, Journal: j,
	}
}

// Standing is the run's state in one word for people: a run that its record says
// is at work, of a process of this host that is there no more, was killed.
func (e *Entry) Standing() string {
	if e.State == record.Running && !Alive(e.Host, e.PID) {
		return "killed"
	}
	return string(e.State)
}

// Alive reports whether a process may be at work: only of one of this host can be
// told that it is there no more.
func Alive(host string, pid int) bool {
	here, err := os.Hostname()
	return err != nil || here != host || !gone(pid)
}
