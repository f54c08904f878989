// Package device is the seam between the engine and what evaluates for it: a
// Device takes batches of (program, sample) pairs and says what came out.
//
// Reference, in plain Go, is the device that defines the results; every other
// must give the same bits. Package sched shares work out among devices.
package device

import (
	"errors"
	"sync/atomic"
	"time"

	"battscope/engine/batt"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/value"
)

// A Device evaluates batches.
//
// Load and Eval are called by one goroutine at a time, locked to its thread
// during the call: Load first, then Eval any number of times, then perhaps Load
// again. Name and
// Caps may be called at any time by anybody. Close may be called at any time,
// also while Eval is at work or hangs, and returns soon; what it interrupts
// returns an error.
//
// An error of Load or Eval is the world's fault and means that the device is of
// no more use, but for ErrUnsupported. A program's fault is a Result.
type Device interface {
	// Name returns what the device is called among others: "cuda:0".
	Name() string
	// Caps returns what the device is and how it likes its work.
	Caps() Caps
	// Load makes ready for batches of w, which it must not change and may read
	// until the next Load. It fails with ErrUnsupported when the device can do
	// nothing of w.
	Load(w *Work) error
	// Eval evaluates the items of b and fills b.Results. It ends early, without an
	// error, once b.Cut or w.Stop is true; items not evaluated then have no Done.
	Eval(b *Batch) error
	// Close gives back what the device holds.
	Close() error
}

// An Opener is a Device that may take long to open. Open returns when it can be
// used, or cannot; nothing but Name, Caps and Close is called before. It may be
// called again, and ends with an error when the device is closed meanwhile.
type Opener interface{ Open() error }

// A Restarter is a Device that can be had anew after it failed, in another process
// or on a card that has been set up again.
type Restarter interface {
	// Restart returns another Device of the same name, open. The one before was
	// closed.
	Restart() (Device, error)
}

// The errors that a caller branches on.
var (
	// ErrUnavailable says that there is no such device here: not built, no driver,
	// no card. What wraps it says why.
	ErrUnavailable = errors.New("device unavailable")
	// ErrUnsupported says that a device can do nothing of the work given.
	ErrUnsupported = errors.New("work not supported by the device")
)

// Caps are what a device is and how it likes its work.
type Caps struct {
	Label  string        // what it is, for people: "CPU", the name of a card, "STAND-IN, no GPU"
	First  int           // items of the first batch, before anything is measured; at least 1
	Max    int           // items of a batch at most; 0 has no bound
	Setup  time.Duration // what a batch costs beside its items, measured when the device was opened
	Whole  bool          // it evaluates every program, and never refuses an item
	Verify float64       // least share of its results that the interpreter is asked for too, in [0,1]
	Calm   bool          // it never hangs, so that whoever waits for the work may do the work
}

// Work is what the batches of one stretch have in common: the programs, the
// samples, and when to stop.
type Work struct {
	Batt    *batt.Batt
	Samples []Sample
	Limits  interp.Limits
	Alone   bool         // each program by itself: no value is shared between programs
	Values  bool         // calls of equal values share one; see interp.Machine
	Stop    *atomic.Bool // the run is to end; never nil
}

// A Sample is an input with its expected output.
type Sample struct {
	In  *grid.Grid
	Out *grid.Grid // nil when hidden
}

// An Item is one program on one sample of the Work.
type Item struct {
	Program int32 // index in Batt.Programs
	Sample  int32 // index in Samples
}

// A Batch is what a device evaluates in one call. Items of a sample lie together.
type Batch struct {
	Items   []Item   // the device only reads them
	Results []Result // as long as Items; the device writes them until Eval returns
	Outputs Outputs  // who wants outputs; nil is nobody

	// Transfer is what part of the call went into moving data to the device and
	// back. The device sets it.
	Transfer time.Duration

	// Nodes counts what the interpreter did; none where another evaluated.
	Nodes interp.Work

	// Timed is the item whose evaluation stands for all in how long one took, which
	// the device sets Took to where it evaluates them one by one.
	Timed int
	Took  time.Duration

	parent *Batch
	beats  atomic.Int64
	cut    atomic.Bool
}

// Copy returns a batch of the items of b in other memory: items and results are
// appended to the slices given. Its beats are those of b too, and it is cut when
// b is.
func (b *Batch) Copy(items []Item, results []Result) *Batch {
	c := &Batch{Items: append(items, b.Items...), Outputs: b.Outputs, Timed: b.Timed, parent: b}
	for range b.Items {
		results = append(results, Result{})
	}
	c.Results = results
	return c
}

// Outputs takes grids. It is safe for concurrent use.
type Outputs interface {
	// Want reports whether the grid of an output on a sample is not there yet.
	Want(sample int, d grid.Digest) bool
	// Keep takes a grid, which must outlive the batch and have the digest d.
	Keep(sample int, d grid.Digest, g *grid.Grid)
}

// A Result is what one program did on one sample.
type Result struct {
	Cost    int64 // units charged, as the interpreter charges them
	Out     grid.Digest
	Line    int32       // in the program's file, of the fault; 0 without one
	Fault   value.Fault // NoFault: there is an output
	Done    bool        // false: not evaluated, since the batch was cut
	Match   bool        // the output is the expected one, cell for cell
	Refused bool        // the device cannot do it: the interpreter must; all else is unset
}

// Beat tells whoever watches that the device is at work. A device calls it
// after each item, or as often as it knows of progress.
func (b *Batch) Beat() {
	if b.beats.Add(1); b.parent != nil {
		b.parent.Beat()
	}
}

// Beats returns how often Beat was called.
func (b *Batch) Beats() int64 { return b.beats.Load() }

// SetCut asks the device to end the batch early: nobody waits for it any more.
func (b *Batch) SetCut() { b.cut.Store(true) }

// Cut reports whether the batch is to end early.
func (b *Batch) Cut() bool { return b.cut.Load() || b.parent != nil && b.parent.Cut() }
