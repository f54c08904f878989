package compare

import (
	"math"
	"math/rand/v2"
	"slices"
)

// resamples is how many resamples an interval is taken from.
const resamples = 10_000

// intervalPairs is the least number of values whose median has an interval at
// 95 %: with fewer, even from the least to the greatest covers less.
const intervalPairs = 6

// interval returns the percentile bootstrap interval of the median of x, NaN
// with too few values. The same x and seed give the same interval.
func interval(x []float64, confidence float64, seed uint64) (lo, hi float64) {
	if len(x) < intervalPairs {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(seed, 0xb007))
	medians, into := make([]float64, resamples), make([]float64, len(x))
	for i := range medians {
		medians[i] = resampledMedian(x, into, r)
	}
	return tails(medians, confidence)
}

// ratioInterval is interval for the log of the ratio of two medians whose
// samples are not paired.
func ratioInterval(a, b []float64, confidence float64, seed uint64) (lo, hi float64) {
	if min(len(a), len(b)) < intervalPairs {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(seed, 0xb008))
	logs, intoA, intoB := make([]float64, resamples), make([]float64, len(a)), make([]float64, len(b))
	for i := range logs {
		logs[i] = math.Log(max(resampledMedian(a, intoA, r), tick) / max(resampledMedian(b, intoB, r), tick))
	}
	return tails(logs, confidence)
}

func resampledMedian(x, into []float64, r *rand.Rand) float64 {
	for i := range into {
		into[i] = x[r.IntN(len(x))]
	}
	slices.Sort(into)
	return middle(into)
}

func tails(x []float64, confidence float64) (lo, hi float64) {
	slices.Sort(x)
	cut := int((1 - confidence) / 2 * float64(len(x)))
	return x[cut], x[len(x)-1-cut]
}
