package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"battscope/ui/draw"
	"battscope/ui/keymap"
)

// readHelp takes a key while the help lies on top.
func (a *App) readHelp(key string) tea.Cmd {
	a.generation++
	b, _ := keymap.Join(keymap.Moves(), a.general()).Find(key)
	switch b.Action {
	case keymap.Up:
		a.helpTop--
	case keymap.Down:
		a.helpTop++
	case keymap.PageUp:
		a.helpTop -= 10
	case keymap.PageDown:
		a.helpTop += 10
	case keymap.Home:
		a.helpTop = 0
	case keymap.End:
		a.helpTop = 1 << 20
	case suspend, redraw:
		return a.act(b.Action)
	case help, keymap.Back, quit:
		a.help = false
	}
	return nil
}

// helpBox lists every key with what it does, or why it does nothing now, in as
// many columns as there is room for, and what the signs mean.
func (a *App) helpBox() []string {
	th := a.theme
	w, h := a.width-4, a.height-5
	cols := max(1, min(w/60, 2))
	if cols == 1 {
		w = min(w, 72)
	}
	each := (w - 4) / cols
	var cells []string
	for _, b := range a.keys() {
		if b.Label == "" {
			continue
		}
		label, doc, paint := draw.Left(b.Label, 9), b.Doc, th.Text
		if b.Why != "" {
			doc, paint = doc+" (not now)", th.Faint
			label = th.Faint.Paint(label)
		} else {
			label = th.Accent.Paint(label)
		}
		for _, part := range draw.Wrap(doc, each-13) {
			cells = append(cells, label+"  "+paint.Paint(part))
			label = draw.Left("", 9)
		}
	}
	rows := (len(cells) + cols - 1) / cols
	lines := make([]string, rows)
	for i := range lines {
		for c := range cols {
			if n := c*rows + i; n < len(cells) {
				lines[i] += draw.Left(cells[n], each)
			}
		}
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	g := th.Sign
	lines = append(lines, "",
		th.Faint.Paint("wall: elapsed   busy: added over workers   cpu: processor time"),
		th.Faint.Paint("par: busy by wall   "+g.Rest+" expected still   ~ estimated   "+g.Unknown+" unknown"),
		th.Faint.Paint(g.Pending+" not begun   "+g.Running+" at work   "+g.Between+" more to come   "+g.Done+" done   "+g.Stopped+" stopped"))
	height := min(len(lines)+2, h)
	a.helpTop = max(0, min(a.helpTop, len(lines)-(height-2)))
	title := "keys of " + a.current().Title()
	if len(lines) > height-2 {
		title += "  (↑ ↓ for more)"
	}
	return draw.Box(title, lines[a.helpTop:], w, height, th)
}

// questionBox renders the question.
func (a *App) questionBox() []string {
	th, q := a.theme, a.question
	w := min(a.width-4, 64)
	var lines []string
	for _, text := range q.Lines {
		lines = append(lines, draw.Wrap(text, w-4)...)
	}
	lines = append(lines, "",
		th.Accent.Paint("y enter")+" "+q.Yes+"    "+th.Accent.Paint("n esc")+" "+q.No)
	return draw.Box(q.Title, lines, w, min(len(lines)+2, a.height-5), th)
}
