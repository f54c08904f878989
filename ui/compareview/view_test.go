package compareview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/compare"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

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
		{"past-80x19", func(t *testing.T) bench { return open(t, &stand{past: kept()}) }, []keymap.Action{seePast, keymap.Down}, 80, 19},
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
// TestAside says why the ratio of pairs may stand where the times beside it do not.
func TestAside(t *testing.T) {
	for _, test := range []struct {
		a, b, ratio float64
		want        bool
	}{
		{0.220, 0.228, 1.16, true}, {2.88, 2.50, 1.11, false}, {0.0917, 0.126, 1.10, true}, {1, 0.5, 2, false}, {1, 0.5, 1.5, true}, {0, 0, 1, false},
	} {
		if got := aside(&compare.Finding{A: test.a, B: test.b, Ratio: test.ratio}); got != test.want {
			t.Errorf("%v and %v with ×%v: %v, want %v", test.a, test.b, test.ratio, got, test.want)
		}
	}
}

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
