package insight

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
)

// run returns a record of our own engine with the strategy that settings name, of
// one pass on two processors of a quiet host, and with what change sets.
func run(t *testing.T, settings string, change func(r *record.Record)) *Facts {
	t.Helper()
	st, err := strategy.Parse(strategy.Default(), settings)
	if err != nil {
		t.Fatal(err)
	}
	load := 0.1
	r := &record.Record{
		Schema: record.Schema, ID: "run", State: record.Done, Strategy: st, Wall: 10 * time.Second,
		Host:   record.Host{CPUs: 2, GOMAXPROCS: 2, Load: &load},
		Passes: []record.Pass{{Wall: 10 * time.Second}},
	}
	change(r)
	return &Facts{Run: r}
}

// foreign returns a record of another engine, of which nothing is known but what
// change sets; absent names what it leaves out.
func foreign(absent string, change func(r *record.Record)) *Facts {
	r := &record.Record{Schema: record.Schema, ID: "log", State: record.Done, Strategy: strategy.Default(), Imported: &record.Imported{Mapper: "origin"}}
	r.Absent = append(strings.Fields(absent), "strategy", "diff_arguments", "timeouts_false", "timeouts_starved")
	change(r)
	return &Facts{Run: r}
}

// phase is one that took so much wall, with so many calls.
func phase(name string, wall time.Duration, calls int64) record.Phase {
	return record.Phase{Name: name, Wall: wall, Busy: wall, Calls: calls}
}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// seconds returns x seconds.
func seconds(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }

// A fixture is a run that a rule must fire on, or must not.
type fixture struct {
	rule  string
	what  string
	facts *Facts
	want  string // of the finding's text; "" for silence
	knob  string
	saves time.Duration
}

