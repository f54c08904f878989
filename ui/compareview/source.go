package compareview

import (
	"time"

	"battscope/engine/strategy"
	"battscope/profile/compare"
)

// A Source is where comparisons come from; main joins it to the workspace and to
// an engine. Its methods are safe from any goroutine, and their errors are for
// people. Those that say so return at once; the others may take a while.
type Source interface {
	// Stored compares recorded runs, each with the first; of one run alone, with
	// its baseline. An id is that of a record, and "" is the run of the session.
	// With otherHost their hosts may differ. It returns the ids that it compared.
	Stored(ids []string, otherHost bool) (*compare.Comparison, []string, error)
	// Chain holds recorded runs, the oldest first, against the first of them; of
	// one run alone, it and those that it goes back to by the parents in the
	// journal.
	Chain(ids []string) (*compare.Evolution, error)
	// Presets returns the strategies to choose from. It returns at once.
	Presets() strategy.Book
	// Why says why no contest can begin here; "" where one can. It returns at once.
	Why() string
	// Estimate says about how long a plan takes, or 0 where nothing is known of
	// that, and how many tasks there are to choose from, or 0. It returns at once.
	Estimate(p Plan) (time.Duration, int)
	// Check says what is wrong with a plan; "" where it can be played. It returns
	// at once.
	Check(p Plan) string
	// Begin begins a contest, which runs on beside the screen; the session's run is
	// held meanwhile. A plan that cannot be played is an error. It returns at once.
	Begin(p Plan) error
	// Stop ends the contest at work in order; the rounds done are kept. It returns
	// at once.
	Stop()
	// Live returns how the contest stands, or how the last one ended; nil before
	// the first. What it returns is never changed. It returns at once.
	Live() *Live
	// Past returns the contests that have ended and are kept, the newest first, and an
	// error that says which cannot be shown, and why.
	Past() ([]Past, error)
	// Delete removes contests that are kept for good, by their ids.
	Delete(ids []string) error
	// Export writes a text beside the runs under a name, with a number where the
	// name is taken, and returns where.
	Export(name, text string) (path string, err error)
}

// A Plan is a contest that somebody may begin: strategies that take turns on the
// same work.
type Plan struct {
	Settings  []string // the sides, as --preset takes them; the first is what the others are held against
	For       string   // whom the outcome is for, as screen.Place.For; "" is whoever looks at the screen
	Evolution bool     // the sides are steps of the published history, to be shown as such
	Scenario  string   // built-in tasks and programs; "" is the data of the session
	Tasks     int      // only so many of the tasks, the first; 0 is all
	Pairs     int      // rounds
	CPU       bool     // processor time is judged, instead of wall
	Control   bool     // the first side is measured against itself before, for the noise floor
}

// A Live is a contest at work, or one that has ended.
type Live struct {
	Plan    Plan
	Number  int           // of the contest in this session, from 1
	Stage   string        // what is being done, in words
	Side    string        // whose turn it is
	Elapsed time.Duration // since the warm-ups began, during them; then 0
	Round   int           // 1-based; 0 during the warm-ups
	Rounds  int           // of the stage
	Left    time.Duration // of the stage
	Known   bool          // whether Left is an estimate
	Over    bool
	Stopped bool  // by somebody: the rounds done stand
	Err     error // why it failed; then nothing stands
	Unkept  error // why what was found is not kept

	Comparison *compare.Comparison // so far; nil during the warm-ups, and for an evolution
	Evolution  *compare.Evolution  // so far; nil for anything else
}
