package insight

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"battscope/profile/unit"
)

// say is Sprintf, with commas between the thousands of whole numbers.
func say(format string, args ...any) string {
	for i, a := range args {
		switch n := a.(type) {
		case int:
			args[i] = grouped(n)
		case int64:
			args[i] = grouped(n)
		}
	}
	return fmt.Sprintf(format, args...)
}

// A grouped is a whole number in a sentence.
type grouped int64

// Format writes it.
func (g grouped) Format(to fmt.State, _ rune) { _, _ = io.WriteString(to, humanize.Comma(int64(g))) }

// span returns a time with three digits and its unit.
func span(d time.Duration) string {
	x, name := unit.Scale(int64(d), "nanoseconds", unit.Auto)
	name = strings.Replace(name, "us", "µs", 1)
	decimals := 0
	switch {
	case x == 0:
		return "0 s"
	case name == "ns":
	case x < 9.995:
		decimals = 2
	case x < 99.95:
		decimals = 1
	}
	return strconv.FormatFloat(x, 'f', decimals, 64) + " " + name
}

// size returns a number of bytes with its unit.
func size(n int64) string { return humanize.IBytes(uint64(max(n, 0))) }

// part returns a part of 1 in percent.
func part(x float64) string {
	switch {
	case x > 0 && x < 0.005:
		return "<1 %"
	case x < 1 && x >= 0.995:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

func join(list []string) string { return strings.Join(list, ", ") }
