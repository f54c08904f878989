package ui

import (
	"fmt"
	"strconv"
	"strings"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/insightview"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/tuneview"
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
	top, height := a.body()
	lines := make([]string, 0, h)
	lines = append(lines, a.titleLine(), a.tabLine(), draw.Rule(w, th))
	lines = append(lines, draw.Block(a.current().Render(w, height, th), w, height)...)
	lines = append(lines, draw.Rule(w, th), a.footLine())
	var box []string
	switch {
	case a.question != nil:
		box = a.questionBox()
	case a.palette != nil:
		box = a.palette.box(w, height, th)
	case a.menu != nil:
		box = a.menu.box(w, height, th)
	case a.help:
		box = a.helpBox()
	}
	if box != nil {
		copy(lines[top:h-2], draw.Over(lines[top:h-2], box, w, height))
	}
	return strings.Join(lines, "\n")
}

func (a *App) tooSmall() []string {
	text := fmt.Sprintf("terminal too small (need %dx%d, have %dx%d)", minWidth, minHeight, a.width, a.height)
	return draw.Block(draw.Wrap(text, a.width), a.width, a.height)
}

// titleLine says what runs, with how many workers, and how it stands.
func (a *App) titleLine() string {
	th, s := a.theme, a.look.Run
	left := " " + th.Strong.Paint("battscope")
	if s.Name != "" {
		left += "   " + draw.Clip(draw.Clean(s.Name), a.width/3)
	}
	if name := a.strategyName(); name != "" {
		left += th.Faint.Paint(" · ") + draw.Clip(name, a.width/4)
	}
	if n := len(s.Lanes); n > 0 && a.width >= 80 {
		left += th.Faint.Paint(" · ") + strconv.Itoa(n) + th.Faint.Paint(draw.Plural(int64(n), " worker"))
	}
	right := a.standing(s) + " "
	if st := a.look.Standing; st != nil {
		mark := tuneview.Mark(st, th)
		if a.width < 100 {
			mark = tuneview.ShortMark(st, th)
		}
		if mark != "" {
			right = a.standing(s) + "   " + mark + " "
		}
	}
	if s.Run > 0 {
		number := th.Faint.Paint("run ") + strconv.FormatInt(s.Run, 10) + "   "
		if draw.Width(left)+draw.Width(number)+draw.Width(right)+2 <= a.width {
			right = number + right
		}
	}
	return draw.Between(left, right, a.width)
}

// standing says how the run stands: a sign, a word where the sign is not
// enough, the time it took and the time it needs in all.
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
		text += th.Faint.Paint(" of ~") + draw.Clock(s.Elapsed+left)
	}
	if a.frozen {
		text = th.Warn.Paint("display frozen") + "  " + text
	}
	if taking := a.taking(); taking != "" {
		text = taking + "  " + text
	}
	return text
}

// A span is a word on a line that the mouse may hit.
type span struct {
	text     string // painted
	from, to int    // cells
	action   keymap.Action
}

// tabs are the screens that there are, as the second line shows them.
func (a *App) tabs() []span {
	th := a.theme
	gap := 3
	if a.width < 100 {
		gap = 2
	}
	var out []span
	at := 1
	for i, sc := range a.screens {
		if sc == nil {
			continue
		}
		label := strconv.Itoa(i+1) + " " + sc.Title()
		news := a.news(sc)
		s := span{text: label, from: at, to: at + draw.Width(label+news), action: visit(sc.Title())}
		if i == a.at {
			s.text = th.Accent.Paint(label)
		} else {
			s.text = th.Faint.Paint(strconv.Itoa(i+1)) + " " + sc.Title()
		}
		s.text += th.Warn.Paint(news)
		out = append(out, s)
		at = s.to + gap
	}
	return out
}

// news is what stands behind the name of a screen that has something to say: how
// many insights are more than information.
func (a *App) news(sc screen.Screen) string {
	st := a.look.Standing
	if _, ok := sc.(*insightview.View); !ok || st == nil || st.Warnings == 0 {
		return ""
	}
	return " " + a.theme.Sign.News + strconv.Itoa(st.Warnings)
}

// tabLine names the screens.
func (a *App) tabLine() string {
	th := a.theme
	return draw.Between(spread(a.tabs()), th.Accent.Paint("?")+th.Faint.Paint(" help")+" ", a.width)
}

// spread writes spans at their places.
func spread(spans []span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(draw.Left("", s.from-at))
		b.WriteString(s.text)
		at = s.to
	}
	return b.String()
}

// foot are the keys that have a word in the footer.
func (a *App) foot() []span {
	th := a.theme
	gap := 2
	if a.width >= 80 {
		gap = 3
	}
	var out []span
	at := 1
	for _, b := range a.footKeys(gap) {
		label := footLabel(b)
		s := span{from: at, to: at + footWidth(b), action: b.Action}
		if b.Why != "" {
			s.text = th.Faint.Paint(label + " " + b.Foot)
		} else {
			s.text = th.Accent.Paint(label) + " " + b.Foot
		}
		out = append(out, s)
		at = s.to + gap
	}
	return out
}

// footKeys are the bindings of the footer as far as they fit: help and the way
// out always do.
func (a *App) footKeys(gap int) []keymap.Binding {
	var kept, last []keymap.Binding
	room := a.width - 2
	for _, b := range a.keys() {
		switch {
		case b.Foot == "" || b.Label == "":
		case b.Action == help || b.Action == quit:
			last = append(last, b)
			room -= footWidth(b) + gap
		default:
			kept = append(kept, b)
		}
	}
	for n, b := range kept {
		if room -= footWidth(b) + gap; room < -gap {
			kept = kept[:n]
			break
		}
	}
	return append(kept, last...)
}

// footLabel is the first of a binding's keys.
func footLabel(b keymap.Binding) string {
	label, _, _ := strings.Cut(b.Label, " ")
	return label
}

func footWidth(b keymap.Binding) int { return draw.Width(footLabel(b)) + 1 + draw.Width(b.Foot) }

// footLine is what is being written, else the status where there is one, else
// the keys.
func (a *App) footLine() string {
	switch {
	case a.prompt != nil:
		return draw.Clip(a.prompt.line(a.width, a.theme), a.width)
	case a.status != "":
		return draw.Clip(" "+a.theme.Warn.Paint(draw.Clean(a.status)), a.width)
	}
	return draw.Clip(spread(a.foot()), a.width)
}
