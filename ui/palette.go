package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/theme"
)

// A palette is the list of all commands with a text that narrows it.
type palette struct {
	input  textinput.Model
	all    keymap.Table
	shown  []int // in all
	cursor int   // in shown
}

// newPalette returns the commands of a table, less those that only move.
func newPalette(all keymap.Table) *palette {
	p := &palette{input: newInput("")}
	for _, b := range all {
		if _, moves := keymap.Moves().Of(b.Action); !moves && b.Action != commands {
			p.all = append(p.all, b)
		}
	}
	p.narrow()
	return p
}

// String and Len make the commands a source of fuzzy matching.
func (p *palette) String(i int) string { return string(p.all[i].Action) + " " + p.all[i].Doc }

// Len returns how many commands there are.
func (p *palette) Len() int { return len(p.all) }

// narrow shows the commands that the text matches, the best first.
func (p *palette) narrow() {
	p.shown, p.cursor = p.shown[:0], 0
	text := p.input.Value()
	if text == "" {
		for i := range p.all {
			p.shown = append(p.shown, i)
		}
		return
	}
	for _, m := range fuzzy.FindFrom(text, p) {
		p.shown = append(p.shown, m.Index)
	}
}

func (p *palette) move(n int) {
	p.cursor = max(0, min(p.cursor+n, len(p.shown)-1))
}

// pick takes a key while the palette lies on top.
func (a *App) pick(msg tea.Msg) tea.Cmd {
	p := a.palette
	a.generation++
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "esc", "ctrl+p":
			a.palette = nil
			return nil
		case "up":
			p.move(-1)
			return nil
		case "down", "tab":
			p.move(1)
			return nil
		case "enter":
			if p.cursor >= len(p.shown) {
				return nil
			}
			a.palette = nil
			return a.try(p.all[p.shown[p.cursor]].Action)
		}
	}
	before := p.input.Value()
	p.input, _ = p.input.Update(msg) // its cursor does not blink, so there is nothing to wait for
	if p.input.Value() != before {
		p.narrow()
	}
	return nil
}

// box renders the palette.
func (p *palette) box(w, h int, th *theme.Theme) []string {
	w = min(w-4, 100)
	rows := min(len(p.all), h-5)
	p.input.SetWidth(w - 8)
	lines := []string{th.Accent.Paint(":") + " " + p.input.View(), ""}
	top := max(0, p.cursor-rows+1)
	for at := top; at < len(p.shown) && at < top+rows; at++ {
		b := p.all[p.shown[at]]
		name := draw.Left(string(b.Action), 18)
		doc := draw.Between(draw.Clip(b.Doc, p.room(w)), draw.Left(b.Label, 8), w-4-19-1)
		line := th.Strong.Paint(name) + " " + doc
		if b.Why != "" {
			line = th.Faint.Paint(name + " " + doc)
		}
		if at == p.cursor {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(line, w-5, th))
			continue
		}
		lines = append(lines, " "+line)
	}
	if len(p.shown) == 0 {
		lines = append(lines, th.Faint.Paint(" no command is like that"))
	} else if b := p.all[p.shown[p.cursor]]; b.Why != "" {
		lines = append(lines, th.Warn.Paint(draw.Clip(" not now: "+b.Why, w-4)))
	} else if draw.Width(b.Doc) > p.room(w) {
		lines = append(lines, th.Faint.Paint(draw.Clip(" "+b.Doc, w-4)))
	}
	return draw.Box("commands", lines, w, rows+5, th)
}

// room is how many cells a command's meaning has in its line of a palette of w: what
// the name, the key and the space around them leave.
func (p *palette) room(w int) int { return w - 4 - 19 - 1 - 8 - 1 }
