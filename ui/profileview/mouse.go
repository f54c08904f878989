package profileview

import (
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Click goes to what is under the mouse, and opens or zooms to what was there
// already.
func (v *View) Click(x, y int) screen.Effect {
	if v.page != nil {
		return v.page.click(x, y-headLines)
	}
	hit := v.list.Click(x, y-v.top)
	switch {
	case hit.Head >= 0:
		return v.list.SortBy(hit.Head)
	case hit.Same && v.chosen() != nil:
		return v.Do(keymap.Enter)
	}
	return screen.Effect{}
}

func (p *page) click(x, y int) screen.Effect {
	switch p.want.mode {
	case flameMode:
		if p.flame.tree != nil {
			p.flame.click(x, y)
		}
	case topMode:
		hit := p.top.list.Click(x, y)
		switch {
		case hit.Head >= 0:
			return p.top.list.SortBy(hit.Head)
		case hit.Same:
			return p.do(showCalls)
		}
	case callMode:
		pane := 0
		if y >= p.calls.split[1] {
			pane = 1
		}
		hit := p.calls.lists[pane].Click(x, y-p.calls.split[pane])
		if hit.Head >= 0 {
			return p.calls.lists[pane].SortBy(hit.Head)
		}
		same := hit.Same && pane == p.calls.pane
		p.calls.pane = pane
		if same {
			return p.calls.walk()
		}
	default:
		p.source.list.Click(x, y)
	}
	return screen.Effect{}
}

// Wheel moves through what is shown.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	if v.page == nil {
		v.list.Move(lines)
		return screen.Effect{}
	}
	p := v.page
	switch p.want.mode {
	case flameMode:
		a := keymap.Down
		if lines < 0 {
			a = keymap.Up
		}
		p.flame.do(a)
	case topMode:
		p.top.list.Move(lines)
	case callMode:
		p.calls.lists[p.calls.pane].Move(lines)
	default:
		p.source.list.Move(lines)
	}
	return screen.Effect{}
}
