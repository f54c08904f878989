package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui/draw"
	"battscope/ui/insightview"
)

// insightFlags are the flags of battscope insights.
type insightFlags struct {
	json, rules, kept bool
	silent            bool
	why, try          string
	pairs             int
	clock, progress   string
}

func (a *app) insightsCommand() *cobra.Command {
	var f insightFlags
	c := a.command(&cobra.Command{
		Use:   "insights RUN",
		Short: "Say what is wrong with a run, what that costs at most, and which knob mends it",
		Long: "Insights looks at a recorded run by a table of rules and prints what fires, the gravest first. A rule whose facts the record lacks, or whose data are too few, is silent.\n" +
			"What a change saves is an upper bound (~). --try measures it: it applies the rule's knob to a copy of the run's strategy, runs both in pairs as compare does, and prints the prediction beside the outcome, which the workspace keeps.\n" +
			"RUN is an id, the beginning of one, or the path of a run's folder.",
		Example: "battscope insights 20261124\n" +
			"battscope insights 20261124 --try wasted-diff-calls\n" +
			"battscope insights --rules\n" +
			"battscope insights --why wasted-diff-calls\n" +
			"battscope insights --record",
		Args: cobra.ArbitraryArgs,
	}, func(_ *cobra.Command, args []string) error { return a.insights(&f, args) })
	flags := c.Flags()
	flags.BoolVar(&f.json, "json", false, "print JSON")
	flags.BoolVar(&f.rules, "rules", false, "list the rules, when they fire, and what they need to know")
	flags.StringVar(&f.why, "why", "", "explain the rule RULE: what it finds, where it was met, what speaks against acting on it")
	flags.BoolVar(&f.silent, "silent", false, "list the rules that do not fire on RUN too, and what they would need to know")
	flags.BoolVar(&f.kept, "record", false, "say how often each rule's prediction was right in this workspace")
	flags.StringVar(&f.try, "try", "", "apply the knob of RULE to a copy of the strategy and compare in pairs")
	flags.IntVar(&f.pairs, "pairs", 10, "with --try: rounds, with one run of each side")
	flags.StringVar(&f.clock, "clock", "wall", "with --try: what is judged, wall or cpu")
	flags.StringVar(&f.progress, "progress", "auto", "with --try: how to tell of progress: auto, plain or none")
	return c
}

func (a *app) insights(f *insightFlags, args []string) error {
	asked := 0
	for _, one := range []bool{f.rules, f.kept, f.why != "", len(args) > 0} {
		if one {
			asked++
		}
	}
	switch {
	case asked != 1 || len(args) > 1:
		return usage("insights wants one RUN (an id, the beginning of one, or a run's folder), or --rules, --why RULE or --record")
	case f.try != "" && len(args) == 0:
		return usage("--try wants a RUN: the rule's knob is applied to its strategy")
	case f.rules:
		return a.insightRules(f)
	case f.why != "":
		return a.insightWhy(f)
	case f.kept:
		return a.insightRecord(f)
	}
	r, _, err := a.findRun(args[0])
	if err != nil {
		return err
	}
	facts := a.factsOf(r)
	found := insight.Look(facts)
	if f.try != "" {
		return a.tryInsight(f, facts.Run, found)
	}
	list, problems, err := a.predictions()
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(a.err, p)
	}
	silent := insight.Silent(facts, found)
	if f.json {
		of := []insight.Prediction{}
		for _, p := range list {
			if p.Run == r.ID {
				of = append(of, p)
			}
		}
		return wrote("the insights", writeJSON(a.out, struct {
			Run         string               `json:"run"`
			Findings    []insight.Finding    `json:"findings"`
			Silent      []insight.Silence    `json:"silent"`
			Predictions []insight.Prediction `json:"predictions"`
		}{r.ID, found, silent, of}))
	}
	text := insightText(facts, found, list)
	switch {
	case f.silent:
		text += silenceText(silent)
	case len(found) == 0:
		text += "\n" + silenceLine(silent) + "\n"
	default:
		text += "\n" + silenceLine(silent) + "\nbattscope insights --why RULE explains a rule; --rules lists them all with their thresholds\n"
	}
	return wrote("the insights", a.print(text))
}

