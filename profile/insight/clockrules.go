package insight

import (
	"slices"
	"time"
)

// clockRules are about what clocks read, and how far that can be relied on.
func clockRules() []Rule {
	return []Rule{
		{
			ID: "unattributed", Title: "time without a phase", Severity: Info,
			Needs: []Fact{FactRest},
			At:    []float64{0.1, 20},
			When:  "more than %g of the wall, and at least %g ms of a pass, belong to no phase",
			Test: func(f *Facts, at []float64) *Finding {
				rest := f.Run.Unattributed / time.Duration(f.passes())
				if float64(rest) <= at[0]*float64(f.wall()) || float64(rest) < at[1]*float64(time.Millisecond) {
					return nil
				}
				return &Finding{
					Text:    say("%s of %s (%s) belong to no phase: what is not measured cannot be bettered.", span(rest), span(f.wall()), part(f.share(rest))),
					Advice:  "a timeline or a processor profile says what happens there",
					Command: "battscope run --profile cpu,trace",
				}
			},
			Why: "In the fastest step of the published history about 2.5 s of 5.359 s belonged to no named phase, which its authors did not see. Small runs have much of it by nature: opening stores, writing records, waiting for a busy host.",
		},
		{
			ID: "sum-versus-wall", Title: "added time is not elapsed time", Severity: Info,
			Needs: []Fact{FactWall},
			At:    []float64{1.2, 0.05},
			When:  "busy time of a phase or step is more than %g times the wall that it had, and more than %g of the run's",
			Test: func(f *Facts, at []float64) *Finding {
				type sum struct {
					name, in   string
					busy, wall time.Duration
				}
				var worst sum
				for _, p := range f.Run.Phases {
					had := p.Wall
					if p.Lacks("wall") {
						had = f.Run.Wall
					}
					list := []sum{}
					if !p.Lacks("busy") {
						list = append(list, sum{p.Name, p.Name, p.Busy, had})
					}
					for _, s := range p.Steps {
						if s.Wall == nil && !s.Lacks("busy") {
							list = append(list, sum{p.Name + "/" + s.Name, p.Name, s.Busy, had})
						}
					}
					for _, s := range list {
						if float64(s.busy) > at[0]*float64(s.wall) && float64(s.busy) > at[1]*float64(f.Run.Wall) && s.busy > worst.busy {
							worst = s
						}
					}
				}
				if worst.busy == 0 {
					return nil
				}
				passes := time.Duration(f.passes())
				return &Finding{Text: say("%s: %s is added over workers; %s took %s.", worst.name, span(worst.busy/passes), worst.in, span(worst.wall/passes))}
			},
			Why: "Times of workers that work at once add up to more than the clock on the wall shows. The published timing summary lists 7.173 s for a step of a run of 5.359 s, whose enclosing phase took 4.057 s. Neither is wrong; they answer different questions, and their ratio is no speed-up when workers wait for processors.",
		},
		{
			ID: "cold-first-pass", Title: "cold first pass", Severity: Info,
			Needs: []Fact{FactPasses},
			At:    []float64{3, 1.5},
			When:  "of at least %g passes the first took more than %g times the median",
			Test: func(f *Facts, at []float64) *Finding {
				r := f.Run
				if float64(len(r.Passes)) < at[0] || r.Input.Evolve || len(r.Resumed) > 0 || r.Passes[0].Number > 1 {
					return nil // the first is not among them
				}
				var walls []time.Duration
				for _, p := range r.Passes {
					walls = append(walls, p.Wall)
				}
				slices.Sort(walls)
				median := walls[len(walls)/2]
				if float64(r.Passes[0].Wall) <= at[1]*float64(median) {
					return nil
				}
				return &Finding{
					Text:    say("The first pass took %s, %.1f times the median of %d (%s): memory, files and caches were cold.", span(r.Passes[0].Wall), float64(r.Passes[0].Wall)/float64(max(median, 1)), len(walls), span(median)),
					Command: "battscope compare, which warms up first",
				}
			},
			Why: "What is measured first pays for what all use: growing memory, reading files, filling caches. One run of each side says as much about the order as about the sides. battscope compare warms each side up and lets passes take turns.",
		},
		{
			ID: "noisy-host", Title: "busy host", Severity: Info,
			Needs: []Fact{FactLoad},
			At:    []float64{0.5},
			When:  "the load when the run began was above %g a processor",
			Test: func(f *Facts, at []float64) *Finding {
				h := &f.Run.Host
				if !f.busyHost(at[0]) {
					return nil
				}
				return &Finding{
					Text:    say("The load was %.1f on %d processors when the run began: its wall is partly that of others, and small changes cannot be seen in it.", *h.Load, h.CPUs),
					Command: "battscope compare --clock cpu",
				}
			},
			Why: "The load of the last minute counts what ran or wanted to. Other work stretches walls by amounts that differ from run to run; processor time suffers less.",
		},
	}
}
