package taskview

import (
	"strings"

	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/ui/draw"
	"battscope/ui/list"
)

// taskColumns are the columns of the tasks, in the order of taskRows.Cell.
func taskColumns() []list.Column {
	return []list.Column{
		{Head: "", Width: 1, Fixed: true},
		{Head: "task", Width: 12, Gap: 1},
		{Head: "solved", Width: 7, Gap: 1, Right: true, Down: true},
		{Head: "matches", Width: 9, Gap: 1, Right: true, Down: true},
		{Head: "best program", Gap: 2},
		{Head: "time", Width: draw.DurationWidth, Gap: 1, Right: true, Down: true},
		{Head: "timeouts", Width: 9, Gap: 1, Right: true, Down: true, From: 66},
		{Head: "faults", Width: 9, Gap: 1, Right: true, Down: true, From: 76},
		{Head: "candidates", Width: 11, Gap: 1, Right: true, Down: true, From: 100},
		{Head: "programs", Width: 10, Gap: 1, Right: true, Down: true, From: 112},
	}
}

// taskRows are the tasks of a run.
type taskRows struct {
	res   *trace.Results
	names list.Field
	best  list.Field
	rank  [2][]int64 // of task and best, by row
}

func newTaskRows(res *trace.Results) *taskRows {
	t := &taskRows{res: res}
	for i := range res.Rows {
		t.names.Names = append(t.names.Names, res.Rows[i].Task)
		t.best.Names = append(t.best.Names, res.Rows[i].Best)
	}
	t.rank = [2][]int64{list.Ranks(t.names.Names), list.Ranks(t.best.Names)}
	return t
}

func (t *taskRows) Len() int { return len(t.res.Rows) }

func (t *taskRows) Fields() []list.Field { return []list.Field{t.names, t.best} }

func (t *taskRows) Key(col, row int) int64 {
	r := &t.res.Rows[row]
	switch col {
	case 1:
		return t.rank[0][row]
	case 2:
		if r.BestMatches < 0 && r.Solved {
			return 1000
		}
		if r.Known <= 0 || r.State != probe.Done {
			return -1
		}
		return 1000 * r.BestMatches / int64(r.Known)
	case 3:
		return r.Matches
	case 4:
		return t.rank[1][row]
	case 5:
		return int64(r.Wall)
	case 6:
		return r.Timeouts
	case 7:
		return r.Faults
	case 8:
		return r.Candidates
	case 9:
		return int64(r.Programs)
	}
	return 0
}

