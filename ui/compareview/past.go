package compareview

import (
	"slices"
	"strconv"
	"time"

	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A Past is a contest that has ended and is kept. It is not changed.
type Past struct {
	ID       string
	Ended    time.Time
	Host     string
	Settings []string // the sides
	Data     string   // what it ran on
	Clock    string   // what was judged: "wall", or "cpu"
	For      string   // who asked for it; "" is whoever looked at the screen
	Stopped  bool

	Comparison *compare.Comparison // or
	Evolution  *compare.Evolution
}

// pasts are the contests that are kept, and the one of them that is open.
type pasts struct {
	list    []Past
	err     error // why some, or all, cannot be shown
	reading bool
	asked   int             // counts the readings, so that late answers are dropped
	before  int             // what was shown before them
	marked  map[string]bool // by their ids
	open    *Past           // nil while the list is shown
	at      int             // the row of the list that was left
}

// listing reports whether the list of contests that are kept is shown.
func (v *View) listing() bool { return v.shown == ofPast && v.past.open == nil }

// showPast shows the contests that are kept, as they are now.
func (v *View) showPast() screen.Effect {
	if v.shown != ofPast {
		v.past.before = v.shown
	}
	v.past.open = nil
	v.to(ofPast)
	return v.readPast(true)
}

// readPast has the contests that are kept read beside the screen. The row that keys
// work on stays that of its contest, but for the first of a list that opens.
func (v *View) readPast(opens bool) screen.Effect {
	p := &v.past
	p.reading = true
	p.asked++
	asked := p.asked
	return screen.Effect{Work: func() func() screen.Effect {
		list, err := v.src.Past()
		return func() screen.Effect {
			if p.asked != asked {
				return screen.Effect{} // it was asked for again since
			}
			before := p.list
			p.list, p.err, p.reading = list, err, false
			p.unmark()
			p.at = p.moved(before, p.at)
			if at := v.cursor; v.listing() && (at > 0 || !opens) {
				v.cursor = p.moved(before, at)
				v.follow = v.follow || v.cursor != at
			}
			v.clamp()
			return screen.Effect{}
		}
	}}
}

// moved returns the row of the contest that was in a row before the list was read
// again; the same row where it is gone.
func (p *pasts) moved(before []Past, row int) int {
	if row >= len(before) {
		return row
	}
	if at := slices.IndexFunc(p.list, func(one Past) bool { return one.ID == before[row].ID }); at >= 0 {
		return at
	}
	return row
}

// pastKeys are those of the list.
func (v *View) pastKeys() keymap.Table {
	none := ""
	if len(v.past.list) == 0 {
		none = "no contest is kept"
	}
	t := keymap.Table{
		{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "show the contest", Foot: "show", Why: none},
		leavePast("leave the list"),
		{Action: markPast, Keys: []string{"space"}, Label: "space", Doc: "mark the contest, or take the mark away", Foot: "mark", Why: none},
		{Action: deletePast, Keys: []string{"D"}, Label: "D", Doc: "delete the marked contests, or this one", Foot: "delete", Why: none},
	}
	if v.atWork() {
		t = append(keymap.Table{stopContest()}, t...)
	}
	if v.live != nil {
		t = append(t, toContest())
	}
	return keymap.Join(append(t, v.measureKey()), keymap.Moves())
}

func leavePast(doc string) keymap.Binding {
	return keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: doc, Foot: "back"}
}

// openPast shows the contest under the cursor.
func (v *View) openPast() {
	at := v.cursor
	v.past.open = &v.past.list[at]
	v.to(ofPast)
	v.past.at = at
}

// backFromPast goes from a contest to the list, and from that to what was shown
// before.
func (v *View) backFromPast() {
	if v.past.open == nil {
		v.to(v.past.before)
		return
	}
	v.past.open = nil
	v.to(ofPast)
	v.cursor, v.follow = v.past.at, true
	v.clamp()
}

// names are the contests in the rows of the list.
func (p *pasts) names() []string {
	var list []string
	for i := range p.list {
		list = append(list, p.list[i].ID)
	}
	return list
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }

// pastLine says which contest is open.
func (v *View) pastLine(w int, th *theme.Theme) string {
	p := v.past.open
	left := " " + th.Strong.Paint("contest of "+moment(p.Ended)) + " UTC"
	if p.Stopped {
		left += "  " + th.Warn.Paint(th.Sign.Stopped+" stopped")
	}
	right := "on " + draw.Clean(p.Host)
	if p.For != "" {
		right = "for " + draw.Clean(p.For) + ", " + right
	}
	at := slices.IndexFunc(v.past.list, func(one Past) bool { return one.ID == p.ID })
	if at >= 0 { // else it is gone from the list
		right += "  " + strconv.Itoa(at+1) + " of " + strconv.Itoa(len(v.past.list))
	}
	return draw.Between(left, th.Faint.Paint(right)+" ", w)
}
