package compare

import (
	"strconv"

	"battscope/profile/record"
)

// Unattributed is what the clock is called that reads a pass less its phases.
const Unattributed = "unattrib."

// ResultCounts names the counts that must be equal.
func ResultCounts(c record.Counts) []Named {
	return []Named{
		{"tasks", c.Tasks, false}, {"programs", c.Programs, false}, {"outputs", c.Outputs, false}, {"matches", c.Matches, false},
		{"candidates", c.Candidates, false}, {"distinct", c.Distinct, false}, {"solved tasks", c.SolvedTasks, false},
		{"faults", c.Faults, false}, {"timeouts", c.Timeouts, false},
	}
}

// Names of counts of work that are not among the counts of a run.
const (
	BattEvaluations = "batt evaluations"
	CacheHits       = "cache hits"
	CacheMisses     = "cache misses"
)

// WorkCounts names the counts of work of one pass: those among the results of a
// run, batt evaluations, and look-ups in the cache of inlined programs.
func WorkCounts(c record.Counts, evaluations, hits, misses int64) []Named {
	return []Named{
		{"diff calls", c.DiffCalls, false}, {"skipped", c.DiffSkipped, false}, {"diff arguments", c.DiffArguments, false},
		{BattEvaluations, evaluations, false}, {CacheHits, hits, false}, {CacheMisses, misses, false},
	}
}

// members returns by the names of counts which members of record.Counts they are,
// and which member is a part of it that a log may tell alone.
func members() map[string][2]string {
	return map[string][2]string{
		"tasks": {"tasks"}, "programs": {"programs"}, "outputs": {"outputs", "outputs_demo"}, "matches": {"matches", "matches_demo"},
		"candidates": {"candidates"}, "distinct": {"distinct"}, "solved tasks": {"solved_tasks"}, "faults": {"faults"}, "timeouts": {"timeouts"},
		"diff calls": {"diff_calls", "diff_calls_demo"}, "skipped": {"diff_skipped", "diff_skipped_demo"}, "diff arguments": {"diff_arguments"},
	}
}

// told marks the counts that the log of another engine did not tell. Where it
// told those of the demo samples alone, these stand behind under a name of their
// own.
func told(list []Named, r *record.Record) []Named {
	if r.Imported == nil {
		return list
	}
	demo := map[string]int64{
		"outputs_demo": r.Counts.OutputsDemo, "matches_demo": r.Counts.MatchesDemo,
		"diff_calls_demo": r.Counts.DiffCallsDemo, "diff_skipped_demo": r.Counts.DiffSkippedDemo,
	}
	var parts []Named
	looked := r.Work.InlineCacheHits+r.Work.InlineCacheMisses > 0
	for i := range list {
		n := &list[i]
		m, counted := members()[n.Name]
		switch {
		case counted:
			n.Lacks = r.Lacks(m[0])
		case n.Name == BattEvaluations:
			n.Lacks = true // no log of another engine tells them
		default:
			n.Lacks = !looked
		}
		if n.Lacks && m[1] != "" && !r.Lacks(m[1]) {
			parts = append(parts, Named{Name: n.Name + " of demo", N: demo[m[1]]})
		}
	}
	return append(list, parts...)
}

// OfRecord returns what a recorded run gave, as far as records keep it: its
// counts, and hashes of outputs and scores.
func OfRecord(r *record.Record) *Answers {
	w, passes := &r.Work, int64(max(1, r.WorkPasses()))
	a := &Answers{
		Counts: told(ResultCounts(r.Counts), r),
		Work: told(WorkCounts(r.Counts, (w.BattEvaluationsDemo+w.BattEvaluationsTest+w.BattEvaluationsDiff+w.BattEvaluationsCalibrate)/passes,
			w.InlineCacheHits/passes, w.InlineCacheMisses/passes), r),
		Untold: r.Imported != nil,
	}
	if r.Strategy.Deadline > 0 || r.Strategy.DeadlineCalibrated > 0 {
		a.Deadline = r.Counts.Timeouts
	}
	for i := range r.Tasks {
		t := &r.Tasks[i]
		task := Task{ID: t.Task, Sums: Sums{Scores: t.Scores, Outputs: t.Outputs}}
		for _, s := range t.Leaders {
			task.Sums.Leaders = append(task.Sums.Leaders, Program{Name: s.Program, Score: Score{Demo: s.Demo, Test: s.Test, Units: s.Units, Timeouts: s.Timeouts, Faults: s.Faults}})
		}
		a.Tasks = append(a.Tasks, task)
	}
	return a
}

