package profileview

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"battscope/profile/callgraph"
	"battscope/profile/flame"
	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/screen"
)

// A mode is a way to look at a profile.
type mode uint8

const (
	flameMode mode = iota
	topMode
	callMode
	sourceMode
)

// modeNames are what people call the modes.
func modeNames() []string { return []string{"flame", "top", "callers", "source"} }

// A subject is a profile, or its difference from a base.
type subject struct {
	file, base string
	unscaled   bool // the base stands as it is, also where the two took different times
}

// title returns what people call it: the file's name with its folder, for each
// run has a cpu.pb.gz.
func (s subject) title() string {
	name := func(path string) string {
		dir := filepath.Base(filepath.Dir(path))
		if dir == "." || dir == string(filepath.Separator) {
			return filepath.Base(path)
		}
		return dir + "/" + filepath.Base(path)
	}
	if s.base == "" {
		return name(s.file)
	}
	if filepath.Dir(s.file) == filepath.Dir(s.base) {
		return name(s.file) + " less " + filepath.Base(s.base)
	}
	return name(s.file) + " less " + name(s.base)
}

// read reads it.
func (s subject) read() (*stacks.Set, error) {
	if s.base == "" {
		return stacks.Read(s.file)
	}
	after, base, err := stacks.LoadBoth(s.file, s.base)
	if err != nil {
		return nil, err
	}
	set, err := stacks.Difference(after, base, !s.unscaled)
	if err != nil {
		return nil, fmt.Errorf("%s less %s: %w", s.file, s.base, err)
	}
	return set, nil
}

// A page is an opened profile.
type page struct {
	src    Source
	of     subject
	set    *stacks.Set // nil while it is read
	err    error
	groups *groups
	want   wish
	made   made
	busy   bool         // something is being made
	goal   screen.Place // what to focus on, when it is read
	listed bool         // it was opened from the list, to which esc goes back
	past   []mode       // that esc goes back to
	before *page        // that esc goes back to from a difference that cannot be taken; may be nil

	flame  flamePane
	top    topPane
	calls  callPane
	source sourcePane
}

func newPage(src Source, of subject) *page {
	p := &page{src: src, of: of, top: newTopPane(), calls: newCallPane(), source: newSourcePane()}
	p.want.gen = 1
	return p
}

// open reads the profile beside the screen.
func (p *page) open() screen.Effect {
	return screen.Effect{Work: func() func() screen.Effect {
		set, err := p.of.read()
		var g *groups
		if err == nil {
			g = newGroups(set, p.src.Families())
		}
		return func() screen.Effect {
			p.set, p.err, p.groups = set, err, g
			if err != nil {
				return screen.Effect{}
			}
			p.want.query.Type = set.Default
			return p.focus(p.goal)
		}
	}}
}

// change takes a changed wish and has made what it shows.
func (p *page) change() screen.Effect {
	p.want.gen++
	return p.make()
}

// make makes what is shown, beside the screen and one thing after another.
func (p *page) make() screen.Effect {
	if p.set == nil || p.busy || p.made.serves(&p.want) {
		return screen.Effect{}
	}
	p.busy = true
	set, had, w := p.set, p.made, p.want
	return screen.Effect{Work: func() func() screen.Effect {
		// A run's folder has the texts of built-in programs, wherever it is now.
		m := had.more(set, w, []string{filepath.Dir(p.of.file), p.src.Folder()})
		return func() screen.Effect {
			p.busy = false
			e := screen.Effect{}
			if m.gen == p.want.gen {
				e = p.adopt(m)
			}
			return join(e, p.make())
		}
	}}
}

// adopt shows what was made.
func (p *page) adopt(m made) screen.Effect {
	had := p.made
	p.made = m
	var e screen.Effect
	if m.tree != nil && m.tree != had.tree {
		p.flame.adopt(m.tree)
	}
	if m.graph != nil && m.graph != had.graph {
		e = join(e, p.top.adopt(m.graph, m.rows))
		e = join(e, p.calls.adopt(m.graph, differs(m.sel)))
	}
	if m.source != nil && m.source != had.source {
		e = join(e, p.source.adopt(m.source, m.sel))
	}
	return e
}

