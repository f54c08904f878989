package probe

// A Foreign is what a run of another engine shows in the place of phases and
// counts of ours: what its output has told so far. It is never changed.
type Foreign struct {
	Reader string // what reads its output: "protocol", "origin", ...; empty before a line said anything
	Source string // a path, a command, or "-"
	Lines  int64  // read
	Used   int64  // of these, that said something of the run
	Spans  []Span // phases in the order in which they came, each followed by its steps
	Tally  []Tally
	// Rest is false where nothing says what belongs to no phase.
	Rest bool
	// Timed is false where nothing says how long the run took.
	Timed bool
}

// A Span is a phase of another engine, or a step of the last phase before it.
type Span struct {
	Name  string
	Step  bool
	Stat  PhaseStat
	Lacks Lacks
}

// Lacks says which numbers of a span nothing has told. They are zero, and no
// facts.
type Lacks uint8

// The numbers that may be missing. Processor time has PhaseStat.CPUKnown.
const (
	NoWall Lacks = 1 << iota
	NoBusy
	NoCalls
	NoTimeouts
	NoFaults
)

// Has reports whether a number is missing.
func (l Lacks) Has(one Lacks) bool { return l&one != 0 }

// A Tally is a count of another engine under its name.
type Tally struct {
	Name  string
	N     int64
	Known bool
}
