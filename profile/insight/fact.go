package insight

import (
	"slices"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/record"
)

// Facts are what is known of a run. They belong to one goroutine.
type Facts struct {
	Run  *record.Record
	Base *record.Record // that its results are held against; nil without
}

// A Fact is something that a rule needs to know.
type Fact string

// The facts.
const (
	FactWall       Fact = "wall"
	FactRest       Fact = "time without a phase"
	FactPasses     Fact = "passes"
	FactStrategy   Fact = "strategy"
	FactCPU        Fact = "processor time"
	FactProcessors Fact = "processors"
	FactWorkers    Fact = "busy time of each worker"
	FactLoad       Fact = "load of the host"
	FactDiffs      Fact = "diff calls and matches"
	FactArguments  Fact = "arguments of diff calls"
	FactTimeouts   Fact = "timeouts and evaluations"
	FactJudged     Fact = "which timeouts are false or starved"
	FactLimit      Fact = "limit in time"
	FactChecks     Fact = "timeouts of each phase"
	FactBodies     Fact = "candidates and distinct bodies"
	FactBaseline   Fact = "a baseline"
	FactCache      Fact = "look-ups in the inline cache"
	FactDevices    Fact = "work of each device"
	FactClaim      Fact = "what a cache says that it saved"
	FactMemory     Fact = "garbage collections"
	FactOutcomes   Fact = "work by what became of programs"
)

// A source is how a fact is known, and why it may not be.
type source struct {
	fact    Fact
	known   func(f *Facts) bool
	unknown string // the usual reason, which goes on after "lacks FACT: "
}

// has reports whether a record tells all these members.
func has(r *record.Record, members ...string) bool { return !slices.ContainsFunc(members, r.Lacks) }

// sources is the table of facts.
func sources() []source {
	const other = "the log of the other engine does not tell it"
	return []source{
		{FactWall, func(f *Facts) bool { return has(f.Run, "wall") && f.Run.Wall > 0 }, "nothing has been timed"},
		{FactRest, func(f *Facts) bool { return has(f.Run, "wall", "unattributed") && f.Run.Wall > 0 }, other},
		{FactPasses, func(f *Facts) bool { return len(f.Run.Passes) > 0 }, "no pass has come to its end, or none since the run went on after it was cut off"},
		{FactStrategy, func(f *Facts) bool { return has(f.Run, "strategy") }, "another engine has knobs of its own"},
		{FactCPU, func(f *Facts) bool {
			return slices.ContainsFunc(f.Run.Phases, func(p record.Phase) bool { return p.CPU != nil && *p.CPU > 0 })
		}, "the system cannot tell a thread's processor time, or nobody asked it"},
		{FactProcessors, func(f *Facts) bool { return f.Run.Host.GOMAXPROCS > 0 }, "the record does not say how many there were"},
		{FactWorkers, func(f *Facts) bool { return len(f.Run.Work.WorkersBusy) > 0 }, "the record has no workers"},
		{FactLoad, func(f *Facts) bool { return f.Run.Host.Load != nil && f.Run.Host.CPUs > 0 }, "the system does not tell it"},
		{FactDiffs, func(f *Facts) bool {
			return has(f.Run, "diff_calls") && (has(f.Run, "matches") || has(f.Run, "matches_demo")) && f.counts().DiffCalls > 0
		}, "no diff call was made or counted"},
		{FactArguments, func(f *Facts) bool {
			return has(f.Run, "diff_calls", "diff_arguments") && f.counts().DiffArguments > 0
		}, "no diff call was made, or nobody counted their arguments"},
		{FactTimeouts, func(f *Facts) bool { return has(f.Run, "timeouts") && f.evaluations() > 0 }, "nothing was evaluated, or timeouts were not counted"},
		{FactJudged, func(f *Facts) bool { return has(f.Run, "timeouts", "timeouts_false", "timeouts_starved") }, "nobody ran again what was cut"},
		{FactLimit, func(f *Facts) bool { return f.Run.Work.Limit > 0 }, "no limit in time was set"},
		{FactChecks, func(f *Facts) bool {
			return !slices.ContainsFunc([]probe.Phase{probe.Demo, probe.Test, probe.Validate}, func(p probe.Phase) bool {
				ph := f.phase(p.String())
				return ph == nil || ph.Lacks("timeouts")
			})
		}, "not all of demo, test and validate are there"},
		{FactBodies, func(f *Facts) bool { return has(f.Run, "candidates", "distinct") && f.counts().Candidates > 0 }, "there are no candidates, or nobody counted them"},
		{FactBaseline, func(f *Facts) bool { return f.Base != nil }, "no other run of the same tasks and programs has come to its end"},
		{FactCache, func(f *Facts) bool {
			// Since a run went on they are of its last process.
			_, tells := f.Run.PassesBefore()
			return f.Run.Work.InlineCacheHits+f.Run.Work.InlineCacheMisses > 0 && (tells || len(f.Run.Resumed) == 0)
		}, "the cache is off, or was not asked, or the run went on and the record does not tell in which pass"},
		{FactDevices, func(f *Facts) bool { return len(f.Run.Devices) > 0 }, "the workers evaluated, no devices"},
		{FactClaim, func(f *Facts) bool { return f.Run.Work.CacheClaim > 0 }, "no cache says so; ours measures and claims nothing"},
		{FactOutcomes, func(f *Facts) bool { return f.Run.Observed != nil && len(f.Run.Observed.Phases) > 0 }, "no program profile was taken: battscope run --profile programs"},
		{FactMemory, func(f *Facts) bool { return f.Run.Memory != nil && f.Run.Memory.CPU > 0 }, "no collection ended during the run, or the record is older than its figures"},
	}
}

