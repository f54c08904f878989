package compareview

import (
	"fmt"
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
	fmt.Fprintf(&b, "evolution on %s\n%s\n\n%s\n\n", e.Title, measured(e), results(e))
	th := theme.New(theme.Contrast, false, false)
	longest := 0.0
	for _, s := range e.Steps {
		longest = max(longest, s.Time)
	}
	fmt.Fprintf(&b, "%-8s %-*s %9s  %8s  %-15s %9s  %s\n", "preset", evolveBar, "", "time", "speed-up", "95 % interval", "published", "what changed")
	for _, s := range e.Steps {
		bar := draw.Bar(draw.Gauge{Done: s.Time / longest}, evolveBar, th)
		line := fmt.Sprintf("%-8s %s %9s  %8s  %-15s %9s  %s", s.Name, bar, seconds(s.Time), speedUp(&s), stepInterval(&s), published(&s), changed(&s))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if e.Busy != "" {
		fmt.Fprintf(&b, "\nhost      %s\n", e.Busy)
	}
	fmt.Fprintf(&b, "\n%s\n", strategy.HistoryCaption)
	return b.String()
}

// EvolutionMarkdown returns an evolution for pasting.
func EvolutionMarkdown(e *compare.Evolution) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### Evolution on %s\n\n%s\n\n| preset | time | speed-up | 95 %% interval | published | what changed |\n|---|--:|--:|---|--:|---|\n", cell(e.Title), results(e))
	for _, s := range e.Steps {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", s.Name, seconds(s.Time), speedUp(&s), stepInterval(&s), published(&s), cell(changed(&s)))
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", measured(e)+".", strategy.HistoryCaption)
	return b.String()
}

// measured says what the times are of.
func measured(e *compare.Evolution) string {
	text := fmt.Sprintf("%s of %s rounds of %d runs after a warm-up of each, in turn forwards and backwards; times are of one pass, medians over the rounds",
		count(int64(e.Made)), count(int64(e.Asked)), len(e.Steps))
	if e.Interrupted {
		text += "; interrupted"
	}
	return text
}

// results says whether all steps gave the same.
func results(e *compare.Evolution) string {
	if s := e.Differ(); s != nil {
		g := s.Results.Groups[0]
		return fmt.Sprintf("results   ≠   %s does not give the same as %s: %s, %s: %s. No time says anything.",
			s.Name, e.Steps[0].Name, g.What, differences(g.N), draw.Clean(g.Named[0]))
	}
	text := "results   =   in all steps"
	for _, c := range e.Steps[0].Results.Counts {
		text += fmt.Sprintf("   %s %s", c.Name, count(c.A))
	}
	return text
}

// speedUp returns how many times as fast as the first step; nothing where the
// results differ.
func speedUp(s *compare.Step) string {
	if s.Against.Verdict == compare.Withheld {
		return "withheld"
	}
	return ratio(s.Against.Ratio)
}

func stepInterval(s *compare.Step) string {
	if s.Against.Verdict == compare.Withheld || len(s.Changes) == 0 {
		return ""
	}
	return interval(s.Against.Lo, s.Against.Hi)
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
	var parts []string
	for _, c := range s.Changes {
		if len(s.Changes) > inFull {
			parts = append(parts, c.Knob)
		} else {
			parts = append(parts, fmt.Sprintf("%s %s → %s", c.Knob, c.From, c.To))
		}
	}
	return strings.Join(parts, ", ")
}
