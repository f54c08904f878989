package compare

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestOrder(t *testing.T) {
	var got []int
	for round := range 4 {
		got = append(got, Order(round, 2)...)
	}
	if want := []int{0, 1, 1, 0, 0, 1, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("four rounds of two sides are %v, want ABBA ABBA: %v", got, want)
	}
	if got := Order(1, 3); !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("the second round of three sides is %v, want it backwards", got)
	}
}

// bruteSignFlip counts all assignments of signs one by one.
func bruteSignFlip(x []float64) float64 {
	observed, far := 0.0, 0
	for _, v := range x {
		observed += v
	}
	for m := range 1 << len(x) {
		s := 0.0
		for i, v := range x {
			if m>>i&1 == 1 {
				v = -v
			}
			s += v
		}
		if math.Abs(s) >= math.Abs(observed)-1e-12 {
			far++
		}
	}
	return float64(far) / float64(int(1)<<len(x))
}

func TestSignFlip(t *testing.T) {
	test := func(x []float64, want float64) {
		t.Helper()
		if got := signFlip(x, 1); math.Abs(got-want) > 1e-12 {
			t.Errorf("p of %v is %v, want %v", x, got, want)
		}
	}
	test(nil, 1)
	test([]float64{0, 0, 0}, 1)
	test([]float64{1}, 1)
	test([]float64{1, 1, 1, 1, 1}, 2.0/32)
	test([]float64{1, 2, 3, 4, 5, 6}, 2.0/64)
	test([]float64{-1, 2, 3, 4, 5, 6}, 4.0/64)
	test([]float64{-0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1}, 2.0/1024)
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		x := make([]float64, 1+r.IntN(12))
		for i := range x {
			x[i] = math.Round(r.NormFloat64()*4) / 4 // with ties
		}
		test(x, bruteSignFlip(x))
	}
	// More pairs than are counted: drawn, near to the exact value, and the same for
	// the same seed.
	x := make([]float64, exactPairs+4)
	for i := range x {
		x[i] = 0.3 + r.NormFloat64()
	}
	exact := float64(farSums(x[1:], x[0], math.Abs(sumOf(x))-1e-9)) / float64(int(1)<<(len(x)-1))
	got := signFlip(x, 7)
	if math.Abs(got-exact) > 4*math.Sqrt(exact*(1-exact)/drawnSigns) || got != signFlip(x, 7) {
		t.Errorf("p of %d pairs is %v, then %v; exact it is %v", len(x), got, signFlip(x, 7), exact)
	}
}

func sumOf(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

// TestHolm holds the correction to the worked example of Holm's method that R's
// p.adjust gives.
func TestHolm(t *testing.T) {
	got := holm([]float64{0.01, 0.04, 0.03, 0.005})
	want := []float64{0.03, 0.06, 0.06, 0.02}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12 {
			t.Fatalf("corrected %v, want %v", got, want)
		}
	}
}

func TestMinPairs(t *testing.T) {
	for clocks, want := range map[int]int{1: 6, 10: 9, 11: 9} {
		if got := MinPairs(clocks, 0.05); got != want {
			t.Errorf("%d clocks want %d pairs, want %d", clocks, got, want)
		}
	}
	if got := minRuns(1, 0.05); got != 4 {
		t.Errorf("the U test of one clock wants %d runs of a side, want 4", got)
	}
}

func TestInterval(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	lo, hi := interval(x, 0.95, 1)
	again, _ := interval(x, 0.95, 1)
	if !(lo < 5.5 && 5.5 < hi && lo >= 2 && hi <= 9) || lo != again {
		t.Errorf("interval %v to %v, then from %v, want about 3 to 8 and the same again", lo, hi, again)
	}
	if lo, _ := interval(x[:5], 0.95, 1); !math.IsNaN(lo) {
		t.Errorf("five values have an interval from %v, want none", lo)
	}
	if got := outliers([]float64{1, 1.01, 0.99, 1.02, 0.98, 5}); !slices.Equal(got, []int{5}) {
		t.Errorf("outliers %v, want the last only", got)
	}
}

// sides returns pairs of a clock of so many seconds: noise as a part of it, B
// slower by more, and drift a run.
func sides(r *rand.Rand, name string, seconds, more, noise, drift float64, pairs int) Clock {
	c := Clock{Name: name}
	at := 0
	one := func(s float64) float64 {
		at++
		return s * (1 + drift*float64(at)) * (1 + noise*math.Abs(r.NormFloat64()))
	}
	for round := range pairs {
		var v [2]float64
		for _, side := range Order(round, 2) {
			v[side] = one(seconds * (1 + more*float64(side)))
		}
		c.A, c.B = append(c.A, v[0]), append(c.B, v[1])
	}
	return c
}

// whole returns the clock of all phases.
func whole(phases []Clock) Clock {
	w := Clock{Name: WholeName, A: make([]float64, len(phases[0].A)), B: make([]float64, len(phases[0].B))}
	for _, p := range phases {
		for i := range p.A {
			w.A[i] += p.A[i]
			w.B[i] += p.B[i]
		}
	}
	return w
}

// TestErrorRates runs made-up comparisons with drift and noise: A against A has
// false verdicts in at most one of twenty, and 5 % in one phase is found in it
// and in no other, unless the noise is as large.
func TestErrorRates(t *testing.T) {
	times := 60
	if testing.Short() {
		times = 8
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, noise := range []float64{0.005, 0.02, 0.05} {
		wrong, found, elsewhere := 0, 0, 0
		for range times {
			for _, more := range []float64{0, 0.05} {
				var phases []Clock
				for k := range 10 {
					m := 0.0
					if k == 3 {
						m = more
					}
					phases = append(phases, sides(r, fmt.Sprint("phase", k), 0.25, m, noise, 0.002, 10))
				}
				timing := Paired(whole(phases), phases, DefaultOptions())
				for k, f := range timing.Phases {
					switch said := f.Verdict == Slower || f.Verdict == Faster; {
					case said && more == 0:
						wrong++
					case said && k == 3:
						found++
					case said:
						elsewhere++
					}
				}
			}
		}
		t.Logf("noise %.1f %%: of %d comparisons %d false verdicts of A against A; 5 %% more found in %d, elsewhere in %d", 100*noise, times, wrong, found, elsewhere)
		if wrong > times/20 || noise < 0.03 && found < 9*times/10 || elsewhere > times/20 {
			t.Errorf("noise %v: %d false verdicts, %d found, %d elsewhere, of %d", noise, wrong, found, elsewhere, times)
		}
	}
}
