package insight

import (
	"testing"

	"battscope/profile/record"
)

// clockFixtures are those of the rules about what the clocks show.
func clockFixtures(t *testing.T) []fixture {
	added := func(busy float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Wall = seconds(5.359)
			r.Phases = []record.Phase{{Name: "check_batt", Wall: seconds(4.057), Absent: []string{"busy"}, Steps: []record.Step{{Name: "check_solver_speed", Busy: seconds(busy)}}}}
		}
	}
	passes := func(walls ...float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Passes = nil
			for _, w := range walls {
				r.Passes = append(r.Passes, record.Pass{Wall: seconds(w)})
			}
		}
	}
	rest := func(wall, unattributed float64) func(r *record.Record) {
		return func(r *record.Record) { r.Wall, r.Unattributed = seconds(wall), seconds(unattributed) }
	}
	load := func(x float64) func(r *record.Record) {
		return func(r *record.Record) { r.Host.Load = &x }
	}
	return []fixture{
		{"unattributed", "2.5 s of 5.359 s", run(t, "phase4b", rest(5.359, 2.5)), "2.50 s of 5.36 s (47 %) belong to no phase", "", 0},
		{"unattributed", "2 %", run(t, "phase4b", rest(5.359, 0.1)), "", "", 0},

		{"sum-versus-wall", "7.173 s added in 4.057 s", foreign("", added(7.173)), "check_batt/check_solver_speed: 7.17 s is added over workers; check_batt took 4.06 s", "", 0},
		{"sum-versus-wall", "less than it took", foreign("", added(3)), "", "", 0},

		{"cold-first-pass", "2.1 times", run(t, "best", passes(2.1, 1, 1, 1.1)), "The first pass took 2.10 s, 1.9 times the median of 4 (1.10 s)", "", 0},
		{"cold-first-pass", "even", run(t, "best", passes(1.1, 1, 1, 1)), "", "", 0},
		{"cold-first-pass", "dropped", run(t, "best", func(r *record.Record) { passes(2.1, 1, 1, 1.1)(r); r.Passes[0].Number = 4097 }), "", "", 0},
		{"cold-first-pass", "too few", run(t, "best", passes(3, 1)), "", "", 0},

		{"noisy-host", "load 12 on 2", run(t, "best", load(12)), "The load was 12.0 on 2 processors", "", 0},
		{"noisy-host", "quiet", run(t, "best", load(0.2)), "", "", 0},
		{"noisy-host", "unknown", run(t, "best", func(r *record.Record) { r.Host.Load = nil }), "", "", 0},
	}
}