// factsOf returns what is known of a run. A baseline that cannot be read is none.
func (a *app) factsOf(r *record.Record) *insight.Facts {
	if r.ID != "" {
		if base, _, err := a.baselineOf(r); err == nil && base != nil && base.ID != r.ID {
			return insight.New(r, base)
		}
	}
	return insight.New(r, nil)
}

// predictions returns those that the workspace keeps.
func (a *app) predictions() (list []insight.Prediction, problems []error, err error) {
	space, err := workspace.Look(a.workspace)
	if err != nil {
		return nil, nil, err
	}
	return insight.Kept(space)
}

func (a *app) print(text string) error {
	_, err := fmt.Fprint(a.out, text)
	return err
}

// textWidth is how wide paragraphs are set: texts are pasted into others.
const textWidth = 100

// paragraph sets a text below a head, both indented.
func paragraph(b *strings.Builder, head, text string) {
	for n, line := range draw.Wrap(text, textWidth-len(head)) {
		if n > 0 {
			head = strings.Repeat(" ", len(head))
		}
		b.WriteString(strings.TrimRight(head+line, " ") + "\n")
	}
}

func insightText(facts *insight.Facts, found []insight.Finding, kept []insight.Prediction) string {
	r := facts.Run
	var b strings.Builder
	fmt.Fprintf(&b, "run %s   %s   strategy %s   wall %s", draw.Clean(r.ID), draw.Clean(r.Name), draw.Clean(r.Preset), draw.Duration(r.Wall))
	if n := len(r.Passes); n > 1 {
		fmt.Fprintf(&b, " in %d whole passes", n)
	}
	b.WriteString("\n")
	if len(found) == 0 {
		b.WriteString("\nNothing fires. These were the thresholds:\n\n" + ruleTable())
	}
	for _, f := range found {
		fmt.Fprintf(&b, "\n%-8s %s   %s\n", f.Severity, f.Title, f.Rule)
		paragraph(&b, "  ", f.Text)
		if f.Saving != nil {
			fmt.Fprintf(&b, "  saves    up to ~%s of %s a pass (%s)\n", draw.Duration(f.Saving.Upper), draw.Duration(passWall(r)), draw.Share(f.Saving.Share))
		}
		if f.Knob != "" {
			whose := ""
			if r.Imported != nil {
				whose = "   (in battscope's words)"
			}
			fmt.Fprintf(&b, "  knob     %s%s\n", f.Knob, whose)
			if f.Alters != "" {
				fmt.Fprintf(&b, "  alters   the results: %s\n", f.Alters)
			} else if f.Saving != nil && r.Imported == nil {
				fmt.Fprintf(&b, "  try      battscope insights %s --try %s\n", r.ID, f.Rule)
			}
		}
		if f.Advice != "" {
			paragraph(&b, "  else     ", f.Advice)
		}
		if f.Command != "" {
			fmt.Fprintf(&b, "  see      %s\n", f.Command)
		}
		for _, p := range insight.Of(kept, r.ID, f.Rule) {
			paragraph(&b, "  outcome  ", insightview.Outcome(&p))
		}
		if text := insightview.Tally(kept, f.Rule); text != "" {
			fmt.Fprintf(&b, "  so far   %s\n", text)
		}
	}
	writeSettled(&b, r, found, kept)
	return b.String()
}

// writeSettled adds the outcomes on a run of rules that no longer fire on it, since
// a knob was changed when it went on.
func writeSettled(b *strings.Builder, r *record.Record, found []insight.Finding, kept []insight.Prediction) {
	for _, p := range kept {
		if p.Run == r.ID && !slices.ContainsFunc(found, func(f insight.Finding) bool { return f.Rule == p.Rule }) {
			fmt.Fprintf(b, "\ntried    %s, which does not fire on the last passes of the run\n", p.Rule)
			paragraph(b, "  outcome  ", insightview.Outcome(&p))
		}
	}
}

// silenceLine says how many rules say nothing for want of facts.
func silenceLine(silent []insight.Silence) string {
	lack := 0
	for _, s := range silent {
		if len(s.Lacks) > 0 {
			lack++
		}
	}
	return fmt.Sprintf("%d of %d rules do not fire, %d of them because the record lacks what they need (--silent says which)", len(silent), len(insight.Rules()), lack)
}

