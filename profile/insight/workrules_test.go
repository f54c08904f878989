package insight

import (
	"testing"
	"time"

	"battscope/profile/record"
)

// workFixtures are those of the rules about work that is done twice, or for nothing.
func workFixtures(t *testing.T) []fixture {
	diffs := func(calls, matches, arguments int64, wall time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Counts.DiffCalls, r.Counts.Matches, r.Counts.MatchesDemo, r.Counts.DiffArguments = calls, matches, matches, arguments
			r.Wall = seconds(29.096)
			r.Phases = []record.Phase{phase("diff", wall, calls)}
		}
	}
	bodies := func(inlined, distinct int64, wall time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Counts.Candidates, r.Counts.Distinct = 149, distinct
			r.Phases = []record.Phase{phase("inline", wall, inlined), phase("validate", wall, inlined)}
		}
	}
	cache := func(hits, misses int64, claim, busy time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Work.InlineCacheHits, r.Work.InlineCacheMisses, r.Work.CacheClaim = hits, misses, claim
			r.Wall = seconds(60)
			if busy > 0 {
				r.Phases = []record.Phase{{Name: "inline", Busy: busy, Calls: misses, Absent: []string{"wall"}}}
			}
		}
	}
	small := func(each time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Wall = 10 * each * 1000
			r.Phases = []record.Phase{phase("validate", each*1000, 1000)}
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
	garbage := func(collections int64, gc, cpu float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Memory = &record.Memory{Collections: collections, GC: seconds(gc), CPU: seconds(cpu), Paused: ms(12), Allocated: 3 << 30}
		}
	}
	return []fixture{
		{"wasted-diff-calls", "the published phase 4A, at 0.15 s a call", run(t, "phase4a", diffs(160, 5, 5, 24*time.Second)), "160 diff calls for 5 matches: 155 (97 %) could not change what matches, in ~23.2 s of the 29.1 s", "diff=matches", seconds(23.25)},
		{"wasted-diff-calls", "its log, which has no time of them", foreign("wall", func(r *record.Record) { r.Counts.DiffCalls, r.Counts.Matches = 160, 5 }), "160 diff calls for 5 matches: 155 (97 %) could not change what matches. You", "diff=matches", 0},
		{"wasted-diff-calls", "phase 4B", run(t, "phase4b", diffs(5, 5, 5, seconds(0.75))), "", "", 0},
		{"wasted-diff-calls", "each call has an argument of its own", run(t, "best", diffs(157, 5, 157, seconds(9))), "", "", 0},
		{"wasted-diff-calls", "they take no time", run(t, "phase4a", diffs(160, 5, 5, ms(100))), "", "", 0},
		{"wasted-diff-calls", "too few", run(t, "phase4a", diffs(10, 1, 5, seconds(20))), "", "", 0},
		{"wasted-diff-calls", "matches unknown", foreign("matches matches_demo", func(r *record.Record) { r.Counts.DiffCalls = 160 }), "", "", 0},

		{"repeated-diff-calls", "160 calls, 5 arguments", run(t, "phase4a", diffs(160, 5, 5, 24*time.Second)), "160 diff calls have 5 distinct arguments: 155 (97 %)", "diff=distinct+diff-scope=alone", seconds(23.25)},
		{"repeated-diff-calls", "all distinct", run(t, "best", diffs(157, 5, 157, seconds(9))), "", "", 0},
		{"repeated-diff-calls", "arguments unknown", foreign("", func(r *record.Record) { r.Counts.DiffCalls, r.Counts.Matches = 160, 5 }), "", "", 0},

		{"duplicate-work", "phase 0: 149 candidates of 32 bodies", run(t, "phase0", bodies(149, 32, seconds(2))), "149 candidates are inlined and validated, and their bodies are 32: 117 (79 %)", "filter=body", seconds(4 * 117.0 / 149)},
		{"duplicate-work", "filtered", run(t, "phase1", bodies(32, 32, seconds(2))), "", "", 0},
		{"duplicate-work", "it takes no time", run(t, "phase0", bodies(149, 32, ms(1))), "", "", 0},

		{"inline-cache", "12 % of 1280", run(t, "best", cache(154, 1126, 0, 0)), "hit 12 % of 1,280 look-ups", "inline-cache=false", 0},
		{"inline-cache", "most hit", run(t, "best", cache(1126, 154, 0, 0)), "", "", 0},
		{"inline-cache", "few in each of many passes", run(t, "best", func(r *record.Record) {
			cache(0, 1280, 0, 0)(r)
			r.Passes = make([]record.Pass, 40)
		}), "", "", 0},
		{"inline-cache", "since the run went on", run(t, "best", func(r *record.Record) {
			cache(154, 1126, 0, 0)(r)
			r.Resumed = []record.Resumed{{Wall: seconds(2)}}
		}), "", "", 0},
		{"inline-cache", "in the passes since it went on", run(t, "best", func(r *record.Record) {
			cache(154, 1126, 0, 0)(r)
			before := 39
			r.Passes, r.Resumed = []record.Pass{{Number: 39}, {Number: 40}}, []record.Resumed{{Passes: &before}}
		}), "hit 12 % of 1,280 look-ups", "inline-cache=false", 0},
		{"inline-cache", "too few", run(t, "best", cache(0, 32, 0, 0)), "", "", 0},

		{"claimed-saving", "762.90 s are 5086 hits at 150 ms", foreign("", cache(5086, 1314, seconds(762.90), seconds(5.2))), "says that it saved 763 s; its 5,086 hits at the 3.96 ms that a miss takes here are ~20.1 s", "", 0},
		{"claimed-saving", "misses unknown", foreign("", cache(5086, 0, seconds(762.90), 0)), "says that it saved 763 s, and the whole run took 60.0 s: 150 ms for each of 5,086 hits", "", 0},
		{"claimed-saving", "as measured", foreign("", cache(5086, 1314, seconds(20), seconds(5.2))), "", "", 0},
		{"claimed-saving", "no claim", run(t, "best", cache(5086, 1314, 0, seconds(5.2))), "", "", 0},

		{"garbage", "22 %", run(t, "best", garbage(40, 2.2, 10)), "The garbage collector took ~2.20 s of the 10.0 s of processor time (~22 %), in 40 collections of 3.0 GiB allocated, and held all workers for 12.0 ms.", "", 0},
		{"garbage", "8 %", run(t, "best", garbage(40, 0.8, 10)), "", "", 0},
		{"garbage", "three collections", run(t, "best", garbage(3, 2.2, 10)), "", "", 0},
		{"garbage", "nobody looked", run(t, "best", func(*record.Record) {}), "", "", 0},

		{"tiny-units", "2 µs each", run(t, "best", small(2*time.Microsecond)), "validate shares out 1,000 calls of 2.00 µs each among 2 workers", "validate-workers=1", 0},
		{"tiny-units", "of many passes", run(t, "best", func(r *record.Record) { small(2 * time.Microsecond)(r); passes(1, 1, 1, 1)(r) }), "validate shares out 1,000 calls in 4 passes, of 2.00 µs each among 2 workers", "validate-workers=1", 0},
		{"tiny-units", "40 µs each", run(t, "best", small(40*time.Microsecond)), "", "", 0},
		{"tiny-units", "one worker", run(t, "best+validate-workers=1", small(2*time.Microsecond)), "", "", 0},
	}
}
