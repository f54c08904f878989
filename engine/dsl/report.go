package dsl

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// maxErrors is how many errors of a file are told one by one.
const maxErrors = 1000

// A finding is an error not yet told: only the first maxErrors get a place and
// a text, so that a huge file full of errors costs little.
type finding struct {
	off  int
	text func() string
}

// A report collects the findings of one file.
type report struct {
	list []finding
}

// add notes an error at an offset and marks the function that holds it, if
// any.
func (r *report) add(fn *function, off int, text func() string) {
	if fn != nil {
		fn.bad = true
	}
	r.list = append(r.list, finding{off, text})
}

// addf is add for a text that is known at once.
func (r *report) addf(fn *function, off int, format string, args ...any) {
	r.add(fn, off, func() string { return fmt.Sprintf(format, args...) })
}

// errors returns the findings by place. Line n of src starts at lines[n-1].
func (r *report) errors(file, src string, lines []int) []*SyntaxError {
	slices.SortStableFunc(r.list, func(a, b finding) int { return a.off - b.off })
	told := r.list[:min(len(r.list), maxErrors)]
	if more := len(r.list) - len(told); more > 0 {
		last := finding{r.list[maxErrors].off, func() string { return fmt.Sprintf("and %d more", more) }}
		told = append(slices.Clone(told), last)
	}
	var list []*SyntaxError
	line, off, col := 0, 0, 0 // of the finding before
	for _, f := range told {
		if n := sort.SearchInts(lines, f.off+1); n != line {
			line, off, col = n, lines[n-1], 1
		}
		end := len(src)
		if line < len(lines) {
			end = lines[line]
		}
		text := strings.TrimRight(src[lines[line-1]:end], "\r\n")
		at := min(f.off, lines[line-1]+len(text))
		col += utf8.RuneCountInString(src[off:at])
		off = at
		list = append(list, &SyntaxError{File: file, Line: line, Col: col, Msg: clip(f.text()), Source: text})
	}
	return list
}

// clip shortens a message that repeats a very long name.
func clip(msg string) string {
	const limit = 500
	if len(msg) <= limit {
		return msg
	}
	return strings.ToValidUTF8(msg[:limit], "") + "..."
}
