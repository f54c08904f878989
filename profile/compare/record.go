package compare

import (
	"strconv"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// Unattributed is what the clock is called that reads a pass less its phases.
const Unattributed = "unattrib."

// ResultCounts names the counts that must be equal.
func ResultCounts(c probe.Counts) []Named {
	return []Named{
		{"tasks", c.Tasks}, {"programs", c.Programs}, {"outputs", c.Outputs.Sum()}, {"matches", c.Matches.Sum()},
		{"candidates", c.Candidates}, {"distinct", c.Distinct}, {"solved tasks", c.SolvedTasks},
		{"faults", c.Faults}, {"timeouts", c.Timeouts},
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
func WorkCounts(c probe.Counts, evaluations, hits, misses int64) []Named {
	return []Named{
		{"diff calls", c.DiffCalls.Sum()}, {"skipped", c.DiffSkipped.Sum()}, {"diff arguments", c.DiffArguments},
		{BattEvaluations, evaluations}, {CacheHits, hits}, {CacheMisses, misses},
	}
}

// OfRecord returns what a recorded run gave, as far as records keep it: its
// counts, and hashes of outputs and scores.
func OfRecord(r *record.Record) *Answers {
	w, passes := &r.Work, int64(max(1, len(r.Passes)))
	c := r.Counts.Probe()
	a := &Answers{
		Counts: ResultCounts(c),
		Work: WorkCounts(c, (w.BattEvaluationsDemo+w.BattEvaluationsTest+w.BattEvaluationsDiff+w.BattEvaluationsCalibrate)/passes,
			w.InlineCacheHits/passes, w.InlineCacheMisses/passes),
	}
	if r.Strategy.Deadline > 0 || r.Strategy.DeadlineCalibrated > 0 {
		a.Deadline = c.Timeouts
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
		Data: r.Data.Hash, Pool: r.Pool.Hash, Own: r.Own,
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
// completed by the caller, who has asked Refuse and Unfit.
func Records(a, b *record.Record, x, y *Answers, o Options) (*Results, *Timing) {
	results := Diff(x, y)
	whole := Clock{Name: WholeName, A: passWalls(a), B: passWalls(b)}
	theirs := map[string]int{}
	for k := range b.Phases {
		theirs[b.Phases[k].Name] = k
	}
	var phases []Clock
	for k := range a.Phases {
		name := a.Phases[k].Name
		if other, ok := theirs[name]; ok {
			phases = append(phases, Clock{Name: name, A: phaseWalls(a, k), B: phaseWalls(b, other)})
		}
	}
	phases = append(phases, Clock{Name: Unattributed, A: restWalls(a), B: restWalls(b)})
	timing := Stored(whole, phases, o)
	if results.Differ() {
		timing.Withhold()
	}
	return results, timing
}

// CallsOf returns how often each clock of Records was called in one pass.
func CallsOf(a, b *record.Record) []Count {
	var list []Count
	for k := range a.Phases {
		for i := range b.Phases {
			if b.Phases[i].Name == a.Phases[k].Name {
				list = append(list, Count{a.Phases[k].Name, a.Phases[k].Calls / int64(max(1, len(a.Passes))), b.Phases[i].Calls / int64(max(1, len(b.Passes)))})
			}
		}
	}
	return append(list, Count{Name: Unattributed})
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
