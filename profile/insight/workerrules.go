package insight

import (
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// workerRules are about workers: too many, idle, or with unequal shares.
func workerRules() []Rule {
	return []Rule{
		{
			ID: "oversubscription", Title: "more workers than processors", Severity: Warning,
			Needs: []Fact{FactStrategy, FactWall, FactProcessors},
			At:    []float64{2, 0.05},
			When:  "more than %g workers a processor in a phase of more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				procs := f.Run.Host.GOMAXPROCS
				knobs := map[probe.Phase]string{probe.Inline: "inline-workers=0", probe.Validate: "validate-workers=0"}
				sharers := f.sharers()
				for _, p := range []probe.Phase{probe.Diff, probe.Demo, probe.Test, probe.Inline, probe.Validate} {
					n := sharers[p]
					if float64(n) <= at[0]*float64(procs) || f.share(f.phaseWall(p)/time.Duration(f.passes())) <= at[1] {
						continue
					}
					knob := knobs[p]
					if knob == "" {
						knob = "workers=0"
					}
					return &Finding{Text: say("%d workers share %d processors in %s: they wait for one another, and clocks run on meanwhile.", n, procs, p), Knob: knob}
				}
				return nil
			},
			Why: "More workers than processors do the same work in the same processor time and make each call last longer. Measured on two processors: with 8 workers of 4 each the median of a call of 15 ms became 185 ms, and a limit of 60 ms would have cut 115 of 120. Work that waits for disks or networks is another matter.",
		},
		{
			ID: "low-efficiency", Title: "workers wait", Severity: Warning,
			Needs: []Fact{FactWall, FactCPU, FactProcessors},
			At:    []float64{0.5, 1, 0.5},
			When:  "processor time below %g of the wall times workers, in a pass of at least %g s, on a host that is not known to have had a load above %g a processor",
			Test: func(f *Facts, at []float64) *Finding {
				if f.busyHost(at[2]) || f.wall().Seconds() < at[1] {
					return nil
				}
				sharers := map[probe.Phase]int{}
				if f.known(FactStrategy) {
					sharers = f.sharers()
				}
				var cpu, could, wall time.Duration
				for n, info := range probe.Phases() {
					ph := f.phase(info.Name)
					if ph == nil || ph.CPU == nil || ph.Lacks("wall") {
						continue
					}
					workers := max(1, min(sharers[probe.Phase(n)], f.Run.Host.GOMAXPROCS))
					cpu, could, wall = cpu+*ph.CPU, could+ph.Wall*time.Duration(workers), wall+ph.Wall
				}
				if could == 0 || float64(cpu) >= at[0]*float64(could) {
					return nil
				}
				passes := time.Duration(f.passes())
				return &Finding{
					Text:    say("%s of wall and %s of processor time in a pass: workers used %s of what they could. They wait: for one another, for a disk, or for other processes.", span(wall/passes), span(cpu/passes), part(float64(cpu)/float64(could))),
					Advice:  "a block or mutex profile says what for",
					Command: "battscope run --profile block,mutex",
				}
			},
			Why: "A published attempt had 22.259 s of wall and 3.178 s of processor time: the workers stood in a queue. Wall says what people wait for, processor time what the work takes; the distance between them is waiting. On a busy host others had the processors, and the rule is silent.",
		},
		{
			ID: "imbalance", Title: "unequal shares", Severity: Warning,
			Needs: []Fact{FactWorkers, FactStrategy, FactWall},
			At:    []float64{1.25, 1, 0.5},
			When:  "the busiest of the workers that evaluate has more than %g times the mean, and all together at least %g s, on a host that is not known to have had a load above %g a processor",
			Test: func(f *Facts, at []float64) *Finding {
				if f.busyHost(at[2]) {
					return nil
				}
				var sum, most time.Duration
				list := f.Run.Work.WorkersBusy
				// The others inline and validate only.
				list = list[:min(len(list), f.sharers()[probe.Demo])]
				for _, d := range list {
					sum, most = sum+d, max(most, d)
				}
				if len(list) < 2 || sum.Seconds() < at[1] {
					return nil
				}
				mean := sum / time.Duration(len(list))
				if float64(most) <= at[0]*float64(mean) {
					return nil
				}
				found := &Finding{
					Text:   say("One of %d workers was busy for %s, and they were for %s on average: the others waited for it.", len(list), span(most), span(mean)),
					Advice: "the longest programs are units of their own already: a lower fuel cuts them",
				}
				if f.Run.Strategy.Parallel != strategy.ParallelChunks {
					found.Knob, found.Advice = "parallel=chunks", ""
				}
				return found
			},
			Why: "A phase ends with its last unit. Large units, and long ones that begin last, leave the other workers idle. Smaller units and the longest first even it out.",
		},
	}
}
