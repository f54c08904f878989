package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/draw"
)

// progressLine returns how a run stands, in one line. rate is in programs a
// second, each over all samples of a task; 0 where it is not known yet.
func progressLine(s probe.Snapshot, rate float64, evolves bool) string {
	phase := "load"
	for p := range probe.NumPhases {
		if s.Phases[p].State == probe.Running {
			phase = probe.Phase(p).String()
		}
	}
	where := ""
	if evolves {
		where = fmt.Sprintf("  generation %d", s.Pass)
	}
	if s.TaskIndex > 0 {
		where += fmt.Sprintf("  task %d of %d  %s", s.TaskIndex, s.Tasks, draw.Clean(s.Task))
	}
	// What is left comes early: a narrow terminal cuts the end.
	clock := draw.Clock(s.Elapsed)
	if left, ok := remaining(s); ok {
		clock += "  ~" + draw.Clock(left) + " left"
		if evolves {
			clock += " of the generation"
		}
	}
	return fmt.Sprintf("%s  %s%s  %s programs/s  matches %s  timeouts %s  faults %s", clock, phase, where,
		count(int64(rate)), count(s.Counts.Matches.Sum()), count(s.Counts.Timeouts), count(s.Counts.Faults))
}

// evaluations returns the evaluations that a run has made and those that its pass
// will make in all.
func evaluations(s probe.Snapshot) (done, total int64) {
	demo, test := s.Phases[probe.Demo], s.Phases[probe.Test]
	return demo.Calls + test.Calls, demo.Total + test.Total
}

// remaining estimates what the present pass needs still: as long for each
// evaluation that is left as for those that were made.
func remaining(s probe.Snapshot) (time.Duration, bool) {
	done, total := evaluations(s)
	if done == 0 || total <= done {
		return 0, false
	}
	return time.Duration(float64(s.Elapsed) / float64(done) * float64(total-done)), true
}

func count(n int64) string { return draw.Count(n, 16) }

// writeSummary prints where the time of a run went and what came out, with whatever
// names of others stand in its record.
func writeSummary(w io.Writer, r *record.Record) error {
	var b strings.Builder
	if r.Imported != nil {
		writeImported(&b, r)
		writeEnd(&b, r)
		_, err := io.WriteString(w, cleanLines(b.String()))
		return err
	}
	tasks := count(r.Counts.Tasks)
	switch {
	case r.State == record.Failed:
		fmt.Fprintf(&b, "failed: %s\nThis is what was done until then.\n\n", firstLine(r.Error))
		if r.Data.Count > 0 {
			tasks += " of " + count(int64(r.Data.Count))
		}
	case r.Whole() && r.Stopped:
		fmt.Fprintf(&b, "stopped; the counts are of its last whole pass, of %s\n\n", count(int64(r.PassesMade())))
	case r.Stopped:
		b.WriteString("partial: the run was stopped before its end\n\n")
		if r.Data.Count > 0 {
			tasks += " of " + count(int64(r.Data.Count))
		}
	}
	writePhases(&b, r)
	writeDevices(&b, r.Devices)
	c := r.Counts
	fmt.Fprintf(&b, "tasks %s (%s solved)   programs %s   candidates %s   distinct %s\n", tasks, count(c.SolvedTasks), count(c.Programs), count(c.Candidates), count(c.Distinct))
	fmt.Fprintf(&b, "outputs %s (demo %s, test %s)   matches %s (demo %s, test %s)\n", count(c.Outputs), count(c.OutputsDemo), count(c.OutputsTest),
		count(c.Matches), count(c.MatchesDemo), count(c.MatchesTest))
	fmt.Fprintf(&b, "diff calls %s of %s arguments   skipped %s   strategy %s\n", count(c.DiffCalls), count(c.DiffArguments), count(c.DiffSkipped), draw.Clean(r.Preset))
	if n := r.Work.NodesReached; n > 0 {
		part := func(k int64) string { return draw.Share(float64(k) / float64(n)) }
		fmt.Fprintf(&b, "nodes reached %s   evaluated %s   saved by equal calls %s, by equal values %s\n", count(n), part(r.Work.NodesEvaluated),
			part(n-r.Work.NodesEvaluated-r.Work.NodesEqual), part(r.Work.NodesEqual))
	}
	fmt.Fprintf(&b, "timeouts %s (%s false, %s starved)   faults %s\n", count(c.Timeouts), count(c.TimeoutsFalse), count(c.TimeoutsStarved), count(c.Faults))
	writeEnd(&b, r)
	_, err := io.WriteString(w, cleanLines(b.String()))
	return err
}

