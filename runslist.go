package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/strategy"
	"battscope/profile/index"
	"battscope/profile/record"
	"battscope/ui/draw"
)

// A runRow is a run as battscope runs list --json prints it.
type runRow struct {
	index.Entry
	Standing string `json:"standing"` // as State, and "killed"
	Results  string `json:"results"`  // the mark against the baseline
	Why      string `json:"results_why,omitempty"`
	Baseline string `json:"baseline,omitempty"` // id
}

func (a *app) runsListCommand() *cobra.Command {
	var asJSON bool
	c := a.command(&cobra.Command{
		Use:   "list",
		Short: "List the runs of the workspace, the newest first",
		Long:  "List shows each run with its strategy, its wall (of all passes), its results held against the baseline (=, ≠ and what differs, or — and nothing), its verdict and its title.",
		Args:  noArgs,
	}, func(*cobra.Command, []string) error {
		rows, err := a.runRows()
		if err != nil {
			return err
		}
		if asJSON {
			return wrote("the runs", writeJSON(a.out, rows))
		}
		return wrote("the runs", writeRuns(a.out, rows))
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return c
}

// runRows returns the runs with their marks, the newest first.
func (a *app) runRows() ([]runRow, error) {
	ctx := context.Background()
	x, _, err := a.openIndex(ctx)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	var m marker
	runs, err := m.list(ctx, x)
	if err != nil {
		return nil, err
	}
	rows := make([]runRow, len(runs))
	for i, r := range runs {
		rows[i] = runRow{Entry: r.Entry, Standing: r.Standing(), Results: r.mark.Text, Why: r.mark.Why, Baseline: r.base}
	}
	return rows, nil
}

func writeRuns(w io.Writer, rows []runRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, "no runs: battscope run leaves one")
		return err
	}
	table := [][]string{{"run", "state", "strategy", "wall", "solved", "results", "verdict", "title"}}
	for _, r := range rows {
		mark := r.Results
		if r.Baseline == r.ID {
			mark = "baseline"
		}
		wall, solved := draw.Duration(r.Wall), fmt.Sprintf("%d of %d", r.Counts.SolvedTasks, r.Counts.Tasks)
		if slices.Contains(r.Absent, "wall") {
			wall = absent
		}
		if slices.Contains(r.Absent, "solved_tasks") {
			solved = absent
		}
		table = append(table, []string{
			r.ID, r.Standing, r.Preset, wall, solved,
			mark, string(r.Journal.Verdict), r.Journal.Title,
		})
	}
	_, err := io.WriteString(w, columns(table))
	return err
}

// columns sets rows of cells under one another, whatever names of others stand in them.
func columns(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			row[i] = draw.Clean(cell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], draw.Width(row[i]))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-draw.Width(cell)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func (a *app) runsShowCommand() *cobra.Command {
	var asJSON bool
	c := a.oneRun(&cobra.Command{
		Use:   "show RUN",
		Short: "Show a run: its summary, what its strategy changes, and its journal",
	}, func(r *record.Record, dir string) error {
		if asJSON {
			return wrote("the record", writeJSON(a.out, r))
		}
		j, err := record.ReadJournal(dir)
		if err != nil {
			return err
		}
		return wrote("the run", a.writeRun(r, j))
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print the record")
	return c
}

func (a *app) writeRun(r *record.Record, j record.Journal) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, began %s on %s\n\n", draw.Clean(r.Name), draw.Clean(string(r.State)), r.Began.Local().Format("2006-01-02 15:04:05"), draw.Clean(r.Host.Name))
	if r.Error != "" {
		fmt.Fprintf(&b, "failed: %s\n\n", r.Error)
	}
	if err := writeSummary(&b, r); err != nil {
		return err
	}
	fmt.Fprintln(&b, draw.Clean(a.results(r)))
	if j.Parent != "" {
		fmt.Fprintf(&b, "against its parent %s: %s\n", draw.Clean(j.Parent), a.sinceParent(r, j.Parent))
	}
	for _, row := range [][2]string{
		{"title", j.Title}, {"hypothesis", j.Hypothesis}, {"expected", j.Expected}, {"result", j.Result},
		{"verdict", string(j.Verdict)}, {"lesson", j.Lesson},
	} {
		if row[1] != "" {
			fmt.Fprintf(&b, "%-11s %s\n", row[0], strings.ReplaceAll(row[1], "\n", "\n            "))
		}
	}
	_, err := io.WriteString(a.out, cleanLines(b.String()))
	return err
}

// sinceParent says which knobs a run changed, and what that did.
func (a *app) sinceParent(r *record.Record, id string) string {
	parent, _, err := a.findRun(id)
	if err != nil {
		return draw.Clean(err.Error())
	}
	var knobs []string
	for _, c := range strategy.Diff(parent.Strategy, r.Strategy) {
		knobs = append(knobs, c.Knob+" "+c.From+"→"+c.To)
	}
	if len(knobs) == 0 {
		knobs = []string{"no knob changed"}
	}
	return fmt.Sprintf("%s; results %s; wall %s→%s", strings.Join(slices.Clip(knobs), ", "), markText(r.Against(parent)), draw.Duration(parent.Wall), draw.Duration(r.Wall))
}
