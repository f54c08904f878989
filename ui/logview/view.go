// Package logview is the Log screen: what happened, the newest last, in a list
// that says how much it dropped.
package logview

import (
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// kept is how many of the newest events the screen holds.
const kept = 10_000

// An entry is an event, or a place where events are missing.
type entry struct {
	run   int64
	event probe.Event
	gap   int64 // events that came between and were never seen
}

// A View is the Log screen. It belongs to one goroutine.
type View struct {
	entries []entry
	list    *list.List
	run     int64
	seen    int64 // sequence number of the newest event of run
	missed  int64 // never seen: they came faster than somebody looked
	dropped int64 // seen, and given up for newer ones
	total   int64
}

// New returns the screen without events. It follows them as they come.
func New() *View {
	v := &View{list: list.New([]list.Column{
		{Head: "run", Width: 4, Gap: 0, Right: true, From: 90}, {Head: "at", Width: 8, Gap: 1, Right: true},
		{Head: "kind", Width: 10, Gap: 2}, {Head: "what", Gap: 1, Fixed: true},
	}, -1)}
	v.list.Follow(true)
	return v
}

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Log" }

// List returns the list whose order comes back.
func (v *View) List() *list.List { return v.list }

// Keys returns the keys of this screen.
func (v *View) Keys() keymap.Table {
	follow := keymap.Binding{Action: keymap.Follow, Keys: []string{"F"}, Label: "F", Doc: "follow new events as they come", Foot: "follow"}
	if v.list.Following() {
		follow.Doc, follow.Foot = "stay where the cursor is", "unfollow"
	}
	copied := keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the event", Foot: "copy"}
	if _, ok := v.list.Row(); !ok {
		copied.Why = "nothing to copy: no events yet"
	}
	return keymap.Join(keymap.Table{
		follow,
		{Action: keymap.Filter, Keys: []string{"f", "\\"}, Label: "f", Doc: "show only events with a text or /regexp", Foot: "filter"},
		copied,
		{Action: keymap.Sort, Keys: []string{"o"}, Label: "o", Doc: "sort by the next column", Foot: "sort"},
		{Action: keymap.Reverse, Keys: []string{"O"}, Label: "O", Doc: "turn the order round"},
		v.back(),
	}, keymap.Moves())
}

// back takes the filter away before it leaves the screen.
func (v *View) back() keymap.Binding {
	if v.list.Filter() == "" {
		return keymap.Binding{}
	}
	return keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "show all events again"}
}

// Do does an action.
func (v *View) Do(a keymap.Action) screen.Effect {
	switch a {
	case keymap.Follow:
		v.list.Follow(!v.list.Following())
	case keymap.Back:
		return v.list.SetFilter("")
	case keymap.Copy:
		if row, ok := v.list.Row(); ok {
			return screen.Effect{Copy: v.entries[row].line()}
		}
	default:
		if a != keymap.End && a != keymap.Filter {
			v.list.Follow(false)
		}
		return v.list.DoTable(a)
	}
	return screen.Effect{}
}

// Refresh takes in the events that are new.
func (v *View) Refresh(look screen.Look) screen.Effect {
	s := look.Run
	if s.Run != v.run {
		v.run, v.seen = s.Run, 0
	}
	before := v.total
	for _, e := range s.Events {
		if e.Seq <= v.seen {
			continue
		}
		gap := e.Seq - v.seen - 1
		v.missed += gap
		v.seen = e.Seq
		v.total++
		v.entries = append(v.entries, entry{v.run, e, gap})
	}
	if v.total == before {
		return screen.Effect{}
	}
	if over := len(v.entries) - kept; over > 0 {
		v.dropped += int64(over)
		v.entries = append(v.entries[:0:0], v.entries[over:]...)
	}
	return v.list.SetData(rows(slices.Clip(v.entries)))
}

// Find moves to an event that holds text.
func (v *View) Find(text string, step int) (at, of int) {
	v.list.Follow(false)
	return v.list.Find(text, step)
}

