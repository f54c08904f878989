package compare

import (
	"math"
	"slices"
)

// A Clock is what one clock read on two sides, in seconds a pass. In pairs, A[i]
// and B[i] are of the same round.
type Clock struct {
	Name string
	A, B []float64
}

// tick stands for a clock that read nothing, so that ratios exist.
const tick = 1e-9 // seconds

// logRatios returns log(A[i]/B[i]): above 0 where B is faster.
func (c *Clock) logRatios() []float64 {
	if len(c.A) != len(c.B) {
		panic("compare: a Clock of pairs has unequal sides")
	}
	list := make([]float64, len(c.A))
	for i := range list {
		list[i] = math.Log(max(c.A[i], tick) / max(c.B[i], tick))
	}
	return list
}

// Median returns the median of values, the mean of the middle two of an even
// number; NaN of none. It leaves values as they are.
func Median(values []float64) float64 {
	v := slices.Clone(values)
	slices.Sort(v)
	return middle(v)
}

// middle returns the median of values in ascending order.
func middle(v []float64) float64 {
	n := len(v)
	switch {
	case n == 0:
		return math.NaN()
	case n%2 == 1:
		return v[n/2]
	}
	return (v[n/2-1] + v[n/2]) / 2
}

// deviation returns the standard deviation of values about their mean.
func deviation(values []float64) (mean, sd float64) {
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		sd += (v - mean) * (v - mean)
	}
	if len(values) < 2 {
		return mean, 0
	}
	return mean, math.Sqrt(sd / float64(len(values)-1))
}

// outlierMADs is how many scaled median absolute deviations from the median make
// an outlier: the loose bound of hyperfine. At ten values the usual 3.5 flags
// sound ones too.
const outlierMADs = 10

// outliers returns the places of values that stand far from their median. They
// are shown and never dropped.
func outliers(values []float64) []int {
	m := Median(values)
	off := make([]float64, len(values))
	for i, v := range values {
		off[i] = math.Abs(v - m)
	}
	mad := 1.4826 * Median(off)
	var list []int
	for i := range off {
		if mad > 0 && off[i] > outlierMADs*mad {
			list = append(list, i)
		}
	}
	return list
}
