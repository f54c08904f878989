package kernel

import "time"

// A Runner runs kernels: a card, or another process that has one. One goroutine
// at a time uses it, but Close may be called at any time and ends what is at work.
type Runner interface {
	// Info says what runs the kernels.
	Info() Info
	// Load takes programs and samples. The fuel is that of one program on one
	// sample.
	Load(code, offsets, cells, dims []byte, fuel int64) error
	// Run runs items and returns an out for each. Small says that the small variant
	// is to run them.
	Run(items []byte, small bool) (outs []byte, err error)
	// Fetch returns the grids, Stride bytes each, of items of the last Run.
	Fetch(index []uint32) ([]byte, error)
	// Compare compares grids, laid out as Samples does, the output in the input's
	// place: it returns a verdict for each.
	Compare(cells, dims []byte) (verdicts []byte, err error)
	Close() error
}

// Info is what runs kernels, and how it was measured when it was opened.
type Info struct {
	Label string        // the card's name
	Facts [][2]string   // what was found out, by name, with units
	JIT   time.Duration // compiling the kernels
	Setup time.Duration // a Run of one item, copies included
}
