// Package trace is what a run's tasks and programs look like to somebody who
// looks closely: how the pool did on each task, a task's grids, and a program
// line by line. The engine fills it, screens and records read it.
package trace

import (
	"time"

	"battscope/engine/grid"
	"battscope/engine/probe"
)

// A Row is how the pool did on one task. Counts below 0 are not known: another engine
// does not tell them, or a record does not hold them.
type Row struct {
	Task        string
	State       probe.State   // Idle: still to come, Running, or Done
	Wall        time.Duration // of all phases; 0 while not known
	Programs    int           // tried
	Candidates  int64
	Matches     int64 // over all samples and programs
	Timeouts    int64
	Faults      int64
	Best        string // the program with the most matches; "" without a match
	BestMatches int64
	Known       int  // samples whose output is known; 0 where it is not known how many, below 0 where Solved is not either
	Solved      bool // Best matches all of them
}

// A Score is what one program reached on one task.
type Score struct {
	Program  string
	Demo     int   // matches
	Test     int   // matches
	Units    int64 // summed over the samples
	Timeouts int
	Faults   int
}

// Results are all rows of a run as it was at one moment. They are never
// changed and safe for concurrent use.
type Results struct {
	Rows   []Row     // in the order of the tasks
	Scores [][]Score // by row, in the order of the pool; nil where they are not known
}

// A Version says which state of things Results are of; the zero Version is of
// none.
type Version struct {
	Run                int64
	Tasks, Passes, Row int
	Working            int // number of the task at work, from 1
}

// A Sample is one input grid and the output it should give.
type Sample struct {
	In, Out *grid.Grid // Out is nil where it is hidden
	Test    bool
}

// A Sheet is one task and the programs that are tried on it. It is never
// changed.
type Sheet struct {
	Task     string
	File     string   // where it was read
	Samples  []Sample // demo, then test
	Programs []string // names, in the order of the pool
}

// A Trace is a program on a sample, line by line.
type Trace struct {
	Program string
	File    string // of the program
	Line    int    // of its def, from 1
	Steps   []Step // in the order of its lines
	Result  int    // the step whose value is returned; below 0 the input or a constant is
	Out     *grid.Grid
	Fault   string // why there is no output; empty where there is one
	At      int    // the line of the fault; 0 without one
	Cost    int64  // units charged
	Match   bool   // Out is what the sample expects
}

// A Step is one line of a program.
type Step struct {
	Line  int    // in its file, from 1
	Text  string // as "x5 = mfilter(x2, x4)"
	Value Value
	Cost  int64  // units of this line alone
	Fault string // why there is no value
	Dead  bool   // its value is never used: a run does not evaluate it
	Waits int    // the line without a value that this one needs; 0 without one
}

// A Value is what a line gave, made for looking at it.
type Value struct {
	Kind  string     // in words: "grid 3x5", "object of 12 cells", "integer"
	Text  string     // the value written out, cut where it is long
	Grid  *grid.Grid // of a grid
	Parts [][]Cell   // of objects and indices: one for each
}

// A Cell is one cell of an object, or of indices.
type Cell struct {
	Row, Column int
	Color       int8
	Bare        bool // of indices: there is no colour
}
