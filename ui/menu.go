package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"battscope/ui/draw"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A menu is a list that lies on top of the screen to choose from.
type menu struct {
	ask   *screen.Menu
	items []screen.Item
	at    int
	top   int // the first item in sight
}

func newMenu(ask *screen.Menu) *menu {
	m := &menu{ask: ask, items: slices.Clone(ask.Items), at: ask.At}
	m.move(0)
	return m
}

func (m *menu) move(n int) { m.at = max(0, min(m.at+n, len(m.items)-1)) }

// step goes to another value of the item under the cursor.
func (m *menu) step(n int) {
	if m.at < len(m.items) {
		if it := &m.items[m.at]; len(it.Values) > 0 {
			it.At = (it.At + n + len(it.Values)) % len(it.Values)
		}
	}
}

// wrong says why the items cannot be taken as they are.
func (m *menu) wrong() string {
	if m.ask.Check == nil {
		return ""
	}
	return m.ask.Check(m.items)
}

// choose takes a key while a menu lies on top.
func (a *App) choose(key string) tea.Cmd {
	m := a.menu
	a.generation++
	switch key {
	case "esc", "q":
		a.menu = nil
	case "up", "k", "shift+tab":
		m.move(-1)
	case "down", "j", "tab":
		m.move(1)
	case "pgup":
		m.move(-10)
	case "pgdown":
		m.move(10)
	case "home", "g":
		m.move(-len(m.items))
	case "end", "G":
		m.move(len(m.items))
	case "left", "h":
		m.step(-1)
	case "right", "l", "space":
		m.step(1)
	case "enter":
		if m.wrong() != "" || len(m.items) == 0 {
			return nil // it stands below
		}
		a.menu = nil
		return a.apply(m.ask.Done(m.items, m.at))
	case "ctrl+z":
		return tea.Suspend
	}
	return nil
}

// whole is how many lines of w cells below the items say what the item under the
// cursor is, with an empty one before them: as many as the longest takes; none where
// each has room in its own line, which is room cells.
func (m *menu) whole(w, room int) int {
	lines := 0
	for _, it := range m.items {
		if doc := draw.Clean(it.Doc); draw.Width(doc) > room {
			lines = max(lines, 1+len(draw.Wrap(doc, w)))
		}
	}
	return lines
}

// box renders the menu.
func (m *menu) box(w, h int, th *theme.Theme) []string {
	name, value, doc := 4, 0, 0
	for _, it := range m.items {
		name = max(name, draw.Width(draw.Clean(it.Name)))
		doc = max(doc, draw.Width(draw.Clean(it.Doc)))
		for _, v := range it.Values {
			value = max(value, draw.Width(v))
		}
	}
	name = min(name, w/2)
	w = max(min(w-4, max(name+value+doc+10, draw.Width(m.ask.Do)+24, 52)), 20)
	var lines []string
	for _, text := range m.ask.Lines {
		for _, line := range draw.Wrap(draw.Clean(text), w-4) {
			lines = append(lines, th.Faint.Paint(line))
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	whole := m.whole(w-4, w-8-name-value)
	rows := max(min(len(m.items), h-len(lines)-4-whole), 1)
	m.top = max(m.at-rows+1, min(m.top, m.at))
	m.top = max(0, min(m.top, len(m.items)-rows))
	for i := m.top; i < len(m.items) && i < m.top+rows; i++ {
		it := &m.items[i]
		line := draw.Left(draw.Clean(it.Name), name)
		if value > 0 {
			text := draw.Left(it.Value(), value)
			if it.At > 0 {
				text = th.Accent.Paint(text)
			}
			line += "  " + text
		}
		line += "  " + th.Faint.Paint(draw.Clean(it.Doc))
		if i == m.at {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(line, w-5, th))
			continue
		}
		lines = append(lines, " "+draw.Clip(line, w-5))
	}
	if whole > 0 && m.at < len(m.items) {
		lines = append(lines, "")
		for _, line := range draw.Block(draw.Wrap(draw.Clean(m.items[m.at].Doc), w-4), w-4, whole-1) {
			lines = append(lines, th.Faint.Paint(line))
		}
	}
	foot := th.Accent.Paint("enter") + " " + m.ask.Do + "   " + th.Accent.Paint("esc") + " leave"
	if value > 0 {
		foot = th.Accent.Paint("space") + " change   " + foot
	}
	if wrong := m.wrong(); wrong != "" {
		foot = th.Warn.Paint(draw.Clip(wrong, w-4))
	}
	lines = append(lines, "", foot)
	return draw.Box(m.ask.Title, lines, w, len(lines)+2, th)
}
