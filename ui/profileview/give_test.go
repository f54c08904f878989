package profileview

import (
	"errors"
	"strings"
	"testing"

	"battscope/profile/stacks"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

func TestGive(t *testing.T) {
	b := on(t, example())
	b.typed(focusOn, "mapply")
	if said := b.do(web); !strings.Contains(said, "http://127.0.0.1:4711") || b.src.served[0].Focus != "mapply" || b.src.served[0].Type != "time" {
		t.Errorf("said %q, served %+v", said, b.src.served)
	}
	b.src.err = errors.New("pprof's pages: no port is free")
	if said := b.do(web); said != b.src.err.Error() {
		t.Errorf("said %q", said)
	}
	b.do(keymap.Down)
	if e := b.v.Do(keymap.Copy); e.Copy != "demo" {
		t.Errorf("copied %q, want demo", e.Copy)
	}
}

// TestExport writes what is shown, or with another value of the menu the whole,
// and says which it was.
func TestExport(t *testing.T) {
	b := on(t, example())
	if said := b.picked(exportTo, "folded"); said != "wrote the whole profile, 200,000 samples, to /home/someone/x" || b.src.format != "folded" || b.src.wrote[0].Narrowed() {
		t.Errorf("said %q, wrote %+v", said, b.src.wrote)
	}
	b.typed(focusOn, "mapply")
	b.typed(ignore, "nothing")
	b.picked(byLabel, "phase=demo")
	if said := b.picked(exportTo, "pprof"); said != "wrote what is shown, 1,234 of 200,000 samples, to /home/someone/x" {
		t.Errorf("said %q", said)
	}
	if w := b.src.wrote[1]; w.Focus != "mapply" || w.Ignore != "nothing" || len(w.Labels) != 1 || w.Labels[0].String() != "phase=demo" || w.Type != "time" {
		t.Errorf("wrote %+v", w)
	}
	m := b.v.Do(exportTo).Pick
	if len(m.Lines) != 1 || m.Lines[0] != "Shown is phase=demo, focus mapply, ignore nothing." {
		t.Errorf("the menu says %q", m.Lines)
	}
	m.Items[1].At = 1
	if said := finish(m.Done(m.Items, 1)); said != "wrote the whole profile, 200,000 samples, to /home/someone/x" || b.src.wrote[2].Narrowed() {
		t.Errorf("said %q, wrote %+v", said, b.src.wrote[2])
	}
	b.src.err = errors.New("no space left on device")
	if said := b.picked(exportTo, "pprof"); said != b.src.err.Error() {
		t.Errorf("said %q", said)
	}
	// One side of a difference is less than the whole.
	dir := t.TempDir()
	file := write(t, dir, "a", profileOf(example()))
	b = at(t, &source{}, screen.Place{File: file, Base: write(t, dir, "b", profileOf(example()[1:]))})
	b.do(afterAlone)
	b.picked(exportTo, "pprof")
	if w := b.src.wrote[0]; w.Side != stacks.After || w.Base == "" {
		t.Errorf("wrote %+v", w)
	}
}
