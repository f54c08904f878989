package insight

import (
	"testing"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// TestDoom sees that programs of which nobody knows what became count for nothing.
func TestDoom(t *testing.T) {
	spent := func(f probe.Fate, units int64) record.Spent { return record.Spent{Outcome: f.String(), Cost: units} }
	d := doomOf(&record.ObservedPhase{Name: "demo", Outcomes: []record.Spent{spent(probe.Cut, 30), spent(probe.Wrong, 10), spent(probe.Unknown, 60)}})
	if got := d.part(); got != 0.75 || d.of != "cost" {
		t.Errorf("the part is %v of the %s, want 0.75 of the cost", got, d.of)
	}
}

// outcomeFixtures are those of the rules about what became of programs.
func outcomeFixtures(t *testing.T) []fixture {
	observed := func(level string, wall, cutting, faulting, matching float64, fuel int64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Strategy.Fuel = fuel
			r.Phases = []record.Phase{phase("demo", seconds(wall), 160)}
			r.Tasks = []record.Task{{Leaders: []record.Score{{Program: "a", Units: 9000}, {Program: "b", Units: 50000}, {Program: "cut on one sample", Units: fuel + 1, Timeouts: 1}}}}
			spent := func(outcome string, x float64) record.Spent {
				s := record.Spent{Outcome: outcome, Cost: int64(x * 1e9)}
				if level != "counts" {
					s.Time = seconds(x)
				}
				return s
			}
			r.Observed = &record.Observed{Level: level, Phases: []record.ObservedPhase{{
				Name: "demo", Busy: seconds(cutting + faulting + matching), Outcomes: []record.Spent{spent("matched", matching), spent("cut", cutting), spent("faulted", faulting)},
			}}}
		}
	}
	return []fixture{
		{"doomed-programs", "most is cut", run(t, "best", observed("sampled", 8, 14, 1, 1, 1e6)), "94 % of the busy time of all programs in demo goes to those that fail: 88 % to those that are cut at their limit, 6 % to those that fault. The record names of each task the best programs that match; of the 2 that are never cut none needs more than 50,000 units on all its samples together, so a fuel of 100,000 would do for them.", "fuel=100000", seconds(8 * 0.875 * 0.9)},
		{"doomed-programs", "by cost alone", run(t, "best", observed("counts", 8, 14, 1, 1, 1e6)), "94 % of the cost of all programs in demo goes", "fuel=100000", seconds(8 * 0.875 * 0.9)},
		{"doomed-programs", "the fuel is small", run(t, "best", observed("sampled", 8, 14, 1, 1, 6e4)), "94 % of the busy time of all programs in demo goes", "", 0},
		{"doomed-programs", "most faults", run(t, "best", observed("all", 8, 1, 14, 1, 1e6)), "6 % to those that are cut at their limit, 88 % to those that fault.", "", 0},
		{"doomed-programs", "half matches", run(t, "best", observed("sampled", 8, 7, 1, 8, 1e6)), "", "", 0},
		{"doomed-programs", "a short phase", run(t, "best", observed("sampled", 0.5, 14, 1, 1, 1e6)), "", "", 0},
		{"doomed-programs", "nobody looked", run(t, "best", func(r *record.Record) { r.Phases = []record.Phase{phase("demo", seconds(8), 160)} }), "", "", 0},
	}
}