// silenceText lists the rules that do not fire, and why.
func silenceText(silent []insight.Silence) string {
	var b strings.Builder
	b.WriteString("\ndo not fire\n")
	width := 0
	for _, s := range silent {
		width = max(width, len(s.Rule))
	}
	for _, s := range silent {
		why := "the run is below its thresholds"
		if len(s.Lacks) > 0 {
			why = insightview.Lacks(s.Lacks)
		}
		paragraph(&b, fmt.Sprintf("  %-*s  ", width, s.Rule), why)
	}
	return b.String()
}

// ruleTable lists when each rule fires.
func ruleTable() string {
	rows := [][]string{{"rule", "severity", "fires when"}}
	for _, r := range insight.Rules() {
		rows = append(rows, []string{r.ID, r.Severity.String(), r.Condition()})
	}
	return columns(rows)
}

// A ruleRow is a rule as battscope insights --rules --json prints it.
type ruleRow struct {
	ID         string           `json:"id"`
	Title      string           `json:"title"`
	Severity   insight.Severity `json:"severity"`
	When       string           `json:"when"`
	Thresholds []float64        `json:"thresholds"`
	Needs      []insight.Fact   `json:"needs"`
	Why        string           `json:"why"`
}

func (a *app) insightRules(f *insightFlags) error {
	if !f.json {
		return wrote("the rules", a.print(ruleTable()))
	}
	rows := []ruleRow{}
	for _, r := range insight.Rules() {
		needs := append([]insight.Fact{}, r.Needs...)
		rows = append(rows, ruleRow{r.ID, r.Title, r.Severity, r.Condition(), r.At, needs, r.Why})
	}
	return wrote("the rules", writeJSON(a.out, rows))
}

func (a *app) insightWhy(f *insightFlags) error {
	r, err := insight.FindRule(f.why)
	if err != nil {
		return usage("--why: %v", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s)\n\n", r.Title, r.ID, r.Severity)
	paragraph(&b, "fires  ", r.Condition())
	var needs []string
	for _, n := range r.Needs {
		needs = append(needs, string(n))
	}
	if len(needs) > 0 {
		paragraph(&b, "needs  ", strings.Join(needs, ", "))
	}
	b.WriteString("\n")
	paragraph(&b, "", r.Why)
	return wrote("the rule", a.print(b.String()))
}

func (a *app) insightRecord(f *insightFlags) error {
	list, problems, err := a.predictions()
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(a.err, p)
	}
	tallies := insight.TallyOf(list)
	if f.json {
		return wrote("the record of predictions", writeJSON(a.out, struct {
			Rules       []insight.Tally      `json:"rules"`
			Predictions []insight.Prediction `json:"predictions"`
		}{tallies, append([]insight.Prediction{}, list...)}))
	}
	if len(list) == 0 {
		return a.say("no predictions: battscope insights RUN --try RULE makes one")
	}
	rows := [][]string{{"rule", "tried", string(insight.Right), string(insight.Low), string(insight.High), string(insight.Differs)}}
	for _, t := range tallies {
		row := []string{t.Rule, count(int64(t.Tried))}
		for _, o := range rows[0][2:] {
			row = append(row, count(int64(t.Outcomes[insight.Outcome(o)])))
		}
		rows = append(rows, row)
	}
	text := columns(rows) + "\nright: the prediction is an upper bound of what was saved, and no more than twice of it, as far as the 95 % interval and 2 % of A's time tell\n\n"
	rows = [][]string{{"when", "rule", "predicted", "measured", "of", "clock", "outcome"}}
	for _, p := range list {
		rows = append(rows, []string{p.At.Local().Format("2006-01-02 15:04"), p.Rule, "~" + draw.Duration(p.Predicted), draw.Duration(p.Measured), draw.Duration(p.OfA), p.Clock, string(p.Outcome)})
	}
	return wrote("the record of predictions", a.print(text+columns(rows)))
}

// insightLine is the line of a summary about insights: what fires, or that
// nothing does, and what tells more.
func insightLine(r *record.Record, found []insight.Finding) string {
	if len(found) == 0 {
		return fmt.Sprintf("insights none of %d rules fires (thresholds: battscope insights --rules)", len(insight.Rules()))
	}
	var titles []string
	for _, f := range found {
		titles = append(titles, f.Title)
	}
	return fmt.Sprintf("insights %d: %s (battscope insights %s)", len(found), strings.Join(titles, "; "), r.ID)
}
