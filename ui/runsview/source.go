package runsview

import (
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/screen"
)

// A Source is where runs are kept; main joins it to the workspace. Its methods
// may take a while, are safe from any goroutine, and their errors are one line.
type Source interface {
	// List returns the runs, the newest first.
	List() ([]Run, error)
	// Note writes a run's journal.
	Note(id string, j record.Journal) error
	// Baseline makes a run the one that others of its tasks and programs are
	// held against.
	Baseline(id string) error
	// Delete removes runs with all that they left.
	Delete(ids []string) error
	// Export writes a text beside the runs under a name, and returns where.
	Export(name, text string) (path string, err error)
	// Formats are those that Write knows, as items of a menu.
	Formats() []screen.Item
	// Write writes a run in a format beside the runs, and returns
	// where.
	Write(id, format string) (path string, err error)
}

// A Run is what the list shows of a run.
type Run struct {
	ID        string
	Name      string // what ran
	Standing  string // in one word: "running", "done", "stopped", "killed", ...
	Began     time.Time
	Pass      time.Duration // mean wall of a whole pass; 0 without one
	Passes    int           // whole ones
	Preset    string
	Strategy  strategy.Strategy
	Solved    int64
	Tasks     int64
	Mark      record.Mark // against the baseline
	IsBase    bool        // it is the baseline of its tasks and programs
	Journal   record.Journal
	Published float64 // seconds, of the published history; 0 for runs of ours
}

// title returns what people call the run.
func (r *Run) title() string {
	if r.Journal.Title != "" {
		return r.Journal.Title
	}
	return r.Name
}
