package compare

import (
	"math"
	"math/rand/v2"
)

// exactPairs is up to how many pairs every assignment of signs is counted; above
// it they are drawn.
const exactPairs = 20

// drawnSigns is how many assignments are drawn then.
const drawnSigns = 100_000

// signFlip returns how likely a sum as far from 0 as that of x is when the sign
// of each value is a coin's: the two-sided p of the paired permutation test. Up
// to exactPairs values it is exact. The least that n pairs can give is 2/2^n.
func signFlip(x []float64, seed uint64) float64 {
	if len(x) == 0 {
		return 1
	}
	sum, size := 0.0, 0.0
	for _, v := range x {
		sum += v
		size += math.Abs(v)
	}
	// Sums that are equal but for rounding count as equal.
	observed := math.Abs(sum) - 1e-12*size
	if len(x) <= exactPairs {
		// The first sign may stand: the other half is its mirror.
		far := farSums(x[1:], x[0], observed)
		return float64(far) / float64(int64(1)<<(len(x)-1))
	}
	r := rand.New(rand.NewPCG(seed, 0x5167))
	far := 1 // the observed assignment is one of them
	for range drawnSigns {
		s := 0.0
		for i := 0; i < len(x); i += 64 {
			bits := r.Uint64()
			for _, v := range x[i:min(i+64, len(x))] {
				if bits&1 == 1 {
					s += v
				} else {
					s -= v
				}
				bits >>= 1
			}
		}
		if math.Abs(s) >= observed {
			far++
		}
	}
	return float64(far) / (drawnSigns + 1)
}

// farSums counts the assignments of signs to x for which sum plus them is at
// least observed away from 0.
func farSums(x []float64, sum, observed float64) int {
	if len(x) == 0 {
		if math.Abs(sum) >= observed {
			return 1
		}
		return 0
	}
	return farSums(x[1:], sum+x[0], observed) + farSums(x[1:], sum-x[0], observed)
}

// MinPairs returns the least number of pairs with which one of so many clocks,
// corrected by Holm, can be called different at level alpha.
func MinPairs(clocks int, alpha float64) int {
	for n := 1; ; n++ {
		if float64(clocks)*2/math.Pow(2, float64(n)) <= alpha {
			return n
		}
	}
}
