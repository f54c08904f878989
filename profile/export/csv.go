package export

import (
	"cmp"
	"encoding/csv"
	"io"
	"strconv"
	"time"
)

// writeCSV writes a row for each phase: of all passes with everything that is
// known, and of each whole pass with its wall. Times are nanoseconds.
func writeCSV(w io.Writer, r *Run) error {
	rows := [][]string{{"run", "pass", "phase", "wall_ns", "busy_ns", "cpu_ns", "calls", "unit", "timeouts", "faults"}}
	for _, p := range r.Record.Phases {
		cpu := ""
		if p.CPU != nil {
			cpu = nanos(*p.CPU)
		}
		// What another engine's log does not tell stays empty.
		told := func(member, text string) string {
			if p.Lacks(member) {
				return ""
			}
			return text
		}
		rows = append(rows, []string{r.Record.ID, "all", p.Name, told("wall", nanos(p.Wall)), told("busy", nanos(p.Busy)), cpu,
			told("calls", whole(p.Calls)), p.Unit, told("timeouts", whole(p.Timeouts)), told("faults", whole(p.Faults))})
	}
	rest := nanos(r.Record.Unattributed)
	if r.Record.Lacks("unattributed") {
		rest = ""
	}
	rows = append(rows, []string{r.Record.ID, "all", "unattributed", rest, "", "", "", "", "", ""})
	for n, pass := range r.Record.Passes {
		number := strconv.Itoa(cmp.Or(pass.Number, n+1)) // other engines do not number them
		for i, wall := range pass.Phases {
			if i < len(r.Record.Phases) && !r.Record.Phases[i].Lacks("wall") {
				rows = append(rows, []string{r.Record.ID, number, r.Record.Phases[i].Name, nanos(wall), "", "", "", "", "", ""})
			}
		}
		rows = append(rows, []string{r.Record.ID, number, "all", nanos(pass.Wall), "", "", "", "", "", ""})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// writeTasks writes a row for each task of the pass that the record's counts are
// of.
func writeTasks(w io.Writer, r *Run) error {
	rows := [][]string{{"run", "task", "solved", "best", "best_matches", "matches", "candidates", "distinct", "timeouts", "timeouts_false", "timeouts_starved", "faults", "diff_calls", "diff_skipped"}}
	for _, t := range r.Record.Tasks {
		rows = append(rows, []string{r.Record.ID, t.Task, strconv.FormatBool(t.Solved), t.Best, whole(t.BestMatches), whole(t.Matches), whole(t.Candidates),
			whole(t.Distinct), whole(t.Timeouts), whole(t.False), whole(t.Starved), whole(t.Faults), whole(t.DiffCalls), whole(t.DiffSkipped)})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func nanos(d time.Duration) string { return whole(int64(d)) }

func whole(n int64) string { return strconv.FormatInt(n, 10) }
