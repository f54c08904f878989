package profileview

import (
	"battscope/profile/stacks"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Actions of an opened profile.
const (
	showTop    keymap.Action = "flame or top"
	showCalls  keymap.Action = "callers and callees"
	showSource keymap.Action = "source"
	flip       keymap.Action = "icicle or flame"
	focusOn    keymap.Action = "focus"
	ignore     keymap.Action = "ignore"
	byLabel    keymap.Action = "label"
	dropAll    keymap.Action = "drop filters"
	nextType   keymap.Action = "sample type"
	byLine     keymap.Action = "lines"
	subtract   keymap.Action = "difference"
	afterAlone keymap.Action = "new alone"
	baseAlone  keymap.Action = "base alone"
	atLeast    keymap.Action = "threshold"
	web        keymap.Action = "web pages"
	exportTo   keymap.Action = "export profile"
	otherOne   keymap.Action = "profiles"
)

// keys returns what keys do on an opened profile.
func (p *page) keys() keymap.Table {
	unread := ""
	switch {
	case p.err != nil:
		unread = "the profile cannot be read"
		if p.of.base != "" {
			unread = "the difference cannot be taken"
		}
	case p.set == nil:
		unread = "the profile is being read"
	}
	t := append(p.modeKeys(unread), p.filterKeys(unread)...)
	t = append(t,
		keymap.Binding{Action: subtract, Keys: []string{"d"}, Label: "d", Doc: "the difference from another profile", Foot: "difference", Why: unread},
		keymap.Binding{Action: web, Keys: []string{"w"}, Label: "w", Doc: "pprof's own pages in a browser", Why: unread},
		keymap.Binding{Action: exportTo, Keys: []string{"x"}, Label: "x", Doc: "write it in a format of other tools", Why: unread},
		keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the function's name", Why: unread},
		keymap.Binding{Action: otherOne, Keys: []string{"p"}, Label: "p", Doc: "the profiles at hand", Foot: "profiles"},
	)
	if p.canBack() {
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "one step back: zoom, filter of rows, view, the list", Foot: "out"})
	}
	return keymap.Join(t, keymap.Moves())
}

