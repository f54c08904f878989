package compareview

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// stand is a source in memory.
type stand struct {
	table    *compare.Comparison
	ids      []string // that Stored returns; nil are those asked for
	steps    *compare.Evolution
	err      error
	why      string
	live     *Live
	begun    []Plan
	stopped  int
	asked    []string // what Stored and Chain were asked for
	exported map[string]string
	wall     time.Duration
}

func (s *stand) Stored(ids []string, other bool) (*compare.Comparison, []string, error) {
	s.asked = append(s.asked, fmt.Sprint("table ", ids, other))
	if s.ids != nil {
		ids = s.ids
	}
	return s.table, ids, s.err
}

func (s *stand) Chain(ids []string) (*compare.Evolution, error) {
	s.asked = append(s.asked, fmt.Sprint("chain ", ids))
	return s.steps, s.err
}

func (s *stand) Presets() strategy.Book { return strategy.Presets() }
func (s *stand) Why() string            { return s.why }

func (s *stand) Estimate(p Plan) (time.Duration, int) {
	if p.Scenario != "" {
		return 0, 0
	}
	wall := s.wall
	if p.Tasks > 0 {
		wall = wall * time.Duration(p.Tasks) / 36
	}
	return wall * time.Duration((p.Pairs+1)*len(p.Settings)), 36
}

func (s *stand) Check(p Plan) string {
	for _, one := range p.Settings {
		if _, err := strategy.Parse(strategy.Default(), one); err != nil {
			return err.Error()
		}
	}
	return ""
}

func (s *stand) Begin(p Plan) error {
	s.begun = append(s.begun, p)
	s.live = &Live{Plan: p, Number: len(s.begun), Stage: "warm-ups", Side: p.Settings[0], Rounds: p.Pairs}
	return nil
}

func (s *stand) Stop()       { s.stopped++ }
func (s *stand) Live() *Live { return s.live }

func (s *stand) Export(name, text string) (string, error) {
	if s.exported == nil {
		s.exported = map[string]string{}
	}
	s.exported[name] = text
	return "/home/someone/" + name, s.err
}

// clock is a made-up clock that reads about a and b seconds.
func clock(name string, a, b float64, runs int) compare.Clock {
	c := compare.Clock{Name: name}
	for i := range runs {
		wobble := 1 + 0.004*float64(i%3)
		c.A, c.B = append(c.A, a*wobble), append(c.B, b*wobble)
	}
	return c
}

// gave is what a made-up side gave.
func gave(diffCalls, matches int64) *compare.Answers {
	return &compare.Answers{
		Counts: []compare.Named{{Name: "outputs", N: 192}, {Name: "matches", N: matches}, {Name: "candidates", N: 149}, {Name: "faults", N: 0}},
		Work:   []compare.Named{{Name: "diff calls", N: diffCalls}, {Name: "batt evaluations", N: 6 + diffCalls}, {Name: "cache hits", N: 0}},
		Fault:  func(uint64) string { return "" },
		Tasks: []compare.Task{{ID: "5eed0149", Programs: []compare.Program{
			{Name: "solve_a", Outcomes: []uint64{100, 101}, Score: compare.Score{Demo: int(matches)}},
		}}},
	}
}

// versus is a made-up side whose diff phase takes so long.
func versus(i int, name string, diff float64, runs, asked int, a, b *compare.Answers) *compare.Versus {
	x, y := strategy.Default(), strategy.Default()
	x.Diff, y.Workers = strategy.DiffsAll, 2
	v := &compare.Versus{A: "phase4a", B: name, Label: string(rune('A' + i)), Passes: [2]int{2, 12}, Results: compare.Diff(a, b), Knobs: strategy.Diff(x, y)}
	var phases []compare.Clock
	whole := [2]float64{0.0164 + 0.164, 0.0164 + diff}
	for _, p := range probe.Phases() {
		c := compare.Count{Name: p.Name, A: 32, B: 32}
		at := [2]float64{0.001, 0.001}
		switch p.Name {
		case "demo":
			at = [2]float64{0.010, 0.010}
		case "diff":
			at = [2]float64{0.164, diff}
			c.A, c.B = 160, 5
		}
		v.Calls = append(v.Calls, c)
		phases = append(phases, clock(p.Name, at[0], at[1], runs))
	}
	v.Calls = append(v.Calls, compare.Count{Name: compare.Unattributed})
	phases = append(phases, clock(compare.Unattributed, 0.0005, 0.0005, runs))
	o := compare.DefaultOptions()
	o.Asked = asked
	v.Timing = compare.Paired(clock(compare.WholeName, whole[0], whole[1], runs), phases, o)
	if v.Results.Differ() {
		v.Timing.Withhold()
	}
	return v
}

