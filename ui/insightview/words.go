package insightview

import (
	"fmt"
	"strings"

	"battscope/profile/insight"
	"battscope/ui/draw"
)

// Outcome sets what a rule promised beside what a comparison found, in one
// sentence.
func Outcome(p *insight.Prediction) string {
	at := p.At.UTC().Format("2006-01-02 15:04")
	if p.Outcome == insight.Differs {
		return fmt.Sprintf("%s: %s, so that its time says nothing", at, p.Differ)
	}
	saved := draw.Duration(p.Measured) + " saved"
	if p.Measured < 0 {
		saved = draw.Duration(-p.Measured) + " lost"
	}
	if p.Least >= 0 && p.Most > p.Least {
		saved += fmt.Sprintf(" (95 %% interval %s … %s)", draw.Duration(p.Least), draw.Duration(p.Most))
	}
	return fmt.Sprintf("%s: up to ~%s of %s predicted, %s by %s in %s pairs: the prediction was %s",
		at, draw.Duration(p.Predicted), draw.Duration(p.OfA), saved, p.Clock, draw.Count(int64(p.Pairs), 9), p.Outcome)
}

// Tally says how often a rule was tried in a workspace, and how often it was
// right; "" where it never was.
func Tally(list []insight.Prediction, rule string) string {
	for _, t := range insight.TallyOf(list) {
		if t.Rule != rule {
			continue
		}
		var parts []string
		for _, o := range insight.Outcomes() {
			if n := t.Outcomes[o]; n > 0 {
				parts = append(parts, string(o)+" "+times(n))
			}
		}
		return fmt.Sprintf("tried %s here: %s", times(t.Tried), strings.Join(parts, ", "))
	}
	return ""
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return draw.Count(int64(n), 9) + " times"
}

// Lacks says what a run does not tell, and why.
func Lacks(list []insight.Lack) string {
	var parts []string
	for _, l := range list {
		parts = append(parts, string(l.Fact)+": "+l.Why)
	}
	return "lacks " + strings.Join(parts, "; ")
}

// Promise says what a finding saves at most, in one pass of its run.
func Promise(f *insight.Finding, r *Report) string {
	return fmt.Sprintf("up to ~%s of %s a pass (%s)", draw.Duration(f.Saving.Upper), draw.Duration(r.Wall), draw.Share(f.Saving.Share))
}
