package insightview

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// The frames of the screen, in its states.
func TestFrames(t *testing.T) {
	for _, x := range []struct {
		name  string
		id    string
		keys  []keymap.Action
		sizes [][2]int
	}{
		{"fires", "", nil, [][2]int{{60, 11}, {80, 19}, {120, 35}}},
		{"calm", "calm", nil, [][2]int{{80, 19}}},
		{"failed", "failed", nil, [][2]int{{80, 19}}},
		{"rules", "", []keymap.Action{every, keymap.Down}, [][2]int{{80, 19}}},
		{"kept", "", []keymap.Action{held}, [][2]int{{80, 19}, {120, 35}}},
		{"why", "", []keymap.Action{keymap.Enter}, [][2]int{{80, 19}, {120, 35}}},
	} {
		for _, size := range x.sizes {
			b := open(t, stock(t))
			if x.id != "" {
				b.run(x.id)
			}
			b.do(x.keys...)
			uitest.Golden(t, fmt.Sprintf("%s-%dx%d", x.name, size[0], size[1]), b.frame(size[0], size[1]))
		}
	}
}

// What fires has its figures, its knob, and what came of trying it.
func TestFires(t *testing.T) {
	b := open(t, stock(t))
	b.shows(120, 30, "3 of", "~23.2 s", "80 %", "160 diff calls for 5 matches: 155 (97 %)", "diff=matches",
		"up to ~23.2 s of 29.1 s a pass (80 %)",
		"2026-11-24 09:30: up to ~23.2 s of 29.0 s predicted, 22.9 s saved (95 % interval 22.4 s … 23.4 s) by wall in",
		"tried 3 times here: right once, too high once, other results once")
	b.do(keymap.Down)
	b.shows(120, 30, "160 diff calls have 5 distinct arguments", "diff=distinct+diff-scope=alone")
}

// What cannot be read of the predictions is said beside the findings.
func TestTrouble(t *testing.T) {
	s := stock(t)
	r := s.reports[""]
	r.Problems = []error{errors.New("predictions.jsonl: line 3 is damaged"), errors.New("line 4")}
	b := open(t, s)
	b.shows(120, 30, "predictions.jsonl: line 3 is damaged, and 1 more like it", "160 diff calls for 5 matches")
	s.err = errors.New("keep the outcome: no space left on device")
	b = open(t, s)
	b.shows(120, 30, "keep the outcome: no space left on device", "160 diff calls for 5 matches")
}

// One key applies the knob and goes to the comparison, with whom it is for.
func TestTry(t *testing.T) {
	b := open(t, stock(t))
	e := b.do(try)
	if e.Open == nil || !e.Open.Begin || e.Open.Screen != "Compare" || strings.Join(e.Open.Settings, " ") != "phase4a phase4a+diff=matches" || e.Open.For == "" {
		t.Fatalf("it asks for %+v", e)
	}
	if e = b.do(keymap.Down, try); e.Open != nil || e.Say != "repeated-diff-calls promises no time" {
		t.Errorf("it asks for %+v", e)
	}
	if e = b.do(keymap.End, try); !strings.Contains(e.Say, "no knob of ours mends it") {
		t.Errorf("without a knob: %+v", e)
	}
	b.do(keymap.Home, keymap.Enter)
	if e = b.do(try); e.Open == nil {
		t.Errorf("from its page: %+v", e)
	}
	if e = b.do(adopt); e.Say != "diff=matches: the next run has it" || b.s.adopted != "wasted-diff-calls" {
		t.Errorf("adopted %q, said %q", b.s.adopted, e.Say)
	}
	b.s.reports[""].Fixed = "nothing runs here"
	if e = b.do(try); e.Say != "nothing runs here" {
		t.Errorf("over a record: %+v", e)
	}
}

// What cannot be tried says why.
func TestCannot(t *testing.T) {
	for id, want := range map[string]string{"failed": "the run failed", "other": "of another engine", "calm": "there is nothing to mend"} {
		b := open(t, stock(t)).run(id)
		if e := b.do(try); !strings.Contains(e.Say, want) {
			t.Errorf("%s: %+v, want %q", id, e, want)
		}
	}
	b := open(t, stock(t)).run("failed")
	if e := b.do(adopt); b.s.adopted != "stalled-pool" {
		t.Errorf("the knob of a run that failed is not for the next: %+v", e)
	}
}

