// Package runsview is the Runs screen, the journal: every run with what it
// changed, what came out and what people say of it.
package runsview

import (
	"fmt"
	"time"

	"battscope/profile/record"
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
