package runview

import (
	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// profiled is the action that opens the profile of the phase that is selected.
const profiled keymap.Action = "profile"

// roomy is the width from which the footer has room for more than what steers
// the run.
const roomy = 72

// selection is the phase that keys and the mouse have selected, and where the
// phases were drawn last.
type selection struct {
	phase int    // below 0 none
	shown []line // from the second line of the screen on
	width int
}

// phaseKeys returns the keys that select a phase and open its profile.
func (v *View) phaseKeys() keymap.Table {
	p := keymap.Binding{Action: profiled, Keys: []string{"p"}, Label: "p", Doc: "the profile of the run; j and k select a phase", Leads: "Profile"}
	if v.sel.width >= roomy || v.sel.phase >= 0 {
		p.Foot = "profile"
	}
	t := keymap.Table{p}
	if v.sel.phase >= 0 {
		name := v.infos[v.sel.phase].Name
		t[0].Keys, t[0].Label, t[0].Doc = []string{"p", "enter"}, "p enter", "the profile of the phase "+name
		t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "leave the phase"})
	}
	for _, b := range keymap.Moves() {
		if b.Action == keymap.Up || b.Action == keymap.Down {
			b.Doc = "select the phase " + map[keymap.Action]string{keymap.Up: "above", keymap.Down: "below"}[b.Action] + ", or the longest at first"
			t = append(t, b)
		}
	}
	return t
}

// moveTo selects the phase that is n below the selected one; at first the longest,
// where the eye is.
func (v *View) moveTo(n int) {
	if v.sel.phase >= 0 {
		v.sel.phase = max(0, min(v.sel.phase+n, len(v.infos)-1))
		return
	}
	v.sel.phase = 0
	for i := range v.stats {
		if v.stats[i].Wall > v.stats[v.sel.phase].Wall {
			v.sel.phase = i
		}
	}
}

// openProfile opens the profile, of the selected phase where there is one.
func (v *View) openProfile() screen.Effect {
	to := screen.Place{Screen: "Profile", Runs: []string{""}}
	if v.sel.phase >= 0 {
		to.Phase = v.infos[v.sel.phase].Name
	}
	return screen.Effect{Open: &to}
}

// mark shows which of the drawn phases is selected.
func (v *View) mark(lines []string, w int, th *theme.Theme) []string {
	v.sel.width = w
	for i, l := range v.sel.shown {
		if l.step < 0 && l.phase == v.sel.phase && i+1 < len(lines) && len(lines[i+1]) > 0 {
			lines[i+1] = th.Accent.Paint(th.Sign.Cursor) + draw.Select(lines[i+1][1:], w-1, th)
		}
	}
	return lines
}

// Click selects a phase, and opens the profile of the one that was selected
// already.
func (v *View) Click(x, y int) screen.Effect {
	if y < 1 || y > len(v.sel.shown) || x >= v.sel.width {
		return screen.Effect{}
	}
	at := v.sel.shown[y-1].phase
	if at == v.sel.phase {
		return v.openProfile()
	}
	v.sel.phase = at
	return screen.Effect{}
}

// Wheel goes through the phases.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	if lines != 0 && v.snap.State != probe.Idle {
		v.moveTo(lines / max(lines, -lines))
	}
	return screen.Effect{}
}
