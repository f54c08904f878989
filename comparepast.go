package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"battscope/profile/contest"
	"battscope/profile/ledger"
	"battscope/profile/workspace"
	"battscope/ui/draw"
)

// pastReport is a contest that is kept as --json lists it.
type pastReport struct {
	ID       string   `json:"id"`
	Ended    string   `json:"ended"` // RFC 3339
	Host     string   `json:"host"`
	Settings []string `json:"settings"`
	Data     string   `json:"data"`
	Clock    string   `json:"clock"` // what was judged: wall, or cpu
	For      string   `json:"for,omitempty"`
	Stopped  bool     `json:"stopped"`
	History  bool     `json:"history"` // steps of the published history, as battscope evolve has them
	Rounds   int      `json:"rounds"`
	Asked    int      `json:"rounds_asked"`
	Verdicts []string `json:"verdicts"` // of each side but the first, in all; of steps of the history only that one has other results
}

// otherResults is the verdict on sides that do not give the same.
const otherResults = "other results"

// comparePast lists the contests that a workspace keeps, or
// prints one of them.
func (a *app) comparePast(f *compareFlags, flags *pflag.FlagSet, args []string) error {
	if list := flagsBut(flags, "past", "json", "markdown", "workspace"); list != "" {
		return usage("--past shows contests as they ended; it takes no %s", list)
	}
	space, err := workspace.Look(a.workspace)
	if err != nil {
		return err
	}
	switch {
	case len(args) > 1:
		return usage("--past takes one contest at most, found %d: without one it lists them", len(args))
	case f.json && f.markdown:
		return usage("--json and --markdown exclude each other")
	case len(args) == 0 && f.markdown:
		return usage("--markdown is of one contest: compare --past lists them")
	case len(args) == 0:
		return a.listPast(f, space)
	}
	c, err := ledger.Read(space, args[0])
	if err != nil {
		return err
	}
	switch {
	case c.Evolution != nil && f.json:
		err = writeJSON(a.out, newEvolutionReport(c.Evolution, c.ID))
	case c.Evolution != nil && f.markdown:
		err = writeEvolutionMarkdown(a.out, c.Evolution)
	case c.Evolution != nil:
		err = writeEvolution(a.out, c.Evolution)
	case f.json:
		err = writeJSON(a.out, newComparisonReport(c.Comparison, c.ID))
	case f.markdown:
		err = writeComparisonMarkdown(a.out, c.Comparison)
	default:
		err = writeComparison(a.out, c.Comparison)
	}
	if err != nil {
		return wrote("the contest", err)
	}
	return nil
}

// contests returns those that a workspace keeps, the newest first, and tells of those
// that cannot be read.
func (a *app) contests(space *workspace.Workspace) ([]*ledger.Contest, error) {
	list, problems, err := ledger.List(space)
	for _, p := range problems {
		fmt.Fprintln(a.err, draw.Clean(p.Error()))
	}
	return list, err
}

func (a *app) listPast(f *compareFlags, space *workspace.Workspace) error {
	list, err := a.contests(space)
	if err != nil {
		return err
	}
	reports := []pastReport{}
	for _, c := range list {
		reports = append(reports, reportPast(c))
	}
	if f.json {
		err = writeJSON(a.out, reports)
	} else {
		_, err = io.WriteString(a.out, pastTable(reports))
	}
	if err != nil {
		return wrote("the list of contests", err)
	}
	return nil
}

func reportPast(c *ledger.Contest) pastReport {
	r := pastReport{ID: c.ID, Ended: c.Ended.UTC().Format("2006-01-02T15:04:05Z"), Host: c.Host, Settings: append([]string{}, c.Settings...), For: c.For, Stopped: c.Stopped, Verdicts: []string{}}
	r.Data, r.Clock = dataOfPast(c)
	if e := c.Evolution; e != nil {
		r.History, r.Rounds, r.Asked = true, e.Made, e.Asked
		if e.Differ() != nil {
			r.Verdicts = append(r.Verdicts, otherResults)
		}
		return r
	}
	r.Rounds, r.Asked = c.Comparison.Made, c.Comparison.Asked
	for _, v := range c.Comparison.Versus {
		switch {
		case v.Results.Differ():
			r.Verdicts = append(r.Verdicts, otherResults)
		case v.Timing == nil:
			r.Verdicts = append(r.Verdicts, "not measured")
		default:
			r.Verdicts = append(r.Verdicts, v.Timing.Whole.Verdict.String())
		}
	}
	return r
}

// dataOfPast says what a contest that is kept ran on, and by which clock it was
// judged: steps of the history are by wall.
func dataOfPast(c *ledger.Contest) (data, clock string) {
	if e := c.Evolution; e != nil {
		return e.Data, contest.Wall.String()
	}
	return c.Comparison.Data, c.Comparison.Clock
}

// pastTable returns a row for each contest.
func pastTable(list []pastReport) string {
	if len(list) == 0 {
		return "No contest is kept in this workspace.\n"
	}
	rows := [][]string{{"contest", "sides", "data", "clock", "pairs", "in all"}}
	for _, r := range list {
		verdict := r.Verdicts
		if r.History {
			verdict = append([]string{"steps of the history"}, verdict...)
		}
		rows = append(rows, []string{r.ID, strings.Join(r.Settings, ", "), orAbsent(r.Data), orAbsent(r.Clock), fmt.Sprintf("%d of %d", r.Rounds, r.Asked), strings.Join(verdict, ", ")})
	}
	return columns(rows)
}
