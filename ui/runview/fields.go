package runview

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// A columnSet says which numbers the phases show.
type columnSet int

// The sets of columns.
const (
	timeColumns columnSet = iota
	latencyColumns
	countColumns
)

// columnSets describes the sets, by columnSet.
func columnSets() []string {
	return []string{
		timeColumns:    "wall, busy, cpu, share, rate and what is left",
		latencyColumns: "how long single calls take",
		countColumns:   "calls, timeouts and faults by phase",
	}
}

// cells are what the columns of a line are made from.
type cells struct {
	stat  probe.PhaseStat
	info  probe.PhaseInfo
	step  bool
	left  time.Duration
	known bool // left is known
	lacks probe.Lacks
}

// A field is one numeric column of the phases.
type field struct {
	head  string
	width int
	from  int // width of the screen from which it is shown
	value func(cells) string
}

// fields returns the numeric columns.
func (v *View) fields(th *theme.Theme) []field {
	switch v.set {
	case latencyColumns:
		return latencyFields(th)
	case countColumns:
		return countFields(th)
	}
	unknown := th.Sign.Unknown
	duration := func(d time.Duration) string {
		if d <= 0 {
			return unknown
		}
		return draw.Duration(d)
	}
	return []field{
		{"wall", draw.DurationWidth, 0, func(c cells) string { return duration(c.stat.Wall) }},
		{"busy", draw.DurationWidth, 0, func(c cells) string { return duration(c.stat.Busy) }},
		{"cpu", draw.DurationWidth, 72, func(c cells) string {
			if !c.stat.CPUKnown {
				return unknown
			}
			return draw.Duration(c.stat.CPU)
		}},
		{"share", draw.ShareWidth, 0, func(c cells) string {
			switch {
			case c.lacks.Has(probe.NoWall):
				return unknown
			case c.step && c.stat.Wall <= 0:
				return ""
			}
			return v.share(c.stat.Wall, unknown)
		}},
		{"par", draw.TimesWidth, 0, func(c cells) string {
			switch {
			case c.step:
				return ""
			case c.stat.Wall <= 0 || c.stat.Busy <= 0:
				return unknown
			}
			return draw.Times(float64(c.stat.Busy) / float64(c.stat.Wall))
		}},
		{"rate", draw.RateWidth, 100, func(c cells) string {
			switch {
			case c.step:
				return ""
			case c.stat.Wall <= 0 || c.stat.Calls <= 0:
				return unknown
			}
			return draw.Rate(float64(c.stat.Calls) / c.stat.Wall.Seconds())
		}},
		{"left", draw.DurationWidth, 72, func(c cells) string {
			switch {
			case c.known:
				return "~" + draw.Duration(c.left)
			case !c.step && c.stat.State == probe.Running && v.expecting():
				return unknown
			}
			return ""
		}},
	}
}

// latencyFields are how long single calls take.
func latencyFields(th *theme.Theme) []field {
	part := func(of func(probe.Latency) time.Duration) func(cells) string {
		return func(c cells) string {
			if c.stat.Latency.Calls == 0 {
				return th.Sign.Unknown
			}
			return draw.Duration(of(c.stat.Latency))
		}
	}
	return []field{
		{"wall", draw.DurationWidth, 100, func(c cells) string {
			if c.stat.Wall <= 0 {
				return th.Sign.Unknown
			}
			return draw.Duration(c.stat.Wall)
		}},
		{"each", 10, 72, func(c cells) string { return c.info.Each }},
		{"p50", draw.DurationWidth, 0, part(func(l probe.Latency) time.Duration { return l.P50 })},
		{"p95", draw.DurationWidth, 80, part(func(l probe.Latency) time.Duration { return l.P95 })},
		{"p99", draw.DurationWidth, 0, part(func(l probe.Latency) time.Duration { return l.P99 })},
		{"max", draw.DurationWidth, 0, part(func(l probe.Latency) time.Duration { return l.Max })},
	}
}

// countFields are counters by phase.
func countFields(th *theme.Theme) []field {
	number := func(c cells, n int64, width int, none probe.Lacks) string {
		if c.lacks.Has(none) {
			return th.Sign.Unknown
		}
		return draw.Count(n, width)
	}
	return []field{
		{"calls", 11, 0, func(c cells) string { return number(c, c.stat.Calls, 11, probe.NoCalls) }},
		{"of", 11, 72, func(c cells) string {
			if c.stat.Total <= 0 {
				return ""
			}
			return draw.Count(c.stat.Total, 11)
		}},
		{"unit", 11, 90, func(c cells) string { return c.info.Unit }},
		{"timeouts", 9, 0, func(c cells) string {
			if c.step {
				return ""
			}
			return number(c, c.stat.Timeouts, 9, probe.NoTimeouts)
		}},
		{"faults", 9, 0, func(c cells) string {
			if c.step {
				return ""
			}
			return number(c, c.stat.Faults, 9, probe.NoFaults)
		}},
	}
}
