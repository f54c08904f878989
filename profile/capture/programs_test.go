package capture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// TestPrograms takes the program profile in the middle of a run, twice, and none
// where there is no run, or it is held meanwhile.
func TestPrograms(t *testing.T) {
	if _, err := Start(t.TempDir(), Options{Kinds: []Kind{Programs}}); err == nil || !strings.Contains(err.Error(), "no run") {
		t.Errorf("without a run: %v", err)
	}
	st := strategy.Default()
	st.Observe = probe.LevelCounts // over which profiles are taken, and which holds again
	r := engine.Start(op.NewTable(), engine.Spec{Name: "tour", Strategy: st, Repeat: true, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/tour")}})
	defer func() { r.Stop(); <-r.Done() }()
	wait := func(tasks int64) {
		for from := r.Snapshot().Tried; r.Snapshot().Tried < from+tasks*243; {
			select {
			case <-r.News():
			case <-r.Done():
				t.Fatal(r.Err())
			}
		}
	}
	wait(1)
	for _, level := range []probe.Level{probe.LevelAll, probe.LevelOff} {
		dir := t.TempDir()
		s, err := Start(dir, Options{Kinds: []Kind{Programs}, Programs: r, Level: level})
		if err != nil {
			t.Fatal(err)
		}
		wait(4)
		report, err := s.Stop()
		if err != nil {
			t.Fatal(err)
		}
		p := load(t, report.Files[0])
		if want := max(level, DefaultLevel).String(); level != probe.LevelOff && !strings.HasSuffix(p.Comments[0], want) {
			t.Errorf("%q, want level %s", p.Comments[0], want)
		}
		calls := int64(0)
		for _, s := range p.Sample {
			calls += s.Value[0]
		}
		if calls == 0 {
			t.Error("no calls")
		}
		text, err := os.ReadFile(filepath.Join(dir, "sources", "pool.py"))
		if err != nil || !strings.Contains(string(text), "def solve") {
			t.Errorf("the text of the programs is not there: %v", err)
		}
		wait(2) // and the run is observed at the level of the knob again
		again, kept := r.Observed(), r.Kept()
		if len(kept) != 1 || kept[0].Level != probe.LevelCounts || kept[0].Wall <= 0 {
			t.Fatalf("%d books of the knob", len(kept))
		}
		wait(2)
		if len(again.Rows) == 0 || again.Wall != r.Observed().Wall {
			t.Errorf("the book goes on after its end")
		}
		if now := r.Kept(); len(now) != 1 || now[0].Wall <= kept[0].Wall {
			t.Errorf("the book of the knob does not go on after a capture")
		}
	}
	r.Pause()
	s, err := Start(t.TempDir(), Options{Kinds: []Kind{Programs}, Programs: r})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stop(); err == nil || !strings.Contains(err.Error(), "take it for longer") {
		t.Errorf("no program: %v", err)
	}
	r.Resume()
}
