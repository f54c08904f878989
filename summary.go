package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/draw"
)

// progressLine returns how a run stands, in one line.
func progressLine(s probe.Snapshot, rate float64) string {
	phase := "load"
	for p := range probe.NumPhases {
		if s.Phases[p].State == probe.Running {
			phase = probe.Phase(p).String()
		}
	}
	where := ""
	if s.TaskIndex > 0 {
		where = fmt.Sprintf("  task %d of %d  %s", s.TaskIndex, s.Tasks, s.Task)
	}
	return fmt.Sprintf("%s  %s%s  %s  matches %s  timeouts %s  faults %s", draw.Clock(s.Elapsed), phase, where,
		draw.Rate(rate), count(s.Counts.Matches.Sum()), count(s.Counts.Timeouts), count(s.Counts.Faults))
}

func count(n int64) string { return draw.Count(n, 16) }

// writeSummary prints where the time of a run went and what came out.
func writeSummary(w io.Writer, res *engine.Result) error {
	var b strings.Builder
	s := res.Snapshot
	tasks := count(s.Counts.Tasks)
	if s.Stopped {
		b.WriteString("partial: the run was stopped before its end\n\n")
		if s.Tasks > 0 {
			tasks += " of " + count(int64(s.Tasks))
		}
	}
	fmt.Fprintf(&b, "%-11s %12s %9s %9s %9s %6s %5s %10s %10s\n", "phase", "calls", "wall", "busy", "cpu", "share", "par", "timeouts", "faults")
	share := func(d time.Duration) string {
		if s.Elapsed <= 0 {
			return draw.Share(0)
		}
		return draw.Share(float64(d) / float64(s.Elapsed))
	}
	for p, st := range s.Phases {
		cpu, par := "—", "—"
		if st.CPUKnown {
			cpu = draw.Duration(st.CPU)
		}
		if st.Wall > 0 {
			par = draw.Times(float64(st.Busy) / float64(st.Wall))
		}
		fmt.Fprintf(&b, "%-11s %12s %9s %9s %9s %6s %5s %10s %10s\n", probe.Phase(p), count(st.Calls), draw.Duration(st.Wall), draw.Duration(st.Busy),
			cpu, share(st.Wall), par, count(st.Timeouts), count(st.Faults))
	}
	fmt.Fprintf(&b, "%-11s %12s %9s %9s %9s %6s\n", "unattrib.", "", draw.Duration(s.Unattributed), "", "", share(s.Unattributed))
	fmt.Fprintf(&b, "%-11s %12s %9s\n\n", "in all", "", draw.Duration(s.Elapsed))
	c := s.Counts
	fmt.Fprintf(&b, "tasks %s (%s solved)   programs %s   candidates %s   distinct %s\n", tasks, count(c.SolvedTasks), count(c.Programs), count(c.Candidates), count(c.Distinct))
	fmt.Fprintf(&b, "outputs %s (demo %s, test %s)   matches %s (demo %s, test %s)\n", count(c.Outputs.Sum()), count(c.Outputs.Demo), count(c.Outputs.Test),
		count(c.Matches.Sum()), count(c.Matches.Demo), count(c.Matches.Test))
	fmt.Fprintf(&b, "diff calls %s   skipped %s   strategy %s\n", count(c.DiffCalls.Sum()), count(c.DiffSkipped.Sum()), strategy.Name(res.Spec.Strategy))
	fmt.Fprintf(&b, "timeouts %s (%s false, %s starved)   faults %s\n", count(c.Timeouts), count(c.TimeoutsFalse), count(c.TimeoutsStarved), count(c.Faults))
	_, err := io.WriteString(w, b.String())
	return err
}
