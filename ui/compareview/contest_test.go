package compareview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"battscope/ui/keymap"
	"battscope/ui/screen"
)

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
	warm := *s.live
	warm.Elapsed = 83 * time.Second
	s.live = &warm
	b.look()
	b.holds(80, 19, "warm-ups", "elapsed 1:23", "undecided until done")
	b.do(stop)
	if s.stopped != 1 {
		t.Error("it was not stopped")
	}
	c := pairs(4, 10, 1)
	c.Interrupted = true
	s.live = &Live{Number: 1, Plan: s.begun[0], Over: true, Stopped: true, Comparison: c}
	b.look()
	b.holds(140, 40, "stopped after 4 of 9 pairs, which stand", "stopped after 4 of 10", "Undecided")
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