// pairs is a made-up contest of so many pairs with so many sides against A.
func pairs(runs, asked, sides int) *compare.Comparison {
	c := &compare.Comparison{Data: "seed", Clock: "wall", Asked: asked, Made: runs, Settings: []string{"phase4a"}}
	for i := range sides {
		name := []string{"phase4b", "best", "best+workers=1", "phase3", "phase2"}[i]
		c.Settings = append(c.Settings, name)
		c.Versus = append(c.Versus, versus(i+1, name, 0.0053*float64(1+7*i), runs, asked, gave(160, 5), gave(5, 5)))
	}
	return c
}

// differing is a comparison whose results differ.
func differing() *compare.Comparison {
	other := gave(5, 4)
	other.Tasks[0].Programs[0].Outcomes[1] = 300
	return &compare.Comparison{Data: "seed", Clock: "wall", Asked: 10, Made: 10, Versus: []*compare.Versus{versus(1, "short-limit", 0.0053, 10, 10, gave(160, 5), other)}}
}

// evolved is an evolution of so many steps.
func evolved(stored bool) *compare.Evolution {
	e := &compare.Evolution{Data: "seed", Title: "seed, a task constructed to have the published counts", Asked: 10, Made: 10, Stored: stored}
	for i, p := range strategy.History() {
		r := p.Ratio
		if r == 0 {
			r = 48.1
		}
		o := compare.DefaultOptions()
		t := compare.Paired(clock(compare.WholeName, 0.21788, 0.21788/r, 10), nil, o)
		s := compare.Step{Name: p.Name, Phase: p.Phase, Published: p.Ratio, Time: 0.21788 / r, Against: &t.Whole, Results: compare.Diff(gave(160, 5), gave(160, 5))}
		if i > 0 {
			s.Changes = strategy.Diff(strategy.History()[i-1].Strategy, p.Strategy)
		}
		if stored {
			s.Name, s.Preset, s.Phase, s.Note = fmt.Sprintf("20261124-14%02d11-seed", i), p.Name, "", "kept: fix the algorithm first"
		}
		e.Steps = append(e.Steps, s)
	}
	return e
}

type bench struct {
	*testing.T
	v *View
	s *stand
}

func open(t *testing.T, s *stand) bench { return bench{t, New(s), s} }

// look has the screen take in how its source stands.
func (b bench) look() {
	b.finish(b.v.Refresh(screen.Look{Now: time.Unix(1000, 0), Run: &probe.Snapshot{}}))
}

func (b bench) finish(e screen.Effect) (said string) {
	said = e.Say
	for e.Work != nil {
		if e = e.Work()(); e.Say != "" {
			said = e.Say
		}
	}
	return said
}

// do does actions, and returns what was said last, or why one does nothing.
func (b bench) do(actions ...keymap.Action) (said string) {
	b.Helper()
	for _, a := range actions {
		k, ok := b.v.Keys().Of(a)
		if !ok {
			b.Fatalf("there is no %s", a)
		}
		if k.Why != "" {
			return k.Why
		}
		said = b.finish(b.v.Do(a))
	}
	return said
}

func (b bench) visit(p screen.Place) { b.finish(b.v.Visit(p)) }

func (b bench) frame(w, h int) string {
	b.Helper()
	lines := b.v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(b, lines, w, h)
	return uitest.Text(lines, w)
}

func (b bench) holds(w, h int, words ...string) {
	b.Helper()
	f := b.frame(w, h)
	for _, want := range words {
		if !strings.Contains(f, want) {
			b.Errorf("no %q in\n%s", want, f)
		}
	}
}

