// Package record holds what a run leaves: record.json and events.jsonl in a
// folder of its own, and the types that they are read into.
//
// A [Record] is complete and never changed once read. While the run is at work
// the file is rewritten after its tasks, whole each time, and says so: a run that
// was killed leaves a record whose State is still Running. The events beside it
// ([Event]) hold the run's snapshots over time, so that it can be followed and
// replayed. What people say of a run is in journal.json ([Journal]); the record
// is what happened.
//
// Times are integers of nanoseconds in members that end in _ns.
package record

import (
	"slices"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/workspace"
)

// Schema is the version of record.json that this package writes. It grows when a
// member changes its meaning or goes; new members alone do not change it. Read
// refuses what is newer.
const Schema = 1

// FileName is the name of a record in its run's folder.
const FileName = workspace.RecordName

// A State says how far a run had come when its record was written.
type State string

// The states of a record.
const (
	Running State = "running" // at work, or killed
	Done    State = "done"    // ended by itself
	Stopped State = "stopped" // ended in order by a person or a signal
	Failed  State = "failed"  // ended by a fault of the world, which Error says
)

// A Record is one run: what was asked, where, and what came of it. It is what
// battscope run --json prints.
type Record struct {
	Schema int       `json:"schema"`
	ID     string    `json:"id"` // of the run's folder; empty for a run that leaves none
	State  State     `json:"state"`
	Error  string    `json:"error,omitempty"` // why it failed
	Name   string    `json:"name"`            // what ran, for people: "tour", or the data's path
	Began  time.Time `json:"began"`
	Ended  time.Time `json:"ended,omitzero"`
	PID    int       `json:"pid"` // of the process, while the run is at work

	Input    Input             `json:"input"`
	Data     Hashed            `json:"data"`              // the tasks
	Pool     Hashed            `json:"pool"`              // the programs, and what is made of them
	Start    string            `json:"start,omitempty"`   // hash of what the store had, where mutants are made of that
	Resumed  []Resumed         `json:"resumed,omitempty"` // when the run went on after it was cut off
	Preset   string            `json:"preset"`
	Strategy strategy.Strategy `json:"strategy"` // of the last task
	Changes  []Change          `json:"changes"`  // of knobs, during the run
	Own      bool              `json:"own"`
	Seed     int64             `json:"seed"`
	Host     Host              `json:"host"`
	Commit   *Commit           `json:"commit,omitempty"` // of the program; absent when it was built without one

	// TimesSince is when the process began that Wall, Phases and Work are of, where
	// the run went on after it was cut off: they lack what the processes before had.
	TimesSince   time.Time     `json:"times_since,omitzero"`
	Wall         time.Duration `json:"wall_ns"` // over all passes; pauses left out
	Paused       time.Duration `json:"paused_ns"`
	Unattributed time.Duration `json:"unattributed_ns"` // Wall less the phases' walls
	Stopped      bool          `json:"stopped"`
	Counts       Counts        `json:"counts"`             // of one pass: the last whole one, or the first while it is at work
	Restored     *Counts       `json:"restored,omitempty"` // of Counts, those of tasks that were finished before the run went on; absent without any
	Phases       []Phase       `json:"phases"`             // over all passes
	Passes       []Pass        `json:"passes"`             // whole ones; each begins with the same store and cold caches, or is a generation
	Work         Work          `json:"work"`               // how the work was done, over all passes
	Devices      []Device      `json:"devices,omitempty"`  // that evaluated demo and test; absent where the workers did at once
	Memory       *Memory       `json:"memory,omitempty"`   // absent where nobody looked
	Tasks        []Task        `json:"tasks"`              // those that were finished, of the pass of Counts
	Warnings     []string      `json:"warnings"`
	Problems     []string      `json:"problems"`           // what could not be read
	Observed     *Observed     `json:"observed,omitempty"` // absent where programs were not looked at

	// ProgramProfiles are those that the knob observe has left so far: of a run that
	// went on those of its processes before first, and last that of Observed.
	ProgramProfiles []ProgramProfile `json:"program_profiles,omitempty"`

	Imported *Imported `json:"imported,omitempty"` // where the run is another engine's
	// Absent names what the log of another engine did not tell: of the counts by
	// their members, and "strategy", "wall". These are zero above, and no facts.
	Absent []string `json:"absent,omitempty"`
}

// An Imported says how a run of another engine came here.
type Imported struct {
	Mapper string `json:"mapper"` // that read it: "origin", "go-bench", ...
	Source string `json:"source"` // a file's absolute path, or "-"
	Lines  int64  `json:"lines"`  // read
	Used   int64  `json:"used"`   // of these, that said something

	Command string `json:"command,omitempty"` // that wrote it, where battscope began one
	Exit    *int   `json:"exit,omitempty"`    // its exit status; absent for a log
	Signal  string `json:"signal,omitempty"`  // that ended it
}

