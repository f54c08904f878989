package compareview

import (
	"slices"
	"strconv"
	"time"

	"battscope/engine/strategy"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A planner is a plan that is being made.
type planner struct {
	plan  Plan
	at    int // row
	tasks int // that there are; 0 where it is not known
	top   int // line of the first row, when last drawn
}

// Bounds of a plan.
const (
	defaultPairs = 10
	mostPairs    = 1000
	mostSides    = 6
)

// longPlan is how long a contest may take before the screen proposes part of the
// tasks; people change that as they like.
const longPlan = 90 * time.Second

// historyPlan returns the contest of the presets of the published history.
func historyPlan() Plan {
	p := Plan{Evolution: true, Scenario: "seed"}
	for _, one := range strategy.History() {
		p.Settings = append(p.Settings, one.Name)
	}
	return p
}

// propose opens a plan, with as many of the tasks as take not too long.
func (v *View) propose(p Plan) {
	p.Pairs = defaultPairs
	wall, tasks := v.src.Estimate(p)
	if wall > longPlan && tasks > 1 {
		p.Tasks = max(1, int(float64(tasks)*float64(longPlan)/float64(wall)))
	}
	if v.shown != ofPlan {
		v.before = v.shown
	}
	v.plan = planner{plan: p, tasks: tasks}
	v.to(ofPlan)
}

// short reports whether the plan can begin and takes no longer than people wait
// without being asked.
func (v *View) short() bool {
	wall, _ := v.src.Estimate(v.plan.plan)
	start, ok := v.plan.keys(v.src, v.atWork()).Of(begin)
	return ok && start.Why == "" && v.plan.plan.Tasks == 0 && wall > 0 && wall <= longPlan
}

// A planRow is a line of a plan.
type planRow struct {
	name, value, doc string
	change           func(by int) // nil where it cannot be changed so
	side             int          // of a side its place; else below 0
}

// list returns the rows of the plan.
func (p *planner) list(src Source) []planRow {
	var rows []planRow
	for i, s := range p.plan.Settings {
		doc := ""
		if i == 0 {
			doc = "the others are held against it"
		}
		row := planRow{name: string(rune('A' + i)), value: s, doc: doc, side: i}
		if !p.plan.Evolution {
			row.change = func(by int) { p.plan.Settings[i] = nextPreset(src.Presets(), s, by) }
		}
		rows = append(rows, row)
	}
	add := func(name, value, doc string, change func(by int)) {
		rows = append(rows, planRow{name, value, doc, change, -1})
	}
	data, doc := "the session's", "tasks and programs of the run"
	if p.plan.Scenario != "" {
		data, doc = "scenario "+p.plan.Scenario, "built in, and quick: some seconds in all"
	}
	add("data", data, doc, func(int) {
		if p.plan.Scenario == "" {
			p.plan.Scenario, p.plan.Tasks = "seed", 0
		} else {
			p.plan.Scenario = ""
		}
	})
	if p.plan.Scenario == "" {
		tasks, doc := "all", "the verdict is about these tasks alone"
		if p.plan.Tasks > 0 {
			tasks = "the first " + strconv.Itoa(p.plan.Tasks)
		}
		if p.tasks > 0 {
			tasks += " of " + strconv.Itoa(p.tasks)
		}
		add("tasks", tasks, doc, p.moreTasks)
	}
	pairs := "runs of each side, in turn forwards and backwards"
	switch {
	case p.plan.Pairs < 6:
		pairs = "decides nothing: a verdict in all takes 6 or more, one on a phase 9"
	case p.plan.Pairs < 9:
		pairs = "decides no phase: that takes 9 or more"
	}
	add("pairs", strconv.Itoa(p.plan.Pairs), pairs, func(by int) { p.plan.Pairs = max(1, min(p.plan.Pairs+by, mostPairs)) })
	if !p.plan.Evolution {
		clock, doc := "wall", "what people wait for"
		if p.plan.CPU {
			clock, doc = "cpu", "processor time of the phases: steadier on a busy machine, and blind to waiting"
		}
		add("clock", clock, doc, func(int) { p.plan.CPU = !p.plan.CPU })
		control, doc := "no", "noise floor of 2 %"
		if p.plan.Control {
			control, doc = "yes", "A against A first, which gives the noise floor"
		}
		add("control", control, doc, func(int) { p.plan.Control = !p.plan.Control })
	}
	return rows
}

// moreTasks goes to the next number of tasks; 0 is all, beyond the most.
func (p *planner) moreTasks(by int) {
	n := p.plan.Tasks + by
	switch {
	case p.tasks < 2:
		n = 0
	case p.plan.Tasks == 0 && by < 0:
		n = p.tasks - 1
	case n < 1 && p.plan.Tasks == 1:
		n = 1
	case n >= p.tasks || n < 1:
		n = 0
	}
	if p.plan.Tasks == 0 && by > 0 {
		n = 0
	}
	p.plan.Tasks = n
}

// nextPreset returns the preset after a setting, or before it.
func nextPreset(book strategy.Book, setting string, by int) string {
	if len(book) == 0 {
		return setting
	}
	at := slices.IndexFunc(book, func(p strategy.Preset) bool { return p.Name == setting })
	if at < 0 && by < 0 {
		at = 0
	}
	return book[(at+by+len(book))%len(book)].Name
}

// keys returns the keys while a plan is made.
func (p *planner) keys(src Source, atWork bool) keymap.Table {
	rows := p.list(src)
	row := rows[min(p.at, len(rows)-1)]
	why := ""
	if row.change == nil {
		why = "the steps of the history are fixed"
	}
	start := keymap.Binding{Action: begin, Keys: []string{"enter"}, Label: "enter", Doc: "begin; the run is held until the contest is over", Foot: "begin"}
	switch {
	case src.Why() != "":
		start.Why = src.Why()
	case atWork:
		start.Why = "another contest is at work: esc and s stop it"
	default:
		start.Why = src.Check(p.plan)
	}
	t := keymap.Table{start,
		{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the next value, or one more", Foot: "change", Why: why},
		{Action: keymap.Left, Keys: []string{"left", "h"}, Label: "← h", Doc: "the value before, or one less", Why: why}}
	if !p.plan.Evolution {
		typed := keymap.Binding{Action: typeSide, Keys: []string{"t"}, Label: "t", Doc: "type the side, as best+workers=1", Foot: "type"}
		drop := keymap.Binding{Action: dropSide, Keys: []string{"D"}, Label: "D", Doc: "take the side out", Foot: "drop"}
		if row.side < 0 {
			typed.Why = "go to a side to type it"
			drop.Why = "go to a side to take it out"
		} else if len(p.plan.Settings) < 3 {
			drop.Why = "a contest wants two sides"
		}
		add := keymap.Binding{Action: addSide, Keys: []string{"a"}, Label: "a", Doc: "add a side", Foot: "add"}
		if len(p.plan.Settings) >= mostSides {
			add.Why = "a contest takes up to " + strconv.Itoa(mostSides) + " sides"
		}
		t = append(t, typed, add, drop)
	}
	t = append(t, keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "leave the plan", Foot: "leave"})
	return keymap.Join(t, keymap.Moves())
}

func (p *planner) move(n int) { p.at = max(0, p.at+n) }

func (p *planner) click(y int) {
	if y >= p.top {
		p.at = y - p.top
	}
}

// doPlan does an action of the plan.
func (v *View) doPlan(a keymap.Action) screen.Effect {
	p := &v.plan
	rows := p.list(v.src)
	p.at = min(p.at, len(rows)-1)
	switch a {
	case begin:
		if err := v.src.Begin(p.plan); err != nil {
			return screen.Effect{Say: err.Error()}
		}
		v.to(ofLive)
		v.take(v.src.Live())
		return screen.Effect{Say: "the run is held while the contest goes on", Look: true}
	case keymap.Right:
		rows[p.at].change(1)
	case keymap.Left:
		rows[p.at].change(-1)
	case typeSide:
		side := rows[p.at].side
		return screen.Effect{Type: &screen.Prompt{
			Label: "side " + rows[p.at].name, Text: rows[p.at].value, Hint: "a preset, or one with changes as in best+workers=1",
			Check: func(text string) string {
				one := p.plan
				one.Settings = []string{text, text}
				return v.src.Check(one)
			},
			Done: func(text string) screen.Effect { p.plan.Settings[side] = text; return screen.Effect{} },
		}}
	case addSide:
		last := p.plan.Settings[len(p.plan.Settings)-1]
		p.plan.Settings = append(p.plan.Settings, nextPreset(v.src.Presets(), last, 1))
		p.at = len(p.plan.Settings) - 1
	case dropSide:
		side := rows[p.at].side
		p.plan.Settings = slices.Delete(slices.Clone(p.plan.Settings), side, side+1)
	case keymap.Back:
		v.to(v.before)
	case keymap.Up:
		p.move(-1)
	case keymap.Down:
		p.at = min(p.at+1, len(rows)-1)
	case keymap.Home, keymap.PageUp:
		p.at = 0
	case keymap.End, keymap.PageDown:
		p.at = len(rows) - 1
	}
	return screen.Effect{}
}

// render draws the plan.
func (p *planner) render(src Source, w, h int, th *theme.Theme) []string {
	rows := p.list(src)
	p.at = min(p.at, len(rows)-1)
	what := "a contest"
	if p.plan.Evolution {
		what = "the published history, step by step"
	}
	lines := []string{" " + th.Strong.Paint(what) + th.Faint.Paint("  passes take turns, A B B A, after a warm-up of each")}
	if p.plan.For != "" {
		lines = append(lines, " "+th.Faint.Paint("for ")+draw.Clip(draw.Clean(p.plan.For), max(w-6, 0)))
	}
	lines = append(lines, "")
	p.top = len(lines)
	for i, r := range rows {
		text := th.Faint.Paint(draw.Left(r.name, 9)) + draw.Left(draw.Clean(r.value), max(min(w/2, 40)-10, 8)) + "  " + th.Faint.Paint(r.doc)
		if i == p.at {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(text, w-1, th))
			continue
		}
		lines = append(lines, " "+text)
	}
	foot := p.cost(src, w, th)
	if over := len(lines) + len(foot) - h; over > 0 {
		cut := max(0, min(over, p.at-1)) // the row under the cursor stays in sight
		lines = append(lines[:p.top:p.top], lines[p.top+cut:]...)
		p.top -= cut
	}
	return draw.Block(append(lines, foot...), w, h)
}

// cost says how long the plan takes, and that the run is held meanwhile.
func (p *planner) cost(src Source, w int, th *theme.Theme) []string {
	wall, _ := src.Estimate(p.plan)
	text := "how long it takes is not known before the warm-ups"
	if wall > 0 {
		text = "~" + draw.Duration(wall) + " in all, where each side is as fast as the session's run"
	}
	lines := []string{"", " " + text}
	say := func(text string, style theme.Style) { lines = append(lines, wrapped(" "+text, w, style)...) }
	switch wrong := src.Check(p.plan); {
	case src.Why() != "":
		say("It cannot begin: "+src.Why(), th.Warn)
	case wrong != "":
		say(wrong, th.Bad)
	default:
		say("The session's run is held until the contest is over: beside it no clock could be trusted.", th.Faint)
	}
	return lines
}
