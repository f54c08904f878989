// Package runsview is the Runs screen, the journal: every run with what it
// changed, what came out and what people say of it.
package runsview

import (
	"fmt"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// Actions of this screen.
const (
	markRun   keymap.Action = "mark run"
	rename    keymap.Action = "rename run"
	baseline  keymap.Action = "set baseline"
	remove    keymap.Action = "delete runs"
	exportRun keymap.Action = "export run"
	example   keymap.Action = "published history"
	setChild  keymap.Action = "set parent"
	contrast  keymap.Action = "compare runs"
	insights  keymap.Action = "insights"
)

// renewEvery is how often the list is read again at most, as a run goes on.
const renewEvery = 5 * time.Second

// A View is the Runs screen. It belongs to one goroutine.
type View struct {
	src     Source
	runs    []Run
	err     error
	read    bool
	list    *list.List
	rows    *rows
	marked  map[string]bool
	example bool // the published history is shown
	page    *page

	jobs    []job // the first is at work
	reading bool
	stale   bool
	at      time.Time
	run     int64
	pass    int
	state   uint8
}

// New returns the screen over the runs of src.
func New(src Source) *View {
	return &View{src: src, list: list.New(columns(), -1), marked: map[string]bool{}, rows: &rows{}}
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Runs" }

// selected returns the run under the cursor, or nil.
func (v *View) selected() *Run {
	row, ok := v.list.Row()
	if !ok || row >= len(v.rows.runs) {
		return nil
	}
	return &v.rows.runs[row]
}

// List returns the list whose order comes back.
func (v *View) List() *list.List { return v.list }

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	if v.page != nil {
		return v.page.keys()
	}
	none := ""
	switch {
	case v.selected() != nil:
	case v.list.Filter() != "":
		none = "the filter lets nothing through; esc takes it away"
	default:
		none = "there are no runs yet"
	}
	fixed := none
	if fixed == "" && v.example {
		fixed = "the published history stays as it is; e shows your runs"
	}
	need := fixed
	if need == "" && len(v.marked) != 1 {
		need = "mark the run that is to be the parent with space, one alone, and go to its child"
	}
	against := keymap.Binding{Action: contrast, Keys: []string{"c"}, Label: "c", Doc: "compare the marked runs, or this one with its baseline", Foot: "compare", Why: fixed}
	if n := len(v.marked); against.Why == "" && n > mostCompared {
		against.Why = fmt.Sprintf("up to %d runs stand side by side, and %d are marked", mostCompared, n)
	} else if v.example {
		against.Why = "the published history has no records of ours; e shows your runs"
	}
	x := keymap.Binding{Action: example, Keys: []string{"e"}, Label: "e", Doc: "the published history, as an example", Foot: "history"}
	if v.example {
		x.Doc, x.Foot = "your own runs", "your runs"
	}
	t := keymap.Table{
		{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "open the run's page", Foot: "open", Why: none},
		{Action: markRun, Keys: []string{"space"}, Label: "space", Doc: "mark the run, or take the mark away", Foot: "mark", Why: none},
		against,
		{Action: keymap.Filter, Keys: []string{"f", "\\"}, Label: "f", Doc: "show only runs with a text or /regexp", Foot: "filter"},
		{Action: baseline, Keys: []string{"b"}, Label: "b", Doc: "hold all runs of the same tasks and programs against this one", Foot: "baseline", Why: fixed},
		{Action: rename, Keys: []string{"t"}, Label: "t", Doc: "give the run a title; its id stays", Foot: "title", Why: fixed},
		{Action: exportRun, Keys: []string{"x"}, Label: "x", Doc: "write the run in a format of other tools, or it and those before it as Markdown", Foot: "export", Why: none},
		x,
		{Action: insights, Keys: []string{"i"}, Label: "i", Doc: "what is wrong with the run, and which knob mends it", Why: fixed},
		{Action: setChild, Keys: []string{"P"}, Label: "P", Doc: "make the marked run this one's parent", Why: need},
		{Action: remove, Keys: []string{"D"}, Label: "D", Doc: "delete the marked runs, or this one", Why: fixed},
		{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort by the next column; a click on a head does too"},
		{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order round"},
		{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the run's id", Why: none},
	}
	if v.list.Filter() != "" || v.example {
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: filter, history"})
	}
	return keymap.Join(t, keymap.Moves())
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	if v.page != nil {
		if a == keymap.Back {
			v.page = nil
			return screen.Effect{}
		}
		return v.page.do(a)
	}
	run := v.selected()
	switch a {
	case keymap.Enter:
		v.page = &page{view: v, run: *run}
	case markRun:
		if v.marked[run.ID] {
			delete(v.marked, run.ID)
		} else {
			v.marked[run.ID] = true
		}
		v.list.Move(1)
	case baseline:
		id := run.ID
		return v.work(id+" is the baseline now", func() error { return v.src.Baseline(id) })
	case rename:
		return screen.Effect{Type: v.note(*run, "title", run.Journal.Title, func(j *record.Journal, text string) { j.Title = text })}
	case exportRun:
		return screen.Effect{Pick: v.exportMenu(*run)}
	case example:
		v.example = !v.example
		return v.show()
	case insights:
		return screen.Effect{Open: &screen.Place{Screen: "Insights", Runs: []string{run.ID}}}
	case setChild:
		for id := range v.marked {
			if id == run.ID {
				return screen.Effect{Say: "a run cannot be its own parent"}
			}
			j := run.Journal
			j.Parent = id
			child := run.ID
			clear(v.marked)
			return v.work(id+" is the parent of "+child, func() error { return v.src.Note(child, j) })
		}
	case remove:
		return screen.Effect{Ask: v.removal(run.ID)}
	case contrast:
		return screen.Effect{Open: &screen.Place{Screen: "Compare", Runs: v.compared(run.ID)}}
	case keymap.Copy:
		return screen.Effect{Copy: run.ID}
	case keymap.Back:
		if v.list.Filter() != "" {
			return v.list.SetFilter("")
		}
		v.example = false
		return v.show()
	default:
		return v.list.DoTable(a)
	}
	return screen.Effect{}
}

// mostCompared is how many runs stand side by side.
const mostCompared = 6

// compared returns the marked runs, the baseline among them or else the oldest
// first, or the one alone.
func (v *View) compared(id string) []string {
	if len(v.marked) == 0 {
		return []string{id}
	}
	var ids []string
	base := ""
	for _, r := range v.runs { // the newest first
		switch {
		case !v.marked[r.ID]:
		case r.IsBase && base == "":
			base = r.ID
		default:
			ids = append([]string{r.ID}, ids...)
		}
	}
	if base != "" {
		ids = append([]string{base}, ids...)
	}
	return ids
}

// removal asks whether runs shall go for good.
func (v *View) removal(id string) *screen.Question {
	ids := []string{id}
	if len(v.marked) > 0 {
		ids = ids[:0]
		for _, r := range v.runs {
			if v.marked[r.ID] {
				ids = append(ids, r.ID)
			}
		}
	}
	lines := []string{fmt.Sprintf("%d runs go for good, with their records and profiles:", len(ids))}
	if len(ids) == 1 {
		lines[0] = "The run goes for good, with its record and profiles:"
	}
	for i, id := range ids {
		if i == 6 {
			lines = append(lines, fmt.Sprintf("and %d more", len(ids)-i))
			break
		}
		lines = append(lines, id)
	}
	lines = append(lines, "Programs that they put into the solver store stay.")
	return &screen.Question{
		Title: "delete", Lines: lines, Yes: "delete", No: "keep",
		Do: func() screen.Effect {
			clear(v.marked)
			return v.work(fmt.Sprintf("%d deleted", len(ids)), func() error { return v.src.Delete(ids) })
		},
	}
}

// note asks for a text and writes it into a run's journal.
func (v *View) note(run Run, label, text string, set func(j *record.Journal, text string)) *screen.Prompt {
	return &screen.Prompt{Label: label, Text: text, Hint: "of run " + run.ID, Done: func(text string) screen.Effect {
		j := run.Journal
		set(&j, text)
		if v.page != nil {
			v.page.run.Journal = j
		}
		return v.write(label, run.ID, j)
	}}
}

// write writes a run's journal. One that still waits to be written holds nothing
// that the newer does not: it gives way, so that a held key leaves one behind.
func (v *View) write(label, id string, j record.Journal) screen.Effect {
	w := job{note: id, done: label + " noted", do: func() error { return v.src.Note(id, j) }}
	if n := len(v.jobs) - 1; n > 0 && v.jobs[n].note == id {
		v.jobs[n] = w
		return screen.Effect{}
	}
	return v.queue(w)
}

// A job is something to do to the runs, and what is said when it is done.
type job struct {
	note string // the run whose journal it writes; empty where it does something else
	done string
	do   func() error
}

// work does something to the runs beside the screen, says that it is done or
// why not, and reads the list again. Jobs are done one after another, in the
// order in which they were asked for.
func (v *View) work(done string, do func() error) screen.Effect {
	return v.queue(job{done: done, do: do})
}

func (v *View) queue(j job) screen.Effect {
	v.jobs = append(v.jobs, j)
	if len(v.jobs) > 1 {
		return screen.Effect{}
	}
	return v.next()
}

// next does the first of the jobs.
func (v *View) next() screen.Effect {
	j := v.jobs[0]
	return screen.Effect{Work: func() func() screen.Effect {
		err := j.do()
		return func() screen.Effect {
			e := screen.Effect{}
			if v.jobs = v.jobs[1:]; len(v.jobs) > 0 {
				e = v.next()
			} else {
				e = v.renew()
			}
			e.Say = j.done
			if err != nil {
				e.Say = err.Error()
			}
			return e
		}
	}}
}

// Refresh reads the list when runs began, ended or went on.
func (v *View) Refresh(look screen.Look) screen.Effect {
	s := look.Run
	fresh := v.read && s.Run == v.run && uint8(s.State) == v.state
	if fresh && (s.Pass == v.pass || look.Now.Sub(v.at) < renewEvery) {
		return screen.Effect{}
	}
	v.run, v.pass, v.state, v.at = s.Run, s.Pass, uint8(s.State), look.Now
	return v.renew()
}

// renew reads the list beside the screen.
func (v *View) renew() screen.Effect {
	if v.reading {
		v.stale = true
		return screen.Effect{}
	}
	v.reading, v.stale, v.read = true, false, true
	return screen.Effect{Work: func() func() screen.Effect {
		runs, err := v.src.List()
		return func() screen.Effect {
			v.reading = false
			v.runs, v.err = runs, err
			e := v.show()
			if v.stale {
				return v.renew()
			}
			return e
		}
	}}
}

// show puts the runs, or the published history, into the list.
func (v *View) show() screen.Effect {
	runs := v.runs
	if v.example {
		runs = history()
	}
	id := ""
	if run := v.selected(); run != nil {
		id = run.ID
	}
	v.rows = newRows(runs, v.marked)
	e := v.list.SetData(v.rows)
	for i := range runs {
		if runs[i].ID == id {
			v.list.Select(i)
		}
		if v.page != nil && runs[i].ID == v.page.run.ID && len(v.jobs) == 0 {
			v.page.run = runs[i]
		}
	}
	return e
}

// Find moves to a run that holds text.
func (v *View) Find(text string, step int) (at, of int) { return v.list.Find(text, step) }

// Click moves to a run, opens what was there already, or sorts by a head.
func (v *View) Click(x, y int) screen.Effect {
	if v.page != nil {
		v.page.click(y)
		return screen.Effect{}
	}
	hit := v.list.Click(x, y-1)
	switch {
	case hit.Head >= 0:
		return v.list.SortBy(hit.Head)
	case hit.Same:
		return v.Do(keymap.Enter)
	}
	return screen.Effect{}
}

// Wheel moves through the runs.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	if v.page != nil {
		v.page.move(lines)
		return screen.Effect{}
	}
	v.list.Move(lines)
	return screen.Effect{}
}

// Render returns the screen's body.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	if v.page != nil {
		return v.page.render(w, h, th)
	}
	lines := []string{v.summary(w, th)}
	switch {
	case v.example:
	case v.err != nil:
		for _, line := range draw.Wrap(draw.Clean(v.err.Error()), max(w-2, 1)) {
			lines = append(lines, " "+th.Bad.Paint(line))
		}
		return draw.Block(lines, w, h)
	case !v.read || v.reading && v.runs == nil:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("reading …")), w, h)
	case len(v.runs) == 0:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("no runs yet: every run leaves one; e shows the published history")), w, h)
	}
	foot := v.under(w, h, th)
	lines = append(lines, v.list.Render(w, h-1-len(foot), th, true)...)
	return draw.Block(append(lines, foot...), w, h)
}

