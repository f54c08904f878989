package profileview

import (
	"io/fs"
	"time"

	"battscope/profile/stacks"
)

// A Source is where profiles are; main joins it to the workspace. Its methods
// may take a while, are safe from any goroutine, and their errors are one line.
type Source interface {
	// List returns the profiles at hand, those of the session's run first, then
	// the newest.
	List() ([]Entry, error)
	// Families returns the family of each primitive, by name.
	Families() map[string]string
	// Sources returns the folder from which the files that profiles name are
	// looked for, and files that are built in, or nil.
	Sources() (folder string, builtIn fs.FS)
	// Serve opens pprof's own pages of what is shown, and returns their address.
	Serve(Shown) (url string, err error)
	// Export writes what is shown in a format, and returns where.
	Export(format string, s Shown) (path string, err error)
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

// The files of a run's most telling profiles. The first alone tells of programs.
const (
	programsName = "programs.pb.gz"
	cpuName      = "cpu.pb.gz"
)

// Shown says of what is shown where it comes from and what is left out.
type Shown struct {
	File, Base    string // paths; Base is empty where it is no difference
	Type          string // sample type
	Focus, Ignore string // patterns; empty for none
	Labels        []stacks.Condition
}
