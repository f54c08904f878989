package compareview

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/profile/compare"
	"battscope/ui/screen"
)

// FuzzCompare holds every frame to the law of sizes, whatever the names, numbers
// and keys.
func FuzzCompare(f *testing.F) {
	f.Add("phase4a", 0.0053, 120, 40, uint8(0), "d l j j x")
	f.Add("日本語 👩‍👩‍👧‍👦", 1e9, 60, 11, uint8(1), "v j G")
	f.Add("\x1b[31mred\x1b[m\n\t", -1.0, 80, 19, uint8(2), "c a a D t l")
	f.Add(strings.Repeat("w", 300), 0.0, 7, 3, uint8(3), "h enter")
	f.Add("past", 0.164, 80, 19, uint8(6), "p enter e esc down enter esc click esc")
	f.Add("a path/to/somewhere", 0.164, 60, 11, uint8(6), "p space j D G D D")
	f.Add("|", 0.164, 200, 60, uint8(4), "G g pgdown s")
	whole, history := pairs(10, 10, 5), [2]*compare.Evolution{evolved(false), evolved(true)} // judging takes longer than drawing
	f.Fuzz(func(t *testing.T, name string, diff float64, w, h int, kind uint8, keys string) {
		w, h = bound(w, 240), bound(h, 70)
		name = name[:min(len(name), 300)]
		c := &compare.Comparison{Data: name, Clock: "wall", Asked: 10, Made: 10, Stored: kind%2 == 0}
		for _, of := range whole.Versus[:1+int(kind)%5] {
			one, timing, results := *of, *of.Timing, *of.Results
			timing.Phases, results.Counts = slices.Clone(timing.Phases), slices.Clone(results.Counts)
			one.Timing, one.Results = &timing, &results
			c.Versus = append(c.Versus, &one)
		}
		for _, one := range c.Versus {
			one.A, one.B, one.Timing.Whole.Note = name, name, name
			one.Timing.Phases[2].B, one.Timing.Phases[2].Ratio, one.Timing.Whole.A = diff, diff, diff
			one.Results.Counts[0].B = int64(kind) << 50
		}
		e := new(compare.Evolution)
		*e = *history[kind%2]
		e.Steps = slices.Clone(e.Steps)
		e.Title, e.Steps[1].Name, e.Steps[1].Note, e.Steps[1].Time = name, name, name, diff
		e.Steps[2].Refused, e.Steps[2].Against, e.Steps[2].Results = []string{name}, nil, nil
		s := &stand{table: c, steps: e, wall: time.Minute}
		switch kind % 7 {
		case 1:
			s.err = errors.New(name)
		case 2:
			s.why = name
		case 3:
			s.live = &Live{Number: 1, Plan: Plan{Settings: []string{name, name}}, Stage: name, Side: name, Round: 3, Comparison: c}
		case 4:
			s.live = &Live{Number: 1, Over: true, Stopped: true, Evolution: e}
		case 6:
			s.past = []Past{{ID: name, Ended: time.Unix(1e9, 0), Host: name, Settings: []string{name, name}, Data: name, Clock: name, For: name, Comparison: c}, {ID: name, Settings: []string{name}, Stopped: true, Evolution: e}}
			s.pastErr = errors.New(name)
		case 5:
			s.live = &Live{Number: 1, Err: errors.New(name), Over: true}
		}
		b := bench{t, New(s), s}
		b.look()
		if kind%3 == 0 {
			b.visit(screen.Place{Runs: []string{name, "b"}})
		}
		pressed := 0
		for k := range strings.FieldsSeq(keys) {
			if pressed++; pressed > 12 {
				break
			}
			if key, ok := b.v.Keys().Find(k); ok && key.Why == "" {
				e := b.v.Do(key.Action)
				b.finish(e)
				if e.Ask != nil {
					b.finish(e.Ask.Do())
				}
				if e.Type != nil {
					b.finish(e.Type.Done(name))
				}
			}
			b.frame(w, h)
		}
		b.v.Click(w/2, h/2)
		b.v.Wheel(0, 0, int(kind)-100)
		b.frame(w, h)
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return 1 + n%most
}
