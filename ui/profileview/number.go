package profileview

import (
	"fmt"
	"math"
	"strings"

	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// spaced puts a space between a number of pprof's and its unit.
func spaced(label string) string {
	i := strings.IndexFunc(label, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '-' })
	if i <= 0 {
		return label
	}
	u := label[i:]
	switch u {
	case "us":
		u = "µs"
	case "hrs":
		u = "h"
	}
	return label[:i] + " " + u
}

// amount writes a value of a type in a unit, which may be unit.Auto.
func amount(v int64, t stacks.Type, in string) string {
	if _, u := unit.Scale(1, t.Unit, unit.Auto); u == "" { // a plain count
		return draw.Count(v, 14)
	}
	return spaced(unit.Label(v, t.Unit, in))
}

// fitting returns the unit of a table, or a larger one where the largest of its
// values would not fit into its column: pprof chooses by the least, and beside
// seconds and ten nanoseconds the unit is the microsecond.
func fitting(in string, values []int64, t stacks.Type) string {
	var largest int64
	for _, v := range values {
		largest = max(largest, size(v))
	}
	if draw.Width(amount(largest, t, in)) < valueWidth { // with a sign
		return in
	}
	if _, larger := unit.Scale(largest/100, t.Unit, unit.Minimum); larger != "" {
		return larger
	}
	return in
}

// change writes a value with its sign, as differences have it.
func change(v int64, t stacks.Type, in string) string {
	if v > 0 {
		return "+" + amount(v, t, in)
	}
	return amount(v, t, in)
}

// percent writes v as a share of total. Below a hundredth of a percent pprof's
// text has more digits than the column.
func percent(v, total int64) string {
	if part := 100 * math.Abs(float64(v)) / math.Abs(float64(total)); v != 0 && part < 0.01 {
		if v < 0 {
			return ">-0.01 %"
		}
		return "<0.01 %"
	}
	text := strings.TrimSpace(unit.Percent(v, total))
	if v < 0 && text != "0%" {
		text = "-" + text
	}
	return strings.TrimSuffix(text, "%") + " %"
}

// shareOf writes a part of 1 with three digits.
func shareOf(x float64) string { return fmt.Sprintf("%.3g %%", 100*x) }

// steps returns in which step of a difference the change of a pair is, and
// whether it changed.
func step(p stacks.Pair) (n int, changed bool) {
	net, weight := p.Net(), p.Weight()
	if net == 0 || weight == 0 {
		return 0, false
	}
	part := math.Abs(float64(net)) / float64(weight)
	switch {
	case part < 0.1:
		return 0, true
	case part < 0.4:
		return 1, true
	}
	return theme.NumSteps - 1, true
}

// signed paints the text of a change: what grew needs an eye.
func signed(text string, net int64, th *theme.Theme) string {
	switch {
	case net > 0:
		return th.Warn.Paint(text)
	case net < 0:
		return th.Good.Paint(text)
	}
	return th.Faint.Paint(text)
}
