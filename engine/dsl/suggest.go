package dsl

import (
	"strings"
	"unicode/utf8"
)

// maxSuggestions bounds the names that one unknown name is compared with.
const maxSuggestions = 1024

// DidYouMean returns "; did you mean NAME?" for the known name that is nearest
// to an unknown one, or nothing if none is near. Of equally near names it takes
// the first.
func DidYouMean(unknown string, known []string) string {
	if len(unknown) > 64 {
		return ""
	}
	best, limit := "", 0
	if n := utf8.RuneCountInString(unknown); n >= 3 {
		limit = 1 + n/4
	}
	limit = min(limit, 3)
	for _, name := range known[:min(len(known), maxSuggestions)] {
		if name == unknown {
			continue
		}
		if strings.EqualFold(name, unknown) {
			return "; did you mean " + name + "?"
		}
		if d := distance(unknown, name, limit); d <= limit {
			best, limit = name, d-1
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance returns how many characters to insert, drop, change, or swap with
// their neighbour to make b from a, or limit+1 where it is more than limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > 4*limit || len(b)-len(a) > 4*limit || limit < 1 {
		return limit + 1
	}
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		low := row[0]
		for j := range y {
			d := last[j]
			if x[i] != y[j] {
				d = 1 + min(last[j], last[j+1], row[j])
			}
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			low = min(low, d)
		}
		if low > limit+1 {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
