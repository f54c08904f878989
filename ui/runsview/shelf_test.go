package runsview

import (
	"errors"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/screen"
)

// shelf is runs in memory.
type shelf struct {
	runs     []Run
	exported string
	err      error
	notes    int // journals written
}

func (s *shelf) List() ([]Run, error) { return append([]Run{}, s.runs...), s.err }

func (s *shelf) of(id string) *Run {
	for i := range s.runs {
		if s.runs[i].ID == id {
			return &s.runs[i]
		}
	}
	return nil
}

func (s *shelf) Note(id string, j record.Journal) error {
	s.notes++
	s.of(id).Journal = j
	return nil
}

func (s *shelf) Baseline(id string) error {
	if s.of(id).Standing != "done" {
		return errors.New("run " + id + " did not come to its end")
	}
	for i := range s.runs {
		s.runs[i].IsBase = s.runs[i].ID == id
	}
	return nil
}

func (s *shelf) Delete(ids []string) error {
	var kept []Run
	for _, r := range s.runs {
		gone := false
		for _, id := range ids {
			gone = gone || r.ID == id
		}
		if !gone {
			kept = append(kept, r)
		}
	}
	s.runs = kept
	return nil
}

func (s *shelf) Export(name, text string) (string, error) {
	s.exported = text
	return "/home/someone/" + name, nil
}

func (s *shelf) Formats() []screen.Item {
	return []screen.Item{{Name: "benchmark"}, {Name: "pprof"}}
}

func (s *shelf) Write(id, format string) (string, error) {
	if format == "pprof" {
		return "", errors.New("run " + id + " left no profile")
	}
	return "/home/someone/" + id + "-" + format, nil
}

// stock returns runs: of phase3, of phase4b after it, and one that was stopped.
func stock() *shelf {
	p3, _ := strategy.Find("phase3")
	p4, _ := strategy.Find("phase4b")
	at := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
	return &shelf{runs: []Run{
		{ID: "20261124-1502-tour", Name: "tour", Standing: "stopped", Began: at.Add(time.Hour), Preset: "best", Strategy: strategy.Default(), Mark: record.Mark{Text: record.None, Why: "one of the two did not come to its end"}},
		{ID: "20261124-1412-tour", Name: "tour", Standing: "done", Began: at.Add(10 * time.Minute), Pass: 5359 * time.Millisecond, Passes: 3, Preset: "phase4b", Strategy: p4.Strategy, Solved: 9, Tasks: 24,
			Mark: record.Mark{Text: "≠ candidates 149→126"}, Journal: record.Journal{Parent: "20261124-1402-tour", Hypothesis: "only matches need a diff call", Verdict: record.Kept}},
		{ID: "20261124-1402-tour", Name: "tour", Standing: "done", Began: at, Pass: 16826 * time.Millisecond, Passes: 1, Preset: "phase3", Strategy: p3.Strategy, Solved: 9, Tasks: 24, Mark: record.Mark{Text: record.Same}, IsBase: true},
	}}
}
