package insight

import (
	"fmt"
	"slices"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/profile/record"
)

// A Trial is the knob of a finding, applied to a copy of the strategy of the run
// that it was found in. A comparison of both says what it saves.
type Trial struct {
	Run     string // id
	Finding Finding
	A, B    string // settings, as strategy.Parse reads them: the run's own, and with the knob
}

// NewTrial applies the knob of a rule that fired on a run. The error says why
// there is nothing to try.
func NewTrial(r *record.Record, found []Finding, rule string) (*Trial, error) {
	at := slices.IndexFunc(found, func(one Finding) bool { return one.Rule == rule })
	if at < 0 {
		return nil, fmt.Errorf("%s does not fire on run %s: there is nothing to mend", rule, r.ID)
	}
	one := found[at]
	mended, err := Mended(r, &one)
	if err != nil {
		return nil, err
	}
	return &Trial{Run: r.ID, Finding: one, A: strategy.Name(r.Strategy), B: strategy.Name(mended)}, nil
}

// Mended returns the strategy of a run with the knob of a finding, or why there
// is none.
func Mended(r *record.Record, one *Finding) (strategy.Strategy, error) {
	switch {
	case r.Imported != nil:
		return r.Strategy, fmt.Errorf("run %s is of another engine, which battscope cannot run", r.ID)
	case one.Knob == "":
		return r.Strategy, fmt.Errorf("%s has no knob that mends it: %s", one.Rule, one.Advice)
	}
	mended, err := strategy.Parse(r.Strategy, one.Knob)
	if err != nil {
		return mended, fmt.Errorf("%s: %s does not fit the run's strategy: %w", one.Rule, one.Knob, err)
	}
	return mended, nil
}

// Untimed says why no time can be held against what is promised; empty where a
// saving is.
func (t *Trial) Untimed() string {
	if t.Finding.Saving != nil {
		return ""
	}
	if t.Finding.Severity == Error {
		return fmt.Sprintf("%s is about results, and promises no time to compare; battscope run --preset %s runs the mended strategy", t.Finding.Rule, t.B)
	}
	return fmt.Sprintf("%s promises no time that an outcome could be held against; battscope compare %s %s says what the knob does", t.Finding.Rule, t.A, t.B)
}

// Settle holds what was promised against a comparison of B with A, which made
// whole pairs. The promise is a part of some phases: it is taken of the phases of
// A as the comparison measured them, since the run may have been on a busier
// machine. The finding must have a Saving.
func (t *Trial) Settle(c *compare.Comparison, at time.Time) Prediction {
	p := Prediction{At: at.UTC(), Run: t.Run, Rule: t.Finding.Rule, A: t.A, B: t.B, Knob: t.Finding.Knob, Clock: c.Clock, Pairs: c.Made}
	v := c.Versus[0]
	if v.Results.Differ() || v.Timing == nil {
		p.Differ = "the mended strategy gives other results"
		p.Settle()
		return p
	}
	seconds := func(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }
	for _, phase := range v.Timing.Phases {
		if slices.Contains(t.Finding.Saving.Phases, phase.Name) {
			p.Predicted += seconds(t.Finding.Saving.Part * phase.A)
		}
	}
	p.OfA = seconds(v.Timing.Whole.A)
	p.Measured = p.OfA - seconds(v.Timing.Whole.B)
	p.Least, p.Most = p.Measured, p.Measured
	if w := &v.Timing.Whole; w.Lo > 0 && w.Hi >= w.Lo { // of A over B
		p.Least = min(p.Measured, seconds(w.A*(1-1/w.Lo)))
		p.Most = max(p.Measured, seconds(w.A*(1-1/w.Hi)))
	}
	p.Settle()
	return p
}
