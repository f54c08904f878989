package tuneview

import (
	"time"

	"battscope/engine/strategy"
)

// An Engine is what the Tune screen steers; main joins it to an engine. It is
// safe from any goroutine, and its methods return at once.
type Engine interface {
	// Strategy is that of the next task or, in knobs that hold for a whole run,
	// of the next run.
	Strategy() strategy.Strategy
	// Working is that of the task at work.
	Working() strategy.Strategy
	// SetStrategy changes Strategy. It refuses what is not valid.
	SetStrategy(strategy.Strategy) error
}

// A Library holds presets; main joins it to battscope.toml. Save may take a
// while.
type Library interface {
	Presets() strategy.Book
	Save(strategy.Preset) error
	// Path is where Save writes, for people.
	Path() string
}

// An outcome is what a run of the session came to.
type outcome struct {
	run      int64
	strategy strategy.Strategy
	wall     time.Duration // of one pass
	passes   int
}
