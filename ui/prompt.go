package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"battscope/ui/draw"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A prompt is a line of text that is being written in the place of the footer.
type prompt struct {
	ask   *screen.Prompt
	input textinput.Model
	note  string // what came of the text so far
}

func newPrompt(ask *screen.Prompt) *prompt {
	return &prompt{ask: ask, input: newInput(ask.Text)}
}

// newInput returns a text field with a cursor that does not blink.
func newInput(text string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.SetStyles(textinput.Styles{Cursor: textinput.CursorStyle{Blink: false}})
	in.SetValue(text)
	in.CursorEnd()
	in.Focus()
	return in
}

// write takes a key while a line is written.
func (a *App) write(msg tea.Msg) tea.Cmd {
	p := a.prompt
	a.generation++
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "esc":
			a.prompt = nil
			if p.ask.Cancel != nil {
				return a.apply(p.ask.Cancel())
			}
			return nil
		case "enter":
			text := p.input.Value()
			if p.wrong() != "" {
				return nil // it stands at the right
			}
			a.prompt = nil
			return a.apply(p.ask.Done(text))
		case "ctrl+z":
			return tea.Suspend
		}
	}
	before := p.input.Value()
	p.input, _ = p.input.Update(msg) // its cursor does not blink, so there is nothing to wait for
	if text := p.input.Value(); text != before {
		p.note = ""
		if p.ask.Change != nil && p.wrong() == "" {
			return a.apply(p.ask.Change(text))
		}
	}
	return nil
}

// paste brings text from the clipboard to where text is written.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.question != nil:
		return nil
	case a.palette != nil:
		return a.pick(msg)
	case a.prompt != nil:
		return a.write(msg)
	}
	return nil
}

// wrong says what is wrong with the text.
func (p *prompt) wrong() string {
	if p.ask.Check == nil {
		return ""
	}
	return p.ask.Check(p.input.Value())
}

// line renders the prompt in w cells.
func (p *prompt) line(w int, th *theme.Theme) string {
	head := " " + th.Accent.Paint(p.ask.Label) + "  "
	right := th.Faint.Paint(p.note)
	switch wrong := p.wrong(); {
	case wrong != "":
		right = th.Bad.Paint(draw.Clip(wrong, w*2/3))
	case p.note == "" && p.input.Value() == "":
		right = th.Faint.Paint(p.ask.Hint)
	case p.note == "":
		right = th.Faint.Paint("enter takes it, esc leaves")
	}
	right = draw.Clip(right, w*2/3) + " "
	p.input.SetWidth(max(w-draw.Width(head)-draw.Width(right)-3, 8))
	return draw.Between(head+p.input.View(), right, w)
}