// Lacks reports whether a member is absent: see Absent.
func (r *Record) Lacks(member string) bool { return slices.Contains(r.Absent, member) }

// AllWall returns the wall of all processes of a run that went on after it was cut
// off: Wall is of the last. What the others did after they last wrote is not in it.
func (r *Record) AllWall() time.Duration {
	wall := r.Wall
	for _, p := range r.Resumed {
		wall += p.Wall
	}
	return wall
}

// Input is what a run was asked to read.
type Input struct {
	Scenario    string   `json:"scenario,omitempty"` // where tasks or programs are built in
	Data        []string `json:"data,omitempty"`     // absolute paths
	Programs    []string `json:"programs,omitempty"` // absolute paths
	Tasks       []string `json:"tasks,omitempty"`    // only these
	MaxPrograms int      `json:"max_programs,omitempty"`
	HideTest    bool     `json:"hide_test,omitempty"`   // the outputs of test samples were taken away
	Mutate      int      `json:"mutate"`                // mutants for each task, beside the programs
	Evolve      bool     `json:"evolve,omitempty"`      // passes are generations
	Generations int      `json:"generations,omitempty"` // asked for; 0 has no end
	Repeat      bool     `json:"repeat,omitempty"`      // there may be several passes, which begin alike
}

// A Resumed says when a run went on, and what wall its processes before had used.
// Record.Wall and the phases are of the process since.
type Resumed struct {
	At     time.Time     `json:"at"`
	Wall   time.Duration `json:"wall_ns"`
	Passes *int          `json:"passes,omitempty"` // whole ones that these had made; null in records that do not tell
}

// Hashed is a set of things and a hash that is the same for the same set, in
// whatever order it was read.
type Hashed struct {
	Hash  string `json:"hash"`
	Count int    `json:"count"`
}

// A Change is a knob that was changed during the run.
type Change struct {
	At   time.Duration `json:"at_ns"` // on the run's clock
	Text string        `json:"text"`  // "workers 1→2"
}

// A Phase is what one phase used and did.
type Phase struct {
	Name     string         `json:"name"`
	Wall     time.Duration  `json:"wall_ns"`
	Busy     time.Duration  `json:"busy_ns"` // added over workers
	CPU      *time.Duration `json:"cpu_ns"`  // null where the system cannot tell
	Calls    int64          `json:"calls"`
	OfPass   int64          `json:"pass_calls,omitempty"` // those of the last whole pass; 0 without one
	Unit     string         `json:"unit"`                 // what calls count
	Timeouts int64          `json:"timeouts"`
	Faults   int64          `json:"faults"`
	Latency  *Latency       `json:"latency,omitempty"` // of single calls; absent where there was none
	Steps    []Step         `json:"steps,omitempty"`
	Absent   []string       `json:"absent,omitempty"` // members that another engine's log did not tell: "wall", "busy", "calls", "timeouts", "faults"
}

// Lacks reports whether a member is absent: see Absent.
func (p *Phase) Lacks(member string) bool { return slices.Contains(p.Absent, member) }

// A Step is a part of a phase.
type Step struct {
	Name    string         `json:"name"`
	Wall    *time.Duration `json:"wall_ns"` // null where several workers do the step at once
	Busy    time.Duration  `json:"busy_ns"`
	CPU     *time.Duration `json:"cpu_ns"`
	Calls   int64          `json:"calls"`
	Latency *Latency       `json:"latency,omitempty"`
	Absent  []string       `json:"absent,omitempty"` // as Phase.Absent: "busy", "calls"
}

// Lacks reports whether a member is absent: see Absent.
func (s *Step) Lacks(member string) bool { return slices.Contains(s.Absent, member) }

// A Latency sums up how long single calls took: quantiles to a sixteenth of
// themselves, the maximum exactly. Of evaluations one in a batch of at most
// sixteen is timed and stands for its batch.
type Latency struct {
	Of    string        `json:"of"` // "evaluation"
	Calls int64         `json:"calls"`
	P50   time.Duration `json:"p50_ns"`
	P95   time.Duration `json:"p95_ns"`
	P99   time.Duration `json:"p99_ns"`
	Max   time.Duration `json:"max_ns"`
}

// A Pass is one time through all phases.
type Pass struct {
	Number   int             `json:"number"` // from 1; some may be missing: of a run that went on after a kill, and the oldest of thousands
	Wall     time.Duration   `json:"wall_ns"`
	Phases   []time.Duration `json:"phases_ns"` // walls, in the order of Record.Phases
	Programs int64           `json:"programs"`
	Matches  int64           `json:"matches"`
	Solved   int64           `json:"solved_tasks"`
	Restored int64           `json:"restored_tasks,omitempty"` // that were finished before the run went on: the times are not of them
}

