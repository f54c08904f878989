package taskview

import (
	"strconv"

	"battscope/engine/trace"
	"battscope/ui/draw"
	"battscope/ui/list"
)

// programColumns are the columns of the programs of a page.
func programColumns() []list.Column {
	return []list.Column{
		{Head: "program", Gap: 0},
		{Head: "match", Width: 6, Gap: 1, Right: true, Down: true},
		{Head: "cost", Width: 9, Gap: 1, Right: true, Down: true, From: 34},
	}
}

// programRows are the programs of a task.
type programRows struct {
	sheet  *trace.Sheet
	scores []trace.Score // nil where they are not known
	rank   []int64
}

func newProgramRows(sheet *trace.Sheet, scores []trace.Score) *programRows {
	if len(scores) > len(sheet.Programs) {
		scores = nil
	}
	return &programRows{sheet, scores, list.Ranks(sheet.Programs)}
}

// scored reports whether the scores of a program are known: those of records are
// of the first programs only, as long as the record has not gone on.
func (r *programRows) scored(row int) bool {
	if len(r.scores) == len(r.sheet.Programs) {
		return true
	}
	return row < len(r.scores) && r.scores[row].Program == r.sheet.Programs[row]
}

func (r *programRows) Len() int { return len(r.sheet.Programs) }

func (r *programRows) Fields() []list.Field { return []list.Field{{Names: r.sheet.Programs}} }

func (r *programRows) Key(col, row int) int64 {
	switch {
	case col == 0:
		return r.rank[row]
	case !r.scored(row):
		return -1
	case col == 1:
		return int64(r.scores[row].Demo + r.scores[row].Test)
	}
	return r.scores[row].Units
}

func (r *programRows) Cell(col, row int, p list.Painter) string {
	switch {
	case col == 0:
		return draw.Clean(r.sheet.Programs[row])
	case !r.scored(row):
		return p.Faint.Paint(p.Sign.Unknown)
	case col == 1:
		n := r.scores[row].Demo + r.scores[row].Test
		if n == 0 {
			return p.Faint.Paint("0")
		}
		return strconv.Itoa(n)
	}
	return units(r.scores[row].Units, p.Width)
}
