package profileview

import (
	"strings"

	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// render returns the page: what is shown, the profile itself, and the full name
// of what is under the cursor.
func (p *page) render(w, h int, th *theme.Theme) []string {
	lines := []string{p.heading(w, th), p.tabs(w, th)}
	switch {
	case p.err != nil:
		lines = append(lines, "")
		for _, line := range draw.Wrap(draw.Clean(p.err.Error()), max(w-2, 1)) {
			lines = append(lines, " "+th.Bad.Paint(line))
		}
		return draw.Block(lines, w, h)
	case p.set == nil:
		return draw.Block(append(lines, "", " "+th.Faint.Paint("reading …")), w, h)
	}
	foot := p.detail(w, h, th)
	room := max(h-len(lines)-len(foot), 0)
	lines = append(lines, draw.Block(p.body(w, room, th), w, room)...)
	return draw.Block(append(lines, foot...), w, h)
}

// heading says which profile it is, and how much of it is shown.
func (p *page) heading(w int, th *theme.Theme) string {
	left := " " + th.Strong.Paint(tail(draw.Clean(p.of.title()), max(w*2/5, 20)))
	if p.set == nil {
		return draw.Clip(left, w)
	}
	t := p.set.Types[p.want.query.Type]
	left += th.Faint.Paint(" · ") + t.Name
	right := ""
	if sel := p.made.sel; sel != nil {
		cum := sel.Cum[0]
		switch {
		case p.differs():
			right = "new " + amount(cum.Plus, sel.Type, unit.Auto) + "   base " + amount(cum.Minus, sel.Type, unit.Auto) + "   " +
				signed(change(cum.Net(), sel.Type, unit.Auto), cum.Net(), th)
		case cum.Net() == sel.Total:
			right = amount(sel.Total, sel.Type, unit.Auto)
		default:
			right = amount(cum.Net(), sel.Type, unit.Auto) + th.Faint.Paint(" of ") + amount(sel.Total, sel.Type, unit.Auto) + th.Faint.Paint(" shown")
		}
	}
	if f := &p.flame; f.looked != "" && f.tree != nil && p.want.mode == flameMode {
		at := 0
		for k, i := range f.found.Nodes {
			if i == f.at {
				at = k + 1
			}
		}
		right += "   " + th.Accent.Paint(draw.Clip(draw.Clean(f.looked), w/5)) + " " + draw.Count(int64(at), 7) + " of " + draw.Count(int64(len(f.found.Nodes)), 7) +
			" · " + shareOf(f.tree.Share(f.found))
	}
	if p.busy {
		right = th.Accent.Paint("at work …") + "   " + right
	}
	return draw.Between(left, right+" ", w)
}

// tabs names the modes and what narrows the profile.
func (p *page) tabs(w int, th *theme.Theme) string {
	var words []string
	for m, name := range modeNames() {
		if mode(m) == p.want.mode {
			words = append(words, th.Accent.Paint(name))
		} else {
			words = append(words, th.Faint.Paint(name))
		}
	}
	left := " " + strings.Join(words, "  ")
	right := strings.Join(p.filters(), "  ")
	if right == "" {
		right = p.side()
	} else if s := p.side(); s != "" {
		right = s + "   " + right
	}
	if p.want.mode == topMode && p.top.list.Filter() != "" {
		right += "   rows with " + p.top.list.Filter()
	}
	return draw.Between(left, th.Warn.Paint(draw.Clip(draw.Clean(right), max(w-draw.Width(left)-3, 0)))+" ", w)
}

// body renders the mode that is shown.
func (p *page) body(w, h int, th *theme.Theme) []string {
	if p.made.sel == nil {
		return []string{"", " " + th.Faint.Paint("at work …")}
	}
	if p.empty() {
		return []string{"", " " + th.Faint.Paint(p.nothing())}
	}
	switch p.want.mode {
	case flameMode:
		if p.flame.tree != nil {
			return p.flame.render(w, h, th, p.groups, p.differs())
		}
	case topMode:
		if p.made.graph != nil {
			return p.top.list.Render(w, h, th, true)
		}
	case callMode:
		if p.calls.graph != nil {
			return p.calls.render(w, h, th)
		}
	default:
		if p.source.text != nil {
			return p.source.list.Render(w, h, th, true)
		}
	}
	return []string{"", " " + th.Faint.Paint("at work …")}
}

// empty reports whether nothing is left to show.
func (p *page) empty() bool {
	if p.made.sel.Kept == 0 {
		return true
	}
	switch p.want.mode {
	case flameMode:
		return p.made.tree != nil && p.made.tree.IsEmpty()
	case topMode, callMode:
		return p.made.graph != nil && len(p.made.graph.Rows) == 0
	default:
		return p.made.source != nil && len(p.made.source.lines) == 0
	}
}

// nothing says why nothing is shown.
func (p *page) nothing() string {
	switch {
	case p.made.sel.Kept == 0:
		return "none of the samples is left by the filters; u drops them"
	case p.differs() && p.want.least > 0:
		return "no difference above " + shareOf(p.want.least) + "; % sets the threshold"
	case p.differs():
		return "no difference"
	case p.want.mode == sourceMode:
		return "nothing of " + draw.Clean(p.want.source) + " is left"
	}
	return "every value of " + p.made.sel.Type.Name + " is 0; t shows another sample type"
}

// detail is what is to be said of the frame under the cursor, its name in full.
func (p *page) detail(w, h int, th *theme.Theme) []string {
	if h < 10 || p.made.sel == nil || p.empty() {
		return nil
	}
	lines := []string{draw.Rule(w, th)}
	name := p.name()
	if p.want.mode == flameMode && p.flame.tree != nil && p.flame.at > 0 {
		name = p.flame.tree.Name(p.flame.at)
	}
	if name == "" {
		name = "all"
	}
	named := draw.Wrap(draw.Clean(name), max(w-2, 1))
	if most := max(h/3, 1); len(named) > most {
		named = append(named[:most-1], tail(named[len(named)-1], w-2))
	}
	for _, line := range named {
		lines = append(lines, " "+th.Strong.Paint(line))
	}
	return append(lines, draw.Between(" "+p.numbers(), p.groupsOf(w, th), w))
}

// groupsOf is the legend of the flame graph.
func (p *page) groupsOf(w int, th *theme.Theme) string {
	if p.want.mode != flameMode {
		return ""
	}
	if p.differs() {
		f := &th.Frames
		return f.More[2].Paint(" + grew ") + " " + f.Less[2].Paint(" - shrank ") + " " + f.Even.Paint(" "+th.Sign.Same+" as it was ") + " "
	}
	return p.groups.legend(w/2, th)
}

// numbers writes the values of what is under the cursor.
func (p *page) numbers() string {
	sel := p.made.sel
	write := func(label string, v stacks.Pair) string {
		if p.differs() {
			return label + " " + amount(v.Minus, sel.Type, unit.Auto) + " → " + amount(v.Plus, sel.Type, unit.Auto) +
				" (" + change(v.Net(), sel.Type, unit.Auto) + ", " + percent(v.Net(), sel.Total) + ")"
		}
		return label + " " + amount(v.Net(), sel.Type, unit.Auto) + " (" + percent(v.Net(), sel.Total) + ")"
	}
	if p.want.mode == flameMode {
		f := &p.flame
		if f.tree == nil || int(f.at) >= len(f.tree.Nodes) {
			return ""
		}
		n := &f.tree.Nodes[f.at]
		return write("cum", n.Cum) + "   " + write("flat", n.Self)
	}
	if t := p.made.source; p.want.mode == sourceMode {
		if t == nil || t.name != p.want.source {
			return ""
		}
		v := t.value()
		return write("cum", v.Cum) + "   " + write("flat", v.Flat)
	}
	if r := row(p.made.graph, p.symbol()); r != nil {
		return write("cum", r.Cum) + "   " + write("flat", r.Flat)
	}
	return ""
}
