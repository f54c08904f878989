package probe

import "time"

// A State is where a run stands.
type State uint8

// The states of a run.
const (
	Idle     State = iota // not started
	Running               // at work
	Paused                // workers wait; clocks of phases stand
	Done                  // ended by itself, or stopped in order
	Failed                // ended by a fault of the world; Snapshot.Err says which
	NumState = iota
)

// String returns the state in one lower-case word.
func (s State) String() string {
	return [NumState]string{"idle", "running", "paused", "done", "failed"}[s]
}

// A PhaseStat is what one phase has used and done so far. Wall, busy and CPU
// are different things and are never added to one another.
type PhaseStat struct {
	State    State         // Idle before, Running during, Done after; a later task may set it Running again
	Wall     time.Duration // elapsed: the sum of the phase's stretches
	Busy     time.Duration // added over workers
	CPU      time.Duration // processor time of the workers
	CPUKnown bool          // false where the system cannot tell a thread's processor time
	Calls    int64         // units done; PhaseInfo.Unit names the unit
	Total    int64         // units that all of the phase will make; 0 while not known
	Timeouts int64         // (program, sample) pairs that were stopped at their limit
	Faults   int64         // (program, sample) pairs whose program misused a primitive
	Latency  Latency       // of single calls; PhaseInfo.Each says of what
}

// A StepStat is what one step of a phase has used so far. Its calls and busy
// time are part of the phase's.
type StepStat struct {
	Busy    time.Duration // added over workers
	CPU     time.Duration
	Calls   int64
	Latency Latency
}

// Split is a count over demo samples and over test samples.
type Split struct{ Demo, Test int64 }

// Sum returns the count over all samples.
func (s Split) Sum() int64 { return s.Demo + s.Test }

// Counts are the results of a run so far. Programs counts once; everything
// else is summed over tasks.
type Counts struct {
	Tasks           int64 // tasks evaluated to their end
	Programs        int64 // programs in the pool
	Candidates      int64 // distinct (program, output) pairs over a task's samples
	Distinct        int64 // different bodies among the candidates' programs
	Outputs         Split // grids that programs returned
	Matches         Split // outputs equal to the expected output
	DiffCalls       Split // differ evaluations made
	DiffSkipped     Split // differ evaluations that the strategy left out
	DiffArguments   int64 // different arguments of diff calls: of a whole batt again the sample, else sample and output
	Timeouts        int64 // (program, sample) pairs stopped at their limit
	TimeoutsFalse   int64 // of Timeouts: the work ends within its fuel, the limit is shorter than the work
	TimeoutsStarved int64 // of Timeouts: the call had much less processor time than its limit
	Faults          int64 // (program, sample) pairs that ended in a fault
	SolvedTasks     int64 // tasks on which some program matches every known output
}

// Results returns the counts less those that say how the work was done and not
// what came out: diff calls, and what became clear of timeouts.
func (c Counts) Results() Counts {
	c.DiffCalls, c.DiffSkipped, c.DiffArguments = Split{}, Split{}, 0
	c.TimeoutsFalse, c.TimeoutsStarved = 0, 0
	return c
}

// Less returns what is left of the counts without those of d, a part of them.
func (c Counts) Less(d Counts) Counts {
	return Counts{
		Tasks: c.Tasks - d.Tasks, Programs: c.Programs - d.Programs, Candidates: c.Candidates - d.Candidates, Distinct: c.Distinct - d.Distinct,
		Outputs: c.Outputs.less(d.Outputs), Matches: c.Matches.less(d.Matches),
		DiffCalls: c.DiffCalls.less(d.DiffCalls), DiffSkipped: c.DiffSkipped.less(d.DiffSkipped), DiffArguments: c.DiffArguments - d.DiffArguments,
		Timeouts: c.Timeouts - d.Timeouts, TimeoutsFalse: c.TimeoutsFalse - d.TimeoutsFalse, TimeoutsStarved: c.TimeoutsStarved - d.TimeoutsStarved,
		Faults: c.Faults - d.Faults, SolvedTasks: c.SolvedTasks - d.SolvedTasks,
	}
}

func (s Split) less(d Split) Split { return Split{Demo: s.Demo - d.Demo, Test: s.Test - d.Test} }

// A Lane is what one worker does now.
type Lane struct {
	Phase  Phase
	Busy   time.Duration // since the run began
	Wait   time.Duration // since the run began, not working while its phase ran
	Active bool          // evaluating at the moment of the snapshot
	Task   string
	Sample int // 0-based over demo then test samples
}

// The kinds of events: one lower-case word each.
const (
	SolvedEvent  = "solved"  // a program matches every known output of a task
	TimeoutEvent = "timeout" // programs were stopped at their limit
	LimitEvent   = "limit"   // a limit was measured
	KnobEvent    = "knob"    // a knob was changed
	ProblemEvent = "problem" // something could not be read; the rest goes on
	WarningEvent = "warning" // the run is not what it should be
	FailedEvent  = "failed"  // the run ended by an error; the last event
)

// An Event is something rare that is worth a line: a task solved, a timeout, a
// file that could not be read.
type Event struct {
	Seq  int64         // counts all events of the run from 1; gaps are events that were dropped
	At   time.Duration // since the run began
	Kind string        // SolvedEvent and the others
	Text string        // one line, no final period
}

// A Snapshot is a run at one moment. It is a copy: the receiver owns it.
type Snapshot struct {
	Run          int64 // counts the runs of a session from 1; 0 outside one
	State        State
	Stopped      bool          // Done because somebody stopped it, before its end
	Err          error         // why the run failed; nil otherwise
	Elapsed      time.Duration // wall since the run began, pauses left out
	PausedFor    time.Duration // wall spent paused
	Phases       [NumPhases]PhaseStat
	Steps        [NumSteps]StepStat
	Unattributed time.Duration // Elapsed less the phases' walls
	Counts       Counts        // of the last whole pass, or of the first while it is at work; phases run on over all passes
	Tried        int64         // programs that are through demo and test of a task, added over tasks and passes
	Name         string        // what runs: "tour", or the data's path
	Task         string        // the task at work
	TaskIndex    int           // 1-based; 0 before the first
	Tasks        int           // tasks of one pass
	Pass         int           // 1-based: short work repeats its passes until stopped
	PassWall     time.Duration // wall of the last whole pass; 0 before its end
	Repeats      bool          // whether passes repeat
	Lanes        []Lane
	Devices      []Device // that evaluate demo and test; nil where the workers do at once
	Queued       int64    // (program, sample) pairs that wait for a device to take them
	Events       []Event  // the newest last; bounded
	Foreign      *Foreign // of another engine, whose run has none of Phases, Steps and Lanes; nil for one of ours
}