// modeKeys are those that depend on what is shown, and lead to the others.
func (p *page) modeKeys(unread string) keymap.Table {
	none := unread
	if none == "" && p.symbol() < 0 {
		none = "no function is under the cursor"
	}
	top := keymap.Binding{Action: showTop, Keys: []string{"v"}, Label: "v", Doc: "the flame graph", Foot: "flame", Why: unread}
	if p.want.mode == flameMode {
		top.Doc, top.Foot = "the table of functions", "top"
	}
	calls := keymap.Binding{Action: showCalls, Keys: []string{"c"}, Label: "c", Doc: "callers and callees of the function", Foot: "callers", Why: none}
	source := keymap.Binding{Action: showSource, Keys: []string{"s"}, Label: "s", Doc: "its source, with what each line cost", Foot: "source", Why: none}
	var t keymap.Table
	switch p.want.mode {
	case flameMode:
		t = keymap.Table{
			{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "zoom to the frame", Foot: "zoom", Why: unread},
			{Action: keymap.Left, Keys: []string{"left", "h"}, Label: "← h", Doc: "the frame to the left", Why: unread},
			{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the frame to the right", Why: unread},
			top, source, calls,
			{Action: flip, Keys: []string{"i"}, Label: "i", Doc: "callers above or below", Why: unread},
			{Action: byLine, Keys: []string{"e"}, Label: "e", Doc: "a frame for each line, or for each function", Why: unread},
		}
	case topMode:
		t = keymap.Table{
			{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "callers and callees of the function", Foot: "callers", Why: none},
			{Action: keymap.Filter, Keys: []string{"\\"}, Label: "\\", Doc: "show only functions with a text or /regexp; sums stay", Foot: "filter", Why: unread},
			{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort by the next column; a click on a head does too", Foot: "sort", Why: unread},
			{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order round", Why: unread},
			top, source, calls,
		}
	case callMode:
		calls.Why = "these are the callers and callees; enter walks"
		t = keymap.Join(keymap.Table{
			{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "walk to the function under the cursor", Foot: "walk", Why: none},
			top, source, calls,
		}, keymap.Panes())
	default:
		source.Why = "this is the source"
		t = keymap.Table{top, calls, source}
	}
	return t
}

// filterKeys are those that say what is shown of the profile.
func (p *page) filterKeys(unread string) keymap.Table {
	drop := keymap.Binding{Action: dropAll, Keys: []string{"u"}, Label: "u", Doc: "drop focus, ignore and labels", Why: unread}
	if unread == "" && len(p.want.query.Labels) == 0 && p.want.query.Focus == nil && p.want.query.Ignore == nil {
		drop.Why = "nothing is left out"
	}
	t := keymap.Binding{Action: nextType, Keys: []string{"t"}, Label: "t", Doc: "the next sample type", Foot: "type", Why: unread}
	if p.set != nil && len(p.set.Types) == 1 {
		t.Why = "the profile has one sample type, " + p.set.Types[0].Name
	}
	single := unread
	if single == "" && !p.set.Difference {
		single = "this is no difference; d makes one"
	}
	a := keymap.Binding{Action: afterAlone, Keys: []string{"a"}, Label: "a", Doc: "of a difference the new profile alone, or both", Why: single}
	b := keymap.Binding{Action: baseAlone, Keys: []string{"b"}, Label: "b", Doc: "of a difference the base alone, or both", Why: single}
	if p.set != nil && p.set.Difference {
		a.Foot, b.Foot = "new", "base"
	}
	return keymap.Table{
		a, b,
		{Action: focusOn, Keys: []string{"f"}, Label: "f", Doc: "keep only stacks with a function, file or binary like this", Foot: "focus", Why: unread},
		{Action: ignore, Keys: []string{"!"}, Label: "!", Doc: "leave stacks out that have a function, file or binary like this", Foot: "ignore", Why: unread},
		{Action: byLabel, Keys: []string{"L"}, Label: "L", Doc: "keep only samples with a label: phase, task, worker, device, outcome", Foot: "label", Why: unread},
		t, drop,
		{Action: atLeast, Keys: []string{"%"}, Label: "%", Doc: "of a difference, leave smaller changes out", Why: single},
	}
}

// canBack reports whether esc has something to step back from here.
func (p *page) canBack() bool {
	switch {
	case p.listed, len(p.past) > 0:
		return true
	case p.want.mode == flameMode:
		return p.flame.zoom > 0 || p.flame.looked != ""
	case p.want.mode == topMode:
		return p.top.list.Filter() != ""
	case p.want.mode == callMode:
		return len(p.calls.trail) > 0
	}
	return false
}

// back steps back, and reports whether there was a step within the page.
func (p *page) back() (screen.Effect, bool) {
	switch p.want.mode {
	case flameMode:
		if p.flame.looked != "" {
			p.flame.search("")
			return screen.Effect{}, true
		}
		if p.flame.zoomOut() {
			return screen.Effect{}, true
		}
	case topMode:
		if p.top.list.Filter() != "" {
			return p.top.list.SetFilter(""), true
		}
	case callMode:
		if e, ok := p.calls.back(); ok {
			return e, true
		}
	}
	if n := len(p.past); n > 0 {
		p.want.mode = p.past[n-1]
		p.past = p.past[:n-1]
		return p.make(), true
	}
	return screen.Effect{}, false
}

// visit shows another mode; esc comes back from callers and source.
func (p *page) visit(m mode) screen.Effect {
	if m == flameMode || m == topMode {
		p.past = nil
	} else {
		p.past = append(p.past, p.want.mode)
	}
	p.want.mode = m
	return p.make()
}

// do does an action.
func (p *page) do(a keymap.Action) screen.Effect {
	switch a {
	case showTop:
		return p.toggleTop()
	case showCalls:
		e := p.calls.show(p.symbol())
		return join(e, p.visit(callMode))
	case showSource:
		return p.openSource()
	case flip:
		p.flame.up = !p.flame.up
		return screen.Effect{}
	case byLine:
		p.want.lines = !p.want.lines
		return p.change()
	case focusOn:
		return screen.Effect{Type: p.patternPrompt("focus", "a pattern of functions, files or binaries to keep", &p.want.query.Focus)}
	case ignore:
		return screen.Effect{Type: p.patternPrompt("ignore", "a pattern of functions, files or binaries to leave out", &p.want.query.Ignore)}
	case byLabel:
		return p.labelMenu()
	case dropAll:
		p.want.query = stacks.Query{Type: p.want.query.Type, Side: p.want.query.Side}
		return p.change()
	case nextType:
		p.want.query.Type = (p.want.query.Type + 1) % len(p.set.Types)
		e := p.change()
		e.Say = "sample type " + p.set.Types[p.want.query.Type].Name
		return e
	case afterAlone:
		return p.turn(stacks.After)
	case baseAlone:
		return p.turn(stacks.Base)
	case atLeast:
		return screen.Effect{Type: p.leastPrompt()}
	case web:
		return p.serve()
	case exportTo:
		return screen.Effect{Pick: p.exportMenu()}
	case keymap.Copy:
		if name := p.name(); name != "" {
			return screen.Effect{Copy: name}
		}
		return screen.Effect{Say: "no function is under the cursor"}
	}
	return p.doHere(a)
}

// doHere does an action of the mode that is shown.
func (p *page) doHere(a keymap.Action) screen.Effect {
	switch p.want.mode {
	case flameMode:
		if a == keymap.Enter {
			p.flame.zoomIn()
			return screen.Effect{}
		}
		p.flame.do(a)
	case topMode:
		switch a {
		case keymap.Enter:
			return p.do(showCalls)
		}
		return p.top.list.DoTable(a)
	case callMode:
		switch a {
		case keymap.Enter:
			return p.calls.walk()
		case keymap.NextPane, keymap.PrevPane:
			p.calls.pane = 1 - p.calls.pane
		}
		p.calls.lists[p.calls.pane].Do(a)
	default:
		p.source.list.Do(a)
	}
	return screen.Effect{}
}

// toggleTop goes from the flame graph to the table or back, to the same
// function.
func (p *page) toggleTop() screen.Effect {
	at := p.symbol()
	if p.want.mode == flameMode {
		if at >= 0 && p.flame.at > 0 {
			p.top.to(at)
		}
		return p.visit(topMode)
	}
	if at >= 0 && p.flame.symbol() != at {
		name := p.set.Symbols[at]
		if p.made.tree != nil && p.made.gen == p.want.gen {
			p.flame.to(name)
		} else {
			p.flame.goal = name
		}
	}
	return p.visit(flameMode)
}

// turn shows one side of a difference alone, or both again.
func (p *page) turn(side stacks.Side) screen.Effect {
	if p.want.query.Side == side {
		side = stacks.Both
	}
	p.want.query.Side = side
	return p.change()
}
