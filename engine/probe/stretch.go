package probe

// OwnWorker is the worker of a Stretch of the run's own goroutine.
const OwnWorker = -1

// A Stretch is one goroutine's share of a phase of a task. The run's own
// goroutine has one for the whole of the phase; those of the workers lie within
// it, and the run's own goroutine may be one of the workers meanwhile.
type Stretch struct {
	Phase  Phase
	Task   string // empty where the phase is of no task
	Worker int    // from 0, or OwnWorker
	Device string // what evaluates: "interp"
}

// Outer returns the stretch of the run's own goroutine that s lies within.
func (s Stretch) Outer() Stretch {
	s.Worker = OwnWorker
	return s
}

// An Observer is told of stretches as they begin and end: on the goroutine that
// works, never for a single program, so that what it costs is not seen. Every
// Enter has its Leave, unless the run fails. It is safe for concurrent use.
type Observer interface {
	Enter(Stretch)
	Leave(Stretch)
}
