package logview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

func look(v *View, run int64, seqs ...int64) {
	s := probe.Snapshot{Run: run}
	for _, n := range seqs {
		s.Events = append(s.Events, probe.Event{Seq: n, At: time.Duration(n) * time.Second, Kind: "timeout", Text: fmt.Sprintf("program %d was cut", n)})
	}
	for e := v.Refresh(screen.Look{Run: &s}); e.Work != nil; {
		e = e.Work()()
	}
}

func frame(t *testing.T, v *View, w, h int) string {
	t.Helper()
	lines := v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(t, lines, w, h)
	return uitest.Text(lines, w)
}

// Events are taken in once each; those that nobody saw are counted.
func TestMissed(t *testing.T) {
	v := New()
	look(v, 1, 1, 2)
	look(v, 1, 1, 2, 5)
	look(v, 1, 1, 2, 5)
	look(v, 2, 1)
	f := frame(t, v, 100, 10)
	if !strings.Contains(f, " 4 events") || !strings.Contains(f, "missed 2") || !strings.Contains(f, "(2 missed) program 5") {
		t.Errorf("want 4 events, 2 missed before 5:\n%s", f)
	}
	uitest.Golden(t, "log-100x10", f)
}

// The list is bounded, and says what it gave up.
func TestDropped(t *testing.T) {
	v := New()
	for n := int64(0); n < kept+300; n += 50 {
		var seqs []int64
		for i := range int64(50) {
			seqs = append(seqs, n+i+1)
		}
		look(v, 1, seqs...)
	}
	f := frame(t, v, 80, 10)
	if !strings.Contains(f, "10,000 events") || !strings.Contains(f, "dropped 300") || !strings.Contains(f, fmt.Sprintf("program %d was", kept+300)) {
		t.Errorf("want 10,000 events, 300 dropped, the last in sight:\n%s", f)
	}
	// Whoever moves away from the end stays there.
	v.Do(keymap.Home)
	look(v, 1, kept+301)
	if f := frame(t, v, 80, 10); strings.Contains(f, "following") || !strings.Contains(f, "program 302 was") {
		t.Errorf("want the first that is left:\n%s", f)
	}
	v.Do(keymap.Follow)
	if f := frame(t, v, 80, 10); !strings.Contains(f, "following") || !strings.Contains(f, fmt.Sprintf("program %d was", kept+301)) {
		t.Errorf("want the newest:\n%s", f)
	}
}

func TestLong(t *testing.T) {
	v := New()
	s := probe.Snapshot{Run: 1, Events: []probe.Event{{Seq: 1, Kind: strings.Repeat("k", 40), Text: "\x1b[31m" + strings.Repeat("長い ", 90) + "end"}}}
	v.Refresh(screen.Look{Run: &s})
	for h := 0; h < 40; h += 3 {
		for w := 1; w < 200; w += 13 {
			frame(t, v, w, h)
		}
	}
	if f := frame(t, v, 120, 20); !strings.Contains(f, "end") {
		t.Errorf("the whole of a long event is nowhere:\n%s", f)
	}
}
