package insight

import (
	"testing"
	"time"

	"battscope/profile/record"
)

// limitFixtures are those of the rules about limits.
func limitFixtures(t *testing.T) []fixture {
	cut := func(timeouts, falsely, starved int64, limit, needed time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Counts.Timeouts, r.Counts.TimeoutsFalse, r.Counts.TimeoutsStarved = timeouts, falsely, starved
			r.Work.Limit, r.Work.LimitNeeded = limit, needed
			r.Phases = []record.Phase{phase("demo", seconds(9), 160), phase("test", seconds(1), 32)}
		}
	}
	limited := func(p95, p99 time.Duration, timeouts int64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Counts.Timeouts, r.Work.Limit = timeouts, time.Second
			p := phase("demo", seconds(28), 160)
			p.Latency = &record.Latency{Calls: 76, P95: p95, P99: p99}
			r.Phases = []record.Phase{p}
		}
	}
	against := func(candidates, timeouts int64, absent string) *Facts {
		f := foreign(absent, func(r *record.Record) {
			r.Counts.Candidates, r.Counts.Timeouts, r.Counts.Outputs = candidates, timeouts, 134
		})
		f.Base = foreign("", func(r *record.Record) { r.ID, r.Counts.Candidates, r.Counts.Outputs = "base", 149, 134 }).Run
		return f
	}
	failed := func(text string) func(r *record.Record) {
		return func(r *record.Record) { r.State, r.Error, r.Passes = record.Failed, text, nil }
	}
	twice := func(demo, test, validate int64, limit time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Work.Limit = limit
			for n, name := range []string{"demo", "test", "validate"} {
				p := phase(name, seconds(1), 160)
				p.Timeouts = []int64{demo, test, validate}[n]
				r.Phases = append(r.Phases, p)
			}
		}
	}
	const stall = "demo: the pool has stalled: its 4 slots are held by sample 0, sample 1, sample 2, sample 3"
	return []fixture{
		{"stalled-pool", "the run's error", run(t, "nested-pool", failed(stall)), "The run ended because it could not go on: " + stall, "pool=own", 0},
		{"stalled-pool", "five samples for a pool of four", run(t, "nested-pool", samples(5)), "5 samples and their calls share 4 slots", "pool=own", 0},
		{"stalled-pool", "a slot is left", run(t, "nested-pool", samples(3)), "", "", 0},
		{"stalled-pool", "another error", run(t, "phase4a", failed("disk full")), "", "", 0},

		{"false-timeouts", "short-limit on the seed scenario", run(t, "short-limit", cut(192, 192, 0, 30*time.Microsecond, 155600*time.Nanosecond)), "192 of 192 evaluations were cut at 30.0 µs, and 192 of them end within their fuel when they are run again: the limit is shorter than the work; the longest took 156 µs, so 312 µs would do.", "deadline=312µs+deadline-calibrated=0", 0},
		{"false-timeouts", "what was cut has no end", run(t, "short-limit", cut(192, 0, 0, time.Second, 0)), "", "", 0},
		{"false-timeouts", "not judged", foreign("", cut(192, 192, 0, time.Second, 0)), "", "", 0},
		{"false-timeouts", "one of 192", run(t, "short-limit", cut(1, 1, 0, time.Second, time.Second)), "", "", 0},

		{"short-limit", "1 s on calls of 2 to 3 s", foreign("", limited(seconds(2.7), seconds(2.9), 84)), "The limit of 1.00 s is below the 95th percentile (2.70 s) of the calls that ended; 84 of 160 were cut. 5.80 s would do", "deadline=5.8s", 0},
		{"short-limit", "calls end well below it", foreign("", limited(seconds(0.4), seconds(0.5), 84)), "", "", 0},
		{"short-limit", "few timeouts", foreign("", limited(seconds(2.7), seconds(2.9), 3)), "", "", 0},

		{"double-timeout", "what ended in the batt is cut alone", run(t, "best+deadline=1ms", twice(3, 1, 40, ms(1))), "validate cut 40 evaluations at 1.00 ms, demo and test together 4: at least 36 had ended within the limit before", "deadline=0s+deadline-calibrated=0+limit-per=program", 0},
		{"double-timeout", "the same are cut again", run(t, "best+deadline=1ms", twice(30, 10, 40, ms(1))), "", "", 0},
		{"double-timeout", "by fuel", run(t, "best", twice(3, 1, 40, 0)), "", "", 0},
		{"double-timeout", "not counted in validate", run(t, "best+deadline=1ms", func(r *record.Record) {
			twice(3, 1, 40, ms(1))(r)
			r.Phases[2].Absent = []string{"timeouts"}
		}), "", "", 0},

		{"starved-timeouts", "115 of 120", run(t, "best+deadline=60ms", cut(120, 0, 115, ms(60), 0)), "115 of 120 timeouts had used less than half", "deadline=0s+deadline-calibrated=0+limit-per=program", 0},
		{"starved-timeouts", "they had the processor", run(t, "best+deadline=60ms", cut(120, 0, 2, ms(60), 0)), "", "", 0},
		{"starved-timeouts", "too few", run(t, "best+deadline=60ms", cut(2, 0, 2, ms(60), 0)), "", "", 0},

		{"timeouts-change-results", "149 candidates become 126", against(126, 1, ""), "candidates 149→126, and 1 more timeouts than the baseline base", "deadline=0s+deadline-calibrated=0+limit-per=program", 0},
		{"timeouts-change-results", "the same results", against(149, 1, ""), "", "", 0},
		{"timeouts-change-results", "no timeouts", against(126, 0, ""), "", "", 0},
		{"timeouts-change-results", "candidates unknown", against(0, 1, "candidates"), "", "", 0},
	}
}