// Click moves to an event, or sorts by a head.
func (v *View) Click(x, y int) screen.Effect {
	if hit := v.list.Click(x, y-1); hit.Head >= 0 {
		v.list.Follow(false)
		return v.list.SortBy(hit.Head)
	}
	v.list.Follow(false)
	return screen.Effect{}
}

// Wheel moves through the events.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	v.list.Follow(false)
	v.list.Move(lines)
	return screen.Effect{}
}

// Render returns the list, and under it the event at the cursor in full.
func (v *View) Render(w, h int, th *theme.Theme) []string {
	lines := []string{v.summary(w, th)}
	if v.total == 0 {
		lines = append(lines, "", " "+th.Faint.Paint("no events yet: tasks solved, timeouts, stalls, losses and warnings come here"))
		return draw.Block(lines, w, h)
	}
	detail := v.detail(w, h, th)
	lines = append(lines, v.list.Render(w, h-1-len(detail), th, true)...)
	return draw.Block(append(lines, detail...), w, h)
}

// summary says how many events there are and how many are gone.
func (v *View) summary(w int, th *theme.Theme) string {
	total := int64(v.list.Total())
	left := " " + draw.Count(total, 12) + th.Faint.Paint(draw.Plural(total, " event"))
	if f := v.list.Filter(); f != "" {
		left = " " + draw.Count(int64(v.list.Len()), 12) + th.Faint.Paint(" of") + left + th.Faint.Paint(" with ") + draw.Clip(draw.Clean(f), w/4)
	}
	right := th.Faint.Paint("dropped ") + draw.Count(v.dropped, 12) + th.Faint.Paint("   missed ") + draw.Count(v.missed, 12) + " "
	if v.dropped+v.missed == 0 {
		right = th.Faint.Paint("none dropped ")
	}
	if v.list.Following() {
		right = th.Accent.Paint("following") + "   " + right
	}
	return draw.Between(left, right, w)
}

// detail returns the event at the cursor where its line is too short for it.
func (v *View) detail(w, h int, th *theme.Theme) []string {
	row, ok := v.list.Row()
	if !ok || h < 8 {
		return nil
	}
	text := draw.Clean(v.entries[row].event.Text)
	if draw.Width(text) <= w-30 {
		return nil
	}
	lines := []string{draw.Rule(w, th)}
	for _, line := range draw.Wrap(text, w-2) {
		lines = append(lines, " "+line)
	}
	return lines[:min(len(lines), 5, h/3)]
}

// line returns the event as text.
func (e entry) line() string {
	return draw.Clock(e.event.At) + "  " + draw.Clean(e.event.Kind) + "  " + draw.Clean(e.event.Text)
}

// rows are entries as a list takes them.
type rows []entry

func (r rows) Len() int { return len(r) }

func (r rows) Key(col, row int) int64 {
	switch col {
	case 0:
		return r[row].run
	case 1:
		return int64(r[row].event.At / time.Microsecond)
	case 2:
		return list.FirstLetters(r[row].event.Kind)
	}
	return 0
}

func (r rows) Cell(col, row int, p list.Painter) string {
	e := r[row]
	switch col {
	case 0:
		return p.Faint.Paint(draw.Count(e.run, p.Width))
	case 1:
		return p.Faint.Paint(draw.Clock(e.event.At))
	case 2:
		return Kind(e.event.Kind, p.Theme)
	}
	text := strings.TrimSpace(draw.Clean(e.event.Text))
	if e.gap > 0 {
		text = p.Warn.Paint("("+draw.Count(e.gap, 9)+" missed)") + " " + text
	}
	return text
}

func (r rows) Fields() []list.Field {
	kinds, texts := make([]string, len(r)), make([]string, len(r))
	for i, e := range r {
		kinds[i], texts[i] = e.event.Kind, e.event.Text
	}
	return []list.Field{{Names: kinds}, {Names: texts}}
}

// Kind paints the kind of an event.
func Kind(kind string, th *theme.Theme) string {
	text := draw.Clean(kind)
	switch kind {
	case "warning", "timeout", "stall", "lost":
		return th.Warn.Paint(text)
	case "error", probe.FailedEvent:
		return th.Bad.Paint(text)
	}
	return text
}
