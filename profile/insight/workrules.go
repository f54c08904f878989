package insight

import (
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// workRules are about work that is done twice, or for nothing.
func workRules() []Rule {
	return []Rule{
		{
			ID: "duplicate-work", Title: "duplicate work", Severity: Warning,
			Needs: []Fact{FactBodies, FactWall},
			At:    []float64{20, 0.1, 0.05},
			When:  "of at least %g programs inlined more than %g repeat a body, and that takes more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				inlined := f.phaseCalls(probe.Inline) / int64(f.passes())
				distinct := f.counts().Distinct
				again := inlined - distinct
				if float64(inlined) < at[0] || float64(again) <= at[1]*float64(inlined) {
					return nil
				}
				s := f.saving(float64(again)/float64(inlined), probe.Inline.String(), probe.Validate.String())
				if s == nil || s.Share <= at[2] {
					return nil
				}
				return &Finding{
					Text:   say("%d candidates are inlined and validated, and their bodies are %d: %d (%s) repeat the work of another. You could drop equal bodies first.", inlined, distinct, again, part(float64(again)/float64(inlined))),
					Saving: s, Knob: "filter=body",
				}
			},
			Why: "Programs that differ in names, order or dead lines have the same body, and give the same. The first step of the published history hashes bodies before the expensive phases: 149 candidates became 32, and 21.8 s became 16.9 s. " +
				"Which of the equal programs is kept does not change the store.",
		},
		{
			ID: "inline-cache", Title: "cache that seldom hits", Severity: Info,
			Needs: []Fact{FactCache},
			At:    []float64{100, 0.5},
			When:  "of at least %g look-ups of a pass less than %g hit",
			Test: func(f *Facts, at []float64) *Finding {
				w := &f.Run.Work
				passes := int64(max(1, f.Run.WorkPasses())) // each begins with an empty cache; the look-ups are of all
				n := (w.InlineCacheHits + w.InlineCacheMisses) / passes
				rate := float64(w.InlineCacheHits) / float64(w.InlineCacheHits+w.InlineCacheMisses)
				if float64(n) < at[0] || rate >= at[1] {
					return nil
				}
				return &Finding{
					Text:   say("The inline cache hit %s of %d look-ups, and keeps %d programs.", part(rate), n, w.InlineCacheMisses/passes),
					Knob:   "inline-cache=false",
					Advice: "bodies differ from task to task here; the cache costs memory and little time",
				}
			},
			Why: "A cache pays when what it keeps is asked for again. Below one hit in two the pool is mostly new on each task. Mutated pools have few bodies twice by nature, which is no fault.",
		},
		{
			ID: "claimed-saving", Title: "saving that was not measured", Severity: Warning,
			Needs: []Fact{FactClaim, FactWall},
			At:    []float64{2},
			When:  "a cache says that it saved more than %g times what its misses show, or more than the run took on all processors",
			Test: func(f *Facts, at []float64) *Finding {
				w := &f.Run.Work
				claim := w.CacheClaim
				inline := f.phase(probe.Inline.String())
				if w.InlineCacheMisses > 0 && inline != nil && inline.Busy > 0 {
					each := inline.Busy / time.Duration(w.InlineCacheMisses)
					if measured := each * time.Duration(w.InlineCacheHits); float64(claim) > at[0]*float64(measured) {
						return &Finding{Text: say("The cache says that it saved %s; its %d hits at the %s that a miss takes here are ~%s. The claim is hits times a constant.",
							span(claim), w.InlineCacheHits, span(each), span(measured)), Advice: "measure what a miss takes, or compare with the cache off"}
					}
					return nil
				}
				all := f.wall() * time.Duration(max(1, f.Run.Host.GOMAXPROCS))
				if claim <= all {
					return nil
				}
				text := say("The cache says that it saved %s, and the whole run took %s", span(claim), span(f.wall()))
				if w.InlineCacheHits > 0 {
					text += say(": %s for each of %d hits, which nobody measured here", span(claim/time.Duration(w.InlineCacheHits)), w.InlineCacheHits)
				}
				return &Finding{Text: text + ".", Advice: "measure what a miss takes, or compare with the cache off"}
			},
			Why: "In the published history a cache reported \"762.90 s saved\" on 32 tasks. Its source multiplies the number of hits by 150 ms, which is a constant of the program. What a cache saves is what its misses take, times its hits, at most; and a run with the cache off says it exactly.",
		},
		{
			ID: "garbage", Title: "time goes to garbage collection", Severity: Warning,
			Needs: []Fact{FactMemory},
			At:    []float64{5, 0.2, 0.15},
			When:  "over at least %g collections and %g s of processor time, the collector takes more than %g of that",
			Test: func(f *Facts, at []float64) *Finding {
				m := f.Run.Memory
				if float64(m.Collections) < at[0] || m.CPU.Seconds() < at[1] || float64(m.GC) <= at[2]*float64(m.CPU) {
					return nil
				}
				return &Finding{
					Text: say("The garbage collector took ~%s of the %s of processor time (~%s), in %d collections of %s allocated, and held all workers for %s.",
						span(m.GC), span(m.CPU), part(float64(m.GC)/float64(m.CPU)), m.Collections, size(m.Allocated), span(m.Paused)),
					Advice:  "with GOGC=400 in the environment the heap grows further between collections, and takes more memory; a heap profile says who allocates",
					Command: "battscope run --profile heap",
				}
			},
			Why: "Evaluating allocates next to nothing here, so a large share means that something else does: outputs that are kept, many small runs, large pools. The collector's time is the runtime's own estimate for the whole process, and is renewed at the end of a collection. " +
				"The Go runtime aims at a quarter of the processors while a collection is at work; over a whole run more than 15 % is much. What speaks against a higher GOGC is memory.",
		},
		{
			ID: "tiny-units", Title: "units too small to share out", Severity: Info,
			Needs: []Fact{FactStrategy, FactWall, FactProcessors},
			At:    []float64{100, 8, 0.05},
			When:  "at least %g calls shared out one by one over all passes, of less than %g µs each, in a phase of more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				for _, p := range []probe.Phase{probe.Inline, probe.Validate} {
					ph := f.phase(p.String())
					if ph == nil || ph.Lacks("busy") || float64(ph.Calls) < at[0] || f.sharers()[p] < 2 {
						continue
					}
					each := ph.Busy / time.Duration(ph.Calls)
					if float64(each) >= at[1]*float64(time.Microsecond) || f.share(ph.Wall/time.Duration(f.passes())) <= at[2] {
						continue
					}
					return &Finding{
						Text: say("%s shares out %d calls%s of %s each among %d workers: handing one over takes about as long.", p, ph.Calls, f.inPasses(), span(each), f.sharers()[p]),
						Knob: p.String() + "-workers=1",
					}
				}
				return nil
			},
			Why: "To hand a unit to a goroutine of a pool takes about 0.8 µs (measured on two processors), and waking one that sleeps many times that. The threshold is ten times the hand-over.",
		},
		{
			ID: "wrong-level", Title: "parallel at the wrong level", Severity: Warning,
			Needs: []Fact{FactStrategy, FactWall, FactProcessors},
			At:    []float64{2, 0.1},
			When:  "samples at the same time, fewer than %g times the workers, in phases of more than %g of the wall",
			Test: func(f *Facts, at []float64) *Finding {
				r := f.Run
				workers := f.workers(r.Strategy.Workers)
				samples, tasks := 0, 0
				for _, t := range r.Tasks {
					samples += len(t.Outputs)
					tasks++
				}
				if r.Strategy.Parallel != strategy.ParallelSamples || workers < 2 || tasks == 0 || r.Strategy.LimitPer == strategy.PerBatt || r.Strategy.Pool == strategy.PoolShared {
					return nil
				}
				units := float64(samples) / float64(tasks)
				var busy, wall time.Duration
				for _, p := range []probe.Phase{probe.Demo, probe.Test} {
					if ph := f.phase(p.String()); ph != nil {
						busy, wall = busy+ph.Busy, wall+ph.Wall
					}
				}
				share := f.share(wall / time.Duration(f.passes()))
				if units >= at[0]*float64(workers) || share <= at[1] {
					return nil
				}
				best := min(float64(workers), units)
				return &Finding{
					Text: say("%.1f samples of a task for %d workers: demo and test, %s of the wall, can be at most %.1f times as fast as on one worker, and were %.1f. You could share out chunks of programs.",
						units, workers, part(share), best, float64(busy)/float64(max(wall, 1))),
					Saving: f.saving(max(0, 1-float64(busy)/float64(workers)/float64(max(wall, 1))), probe.Demo.String(), probe.Test.String()),
					Knob:   "parallel=chunks",
				}
			},
			Why: "Fewer units than workers leave workers idle, and the longest unit decides when the phase ends. The published history ran five samples on 4 GPUs, and more workers could not help. Chunks of a sample's programs are many.",
		},
	}
}
