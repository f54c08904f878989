package compareview

import (
	"fmt"
	"strings"

	"battscope/profile/compare"
	"battscope/ui/draw"
)

// Markdown returns a comparison for a pull request.
func Markdown(r *compare.Comparison) string {
	var b strings.Builder
	for n, v := range r.Versus {
		if n > 0 {
			b.WriteString("\n")
		}
		writeVersusMarkdown(&b, r, v)
	}
	return b.String()
}

func writeVersusMarkdown(b *strings.Builder, r *compare.Comparison, v *compare.Versus) {
	fmt.Fprintf(b, "### %s against %s on %s\n\n%s\n", cell(v.B), cell(v.A), cell(r.Data), conclusion(r, v))
	label := cell(v.Label)
	if v.Results.Differ() {
		for _, g := range v.Results.Groups {
			fmt.Fprintf(b, "\n%s: %s\n\n", cell(g.What), differences(g.N))
			for _, name := range g.Named {
				fmt.Fprintf(b, "- %s\n", cell(name))
			}
			if more := g.N - len(g.Named); more > 0 {
				fmt.Fprintf(b, "- and %s more\n", count(int64(more)))
			}
		}
	}
	if v.Timing != nil {
		fmt.Fprintf(b, "\n| phase | A %s | %s %s | A/%s | 95 %% interval | p | calls | verdict |\n|---|--:|--:|--:|---|--:|---|---|\n", cell(v.A), label, cell(v.B), label)
		for i := range v.Timing.Phases {
			calls := ""
			if c := v.Calls[i]; called(c) {
				calls = change(c)
			}
			markdownRow(b, &v.Timing.Phases[i], calls)
		}
		markdownRow(b, &v.Timing.Whole, "")
	}
	b.WriteString("\n| count | A | " + label + " | |\n|---|--:|--:|---|\n")
	for _, list := range [][]compare.Count{v.Results.Counts, v.Results.Work} {
		for _, c := range list {
			inA, inB := amounts(c)
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", cell(c.Name), inA, inB, c.Sign())
		}
	}
	if v.Timing != nil {
		fmt.Fprintf(b, "\n%s.\n", strings.ReplaceAll(howMeasured(r, v), "\n", " "))
	}
	for _, text := range []string{floorLine(r), draw.Clean(r.Busy), warningsLine(v)} {
		if text != "" {
			fmt.Fprintf(b, "%s.\n", text)
		}
	}
	fmt.Fprintf(b, "Knobs that differ: %s.\n", cell(knobsLine(v)))
}

func markdownRow(b *strings.Builder, f *compare.Finding, calls string) {
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", cell(f.Name), seconds(f.A), seconds(f.B), ratio(f.Ratio), interval(f.Lo, f.Hi), probability(f.Adjusted), calls, cell(judged(f)))
}