// PassesMade returns how many whole passes the run made, with those that are not
// among Passes: what is counted over all passes is over so many.
func (r *Record) PassesMade() int {
	n := len(r.Passes)
	if n == 0 {
		return 0
	}
	return max(n, r.Passes[n-1].Number) // other engines do not number them
}

// WorkPasses returns over how many passes Wall, Phases and Work are: those of the last
// process of a run that went on, as far as the record tells.
func (r *Record) WorkPasses() int {
	n := r.PassesMade()
	if before, ok := r.PassesBefore(); ok {
		n -= before
	}
	return max(n, 0)
}

// PassesBefore returns how many whole passes the run had made when it went on the last
// time; ok is false where it did not, or the record does not tell.
func (r *Record) PassesBefore() (n int, ok bool) {
	if len(r.Resumed) == 0 {
		return 0, false
	}
	before := r.Resumed[len(r.Resumed)-1].Passes
	if before == nil {
		return 0, false
	}
	return *before, true
}

// Work says how the work was really done.
type Work struct {
	BattEvaluationsDemo      int64 `json:"batt_evaluations_demo"` // of the whole pool on a sample
	BattEvaluationsTest      int64 `json:"batt_evaluations_test"`
	BattEvaluationsDiff      int64 `json:"batt_evaluations_diff"`
	BattEvaluationsCalibrate int64 `json:"batt_evaluations_calibrate"`
	NodesReached             int64 `json:"nodes_reached"`   // by programs, in demo and test
	NodesEvaluated           int64 `json:"nodes_evaluated"` // of these; equal calls are one node
	NodesEqual               int64 `json:"nodes_equal"`     // of these, taken over from calls of equal values
	DiffCalls                int64 `json:"diff_calls"`      // of one pass
	DiffArguments            int64 `json:"diff_arguments"`  // different arguments of them
	InlineCacheHits          int64 `json:"inline_cache_hits"`
	InlineCacheMisses        int64 `json:"inline_cache_misses"`

	Limit       time.Duration `json:"limit_ns,omitempty"`        // in time: the shortest that was set
	LimitNeeded time.Duration `json:"limit_needed_ns,omitempty"` // the longest that cut work took when it was run again without a limit
	CacheClaim  time.Duration `json:"cache_claim_ns,omitempty"`  // what another engine says that its cache saved

	WorkersBusy []time.Duration `json:"workers_busy_ns,omitempty"` // of each worker
}

// A Memory says what the garbage collector of the process did during the run.
type Memory struct {
	Collections int64         `json:"collections"`
	Paused      time.Duration `json:"paused_ns"` // all goroutines at once
	Allocated   int64         `json:"allocated_bytes"`
	GC          time.Duration `json:"gc_cpu_ns"` // processor time of the collector, as the runtime estimates it; 0 without a collection
	CPU         time.Duration `json:"cpu_ns"`    // of the process; 0 without a collection
}

// A Task is what the pool did on one task.
type Task struct {
	Task        string  `json:"task"`
	Solved      bool    `json:"solved"`
	Programs    int64   `json:"programs,omitempty"` // tried; 0 in records that do not tell
	Best        string  `json:"best,omitempty"`
	BestMatches int64   `json:"best_matches"`
	Matches     int64   `json:"matches"`
	Candidates  int64   `json:"candidates"`
	Distinct    int64   `json:"distinct"`
	Timeouts    int64   `json:"timeouts"`
	False       int64   `json:"timeouts_false"`
	Starved     int64   `json:"timeouts_starved"`
	Faults      int64   `json:"faults"`
	DiffCalls   int64   `json:"diff_calls"`
	DiffSkipped int64   `json:"diff_skipped"`
	Leaders     []Score `json:"leaders,omitempty"` // programs with matches, the best first; of thousands the first

	// Attempts are for each test input the best different outputs, best first, at
	// most two: rows of digits with RowEnd between them. What test outputs are
	// known takes no part in which are the best.
	Attempts [][]string `json:"attempts,omitempty"`

	// Hashes of what came out, for comparing: of all programs' scores, and by
	// sample of their outputs, faults and timeouts. In hexadecimal.
	Scores  string   `json:"scores"`
	Outputs []string `json:"outputs"`
}

// RowEnd stands between the rows of a grid in a record.
const RowEnd = "/"

// A Score is what one program reached on one task.
type Score struct {
	Program  string `json:"program"`
	Demo     int    `json:"demo"` // matches
	Test     int    `json:"test"` // matches
	Units    int64  `json:"units"`
	Timeouts int    `json:"timeouts,omitempty"`
	Faults   int    `json:"faults,omitempty"`
}
