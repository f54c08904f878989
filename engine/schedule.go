package engine

import "math/bits"

// A schedule is the order in which programs are tried on a sample: by what they
// cost on the task before, the dearest first, so that those begun last are
// short and the workers end together. The order has no influence on results. The
// zero schedule is the pool's order.
type schedule struct {
	order []int32 // programs, the dearest first; nil while nothing is known
	dear  int     // how many of them are so dear that each is a batch of its own
	batch int     // programs that make a batch; 0 while nothing is known
}

const (
	// dearFactor is how many times the mean cost a program must have to be dear.
	dearFactor = 4

	// batchUnits is what a batch is to cost about: some tens of microseconds, so
	// that the looks at the clock between batches are little beside it.
	batchUnits = 1 << 15

	// batchMax is how many programs a batch has at most.
	batchMax = 16

	// batchFirst is how many programs a batch has while nothing is known.
	batchFirst = 4
)

// program returns the program at a place.
func (s *schedule) program(place int) int {
	if s.order == nil {
		return place
	}
	return int(s.order[place])
}

// size returns how many programs a worker takes next, when from is the first
// place that nobody has taken, left are to be done and workers share them: fewer
// and fewer towards the end.
func (s *schedule) size(from, left, workers int) int {
	if from < s.dear {
		return 1
	}
	most := s.batch
	if most == 0 {
		most = batchFirst
	}
	return min(max(left/(4*workers), 1), most)
}

// learn makes the order from what programs cost at most on the samples of a
// task.
func learn(outcomes [][]outcome) schedule {
	if len(outcomes) == 0 || len(outcomes[0]) == 0 {
		return schedule{}
	}
	costs := make([]int64, len(outcomes[0]))
	sum := int64(0)
	var next [classes + 1]int32 // by class: how many are dearer
	for p := range costs {
		for k := range outcomes {
			costs[p] = max(costs[p], outcomes[k][p].cost)
		}
		sum += costs[p]
		next[classOf(costs[p])+1]++
	}
	for c := range classes {
		next[c+1] += next[c]
	}
	s := schedule{order: make([]int32, len(costs))}
	for p, cost := range costs {
		c := classOf(cost)
		s.order[next[c]] = int32(p)
		next[c]++
	}
	mean := sum/int64(len(costs)) + 1
	s.batch = int(min(max(batchUnits/mean, 1), batchMax))
	for s.dear < len(costs) && costs[s.order[s.dear]] > dearFactor*mean {
		s.dear++
	}
	return s
}

// classes is how many classes of cost there are, four to each power of two.
const classes = 4 * 65

// classOf returns the class of a cost, the dearest first.
func classOf(cost int64) int {
	n := bits.Len64(uint64(cost))
	quarter := int(uint64(cost) << (64 - n) >> 61 & 3)
	return classes - 1 - (4*n + quarter)
}
