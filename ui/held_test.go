package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/ui/uitest"
)

// counted is a made-up source of tasks that counts what is evaluated.
type counted struct {
	uitest.Tasks
	traces *int
}

func (c counted) Trace(task string, program, sample int) (*trace.Trace, error) {
	*c.traces++
	return c.Tasks.Trace(task, program, sample)
}

// A key that is held for ten seconds leaves nothing queued, even where every
// press asks for work that has not begun: no more than one piece of work waits,
// and after it comes what is in sight, and nothing of what was passed on the way.
func TestHeldKey(t *testing.T) {
	const repeats = 300 // thirty a second
	for _, test := range []struct{ open, held string }{
		{"2 enter", "down"}, {"2 enter", "right"}, {"2 v", "down"}, {"2", "down"}, {"1", "v"}, {"1", "space"}, {"8", "up"}, {"3", "right"}, {"3", "u"},
	} {
		t.Run(test.open+" "+test.held, func(t *testing.T) {
			traces := 0
			a, _ := watched(uitest.Snapshot(probe.Running), Options{
				Tasks:  counted{uitest.Tasks{Len: 40, Programs: 400}, &traces},
				Engine: &uitest.Knobs{}, Presets: &uitest.Presets{},
			})
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.View()
			press(a, test.open)
			traces = 0
			var ordered []tea.Cmd
			for range repeats {
				if cmd := key(a, test.held); cmd != nil {
					ordered = append(ordered, cmd)
				}
				a.View()
			}
			looks, work := 0, 0
			for _, cmd := range ordered {
				switch msg := cmd().(type) {
				case tickMsg:
					if msg.beat == a.beat {
						looks++
					}
				case doneMsg:
					work++
					_, next := a.Update(msg)
					settle(a, next)
				default:
					t.Errorf("%T comes of a held key", msg)
				}
			}
			if looks > 1 || work > 1 || traces > 2 {
				t.Errorf("%d looks, %d pieces of work and %d evaluations are left of %d presses", looks, work, traces, repeats)
			}
		})
	}
}
