package compare

import (
	"math"
	"slices"
)

// A Timing is what was found of all clocks of two sides.
type Timing struct {
	Runs     [2]int // of each side
	Paired   bool   // interleaved in pairs; else stored runs, and drift cannot be excluded
	Whole    Finding
	Phases   []Finding
	Warnings []string
}

// Paired judges runs that were made in rounds, one of each side: run i of A and
// run i of B make pair i. The phases are corrected for their number; the whole
// is one question of its own.
func Paired(whole Clock, phases []Clock, o Options) *Timing {
	t := &Timing{Runs: [2]int{len(whole.A), len(whole.B)}, Paired: true}
	t.Whole = o.paired(whole)
	p := make([]float64, len(phases))
	for i := range phases {
		t.Phases = append(t.Phases, o.paired(phases[i]))
		f := &t.Phases[i]
		if p[i] = f.P; tooShort(f, &t.Whole) {
			// It still counts among those that are tested, so that what can be decided
			// does not hang on how long phases are.
			f.P, p[i] = math.NaN(), 1
		}
	}
	o.settle(t, p, MinPairs(1, o.Alpha), MinPairs(len(phases), o.Alpha), func(i int) (mean, spread float64) {
		if i < 0 {
			return deviation(whole.logRatios())
		}
		return deviation(phases[i].logRatios())
	})
	return t
}

// settle corrects the phases' p-values and gives every clock its verdict.
// leastWhole and leastPhase are how many runs of a side the tests need; effect
// returns mean and deviation of what was tested of a phase, or with -1 of the
// whole.
func (o *Options) settle(t *Timing, p []float64, leastWhole, leastPhase int, effect func(i int) (mean, spread float64)) {
	made := min(t.Runs[0], t.Runs[1])
	t.Whole.Adjusted = t.Whole.P
	mean, spread := effect(-1)
	o.judge(&t.Whole, t.Whole.A, made, leastWhole, 1, mean, spread)
	for i, adjusted := range holm(p) {
		f := &t.Phases[i]
		f.Adjusted = adjusted
		if math.IsNaN(f.P) {
			f.Adjusted, f.Verdict = math.NaN(), TooShort
			continue
		}
		mean, spread := effect(i)
		o.judge(f, t.Whole.A, made, leastPhase, len(p), mean, spread)
	}
}

// paired finds what pairs show of one clock, without a verdict.
func (o *Options) paired(c Clock) Finding {
	x := c.logRatios()
	f := o.finding(c)
	f.Ratio = math.Exp(Median(x))
	lo, hi := interval(x, o.Confidence, o.Seed)
	f.Lo, f.Hi = math.Exp(lo), math.Exp(hi)
	f.P = signFlip(x, o.Seed)
	return f
}

// finding returns what each side shows of a clock by itself.
func (o *Options) finding(c Clock) Finding {
	f := Finding{Name: c.Name, A: Median(c.A), B: Median(c.B), Floor: o.floor(c.Name), OutliersA: outliers(c.A), OutliersB: outliers(c.B)}
	if len(c.A) > 0 && len(c.B) > 0 {
		f.fastest = max(slices.Min(c.A), slices.Min(c.B))
	}
	return f
}

// Withhold takes back all verdicts on times, because the results differ.
func (t *Timing) Withhold() {
	t.Whole.Verdict, t.Whole.Note = Withheld, ""
	for i := range t.Phases {
		t.Phases[i].Verdict, t.Phases[i].Note = Withheld, ""
	}
}

// SoFar takes back all verdicts that more runs may change, and leaves them as
// notes: the runs that were asked for are still being made. Stopping when a
// verdict looks right would find one by chance.
func (t *Timing) SoFar() {
	for _, f := range t.Findings() {
		switch f.Verdict {
		case Faster, Slower, NoChange:
			f.Verdict, f.Note = Undecided, "so far "+f.Verdict.String()
		}
	}
}

// Findings returns the whole and the phases.
func (t *Timing) Findings() []*Finding {
	list := []*Finding{&t.Whole}
	for i := range t.Phases {
		list = append(list, &t.Phases[i])
	}
	return list
}

// leastFloor is the least noise floor that A against A can give.
const leastFloor = 0.01

// NoiseFloors returns by clock how far A stands from itself: the end of the
// interval that is further from 1, and at least 1 %. t compares A with A.
func (t *Timing) NoiseFloors() map[string]float64 {
	floors := map[string]float64{}
	for _, f := range t.Findings() {
		far := math.Abs(math.Log(f.Ratio))
		if !math.IsNaN(f.Lo) {
			far = max(far, math.Abs(math.Log(f.Lo)), math.Abs(math.Log(f.Hi)))
		}
		floors[f.Name] = max(leastFloor, math.Expm1(far))
	}
	return floors
}

// Regression returns what is slower, and nil when nothing is: the whole; or a
// phase, unless the whole is faster, since strategies move work between phases.
func (t *Timing) Regression() *Finding {
	if t.Whole.Verdict == Slower {
		return &t.Whole
	}
	if t.Whole.Verdict == Faster {
		return nil
	}
	for i := range t.Phases {
		if t.Phases[i].Verdict == Slower {
			return &t.Phases[i]
		}
	}
	return nil
}

// Undecided reports whether the whole, or a phase that is long enough, is
// undecided.
func (t *Timing) Undecided() bool {
	for _, f := range t.Findings() {
		if f.Verdict == Undecided {
			return true
		}
	}
	return false
}
