// Package compareview is the Compare screen: runs or strategies side by side,
// results before clocks, phase by phase with ratio, interval and verdict; contests
// of strategies, played beside the screen; and chains of runs, step by step. What
// it shows it also writes, as text and as Markdown.
package compareview

import (
	"slices"

	"battscope/profile/compare"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Actions of this screen.
const (
	onlyDiffs  keymap.Action = "only differences"
	chain      keymap.Action = "evolution"
	export     keymap.Action = "export Markdown"
	exportAll  keymap.Action = "export text"
	profile    keymap.Action = "profile difference"
	turn       keymap.Action = "next side first"
	otherHost  keymap.Action = "allow another host"
	measure    keymap.Action = "plan a contest"
	history    keymap.Action = "plan the history"
	stop       keymap.Action = "stop the contest"
	begin      keymap.Action = "begin the contest"
	seePast    keymap.Action = "show contests that have ended"
	markPast   keymap.Action = "mark the contest"
	deletePast keymap.Action = "delete contests"
	typeSide   keymap.Action = "type a side"
	addSide    keymap.Action = "add a side"
	dropSide   keymap.Action = "drop a side"
)

// What the screen shows.
const (
	nothing = iota
	ofRuns  // recorded runs
	ofLive  // the contest of the session
	ofPlan  // a contest that may begin
	ofPast  // contests that are kept, or one of them
)

// A View is the Compare screen. It belongs to one goroutine.
type View struct {
	src Source

	shown   int
	before  int // what was shown before the plan
	runs    runs
	live    *Live
	plan    planner
	past    pasts
	only    bool // only what differs
	versus  int  // which side, besides the first, keys work on
	cursor  int  // the row of the table
	top     int  // the first line in sight, under the headline
	height  int  // lines in sight, when last drawn
	follow  bool // the cursor is to be brought into sight
	rowLine []int
}

// runs are recorded runs that are looked at.
type runs struct {
	ids       []string
	otherHost bool
	chain     bool // as steps
	reading   bool
	asked     int // counts what was asked for, so that late answers are dropped
	table     *compare.Comparison
	steps     *compare.Evolution
	err       error
}

// New returns the screen over a source.
func New(src Source) *View { return &View{src: src} }

// Title returns the screen's name in the tabs.
func (v *View) Title() string { return "Compare" }

// Visit shows runs side by side, or plans a contest of settings.
func (v *View) Visit(p screen.Place) screen.Effect {
	switch {
	case len(p.Runs) > 0:
		v.runs = runs{ids: slices.Clone(p.Runs), asked: v.runs.asked}
		v.to(ofRuns)
		return v.read()
	case len(p.Settings) > 0:
		v.propose(Plan{Settings: slices.Clone(p.Settings), For: p.For})
		if p.Begin && v.short() {
			return v.doPlan(begin)
		}
	}
	return screen.Effect{}
}

// to shows something else from its top.
func (v *View) to(shown int) {
	v.shown, v.cursor, v.top, v.versus = shown, 0, 0, 0
	v.rowLine = nil // of what was shown before
}

// read has the runs compared beside the screen.
func (v *View) read() screen.Effect {
	v.runs.asked++
	v.runs.reading = true
	want := v.runs
	return screen.Effect{Work: func() func() screen.Effect {
		var got runs
		if want.chain {
			got.steps, got.err = v.src.Chain(want.ids)
		} else {
			got.table, got.ids, got.err = v.src.Stored(want.ids, want.otherHost)
		}
		return func() screen.Effect {
			if v.runs.asked != want.asked {
				return screen.Effect{} // something else was asked for since
			}
			v.runs.reading, v.runs.err = false, got.err
			switch {
			case got.err != nil:
			case want.chain:
				v.runs.steps = got.steps
			default:
				v.runs.table, v.runs.ids = got.table, got.ids
			}
			v.clamp()
			return screen.Effect{}
		}
	}}
}

// Refresh takes in how the contest stands.
func (v *View) Refresh(screen.Look) screen.Effect {
	now := v.src.Live()
	if now == v.live {
		return screen.Effect{}
	}
	return screen.Effect{Work: func() func() screen.Effect {
		return func() screen.Effect {
			return v.take(now)
		}
	}}
}

// take shows a contest that has begun, and keeps how it stands. The list of those
// that are kept takes in one that has ended.
func (v *View) take(now *Live) screen.Effect {
	fresh := now != nil && (v.live == nil || v.live.Number != now.Number)
	ended := v.atWork() && now != nil && now.Over
	v.live = now
	if fresh && v.shown != ofPlan {
		v.to(ofLive)
	}
	v.clamp()
	if ended && v.shown == ofPast {
		return v.readPast(false)
	}
	return screen.Effect{}
}

// table returns the comparison that is shown, or nil.
func (v *View) table() *compare.Comparison {
	switch {
	case v.shown == ofRuns && !v.runs.chain:
		return v.runs.table
	case v.shown == ofLive && v.live != nil:
		return v.live.Comparison
	case v.shown == ofPast && v.past.open != nil:
		return v.past.open.Comparison
	}
	return nil
}

// steps returns the evolution that is shown, or nil.
func (v *View) steps() *compare.Evolution {
	switch {
	case v.shown == ofRuns && v.runs.chain:
		return v.runs.steps
	case v.shown == ofLive && v.live != nil:
		return v.live.Evolution
	case v.shown == ofPast && v.past.open != nil:
		return v.past.open.Evolution
	}
	return nil
}

// side returns the side that keys work on besides the first, or nil.
func (v *View) side() *compare.Versus {
	if c := v.table(); c != nil && v.versus < len(c.Versus) {
		return c.Versus[v.versus]
	}
	return nil
}

// atWork reports whether a contest is at work.
func (v *View) atWork() bool { return v.live != nil && !v.live.Over }

// rows returns the findings in the rows of the table, the whole last.
func (v *View) rows() []string {
	if v.listing() {
		return v.past.names()
	}
	if e := v.steps(); e != nil {
		var list []string
		for i := range e.Steps {
			list = append(list, e.Steps[i].Name)
		}
		return list
	}
	c := v.table()
	if c == nil {
		return nil
	}
	var list []string
	for _, one := range c.Versus {
		if one.Timing == nil {
			continue
		}
		for i := range one.Timing.Phases {
			name := one.Timing.Phases[i].Name
			if (!v.only || v.differs(name)) && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	if len(list) > 0 || c.Versus[v.versus].Timing != nil {
		list = append(list, compare.WholeName)
	}
	return list
}

// differs reports whether a clock of some side has changed, or may have: whether
// its verdict is none of those that see nothing, or its calls differ.
func (v *View) differs(name string) bool {
	for _, one := range v.table().Versus {
		f, calls := clockOf(one, name)
		if f == nil {
			continue
		}
		switch f.Verdict {
		case compare.Faster, compare.Slower, compare.Undecided:
			return true
		}
		if calls.A != calls.B && !calls.Lacks() {
			return true
		}
	}
	return false
}

// clockOf returns what was found of a clock and its calls; nil where nothing was.
func clockOf(one *compare.Versus, name string) (*compare.Finding, compare.Count) {
	if one.Timing == nil {
		return nil, compare.Count{}
	}
	if name == compare.WholeName {
		return &one.Timing.Whole, compare.Count{}
	}
	for i := range one.Timing.Phases {
		if one.Timing.Phases[i].Name == name {
			return &one.Timing.Phases[i], one.Calls[i]
		}
	}
	return nil, compare.Count{}
}

// clamp keeps the cursor and the side among what there is.
func (v *View) clamp() {
	if c := v.table(); c != nil {
		v.versus = max(0, min(v.versus, len(c.Versus)-1))
	}
	v.cursor = max(0, min(v.cursor, len(v.rows())-1))
}

// move moves the cursor, and where it can go no further the text.
func (v *View) move(n int) {
	at := v.cursor
	v.cursor += n
	v.clamp()
	if v.cursor == at {
		v.top += n
		return
	}
	v.follow = true
}

// Click moves to a row, and opens the one that was there already.
func (v *View) Click(_, y int) screen.Effect {
	if v.shown == ofPlan {
		v.plan.click(y)
		return screen.Effect{}
	}
	for i, line := range v.rowLine {
		if line == y {
			if i != v.cursor {
				v.cursor = i
				return screen.Effect{}
			}
			if b, ok := v.Keys().Of(keymap.Enter); ok && b.Why == "" {
				return v.Do(keymap.Enter)
			}
		}
	}
	return screen.Effect{}
}

// Wheel moves through the text.
func (v *View) Wheel(_, _, lines int) screen.Effect {
	if v.shown == ofPlan {
		v.plan.move(lines)
		return screen.Effect{}
	}
	v.top += lines
	return screen.Effect{}
}