func (t *taskRows) Cell(col, row int, p list.Painter) string {
	r := &t.res.Rows[row]
	switch col {
	case 0:
		switch r.State {
		case probe.Running:
			return p.Accent.Paint(p.Sign.Running)
		case probe.Done:
			return p.Faint.Paint(p.Sign.Done)
		}
		return p.Faint.Paint(p.Sign.Pending)
	case 1:
		return draw.Clean(r.Task)
	case 9:
		return known(int64(r.Programs), p)
	}
	if r.State != probe.Done {
		return p.Faint.Paint(p.Sign.Unknown)
	}
	switch col {
	case 2:
		if r.BestMatches < 0 {
			return told(r, p)
		}
		text := draw.Count(r.BestMatches, 3)
		if r.Known > 0 { // a record does not tell of all
			text += " of " + draw.Count(int64(r.Known), 3)
		}
		if r.Solved {
			return p.Good.Paint(text)
		}
		return text
	case 3:
		return known(r.Matches, p)
	case 4:
		if r.Best == "" && r.BestMatches < 0 {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		if r.Best == "" {
			return p.Faint.Paint("no program matches")
		}
		return draw.Clean(r.Best)
	case 5:
		if r.Wall == 0 {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		return draw.Duration(r.Wall)
	case 6:
		return warn(r.Timeouts, p)
	case 7:
		return known(r.Faults, p)
	case 8:
		return known(r.Candidates, p)
	}
	return ""
}

// told writes whether another engine said that it solved a task.
func told(r *trace.Row, p list.Painter) string {
	switch {
	case r.Solved:
		return p.Good.Paint("yes")
	case r.Known < 0:
		return p.Faint.Paint(p.Sign.Unknown)
	}
	return "no"
}

// known writes a count where it is known.
func known(n int64, p list.Painter) string {
	if n < 0 {
		return p.Faint.Paint(p.Sign.Unknown)
	}
	return draw.Count(n, p.Width)
}

// warn writes a count that needs an eye where it is not 0.
func warn(n int64, p list.Painter) string {
	switch {
	case n == 0:
		return p.Faint.Paint("0")
	case n < 0:
		return known(n, p)
	}
	return p.Warn.Paint(draw.Count(n, p.Width))
}

// scoreColumns are the columns of programs on tasks.
func scoreColumns() []list.Column {
	return []list.Column{
		{Head: "task", Width: 12, Gap: 0},
		{Head: "program", Gap: 1},
		{Head: "demo", Width: 6, Gap: 1, Right: true, Down: true},
		{Head: "test", Width: 6, Gap: 1, Right: true, Down: true},
		{Head: "cost", Width: 12, Gap: 1, Right: true, Down: true},
		{Head: "timeouts", Width: 9, Gap: 1, Right: true, Down: true, From: 66},
		{Head: "faults", Width: 7, Gap: 1, Right: true, Down: true, From: 76},
	}
}

// scoreRows are programs on tasks: one row for each pair whose score is known.
type scoreRows struct {
	res    *trace.Results
	starts []int // the first row of each task; one more at the end
	names  []string
	ids    [][]int32 // by task and program, in names; tasks of one pool share
	rank   []int64   // of names
	tasks  []string
	taskNo []int64
}

// newScoreRows numbers the pairs. Before holds the names of an earlier state of
// things, which are used again where they are the same; it may be nil.
func newScoreRows(res *trace.Results) *scoreRows {
	s := &scoreRows{res: res, starts: []int{0}}
	index := map[string]int32{}
	var last []int32
	for i, scores := range res.Scores {
		s.starts = append(s.starts, s.starts[i]+len(scores))
		s.tasks = append(s.tasks, res.Rows[i].Task)
		if !s.sameNames(last, scores) {
			last = make([]int32, len(scores))
			for p := range scores {
				id, known := index[scores[p].Program]
				if !known {
					id = int32(len(s.names))
					index[scores[p].Program] = id
					s.names = append(s.names, scores[p].Program)
				}
				last[p] = id
			}
		}
		s.ids = append(s.ids, last)
	}
	s.rank, s.taskNo = list.Ranks(s.names), list.Ranks(s.tasks)
	return s
}

// sameNames reports whether ids are the names of scores.
func (s *scoreRows) sameNames(ids []int32, scores []trace.Score) bool {
	if len(ids) != len(scores) || len(ids) == 0 {
		return false
	}
	for p := range scores {
		if s.names[ids[p]] != scores[p].Program {
			return false
		}
	}
	return true
}

func (s *scoreRows) Len() int { return s.starts[len(s.starts)-1] }

// place returns the task and the program of a row.
func (s *scoreRows) place(row int) (task, program int) {
	lo, hi := 0, len(s.starts)-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; s.starts[mid] <= row {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo, row - s.starts[lo]
}

func (s *scoreRows) Fields() []list.Field {
	return []list.Field{
		{Names: s.tasks, Of: func(row int) int { task, _ := s.place(row); return task }},
		{Names: s.names, Of: func(row int) int { task, program := s.place(row); return int(s.ids[task][program]) }},
	}
}

func (s *scoreRows) Key(col, row int) int64 {
	task, program := s.place(row)
	score := &s.res.Scores[task][program]
	switch col {
	case 0:
		return s.taskNo[task]
	case 1:
		return s.rank[s.ids[task][program]]
	case 2:
		return int64(score.Demo)
	case 3:
		return int64(score.Test)
	case 4:
		return score.Units
	case 5:
		return int64(score.Timeouts)
	case 6:
		return int64(score.Faults)
	}
	return 0
}

func (s *scoreRows) Cell(col, row int, p list.Painter) string {
	task, program := s.place(row)
	score := &s.res.Scores[task][program]
	switch col {
	case 0:
		return draw.Clean(s.tasks[task])
	case 1:
		return draw.Clean(score.Program)
	case 2:
		return draw.Count(int64(score.Demo), p.Width)
	case 3:
		return draw.Count(int64(score.Test), p.Width)
	case 4:
		return units(score.Units, p.Width)
	case 5:
		return warn(int64(score.Timeouts), p)
	case 6:
		return draw.Count(int64(score.Faults), p.Width)
	}
	return ""
}

// units writes a cost in units.
func units(n int64, w int) string {
	return strings.TrimSpace(draw.Count(n, w-2)) + " u"
}
