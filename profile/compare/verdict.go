package compare

import (
	"fmt"
	"math"
)

// A Verdict is what a comparison says of one clock, of B against A.
type Verdict uint8

// The verdicts.
const (
	Undecided   Verdict = iota // Finding.Note says what a verdict would take
	NoChange                   // none that the gates let through
	Faster                     // B takes less time
	Slower                     // B takes more
	TooShort                   // the clock is too short to matter or to measure
	Withheld                   // the results differ: times of different work say nothing
	numVerdicts = iota
)

// String returns the verdict in words.
func (v Verdict) String() string {
	return [numVerdicts]string{"undecided", "no change seen", "faster", "slower", "too short", "withheld"}[v]
}

// The fixed gates. A whole of 20 ms has phases of 1 ms that matter and can be
// measured, since its passes are repeated; one of 2 s has not.
const (
	shortClock    = 5e-3 // seconds a pass: a phase below it is too short,
	shortShare    = 0.10 // and below this part of the whole, on the side where it is longer
	absoluteFloor = 5e-3 // seconds a pass: a change must be larger than this,
	absoluteShare = 0.01 // or than this part of the whole of A
)

// Options say how sure a verdict must be. The zero Options are DefaultOptions.
type Options struct {
	Alpha      float64            // chance of a false verdict: on the whole, and again over all phases
	Confidence float64            // of intervals
	Floor      float64            // noise floor: a change must be larger than it, with its whole interval
	Floors     map[string]float64 // by clock, as A against A has shown; they go before Floor
	Seed       uint64             // of the bootstrap
	Asked      int                // rounds that were asked for; with fewer made, nothing is decided
}

// DefaultOptions returns the options of a comparison that sets none.
func DefaultOptions() Options {
	return Options{Alpha: 0.05, Confidence: 0.95, Floor: 0.02, Seed: 1}
}

// A Finding is what was found of one clock.
type Finding struct {
	Name                 string
	A, B                 float64    // medians, in seconds a pass
	IntervalA, IntervalB [2]float64 // of the medians of stored runs; NaN where there are too few, 0 of pairs
	Ratio                float64    // A over B: how many times as fast B is
	Lo, Hi               float64    // its interval; NaN where there are too few runs
	P                    float64    // two-sided, before Holm; NaN where it was not tested
	Adjusted             float64    // after Holm; P for the whole
	Floor                float64    // the noise floor that was asked
	Verdict              Verdict
	Note                 string // of undecided: what a verdict would take
	OutliersA, OutliersB []int  // runs that stand far from the others, from 0

	fastest float64 // run, on the side where that is longer: seconds a pass
}

// Change returns by what part of A's time B's is longer, below 0 where it is
// shorter.
func (f *Finding) Change() float64 { return 1/f.Ratio - 1 }

// floor returns the noise floor of a clock.
func (o *Options) floor(name string) float64 {
	if f, ok := o.Floors[name]; ok {
		return f
	}
	return o.Floor
}

// tooShort reports whether a phase is too short beside the whole. What else the
// machine does only makes clocks longer, so the fastest run says how long they are.
func tooShort(phase, whole *Finding) bool {
	return phase.fastest < min(shortClock, shortShare*whole.fastest)
}

// judge gives f its verdict by the three gates. least is how many runs of a side
// the test needs; spread is the deviation of what it tests.
func (o *Options) judge(f *Finding, wholeA float64, made, least, tests int, mean, spread float64) {
	noise := math.Log1p(f.Floor)
	matters := math.Abs(math.Log(f.Ratio)) > noise && math.Abs(f.A-f.B) > min(absoluteFloor, absoluteShare*wholeA)
	// The whole interval stands beyond the noise floor: on a noisy machine, where
	// every median does, that is what keeps chance from passing for change.
	sure := f.Adjusted <= o.Alpha && (math.Log(f.Lo) > noise || math.Log(f.Hi) < -noise)
	switch {
	case made < o.Asked:
		f.Verdict, f.Note = Undecided, fmt.Sprintf("stopped after %d of %d", made, o.Asked)
	case made < least:
		f.Verdict, f.Note = Undecided, fmt.Sprintf("%d runs of a side, %d or more can decide", made, least)
	case sure && matters && f.Ratio > 1:
		f.Verdict = Faster
	case sure && matters:
		f.Verdict = Slower
	case matters:
		f.Verdict, f.Note = Undecided, o.takes(made, least, tests, math.Abs(mean)-noise, spread)
	default:
		f.Verdict = NoChange
	}
}

// power is the chance that as many runs as takes says decide, if the change is
// as large as it looks: 80 %.
const powerQuantile = 0.8416

// mostRuns is beyond what anybody waits for.
const mostRuns = 1000

// takes estimates how many runs of a side would decide, for a change that stands
// so far beyond the noise floor: the usual sum for a paired normal sample.
func (o *Options) takes(made, least, tests int, beyond, spread float64) string {
	z := math.Sqrt2 * math.Erfinv(1-o.Alpha/float64(tests))
	n := math.Ceil(math.Pow((z+powerQuantile)*spread/beyond, 2))
	if !(n <= mostRuns) || beyond <= 0 {
		return fmt.Sprintf("more than ~%d runs of a side would decide, or fewer on a quieter machine", mostRuns)
	}
	return fmt.Sprintf("~%d runs of a side would decide", max(int(n), made+1, least))
}
