package engine

import (
	"cmp"
	"slices"
)

// A schedule is the order in which programs are tried on a sample: those that
// were dear on the task before come first, the dearest at the head, so that
// none of them is begun when the other workers have nothing left to do. The
// order has no influence on results. The zero schedule is the pool's order.
type schedule struct {
	dear []int32 // programs, the dearest first
	rest []int32 // the others in the pool's order; nil while nothing is dear
}

// dearFactor is how many times the mean cost a program must have to be dear.
const dearFactor = 4

// program returns the program at a place.
func (s *schedule) program(place int) int {
	switch {
	case len(s.dear) == 0:
		return place
	case place < len(s.dear):
		return int(s.dear[place])
	}
	return int(s.rest[place-len(s.dear)])
}

// learn makes the order from what programs cost at most on the samples of a
// task.
func learn(outcomes [][]outcome) schedule {
	if len(outcomes) == 0 {
		return schedule{}
	}
	costs := make([]int64, len(outcomes[0]))
	sum := int64(0)
	for p := range costs {
		for k := range outcomes {
			costs[p] = max(costs[p], outcomes[k][p].cost)
		}
		sum += costs[p]
	}
	var s schedule
	for p, c := range costs {
		if c*int64(len(costs)) > dearFactor*sum {
			s.dear = append(s.dear, int32(p))
		}
	}
	if len(s.dear) == 0 {
		return s
	}
	isDear := make([]bool, len(costs))
	for _, p := range s.dear {
		isDear[p] = true
	}
	for p := range costs {
		if !isDear[p] {
			s.rest = append(s.rest, int32(p))
		}
	}
	slices.SortStableFunc(s.dear, func(a, b int32) int { return cmp.Compare(costs[b], costs[a]) })
	return s
}
