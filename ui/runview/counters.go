package runview

import (
	"strconv"
	"strings"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A count is one number of the run under its name. Where of is known the
// number is one of so many.
type count struct {
	name  string
	n, of int64
	lacks bool // nothing tells it
}

// counts returns the numbers to show, the most asked for first.
func (v *View) counts() []count {
	if f := v.snap.Foreign; f != nil {
		var out []count
		for _, t := range f.Tally {
			out = append(out, count{name: t.Name, n: t.N, lacks: !t.Known})
		}
		return out
	}
	c := &v.snap.Counts
	out := []count{
		{name: "tasks", n: c.Tasks, of: int64(v.snap.Tasks)},
		{name: "solved", n: c.SolvedTasks},
		{name: "programs", n: c.Programs},
		{name: "candidates", n: c.Candidates},
		{name: "outputs", n: c.Outputs.Sum()},
		{name: "matches", n: c.Matches.Sum()},
		{name: "distinct", n: c.Distinct},
		{name: "timeouts", n: c.Timeouts},
		{name: "false", n: c.TimeoutsFalse},
		{name: "starved", n: c.TimeoutsStarved},
		{name: "faults", n: c.Faults},
	}
	if v.hasPhase("diff") {
		out = append(out, count{name: "diff calls", n: c.DiffCalls.Sum()}, count{name: "skipped", n: c.DiffSkipped.Sum()})
	}
	return out
}

func (v *View) hasPhase(name string) bool {
	for _, info := range v.infos {
		if info.Name == name {
			return true
		}
	}
	return false
}

// counterWidth is a name, a gap and a number in full up to 9,999,999.
const counterWidth = 10 + 1 + 7

// counterColumns returns how many counts stand side by side.
func counterColumns(w int) int {
	gap := counterGap(w)
	return min(max((w-2+gap)/(counterWidth+gap), 1), 6)
}

func counterGap(w int) int {
	if w < 100 {
		return 2
	}
	return 4
}

// counters renders the counts in columns that keep their places while the
// numbers grow.
func (v *View) counters(w, h int, th *theme.Theme) []string {
	counts := v.counts()
	cols, gap := counterColumns(w), counterGap(w)
	cell := (w - 2 - gap*(cols-1)) / cols
	if cell > 26 {
		cell = 26
	}
	var lines []string
	for at := 0; at < len(counts) && len(lines) < h; at += cols {
		var b strings.Builder
		for i, c := range counts[at:min(at+cols, len(counts))] {
			if i == 0 {
				b.WriteString(" ")
			} else {
				b.WriteString(draw.Left("", gap))
			}
			room := cell - len(c.name) - 1
			b.WriteString(th.Faint.Paint(c.name))
			b.WriteString(draw.Right(v.value(c, room, th), room+1))
		}
		lines = append(lines, b.String())
	}
	return lines
}

func (v *View) value(c count, room int, th *theme.Theme) string {
	if v.snap.State == probe.Idle || c.lacks {
		return th.Faint.Paint(th.Sign.Unknown)
	}
	if c.of <= 0 {
		return draw.Count(c.n, room)
	}
	of := th.Faint.Paint(" of ") + draw.Count(c.of, room)
	return draw.Count(c.n, max(room-draw.Width(of), 1)) + of
}

// task renders the task at work and, at the right, what is to say about passes; of
// a run that has failed it says why, on as many lines as there are.
func (v *View) task(w, h int, th *theme.Theme) []string {
	if v.snap.State != probe.Failed {
		return []string{v.working(w, th)}
	}
	lines := draw.Wrap(v.failure(), w-4)
	if len(lines) > h && h > 0 {
		lines = append(lines[:h-1], draw.Clip(strings.Join(lines[h-1:], " "), w-4))
	}
	for i, line := range lines {
		sign := " "
		if i == 0 {
			sign = th.Sign.Failed
		}
		lines[i] = " " + th.Bad.Paint(sign+" "+line)
	}
	return lines
}

// working renders the task at work.
func (v *View) working(w int, th *theme.Theme) string {
	s := &v.snap
	text := " " + th.Faint.Paint("task") + "  "
	switch {
	case s.TaskIndex == 0 || s.Task == "":
		text += th.Faint.Paint(th.Sign.Unknown)
	default:
		place := strconv.Itoa(s.TaskIndex)
		if s.Tasks > 0 {
			total := strconv.Itoa(s.Tasks)
			place = draw.Right(place, len(total)) + th.Faint.Paint(" of ") + total
		}
		text += place + "  " + draw.Clean(s.Task)
	}
	note := v.insights(th)
	pass := v.pass(w-draw.Width(text)-draw.Width(note)-6, th)
	if note != "" && pass != "" {
		note += "   "
	}
	return draw.Between(text, note+pass, w-1)
}

// insights says how many rules fire on the newest whole pass, and the key that
// lists them; nothing where none does.
func (v *View) insights(th *theme.Theme) string {
	if v.stand == nil || len(v.stand.Insights) == 0 {
		return ""
	}
	style := th.Faint
	if v.stand.Warnings > 0 {
		style = th.Warn
	}
	n := len(v.stand.Insights)
	word := " insights"
	if n == 1 {
		word = " insight"
	}
	return style.Paint(strconv.Itoa(n)+word) + th.Faint.Paint(": ") + th.Accent.Paint(screen.InsightsKey)
}

// pass says that and how passes repeat, in as many words as w cells take.
func (v *View) pass(w int, th *theme.Theme) string {
	if !v.snap.Repeats {
		return ""
	}
	n := "pass " + draw.Count(int64(v.snap.Pass), 9)
	last := ""
	if v.snap.PassWall > 0 {
		last = " (last pass " + draw.Duration(v.snap.PassWall) + ")"
	}
	for _, text := range []string{
		n + ": short work repeats its passes until stopped" + last,
		n + ", repeats until stopped" + last,
		n + last,
	} {
		if len(text) <= w {
			return th.Faint.Paint(text)
		}
	}
	return th.Faint.Paint(n)
}

// failure says why the run failed.
func (v *View) failure() string {
	if v.snap.Err == nil {
		return "the run failed; nothing says why"
	}
	// A panic's error goes on with a stack, which is printed when the screen is
	// gone.
	text, _, more := strings.Cut(v.snap.Err.Error(), "\n")
	if text = "the run failed: " + draw.Clean(text); more {
		text += " (more is printed at the end)"
	}
	return text
}
