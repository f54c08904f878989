package runsview

import (
	"strings"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/list"
)

func columns() []list.Column {
	return []list.Column{
		{Head: "", Width: 1, Fixed: true},
		{Head: "run", Width: 20, Gap: 1, Down: true},
		{Head: "a pass", Width: draw.DurationWidth, Gap: 1, Right: true},
		{Head: "results", Width: 12, Gap: 2},
		{Head: "verdict", Width: 8, Gap: 1},
		{Head: "solved", Width: 8, Gap: 1, Right: true, Down: true, From: 150},
		{Head: "state", Width: 9, Gap: 2, From: 130},
		{Head: "strategy", Width: 18, Gap: 1, From: 84},
		{Head: "changes since its parent, title", Gap: 1, Fixed: true},
	}
}

// rows are runs as the list shows them.
type rows struct {
	runs    []Run
	marked  map[string]bool
	changes []string // since the parent
}

func newRows(runs []Run, marked map[string]bool) *rows {
	r := &rows{runs: runs, marked: marked}
	byID := map[string]*Run{}
	for i := range runs {
		byID[runs[i].ID] = &runs[i]
	}
	for i := range runs {
		r.changes = append(r.changes, since(byID[runs[i].Journal.Parent], &runs[i]))
	}
	return r
}

// since says what a run changes in the strategy of its parent.
func since(parent, run *Run) string {
	if parent == nil {
		return ""
	}
	var parts []string
	for _, c := range strategy.Diff(parent.Strategy, run.Strategy) {
		parts = append(parts, c.Knob+" "+c.From+"→"+c.To)
	}
	if len(parts) == 0 {
		return "no knob"
	}
	return strings.Join(parts, ", ")
}

func (r *rows) Len() int { return len(r.runs) }

func (r *rows) Fields() []list.Field {
	fields := make([]list.Field, 4)
	for i := range r.runs {
		run := &r.runs[i]
		for f, text := range []string{
			run.ID + " " + run.Name, run.Preset + " " + r.changes[i], string(run.Journal.Verdict) + " " + run.Standing,
			run.Journal.Title + " " + run.Journal.Hypothesis + " " + run.Journal.Lesson,
		} {
			fields[f].Names = append(fields[f].Names, text)
		}
	}
	return fields
}

func (r *rows) Key(col, row int) int64 {
	run := &r.runs[row]
	switch col {
	case 1:
		return -int64(row) // the newest come first
	case 2:
		return int64(run.wall())
	case 3:
		return int64(len(run.Mark.Text))
	case 4:
		return list.FirstLetters(string(run.Journal.Verdict))
	case 5:
		return run.Solved
	case 6:
		return list.FirstLetters(run.Standing)
	case 7:
		return list.FirstLetters(run.Preset)
	}
	return 0
}

func (r *Run) wall() time.Duration {
	if r.Published > 0 {
		return time.Duration(r.Published * float64(time.Second))
	}
	return r.Pass
}

func (r *rows) Cell(col, row int, p list.Painter) string {
	run := &r.runs[row]
	switch col {
	case 0:
		if r.marked[run.ID] {
			return p.Accent.Paint(p.Sign.Live)
		}
		return ""
	case 1:
		return draw.Clean(run.ID)
	case 2:
		if run.wall() <= 0 {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		return draw.Duration(run.wall())
	case 3:
		return mark(run, p.Theme) + unended(run, p.Theme)
	case 4:
		switch run.Journal.Verdict {
		case record.Kept:
			return p.Good.Paint("kept")
		case record.Reverted:
			return p.Warn.Paint("reverted")
		}
		return p.Faint.Paint(string(run.Journal.Verdict))
	case 5:
		if run.Tasks == 0 {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		return draw.Count(run.Solved, 3) + "/" + draw.Count(run.Tasks, 4)
	case 6:
		switch run.Standing {
		case string(record.Running):
			return p.Accent.Paint(run.Standing)
		case string(record.Failed), "killed":
			return p.Bad.Paint(run.Standing)
		}
		return p.Faint.Paint(draw.Clean(run.Standing))
	case 7:
		return draw.Clean(run.Preset)
	}
	text := r.changes[row]
	if title := draw.Clean(run.Journal.Title); title != "" {
		if text != "" {
			title += ": "
		}
		text = title + text
	}
	return text
}
