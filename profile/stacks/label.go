package stacks

import (
	"cmp"
	"slices"
	"strings"
)

// A LabelSum is what the samples with a label add up to.
type LabelSum struct {
	Label
	Sum Pair
}

// ByLabel returns what the samples that q keeps add up to by label, the total of
// which shares are, and what those without any label add up to. Labels are
// sorted by key, and those of one key by falling weight. A sample with several
// labels counts for each.
func (s *Set) ByLabel(q Query) (sums []LabelSum, none Pair, total int64) {
	groups := make([]Pair, len(s.groups))
	total = s.each(q, func(sample int, v Pair) { groups[s.labels[sample]].Add(v) })
	by := map[Label]Pair{}
	for i, g := range s.groups {
		if len(g) == 0 {
			none.Add(groups[i])
		}
		for _, l := range g {
			sum := by[l]
			sum.Add(groups[i])
			by[l] = sum
		}
	}
	for l, sum := range by {
		if !sum.IsZero() {
			sums = append(sums, LabelSum{l, sum})
		}
	}
	slices.SortFunc(sums, func(a, b LabelSum) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), cmp.Compare(b.Sum.Weight(), a.Sum.Weight()), strings.Compare(a.Value, b.Value))
	})
	return sums, none, total
}
