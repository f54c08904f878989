package probe

// OwnWorker is the worker of a Label where the run's own goroutine works and no
// worker does.
const OwnWorker = -1

// A Label says what a goroutine of a run works on.
type Label struct {
	Phase  Phase
	Task   string // empty before the first
	Worker int    // from 0, or OwnWorker
	Device string // what evaluates: "interp"
}

// A Labeler marks goroutines for a profiler. The engine calls it when a goroutine
// begins and ends its share of a phase, never for a single program, so that what
// it costs is not seen. It is safe for concurrent use.
type Labeler interface {
	// Label marks the calling goroutine, and those that it starts, until the
	// next Label or Unlabel.
	Label(Label)
	// Unlabel takes the mark off.
	Unlabel()
}
