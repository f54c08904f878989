package runsview

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

type bench struct {
	*testing.T
	v *View
	s *shelf
}

func open(t *testing.T, s *shelf) bench {
	b := bench{t, New(s), s}
	snap := uitest.Snapshot(probe.Running)
	b.finish(b.v.Refresh(screen.Look{Now: time.Unix(1000, 0), Run: &snap}))
	return b
}

func (b bench) finish(e screen.Effect) (said string) {
	for e.Work != nil {
		if e = e.Work()(); e.Say != "" {
			said = e.Say
		}
	}
	return said
}

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
		e := b.v.Do(a)
		if said = e.Say; e.Work != nil {
			said = b.finish(e)
		}
	}
	return said
}

func (b bench) frame(w, h int) string {
	b.Helper()
	lines := b.v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(b, lines, w, h)
	return uitest.Text(lines, w)
}

func TestList(t *testing.T) {
	b := open(t, stock())
	f := b.frame(160, 14)
	for _, want := range []string{"3 runs", "5.36 s", "≠ candidate", "kept", "baseline", "parallel nothing→samples, diff all"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
}

// TestUnended says on a narrow terminal which runs did not come to their end.
func TestUnended(t *testing.T) {
	s := stock()
	for _, standing := range []record.State{record.Running, record.Stopped, record.Failed, "killed", record.Done} {
		s.runs[0].Standing = string(standing)
		got := strings.Contains(open(t, s).frame(80, 14), "— "+string(standing))
		if want := standing != record.Done; got != want {
			t.Errorf("a run that is %s: said so %v, want %v", standing, got, want)
		}
	}
}

func TestBaseline(t *testing.T) {
	b := open(t, stock())
	if said := b.do(baseline); !strings.Contains(said, "did not come to its end") {
		t.Errorf("a stopped run as baseline: %q", said)
	}
	if said := b.do(keymap.Down, baseline); said != "20261124-1412-tour is the baseline now" || !b.s.of("20261124-1412-tour").IsBase {
		t.Errorf("said %q", said)
	}
}

// Deleting asks, names what goes, and takes the marked ones.
func TestDelete(t *testing.T) {
	b := open(t, stock())
	b.do(markRun, markRun)
	q := b.v.Do(remove).Ask
	if q == nil || !strings.Contains(strings.Join(q.Lines, " "), "2 runs go for good") || !strings.Contains(strings.Join(q.Lines, " "), "20261124-1412-tour") {
		t.Fatalf("asked %+v", q)
	}
	if len(b.s.runs) != 3 {
		t.Error("runs went before the answer")
	}
	if said := b.finish(q.Do()); said != "2 deleted" || len(b.s.runs) != 1 || !strings.Contains(b.frame(80, 10), " 1 run ") {
		t.Errorf("said %q, %d left:\n%s", said, len(b.s.runs), b.frame(80, 10))
	}
}

// A page shows what was noted, and what is written there is noted.
func TestPage(t *testing.T) {
	b := open(t, stock())
	b.do(keymap.Down, keymap.Enter)
	f := b.frame(110, 24)
	for _, want := range []string{"only matches need a diff call", "16.8 s → 5.36 s   ×3.14 as fast, on 3 and 1 passes", "changes     parallel", "2026-11-24 14:12:11 UTC"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
	b.do(keymap.End)
	e := b.v.Do(keymap.Enter)
	if said := b.finish(e.Type.Done("fix the algorithm first")); said != "lesson noted" || b.s.of("20261124-1412-tour").Journal.Lesson != "fix the algorithm first" {
		t.Errorf("said %q, noted %+v", said, b.s.runs[1].Journal)
	}
	b.do(keymap.Up, keymap.Right)
	if got := b.s.of("20261124-1412-tour").Journal.Verdict; got != record.Reverted {
		t.Errorf("the verdict after kept is %q", got)
	}
	b.do(keymap.Home, keymap.Down)
	p := b.v.Do(keymap.Enter).Type
	for id, ok := range map[string]bool{"": true, "20261124-1402-tour": true, "20261124-1412-tour": false, "nothing": false} {
		if got := p.Check(id); (got == "") != ok {
			t.Errorf("parent %q: %q", id, got)
		}
	}
	b.do(keymap.Back)
	if f := b.frame(110, 24); !strings.Contains(f, "3 runs") {
		t.Errorf("esc does not go back:\n%s", f)
	}
}

// A verdict that a held key goes through is written as it is at the end, and not
// each that was passed.
func TestHeldVerdict(t *testing.T) {
	b := open(t, stock())
	b.do(keymap.Down, keymap.Enter)
	for range 5 {
		b.do(keymap.Down)
	}
	first := b.v.Do(keymap.Right)
	for range 300 {
		if e := b.v.Do(keymap.Right); e.Work != nil {
			t.Fatal("two journals are written at a time")
		}
	}
	shown := b.v.page.run.Journal.Verdict
	b.finish(first)
	if got := b.s.of("20261124-1412-tour").Journal.Verdict; b.s.notes != 2 || got != shown {
		t.Errorf("%d journals were written and the verdict is %q, want 2 and %q", b.s.notes, got, shown)
	}
}

// The chain of a run is written as Markdown, the oldest first.
func TestExport(t *testing.T) {
	b := open(t, stock())
	b.do(keymap.Down)
	for name, want := range map[string]string{
		"chain": "written to /home/someone/20261124-1412-tour.md", "benchmark": "written to /home/someone/20261124-1412-tour-benchmark",
		"pprof": "run 20261124-1412-tour left no profile",
	} {
		m := b.v.Do(exportRun).Pick
		at := slices.IndexFunc(m.Items, func(it screen.Item) bool { return it.Name == name })
		if at < 0 {
			t.Fatalf("no %s among %+v", name, m.Items)
		}
		if said := b.finish(m.Done(m.Items, at)); said != want {
			t.Errorf("%s: said %q, want %q", name, said, want)
		}
	}
	uitest.Golden(t, "chain", b.s.exported)
	if strings.Index(b.s.exported, "phase3") > strings.Index(b.s.exported, "phase4b") {
		t.Error("the newest stands first")
	}
}

// The published history reads as a journal, and nobody changes it.
func TestHistory(t *testing.T) {
	b := open(t, stock())
	b.do(example)
	f := b.frame(120, 20)
	for _, want := range []string{"5.36 s", "29.1 s", "reverted", strategy.HistoryCaption, "nested-pool"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
	if m := b.v.Do(exportRun).Pick; len(m.Items) != 1 {
		t.Errorf("the history can be written as a record: %+v", m.Items)
	}
	if why := b.do(remove); !strings.Contains(why, "stays as it is") {
		t.Errorf("the history can be deleted: %q", why)
	}
	uitest.Golden(t, "history", Markdown(chain(history(), history()[0])))
	for _, r := range history() {
		if r.Journal.Parent == "" && r.ID != "phase0" || r.Published == 0 || r.Journal.Lesson == "" || r.Journal.Result == "" {
			t.Errorf("%s is not whole: %+v", r.ID, r.Journal)
		}
	}
}

func TestParent(t *testing.T) {
	b := open(t, stock())
	if why := b.do(setChild); !strings.Contains(why, "mark the run") {
		t.Errorf("without a mark: %q", why)
	}
	b.do(keymap.Down, markRun, keymap.Home)
	if said := b.do(setChild); said != "20261124-1412-tour is the parent of 20261124-1502-tour" || b.s.runs[0].Journal.Parent != "20261124-1412-tour" {
		t.Errorf("said %q", said)
	}
}

func TestTrouble(t *testing.T) {
	s := stock()
	s.err = errors.New("index of runs: disk I/O error")
	b := open(t, s)
	if f := b.frame(60, 10); !strings.Contains(f, "disk I/O error") {
		t.Errorf("the trouble is nowhere:\n%s", f)
	}
	b = open(t, &shelf{})
	if f := b.frame(60, 10); !strings.Contains(f, "no runs yet") {
		t.Errorf("nothing says that there are no runs:\n%s", f)
	}
	if why := b.do(keymap.Enter); why != "there are no runs yet" {
		t.Errorf("opening nothing: %q", why)
	}
}

func TestLaw(t *testing.T) {
	s := stock()
	s.runs[1].Journal.Lesson = strings.Repeat("長い話 ", 80)
	for n := range 50 {
		s.runs = append(s.runs, Run{ID: fmt.Sprint(n), Name: "\x1b[31mred", Standing: "killed", Preset: strings.Repeat("p", 200)})
	}
	b := open(t, s)
	for _, page := range []bool{false, true} {
		if page {
			b.do(keymap.Down, keymap.Enter, keymap.End)
		}
		for h := 0; h < 60; h += 3 {
			for w := 1; w < 220; w += 11 {
				b.frame(w, h)
			}
		}
	}
}

// Two changes in a row are written in their order, though the first is still at
// work when the second is asked for.
func TestOrder(t *testing.T) {
	b := open(t, stock())
	b.do(keymap.Enter, keymap.End, keymap.Up)
	first := b.v.Do(keymap.Right)
	second := b.v.Do(keymap.Right)
	if first.Work == nil || second.Work != nil {
		t.Fatal("both are written at a time")
	}
	b.finish(first)
	if got := b.s.runs[0].Journal.Verdict; got != record.Kept {
		t.Errorf("noted %q, want kept", got)
	}
}
