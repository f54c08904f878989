package compareview

import (
	"fmt"
	"slices"
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// evolveBar is how wide the longest bar of an evolution is.
const evolveBar = 40

// EvolutionText returns an evolution as battscope evolve prints it for people.
func EvolutionText(e *compare.Evolution) string {
	var b strings.Builder
	fmt.Fprintf(&b, "evolution on %s\n%s\n\n%s\n\n", draw.Clean(e.Title), measured(e), results(e))
	th := theme.New(theme.Contrast, false, false)
	longest, name, what := 0.0, 8, "preset"
	if e.Stored {
		what = "run"
	}
	for i := range e.Steps {
		if e.Steps[i].Time > longest {
			longest = e.Steps[i].Time
		}
		name = max(name, draw.Width(draw.Clean(e.Steps[i].Name)))
	}
	fmt.Fprintf(&b, "%-*s %-*s %9s  %8s  %-15s %9s  %s\n", name, what, evolveBar, "", "time", "speed-up", "95 % interval", "published", "what changed")
	for i := range e.Steps {
		s := &e.Steps[i]
		bar := draw.Bar(draw.Gauge{Done: s.Time / longest}, evolveBar, th)
		line := fmt.Sprintf("%-*s %s %9s  %8s  %-15s %9s  %s", name, draw.Clean(s.Name), bar, seconds(s.Time), speedUp(s), stepInterval(e, i), published(s), changed(s))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if text := refusedSteps(e); text != "" {
		fmt.Fprintf(&b, "\n%s\n", text)
	}
	if e.Busy != "" {
		fmt.Fprintf(&b, "\nhost      %s\n", draw.Clean(e.Busy))
	}
	if hasPublished(e) {
		fmt.Fprintf(&b, "\n%s\n", strategy.HistoryCaption)
	}
	return b.String()
}

// EvolutionMarkdown returns an evolution for pasting.
func EvolutionMarkdown(e *compare.Evolution) string {
	var b strings.Builder
	what := "preset"
	if e.Stored {
		what = "run"
	}
	fmt.Fprintf(&b, "### Evolution on %s\n\n%s\n\n| %s | time | speed-up | 95 %% interval | published | what changed |\n|---|--:|--:|---|--:|---|\n", cell(e.Title), results(e), what)
	for i := range e.Steps {
		s := &e.Steps[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", cell(s.Name), seconds(s.Time), speedUp(s), stepInterval(e, i), published(s), cell(changed(s)))
	}
	fmt.Fprintf(&b, "\n%s\n", measured(e)+".")
	if text := refusedSteps(e); text != "" {
		fmt.Fprintf(&b, "%s\n", text)
	}
	if hasPublished(e) {
		fmt.Fprintf(&b, "%s\n", strategy.HistoryCaption)
	}
	return b.String()
}

// hasPublished reports whether published ratios stand beside the steps.
func hasPublished(e *compare.Evolution) bool {
	return slices.ContainsFunc(e.Steps, func(s compare.Step) bool { return s.Published > 0 })
}

// refusedSteps says which steps cannot be held against the first.
func refusedSteps(e *compare.Evolution) string {
	var parts []string
	for i := range e.Steps {
		if s := &e.Steps[i]; len(s.Refused) > 0 {
			parts = append(parts, draw.Clean(fmt.Sprintf("%s cannot be compared with the first: %s.", s.Name, strings.Join(s.Refused, "; "))))
		}
	}
	return strings.Join(parts, "\n")
}

// measured says what the times are of.
func measured(e *compare.Evolution) string {
	if e.Stored {
		return "recorded runs, not interleaved: that the machine changed between them cannot be excluded; times are of one pass, medians over the passes"
	}
	text := fmt.Sprintf("%s of %s rounds of %d runs after a warm-up of each, in turn forwards and backwards; times are of one pass, medians over the rounds",
		count(int64(e.Made)), count(int64(e.Asked)), len(e.Steps))
	switch {
	case e.Interrupted:
		text += "; interrupted"
	case e.Running:
		text += "; the rounds go on, and nothing is decided"
	}
	return text
}

// results says whether all steps gave the same.
func results(e *compare.Evolution) string {
	if s := e.Differ(); s != nil {
		g := s.Results.Groups[0]
		return fmt.Sprintf("results   ≠   %s does not give the same as %s: %s, %s: %s. No time says anything.",
			draw.Clean(s.Name), draw.Clean(e.Steps[0].Name), draw.Clean(g.What), differences(g.N), draw.Clean(g.Named[0]))
	}
	text := "results   =   in all steps"
	if slices.ContainsFunc(e.Steps, func(s compare.Step) bool { return s.Results == nil }) {
		text += " that can be compared"
	}
	for i := range e.Steps {
		if r := e.Steps[i].Results; r != nil && r.Uncalled != "" {
			return fmt.Sprintf("results   ?   what %s gave is not called equal: %s", draw.Clean(e.Steps[i].Name), draw.Clean(r.Uncalled))
		}
	}
	if e.Steps[0].Results == nil {
		return text
	}
	for _, c := range e.Steps[0].Results.Counts {
		text += fmt.Sprintf("   %s %s", draw.Clean(c.Name), resultCount(c))
	}
	return text
}

// speedUp returns how many times as fast as the first step; nothing where the
// results differ.
func speedUp(s *compare.Step) string {
	switch {
	case s.Against == nil:
		return "—"
	case s.Against.Verdict == compare.Withheld:
		return "withheld"
	}
	return ratio(s.Against.Ratio)
}

// stepInterval returns the interval of a step's speed-up; nothing of the first's,
// which is held against itself, and where the results differ.
func stepInterval(e *compare.Evolution, i int) string {
	a := e.Steps[i].Against
	if i == 0 || a == nil || a.Verdict == compare.Withheld {
		return ""
	}
	return interval(a.Lo, a.Hi)
}

func published(s *compare.Step) string {
	if s.Published > 0 {
		return ratio(s.Published)
	}
	return "—"
}

// changed says what the step does other than the one before: its knobs, or where
// there are many, their names.
func changed(s *compare.Step) string {
	const inFull = 2
	if len(s.Changes) <= inFull {
		return changes(s)
	}
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, c.Knob)
	}
	return draw.Clean(strings.Join(parts, ", "))
}

// changes says what the step does other than the one before, in full.
func changes(s *compare.Step) string {
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, fmt.Sprintf("%s %s → %s", c.Knob, c.From, c.To))
	}
	return draw.Clean(strings.Join(parts, ", "))
}
