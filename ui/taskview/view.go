// Package taskview is the Tasks screen: every task with what the pool reached
// on it, every program on every task, and, opened, a task with its grids, its
// programs and a program line by line.
package taskview

import (
	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// Actions of this screen.
const (
	byProgram keymap.Action = "programs on tasks"
	profiled  keymap.Action = "profile"
)

// A View is the Tasks screen. It belongs to one goroutine.
type View struct {
	src     Source
	version trace.Version
	res     *trace.Results
	tasks   *list.List
	scores  *list.List
	pairs   *scoreRows // what scores shows
	paired  trace.Version
	wide    bool // programs on tasks are shown
	follow  bool // the cursor stays on the task at work
	page    *page
}

// New returns the screen of what src tells.
func New(src Source) *View {
	return &View{src: src, tasks: list.New(taskColumns(), -1), scores: list.New(scoreColumns(), 2)}
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Tasks" }

// shown returns the list that is shown.
func (v *View) shown() *list.List {
	if v.wide {
		return v.scores
	}
	return v.tasks
}

// List returns the list whose order comes back.
func (v *View) List() *list.List { return v.tasks }

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	if v.page != nil {
		return v.page.keys()
	}
	open := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "open the task: grids, programs, line by line", Foot: "open"}
	copied := keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the name", Foot: "copy"}
	if _, ok := v.shown().Row(); !ok {
		open.Why = "nothing to open: no tasks yet"
		copied.Why = "nothing to copy: no tasks yet"
		if v.shown().Filter() != "" {
			open.Why, copied.Why = "the filter lets nothing through; esc takes it away", "the filter lets nothing through; esc takes it away"
		}
	}
	pairs := keymap.Binding{Action: byProgram, Keys: []string{"v"}, Label: "v", Doc: "every program on every task", Foot: "programs"}
	if v.wide {
		pairs.Doc, pairs.Foot = "the tasks", "tasks"
	}
	follow := keymap.Binding{Action: keymap.Follow, Keys: []string{"F"}, Label: "F", Doc: "keep the cursor on the task at work"}
	if v.follow {
		follow.Doc = "leave the cursor where it is"
	}
	if v.wide {
		follow.Why = "only tasks can be followed; v shows them"
	}
	t := keymap.Table{
		open,
		{Action: keymap.Filter, Keys: []string{"f", "\\"}, Label: "f", Doc: "show only rows with a text or /regexp", Foot: "filter"},
		{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort by the next column; a click on a head does too", Foot: "sort"},
		{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order round"},
		pairs, copied, follow,
		{Action: profiled, Keys: []string{"p"}, Label: "p", Doc: "the profile of the task, or of the program on it", Foot: "profile", Why: copied.Why, Leads: "Profile"},
	}
	if v.shown().Filter() != "" || v.wide {
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: filter, programs"})
	}
	return keymap.Join(t, keymap.Moves())
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	if v.page != nil {
		if a == keymap.Back && !v.page.stepBack() {
			v.page = nil
			return screen.Effect{}
		}
		return v.page.do(a)
	}
	l := v.shown()
	switch a {
	case keymap.Enter:
		return v.open()
	case keymap.Filter, keymap.Sort, keymap.Reverse:
		return l.DoTable(a)
	case profiled:
		return v.profile()
	case keymap.Follow:
		v.follow = !v.follow
		v.chase()
	case keymap.Copy:
		return screen.Effect{Copy: v.name()}
	case keymap.Back:
		if l.Filter() != "" {
			return l.SetFilter("")
		}
		v.wide = false
	case byProgram:
		v.wide = !v.wide
		return v.pair()
	default:
		v.follow = false
		l.Do(a)
	}
	return screen.Effect{}
}

// name returns the name of what is under the cursor.
func (v *View) name() string {
	row, ok := v.shown().Row()
	switch {
	case !ok:
		return ""
	case v.wide:
		task, program := v.pairs.place(row)
		return v.res.Scores[task][program].Program
	}
	return v.res.Rows[row].Task
}

// profile opens the profile of what is under the cursor.
func (v *View) profile() screen.Effect {
	row, ok := v.shown().Row()
	if !ok {
		return screen.Effect{}
	}
	to := screen.Place{Screen: "Profile", Runs: []string{""}}
	if v.wide {
		task, program := v.pairs.place(row)
		row, to.Program = task, v.res.Scores[task][program].Program
	}
	to.Task = v.res.Rows[row].Task
	return screen.Effect{Open: &to}
}

// open opens the task under the cursor, at its best program.
func (v *View) open() screen.Effect {
	row, ok := v.shown().Row()
	if !ok {
		return screen.Effect{}
	}
	program := -1
	if v.wide {
		row, program = v.pairs.place(row)
	}
	r := v.res.Rows[row]
	v.page = newPage(v.src, r.Task, v.res.Scores[row], r.Best, program)
	return v.page.load()
}

// Refresh takes in what is new.
func (v *View) Refresh(screen.Look) screen.Effect {
	res, version := v.src.Results(v.version)
	if res == nil {
		return screen.Effect{}
	}
	v.res, v.version = res, version
	e := v.tasks.SetData(newTaskRows(res))
	v.chase()
	if v.wide {
		if more := v.pair(); e.Work == nil {
			return more
		}
	}
	return e
}

// pair gives the list of programs on tasks the newest results: numbered beside
// the screen, since there may be a million.
func (v *View) pair() screen.Effect {
	if !v.wide || v.paired == v.version && v.pairs != nil || v.res == nil {
		return screen.Effect{}
	}
	v.paired = v.version
	res := v.res
	return screen.Effect{Work: func() func() screen.Effect {
		rows := newScoreRows(res)
		return func() screen.Effect {
			v.pairs = rows
			return v.scores.SetData(rows)
		}
	}}
}

// chase keeps the cursor on the task at work.
func (v *View) chase() {
	if !v.follow || v.res == nil {
		return
	}
	for i := range v.res.Rows {
		if v.res.Rows[i].State == probe.Running {
			v.tasks.Select(i)
		}
	}
}

// Find moves to a row that holds text.
func (v *View) Find(text string, step int) (at, of int) {
	v.follow = false
	if v.page != nil {
		return v.page.find(text, step)
	}
	return v.shown().Find(text, step)
}

// Click moves to what is under the mouse, opens what was there already, or
// sorts by a head.
func (v *View) Click(x, y int) screen.Effect {
	if v.page != nil {
		return v.page.click(x, y)
	}
	hit := v.shown().Click(x, y-1)
	switch {
	case hit.Head >= 0:
		return v.shown().SortBy(hit.Head)
	case hit.Same:
		return v.open()
	}
	v.follow = false
	return screen.Effect{}
}

// Wheel moves through what is under the mouse.
func (v *View) Wheel(x, y, lines int) screen.Effect {
	if v.page != nil {
		return v.page.wheel(x, y, lines)
	}
	v.follow = false
	v.shown().Move(lines)
	return screen.Effect{}
}

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if v.page != nil {
		return v.page.render(w, h, th)
	}
	lines := []string{v.summary(w, th)}
	if v.res == nil || len(v.res.Rows) == 0 {
		return draw.Block(append(lines, "", " "+th.Faint.Paint("no tasks yet: they come when the run has read them")), w, h)
	}
	return draw.Block(append(lines, v.shown().Render(w, h-1, th, true)...), w, h)
}

// summary says how many rows there are and how many are through.
func (v *View) summary(w int, th *theme.Theme) string {
	l := v.shown()
	done, solved, all := 0, 0, 0
	if v.res != nil {
		all = len(v.res.Rows)
		for i := range v.res.Rows {
			if v.res.Rows[i].State == probe.Done {
				done++
			}
			if v.res.Rows[i].Solved {
				solved++
			}
		}
	}
	left := " "
	if f := l.Filter(); f != "" {
		left += draw.Count(int64(l.Len()), 11) + th.Faint.Paint(" shown of ")
	}
	if v.wide {
		left += draw.Count(int64(l.Total()), 11) + th.Faint.Paint(" programs on tasks")
	} else {
		left += draw.Count(int64(all), 11) + th.Faint.Paint(draw.Plural(int64(all), " task"))
	}
	if f := l.Filter(); f != "" {
		left += th.Faint.Paint(" with ") + draw.Clip(draw.Clean(f), w/4)
	}
	right := draw.Count(int64(done), 9) + th.Faint.Paint(" through   ") + draw.Count(int64(solved), 9) + th.Faint.Paint(" solved ")
	if l.Working() {
		right = th.Accent.Paint("sorting …") + "   " + right
	}
	if v.follow {
		right = th.Accent.Paint("following") + "   " + right
	}
	return draw.Between(left, right, w)
}