// summary says how many runs there are.
func (v *View) summary(w int, th *theme.Theme) string {
	total := int64(v.list.Total())
	left := " " + draw.Count(total, 9) + th.Faint.Paint(draw.Plural(total, " run"))
	if v.example {
		left = " " + th.Strong.Paint("the published history") + th.Faint.Paint(", as a journal")
	}
	if f := v.list.Filter(); f != "" {
		left = " " + draw.Count(int64(v.list.Len()), 9) + th.Faint.Paint(" shown of") + left + th.Faint.Paint(" with ") + draw.Clip(draw.Clean(f), w/4)
	}
	right := ""
	if n := len(v.marked); n > 0 {
		right = th.Accent.Paint(draw.Count(int64(n), 6)+" marked") + " "
	}
	return draw.Between(left, right, w)
}

// under says what there is to say of the run under the cursor, or of all of the
// published history.
func (v *View) under(w, h int, th *theme.Theme) []string {
	run := v.selected()
	if h < 12 || run == nil {
		return nil
	}
	lines := []string{draw.Rule(w, th)}
	text := run.Journal.Lesson
	if text == "" {
		text = run.Journal.Hypothesis
	}
	if text == "" {
		text = "nothing is noted of this run; enter opens its page"
	}
	lines = append(lines, " "+draw.Clip(draw.Clean(text), w-2))
	if v.example {
		for _, line := range draw.Wrap(strategy.HistoryCaption, w-2) {
			lines = append(lines, " "+th.Faint.Paint(line))
		}
	}
	return lines
}

// mark writes how a run came out against its baseline.
func mark(run *Run, th *theme.Theme) string {
	switch {
	case run.IsBase:
		return th.Strong.Paint("baseline")
	case run.Mark.Equal():
		return th.Good.Paint(run.Mark.Text)
	case run.Mark.Text == record.None || run.Mark.Text == "":
		return th.Faint.Paint(record.None)
	}
	return th.Bad.Paint(draw.Clean(run.Mark.Text))
}

// unended says of a run without results how it stands, where it did not come to its
// end: the column that says so of all needs a wide terminal.
func unended(run *Run, th *theme.Theme) string {
	if run.IsBase || run.Mark.Text != record.None && run.Mark.Text != "" {
		return ""
	}
	switch run.Standing {
	case string(record.Running):
		return " " + th.Accent.Paint(run.Standing)
	case string(record.Stopped):
		return " " + th.Faint.Paint(run.Standing)
	case string(record.Failed), "killed":
		return " " + th.Bad.Paint(run.Standing)
	}
	return ""
}
