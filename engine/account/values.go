package account

import (
	"cmp"
	"math/bits"
	"slices"
)

// Values are what one line, or one primitive that it calls, has used.
type Values struct {
	Calls    int64 // of the node, by every program that uses it
	Time     int64 // ns; estimated at level sampled, 0 at level counts
	Cost     int64 // units
	Faults   int64
	Timeouts int64
	Saved    int64 // of Calls, those that were not made: another program's call had been
	Inner    int64 // calls by function values, that were made; estimated at level sampled, 0 at level counts
}

func (v *Values) add(w Values) {
	v.Calls += w.Calls
	v.Time += w.Time
	v.Cost += w.Cost
	v.Faults += w.Faults
	v.Timeouts += w.Timeouts
	v.Saved += w.Saved
	v.Inner += w.Inner
}

// A splitter shares out whole numbers by weights, so that the shares add up to
// the number: each gets what is due to it rounded down, and those with the
// largest remainders one more (Hamilton's method). It reuses its memory.
type splitter struct {
	shares []int64
	rests  []uint64
	order  []int32
}

// split returns the shares of total, which is good until the next call. The
// weights add up to sum, which is not 0 unless total is.
func (s *splitter) split(total int64, weights []int64, sum int64) []int64 {
	s.shares, s.rests, s.order = s.shares[:0], s.rests[:0], s.order[:0]
	left := total
	for n, w := range weights {
		share, rest := int64(0), uint64(0)
		if total > 0 && w > 0 {
			hi, lo := bits.Mul64(uint64(total), uint64(w))
			var q uint64
			q, rest = bits.Div64(hi, lo, uint64(sum))
			share = int64(q)
		}
		s.shares, s.rests, s.order = append(s.shares, share), append(s.rests, rest), append(s.order, int32(n))
		left -= share
	}
	if left <= 0 {
		return s.shares
	}
	slices.SortFunc(s.order, func(a, b int32) int { return cmp.Or(cmp.Compare(s.rests[b], s.rests[a]), cmp.Compare(a, b)) })
	for n := range left {
		s.shares[s.order[n]]++
	}
	return s.shares
}

// A portion is what each of n has of a number shared out evenly, and how many of
// the first have one more: what split gives for equal weights.
type portion struct {
	each int64
	more int
}

func portionOf(total, n int64) portion {
	total = max(total, 0)
	return portion{total / n, int(total % n)}
}

// of returns what number k, from 0, has.
func (p portion) of(k int) int64 {
	if k < p.more {
		return p.each + 1
	}
	return p.each
}