// fixtures returns for each rule cases that fire and cases that do not. Those of
// the published history have its figures.
func fixtures(t *testing.T) []fixture {
	diffs := func(calls, matches, arguments int64, wall time.Duration) func(r *record.Record) {
		return func(r *record.Record) {
			r.Counts.DiffCalls, r.Counts.Matches, r.Counts.MatchesDemo, r.Counts.DiffArguments = calls, matches, matches, arguments
			r.Wall = seconds(29.096)
			r.Phases = []record.Phase{phase("diff", wall, calls)}
		}
	}
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
	samples := func(n int) func(r *record.Record) {
		return func(r *record.Record) {
			r.Tasks = []record.Task{{Task: "007bbfb7", Outputs: make([]string, n)}}
			r.Phases = []record.Phase{phase("demo", seconds(4), 32*int64(n))}
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
	used := func(wall, cpu, load float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Wall = seconds(wall)
			p, c := phase("demo", seconds(wall), 160), seconds(cpu)
			p.CPU = &c
			r.Phases = []record.Phase{p}
			r.Host.Load = &load
		}
	}
	workers := func(busy ...float64) func(r *record.Record) {
		return func(r *record.Record) {
			for _, b := range busy {
				r.Work.WorkersBusy = append(r.Work.WorkersBusy, seconds(b))
			}
		}
	}
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
	device := func(d record.Device) func(r *record.Record) {
		d.Name, d.Label, d.Items, d.MaxBatch = "host:0", "CPU", 300, 8
		return func(r *record.Record) { r.Devices = []record.Device{d} }
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
	garbage := func(collections int64, gc, cpu float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Memory = &record.Memory{Collections: collections, GC: seconds(gc), CPU: seconds(cpu), Paused: ms(12), Allocated: 3 << 30}
		}
	}
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
	const stall = "demo: the pool has stalled: its 4 slots are held by sample 0, sample 1, sample 2, sample 3"
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

		{"duplicate-work", "phase 0: 149 candidates of 32 bodies", run(t, "phase0", bodies(149, 32, seconds(2))), "149 candidates are inlined and validated, and their bodies are 32: 117 (79 %)", "filter=body", seconds(4 * 117.0 / 149)},
		{"duplicate-work", "filtered", run(t, "phase1", bodies(32, 32, seconds(2))), "", "", 0},
		{"duplicate-work", "it takes no time", run(t, "phase0", bodies(149, 32, ms(1))), "", "", 0},

		{"inline-cache", "12 % of 1280", run(t, "best", cache(154, 1126, 0, 0)), "hit 12 % of 1280 look-ups", "inline-cache=false", 0},
		{"inline-cache", "most hit", run(t, "best", cache(1126, 154, 0, 0)), "", "", 0},
		{"inline-cache", "few in each of many passes", run(t, "best", func(r *record.Record) {
			cache(0, 1280, 0, 0)(r)
			r.Passes = make([]record.Pass, 40)
		}), "", "", 0},
		{"inline-cache", "since the run went on", run(t, "best", func(r *record.Record) {
			cache(154, 1126, 0, 0)(r)
			r.Resumed = []record.Resumed{{Wall: seconds(2)}}
		}), "", "", 0},
		{"inline-cache", "too few", run(t, "best", cache(0, 32, 0, 0)), "", "", 0},

		{"claimed-saving", "762.90 s are 5086 hits at 150 ms", foreign("", cache(5086, 1314, seconds(762.90), seconds(5.2))), "says that it saved 763 s; its 5086 hits at the 3.96 ms that a miss takes here are ~20.1 s", "", 0},
		{"claimed-saving", "misses unknown", foreign("", cache(5086, 0, seconds(762.90), 0)), "says that it saved 763 s, and the whole run took 60.0 s: 150 ms for each of 5086 hits", "", 0},
		{"claimed-saving", "as measured", foreign("", cache(5086, 1314, seconds(20), seconds(5.2))), "", "", 0},
		{"claimed-saving", "no claim", run(t, "best", cache(5086, 1314, 0, seconds(5.2))), "", "", 0},

		{"garbage", "22 %", run(t, "best", garbage(40, 2.2, 10)), "The garbage collector took 2.20 s of the 10.0 s of processor time (22 %), in 40 collections of 3.0 GB allocated, and held all workers for 12.0 ms.", "", 0},
		{"garbage", "8 %", run(t, "best", garbage(40, 0.8, 10)), "", "", 0},
		{"garbage", "three collections", run(t, "best", garbage(3, 2.2, 10)), "", "", 0},
		{"garbage", "nobody looked", run(t, "best", func(*record.Record) {}), "", "", 0},

		{"doomed-programs", "most is cut", run(t, "best", observed("sampled", 8, 14, 1, 1, 1e6)), "94 % of the busy time of all programs in demo goes to those that fail: 88 % to those that are cut at their limit, 6 % to those that fault. The record names of each task the best programs that match; of the 2 that are never cut none needs more than 50000 units on all its samples together, so a fuel of 100000 would do for them.", "fuel=100000", seconds(8 * 0.875 * 0.9)},
		{"doomed-programs", "by cost alone", run(t, "best", observed("counts", 8, 14, 1, 1, 1e6)), "94 % of the cost of all programs in demo goes", "fuel=100000", seconds(8 * 0.875 * 0.9)},
		{"doomed-programs", "the fuel is small", run(t, "best", observed("sampled", 8, 14, 1, 1, 6e4)), "94 % of the busy time of all programs in demo goes", "", 0},
		{"doomed-programs", "most faults", run(t, "best", observed("all", 8, 1, 14, 1, 1e6)), "6 % to those that are cut at their limit, 88 % to those that fault.", "", 0},
		{"doomed-programs", "half matches", run(t, "best", observed("sampled", 8, 7, 1, 8, 1e6)), "", "", 0},
		{"doomed-programs", "a short phase", run(t, "best", observed("sampled", 0.5, 14, 1, 1, 1e6)), "", "", 0},
		{"doomed-programs", "nobody looked", run(t, "best", func(r *record.Record) { r.Phases = []record.Phase{phase("demo", seconds(8), 160)} }), "", "", 0},

		{"tiny-units", "2 µs each", run(t, "best", small(2*time.Microsecond)), "validate shares out 1000 calls of 2.00 µs each among 2 workers", "validate-workers=1", 0},
		{"tiny-units", "of many passes", run(t, "best", func(r *record.Record) { small(2 * time.Microsecond)(r); passes(1, 1, 1, 1)(r) }), "validate shares out 1000 calls in 4 passes, of 2.00 µs each among 2 workers", "validate-workers=1", 0},
		{"tiny-units", "40 µs each", run(t, "best", small(40*time.Microsecond)), "", "", 0},
		{"tiny-units", "one worker", run(t, "best+validate-workers=1", small(2*time.Microsecond)), "", "", 0},

		{"wrong-level", "6 samples for 16 workers", run(t, "phase4a+workers=16", samples(6)), "6.0 samples of a task for 16 workers", "parallel=chunks", seconds(4 * 15.0 / 16)},
		{"wrong-level", "chunks", run(t, "best+workers=16", samples(6)), "", "", 0},
		{"wrong-level", "6 samples for 2 workers", run(t, "phase4a+workers=2", samples(6)), "", "", 0},

		{"oversubscription", "32 workers on 2 processors", run(t, "best+workers=32", samples(6)), "32 workers share 2 processors in demo", "workers=0", 0},
		{"oversubscription", "one each", run(t, "best", samples(6)), "", "", 0},

		{"low-efficiency", "22.259 s of wall, 3.178 s of processor time", run(t, "phase4a", used(22.259, 3.178, 0.1)), "22.3 s of wall and 3.18 s of processor time in a pass: workers used 7 %", "", 0},
		{"low-efficiency", "workers work", run(t, "phase4a", used(2, 3.5, 0.1)), "", "", 0},
		{"low-efficiency", "others had the processors", run(t, "phase4a", used(22.259, 3.178, 12)), "", "", 0},
		{"low-efficiency", "short", run(t, "phase4a", used(0.2, 0.01, 0.1)), "", "", 0},

		{"imbalance", "9.1 s and 5.0 s", run(t, "phase4a", workers(9.1, 5.0)), "One of 2 workers was busy for 9.10 s, and they were for 7.05 s", "parallel=chunks", 0},
		{"imbalance", "chunks already", run(t, "best", workers(9.1, 5.0)), "One of 2 workers", "", 0},
		{"imbalance", "equal", run(t, "best", workers(5.1, 5.0)), "", "", 0},
		{"imbalance", "others only inline", run(t, "phase4a", workers(5.1, 5.0, 0.1, 0)), "", "", 0},
		{"imbalance", "short", run(t, "best", workers(0.1, 0.01)), "", "", 0},

		{"lost-device", "it differed", run(t, "best+devices=host:1", device(record.Device{Why: "it gives another result", Returned: 64})), "host:0 (CPU) was lost: it gives another result. Others did 64 evaluations again", "devices=interp", 0},
		{"lost-device", "at work", run(t, "best+devices=host:1", device(record.Device{})), "", "", 0},

		{"device-starvation", "71 % idle", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(290), Idle: ms(710)})), "host:0 (CPU) waits 71 % of the time: 290 ms busy, 710 ms idle, 300 evaluations in 100 batches, 3 on average and up to 8", "", 0},
		{"device-starvation", "busy", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(710), Idle: ms(290)})), "", "", 0},
		{"device-starvation", "few batches", run(t, "best+devices=host:1", device(record.Device{Batches: 3, Busy: ms(290), Idle: ms(710)})), "", "", 0},

		{"device-transfer", "0.4 of 0.6 s", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(600), Transfer: ms(400)})), "copies for 400 ms of its 600 ms", "devices=interp", 0},
		{"device-transfer", "it computes", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(600), Transfer: ms(40)})), "", "", 0},
		{"device-transfer", "no device", run(t, "best", func(*record.Record) {}), "", "", 0},

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

