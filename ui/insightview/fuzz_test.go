package insightview

import (
	"strings"
	"testing"
	"time"

	"battscope/profile/insight"
	"battscope/ui/keymap"
)

// FuzzLaw holds the screen to the law of sizes, whatever the texts and the size.
func FuzzLaw(f *testing.F) {
	f.Add("tour", int64(1e9), 80, 19, uint8(0))
	f.Add("日本語 👩‍👩‍👧‍👦 é", int64(-1), 60, 11, uint8(1))
	f.Add("\x1b[31mred\x1b[m\n\t\x00", int64(1)<<62, 200, 3, uint8(2))
	f.Add(strings.Repeat("w ", 300), int64(0), 1, 1, uint8(3))
	f.Add("x", int64(7), 120, 40, uint8(7))
	f.Fuzz(func(t *testing.T, text string, n int64, w, h int, keys uint8) {
		w, h = 1+bound(w, 250), bound(h, 80)
		text = text[:min(len(text), 1000)]
		r := report(t, "phase4a", phase4a)
		r.ID, r.Preset = text, text
		for i := range r.Findings {
			one := &r.Findings[i]
			one.Title, one.Text, one.Knob, one.Advice, one.Command = text, text, text, text, text
			one.Saving = &insight.Saving{Upper: time.Duration(n), Share: float64(n)}
		}
		for range bound(int(n%50), 20) {
			p := tried(text, time.Duration(n), time.Duration(n/2), "")
			p.Knob, p.Outcome, p.Clock, p.Pairs = text, insight.Outcome(text), text, int(n%1e9)
			r.Predictions = append(r.Predictions, p)
		}
		b := open(t, &advice{reports: map[string]*Report{"": r}})
		b.frame(w, h)
		for i, a := range []keymap.Action{every, held, keymap.End, keymap.Enter, keymap.PageDown, keymap.Up} {
			if keys>>i&1 > 0 {
				if k, ok := b.v.Keys().Of(a); ok && k.Why == "" {
					b.finish(b.v.Do(a))
				}
				b.frame(w, h)
			}
		}
		b.finish(b.v.Click(3, 3))
		b.frame(w, h)
	})
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n % most
}
