package account

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	var s splitter
	for _, v := range []struct {
		total   int64
		weights []int64
		want    []int64
	}{
		{10, []int64{1, 1, 1}, []int64{4, 3, 3}},
		{7, []int64{6, 3, 1}, []int64{4, 2, 1}}, // due 4.2, 2.1 and 0.7
		{5, []int64{0, 2, 0}, []int64{0, 5, 0}},
		{0, []int64{1, 2}, []int64{0, 0}},
		{0, nil, []int64{}},
	} {
		sum := int64(0)
		for _, w := range v.weights {
			sum += w
		}
		if got := s.split(v.total, v.weights, sum); !slices.Equal(got, v.want) {
			t.Errorf("split(%d, %v) = %v, want %v", v.total, v.weights, got, v.want)
		}
	}
	// Whatever is split, nothing is lost and nobody is off by one or more.
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		weights, sum := make([]int64, 1+r.IntN(40)), int64(0)
		for n := range weights {
			weights[n] = r.Int64N(1 << r.IntN(40))
			sum += weights[n]
		}
		total := r.Int64N(1 << r.IntN(55))
		if sum == 0 {
			continue
		}
		left := total
		for n, share := range s.split(total, weights, sum) {
			left -= share
			due := float64(total) / float64(sum) * float64(weights[n])
			if d := float64(share) - due; d < -1-due*1e-9 || d > 1+due*1e-9 {
				t.Fatalf("%d of %d for %d of %d", share, total, weights[n], sum)
			}
		}
		if left != 0 {
			t.Fatalf("%d of %d are lost", left, total)
		}
	}
}

// TestPortion sees that an even portion is what equal weights get.
func TestPortion(t *testing.T) {
	var s splitter
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		n, total := 1+r.IntN(20), r.Int64N(1000)
		weights := slices.Repeat([]int64{1 + r.Int64N(9)}, n)
		p := portionOf(total, int64(n))
		for k, want := range s.split(total, weights, weights[0]*int64(n)) {
			if got := p.of(k); got != want {
				t.Fatalf("portion %d of %d in %d is %d, want %d", k, total, n, got, want)
			}
		}
	}
}
