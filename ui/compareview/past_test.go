package compareview

import (
	"errors"
	"testing"

	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// Contests that are kept are listed, open as they were, and are written as those of
// the session; the way back leads to where one was.
func TestPast(t *testing.T) {
	s := &stand{past: kept(), table: pairs(10, 10, 1)}
	b := open(t, s)
	b.visit(screen.Place{Runs: []string{"x", "y"}})
	b.do(seePast)
	b.holds(80, 19, "contests that have ended", "2026-11-24 08:30  phase4a, phase4b", "other results", "history")
	b.do(keymap.Down, keymap.Enter)
	b.holds(120, 31, "contest of 2026-11-24 08:30 UTC", "for somebody, on bench", "2 of 4", "faster")
	if said := b.do(export); said == "" || s.exported["compare-phase4a-phase4b.md"] != Markdown(s.past[1].Comparison) {
		t.Errorf("said %q, wrote %q", said, s.exported)
	}
	if why := b.do(profile); why == "" {
		t.Error("a contest has a profile")
	}
	b.do(keymap.Back)
	if b.v.cursor != 1 {
		t.Errorf("back on row %d, want 1", b.v.cursor)
	}
	b.do(keymap.Home, keymap.Enter)
	b.holds(120, 31, "contest of 2026-11-24 09:30 UTC", "evolution", "phase4b")
	b.do(keymap.Back, keymap.End, keymap.Enter)
	b.holds(120, 31, "contest of 2026-11-23 08:30 UTC", "results ≠")
	b.do(keymap.Back, keymap.Back)
	if b.v.shown != ofRuns || b.v.table() != s.table {
		t.Errorf("the way back leads to %d", b.v.shown)
	}
	// The contest of the session comes to the front; those kept are a key away, and
	// what could not be kept says so.
	s.live = &Live{Number: 1, Plan: Plan{Pairs: 10}, Over: true, Comparison: pairs(10, 10, 1), Unkept: errors.New("keep the contest: no space left on device")}
	b.look()
	b.holds(100, 31, "contest 1", "not kept: keep the contest: no space left")
	b.do(seePast, keymap.Back)
	b.holds(100, 31, "contest 1")
}

// A list without contests says so, and what cannot be read is told beside the
// others.
func TestPastTrouble(t *testing.T) {
	s := &stand{}
	b := open(t, s)
	b.do(seePast)
	b.holds(60, 11, "none yet")
	if why := b.do(keymap.Enter); why != "no contest is kept" {
		t.Errorf("enter: %q", why)
	}
	s.past, s.pastErr = kept(), errors.New("/ws/contests/half.json is damaged: unexpected end of JSON input")
	b.do(keymap.Back, seePast)
	b.holds(100, 19, "half.json is damaged", "phase4a, phase4b")
	// A row that is clicked is chosen, and then opened.
	b.frame(100, 19)
	b.v.Click(3, b.v.rowLine[2])
	b.frame(100, 19)
	b.v.Click(3, b.v.rowLine[2])
	b.holds(100, 19, "contest of 2026-11-24 07:30 UTC", "stopped")
	// A list that has become shorter meanwhile.
	s.past, s.pastErr = s.past[:1], nil
	b.do(keymap.Back, keymap.End, keymap.Back, seePast)
	b.holds(60, 11, "phase0")
}
