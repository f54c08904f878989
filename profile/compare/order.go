package compare

import "slices"

// Order returns the order of the sides 0..n-1 in a round of runs, one run of
// each: forwards and backwards in turn, so that with two sides the runs are made
// A B B A A B B A. What drifts steadily then falls on all sides alike, and each
// round gives one pair of any two sides.
func Order(round, n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	if round%2 == 1 {
		slices.Reverse(order)
	}
	return order
}
