package compare

import (
	"math"
	"slices"

	"golang.org/x/perf/benchmath"
)

// Stored judges runs that were made before, each side by itself: medians and
// intervals as benchstat gives them, the Mann-Whitney U test on the runs, Holm
// over the phases, and the same gates. The sides may have different numbers of
// runs. That the machine drifted between the sides cannot be excluded.
func Stored(whole Clock, phases []Clock, o Options) *Timing {
	t := &Timing{Runs: [2]int{len(whole.A), len(whole.B)}}
	t.Whole = o.stored(whole, &t.Warnings)
	p := make([]float64, len(phases))
	for i := range phases {
		t.Phases = append(t.Phases, o.stored(phases[i], nil))
		f := &t.Phases[i]
		if p[i] = f.P; tooShort(f, &t.Whole) {
			f.P, p[i] = math.NaN(), 1
		}
	}
	o.settle(t, p, minRuns(1, o.Alpha), minRuns(len(phases), o.Alpha), func(i int) (mean, spread float64) {
		c := &whole
		if i >= 0 {
			c = &phases[i]
		}
		return unpaired(c)
	})
	return t
}

// stored finds what the runs show of one clock, without a verdict. Warnings of
// benchmath go to warnings, once each; phases have the same as the whole.
func (o *Options) stored(c Clock, warnings *[]string) Finding {
	f := o.finding(c)
	thresholds := benchmath.Thresholds{CompareAlpha: o.Alpha}
	// NewSample sorts what it is given.
	a, b := benchmath.NewSample(slices.Clone(c.A), &thresholds), benchmath.NewSample(slices.Clone(c.B), &thresholds)
	sa, sb := benchmath.AssumeNothing.Summary(a, o.Confidence), benchmath.AssumeNothing.Summary(b, o.Confidence)
	test := benchmath.AssumeNothing.Compare(a, b)
	f.A, f.B, f.P = sa.Center, sb.Center, test.P
	f.IntervalA, f.IntervalB = ends(sa), ends(sb)
	f.Ratio = max(f.A, tick) / max(f.B, tick)
	lo, hi := ratioInterval(c.A, c.B, o.Confidence, o.Seed)
	f.Lo, f.Hi = math.Exp(lo), math.Exp(hi)
	if warnings != nil {
		for _, w := range slices.Concat(a.Warnings, b.Warnings, sa.Warnings, sb.Warnings, test.Warnings) {
			if !slices.Contains(*warnings, w.Error()) {
				*warnings = append(*warnings, w.Error())
			}
		}
	}
	return f
}

// ends returns the interval of a median; NaN where benchmath has none.
func ends(s benchmath.Summary) [2]float64 {
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		return [2]float64{math.NaN(), math.NaN()}
	}
	return [2]float64{s.Lo, s.Hi}
}

// minRuns returns the least number of runs of each side with which the U test
// can call one of so many clocks different: its least p is 2/C(2n, n).
func minRuns(clocks int, alpha float64) int {
	choose := 1.0
	for n := 1; ; n++ {
		choose *= float64(2*n) * float64(2*n-1) / float64(n*n)
		if float64(clocks)*2/choose <= alpha {
			return n
		}
	}
}

// unpaired returns the difference of the mean logs of the sides and the
// deviation of one run's, for the sum of how many runs would decide.
func unpaired(c *Clock) (mean, spread float64) {
	logs := func(x []float64) []float64 {
		y := make([]float64, len(x))
		for i := range x {
			y[i] = math.Log(max(x[i], tick))
		}
		return y
	}
	ma, sa := deviation(logs(c.A))
	mb, sb := deviation(logs(c.B))
	return ma - mb, math.Hypot(sa, sb)
}
