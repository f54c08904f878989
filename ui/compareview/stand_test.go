package compareview

import (
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
	past     []Past
	pastErr  error
	deleted  []string
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

func (s *stand) Past() ([]Past, error) { return s.past, s.pastErr }
func (s *stand) Stop()                 { s.stopped++ }

func (s *stand) Delete(ids []string) error {
	s.deleted = append(s.deleted, ids...)
	if s.err == nil {
		s.past = slices.DeleteFunc(slices.Clone(s.past), func(p Past) bool { return slices.Contains(ids, p.ID) })
	}
	return s.err
}

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

// kept are contests that are kept.
func kept() []Past {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	stopped := pairs(4, 10, 1)
	stopped.Interrupted = true
	return []Past{
		{ID: "d", Ended: at, Host: "bench", Settings: []string{"phase0", "best"}, Data: "seed", Clock: "wall", Evolution: evolved(false)},
		{ID: "c", Ended: at.Add(-time.Hour), Host: "bench", Settings: []string{"phase4a", "phase4b"}, Data: "tour, the first 3 tasks", Clock: "cpu", For: "somebody", Comparison: pairs(10, 10, 1)},
		{ID: "b", Ended: at.Add(-2 * time.Hour), Host: "bench", Settings: []string{"phase4a", "phase4b"}, Data: "seed", Clock: "wall", Stopped: true, Comparison: stopped},
		{ID: "a", Ended: at.Add(-25 * time.Hour), Host: "bench", Settings: []string{"phase4a", "short-limit"}, Data: "/home/somebody/arc/training", Clock: "wall", Comparison: differing()},
	}
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
