package tuneview

import (
	"strconv"
	"strings"

	"battscope/engine/strategy"
	"battscope/ui/draw"
	"battscope/ui/list"
)

func knobColumns() []list.Column {
	return []list.Column{
		{Head: "", Width: 1, Fixed: true},
		{Head: "knob", Width: 19, Gap: 1, Fixed: true},
		{Head: "value", Width: 12, Gap: 1, Fixed: true},
		{Head: "at work", Width: 10, Gap: 1, Fixed: true, From: 46},
		{Head: "preset", Width: 10, Gap: 1, Fixed: true, From: 57},
		{Head: "default", Gap: 1, Fixed: true, From: 68},
	}
}

// knobRows are the knobs with the values of some strategies.
type knobRows struct {
	knobs                []strategy.Knob
	next, working, start strategy.Strategy // start is the preset that next came from
}

func (r *knobRows) Len() int           { return len(r.knobs) }
func (r *knobRows) Key(int, int) int64 { return 0 }

func (r *knobRows) Fields() []list.Field {
	names, docs := make([]string, len(r.knobs)), make([]string, len(r.knobs))
	for i, k := range r.knobs {
		names[i], docs[i] = k.Name, k.Doc
	}
	return []list.Field{{Names: names}, {Names: docs}}
}

func (r *knobRows) Cell(col, row int, p list.Painter) string {
	k := r.knobs[row]
	value, working, preset := Value(k, &r.next), Value(k, &r.working), Value(k, &r.start)
	idle := strategy.Idle(r.next, k.Name) != ""
	switch col {
	case 0:
		if k.Live {
			return p.Accent.Paint(p.Sign.Live)
		}
		return ""
	case 1:
		if idle {
			return p.Faint.Paint(k.Name)
		}
		return k.Name
	case 2:
		switch {
		case value != preset:
			return p.Strong.Paint(draw.Clip(value, p.Width))
		case idle:
			return p.Faint.Paint(value)
		}
		return value
	case 3:
		if working == value {
			return p.Faint.Paint(p.Sign.Same)
		}
		return p.Warn.Paint(draw.Clip(working, p.Width))
	case 4:
		if preset == value {
			return p.Faint.Paint(p.Sign.Same)
		}
		return draw.Clip(preset, p.Width)
	}
	s := strategy.Default()
	return p.Faint.Paint(Value(k, &s))
}

// nought says what 0 of a unit stands for; empty where it is none.
func nought(unit string) string {
	switch unit {
	case "workers":
		return "(all)"
	case "items":
		return "(auto)"
	}
	return ""
}

// Value returns a knob's value for people; what it counts is in Unit.
func Value(k strategy.Knob, s *strategy.Strategy) string {
	text := k.Get(s)
	if k.Kind != strategy.Whole {
		return text
	}
	if text == "0" {
		return strings.TrimSpace(text + " " + nought(k.Unit))
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return draw.Count(n, 12)
	}
	return text
}

func presetColumns() []list.Column {
	return []list.Column{
		{Head: "preset", Width: 14, Fixed: true},
		{Head: "does", Gap: 1, Fixed: true},
	}
}

// presetRows are presets; that of the next run is marked.
type presetRows struct {
	book    strategy.Book
	builtIn int // the first so many
	next    strategy.Strategy
}

func (r *presetRows) Len() int           { return len(r.book) }
func (r *presetRows) Key(int, int) int64 { return 0 }

func (r *presetRows) Fields() []list.Field {
	names, docs := make([]string, len(r.book)), make([]string, len(r.book))
	for i, p := range r.book {
		names[i], docs[i] = p.Name, p.Doc
	}
	return []list.Field{{Names: names}, {Names: docs}}
}

func (r *presetRows) Cell(col, row int, p list.Painter) string {
	preset := r.book[row]
	switch {
	case col == 0 && preset.Strategy == r.next:
		return p.Accent.Paint(draw.Clip(preset.Name, p.Width-2) + " " + p.Sign.Done)
	case col == 0:
		return draw.Clean(preset.Name)
	case row >= r.builtIn:
		return p.Strong.Paint("yours:") + " " + draw.Clean(preset.Doc)
	case preset.Failure:
		return p.Warn.Paint("fails:") + " " + preset.Doc
	}
	return p.Faint.Paint(preset.Doc)
}
