package compareview

import (
	"math"
	"slices"
	"strings"

	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// detail says all of the clock under the cursor.
func (v *View) detail(one *compare.Versus, w int, th *theme.Theme) []string {
	rows := v.rows()
	f, calls := clockOf(one, rows[min(v.cursor, len(rows)-1)])
	if f == nil {
		return nil
	}
	text := f.Name + ": " + judged(f)
	if f.Verdict != compare.Withheld {
		text += "   interval " + interval(f.Lo, f.Hi) + "   p " + probability(f.Adjusted)
	}
	if aside(f) {
		text += "   the ratio is the middle one of the pairs, not that of the two middle times"
	}
	if called(calls) {
		text += "   calls " + change(calls)
		if calls.A == calls.B && !calls.Lacks() {
			text += " " + calls.Sign()
		}
	}
	return append(append([]string{draw.Rule(w, th)}, wrapped(" "+text, w, th.Text)...), "")
}

// aside reports whether the ratio of a clock stands on the other side of 1 than the
// times beside it, or far from what they give: it is the median over pairs, which see
// the same noise, and they are medians of their own.
func aside(f *compare.Finding) bool {
	if f.A <= 0 || f.B <= 0 || f.Ratio <= 0 {
		return false
	}
	times := f.A / f.B
	return (times-1)*(f.Ratio-1) < 0 || math.Abs(math.Log(times/f.Ratio)) > 0.1
}

// notes say what stands beside the clocks: work, knobs, what was seen, and what
// it comes to.
func (v *View) notes(c *compare.Comparison, one *compare.Versus, w int, th *theme.Theme) []string {
	var lines []string
	say := func(name, text string) {
		for i, line := range draw.Wrap(draw.Clean(text), max(w-12, 8)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, " "+th.Faint.Paint(draw.Left(name, 9))+" "+line)
		}
	}
	if one.Results != nil {
		if work := v.work(one); work != "" {
			say("work", work)
		}
	}
	say("knobs", knobsLine(one))
	for _, l := range []struct{ name, text string }{{"floor", floorLine(c)}, {"outliers", outliersLine(one)}, {"warning", warningsLine(one)}, {"host", c.Busy}} {
		if l.text != "" {
			say(l.name, l.text)
		}
	}
	if one.Results == nil {
		return lines
	}
	if !one.Results.Differ() {
		say("same", sameLine(one))
	}
	lines = append(lines, "")
	for _, text := range strings.Split(conclusion(c, one), "\n") {
		lines = append(lines, wrapped(" "+text, w, th.Text)...)
	}
	return lines
}

// work lists the counts of work with their signs.
func (v *View) work(one *compare.Versus) string {
	all := *one
	if v.only {
		results := *one.Results
		results.Work = slices.DeleteFunc(slices.Clone(results.Work), func(c compare.Count) bool { return c.A == c.B && !c.Lacks() })
		all.Results = &results
	}
	return workLine(&all)
}
