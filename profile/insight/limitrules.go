package insight

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/record"
)

// limitRules are about limits, and about pools that stand still.
func limitRules() []Rule {
	return []Rule{
		{
			ID: "stalled-pool", Title: "stalled pool", Severity: Error,
			Needs: nil,
			At:    []float64{0},
			When:  "the run failed because its pool stood still, or samples that wait for calls of their own fill a shared pool (%g free slots)",
			Test: func(f *Facts, at []float64) *Finding {
				r := f.Run
				found := &Finding{Knob: "pool=own", Advice: "or more slots than samples: a slot must be left for a call"}
				if r.State == record.Failed && strings.Contains(r.Error, "pool has stalled") {
					found.Text = "The run ended because it could not go on: " + strings.TrimSuffix(r.Error, ".") + "."
					return found
				}
				if !f.known(FactStrategy) || r.Strategy.Pool != strategy.PoolShared {
					return nil
				}
				samples := 0
				for _, t := range r.Tasks {
					samples = max(samples, len(t.Outputs))
				}
				if float64(r.Strategy.PoolSlots-samples) > at[0] || samples == 0 {
					return nil
				}
				found.Text = say("%d samples and their calls share %d slots: when samples hold all of them, no call gets one, and the pool stands still.", samples, r.Strategy.PoolSlots)
				return found
			},
			Why: "A job that waits for another job of the same pool while it holds a slot stalls the pool as soon as all slots are held so. In the published phase 4A five samples were queued on a pool of four, and each waited for calls in the same pool: 22.5 s instead of 16.8 s, until limits freed the slots. " +
				"A pool of its own for each level, or one slot more than there are waiting jobs, cannot stall.",
		},
		{
			ID: "false-timeouts", Title: "false timeouts", Severity: Error,
			Needs: []Fact{FactTimeouts, FactJudged},
			At:    []float64{20, 0.01},
			When:  "of at least %g evaluations, more than %g were cut although they end within their fuel",
			Test: func(f *Facts, at []float64) *Finding {
				c, w := f.counts(), &f.Run.Work
				n := f.evaluations()
				if float64(n) < at[0] || float64(c.TimeoutsFalse) <= at[1]*float64(n) {
					return nil
				}
				limit := "at the limit"
				if w.Limit > 0 {
					limit = "at " + span(w.Limit)
				}
				found := &Finding{Text: say("%d of %d evaluations were cut %s, and %d of them end within their fuel when they are run again: the limit is shorter than the work", c.Timeouts, n, limit, c.TimeoutsFalse)}
				found.Knob = "deadline=0s+deadline-calibrated=0+limit-per=program"
				if w.LimitNeeded > 0 {
					would := enough(w.LimitNeeded)
					found.Text += say("; the longest took %s, so %s would do", span(w.LimitNeeded), span(would))
					found.Knob = fmt.Sprintf("deadline=%s+deadline-calibrated=0", would)
				}
				found.Text += "."
				return found
			},
			Why: "A timeout is false when the work ends within its fuel once it is run again without a limit in time. In the published history a limit of 1 s was set on calls that take 2 to 3 s: 28.2 s instead of 16.8 s, with results lost. " +
				"The limit that would do is twice what the longest cut work took. It depends on the machine and on what else it does; fuel does not.",
		},
		{
			ID: "short-limit", Title: "limit shorter than the work", Severity: Error,
			Needs: []Fact{FactTimeouts, FactLimit},
			At:    []float64{20, 0.05, 1},
			When:  "of at least %g evaluations more than %g were cut, and the 95th percentile of calls that ended is above %g of the limit",
			Test: func(f *Facts, at []float64) *Finding {
				c, limit := f.counts(), f.Run.Work.Limit
				n := f.evaluations()
				if f.known(FactJudged) || float64(n) < at[0] || float64(c.Timeouts) <= at[1]*float64(n) {
					return nil // what is judged is known better
				}
				for _, name := range []string{"demo", "test"} {
					p := f.phase(name)
					if p == nil || p.Latency == nil || float64(p.Latency.P95) <= at[2]*float64(limit) {
						continue
					}
					would := enough(p.Latency.P99)
					return &Finding{
						Text: say("The limit of %s is below the 95th percentile (%s) of the calls that ended; %d of %d were cut. %s would do, twice the 99th percentile.",
							span(limit), span(p.Latency.P95), c.Timeouts, n, span(would)),
						Knob: fmt.Sprintf("deadline=%s", would),
					}
				}
				return nil
			},
			Why: "Of work that was cut one does not know how long it takes; of what ended one does. When calls that end take longer than the limit, the limit does not part slow from endless. The published case: a limit of 1 s on calls of 2 to 3 s. " +
				"Percentiles of what ended are too small where much was cut, so a run without a limit says more.",
		},
		{
			ID: "double-timeout", Title: "limited twice", Severity: Error,
			Needs: []Fact{FactLimit, FactChecks},
			At:    []float64{0.05},
			When:  "under a limit in time validate cuts evaluations that demo and test did not, by more than %g of what those cut",
			Test: func(f *Facts, at []float64) *Finding {
				cut := func(p probe.Phase) int64 { return f.phase(p.String()).Timeouts }
				before, after := cut(probe.Demo)+cut(probe.Test), cut(probe.Validate)
				// The programs that are validated are among those evaluated before, so
				// with the same verdicts validate cuts no more than both.
				if float64(after-before) <= at[0]*float64(before) {
					return nil
				}
				return &Finding{
					Text: say("validate cut %d evaluations at %s, demo and test together %d: at least %d had ended within the limit before, and their programs were rejected when they ran alone.",
						after, span(f.Run.Work.Limit), before, after-before),
					Knob: "deadline=0s+deadline-calibrated=0+limit-per=program",
				}
			},
			Why: "One limit stands behind another. In demo a program finds what others of the batt have evaluated, and ends in time; in validate it runs alone, pays for all of it, and the same limit cuts it. " +
				"The published phase 4A had the like: a limit of 1 s on a call of 2 to 3 s, and a second one around all calls, which was shorter than their sum. Fuel charges a program for every call that it reaches, shared or not, so that its verdict is the same in both phases.",
		},
		{
			ID: "starved-timeouts", Title: "starved timeouts", Severity: Warning,
			Needs: []Fact{FactTimeouts, FactJudged},
			At:    []float64{5, 0.05},
			When:  "of at least %g timeouts, more than %g had used less than half of their limit in processor time",
			Test: func(f *Facts, at []float64) *Finding {
				c := &f.Run.Counts
				if float64(c.Timeouts) < at[0] || float64(c.TimeoutsStarved) <= at[1]*float64(c.Timeouts) {
					return nil
				}
				return &Finding{
					Text: say("%d of %d timeouts had used less than half of their limit in processor time: they waited for a core, and the limit is not the cause. You could use fewer workers, or limit by fuel.", c.TimeoutsStarved, c.Timeouts),
					Knob: "deadline=0s+deadline-calibrated=0+limit-per=program",
				}
			},
			Why: "A clock runs on while a call waits for a core or in a queue. Measured on two processors: 120 calls of about 15 ms, of which none takes above 60 ms alone; with 8 workers of 4 each, 115 of them do, at the same processor time. " +
				"In the published phase 4A five calls were queued on a pool of four, with the clock running. Fuel counts work and not time.",
		},
		{
			ID: "timeouts-change-results", Title: "timeouts change results", Severity: Error,
			Needs: []Fact{FactBaseline, FactTimeouts},
			At:    []float64{0},
			When:  "more than %g timeouts beyond the baseline's, and other results than the baseline's",
			Test: func(f *Facts, at []float64) *Finding {
				more := f.Run.Counts.Timeouts - f.Base.Counts.Timeouts
				m := f.Run.Against(f.Base)
				// Of what differs the first, which is candidates where they do.
				changed := strings.Split(m.Why, ", ")
				changed = slices.DeleteFunc(changed, func(s string) bool { return strings.HasPrefix(s, "timeouts ") })
				if float64(more) <= at[0] || !strings.HasPrefix(m.Text, record.Other) || len(changed) == 0 {
					return nil
				}
				what := changed[0]
				return &Finding{
					Text:   say("%s, and %d more timeouts than the baseline %s: the run is not comparable, however fast it is.", what, more, f.Base.ID),
					Knob:   "deadline=0s+deadline-calibrated=0+limit-per=program",
					Advice: "or a limit that cuts only what has no end",
				}
			},
			Why: "A limit that cuts work makes a run fast and wrong at once. In the published phase 4A 149 candidates became 126 because a sample timed out only when samples ran at the same time, and the table of times did not show it. " +
				"Times of runs with different results are not held against each other.",
		},
	}
}

// enough returns twice a time, to three digits upwards, as the limit that would do.
func enough(d time.Duration) time.Duration {
	d *= 2
	unit := time.Duration(1)
	for d/unit >= 1000 {
		unit *= 10
	}
	return (d + unit - 1) / unit * unit
}
