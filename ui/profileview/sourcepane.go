package profileview

import (
	"strconv"
	"strings"

	"battscope/profile/stacks"
	"battscope/ui/draw"
	"battscope/ui/list"
	"battscope/ui/screen"
)

func sourceColumns() []list.Column {
	return []list.Column{
		{Head: "flat", Width: valueWidth, Right: true, Fixed: true},
		{Head: "cum", Width: valueWidth, Gap: 1, Right: true, Fixed: true},
		{Head: "cum %", Width: percentWidth, Gap: 1, Right: true, Fixed: true, From: 70},
		{Head: "line", Width: 6, Gap: 1, Right: true, Fixed: true},
		{Head: "source", Gap: 1, Fixed: true},
	}
}

// A sourcePane is the source of a function.
type sourcePane struct {
	list *list.List
	text *text
	line int64 // to go to when the text is there; 0 for the dearest
}

func newSourcePane() sourcePane { return sourcePane{list: list.New(sourceColumns(), -1)} }

// adopt takes a text; on a new one the cursor goes to what costs most.
func (s *sourcePane) adopt(t *text, sel *stacks.Selection) screen.Effect {
	fresh := s.text == nil || s.text.name != t.name
	s.text = t
	e := s.list.SetData(newSourceRows(t, sel))
	if fresh || s.line > 0 {
		at := t.dearest()
		for i, l := range t.lines {
			if s.line > 0 && l.Number == s.line {
				at = i
			}
		}
		s.list.Select(at)
	}
	s.line = 0
	return e
}

// sourceRows are the lines of a text as the list shows them.
type sourceRows struct {
	text  *text
	sel   *stacks.Selection
	words []string
}

func newSourceRows(t *text, sel *stacks.Selection) *sourceRows {
	r := &sourceRows{text: t, sel: sel}
	for _, l := range t.lines {
		if l.Number == 0 {
			r.words = append(r.words, draw.Clean(l.head))
			continue
		}
		r.words = append(r.words, draw.Clean(strings.ReplaceAll(l.Text, "\t", "    ")))
	}
	return r
}

// Len returns how many lines there are.
func (r *sourceRows) Len() int { return len(r.words) }

// Fields are the lines.
func (r *sourceRows) Fields() []list.Field { return []list.Field{{Names: r.words}} }

// Key is never asked for: lines stay in their order.
func (r *sourceRows) Key(_, _ int) int64 { return 0 }

// Cell returns the text of a cell.
func (r *sourceRows) Cell(col, row int, p list.Painter) string {
	l := &r.text.lines[row]
	if l.Number == 0 {
		if col < 4 {
			return ""
		}
		if l.note {
			return p.Warn.Paint(draw.Clip(r.words[row], p.Width))
		}
		return p.Faint.Paint(tail(r.words[row], p.Width))
	}
	value := func(v int64) string {
		switch {
		case v == 0:
			return p.Faint.Paint("·")
		case differs(r.sel):
			return signed(change(v, r.sel.Type, r.text.unit), v, p.Theme)
		}
		return amount(v, r.sel.Type, r.text.unit)
	}
	switch col {
	case 0:
		return value(l.Flat.Net())
	case 1:
		return value(l.Cum.Net())
	case 2:
		if l.Cum.Net() == 0 {
			return ""
		}
		return p.Faint.Paint(percent(l.Cum.Net(), r.sel.Total))
	case 3:
		return p.Faint.Paint(strconv.FormatInt(l.Number, 10))
	}
	if l.Cum.IsZero() {
		return p.Faint.Paint(draw.Clip(r.words[row], p.Width))
	}
	return draw.Clip(r.words[row], p.Width)
}