// TestRules sees each rule fire on what it is about and be silent beside it.
func TestRules(t *testing.T) {
	fires, silent := map[string]int{}, map[string]int{}
	for _, x := range fixtures(t) {
		var got *Finding
		for _, f := range Look(x.facts) {
			if f.Rule == x.rule {
				got = &f
			}
		}
		name := x.rule + ": " + x.what
		if x.want == "" {
			silent[x.rule]++
			if got != nil {
				t.Errorf("%s: fires: %s", name, got.Text)
			}
			continue
		}
		fires[x.rule]++
		switch {
		case got == nil:
			t.Errorf("%s: is silent", name)
			continue
		case !strings.Contains(got.Text, x.want):
			t.Errorf("%s: %q, want %q in it", name, got.Text, x.want)
		case got.Knob != x.knob:
			t.Errorf("%s: knob %q, want %q", name, got.Knob, x.knob)
		}
		if saved := got.upper(); (saved - x.saves).Abs() > time.Millisecond {
			t.Errorf("%s: saves %v, want %v", name, saved, x.saves)
		}
		if s := got.Saving; s != nil && (s.Share <= 0 || s.Share > 1 || s.Part <= 0 || s.Part > 1) {
			t.Errorf("%s: share %v, part %v", name, s.Share, s.Part)
		}
	}
	for _, r := range Rules() {
		if fires[r.ID] == 0 || silent[r.ID] == 0 {
			t.Errorf("%s has %d fixtures that fire and %d that do not; want both", r.ID, fires[r.ID], silent[r.ID])
		}
		delete(fires, r.ID)
	}
	for id := range fires {
		t.Errorf("there is no rule %s", id)
	}
}

