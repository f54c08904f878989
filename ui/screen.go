package ui

import (
	"fmt"
	"strconv"
	"strings"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
)

// The smallest terminal that shows screens.
const (
	minWidth  = 60
	minHeight = 16
)

// draw returns the whole screen: exactly height lines of at most width cells.
func (a *App) draw() string {
	w, h := a.width, a.height
	if w <= 0 || h <= 0 {
		return ""
	}
	if w < minWidth || h < minHeight {
		return strings.Join(a.tooSmall(), "\n")
	}
	th := a.theme
	lines := make([]string, 0, h)
	lines = append(lines, a.titleLine(), a.tabLine(), draw.Rule(w, th))
	lines = append(lines, a.run.Render(w, h-5, th)...)
	lines = append(lines, draw.Rule(w, th), a.footLine())
	if a.help {
		box := a.helpBox()
		body := draw.Over(lines[3:h-2], box, w, h-5)
		copy(lines[3:h-2], body)
	}
	return strings.Join(lines, "\n")
}

func (a *App) tooSmall() []string {
	text := fmt.Sprintf("terminal too small (need %dx%d, have %dx%d)", minWidth, minHeight, a.width, a.height)
	return draw.Block(draw.Wrap(text, a.width), a.width, a.height)
}

// titleLine says what runs, with how many workers, and how it stands.
func (a *App) titleLine() string {
	th, s := a.theme, a.run.Snapshot()
	left := " " + th.Strong.Paint("battscope")
	if s.Name != "" {
		left += "   " + draw.Clip(draw.Clean(s.Name), a.width/3)
	}
	if n := len(s.Lanes); n > 0 {
		left += th.Faint.Paint(" · ") + strconv.Itoa(n) + th.Faint.Paint(plural(n, " worker"))
	}
	return draw.Between(left, a.standing(s)+" ", a.width)
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// standing says how the run stands: a sign, a word where the sign is not
// enough, the time it took and the time it needs still.
func (a *App) standing(s *probe.Snapshot) string {
	th := a.theme
	clock := draw.Clock(s.Elapsed)
	text := ""
	switch s.State {
	case probe.Idle:
		text = th.Faint.Paint(th.Sign.Pending + " not started")
	case probe.Running:
		text = th.Accent.Paint(th.Sign.Running+" ") + clock
	case probe.Paused:
		text = th.Warn.Paint(th.Sign.Paused+" paused ") + clock
	case probe.Done:
		if s.Stopped {
			text = th.Warn.Paint(th.Sign.Stopped+" stopped ") + clock
			break
		}
		text = th.Strong.Paint(th.Sign.Done+" done ") + clock
	default:
		text = th.Bad.Paint(th.Sign.Failed+" failed") + " " + clock
	}
	if left, ok := a.run.Remaining(); ok {
		text += th.Faint.Paint("  ~") + draw.Clock(left) + th.Faint.Paint(" left")
	}
	if a.frozen {
		text = th.Warn.Paint("display frozen") + "  " + text
	}
	return text
}

// tabLine names the screens. There is one.
func (a *App) tabLine() string {
	th := a.theme
	return draw.Between(" "+th.Accent.Paint("1 "+a.run.Title()), th.Accent.Paint("?")+th.Faint.Paint(" help")+" ", a.width)
}

// footLine is the status where there is one, else the keys.
func (a *App) footLine() string {
	th := a.theme
	if a.status != "" {
		return draw.Clip(" "+th.Warn.Paint(a.status), a.width)
	}
	facts := a.facts(a.run.Snapshot())
	gap := "  "
	if a.width >= 80 {
		gap = "   "
	}
	var parts []string
	for _, b := range keymap.Bindings() {
		if b.Foot == "" {
			continue
		}
		label, _, _ := strings.Cut(b.Label, ",")
		if b.Why(facts) != "" {
			parts = append(parts, th.Faint.Paint(label+" "+b.Word(facts)))
		} else {
			parts = append(parts, th.Accent.Paint(label)+" "+b.Word(facts))
		}
	}
	return draw.Clip(" "+strings.Join(parts, gap), a.width)
}

// helpBox lists every key with what it does, or why it does nothing now, and
// what the signs mean.
func (a *App) helpBox() []string {
	th := a.theme
	facts := a.facts(a.run.Snapshot())
	var lines []string
	for _, b := range keymap.Bindings() {
		label, doc := draw.Left(b.Label, 9), b.Doc
		if b.Why(facts) != "" {
			lines = append(lines, th.Faint.Paint(label+"  "+doc+" (not now)"))
			continue
		}
		lines = append(lines, th.Accent.Paint(label)+"  "+doc)
	}
	if g := th.Sign; a.height >= 24 {
		lines = append(lines, "",
			th.Faint.Paint("a full bar stands for the time above its end"),
			th.Faint.Paint("wall: elapsed   busy: added over workers   cpu: processor time"),
			th.Faint.Paint("par: busy by wall   "+g.Rest+" expected still   ~ estimated   "+g.Unknown+" unknown"),
			th.Faint.Paint(g.Pending+" not begun   "+g.Running+" at work   "+g.Between+" more to come   "+g.Done+" done   "+g.Stopped+" stopped"))
	}
	w := min(a.width-4, 68)
	return draw.Box("keys", lines, w, min(len(lines)+2, a.height-5), th)
}