// join returns an effect that brings about both.
func join(a, b screen.Effect) screen.Effect {
	switch {
	case b.Work == nil:
		if b.Say != "" {
			a.Say = b.Say
		}
		return a
	case a.Work == nil:
		if b.Say == "" {
			b.Say = a.Say
		}
		return b
	}
	first, second := a.Work, b.Work
	a.Work = func() func() screen.Effect {
		x, y := first(), second()
		return func() screen.Effect {
			var e screen.Effect
			for _, then := range []func() screen.Effect{x, y} {
				if then != nil {
					e = join(e, then())
				}
			}
			return e
		}
	}
	return a
}

// shown says what is shown, for other viewers.
func (p *page) shown() Shown {
	s := Shown{File: p.of.file, Base: p.of.base, Unscaled: p.of.unscaled, Labels: p.want.query.Labels, Side: p.want.query.Side}
	if p.set != nil {
		s.Type = p.set.Types[p.want.query.Type].Name
	}
	if re := p.want.query.Focus; re != nil {
		s.Focus = re.String()
	}
	if re := p.want.query.Ignore; re != nil {
		s.Ignore = re.String()
	}
	return s
}

// selecting returns by what samples are left out of either side, as words.
func (p *page) selecting() []string {
	var words []string
	for _, c := range p.want.query.Labels {
		words = append(words, c.String())
	}
	if re := p.want.query.Focus; re != nil {
		words = append(words, "focus "+re.String())
	}
	if re := p.want.query.Ignore; re != nil {
		words = append(words, "ignore "+re.String())
	}
	return words
}

// filters returns what narrows the profile, as words.
func (p *page) filters() []string {
	words := p.selecting()
	if p.want.lines {
		words = append(words, "by line")
	}
	if p.want.least > 0 && p.set != nil && p.set.Difference {
		words = append(words, "above "+shareOf(p.want.least))
	}
	return words
}

// side returns what of a difference is shown; empty for any other profile.
func (p *page) side() string {
	if p.set == nil || !p.set.Difference {
		return ""
	}
	switch p.want.query.Side {
	case stacks.After:
		return "the new one alone"
	case stacks.Base:
		return "the base alone"
	}
	text := "shares are of the base"
	if p.set.BaseScale != 1 && stacks.Flow(p.set.Types[p.want.query.Type].Name) {
		text = fmt.Sprintf("base scaled by %.3g to the same duration; ", p.set.BaseScale) + text
	}
	return text
}

// differs reports whether changes are shown.
func (p *page) differs() bool {
	return p.set != nil && p.set.Difference && p.want.query.Side == stacks.Both
}

// symbol returns the function that is under the cursor, or below 0.
func (p *page) symbol() int32 {
	switch p.want.mode {
	case flameMode:
		return p.flame.symbol()
	case topMode:
		return p.top.symbol()
	case callMode:
		return p.calls.symbol()
	}
	if p.set != nil {
		for i, s := range p.set.Symbols {
			if s == p.want.source {
				return int32(i)
			}
		}
	}
	return -1
}

// name returns the name of the function under the cursor, or nothing.
func (p *page) name() string {
	if s := p.symbol(); s >= 0 && p.set != nil {
		return p.set.Symbols[s]
	}
	return ""
}

// common returns one unit for values of a selection.
func common(values []int64, sel *stacks.Selection) string {
	var least int64
	for _, v := range values {
		if v = size(v); v > 0 && (least == 0 || v < least) {
			least = v
		}
	}
	return unit.Common(least, sel.Total, sel.Type.Unit)
}

// row returns the graph's row of a symbol, or nil.
func row(g *callgraph.Graph, symbol int32) *callgraph.Row {
	if g == nil {
		return nil
	}
	for i := range g.Rows {
		if g.Rows[i].Symbol == symbol {
			return &g.Rows[i]
		}
	}
	return nil
}

// pattern reads what is searched: text as it is, in either case, or a regular
// expression after "/". It is nil where that is none.
func pattern(text string) *regexp.Regexp {
	expr, isRegexp := strings.CutPrefix(text, "/")
	if !isRegexp {
		expr = regexp.QuoteMeta(expr)
	}
	if expr == "" {
		return nil
	}
	re, err := regexp.Compile("(?i)" + expr)
	if err != nil {
		return nil
	}
	return re
}

// search finds a text in the flame graph.
func search(t *flame.Tree, text string) (flame.Matches, bool) {
	re := pattern(text)
	if t == nil || re == nil {
		return flame.Matches{}, false
	}
	return t.Search(re), true
}
