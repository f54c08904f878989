package profileview

import (
	"strings"
	"time"

	"battscope/profile/stacks"
	"battscope/ui/screen"
)

// A Source is where profiles are; main joins it to the workspace. Its methods
// may take a while, are safe from any goroutine, and their errors are one line.
type Source interface {
	// List returns the profiles at hand, those of the session's run first, then
	// the newest.
	List() ([]Entry, error)
	// Families returns the family of each primitive, by name.
	Families() map[string]string
	// Folder returns the folder from which the source files that profiles name are
	// looked for.
	Folder() string
	// Serve opens pprof's own pages of what is shown, and returns their address.
	Serve(Shown) (url string, err error)
	// Formats are those that Export knows, as items of a menu.
	Formats() []screen.Item
	// Export writes what is shown in a format.
	Export(format string, s Shown) (Written, error)
}

// A Written is a profile that Export wrote.
type Written struct {
	Path    string
	Samples int // that are in it
	Of      int // that were there
}

// An Entry is a profile at hand.
type Entry struct {
	Path    string
	Name    string // of its file
	Run     string // id of the run that it is of
	Present bool   // of the run of the session
	Time    time.Time
	Bytes   int64
}

// How the names of a run's most telling profiles begin: further ones have a number
// before the ending. The first alone tells of programs.
const (
	programsName = "programs"
	cpuName      = "cpu"
)

// isOf reports whether a profile is of the kind whose names begin so.
func isOf(e *Entry, kind string) bool {
	stem, _, _ := strings.Cut(e.Name, ".")
	return stem == kind || strings.HasPrefix(stem, kind+"-")
}

// Narrowed reports whether anything is left out.
func (s Shown) Narrowed() bool {
	return s.Focus != "" || s.Ignore != "" || len(s.Labels) > 0 || s.Side != stacks.Both
}

// Whole returns s with nothing left out.
func (s Shown) Whole() Shown {
	s.Focus, s.Ignore, s.Labels, s.Side = "", "", nil, stacks.Both
	return s
}

// Shown says of what is shown where it comes from and what is left out.
type Shown struct {
	File, Base    string // paths; Base is empty where it is no difference
	Unscaled      bool   // Base stands as it is, also where the two took different times
	Type          string // sample type
	Focus, Ignore string // patterns; empty for none
	Labels        []stacks.Condition
	Side          stacks.Side // of a difference
}