// firstLine returns a text without the stack that may follow it.
func firstLine(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return first
}

// writeEnd writes the run's id and its warnings.
func writeEnd(b *strings.Builder, r *record.Record) {
	if r.ID != "" {
		fmt.Fprintf(b, "run %s\n", draw.Clean(r.ID))
	}
	for _, warning := range r.Warnings {
		fmt.Fprintf(b, "warning: %s\n", draw.Clean(warning))
	}
}

// writeSummary prints the summary of a run that has just ended, held against its
// baseline.
func (a *app) writeSummary(r *record.Record) error {
	if err := writeSummary(a.out, r); err != nil {
		return err
	}
	if r.ID == "" {
		return nil
	}
	_, err := fmt.Fprintf(a.out, "%s\n%s\n", cleanLines(a.results(r)), cleanLines(insightLine(r, insight.Look(a.factsOf(r)))))
	return err
}

// writePhases prints the timing summary.
func writePhases(b *strings.Builder, r *record.Record) {
	share := func(d time.Duration) string {
		if r.Wall <= 0 {
			return draw.Share(0)
		}
		return draw.Share(float64(d) / float64(r.Wall))
	}
	row := func(name, calls, wall, busy, cpu, share, par, p50, p99, timeouts, faults string) {
		line := fmt.Sprintf("%-11s %12s %9s %9s %9s %6s %5s %9s %9s %10s %10s", name, calls, wall, busy, cpu, share, par, p50, p99, timeouts, faults)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	row("phase", "calls", "wall", "busy", "cpu", "share", "par", "p50", "p99", "timeouts", "faults")
	for _, p := range r.Phases {
		cpu, par, p50, p99 := "—", "—", "—", "—"
		if p.CPU != nil {
			cpu = draw.Duration(*p.CPU)
		}
		if p.Wall > 0 {
			par = draw.Times(float64(p.Busy) / float64(p.Wall))
		}
		if l := p.Latency; l != nil {
			p50, p99 = draw.Duration(l.P50), draw.Duration(l.P99)
		}
		row(draw.Clean(p.Name), count(p.Calls), draw.Duration(p.Wall), draw.Duration(p.Busy), cpu, share(p.Wall), par, p50, p99, count(p.Timeouts), count(p.Faults))
	}
	row("unattrib.", "", draw.Duration(r.Unattributed), "", "", share(r.Unattributed), "", "", "", "", "")
	row("in all", "", draw.Duration(r.Wall), "", "", "", "", "", "", "", "")
	if n := len(r.Resumed); n > 0 {
		fmt.Fprintf(b, "times and calls are since the run went on the last time, of %s; %s before that\n", plural(n, "time"), draw.Duration(r.AllWall()-r.Wall))
	}
	if n, broken := r.PassesMade(), r.State != record.Done; n > 1 || n > 0 && broken {
		what, of := "passes", "one"
		if r.Input.Evolve {
			what, of = "generations", "the last"
		}
		if n == 1 {
			what = map[bool]string{false: "pass", true: "generation"}[r.Input.Evolve]
		}
		if what = count(int64(n)) + " " + what; broken {
			what += " and a part of the next"
		}
		fmt.Fprintf(b, "over %s; the counts are of %s\n", what, of)
	}
	b.WriteString("\n")
}