// TestTable holds the table to its form.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.ID) {
			t.Errorf("id %q", r.ID)
		}
		seen[r.ID] = true
		if strings.Contains(r.Condition(), "%!") || strings.Count(r.When, "%g") != len(r.At) || len(r.At) == 0 {
			t.Errorf("%s: %q does not tell the thresholds %v", r.ID, r.Condition(), r.At)
		}
		if len(r.Why) < 150 || r.Title == "" {
			t.Errorf("%s does not say why", r.ID)
		}
		empty := &Facts{Run: &record.Record{}}
		empty.missing(r.Needs) // panics for a fact that nobody knows
	}
}

// TestKnobs applies the knobs of all findings to the strategies they are about.
func TestKnobs(t *testing.T) {
	for _, x := range fixtures(t) {
		for _, f := range Look(x.facts) {
			if f.Knob == "" || x.facts.Run.Imported != nil {
				continue
			}
			st, err := strategy.Parse(x.facts.Run.Strategy, f.Knob)
			if err != nil {
				t.Errorf("%s: %s does not apply to %s: %v", f.Rule, f.Knob, strategy.Name(x.facts.Run.Strategy), err)
			} else if st == x.facts.Run.Strategy {
				t.Errorf("%s: %s changes nothing in %s", f.Rule, f.Knob, strategy.Name(st))
			}
		}
	}
}

// TestOrder wants the gravest first and then what saves most, and nothing of an
// empty record.
func TestOrder(t *testing.T) {
	if got := Look(&Facts{Run: &record.Record{Strategy: strategy.Default()}}); len(got) != 0 {
		t.Errorf("an empty record: %+v", got)
	}
	var got []string
	for _, f := range Look(run(t, "phase0", func(r *record.Record) {
		*r.Host.Load = 9
		r.Counts.DiffCalls, r.Counts.MatchesDemo, r.Counts.DiffArguments = 160, 5, 5
		r.Counts.Candidates, r.Counts.Distinct, r.Counts.TimeoutsFalse, r.Counts.Timeouts = 149, 32, 9, 9
		r.Phases = []record.Phase{phase("demo", 0, 160), phase("diff", seconds(2), 160), phase("inline", seconds(4), 149)}
	})) {
		got = append(got, fmt.Sprint(f.Severity, " ", f.Rule))
	}
	want := "[error false-timeouts warning duplicate-work warning wasted-diff-calls warning repeated-diff-calls info noisy-host]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestPasses sees that a finding is about one pass, whatever their number.
func TestPasses(t *testing.T) {
	for _, n := range []int{1, 4} {
		f := run(t, "phase4a", func(r *record.Record) {
			r.Wall = seconds(29.096) * time.Duration(n)
			r.Passes = make([]record.Pass, n)
			r.Counts.DiffCalls, r.Counts.MatchesDemo, r.Counts.DiffArguments = 160, 5, 5
			r.Phases = []record.Phase{phase("diff", 24*time.Second*time.Duration(n), 160*int64(n))}
		})
		if got := Look(f)[0]; (got.Saving.Upper - seconds(23.25)).Abs() > ms(1) {
			t.Errorf("%d passes: %+v", n, got.Saving)
		}
	}
}
