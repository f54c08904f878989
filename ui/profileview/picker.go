package profileview

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/list"
	"battscope/ui/theme"
)

func pickColumns() []list.Column {
	return []list.Column{
		{Head: "profile", Width: 20},
		{Head: "run", Width: 30, Gap: 1},
		{Head: "taken", Width: 19, Gap: 1, Down: true},
		{Head: "size", Width: 10, Gap: 1, Right: true, Down: true, From: 84},
		{Head: "path", Gap: 2, From: 100},
	}
}

// picks are profiles at hand as the list shows them.
type picks struct {
	entries []Entry
	fields  []list.Field
	rank    [2][]int64 // of name and run
}

func newPicks(entries []Entry) *picks {
	p := &picks{entries: entries, fields: make([]list.Field, 2)}
	for _, e := range entries {
		p.fields[0].Names = append(p.fields[0].Names, draw.Clean(e.Name))
		p.fields[1].Names = append(p.fields[1].Names, draw.Clean(e.Run))
	}
	for i := range p.rank {
		p.rank[i] = list.Ranks(p.fields[i].Names)
	}
	return p
}

// Len returns how many profiles there are.
func (p *picks) Len() int { return len(p.entries) }

// Fields are the names of profiles and of runs.
func (p *picks) Fields() []list.Field { return p.fields }

// Key returns what rows are sorted by.
func (p *picks) Key(col, row int) int64 {
	e := &p.entries[row]
	switch col {
	case 0, 1:
		return p.rank[col][row]
	case 2:
		return e.Time.UnixNano()
	case 3:
		return e.Bytes
	}
	return 0
}

// Cell returns the text of a cell.
func (p *picks) Cell(col, row int, t list.Painter) string {
	e := &p.entries[row]
	switch col {
	case 0:
		return p.fields[0].Names[row]
	case 1:
		if e.Present {
			return t.Accent.Paint(draw.Clip("this run", t.Width))
		}
		return p.fields[1].Names[row]
	case 2:
		return t.Faint.Paint(e.Time.UTC().Format(time.DateTime))
	case 3:
		return draw.Count((e.Bytes+999)/1000, 6) + " kB"
	}
	return t.Faint.Paint(tail(draw.Clean(e.Path), t.Width))
}

// pickList renders the profiles at hand.
func (v *View) pickList(w, h int, th *theme.Theme) []string {
	head := " " + draw.Count(int64(v.list.Total()), 7) + th.Faint.Paint(" at hand")
	if f := v.list.Filter(); f != "" {
		head = " " + draw.Count(int64(v.list.Len()), 7) + th.Faint.Paint(" shown of") + head + th.Faint.Paint(" with ") + draw.Clip(draw.Clean(f), w/4)
	}
	if v.minuend != "" {
		head = " " + th.Accent.Paint("the base of "+draw.Clean(subject{file: v.minuend}.title())) + th.Faint.Paint(": enter takes it, esc leaves")
	}
	lines := []string{head}
	note := func(text string, style theme.Style) []string {
		lines = append(lines, "")
		for _, line := range draw.Wrap(draw.Clean(text), max(w-2, 1)) {
			lines = append(lines, " "+style.Paint(line))
		}
		return draw.Block(lines, w, h)
	}
	switch {
	case v.err != nil:
		return note(v.err.Error(), th.Bad)
	case v.entries == nil && v.reading:
		return note("reading …", th.Faint)
	case v.missing != "":
		text := v.missing
		if v.taking != "" {
			text = "No such profile of this run has been taken yet. Being taken: " + v.taking + ". C ends that, and it opens here."
		}
		note(text, th.Warn)
		lines = append(lines, "")
	case len(v.entries) == 0 && v.taking != "":
		return note("No profile has been taken yet. Being taken: "+v.taking+". C ends that.", th.Faint)
	case len(v.entries) == 0:
		return note(v.empty(), th.Faint)
	}
	v.top = len(lines)
	return draw.Block(append(lines, v.list.Render(w, max(h-len(lines), 0), th, true)...), w, h)
}

// empty says how profiles come to be here.
func (v *View) empty() string {
	text := "No profile has been taken yet."
	if v.state == probe.Running || v.state == probe.Paused {
		text += " C takes one of the run at work;"
	}
	return text + " battscope run --profile cpu takes one from a run's start; battscope profile FILE opens any, and with --base its difference from another."
}
