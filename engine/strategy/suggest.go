package strategy

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxShown is how many runes of a wrong text a message repeats.
const maxShown = 40

// show returns text for a message of one line: as it is if it is one plain word,
// else quoted and cut.
func show(text string) string {
	plain := strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+=._") == ""
	if text != "" && len(text) <= maxShown && plain {
		return text
	}
	if utf8.RuneCountInString(text) > maxShown {
		return fmt.Sprintf("%.*q...", maxShown, text)
	}
	return fmt.Sprintf("%q", text)
}

// either returns "a", "a or b", "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// meant returns "; did you mean w?" for the word nearest to text, if one is near
// enough to be meant.
func meant(text string, words []string) string {
	if len(text) > maxShown {
		return ""
	}
	near, best := "", len(text)
	for _, w := range words {
		d := edits(strings.ToLower(text), w)
		if len(text) >= 3 && strings.HasPrefix(w, strings.ToLower(text)) {
			d = min(d, 1)
		}
		if d < best && d <= max(1, len(w)/3) {
			near, best = w, d
		}
	}
	if near == "" {
		return ""
	}
	return "; did you mean " + near + "?"
}

// edits returns how many bytes must be put in, left out, changed or exchanged
// with their neighbour to make b of a (the optimal string alignment distance).
func edits(a, b string) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
