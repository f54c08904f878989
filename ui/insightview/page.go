package insightview

import (
	"strings"

	"battscope/profile/insight"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/theme"
)

// A page says all that there is to say of one rule: what it found here, when it
// fires, why that matters, and how its predictions did.
type page struct {
	rule   insight.Rule
	top    int // line at the upper edge
	height int // lines in sight, when last drawn
	length int // lines in all, when last drawn
}

// move scrolls, as far as there is text.
func (p *page) move(n int) { p.top = max(0, min(p.top+n, p.length-p.height)) }

func (p *page) do(a keymap.Action) {
	switch a {
	case keymap.Up:
		p.move(-1)
	case keymap.Down:
		p.move(1)
	case keymap.PageUp:
		p.move(-max(p.height-1, 1))
	case keymap.PageDown:
		p.move(max(p.height-1, 1))
	case keymap.Home:
		p.top = 0
	case keymap.End:
		p.move(p.length)
	}
}

func (p *page) render(r *Report, w, h int, th *theme.Theme) []string {
	head := " " + th.Strong.Paint(p.rule.Title) + th.Faint.Paint("   "+p.rule.ID+"   ") + severity(p.rule.Severity, th)
	lines := p.lines(r, max(w-1, 1), th)
	p.length, p.height = len(lines), max(h-2, 1)
	p.move(0)
	right := ""
	if p.length > p.height {
		right = th.Faint.Paint(draw.Share(float64(p.top+p.height)/float64(p.length))) + " "
	}
	out := []string{draw.Between(head, right, w), ""}
	return draw.Block(append(out, lines[min(p.top, len(lines)):]...), w, h)
}

// lines are the page's text, set to a width.
func (p *page) lines(r *Report, w int, th *theme.Theme) []string {
	// Longer lines are hard to read.
	w = min(w, 100)
	s := &sheet{w: w, th: th}
	if r != nil {
		if f := r.finding(p.rule.ID); f != nil {
			s.finding(f, r)
		} else if q := r.silence(p.rule.ID); q != nil && len(q.Lacks) > 0 {
			s.add("here", "silent: "+Lacks(q.Lacks))
		} else {
			s.add("here", "does not fire: the run is below its thresholds")
		}
	}
	s.add("fires", p.rule.Condition())
	var needs []string
	for _, n := range p.rule.Needs {
		needs = append(needs, string(n))
	}
	if len(needs) > 0 {
		s.add("needs", strings.Join(needs, ", "))
	}
	s.gap()
	s.add("why", p.rule.Why)
	if r == nil {
		return s.lines
	}
	if text := Tally(r.Predictions, p.rule.ID); text != "" {
		s.gap()
		s.add("so far", text)
		for _, one := range insight.Of(r.Predictions, "", p.rule.ID) {
			s.add("", Outcome(&one)+"; run "+one.Run)
		}
	}
	return s.lines
}

// A sheet is text under heads at its left.
type sheet struct {
	w     int
	th    *theme.Theme
	lines []string
}

const headWidth = 9

// add sets a text beside a head.
func (s *sheet) add(head, text string) {
	for _, line := range draw.Wrap(draw.Clean(text), max(s.w-1-headWidth, 1)) {
		s.lines = append(s.lines, " "+s.th.Faint.Paint(draw.Left(head, headWidth))+line)
		head = ""
	}
}

func (s *sheet) gap() { s.lines = append(s.lines, "") }

// finding says what a rule has found, and how its prediction did on this run.
func (s *sheet) finding(f *insight.Finding, r *Report) {
	for _, line := range draw.Wrap(draw.Clean(f.Text), max(s.w-2, 1)) {
		s.lines = append(s.lines, " "+line)
	}
	if f.Saving != nil {
		s.add("saves", Promise(f, r))
	}
	if f.Knob != "" {
		text := f.Knob
		if r.Imported {
			text += "   (in battscope's words)"
		}
		s.add("knob", text)
	}
	if f.Advice != "" {
		s.add("else", f.Advice)
	}
	if f.Command != "" {
		s.add("see", f.Command)
	}
	if r.ID == "" {
		return
	}
	of := insight.Of(r.Predictions, r.ID, f.Rule)
	for n := len(of) - 1; n >= 0 && n >= len(of)-3; n-- {
		s.add("outcome", Outcome(&of[n]))
	}
}