// sourceOf returns how a fact is known.
func sourceOf(fact Fact) *source {
	for _, s := range sources() {
		if s.fact == fact {
			return &s
		}
	}
	panic("insight: there is no fact " + string(fact))
}

// known says how each fact is known.
func (f *Facts) known(fact Fact) bool { return sourceOf(fact).known(f) }

// A Lack is a fact that a run does not tell, and why, most likely.
type Lack struct {
	Fact Fact   `json:"fact"`
	Why  string `json:"why"`
}

// Lacks returns what a rule needs to know and the run does not tell; the rule is
// silent then.
func (f *Facts) Lacks(r *Rule) []Lack {
	var list []Lack
	for _, fact := range f.missing(r.Needs) {
		list = append(list, Lack{fact, sourceOf(fact).unknown})
	}
	return list
}

// missing returns those of the facts that are not known.
func (f *Facts) missing(needs []Fact) []Fact {
	var list []Fact
	for _, n := range needs {
		if !f.known(n) {
			list = append(list, n)
		}
	}
	return list
}

// passes is over how many passes the phases' times are added.
func (f *Facts) passes() int { return max(1, len(f.Run.Passes)) }

// counts are those of the tasks that the times of a pass are of: without those that
// were finished before the run went on.
func (f *Facts) counts() record.Counts {
	if f.Run.Restored == nil {
		return f.Run.Counts
	}
	return record.CountsOf(f.Run.Counts.Probe().Less(f.Run.Restored.Probe()))
}

// inPasses says over how many passes a count is; nothing where it is one.
func (f *Facts) inPasses() string {
	if n := f.passes(); n > 1 {
		return say(" in %d passes,", n)
	}
	return ""
}

// wall is that of one pass, on average.
func (f *Facts) wall() time.Duration { return f.Run.Wall / time.Duration(f.passes()) }

// share is a time of one pass as a part of its wall, at most 1.
func (f *Facts) share(d time.Duration) float64 {
	if f.wall() <= 0 {
		return 0
	}
	return min(1, float64(d)/float64(f.wall()))
}

func (f *Facts) phase(name string) *record.Phase {
	for i := range f.Run.Phases {
		if f.Run.Phases[i].Name == name {
			return &f.Run.Phases[i]
		}
	}
	return nil
}

// phaseWall is the wall of a phase over all passes; 0 where it is not known.
func (f *Facts) phaseWall(p probe.Phase) time.Duration {
	if ph := f.phase(p.String()); ph != nil && !ph.Lacks("wall") {
		return ph.Wall
	}
	return 0
}

// phaseCalls is how often a phase was called over all passes; 0 where it is not
// known.
func (f *Facts) phaseCalls(p probe.Phase) int64 {
	if ph := f.phase(p.String()); ph != nil && !ph.Lacks("calls") {
		return ph.Calls
	}
	return 0
}

// evaluations is how often programs were evaluated in one pass: as the phases
// have counted it, else what came out.
func (f *Facts) evaluations() int64 {
	if n := f.phaseCalls(probe.Demo) + f.phaseCalls(probe.Test); n > 0 {
		return n / int64(f.passes())
	}
	c := f.counts()
	return c.Outputs + c.Timeouts + c.Faults
}

// workers is how many goroutines a knob stands for.
func (f *Facts) workers(knob int) int {
	if knob == 0 {
		return f.Run.Host.GOMAXPROCS
	}
	return knob
}

// sharers returns the phases that share their work out, and among how many.
func (f *Facts) sharers() map[probe.Phase]int {
	s := &f.Run.Strategy
	evaluating := 1
	if s.Parallel != strategy.ParallelNothing {
		evaluating = f.workers(s.Workers)
	}
	return map[probe.Phase]int{
		probe.Demo: evaluating, probe.Test: evaluating, probe.Diff: evaluating,
		probe.Inline: f.workers(s.InlineWorkers), probe.Validate: f.workers(s.ValidateWorkers),
	}
}

// busyHost reports whether other work is known to have kept the host busy.
func (f *Facts) busyHost(load float64) bool {
	return f.known(FactLoad) && *f.Run.Host.Load > load*float64(f.Run.Host.CPUs)
}
