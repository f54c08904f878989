package insight

import (
	"fmt"
	"slices"
	"time"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// outcomeRules are about what became of the programs that the work was for.
func outcomeRules() []Rule {
	return []Rule{
		{
			ID: "doomed-programs", Title: "work on programs that fail", Severity: Warning,
			Needs: []Fact{FactWall, FactOutcomes},
			At:    []float64{0.9, 0.1, 0.05},
			When:  "more than %g of the work of all programs in a phase, which has more than %g of the wall and at least %g s of busy time, goes to programs that fault or are cut",
			Test: func(f *Facts, at []float64) *Finding {
				var worst *doom
				for i := range f.Run.Observed.Phases {
					d := doomOf(&f.Run.Observed.Phases[i])
					ph := f.phase(d.phase)
					if ph == nil || f.share(ph.Wall/time.Duration(f.passes())) <= at[1] || d.busy.Seconds() < at[2] || d.part() <= at[0] {
						continue
					}
					if worst == nil || d.part() > worst.part() {
						worst = &d
					}
				}
				if worst == nil {
					return nil
				}
				found := &Finding{
					Text: say("%s of the %s of all programs in %s goes to those that fail: %s to those that are cut at their limit, %s to those that fault.",
						part(worst.part()), worst.of, worst.phase, part(worst.cut/worst.all), part(worst.fault/worst.all)),
					Advice:  "the program profile says which programs, and in which line; pools without them are faster",
					Command: "battscope profile top " + f.Run.ID,
				}
				if fuel, of := f.fuelEnough(); worst.cut > worst.fault && fuel > 0 && fuel < f.Run.Strategy.Fuel {
					// What is cut costs as much as its fuel, so less fuel cuts it sooner.
					found.Saving = f.saving(worst.cut/worst.all*(1-float64(fuel)/float64(f.Run.Strategy.Fuel)), worst.phase)
					found.Knob = fmt.Sprintf("fuel=%d", fuel)
					found.Alters = "what is cut is cut sooner, and some that ends late is cut too"
					found.Text += say(" The record names of each task the best programs that match; of the %d that are never cut none needs more than %d units on all its samples together, so a fuel of %d would do for them.", of, fuel/2, fuel)
				}
				return found
			},
			Why: "A program that has no end costs its whole fuel on every sample, and gives nothing: a few of them outweigh thousands that work. In the published system one limit stood for a whole pool, so that one slow program lost them all their outputs; here it loses only its own, and the time. " +
				"What speaks against less fuel: programs that would have ended late are cut too, so that near misses may be lost; the knob leaves twice what the dearest program with a match needs, of those that the record names: where thousands match a task, these are the best of them, and a dearer one behind them is not seen. Programs that fault early cost little, and where they cost much the pool is mostly broken.",
		},
	}
}

// A doom is how much of the work of a phase went to programs that fail.
type doom struct {
	phase, of       string // of is what the work is measured in
	busy            time.Duration
	all, cut, fault float64
}

// part is the part of the work.
func (d *doom) part() float64 {
	if d.all <= 0 {
		return 0
	}
	return (d.cut + d.fault) / d.all
}

// doomOf adds up what programs took in a phase, in time, or where that was not
// looked at in cost units. What is the engine's own is left out: where evaluations
// are sampled, some of it is that of programs too. So are programs of which nobody
// knows what became.
func doomOf(p *record.ObservedPhase) doom {
	d := doom{phase: p.Name, of: "busy time", busy: p.Busy}
	timed := slices.ContainsFunc(p.Outcomes, func(s record.Spent) bool { return s.Time > 0 })
	if !timed {
		d.of = "cost"
	}
	for _, s := range p.Outcomes {
		x := s.Time.Seconds()
		if !timed {
			x = float64(s.Cost)
		}
		if s.Outcome != probe.Unknown.String() {
			d.all += x
		}
		switch s.Outcome {
		case probe.Cut.String():
			d.cut += x
		case probe.Faulted.String():
			d.fault += x
		}
	}
	return d
}

// fuelEnough returns twice the cost of the dearest program that has a match and is
// never cut, over all its samples, and of how many programs it is the dearest: of
// those that the record names, which of each task are the best, up to some. It is 0
// where that is not known.
func (f *Facts) fuelEnough() (fuel int64, of int) {
	if !f.known(FactStrategy) {
		return 0, 0
	}
	most := int64(0)
	for _, t := range f.Run.Tasks {
		for _, s := range t.Leaders {
			if s.Timeouts == 0 {
				most = max(most, s.Units)
				of++
			}
		}
	}
	return 2 * most, of
}
