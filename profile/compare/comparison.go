package compare

import "battscope/engine/strategy"

// A Comparison is what was found of sides that were compared, ready to be shown.
// It is not changed once it is shown.
type Comparison struct {
	Data        string // what ran
	Stored      bool   // at least one side is a recorded run: there are no pairs
	Clock       string // what is judged: "wall", or "cpu"
	Asked, Made int    // pairs
	Interrupted bool
	Running     bool      // pairs are still being made: what stands here is so far
	Busy        string    // what else kept the host busy at the beginning; "" when it was quiet
	Settings    []string  // the sides' strategies as --preset takes them; fewer where some are not known
	Control     *Timing   // A against A; nil without
	Versus      []*Versus // of each side but the first, against the first
}

// A Versus is one side against the first.
type Versus struct {
	A, B         string   // strategies, or runs
	Label        string   // of B: "B", "C", ...
	Passes       [2]int   // of a run; of recorded runs those compared
	Refused      []string // why the two cannot be compared; then there is nothing but their knobs
	Results      *Results
	StoreUnknown bool    // the stores of recorded runs could not be compared
	Timing       *Timing // nil when nothing was measured
	Calls        []Count // of each clock, in one pass
	Knobs        []strategy.Change
	KnobsUnknown bool    // a side is of another engine, whose knobs are not ours
	Suspect      *Limit  // what broke in the first round; nil when nothing did
	Again        *Timing // the round that was to confirm it
	Confirmed    bool
}

// Differ reports whether the results of a side differ from those of the first.
func (c *Comparison) Differ() bool {
	for _, v := range c.Versus {
		if v.Results != nil && v.Results.Differ() {
			return true
		}
	}
	return false
}

// An Evolution is steps of an optimisation, each held against the first.
type Evolution struct {
	Data, Title string // what ran, and what it is called beside the published history
	Stored      bool   // the steps are recorded runs: times are medians over their passes, and were not interleaved
	Asked, Made int    // rounds
	Interrupted bool
	Running     bool   // rounds are still being made
	Busy        string // what else kept the host busy at the beginning; "" when it was quiet
	Steps       []Step
}

// A Step is one preset or run of an evolution.
type Step struct {
	Name      string
	Preset    string            // the strategy of a recorded run
	Phase     string            // of the published history; "" outside it
	Published float64           // ratio to the first of the published history; 0 where none was published
	Time      float64           // median, seconds a pass
	Passes    int               // of a recorded run
	Against   *Finding          // the first, on the whole; nil where they cannot be compared
	Results   *Results          // against the first; nil where they cannot be compared
	Refused   []string          // why they cannot be compared
	Changes   []strategy.Change // against the step before
	Note      string            // what people say of it, in a line
}

// Differ returns the first step whose results differ from those of the first
// step, or nil.
func (e *Evolution) Differ() *Step {
	for i := range e.Steps {
		if r := e.Steps[i].Results; r != nil && r.Differ() {
			return &e.Steps[i]
		}
	}
	return nil
}