// The frames of the screen.
func TestFrames(t *testing.T) {
	half := pairs(4, 10, 1)
	half.Running = true
	for _, f := range half.Versus[0].Timing.Findings() {
		if f.Verdict == compare.Undecided {
			f.Note = "so far faster"
		}
	}
	refused := &compare.Comparison{Data: "tour", Stored: true, Clock: "wall", Versus: []*compare.Versus{{
		A: "20261124-1402-tour (phase3)", B: "20261124-1412-tour (best)", Label: "B",
		Refused: []string{"B has other data: 0123456789abcdef in A, fedcba9876543210 in B", "B cannot be compared: it went on after it was cut off, and its times are of its last process alone"},
	}}}
	runs := func(c *compare.Comparison) func(*testing.T) bench {
		return func(t *testing.T) bench {
			b := open(t, &stand{table: c, steps: evolved(true)})
			b.visit(screen.Place{Runs: []string{"a", "b"}})
			return b
		}
	}
	live := func(l Live) func(*testing.T) bench {
		return func(t *testing.T) bench {
			l.Number = 1
			b := open(t, &stand{live: &l})
			b.look()
			return b
		}
	}
	for _, f := range []struct {
		name string
		open func(*testing.T) bench
		keys []keymap.Action
		w, h int
	}{
		{"pair-120x31", runs(pairs(10, 10, 1)), []keymap.Action{keymap.Down, keymap.Down, keymap.Down, keymap.Down}, 120, 31},
		{"pair-80x19", runs(pairs(10, 10, 1)), nil, 80, 19},
		{"pair-60x11", runs(pairs(10, 10, 1)), []keymap.Action{keymap.End}, 60, 11},
		{"sides-120x31", runs(pairs(10, 10, 3)), []keymap.Action{onlyDiffs, keymap.Right}, 120, 31},
		{"differ-120x31", runs(differing()), nil, 120, 31},
		{"refused-80x19", runs(refused), nil, 80, 19},
		{"live-120x31", live(Live{Plan: Plan{Settings: []string{"phase4a", "phase4b"}, Pairs: 10}, Stage: "phase4a against phase4b: 10 pairs, ~0:20", Side: "phase4b", Round: 5, Rounds: 10, Left: 12 * time.Second, Known: true, Comparison: half}), nil, 120, 31},
		{"warming-80x19", live(Live{Plan: Plan{Settings: []string{"phase4a", "best+fuel=20000"}, Pairs: 10}, Stage: "warm-ups", Side: "best+fuel=20000", Elapsed: 83 * time.Second, Rounds: 10}), nil, 80, 19},
		{"steps-120x31", live(Live{Plan: Plan{Pairs: 10}, Over: true, Evolution: evolved(false)}), []keymap.Action{keymap.End}, 120, 31},
		{"chain-80x19", runs(pairs(10, 10, 1)), []keymap.Action{chain, keymap.Down}, 80, 19},
		{"plan-80x19", func(t *testing.T) bench {
			b := open(t, &stand{wall: 20 * time.Second})
			b.visit(screen.Place{Settings: []string{"best", "best+workers=1"}, For: "the insight idle-workers of run 20261124-1402-tour"})
			return b
		}, []keymap.Action{keymap.Down, keymap.Down}, 80, 19},
		{"idle-80x19", func(t *testing.T) bench { return open(t, &stand{why: "nothing runs here"}) }, nil, 80, 19},
	} {
		b := f.open(t)
		b.do(f.keys...)
		uitest.Golden(t, f.name, b.frame(f.w, f.h))
	}
}

