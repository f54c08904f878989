package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/profile/unit"
)

// barCells is how wide the longest bar of a report is.
const barCells = 40

// writeMarkdown writes a report as people put it beside their code: where the
// time went, what came out, with which strategy and where, and what they said
// of it.
func writeMarkdown(w io.Writer, r *Run) error {
	var b strings.Builder
	rec := r.Record
	fmt.Fprintf(&b, "# %s\n\n", text(cmp.Or(r.Journal.Title, "Run "+rec.ID)))
	fmt.Fprintf(&b, "Run `%s` of %s, strategy `%s`, began %s on %s: %s in %s.\n\n", rec.ID, text(rec.Name), rec.Preset,
		rec.Began.UTC().Format("2006-01-02 15:04:05 UTC"), text(cmp.Or(rec.Host.Name, "a host without a name")), rec.State, duration(rec.Wall))
	if rec.Error != "" {
		fmt.Fprintf(&b, "It failed: %s\n\n", text(rec.Error))
	}
	if r.Results != "" {
		fmt.Fprintf(&b, "**%s**\n\n", text(r.Results))
	}
	writeTimes(&b, rec)
	writeBars(&b, rec)
	writeCounts(&b, rec)
	writeStrategy(&b, rec)
	writeHost(&b, rec)
	writeJournal(&b, r.Journal)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTimes(b *strings.Builder, rec *record.Record) {
	passes := "1 pass"
	n, broken := rec.PassesMade(), rec.State != record.Done // in the middle of a pass
	switch {
	case n == 0 && broken:
		passes = "a part of a pass"
	case n > 1:
		passes = fmt.Sprintf("%d passes", n)
	}
	if n > 0 && broken {
		passes += " and a part of the next"
	}
	fmt.Fprintf(b, "## Times\n\nOf %s. Wall is elapsed, busy is added over workers, cpu is processor time.\n\n", passes)
	b.WriteString("| phase | wall | share | busy | par | cpu | calls | timeouts | faults |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, p := range rec.Phases {
		cpu, par := "—", "—"
		if p.CPU != nil {
			cpu = duration(*p.CPU)
		}
		if p.Wall > 0 {
			par = fmt.Sprintf("×%.2f", float64(p.Busy)/float64(p.Wall))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %d %s | %d | %d |\n", p.Name, duration(p.Wall), percent(p.Wall, rec.Wall), duration(p.Busy), par, cpu, p.Calls, p.Unit, p.Timeouts, p.Faults)
	}
	fmt.Fprintf(b, "| unattributed | %s | %s | | | | | | |\n", duration(rec.Unattributed), percent(rec.Unattributed, rec.Wall))
	fmt.Fprintf(b, "| **in all** | **%s** | | | | | | | |\n\n", duration(rec.Wall))
}

func writeBars(b *strings.Builder, rec *record.Record) {
	longest := rec.Unattributed
	for _, p := range rec.Phases {
		longest = max(longest, p.Wall)
	}
	b.WriteString("```\n")
	for _, p := range rec.Phases {
		fmt.Fprintf(b, "%-12s %s %s\n", p.Name, bar(p.Wall, longest), duration(p.Wall))
	}
	fmt.Fprintf(b, "%-12s %s %s\n```\n\n", "unattributed", bar(rec.Unattributed, longest), duration(rec.Unattributed))
}

// bar returns a bar in eighths of a cell, barCells long for longest.
func bar(d, longest time.Duration) string {
	if longest <= 0 || d <= 0 {
		return ""
	}
	eighths := int(float64(d) / float64(longest) * barCells * 8)
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return cmp.Or(s, "▏")
}

func writeCounts(b *strings.Builder, rec *record.Record) {
	c := rec.Counts
	b.WriteString("## Results\n\n| count | value |\n|---|--:|\n")
	row := func(name string, value any) { fmt.Fprintf(b, "| %s | %v |\n", name, value) }
	row("tasks", fmt.Sprintf("%d, %d of them solved", c.Tasks, c.SolvedTasks))
	row("programs", c.Programs)
	row("candidates", fmt.Sprintf("%d, %d of them distinct", c.Candidates, c.Distinct))
	row("outputs", fmt.Sprintf("%d (demo %d, test %d)", c.Outputs, c.OutputsDemo, c.OutputsTest))
	row("matches", fmt.Sprintf("%d (demo %d, test %d)", c.Matches, c.MatchesDemo, c.MatchesTest))
	row("diff calls", fmt.Sprintf("%d of %d different arguments, %d skipped", c.DiffCalls, c.DiffArguments, c.DiffSkipped))
	row("timeouts", fmt.Sprintf("%d (%d false, %d starved)", c.Timeouts, c.TimeoutsFalse, c.TimeoutsStarved))
	row("faults", c.Faults)
	b.WriteString("\n")
	for _, w := range rec.Warnings {
		fmt.Fprintf(b, "- warning: %s\n", text(w))
	}
	if len(rec.Warnings) > 0 {
		b.WriteString("\n")
	}
}

func writeStrategy(b *strings.Builder, rec *record.Record) {
	fmt.Fprintf(b, "## Strategy\n\n`%s`, in full:\n\n| knob | value |\n|---|---|\n", rec.Preset)
	for _, k := range strategy.Knobs() {
		value := k.Get(&rec.Strategy)
		if k.Unit != "" {
			value += " " + k.Unit
		}
		fmt.Fprintf(b, "| %s | %s |\n", k.Name, value)
	}
	b.WriteString("\n")
	for _, c := range rec.Changes {
		fmt.Fprintf(b, "- %s after %s\n", text(c.Text), duration(c.At))
	}
	if len(rec.Changes) > 0 {
		b.WriteString("\n")
	}
}

func writeHost(b *strings.Builder, rec *record.Record) {
	h := rec.Host
	fmt.Fprintf(b, "## Host\n\n%s, %s/%s, %d logical processors, GOMAXPROCS %d, %s", text(cmp.Or(h.CPU, "processor not known")), h.OS, h.Arch, h.CPUs, h.GOMAXPROCS, h.Go)
	if h.Load != nil {
		fmt.Fprintf(b, ", load %.2f when it began", *h.Load)
	}
	if rec.Commit != nil {
		fmt.Fprintf(b, ", commit `%s`", rec.Commit.Revision)
		if rec.Commit.Modified {
			b.WriteString(" with changes")
		}
	}
	b.WriteString(".\n")
}

func writeJournal(b *strings.Builder, j record.Journal) {
	rows := [][2]string{
		{"parent", j.Parent}, {"hypothesis", j.Hypothesis}, {"expected", j.Expected}, {"result", j.Result},
		{"verdict", string(j.Verdict)}, {"lesson", j.Lesson},
	}
	head := "\n## Journal\n\n"
	for _, row := range rows {
		if row[1] != "" {
			fmt.Fprintf(b, "%s- **%s**: %s\n", head, row[0], text(row[1]))
			head = ""
		}
	}
}

// text returns what people or files said as one line that Markdown takes as it
// stands.
func text(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "|", `\|`, "<", "&lt;", "[", `\[`, "#", `\#`).Replace(s)
}

func duration(d time.Duration) string { return unit.Label(int64(d), "nanoseconds", unit.Auto) }

func percent(part, whole time.Duration) string {
	return strings.TrimSpace(unit.Percent(int64(part), int64(whole)))
}