// ConditionsOf returns the conditions of a recorded run.
func ConditionsOf(r *record.Record) Conditions {
	h := &r.Host
	return Conditions{
		Data: r.Data.Hash, Pool: r.Pool.Hash, Level: r.Level(), Own: r.Own,
		Host: []Fact{
			{"host", h.Name}, {"cpu", h.CPU}, {"processors", strconv.Itoa(h.CPUs)}, {"GOMAXPROCS", strconv.Itoa(h.GOMAXPROCS)},
			{"system", h.OS + "/" + h.Arch}, {"Go", h.Go},
		},
	}
}

// Unfit says why a record's times cannot be compared with anything; "" when they
// can.
func Unfit(r *record.Record) string {
	switch {
	case len(r.Passes) == 0:
		return "it has no whole pass"
	case len(r.Changes) > 0:
		return "knobs were changed during it"
	case len(r.Resumed) > 0:
		return "it went on after it was cut off, and its times are of its last process alone"
	case r.Input.Evolve:
		return "its passes are generations, each of other programs"
	}
	for _, p := range r.Passes {
		if len(p.Phases) != len(r.Phases) {
			return "its passes do not have its phases"
		}
	}
	return ""
}

// Records compares two recorded runs by their passes. Their answers may have been
// completed by the caller, who has asked Refuse and Unfit. Clocks that only one of
// them tells are left out.
func Records(a, b *record.Record, x, y *Answers, o Options) (*Results, *Timing) {
	results := Diff(x, y)
	whole := Clock{Name: WholeName, A: passWalls(a), B: passWalls(b)}
	var phases []Clock
	for _, s := range shared(a, b) {
		if s.inA < 0 {
			phases = append(phases, Clock{Name: Unattributed, A: restWalls(a), B: restWalls(b)})
			continue
		}
		phases = append(phases, Clock{Name: a.Phases[s.inA].Name, A: phaseWalls(a, s.inA), B: phaseWalls(b, s.inB)})
	}
	timing := Stored(whole, phases, o)
	if results.Differ() {
		timing.Withhold()
	}
	return results, timing
}

// A place is where a clock stands in two records; below 0 it is the rest.
type place struct{ inA, inB int }

// shared returns the phases that both records tell the wall of, and the rest where
// both tell that.
func shared(a, b *record.Record) []place {
	theirs := map[string]int{}
	for k := range b.Phases {
		theirs[b.Phases[k].Name] = k
	}
	var list []place
	for k := range a.Phases {
		other, ok := theirs[a.Phases[k].Name]
		if ok && !a.Phases[k].Lacks("wall") && !b.Phases[other].Lacks("wall") {
			list = append(list, place{k, other})
		}
	}
	if !a.Lacks("unattributed") && !b.Lacks("unattributed") {
		list = append(list, place{-1, -1})
	}
	return list
}

// CallsOf returns how often each clock of Records was called in one pass, in the
// order of its phases.
func CallsOf(a, b *record.Record) []Count {
	var list []Count
	for _, s := range shared(a, b) {
		if s.inA < 0 {
			list = append(list, Count{Name: Unattributed})
			continue
		}
		p, q := &a.Phases[s.inA], &b.Phases[s.inB]
		list = append(list, Count{p.Name, p.Calls / int64(max(1, a.WorkPasses())), q.Calls / int64(max(1, b.WorkPasses())), p.Lacks("calls"), q.Lacks("calls")})
	}
	return list
}

func passWalls(r *record.Record) []float64 {
	var list []float64
	for _, p := range r.Passes {
		list = append(list, p.Wall.Seconds())
	}
	return list
}

func phaseWalls(r *record.Record, phase int) []float64 {
	var list []float64
	for _, p := range r.Passes {
		list = append(list, p.Phases[phase].Seconds())
	}
	return list
}

func restWalls(r *record.Record) []float64 {
	var list []float64
	for _, p := range r.Passes {
		rest := p.Wall
		for _, wall := range p.Phases {
			rest -= wall
		}
		list = append(list, max(0, rest.Seconds()))
	}
	return list
}

// Times returns the medians of a record's clocks over its passes, in seconds: of
// the whole under WholeName, of each phase, and of the rest.
func Times(r *record.Record) map[string]float64 {
	times := map[string]float64{WholeName: Median(passWalls(r)), Unattributed: Median(restWalls(r))}
	for k := range r.Phases {
		times[r.Phases[k].Name] = Median(phaseWalls(r, k))
	}
	return times
}
