package insight

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/profile/unit"
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
	FactBodies     Fact = "candidates and distinct bodies"
	FactBaseline   Fact = "a baseline"
	FactCache      Fact = "look-ups in the inline cache"
	FactDevices    Fact = "work of each device"
	FactClaim      Fact = "what a cache says that it saved"
)

// known says how each fact is known.
func (f *Facts) known(fact Fact) bool {
	r := f.Run
	has := func(members ...string) bool { return !slices.ContainsFunc(members, r.Lacks) }
	switch fact {
	case FactWall:
		return has("wall") && r.Wall > 0
	case FactRest:
		return has("wall", "unattributed") && r.Wall > 0
	case FactPasses:
		return len(r.Passes) > 0
	case FactStrategy:
		return has("strategy")
	case FactCPU:
		return slices.ContainsFunc(r.Phases, func(p record.Phase) bool { return p.CPU != nil && *p.CPU > 0 })
	case FactProcessors:
		return r.Host.GOMAXPROCS > 0
	case FactWorkers:
		return len(r.Work.WorkersBusy) > 0
	case FactLoad:
		return r.Host.Load != nil && r.Host.CPUs > 0
	case FactDiffs:
		return has("diff_calls") && (has("matches") || has("matches_demo")) && r.Counts.DiffCalls > 0
	case FactArguments:
		return has("diff_calls", "diff_arguments") && r.Counts.DiffArguments > 0
	case FactTimeouts:
		return has("timeouts") && f.evaluations() > 0
	case FactJudged:
		return has("timeouts", "timeouts_false", "timeouts_starved")
	case FactLimit:
		return r.Work.Limit > 0
	case FactBodies:
		return has("candidates", "distinct") && r.Counts.Candidates > 0
	case FactBaseline:
		return f.Base != nil
	case FactCache:
		return r.Work.InlineCacheHits+r.Work.InlineCacheMisses > 0
	case FactDevices:
		return len(r.Devices) > 0
	case FactClaim:
		return r.Work.CacheClaim > 0
	}
	panic("insight: there is no fact " + string(fact))
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
	c := &f.Run.Counts
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

// The words of sentences.

// span returns a time with three digits and its unit.
func span(d time.Duration) string {
	x, name := unit.Scale(int64(d), "nanoseconds", unit.Auto)
	name = strings.Replace(name, "us", "µs", 1)
	decimals := 0
	switch {
	case x == 0:
		return "0 s"
	case name == "ns":
	case x < 9.995:
		decimals = 2
	case x < 99.95:
		decimals = 1
	}
	return strconv.FormatFloat(x, 'f', decimals, 64) + " " + name
}

// part returns a part of 1 in percent.
func part(x float64) string {
	if x > 0 && x < 0.005 {
		return "<1 %"
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

func join(list []string) string { return strings.Join(list, ", ") }
