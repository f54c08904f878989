package compare

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// A Limit is a condition that breaks when a clock of B takes so much more time
// than that of A, as "demo>+5%" says.
type Limit struct {
	Clock string  // a phase, or WholeName
	More  float64 // part of A's time
}

// WholeName is what the clock of a whole pass is called.
const WholeName = "in all"

// wholeInLimit is WholeName as a limit writes it.
const wholeInLimit = "all"

var limitForm = regexp.MustCompile(`^\s*([a-z.]+)\s*>\s*\+?(\d+(?:\.\d+)?)\s*%\s*$`)

// ParseLimit reads a Limit on one of the named clocks, or on "all".
func ParseLimit(text string, clocks []string) (Limit, error) {
	m := limitForm.FindStringSubmatch(text)
	if m == nil {
		return Limit{}, fmt.Errorf("%q is no limit: want a phase or all, then as much more time as fails, as in demo>+5%%", text)
	}
	percent, err := strconv.ParseFloat(m[2], 64)
	if err != nil || math.IsInf(percent, 0) {
		return Limit{}, fmt.Errorf("%q is no limit: %s is out of range", text, m[2])
	}
	l := Limit{Clock: m[1], More: percent / 100}
	if m[1] == wholeInLimit {
		l.Clock = WholeName
		return l, nil
	}
	for _, name := range clocks {
		if name == m[1] {
			return l, nil
		}
	}
	return Limit{}, fmt.Errorf("%q is no limit: there is no phase %s", text, m[1])
}

// String returns the limit as ParseLimit reads it.
func (l Limit) String() string {
	name := l.Clock
	if name == WholeName {
		name = wholeInLimit
	}
	return name + ">+" + strconv.FormatFloat(100*l.More, 'f', -1, 64) + "%"
}

// Broken returns the finding that breaks the limit, or nil: the clock is slower
// by its verdict, and by more than the limit.
func (l Limit) Broken(t *Timing) *Finding {
	for _, f := range t.Findings() {
		if f.Name == l.Clock && f.Verdict == Slower && f.Change() > l.More {
			return f
		}
	}
	return nil
}
