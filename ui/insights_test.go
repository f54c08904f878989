package ui

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/ui/insightview"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// adviser is a made-up source of insights, all of them with the same text.
type adviser struct{ text string }

func (s adviser) Kept() int64                       { return 0 }
func (s adviser) Adopt(_, _ string) (string, error) { return s.text, nil }
func (s adviser) Try(_, _ string) (screen.Place, error) {
	return screen.Place{}, errors.New("not here")
}

func (s adviser) Look(id string) (*insightview.Report, error) {
	if id != "" {
		return nil, errors.New("there is no run " + id)
	}
	f := insight.Finding{Rule: insight.Rules()[0].ID, Title: s.text, Severity: insight.Error, Text: s.text, Knob: s.text, Saving: &insight.Saving{Upper: time.Second, Share: 0.4}}
	p := insight.Prediction{Rule: f.Rule, Run: "r", Knob: s.text, Outcome: insight.Right}
	return &insightview.Report{ID: "r", Name: s.text, Preset: s.text, State: record.Done, Passes: 3, Wall: time.Second, Findings: []insight.Finding{f}, Predictions: []insight.Prediction{p}}, nil
}

// advised returns an App whose run has insights.
func advised(titles []string, warnings int) *App {
	st := uitest.Standing(1, "=")
	st.Insights, st.Warnings = titles, warnings
	s := uitest.Snapshot(probe.Running)
	s.Run, s.Pass = 1, 2
	a := New(&fixed{snap: s}, Options{
		Insights: adviser{"the pool stands still"}, Judge: func() *screen.Standing { return st },
		Engine: &uitest.Knobs{Next: strategy.Default(), Now: strategy.Default()}, Presets: &uitest.Presets{},
	})
	for range 2 {
		_, cmd := a.Update(tickMsg{a.beat, time.Unix(1000, 0)})
		work(a, cmd)
	}
	return a
}

// After a pass the tab and the Run screen say how many rules fire, and the key
// that lists them does.
func TestInsights(t *testing.T) {
	a := advised([]string{"stalled pool", "busy host", "cold first pass"}, 1)
	for _, sz := range sizes() {
		f := uitest.Frame(t, a, sz.w, sz.h)
		if sz.w >= 80 && (!strings.Contains(f, "7 Insights ●1") || !strings.Contains(f, "3 insights: 7")) {
			t.Errorf("nothing says that there are insights:\n%s", f)
		}
	}
	press(a, "7")
	if f := uitest.Frame(t, a, 100, 30); !strings.Contains(f, "the pool stands still") {
		t.Errorf("the key leads to\n%s", f)
	}
	press(a, "i x enter")
	if f := uitest.Frame(t, a, 100, 30); !strings.Contains(f, "there is no run x") {
		t.Errorf("a run that is not there:\n%s", f)
	}
	if f := uitest.Frame(t, advised([]string{"busy host"}, 0), 100, 30); strings.Contains(f, "●") || !strings.Contains(f, "1 insight: 7") {
		t.Errorf("information is news:\n%s", f)
	}
	if f := uitest.Frame(t, advised(nil, 0), 100, 30); strings.Contains(f, "insight:") {
		t.Errorf("nothing fires:\n%s", f)
	}
}

// The Run screen names the key that the tabs have.
func TestInsightsKey(t *testing.T) {
	for i, name := range screenNames() {
		if (name == "Insights") != (strconv.Itoa(i+1) == screen.InsightsKey) {
			t.Errorf("%s is on %d, and the Run screen says %s", name, i+1, screen.InsightsKey)
		}
	}
}
