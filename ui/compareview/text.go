package compareview

import (
	"fmt"
	"strings"

	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// Text returns a comparison as battscope compare prints it for people.
func Text(r *compare.Comparison) string {
	var b strings.Builder
	for n, v := range r.Versus {
		if n > 0 {
			b.WriteString("\n\n")
		}
		writeVersus(&b, r, v)
	}
	return b.String()
}

func writeVersus(b *strings.Builder, r *compare.Comparison, v *compare.Versus) {
	label := draw.Clean(v.Label)
	fmt.Fprintf(b, "compare   A %s   %s %s   on %s\n", draw.Clean(v.A), label, draw.Clean(v.B), draw.Clean(r.Data))
	if v.Timing != nil {
		fmt.Fprintf(b, "%s\n", howMeasured(r, v))
	}
	b.WriteString("\n")
	writeResults(b, v)
	if v.Timing != nil {
		b.WriteString("\n")
		writeTimes(b, v)
	}
	b.WriteString("\n")
	for _, line := range []struct{ name, text string }{
		{"work", workLine(v)}, {"knobs", knobsLine(v)}, {"floor", floorLine(r)}, {"outliers", outliersLine(v)}, {"warning", warningsLine(v)}, {"host", draw.Clean(r.Busy)},
	} {
		if line.text != "" {
			fmt.Fprintf(b, "%-9s %s\n", line.name, line.text)
		}
	}
	fmt.Fprintf(b, "\n%s\n", conclusion(r, v))
}

// howMeasured says what the times are of.
func howMeasured(r *compare.Comparison, v *compare.Versus) string {
	label := draw.Clean(v.Label)
	if r.Stored {
		return fmt.Sprintf("recorded runs, %s passes of A and %s of %s, not interleaved: that the machine changed between them cannot be excluded;\ntimes are of one pass, medians over the passes",
			count(int64(v.Passes[0])), count(int64(v.Passes[1])), label)
	}
	passes := func(n int) string {
		if n == 1 {
			return "1 pass"
		}
		return count(int64(n)) + " passes"
	}
	text := fmt.Sprintf("%s of %s pairs after a warm-up of each, in turn as A %s %s A; %s of one pass, medians over the pairs", count(int64(r.Made)), count(int64(r.Asked)), label, label, clockWords(r.Clock))
	if v.Passes[0] > 1 || v.Passes[1] > 1 {
		text += fmt.Sprintf(",\nwhich is repeated until a run is long enough: %s of A, %s of %s", passes(v.Passes[0]), passes(v.Passes[1]), label)
	}
	if v.Halved {
		text += ";\nof each run the faster half of the passes is read: what else the machine does makes passes longer, never shorter"
	}
	return text
}

// clockWords says what the times are.
func clockWords(clock string) string {
	if clock == cpuClock {
		return "times are processor time"
	}
	return "times are wall"
}

// cpuClock is the clock that reads processor time.
const cpuClock = "cpu"

// writeResults prints whether the results are the same, and what differs.
func writeResults(b *strings.Builder, v *compare.Versus) {
	r := v.Results
	mark := "="
	switch {
	case r.Differ():
		mark = "≠"
	case r.Uncalled != "":
		mark = "?"
	}
	fmt.Fprintf(b, "results   %s", mark)
	for _, c := range r.Counts {
		fmt.Fprintf(b, "   %s %s", draw.Clean(c.Name), resultCount(c))
	}
	b.WriteString("\n")
	if !r.Differ() {
		fmt.Fprintf(b, "          %s\n", strings.Replace(sameLine(v), ", but are not", ",\n          but are not", 1))
		return
	}
	for _, g := range r.Groups {
		fmt.Fprintf(b, "  %s: %s\n", draw.Clean(g.What), differences(g.N))
		for _, name := range g.Named {
			fmt.Fprintf(b, "    %s\n", draw.Clean(name))
		}
		if more := g.N - len(g.Named); more > 0 {
			fmt.Fprintf(b, "    and %s more\n", count(int64(more)))
		}
	}
}

// sameLine says what of the results is the same, where nothing differs.
func sameLine(v *compare.Versus) string {
	r := v.Results
	text := "outputs, program scores and store are the same"
	switch {
	case r.Untold:
		text = "what both tell is the same"
	case v.StoreUnknown:
		text = "outputs and program scores are the same; the stores were not kept apart and are not compared"
	}
	if r.Scored[0]+r.Scored[1] > 0 {
		text += fmt.Sprintf("; differ scores too where both made as many diff calls (%s of %s and %s)", count(int64(r.Both)), count(int64(r.Scored[0])), count(int64(r.Scored[1])))
	}
	if r.Uncalled != "" {
		text += ", but are not called equal: " + draw.Clean(r.Uncalled)
	}
	return text
}

// Widths of the table of times.
const (
	barCells = 10
	nameCell = 10
)

// writeTimes prints a row for each clock: both sides, ratio, interval, verdict.
func writeTimes(b *strings.Builder, v *compare.Versus) {
	th := theme.New(theme.Contrast, false, false)
	t := v.Timing
	longest, label := max(t.Whole.A, t.Whole.B), draw.Clean(v.Label)
	fmt.Fprintf(b, "%-*s %-*s  %-*s  %6s  %-15s %7s  %-13s %s\n", nameCell, "phase", barCells+10, "A", barCells+10, label, "A/"+label, "95 % interval", "p", "calls", "verdict")
	for i := range t.Phases {
		f := &t.Phases[i]
		calls := ""
		if c := v.Calls[i]; called(c) {
			calls = change(c)
		}
		writeTime(b, f, longest, calls, th)
	}
	writeTime(b, &t.Whole, longest, "", th)
}

func writeTime(b *strings.Builder, f *compare.Finding, longest float64, calls string, th *theme.Theme) {
	bar := func(s float64) string { return draw.Bar(draw.Gauge{Done: s / longest}, barCells, th) }
	fmt.Fprintf(b, "%-*s %s %9s  %s %9s  %6s  %-15s %7s  %-13s %s\n", nameCell, draw.Clean(f.Name), bar(f.A), seconds(f.A), bar(f.B), seconds(f.B),
		ratio(f.Ratio), interval(f.Lo, f.Hi), probability(f.Adjusted), calls, judged(f))
}

// judged returns the verdict on a clock with what is noted of it.
func judged(f *compare.Finding) string {
	if f.Note == "" {
		return f.Verdict.String()
	}
	return f.Verdict.String() + ": " + draw.Clean(f.Note)
}

// workLine lists the counts of work, each with = + or -.
func workLine(v *compare.Versus) string {
	var parts []string
	for _, c := range v.Results.Work {
		text := c.Name + " " + change(c)
		if c.A == c.B && !c.Lacks() {
			text += " ="
		}
		parts = append(parts, text)
	}
	return draw.Clean(strings.Join(parts, "   "))
}

func knobsLine(v *compare.Versus) string {
	if v.KnobsUnknown {
		return "not known: a side is another engine's"
	}
	var parts []string
	for _, k := range v.Knobs {
		parts = append(parts, fmt.Sprintf("%s %s → %s", k.Knob, k.From, k.To))
	}
	if len(parts) == 0 {
		return "none differ"
	}
	return draw.Clean(strings.Join(parts, "   "))
}

// floorLine says what A against A has shown.
func floorLine(r *compare.Comparison) string {
	if r.Control == nil {
		return ""
	}
	floors := r.Control.NoiseFloors()
	var parts []string
	for _, f := range r.Control.Findings() {
		if f.Verdict != compare.TooShort {
			parts = append(parts, fmt.Sprintf("%s %.1f %%", f.Name, 100*floors[f.Name]))
		}
	}
	return "A differs from itself by up to: " + draw.Clean(strings.Join(parts, "   "))
}

// outliersLine names the runs that stand far from the others.
func outliersLine(v *compare.Versus) string {
	if v.Timing == nil {
		return ""
	}
	f := &v.Timing.Whole
	var parts []string
	for _, side := range []struct {
		label string
		runs  []int
	}{{"A", f.OutliersA}, {v.Label, f.OutliersB}} {
		for _, i := range side.runs {
			parts = append(parts, fmt.Sprintf("run %d of %s", i+1, side.label))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return draw.Clean(strings.Join(parts, ", ")) + " far from the others in all; kept"
}

// warningsLine says what benchmath warns of.
func warningsLine(v *compare.Versus) string {
	if v.Timing == nil {
		return ""
	}
	return draw.Clean(strings.Join(v.Timing.Warnings, "; "))
}

// conclusion says in a sentence or two what was found.
func conclusion(r *compare.Comparison, v *compare.Versus) string {
	t, a, b := v.Timing, draw.Clean(v.A), draw.Clean(v.B)
	switch {
	case v.Results.Differ():
		return fmt.Sprintf("%s does not give the same results as %s. Times of different work say nothing, so none are judged.", b, a)
	case t == nil && r.Running:
		return "Undecided: no pair is done yet."
	case r.Running:
		return fmt.Sprintf("Undecided: %s of %s pairs are done, which show %s in all so far.", count(int64(r.Made)), count(int64(r.Asked)), ratio(t.Whole.Ratio))
	case t == nil && r.Interrupted:
		return "Interrupted before the first pair was done."
	case t == nil:
		return "Nothing was measured, because the results of another side differ."
	case r.Interrupted && r.Made < r.Asked:
		return fmt.Sprintf("Undecided: interrupted after %s of %s pairs.", count(int64(r.Made)), count(int64(r.Asked)))
	}
	text := ""
	w := &t.Whole
	in := fmt.Sprintf("%s in all (%s, p %s)", ratio(w.Ratio), interval(w.Lo, w.Hi), probability(w.Adjusted))
	switch w.Verdict {
	case compare.Faster, compare.Slower:
		text = fmt.Sprintf("%s is %s than %s: %s.", b, w.Verdict, a, in)
	case compare.NoChange:
		text = fmt.Sprintf("No change seen between %s and %s: %s.", a, b, in)
	default:
		text = fmt.Sprintf("Undecided between %s and %s: %s; %s.", a, b, in, draw.Clean(w.Note))
	}
	var changed []string
	for i := range t.Phases {
		f := &t.Phases[i]
		if f.Verdict == compare.Faster || f.Verdict == compare.Slower {
			one := fmt.Sprintf("%s is %s (%s", draw.Clean(f.Name), f.Verdict, ratio(f.Ratio))
			if c := v.Calls[i]; c.A != c.B && !c.Lacks() {
				one += fmt.Sprintf(", %s → %s calls", count(c.A), count(c.B))
			}
			changed = append(changed, one+")")
		}
	}
	if len(changed) > 0 {
		text += "\nPhases that changed: " + strings.Join(changed, ", ") + "."
	} else if w.Verdict == compare.Faster || w.Verdict == compare.Slower {
		text += "\nNo single phase that is long enough changed for sure."
	}
	return text + confirmation(v)
}

// confirmation says what the second round found.
func confirmation(v *compare.Versus) string {
	if v.Suspect != nil && v.Again == nil && v.Confirmed {
		return "\nA regression: " + draw.Clean(v.Suspect.Clock) + " is slower. Recorded runs cannot be measured again; compare the strategies to be sure."
	}
	if v.Suspect == nil || v.Again == nil {
		return ""
	}
	for _, f := range v.Again.Findings() {
		if f.Name != v.Suspect.Clock {
			continue
		}
		found := fmt.Sprintf("%s, %s (p %s)", f.Verdict, ratio(f.Ratio), probability(f.Adjusted))
		if v.Confirmed {
			return fmt.Sprintf("\nA regression, confirmed by one more round: %s %s.", draw.Clean(f.Name), found)
		}
		return fmt.Sprintf("\nOne more round did not confirm that %s is slower: %s.", draw.Clean(f.Name), found)
	}
	return ""
}
