package taskview

import (
	"strings"

	"battscope/engine/trace"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
)

// Panes of a page.
const (
	programPane = iota
	linePane
	numPanes
)

// A pick is a program on a sample.
type pick struct{ program, sample int }

// keptTraces is how many traces a page remembers.
const keptTraces = 256

// A page is an opened task.
type page struct {
	src    Source
	task   string
	scores []trace.Score
	best   string
	first  int // program to begin with; below 0 the best

	sheet  *trace.Sheet
	err    error
	list   *list.List
	sample int
	pane   int
	line   int // step under the cursor

	traces  map[pick]*trace.Trace
	errs    map[pick]error
	working bool
	boxes   layout // of what was drawn last
}

func newPage(src Source, task string, scores []trace.Score, best string, first int) *page {
	return &page{
		src: src, task: task, scores: scores, best: best, first: first,
		list:   list.New(programColumns(), -1),
		traces: map[pick]*trace.Trace{}, errs: map[pick]error{},
	}
}

// load reads the sheet beside the screen.
func (p *page) load() screen.Effect {
	return screen.Effect{Work: func() func() screen.Effect {
		sheet, err := p.src.Sheet(p.task)
		return func() screen.Effect { return p.adopt(sheet, err) }
	}}
}

func (p *page) adopt(sheet *trace.Sheet, err error) screen.Effect {
	if p.sheet, p.err = sheet, err; err != nil {
		return screen.Effect{}
	}
	e := p.list.SetData(newProgramRows(sheet, p.scores))
	at := p.first
	for i, name := range sheet.Programs {
		if at < 0 && name == p.best {
			at = i
		}
	}
	p.list.Select(max(at, 0))
	if more := p.want(); e.Work == nil {
		return more
	}
	return e
}

// picked returns the program and sample that are shown.
func (p *page) picked() (pick, bool) {
	row, ok := p.list.Row()
	return pick{row, p.sample}, ok && p.sheet != nil
}

// trace returns the trace that is shown, or nil.
func (p *page) trace() *trace.Trace {
	at, ok := p.picked()
	if !ok {
		return nil
	}
	return p.traces[at]
}

// want evaluates what is shown, beside the screen and one after another; what
// was asked for meanwhile and is no longer shown is left out.
func (p *page) want() screen.Effect {
	at, ok := p.picked()
	if !ok || p.working || p.traces[at] != nil || p.errs[at] != nil {
		return screen.Effect{}
	}
	p.working = true
	return screen.Effect{Work: func() func() screen.Effect {
		tr, err := p.src.Trace(p.task, at.program, at.sample)
		return func() screen.Effect {
			p.working = false
			if len(p.traces)+len(p.errs) >= keptTraces {
				clear(p.traces)
				clear(p.errs)
			}
			if err != nil {
				p.errs[at] = err
			} else {
				p.traces[at] = tr
			}
			p.clamp()
			return p.want()
		}
	}}
}

// clamp keeps the cursor on a line that there is.
func (p *page) clamp() {
	if tr := p.trace(); tr != nil {
		p.line = max(0, min(p.line, len(tr.Steps)-1))
	}
}

