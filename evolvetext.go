package main

import (
	"fmt"
	"io"
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// evolveBar is how wide the longest bar of an evolution is.
const evolveBar = 40

// writeEvolution prints an evolution for people.
func writeEvolution(w io.Writer, e *evolution) error {
	var b strings.Builder
	fmt.Fprintf(&b, "evolution on %s\n%s\n\n%s\n\n", scenarioTitle(e.Data), e.measured(), e.results())
	th := theme.New(theme.Contrast, false, false)
	longest := 0.0
	for _, s := range e.Steps {
		longest = max(longest, s.Time)
	}
	fmt.Fprintf(&b, "%-8s %-*s %9s  %8s  %-15s %9s  %s\n", "preset", evolveBar, "", "time", "speed-up", "95 % interval", "published", "what changed")
	for _, s := range e.Steps {
		bar := draw.Bar(draw.Gauge{Done: s.Time / longest}, evolveBar, th)
		line := fmt.Sprintf("%-8s %s %9s  %8s  %-15s %9s  %s", s.Preset.Name, bar, seconds(s.Time), s.speedUp(), s.interval(), s.published(), s.changed())
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if e.Busy != "" {
		fmt.Fprintf(&b, "\nhost      %s\n", e.Busy)
	}
	fmt.Fprintf(&b, "\n%s\n", strategy.HistoryCaption)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeEvolutionMarkdown prints an evolution for pasting.
func writeEvolutionMarkdown(w io.Writer, e *evolution) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### Evolution on %s\n\n%s\n\n| preset | time | speed-up | 95 %% interval | published | what changed |\n|---|--:|--:|---|--:|---|\n", cell(scenarioTitle(e.Data)), e.results())
	for _, s := range e.Steps {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", s.Preset.Name, seconds(s.Time), s.speedUp(), s.interval(), s.published(), cell(s.changed()))
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", e.measured()+".", strategy.HistoryCaption)
	_, err := io.WriteString(w, b.String())
	return err
}

// measured says what the times are of.
func (e *evolution) measured() string {
	text := fmt.Sprintf("%s of %s rounds of %d runs after a warm-up of each, in turn forwards and backwards; times are of one pass, medians over the rounds",
		count(int64(e.Made)), count(int64(e.Asked)), len(e.Steps))
	if e.Interrupted {
		text += "; interrupted"
	}
	return text
}

// results says whether all steps gave the same.
func (e *evolution) results() string {
	if s := e.differ(); s != nil {
		g := s.Results.Groups[0]
		return fmt.Sprintf("results   ≠   %s does not give the same as %s: %s, %s: %s. No time says anything.",
			s.Preset.Name, e.Steps[0].Preset.Name, g.What, differences(g.N), draw.Clean(g.Named[0]))
	}
	text := "results   =   in all steps"
	for _, c := range e.Steps[0].Results.Counts {
		text += fmt.Sprintf("   %s %s", c.Name, count(c.A))
	}
	return text
}

// speedUp returns how many times as fast as the first step; nothing where the
// results differ.
func (s *step) speedUp() string {
	if s.Against.Verdict == compare.Withheld {
		return "withheld"
	}
	return ratio(s.Against.Ratio)
}

func (s *step) interval() string {
	if s.Against.Verdict == compare.Withheld || len(s.Changes) == 0 {
		return ""
	}
	return interval(s.Against.Lo, s.Against.Hi)
}

func (s *step) published() string {
	if s.Preset.Ratio > 0 {
		return ratio(s.Preset.Ratio)
	}
	return "—"
}

// changed says what the step does other than the one before: its knobs, or where
// there are many, their names.
func (s *step) changed() string {
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

// An evolutionReport is an evolution as --json prints it.
type evolutionReport struct {
	Data        string       `json:"data"`
	RoundsAsked int          `json:"rounds_asked"`
	Rounds      int          `json:"rounds"`
	Interrupted bool         `json:"interrupted"`
	Equal       bool         `json:"results_equal"`
	Steps       []stepReport `json:"steps"`
	Caption     string       `json:"caption"`
}

type stepReport struct {
	Preset    string       `json:"preset"`
	Phase     string       `json:"phase,omitempty"` // of the published history
	Time      *float64     `json:"time_s"`          // of one pass
	SpeedUp   *float64     `json:"speed_up"`        // against the first
	Lo        *float64     `json:"speed_up_lo"`
	Hi        *float64     `json:"speed_up_hi"`
	Published *float64     `json:"published_ratio"` // null where nothing was published
	Changes   []knobReport `json:"changes"`         // against the step before
}

func newEvolutionReport(e *evolution) *evolutionReport {
	r := &evolutionReport{Data: e.Data, RoundsAsked: e.Asked, Rounds: e.Made, Interrupted: e.Interrupted, Equal: e.differ() == nil, Steps: []stepReport{}, Caption: strategy.HistoryCaption}
	for _, s := range e.Steps {
		one := stepReport{Preset: s.Preset.Name, Phase: s.Preset.Phase, Time: known(s.Time), Changes: []knobReport{}}
		if s.Against.Verdict != compare.Withheld {
			one.SpeedUp, one.Lo, one.Hi = known(s.Against.Ratio), known(s.Against.Lo), known(s.Against.Hi)
		}
		if s.Preset.Ratio > 0 {
			one.Published = &s.Preset.Ratio
		}
		for _, c := range s.Changes {
			one.Changes = append(one.Changes, knobReport{c.Knob, c.From, c.To})
		}
		r.Steps = append(r.Steps, one)
	}
	return r
}
