// Package unit prints the values of profiles with their units, digit for digit
// as pprof does, so that a number on our screens can be compared with one of
// go tool pprof.
//
// source: github.com/google/pprof internal/measurement (Apache-2.0)
package unit

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Targets that leave the choice of a unit to the value.
const (
	Auto    = "auto"    // for one value alone
	Minimum = "minimum" // for the smallest value of a table
)

// A one is a unit: its canonical name, other names for it, and how many of its
// family's base unit it is.
type one struct {
	name    string
	aliases []string
	factor  float64
}

// A family is units that can be converted into one another.
type family struct {
	units    []one
	fallback one // for values below one of every unit
}

func families() []family {
	return []family{
		{
			units: []one{
				{"B", []string{"b", "byte"}, 1},
				{"kB", []string{"kb", "kbyte", "kilobyte"}, 1 << 10},
				{"MB", []string{"mb", "mbyte", "megabyte"}, 1 << 20},
				{"GB", []string{"gb", "gbyte", "gigabyte"}, 1 << 30},
				{"TB", []string{"tb", "tbyte", "terabyte"}, 1 << 40},
				{"PB", []string{"pb", "pbyte", "petabyte"}, 1 << 50},
			},
			fallback: one{"B", nil, 1},
		},
		{
			units: []one{
				{"ns", []string{"ns", "nanosecond"}, 1},
				{"us", []string{"μs", "us", "microsecond"}, 1e3},
				{"ms", []string{"ms", "millisecond"}, 1e6},
				{"s", []string{"s", "sec", "second"}, 1e9},
				{"hrs", []string{"hour", "hr"}, 3600e9},
			},
			fallback: one{"s", nil, 1e9},
		},
		{
			units: []one{
				{"n*GCU", []string{"nanogcu"}, 1e-9},
				{"u*GCU", []string{"microgcu"}, 1e-6},
				{"m*GCU", []string{"milligcu"}, 1e-3},
				{"GCU", []string{"gcu"}, 1},
				{"k*GCU", []string{"kilogcu"}, 1e3},
				{"M*GCU", []string{"megagcu"}, 1e6},
				{"G*GCU", []string{"gigagcu"}, 1e9},
				{"T*GCU", []string{"teragcu"}, 1e12},
				{"P*GCU", []string{"petagcu"}, 1e15},
			},
			fallback: one{"GCU", nil, 1},
		},
	}
}

// find returns the unit that a profile calls name.
func (f family) find(name string) (one, bool) {
	name = strings.ToLower(name)
	if utf8.RuneCountInString(name) > 2 {
		name = strings.TrimSuffix(name, "s")
	}
	for _, u := range f.units {
		if slices.Contains(u.aliases, name) {
			return u, true
		}
	}
	return one{}, false
}

// best returns the largest unit of which value, in the base unit, is at least one.
func (f family) best(value float64) one {
	best := one{}
	for _, u := range f.units {
		if u.factor >= best.factor && value/u.factor >= 1 {
			best = u
		}
	}
	if best.factor == 0 {
		return f.fallback
	}
	return best
}

// Scale converts value from one unit to another, which may be Auto or Minimum,
// and returns the canonical name of the unit that it then has: empty for plain
// counts.
func Scale(value int64, from, to string) (float64, string) {
	if value < 0 && -value > 0 {
		v, u := Scale(-value, from, to)
		return -v, u
	}
	for _, f := range families() {
		u, ok := f.find(from)
		if !ok {
			continue
		}
		v := float64(value) * u.factor
		target := f.fallback
		if to == Auto || to == Minimum {
			target = f.best(v)
		} else if t, ok := f.find(to); ok {
			target = t
		}
		return v / target.factor, target.name
	}
	switch to {
	case "count", "sample", "unit", Minimum, Auto:
		return float64(value), ""
	}
	return float64(value), to
}

// Factor returns what a value in unit from is to be multiplied by to be in unit
// to, and whether the two are units of one family.
func Factor(from, to string) (float64, bool) {
	if from == to {
		return 1, true
	}
	for _, f := range families() {
		a, okA := f.find(from)
		b, okB := f.find(to)
		if okA && okB {
			return a.factor / b.factor, true
		}
	}
	return 0, false
}

// Label prints value, which is in unit from, in unit to, with at most two
// decimals and no space before the unit.
func Label(value int64, from, to string) string {
	v, u := Scale(value, from, to)
	s := strings.TrimSuffix(fmt.Sprintf("%.2f", v), ".00")
	if s == "0" || s == "-0" {
		return "0"
	}
	return s + u
}

// Percent prints value as a share of total, in six cells, without a sign.
func Percent(value, total int64) string {
	var ratio float64
	if total != 0 {
		ratio = math.Abs(float64(value)/float64(total)) * 100
	}
	switch {
	case ratio >= 99.95 && ratio <= 100.05:
		return "  100%"
	case ratio >= 1:
		return fmt.Sprintf("%5.2f%%", ratio)
	}
	return fmt.Sprintf("%5.2g%%", ratio)
}

// Common returns one unit in which all values of a table can be read: that of
// the smallest value, or where the largest has another and is far away, one in
// which the smallest still shows two digits. Values are in unit from; smallest
// is the least of their magnitudes but zero, or zero where all are.
func Common(smallest, largest int64, from string) string {
	if smallest == 0 {
		smallest = largest
	}
	_, low := Scale(smallest, from, Minimum)
	_, high := Scale(largest, from, Minimum)
	u := low
	if low != high && smallest*100 < largest {
		_, u = Scale(100*smallest, from, Minimum)
	}
	if u == "" {
		return from
	}
	return u
}
