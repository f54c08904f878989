package tuneview

import (
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

type bench struct {
	*testing.T
	v       *View
	engine  *uitest.Knobs
	presets *uitest.Presets
}

func open(t *testing.T, replay string) bench {
	b := bench{t, nil, &uitest.Knobs{Next: strategy.Default(), Now: strategy.Default()}, &uitest.Presets{}}
	b.v = New(b.engine, b.presets, replay)
	b.look(nil)
	return b
}

func (b bench) look(st *screen.Standing) {
	s := uitest.Snapshot(probe.Running)
	b.v.Refresh(screen.Look{Run: &s, Standing: st})
}

// do does an action, if it may, and returns what is said.
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
		for e.Work != nil {
			e = e.Work()()
		}
		said = e.Say
	}
	return said
}

func (b bench) frame(w, h int) string {
	b.Helper()
	lines := b.v.Render(w, h, theme.New(theme.Dark, false, true))
	uitest.Law(b, lines, w, h)
	return uitest.Text(lines, w)
}

func TestChange(t *testing.T) {
	b := open(t, "")
	if said := b.do(keymap.Right); said != "evaluation batt→alone, from the next run on: r runs again" {
		t.Errorf("said %q", said)
	}
	b.do(keymap.Down, keymap.Down)
	if said := b.do(keymap.Right); said != "workers 0→1, from the next task on" {
		t.Errorf("said %q", said)
	}
	if s := b.engine.Next; s.Evaluation != strategy.EvaluationAlone || s.Workers != 1 {
		t.Errorf("the engine has %s", strategy.Name(s))
	}
	if said := b.do(keymap.Left, keymap.Left); said != "" || b.engine.Next.Workers != 0 {
		t.Errorf("below 0: %q, %d workers", said, b.engine.Next.Workers)
	}
	b.do(undo, undo, undo)
	if b.engine.Next != strategy.Default() {
		t.Errorf("undone to %s", strategy.Name(b.engine.Next))
	}
	if why := b.do(undo); why != "nothing was changed" {
		t.Errorf("undo of nothing: %q", why)
	}
}

