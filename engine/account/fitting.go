package account

import (
	"math/bits"

	"battscope/engine/probe"
)

// A fitting makes the times of a phase add up to what it was busy.
//
// Note: not those of each task. A timed evaluation stands for many, so that the
// estimates of one task are far above what it was busy and those of another far
// below; to cut the first and leave the second took a third of all time from the
// programs of the tour and gave it to the engine.
type fitting struct{ programs, engine scaling }

// fittings returns how each phase is fitted, and by how many ns the programs of
// tasks come to more than the tasks were busy, together. b.mu is held.
func (b *Book) fittings() (fits [probe.NumPhases]fitting, over int64) {
	var beyond [probe.NumPhases]int64 // what tasks were busy beyond their programs
	for key, ns := range b.engine {
		if ns > 0 {
			beyond[key.phase] += ns
		} else {
			over -= ns
		}
	}
	for p := range fits {
		busy, found := b.busy[p], b.found[p]
		fits[p] = fitting{scaling{from: found, to: min(found, busy)}, scaling{from: beyond[p], to: max(busy-found, 0)}}
	}
	return fits, over
}

// A scaling makes numbers that add up to from ones that add up to to, which is
// not more.
type scaling struct {
	from, to int64
	in, out  int64 // asked for and given so far
}

// next returns what n becomes.
func (s *scaling) next(n int64) int64 {
	if s.from == s.to || n <= 0 {
		return max(n, 0)
	}
	s.in += n
	was := s.out
	s.out = scale(s.in, s.to, s.from)
	return s.out - was
}

// scale returns n*num/den, rounded down.
func scale(n, num, den int64) int64 {
	hi, lo := bits.Mul64(uint64(n), uint64(num))
	q, _ := bits.Div64(hi, lo, uint64(den))
	return int64(q)
}
