package compareview

import (
	"fmt"
	"math"
	"strings"
	"time"

	"battscope/profile/compare"
	"battscope/ui/draw"
)

// count returns n in full, as far as it fits.
func count(n int64) string { return draw.Count(n, 16) }

func differences(n int) string {
	if n == 1 {
		return "1 difference"
	}
	return count(int64(n)) + " differences"
}

// seconds returns a time in seconds with its unit.
func seconds(s float64) string {
	if math.IsNaN(s) {
		return "—"
	}
	return draw.Duration(time.Duration(s * float64(time.Second)))
}

// ratio returns how many times as fast, "—" where it is not known.
func ratio(x float64) string { return draw.Times(x) }

// interval returns the ends of a ratio's interval.
func interval(lo, hi float64) string {
	if math.IsNaN(lo) || math.IsNaN(hi) {
		return "—"
	}
	return ratio(lo) + " … " + ratio(hi)
}

// probability returns p to three digits.
func probability(p float64) string {
	switch {
	case math.IsNaN(p):
		return "—"
	case p < 0.001:
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// amounts returns a count of both sides, each "—" where that side does not tell it.
func amounts(c compare.Count) (a, b string) {
	a, b = count(c.A), count(c.B)
	if c.LacksA {
		a = compare.Unknown
	}
	if c.LacksB {
		b = compare.Unknown
	}
	return a, b
}

// change returns a count that both sides have, or how it changed with its sign.
func change(c compare.Count) string {
	if c.Lacks() {
		a, b := amounts(c)
		return a + " → " + b
	}
	if c.A == c.B {
		return count(c.A)
	}
	return count(c.A) + " → " + count(c.B) + " " + c.Sign()
}

// cell returns text that stays in its cell of a table.
func cell(text string) string { return strings.ReplaceAll(draw.Clean(text), "|", "\\|") }

// resultCount returns a count of results, or how it changed.
func resultCount(c compare.Count) string {
	a, b := amounts(c)
	if a == b {
		return a
	}
	return a + " → " + b
}

// called reports whether there is something to say of a clock's calls.
func called(c compare.Count) bool { return c.A != 0 || c.B != 0 || c.Lacks() }