func (p *page) keys() keymap.Table {
	samples := "the sample before"
	left := keymap.Binding{Action: keymap.Left, Keys: []string{"left", "h"}, Label: "← h", Doc: samples}
	right := keymap.Binding{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the next sample", Foot: "sample"}
	step := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "step through the program, line by line", Foot: "step"}
	if p.pane == linePane {
		step.Doc, step.Foot = "to the next line", "next line"
	}
	copied := keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the program's name, or the line and its value", Foot: "copy"}
	if p.sheet == nil {
		why := "the task is not read yet"
		if p.err != nil {
			why = "the task cannot be read"
		}
		left.Why, right.Why, step.Why, copied.Why = why, why, why, why
	} else {
		if p.sample == 0 {
			left.Why = "this is the first sample"
		}
		if p.sample == len(p.sheet.Samples)-1 {
			right.Why = "this is the last sample"
		}
	}
	filter := keymap.Binding{Action: keymap.Filter, Keys: []string{"f", "\\"}, Label: "f", Doc: "show only programs with a text or /regexp", Foot: "filter"}
	back := keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: lines, filter, the list of tasks", Foot: "back"}
	return keymap.Join(keymap.Table{
		right, left, step, filter, copied,
		{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort programs by the next column"},
		{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order of programs round"},
		{Action: profiled, Keys: []string{"p"}, Label: "p", Doc: "the profile of the program on this task", Why: copied.Why, Leads: "Profile"},
		back,
	}, keymap.Panes(), keymap.Moves())
}

// stepBack goes back inside the page, if there is a step.
func (p *page) stepBack() bool { return p.pane == linePane || p.list.Filter() != "" }

func (p *page) do(a keymap.Action) screen.Effect {
	switch a {
	case keymap.Left:
		p.sample--
		return p.want()
	case keymap.Right:
		p.sample++
		return p.want()
	case keymap.NextPane, keymap.PrevPane:
		p.pane = (p.pane + 1) % numPanes
	case keymap.Enter:
		if p.pane == linePane {
			p.line++
			p.clamp()
		}
		p.pane = linePane
	case keymap.Back:
		if p.pane == linePane {
			p.pane = programPane
			return screen.Effect{}
		}
		return p.list.SetFilter("")
	case keymap.Filter:
		p.pane = programPane
		return p.list.DoTable(a)
	case keymap.Sort, keymap.Reverse:
		return p.list.DoTable(a)
	case keymap.Copy:
		return screen.Effect{Copy: p.copied()}
	case profiled:
		to := screen.Place{Screen: "Profile", Runs: []string{""}, Task: p.task}
		if row, ok := p.list.Row(); ok {
			to.Program = p.sheet.Programs[row]
		}
		return screen.Effect{Open: &to}
	default:
		if p.pane == linePane {
			p.moveLine(a)
			return screen.Effect{}
		}
		p.list.Do(a)
		return p.want()
	}
	return p.want()
}

func (p *page) moveLine(a keymap.Action) {
	switch a {
	case keymap.Up:
		p.line--
	case keymap.Down:
		p.line++
	case keymap.PageUp:
		p.line -= 10
	case keymap.PageDown:
		p.line += 10
	case keymap.Home:
		p.line = 0
	case keymap.End:
		p.line = 1 << 30
	}
	p.clamp()
}

// copied returns what is under the cursor, as text.
func (p *page) copied() string {
	tr := p.trace()
	if p.pane == linePane && tr != nil && p.line < len(tr.Steps) {
		s := tr.Steps[p.line]
		return s.Text + "  # " + s.Value.Text
	}
	if row, ok := p.list.Row(); ok && p.sheet != nil {
		return p.sheet.Programs[row]
	}
	return p.task
}

// find looks for a text among programs, or among lines.
func (p *page) find(text string, step int) (at, of int) {
	tr := p.trace()
	if p.pane != linePane || tr == nil {
		return p.list.Find(text, step)
	}
	var places []int
	for i, s := range tr.Steps {
		if strings.Contains(strings.ToLower(s.Text), strings.ToLower(text)) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return 0, 0
	}
	choice := 0
	if step < 0 {
		choice = len(places) - 1
	}
	for n := range places {
		if step >= 0 && (places[n] > p.line || step == 0 && places[n] == p.line) {
			choice = n
			break
		}
		if m := len(places) - 1 - n; step < 0 && places[m] < p.line {
			choice = m
			break
		}
	}
	p.line = places[choice]
	return choice + 1, len(places)
}

func (p *page) click(x, y int) screen.Effect {
	switch {
	case p.boxes.programs.holds(x, y):
		p.pane = programPane
		hit := p.list.Click(x-p.boxes.programs.x, y-p.boxes.programs.y)
		if hit.Head >= 0 {
			return p.list.SortBy(hit.Head)
		}
		return p.want()
	case p.boxes.lines.holds(x, y):
		p.pane = linePane
		p.line = p.boxes.top + y - p.boxes.lines.y
		p.clamp()
	case p.boxes.grids.holds(x, y):
		if p.sheet != nil && p.sample < len(p.sheet.Samples)-1 {
			p.sample++
			return p.want()
		}
	}
	return screen.Effect{}
}

func (p *page) wheel(x, y, lines int) screen.Effect {
	if p.boxes.lines.holds(x, y) {
		p.line += lines
		p.clamp()
		return screen.Effect{}
	}
	p.list.Move(lines)
	return p.want()
}