// Results come before clocks: where they differ no verdict on times is shown, and
// the program and sample are named.
func TestDiffer(t *testing.T) {
	b := open(t, &stand{table: differing()})
	b.visit(screen.Place{Runs: []string{"a", "b"}})
	f := b.frame(120, 60)
	for _, want := range []string{"results ≠", "task 5eed0149 program solve_a sample 1", "withheld", "Times of different work say nothing"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
	for _, not := range []string{"faster", "slower", "×30"} {
		if strings.Contains(f, not) {
			t.Errorf("%q of different work in\n%s", not, f)
		}
	}
}

// Counts that a side does not tell are neither the same nor more or less.
func TestUntold(t *testing.T) {
	c := pairs(10, 10, 1)
	r := c.Versus[0].Results
	r.Counts[0].LacksA, r.Work[0].LacksB, c.Versus[0].Calls[0].LacksA = true, true, true
	b := open(t, &stand{table: c})
	b.visit(screen.Place{Runs: []string{"a", "b"}})
	b.holds(120, 60, "outputs — → 192", "diff calls 160 → —", "load: too short   interval", "calls — → 32")
	if f := b.frame(120, 60); strings.Contains(f, "— +") || strings.Contains(f, "— -") || strings.Contains(f, "— =") {
		t.Errorf("what is not told has a sign in\n%s", f)
	}
	b.do(onlyDiffs)
	b.holds(120, 60, "outputs — → 192", "diff calls 160 → —")
}

// Runs open from elsewhere, change places, show as steps, and go on to profiles.
func TestRuns(t *testing.T) {
	s := &stand{table: pairs(10, 10, 1), steps: evolved(true), ids: []string{"base", "a"}}
	b := open(t, s)
	if why := b.do(profile); why != "nothing is compared yet" {
		t.Errorf("without runs: %q", why)
	}
	b.visit(screen.Place{Runs: []string{"a"}})
	for range 4 {
		b.do(keymap.Down)
	}
	if p := b.v.Do(keymap.Enter).Open; p == nil || p.Screen != "Profile" || p.Phase != "diff" || strings.Join(p.Runs, " ") != "base a" {
		t.Errorf("enter opens %+v", p)
	}
	if p := b.v.Do(profile).Open; p == nil || p.Phase != "" || strings.Join(p.Runs, " ") != "base a" {
		t.Errorf("x opens %+v", p)
	}
	b.do(turn, otherHost, chain)
	b.holds(120, 40, "20261124-140011-seed", "published", strategy.HistoryCaption)
	if why := b.do(profile); !strings.Contains(why, "side by side") {
		t.Errorf("a profile of steps: %q", why)
	}
	b.do(chain)
	if got, want := strings.Join(s.asked, ", "), "table [a] false, table [a base] false, table [base a] true, chain [base a]"; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
	if said := b.do(export); said != "written to /home/someone/compare-phase4a-phase4b.md" || s.exported["compare-phase4a-phase4b.md"] != Markdown(s.table) {
		t.Errorf("said %q, wrote %q", said, s.exported)
	}
	if b.do(exportAll); s.exported["compare-phase4a-phase4b.txt"] != Text(s.table) {
		t.Errorf("wrote %q", s.exported)
	}
}

// What cannot be compared says why, and takes no keys down with it.
func TestTrouble(t *testing.T) {
	b := open(t, &stand{err: errors.New("run 20261124-1402-tour is gone, or cannot be read: no such file or directory")})
	b.visit(screen.Place{Runs: []string{"20261124-1402-tour", "x"}})
	b.holds(60, 11, "is gone, or cannot be read")
	if why := b.do(export); why != "nothing is compared yet" {
		t.Errorf("export of nothing: %q", why)
	}
	b.do(keymap.Down, keymap.End, keymap.PageUp)
	b = open(t, &stand{live: &Live{Number: 1, Over: true, Err: errors.New("nested-pool: stalled")}})
	b.look()
	b.holds(60, 11, "failed", "nested-pool: stalled")
}

// A late answer to what nobody asks for any more is dropped.
func TestLate(t *testing.T) {
	s := &stand{table: pairs(10, 10, 1)}
	b := open(t, s)
	first := b.v.Visit(screen.Place{Runs: []string{"a", "b"}})
	late := first.Work()
	s.table = differing()
	b.visit(screen.Place{Runs: []string{"c", "d"}})
	b.finish(late())
	b.holds(120, 40, "results ≠")
}

// A contest is planned, changed, begun, watched and stopped.
func TestContest(t *testing.T) {
	s := &stand{wall: 20 * time.Second}
	b := open(t, s)
	b.visit(screen.Place{Settings: []string{"best", "best+workers=1"}, For: "somebody"})
	if got := b.v.plan.plan; got.Tasks < 1 || got.Tasks > 9 || got.Pairs != defaultPairs {
		t.Errorf("a plan of minutes is proposed whole: %+v", got)
	}
	b.holds(80, 19, "for somebody", "of 36", "held until")
	b.do(keymap.Right, addSide, keymap.Right, dropSide, keymap.End, keymap.Right, keymap.Up, keymap.Right, keymap.Up, keymap.Left)
	p := b.v.plan.plan
	if len(p.Settings) != 2 || p.Settings[0] == "best" || !p.Control || !p.CPU || p.Pairs != 9 {
		t.Errorf("the plan became %+v", p)
	}
	b.do(keymap.Home)
	prompt := b.v.Do(typeSide).Type
	if prompt.Check("best+nothing=1") == "" || prompt.Check("phase4a+workers=2") != "" {
		t.Error("what is typed is not checked")
	}
	prompt.Done("phase4a+workers=2")
	if b.do(begin); len(s.begun) != 1 || s.begun[0].Settings[0] != "phase4a+workers=2" || s.begun[0].For != "somebody" {
		t.Fatalf("begun %+v", s.begun)
	}
	b.holds(80, 19, "contest 1", "warm-ups", "undecided until done")
	b.do(stop)
	if s.stopped != 1 {
		t.Error("it was not stopped")
	}
	c := pairs(4, 10, 1)
	c.Interrupted = true
	s.live = &Live{Number: 1, Plan: s.begun[0], Over: true, Stopped: true, Comparison: c}
	b.look()
	b.holds(140, 40, "stopped after 4 of 9 pairs, which are kept", "stopped after 4 of 10", "Undecided")
	if f := b.frame(120, 40); strings.Contains(f, " faster") {
		t.Errorf("a contest that was stopped has a verdict:\n%s", f)
	}
	// Another can be planned of the same sides, and left.
	b.do(measure)
	if got := strings.Join(b.v.plan.plan.Settings, " "); got != "phase4a phase4b" {
		t.Errorf("of the same sides: %s", got)
	}
	b.do(keymap.Back)
	b.holds(120, 40, "contest 1")
}

// The history is measured on the scenario that was made for it.
func TestHistoryPlan(t *testing.T) {
	s := &stand{}
	b := open(t, s)
	b.do(history, begin)
	if len(s.begun) != 1 || !s.begun[0].Evolution || s.begun[0].Scenario != "seed" || len(s.begun[0].Settings) != 7 {
		t.Errorf("begun %+v", s.begun)
	}
	s = &stand{why: "nothing runs here"}
	b = open(t, s)
	if why := b.do(history); why != s.why {
		t.Errorf("where nothing can begin: %q", why)
	}
}

// The tasks of a plan go from one to all, and no further.
func TestTasks(t *testing.T) {
	p := planner{tasks: 3}
	var got []int
	for _, by := range []int{1, -1, -1, -1, 1, 1, 1} {
		p.moreTasks(by)
		got = append(got, p.plan.Tasks)
	}
	if fmt.Sprint(got) != "[0 2 1 1 2 0 0]" {
		t.Errorf("tasks become %v", got)
	}
}

// FuzzCompare holds every frame to the law of sizes, whatever the names, numbers
// and keys.
func FuzzCompare(f *testing.F) {
	f.Add("phase4a", 0.0053, 120, 40, uint8(0), "d l j j x")
	f.Add("日本語 👩‍👩‍👧‍👦", 1e9, 60, 11, uint8(1), "v j G")
	f.Add("\x1b[31mred\x1b[m\n\t", -1.0, 80, 19, uint8(2), "c a a D t l")
	f.Add(strings.Repeat("w", 300), 0.0, 7, 3, uint8(3), "h enter")
	f.Add("|", 0.164, 200, 60, uint8(4), "G g pgdown s")
	whole, history := pairs(10, 10, 5), [2]*compare.Evolution{evolved(false), evolved(true)} // judging takes longer than drawing
	f.Fuzz(func(t *testing.T, name string, diff float64, w, h int, kind uint8, keys string) {
		w, h = bound(w, 240), bound(h, 70)
		name = name[:min(len(name), 300)]
		c := &compare.Comparison{Data: name, Clock: "wall", Asked: 10, Made: 10, Stored: kind%2 == 0}
		for _, of := range whole.Versus[:1+int(kind)%5] {
			one, timing, results := *of, *of.Timing, *of.Results
			timing.Phases, results.Counts = slices.Clone(timing.Phases), slices.Clone(results.Counts)
			one.Timing, one.Results = &timing, &results
			c.Versus = append(c.Versus, &one)
		}
		for _, one := range c.Versus {
			one.A, one.B, one.Timing.Whole.Note = name, name, name
			one.Timing.Phases[2].B, one.Timing.Phases[2].Ratio, one.Timing.Whole.A = diff, diff, diff
			one.Results.Counts[0].B = int64(kind) << 50
		}
		e := new(compare.Evolution)
		*e = *history[kind%2]
		e.Steps = slices.Clone(e.Steps)
		e.Title, e.Steps[1].Name, e.Steps[1].Note, e.Steps[1].Time = name, name, name, diff
		e.Steps[2].Refused, e.Steps[2].Against, e.Steps[2].Results = []string{name}, nil, nil
		s := &stand{table: c, steps: e, wall: time.Minute}
		switch kind % 7 {
		case 1:
			s.err = errors.New(name)
		case 2:
			s.why = name
		case 3:
			s.live = &Live{Number: 1, Plan: Plan{Settings: []string{name, name}}, Stage: name, Side: name, Round: 3, Comparison: c}
		case 4:
			s.live = &Live{Number: 1, Over: true, Stopped: true, Evolution: e}
		case 5:
			s.live = &Live{Number: 1, Err: errors.New(name), Over: true}
		}
		b := bench{t, New(s), s}
		b.look()
		if kind%3 == 0 {
			b.visit(screen.Place{Runs: []string{name, "b"}})
		}
		pressed := 0
		for k := range strings.FieldsSeq(keys) {
			if pressed++; pressed > 12 {
				break
			}
			if key, ok := b.v.Keys().Find(k); ok && key.Why == "" {
				e := b.v.Do(key.Action)
				b.finish(e)
				if e.Type != nil {
					b.finish(e.Type.Done(name))
				}
			}
			b.frame(w, h)
		}
		b.v.Click(w/2, h/2)
		b.v.Wheel(0, 0, int(kind)-100)
		b.frame(w, h)
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return 1 + n%most
}
