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
	foot := a.footLines()
	lines = append(lines[:h-1-len(foot)], draw.Rule(w, th))
	lines = append(lines, foot...)
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
		end := h - 1 - len(foot)
		copy(lines[top:end], draw.Over(lines[top:end], box, w, min(height, end-top)))
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

// tabs are the screens that there are, as the second line shows them: closer
// together and cut where there is no room for all of their names.
func (a *App) tabs() []span {
	gap := 3
	if a.width < 100 {
		gap = 2
	}
	for _, fit := range []struct{ gap, letters int }{{gap, 0}, {1, 0}} {
		if out := a.tabsAs(fit.gap, fit.letters); out[len(out)-1].to < a.width {
			return out
		}
	}
	return a.tabsAs(1, shortTab)
}

// shortTab is how many letters of a screen's name are enough to know it by.
const shortTab = 4

// tabsAs returns the tabs with a gap, of names cut to so many letters; 0 leaves
// them whole.
func (a *App) tabsAs(gap, letters int) []span {
	th := a.theme
	var out []span
	at := 1
	for i, sc := range a.screens {
		if sc == nil {
			continue
		}
		number, name := strconv.Itoa(i+1), sc.Title()
		if letters > 0 {
			name = name[:min(len(name), letters)]
		}
		news := a.news(sc)
		s := span{from: at, to: at + draw.Width(number+" "+name+news), action: visit(sc.Title())}
		if i == a.at {
			s.text = th.Accent.Paint(number + " " + name)
		} else {
			s.text = th.Faint.Paint(number) + " " + name
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

// tabLine names the screens, and the key of help where there is room: the footer
// has it too.
func (a *App) tabLine() string {
	th := a.theme
	tabs := a.tabs()
	if tabs[len(tabs)-1].to+len(" ? help ") > a.width {
		return spread(tabs)
	}
	return draw.Between(spread(tabs), th.Accent.Paint("?")+th.Faint.Paint(" help")+" ", a.width)
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

// statusLines is how many lines a status has at most; they lie over the end of the
// screen.
const statusLines = 4

// footLines are what is being written, else the status where there is one, else
// the keys. A status has as many lines as it needs: what to do is at its end.
func (a *App) footLines() []string {
	switch {
	case a.prompt != nil:
		return []string{draw.Clip(a.prompt.line(a.width, a.theme), a.width)}
	case a.status != "":
		lines := draw.Wrap(draw.Clean(a.status), a.width-2)
		if len(lines) > statusLines {
			lines = append(lines[:statusLines-1], draw.Clip(strings.Join(lines[statusLines-1:], " "), a.width-2))
		}
		for i, line := range lines {
			lines[i] = " " + a.theme.Warn.Paint(line)
		}
		return lines
	}
	return []string{draw.Clip(spread(a.foot()), a.width)}
}