// What is typed is checked as it is typed, and taken when it is right.
func TestType(t *testing.T) {
	b := open(t, "")
	b.v.Find("deadline", 0)
	if why := b.do(keymap.Right); !strings.Contains(why, "deadline is typed") {
		t.Errorf("a time in steps: %q", why)
	}
	p := b.v.Do(keymap.Enter).Type
	for text, want := range map[string]string{"2": "want a time with its unit", "2s": "", "-1s": "want a time", "99h": "want a time"} {
		if got := p.Check(text); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	p.Done("2s")
	if got := strategy.Name(b.engine.Next); got != "best+deadline=2s" {
		t.Errorf("the engine has %s", got)
	}
	b.do(reset)
	if b.engine.Next != strategy.Default() {
		t.Errorf("as the preset is %s", strategy.Name(b.engine.Next))
	}
	// A contradiction is refused where it is typed.
	b.v.Find("pool", 0)
	for b.v.knob().Name != "pool" {
		b.v.Find("pool", 1)
	}
	if got := b.v.Do(keymap.Enter).Type.Check("shared"); got == "" {
		t.Skip("a shared pool contradicts nothing")
	}
}

func TestPresets(t *testing.T) {
	b := open(t, "")
	b.do(keymap.NextPane, choose)
	if got := strategy.Name(b.engine.Next); got != "phase0" {
		t.Errorf("the preset gives %s", got)
	}
	b.v.Do(keymap.PrevPane)
	b.do(keymap.Right)
	p := b.v.Do(save).Type
	for name, ok := range map[string]bool{"mine": true, "best": false, "Not a name": false} {
		if got := p.Check(name); (got == "") != ok {
			t.Errorf("%q: %q", name, got)
		}
	}
	for e := p.Done("mine"); ; e = e.Work()() {
		if e.Work == nil {
			if e.Say != "saved preset mine in /home/someone/battscope.toml" {
				t.Errorf("said %q", e.Say)
			}
			break
		}
	}
	if len(b.presets.Saved) != 1 || b.presets.Saved[0].Strategy != b.engine.Next {
		t.Errorf("saved %+v", b.presets.Saved)
	}
	for e := b.v.Do(save).Type.Done("full"); e.Work != nil || !strings.Contains(e.Say, "no space left"); e = e.Work()() {
		if e.Work == nil {
			t.Fatalf("a failure says %q", e.Say)
		}
	}
	b.v.Do(keymap.NextPane)
	if f := b.frame(100, 20); !strings.Contains(f, "yours") || !strings.Contains(f, "mine ✓") {
		t.Errorf("the saved preset is not there:\n%s", f)
	}
}

// The length of a run is told from runs of the same knobs, else from the last.
func TestEstimate(t *testing.T) {
	b := open(t, "")
	if f := b.frame(120, 30); !strings.Contains(f, "length unknown") {
		t.Errorf("no run yet, and yet a length:\n%s", f)
	}
	b.look(uitest.Standing(1, "="))
	if f := b.frame(120, 30); !strings.Contains(f, "~2.00 s a pass, as in run 1 ") {
		t.Errorf("no length after a pass:\n%s", f)
	}
	b.do(keymap.Right)
	if f := b.frame(120, 30); !strings.Contains(f, "as in run 1 with other knobs") {
		t.Errorf("nothing says that the knobs are others:\n%s", f)
	}
}

// Where the baseline is one of results alone, its mark stands and the times say why
// they do not.
func TestUntimed(t *testing.T) {
	b := open(t, "")
	st := uitest.Standing(1, "=")
	st.BaseWall, st.BasePhases, st.Untimed = 0, [probe.NumPhases]time.Duration{}, "profiles were taken of it"
	b.look(st)
	f := b.frame(120, 40)
	for _, want := range []string{"results = baseline", "no times of the baseline: profiles were taken of it"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
	b.frame(30, 12)
	b.look(uitest.Standing(2, "="))
	if f := b.frame(120, 40); strings.Contains(f, "no times") {
		t.Errorf("times are missing in\n%s", f)
	}
}

func TestReplay(t *testing.T) {
	b := open(t, "this is a record")
	for _, a := range []keymap.Action{keymap.Right, keymap.Enter, save, undo} {
		if why := b.do(a); why != "this is a record" {
			t.Errorf("%s over a record: %q", a, why)
		}
	}
}

// TestMeaning shows the meaning of every knob whole on a terminal of 80 by 24.
func TestMeaning(t *testing.T) {
	b := open(t, "")
	for range strategy.Knobs() {
		text := strings.Join(strings.Fields(strings.ReplaceAll(b.frame(80, 19), "│", "")), " ")
		if k := b.v.knob(); !strings.Contains(text, k.Doc) {
			t.Errorf("the meaning of %s is cut off:\n%s", k.Name, b.frame(80, 19))
		}
		b.do(keymap.Down)
	}
}

func TestLaw(t *testing.T) {
	b := open(t, "")
	b.look(uitest.Standing(1, "="))
	b.look(uitest.Standing(2, "≠ candidates 149→126"))
	for range numPanes {
		for h := 0; h < 60; h += 3 {
			for w := 1; w < 220; w += 11 {
				b.frame(w, h)
			}
		}
		b.do(keymap.NextPane)
	}
}

// A number goes up and down in steps of its own size.
func TestStepped(t *testing.T) {
	for _, k := range strategy.Knobs() {
		s := strategy.Default()
		text := k.Get(&s)
		if k.Kind == strategy.Span || k.Kind == strategy.Fraction {
			continue
		}
		if err := k.Set(&s, stepped(k, text, 1)); err != nil {
			t.Errorf("%s from %s: %v", k.Name, text, err)
		}
		if k.Name == "fuel" && stepped(k, "4000000", 1) != "4100000" {
			t.Errorf("fuel goes to %s", stepped(k, "4000000", 1))
		}
	}
}
