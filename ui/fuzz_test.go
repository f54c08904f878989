package ui

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/trace"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// strange is a source of tasks with strange names.
type strange struct {
	uitest.Tasks
	name string
}

func (s strange) Results(since trace.Version) (*trace.Results, trace.Version) {
	res, at := s.Tasks.Results(since)
	if res != nil && len(res.Rows) > 0 {
		res.Rows[0].Task, res.Rows[0].Best = s.name, s.name
	}
	return res, at
}

func (s strange) Sheet(task string) (*trace.Sheet, error) {
	sheet, err := s.Tasks.Sheet(task)
	if err == nil && len(sheet.Programs) > 0 {
		sheet.Programs[0] = s.name
	}
	return sheet, err
}

func (s strange) Trace(task string, program, sample int) (*trace.Trace, error) {
	tr, err := s.Tasks.Trace(task, program, sample)
	if err == nil {
		tr.Steps[0].Text, tr.Steps[1].Value.Text, tr.Steps[1].Value.Kind = s.name, s.name, s.name
	}
	return tr, err
}

// FuzzFrame holds whole frames to the law of sizes: any names, any numbers, any
// size, whatever keys were pressed.
func FuzzFrame(f *testing.F) {
	f.Add("tour", int64(48000), 120, 40, uint8(1), "2")
	f.Add("日本語 👩‍👩‍👧‍👦 é", int64(math.MaxInt64), 60, 16, uint8(3), "2 enter enter")
	f.Add("\x1b[31mred\x1b[m\n\t\x00", int64(math.MinInt64), 200, 60, uint8(4), "3 tab ?")
	f.Add("x", int64(-1), 59, 1, uint8(0), ": s")
	f.Add("\x1b[2Jx", int64(5), 80, 24, uint8(1), "7 enter esc e p a K y")
	f.Add(strings.Repeat("w", 300), int64(7), 80, 24, uint8(2), "8 f w enter v")
	f.Fuzz(func(t *testing.T, name string, n int64, w, h int, state uint8, keys string) {
		w, h = 1+bound(w, 250), 1+bound(h, 80)
		name = name[:min(len(name), 400)]
		s := uitest.Snapshot(probe.State(state % probe.NumState))
		s.Name, s.Task, s.Counts.Programs, s.Counts.Faults = name, name, n, n
		s.Elapsed, s.Unattributed = time.Duration(n), time.Duration(n/3)
		s.Phases[probe.Demo].Wall, s.Phases[probe.Demo].Calls = time.Duration(n), n
		s.Phases[probe.Diff] = probe.PhaseStat{State: probe.Running, Busy: time.Duration(n), Calls: 1, Total: n}
		s.Steps[probe.DiffBatt] = probe.StepStat{Calls: n, Busy: time.Duration(n)}
		s.Events = append(s.Events, probe.Event{Seq: 9, At: time.Duration(n), Kind: name, Text: name})
		if s.Err != nil {
			s.Err = errors.New(name)
		}
		st := uitest.Standing(1, "≠ "+name)
		st.Insights, st.Warnings = []string{name}, int(state%3)
		st.Why, st.Wall = name, time.Duration(n)
		fx := &fixed{snap: s}
		a := New(fx, Options{
			Tasks: strange{uitest.Tasks{Len: 9, Programs: 5}, name}, Presets: &uitest.Presets{},
			Engine: &uitest.Knobs{Next: strategy.Default(), Now: strategy.Default()},
			Judge:  func() *screen.Standing { return st }, Insights: adviser{name},
		})
		for range 2 {
			_, cmd := a.Update(tickMsg{a.beat, time.Unix(1000, 0)})
			work(a, cmd)
		}
		pressed := 0
		for k := range strings.FieldsSeq(keys) {
			if pressed++; pressed > 12 || strings.HasPrefix(k, "ctrl+") && len(k) < 6 {
				break
			}
			settle(a, key(a, k))
			uitest.Frame(t, a, w, h)
		}
		uitest.Frame(t, a, w, h)
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n % most
}
