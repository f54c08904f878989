package list

import (
	"cmp"
	"slices"
)

// Ranks returns the place of each word in their order, as keys of rows; equal
// words have one.
func Ranks(words []string) []int64 {
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(words[a], words[b]) })
	out := make([]int64, len(words))
	for place, i := range order {
		out[i] = int64(place)
		if place > 0 && words[order[place-1]] == words[i] {
			out[i] = out[order[place-1]]
		}
	}
	return out
}
