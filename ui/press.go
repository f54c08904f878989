package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// press does what a key asks for, or says why not. What lies on top has the
// keys first.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if key == "alt+esc" { // two that came in one piece
		esc := tea.KeyPressMsg{Code: tea.KeyEscape}
		return tea.Sequence(a.press(esc), a.press(esc))
	}
	if a.status != "" {
		a.say("")
	}
	switch {
	case a.question != nil:
		return a.answer(key)
	case key == "ctrl+c":
		return a.act(quit)
	case a.palette != nil:
		return a.pick(msg)
	case a.menu != nil:
		return a.choose(key)
	case a.prompt != nil:
		return a.write(msg)
	case a.help:
		return a.readHelp(key)
	}
	b, ok := a.keys().Find(key)
	if !ok {
		return nil
	}
	if b.Why != "" {
		a.say(b.Why)
		return nil
	}
	return a.act(b.Action)
}

// answer takes the answer to the question.
func (a *App) answer(key string) tea.Cmd {
	q := a.question
	switch key {
	case "y", "Y", "enter":
		a.question = nil
		a.generation++
		if q.Do == nil {
			return tea.Quit
		}
		return a.apply(q.Do())
	case "n", "N", "esc", "q":
		a.question = nil
		a.generation++
	case "ctrl+c": // once more, while it is asked
		if q.Do == nil {
			return tea.Quit
		}
		a.question = nil
		a.generation++
	}
	return nil
}

// searchPrompt asks for what to search, and shows matches as it is typed.
func (a *App) searchPrompt() *screen.Prompt {
	return &screen.Prompt{
		Label: "search", Hint: "text, or /regexp",
		Change: func(text string) screen.Effect {
			a.search = text
			if text != "" {
				a.find(0)
			}
			return screen.Effect{}
		},
		Done: func(text string) screen.Effect {
			a.search = text
			return screen.Effect{}
		},
	}
}

// find moves the screen to a match and says which it is.
func (a *App) find(step int) {
	f, ok := a.current().(screen.Finder)
	if !ok {
		return
	}
	at, of := f.Find(a.search, step)
	text := "no match for " + a.search
	if of > 0 {
		text = "match " + strconv.Itoa(at) + " of " + strconv.Itoa(of) + " for " + a.search
	}
	a.say(text)
	if a.prompt != nil {
		a.prompt.note, a.status = text, ""
	}
}

// body returns where the screen's own lines begin and how many there are.
func (a *App) body() (top, height int) { return 3, a.height - 5 }

// click does what lies under the mouse.
func (a *App) click(msg tea.MouseClickMsg) tea.Cmd {
	if a.width < minWidth || a.height < minHeight {
		return nil
	}
	if a.question != nil || a.palette != nil || a.menu != nil || a.prompt != nil {
		return nil
	}
	if a.help {
		a.help = false
		a.generation++
		return nil
	}
	if msg.Button != tea.MouseLeft {
		return nil
	}
	top, height := a.body()
	switch {
	case msg.Y == 1:
		for _, s := range a.tabs() {
			if msg.X >= s.from && msg.X < s.to {
				return a.try(s.action)
			}
		}
	case msg.Y == a.height-1:
		for _, s := range a.foot() {
			if msg.X >= s.from && msg.X < s.to {
				return a.try(s.action)
			}
		}
	case msg.Y >= top && msg.Y < top+height:
		if c, ok := a.current().(screen.Clicker); ok {
			a.generation++
			return a.apply(c.Click(msg.X, msg.Y-top))
		}
	}
	return nil
}

// try does an action, or says why not.
func (a *App) try(action keymap.Action) tea.Cmd {
	b, ok := a.keys().Of(action)
	if !ok {
		return nil
	}
	if b.Why != "" {
		a.say(b.Why)
		return nil
	}
	return a.act(action)
}

// wheelLines is how far a turn of the wheel goes.
const wheelLines = 3

func (a *App) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	lines := wheelLines
	switch msg.Button {
	case tea.MouseWheelUp:
		lines = -wheelLines
	case tea.MouseWheelDown:
	default:
		return nil
	}
	a.generation++
	switch {
	case a.question != nil || a.prompt != nil:
		return nil
	case a.palette != nil:
		a.palette.move(lines)
		return nil
	case a.menu != nil:
		a.menu.move(lines / wheelLines)
		return nil
	case a.help:
		a.helpTop += lines
		return nil
	}
	if c, ok := a.current().(screen.Clicker); ok {
		top, _ := a.body()
		return a.apply(c.Wheel(msg.X, msg.Y-top, lines))
	}
	return nil
}