// Where nothing fires the thresholds stand, and what is silent says why.
func TestCalm(t *testing.T) {
	b := open(t, stock(t)).run("calm")
	b.shows(120, 40, "nothing fires of", "at least 20 diff calls, more than 2 times the matches", "silent", "below")
	b.do(every)
	for b.v.rule() != "device-starvation" {
		b.do(keymap.Down)
	}
	b.shows(120, 40, "lacks work of each device: the workers evaluated, no devices")
	b.do(keymap.Enter)
	b.shows(120, 40, "silent: lacks work of each device", "kineto warns below 50 %")
	b.do(keymap.Back, keymap.Back, keymap.Back)
	b.shows(120, 40, "the run of this session")
}

// The screen looks again when there is another whole pass, when an outcome is
// kept, and for nothing else; a recorded run stays.
func TestRefresh(t *testing.T) {
	b := open(t, stock(t))
	b.refresh()
	b.refresh()
	if b.s.looks != 1 {
		t.Errorf("%d looks at one pass", b.s.looks)
	}
	b.look.Standing = uitest.Standing(1, "=")
	b.refresh()
	b.s.kept++
	b.refresh()
	if b.s.looks != 3 {
		t.Errorf("%d looks after another pass and an outcome, want 3", b.s.looks)
	}
	b.run("calm")
	b.look.Standing = uitest.Standing(1, "=")
	b.refresh()
	if b.s.looks != 4 {
		t.Errorf("%d looks, want 4: a recorded run stays", b.s.looks)
	}
}

// What was asked for last is shown, though what was asked before comes later.
func TestOvertaken(t *testing.T) {
	b := open(t, stock(t))
	b.look.Standing = uitest.Standing(1, "=")
	slow := b.v.Refresh(b.look)
	if e := b.v.Do(choose).Type.Done("calm"); e.Work != nil {
		t.Fatal("two looks at a time")
	}
	b.finish(slow)
	b.shows(120, 30, "nothing fires")
}

// Before the first pass, and where something is wrong, that is said.
func TestNothing(t *testing.T) {
	b := open(t, &advice{reports: map[string]*Report{}})
	b.shows(60, 11, "no pass has come to its end yet")
	if e := b.do(try); !strings.Contains(e.Say, "no pass has come to its end") {
		t.Errorf("said %+v", e)
	}
	b.do(held)
	b.shows(60, 11, "no pass has come to its end yet")
	b = open(t, &advice{err: errors.New("read the record of predictions: disk I/O error")})
	b.shows(60, 11, "disk I/O error")
	b.do(every)
	b.shows(80, 19, "stalled-pool")
}

// A place opens the screen on a run.
func TestVisit(t *testing.T) {
	b := open(t, stock(t))
	b.finish(b.v.Visit(screen.Place{Screen: "Insights", Runs: []string{"calm"}}))
	b.shows(80, 19, "nothing fires")
	if e := b.v.Visit(screen.Place{Screen: "Insights"}); e.Work != nil {
		t.Error("a place without a run changes something")
	}
}

func TestCopy(t *testing.T) {
	b := open(t, stock(t))
	if e := b.do(keymap.Copy); !strings.HasPrefix(e.Copy, "wasted diff calls: 160 diff calls for 5 matches") {
		t.Errorf("copied %q", e.Copy)
	}
	if e := b.do(held, keymap.Copy); !strings.Contains(e.Copy, "22.9 s saved") {
		t.Errorf("copied %q", e.Copy)
	}
	if e := b.do(every, keymap.Copy); !strings.HasPrefix(e.Copy, "stalled-pool: ") {
		t.Errorf("copied %q", e.Copy)
	}
	if at, of := b.v.Find("cache", 0); at != 1 || of < 2 {
		t.Errorf("found %d of %d", at, of)
	}
}
