package compareview

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// Contests that are kept are listed, open as they were, and are written as those of
// the session; the way back leads to where one was.
func TestPast(t *testing.T) {
	s := &stand{past: kept(), table: pairs(10, 10, 1)}
	b := open(t, s)
	b.visit(screen.Place{Runs: []string{"x", "y"}})
	b.do(seePast)
	b.holds(80, 19, "contests that have ended", "2026-11-24 08:30  phase4a, phase4b", "other results", "history", "4 kept in the workspace")
	b.holds(120, 19, "tour, the first 3 tasks      cpu    ×8.31 faster · 10 of 10 pairs", "/home/somebody/arc/training  wall   other results")
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
	b.do(measure)
	b.holds(80, 19, "a contest", "phase4b")
	b.do(keymap.Back) // to the list
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

// The list is not in the way of a contest at work: s stops that, a line says how it
// stands, tab leads to it, and when it has ended the list takes it in, with the cursor
// on the row that it was on.
func TestPastMeanwhile(t *testing.T) {
	s := &stand{past: kept()}
	b := open(t, s)
	b.do(seePast, keymap.Down)
	for _, a := range []keymap.Action{stop, keymap.NextPane} {
		if k, ok := b.v.Keys().Of(a); ok {
			t.Errorf("without a contest %s does %s", k.Label, k.Doc)
		}
	}
	s.live = &Live{Number: 1, Plan: Plan{Settings: []string{"best", "phase1"}, Pairs: 10}, Stage: "10 pairs", Side: "best", Round: 3, Rounds: 10}
	b.look()
	b.do(seePast, keymap.Down)
	b.holds(60, 11, "contest 1", "pair 3 of 10", "phase4a, ph…")
	if k, ok := b.v.Keys().Find("s"); !ok || k.Action != stop {
		t.Fatalf("s does %+v", k)
	}
	if b.do(stop); s.stopped != 1 {
		t.Error("it was not stopped")
	}
	b.do(keymap.NextPane)
	if b.v.shown != ofLive {
		t.Errorf("tab leads to %d", b.v.shown)
	}
	b.do(seePast, keymap.Down)
	// It ends: with the list shown, and with one of it open.
	over := *s.live
	over.Over, over.Stopped, over.Comparison = true, true, pairs(2, 10, 1)
	s.live, s.past = &over, append([]Past{{ID: "e", Settings: []string{"best", "phase1"}, Stopped: true, Comparison: over.Comparison}}, s.past...)
	b.look()
	b.holds(80, 19, "best, phase1", "▌2026-11-24 08:30")
	if f := b.frame(80, 19); strings.Contains(f, "contest 1") {
		t.Errorf("a contest that is kept is told of twice:\n%s", f)
	}
	if _, ok := b.v.Keys().Of(stop); ok {
		t.Error("s stops a contest that is over")
	}
	again := over
	again.Number, again.Over = 2, false
	s.live = &again
	b.look()
	b.do(seePast, keymap.Down, keymap.Down, keymap.Enter)
	ended := again
	ended.Over = true
	s.live, s.past = &ended, append([]Past{{ID: "f", Settings: []string{"best", "phase2"}, Comparison: over.Comparison}}, s.past...)
	b.look()
	b.holds(120, 31, "contest of 2026-11-24 08:30 UTC", "4 of 6")
	b.do(keymap.Back)
	b.holds(80, 19, "best, phase2", "▌2026-11-24 08:30")
	// A list that opens begins with the newest.
	s.past = append([]Past{{ID: "g", Settings: []string{"best", "phase3"}, Comparison: over.Comparison}}, s.past...)
	b.do(keymap.Back, seePast)
	if b.v.cursor != 0 {
		t.Errorf("opens on row %d", b.v.cursor)
	}
	// One that could not be kept is not in the list, which says why.
	lost := ended
	lost.Unkept = errors.New("no space left on device")
	s.live = &lost
	b.look()
	b.holds(80, 19, "contest 2", "not kept: no space left on device")
}

// An answer of the disk that comes after a later one is dropped.
func TestPastLate(t *testing.T) {
	s := &stand{past: kept()[:1]}
	b := open(t, s)
	late := b.v.Do(seePast).Work()
	s.past = kept()
	b.do(keymap.Back, seePast)
	b.finish(late())
	if len(b.v.past.list) != len(kept()) {
		t.Errorf("%d contests are listed", len(b.v.past.list))
	}
}

// The row that keys work on is in sight, wherever it is in a list that is longer than
// the screen: the line that tells of more hides none that keys or clicks work on.
func TestPastLong(t *testing.T) {
	const many = 30
	for _, sz := range [][2]int{{80, 19}, {60, 11}, {60, 4}} { // of terminals of 80x24 and 60x16, and next to nothing
		s := &stand{}
		for i := range many {
			one := kept()[1]
			one.ID = string(rune('A' + i))
			one.Settings = []string{"best", "best+workers=" + strconv.Itoa(many-i)}
			s.past = append(s.past, one)
		}
		b := open(t, s)
		b.do(seePast)
		sees := func(how string) {
			t.Helper()
			b.Helper()
			f := b.frame(sz[0], sz[1])
			mark := slices.IndexFunc(strings.Split(f, "\n"), func(line string) bool { return strings.HasPrefix(line, "▌") })
			if mark < 0 || b.v.rowLine[b.v.cursor] != mark {
				t.Fatalf("%v: row %d %s is on line %d, and marked is %d:\n%s", sz, b.v.cursor, how, b.v.rowLine[b.v.cursor], mark, f)
			}
			for i, line := range b.v.rowLine {
				if row := strings.Split(f, "\n"); line >= 0 && strings.Contains(row[line], "more lines") {
					t.Fatalf("%v: a click on what tells of more is one on row %d", sz, i)
				}
			}
		}
		sees("at first")
		for range many - 1 {
			b.do(keymap.Down)
			sees("downwards")
		}
		for range many - 1 {
			b.do(keymap.Up)
			sees("upwards")
		}
		for range 18 {
			b.do(keymap.Down)
			b.frame(80, 19)
		}
		sees("of a screen that shrinks")
		b.do(keymap.End)
		sees("at the end")
	}
}

// A contest that begins to be told of over the list takes a line from it, and not that
// of the row that keys work on.
func TestPastShrinks(t *testing.T) {
	s := &stand{live: &Live{Number: 1, Over: true}}
	for range 30 {
		s.past = append(s.past, kept()[1])
	}
	b := open(t, s)
	b.look()
	b.do(seePast)
	for range 18 {
		b.do(keymap.Down)
		b.holds(80, 19, "▌")
	}
	lost := *s.live
	lost.Unkept = errors.New("no space left on device")
	s.live = &lost
	b.look()
	b.holds(80, 19, "not kept", "▌")
}

// Why a contest is not kept is seen on a narrow screen, however long the file's name.
func TestUnkept(t *testing.T) {
	why := fmt.Errorf("no space left on device")
	for _, file := range []string{"/w/contests/1.json", "/home/somebody/" + strings.Repeat("a long name/", 9) + "contests/1.json", "/home/" + strings.Repeat("x", 300)} {
		s := &stand{live: &Live{Number: 1, Plan: Plan{Pairs: 10}, Over: true, Comparison: pairs(10, 10, 1), Unkept: fmt.Errorf("keep the contest: %w", fmt.Errorf("write %s: %w", file, why))}}
		b := open(t, s)
		b.look()
		for _, sz := range [][2]int{{80, 19}, {60, 11}} {
			b.holds(sz[0], sz[1], "not kept: no space left on device (keep the", file[:3], "results", "phase")
			if got := len(unkept(s.live.Unkept, sz[0], theme.New(theme.Dark, false, true))); got > 2 {
				t.Errorf("%d lines of %d cells", got, sz[0])
			}
		}
	}
	if got := unkept(why, 80, theme.New(theme.Dark, false, true)); len(got) != 1 || strings.Contains(got[0], "(") {
		t.Errorf("of a reason alone: %q", got)
	}
}

// A contest that is open does not hide the one at work, nor one that is not kept.
func TestPastOpenMeanwhile(t *testing.T) {
	s := &stand{past: kept()}
	b := open(t, s)
	b.do(seePast)
	s.live = &Live{Number: 1, Plan: Plan{Settings: []string{"best", "phase1"}, Pairs: 10}, Stage: "10 pairs", Side: "best", Round: 3, Rounds: 10}
	b.look() // which brings it to the front
	b.do(seePast)
	for i, of := range []string{"contest of 2026-11-24 09:3", "contest of 2026-11-24 08:3"} {
		b.v.cursor = i
		b.do(keymap.Enter)
		for _, sz := range [][2]int{{80, 19}, {60, 11}} {
			b.holds(sz[0], sz[1], "contest 1", "pair 3 of 10", of)
		}
		if k, ok := b.v.Keys().Find("s"); !ok || k.Action != stop {
			t.Errorf("s does %+v", k)
		}
		b.do(keymap.Back)
	}
	b.do(keymap.Enter)
	lost := *s.live
	lost.Over, lost.Unkept = true, errors.New("no space left on device")
	s.live = &lost
	b.look()
	b.holds(80, 19, "contest 1", "not kept: no space left on device", "contest of 2026-11-24")
	over := lost
	over.Unkept = nil
	s.live = &over
	b.look()
	if f := b.frame(80, 19); strings.Contains(f, "contest 1") {
		t.Errorf("a contest that is kept is told of over another:\n%s", f)
	}
}

// Contests go only after a question: the one under the cursor, or those that are
// marked; what cannot be deleted is said.
func TestPastDelete(t *testing.T) {
	s := &stand{past: kept()}
	b := open(t, s)
	b.do(seePast, keymap.Down)
	q := b.v.Do(deletePast).Ask
	if q == nil || !strings.Contains(strings.Join(q.Lines, "\n"), "The contest goes for good:\n2026-11-24 08:30  phase4a, phase4b") || len(s.deleted) != 0 {
		t.Fatalf("asked %+v, deleted %v", q, s.deleted)
	}
	if said := b.finish(q.Do()); said != "1 deleted" || strings.Join(s.deleted, " ") != "c" || len(b.v.past.list) != 3 {
		t.Errorf("said %q, deleted %v", said, s.deleted)
	}
	b.holds(80, 19, "▌2026-11-24 07:30") // what has moved up to the row
	b.do(keymap.Home, markPast, keymap.Down, markPast, keymap.Home)
	b.holds(80, 19, "2 marked   3 kept", "▌2026-11-24 09:30• phase0", " 2026-11-23 08:30• phase4a")
	b.do(markPast, keymap.Home, markPast) // away and again
	q = b.v.Do(deletePast).Ask
	if text := strings.Join(q.Lines, "\n"); !strings.HasPrefix(text, "2 contests go for good:\n2026-11-24 09:30") || strings.Contains(text, "07:30") {
		t.Errorf("asked %q", text)
	}
	s.err = errors.New("delete /w/contests/d.json: permission denied")
	if said := b.finish(q.Do()); said != s.err.Error() {
		t.Errorf("said %q", said)
	}
	b.holds(80, 19, "2 marked")
	s.err = nil
	b.finish(q.Do())
	b.holds(80, 19, "1 kept", "▌2026-11-24 07:30")
	if len(b.v.past.marked) != 0 {
		t.Errorf("marked are %v", b.v.past.marked)
	}
	b.finish(b.v.Do(deletePast).Ask.Do())
	b.holds(80, 19, "none yet")
	for _, a := range []keymap.Action{deletePast, markPast} {
		if why := b.do(a); why != "no contest is kept" {
			t.Errorf("%s of nothing: %q", a, why)
		}
	}
	// Of many the question names some.
	s = &stand{}
	for i := range 200 {
		one := kept()[1]
		one.ID = strconv.Itoa(i)
		s.past = append(s.past, one)
	}
	b = open(t, s)
	b.do(seePast)
	for range 200 {
		b.do(markPast)
	}
	q = b.v.Do(deletePast).Ask
	if n := len(q.Lines); n != 8 || q.Lines[0] != "200 contests go for good:" || q.Lines[7] != "and 194 more" {
		t.Errorf("asked %q", q.Lines)
	}
	if said := b.finish(q.Do()); said != "200 deleted" || len(s.deleted) != 200 {
		t.Errorf("said %q, deleted %d", said, len(s.deleted))
	}
}
