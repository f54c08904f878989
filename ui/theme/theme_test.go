package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestSignsAreOneCell(t *testing.T) {
	s := signs()
	all := []string{
		s.Running, s.Paused, s.Done, s.Failed, s.Between, s.Pending, s.Unknown, s.Differs, s.Rest, s.Rule, s.Wall,
		s.More, s.Upper, s.TopLeft, s.TopRight, s.BottomLeft, s.BottomRight,
		s.Cursor, s.Up, s.Down, s.Same, s.Other, s.Live, s.Empty, s.Stopped,
	}
	all = append(append(all, s.Eighths[:]...), s.Levels[:]...)
	for _, sign := range all {
		if ansi.StringWidth(sign) != 1 || ansi.StringWidthWc(sign) != 1 {
			t.Errorf("%q is not one cell wide", sign)
		}
	}
}

// Phases that follow one another differ in lightness, and every hue stands out
// from the background it is made for.
func TestPhaseHues(t *testing.T) {
	for name, c := range map[string]struct {
		colours
		back float64
	}{"dark": {darkColours(), 0.08}, "light": {lightColours(), 1}} {
		for i, p := range c.phase {
			if d := p.luminance() - c.back; max(d, -d) < 0.25 {
				t.Errorf("%s: phase %d is lost in the background", name, i)
			}
			if i == 0 {
				continue
			}
			if d := p.luminance() - c.phase[i-1].luminance(); max(d, -d) < 0.1 {
				t.Errorf("%s: phases %d and %d are as light as each other", name, i-1, i)
			}
		}
	}
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		choice        Choice
		light, colour bool
		want          Choice
		digits        bool
	}{
		{Auto, false, true, Dark, false},
		{Auto, true, true, Light, false},
		{Dark, true, true, Dark, false},
		{Light, false, false, Light, true},
		{Contrast, false, true, Contrast, true},
	} {
		got := New(test.choice, test.light, test.colour)
		if got.Name != test.want || got.Digits != test.digits {
			t.Errorf("New(%q, %v, %v) = %s, digits %v", test.choice, test.light, test.colour, got.Name, got.Digits)
		}
	}
	if s := New(Contrast, false, true).Phase[3]; strings.Contains(string(s), "38;") {
		t.Errorf("contrast paints a phase with %q", s)
	}
}

func TestParse(t *testing.T) {
	if c, err := Parse("auto"); c != Auto || err != nil {
		t.Errorf("Parse(auto) = %q, %v", c, err)
	}
	if _, err := Parse("pink"); err == nil {
		t.Error("Parse(pink) gives no error")
	}
}

// Every sign has a form of its own in ASCII, of one cell.
func TestPlain(t *testing.T) {
	s := signs()
	for _, sign := range append([]string{
		s.Running, s.Paused, s.Done, s.Stopped, s.Failed, s.Between, s.Pending, s.Unknown, s.Differs, s.Rest, s.Rule, s.Wall,
		s.More, s.Cursor, s.Up, s.Down, s.Other, s.Live, "µ", "→", "↑", "↓", "●", "│",
	}, s.Eighths[:]...) {
		if got := Plain(sign); len(got) != 1 || got[0] > '~' || got == "?" {
			t.Errorf("Plain(%q) = %q", sign, got)
		}
	}
	if got := Plain("日本\x1b[1mé\x1b[m"); got != "????\x1b[1m?\x1b[m" {
		t.Errorf("a wide text becomes %q", got)
	}
}

func TestLay(t *testing.T) {
	if got, want := Style("<").Lay("a\x1b[1mb\x1b[mc"), "<a\x1b[1mb\x1b[m<c\x1b[m"; got != want {
		t.Errorf("Lay = %q, want %q", got, want)
	}
}
