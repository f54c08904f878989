package draw

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"battscope/engine/grid"
	"battscope/ui/theme"
)

// FuzzDraw holds every drawing function to the law: exactly h lines, none
// wider than w cells, for any data.
func FuzzDraw(f *testing.F) {
	f.Add("demo", int64(48000), 0.5, 20, 4, []byte{0, 1, 2, 3, 4, 5})
	f.Add("", int64(0), 0.0, 0, 0, []byte{})
	f.Add("\x1b[31mred\x1b[m\n\t\x00", int64(math.MinInt64), math.NaN(), 1, 1, []byte{255, 254})
	f.Add("日本語のとても長い名前 👩‍👩‍👧‍👦 é 🇩🇪", int64(math.MaxInt64), math.Inf(1), 7, 3, []byte{9, 9, 9, 9})
	f.Add(strings.Repeat("x", 300), int64(-1), -1.0, 200, 60, make([]byte, 900))
	f.Fuzz(func(t *testing.T, text string, n int64, x float64, w, h int, data []byte) {
		w, h = bound(w, 300), bound(h, 100)
		text, data = text[:min(len(text), 1000)], data[:min(len(data), 1000)]
		clean := Clean(text)
		if strings.ContainsAny(clean, "\x1b\n\r\t") || ansi.StringWidth(clean) != ansi.StringWidthWc(clean) {
			t.Errorf("Clean(%q) = %q", text, clean)
		}
		for _, c := range []struct {
			name string
			max  int
			got  string
		}{
			{"Duration", DurationWidth, Duration(time.Duration(n))},
			{"Share", ShareWidth, Share(x)},
			{"Times", TimesWidth, Times(x)},
			{"Rate", RateWidth, Rate(x)},
			{"Count", w, Count(n, w)},
			{"Clip", w, Clip(clean, w)},
		} {
			if Width(c.got) > c.max {
				t.Errorf("%s(%d, %v) = %q has more than %d cells", c.name, n, x, c.got, c.max)
			}
		}
		for _, th := range []*theme.Theme{
			theme.New(theme.Dark, false, true), theme.New(theme.Contrast, false, true), theme.New(theme.Light, false, false),
		} {
			lawAll(t, clean, n, x, w, h, data, th)
		}
	})
}

func lawAll(t *testing.T, text string, n int64, x float64, w, h int, data []byte, th *theme.Theme) {
	t.Helper()
	exactly := func(name, line string) {
		t.Helper()
		if Width(line) != w {
			t.Errorf("%s has %d cells, want %d: %q", name, Width(line), w, line)
		}
	}
	exactly("Left", Left(text, w))
	exactly("Right", Right(text, w))
	exactly("Between", Between(text, Count(n, 9), w))
	exactly("Rule", Rule(w, th))
	exactly("Bar", Bar(Gauge{x, float64(n), th.Hue(len(data)), float64(n) * x}, w, th))
	law := func(name string, lines []string) {
		t.Helper()
		if len(lines) != h {
			t.Errorf("%s has %d lines, want %d", name, len(lines), h)
		}
		for _, line := range lines {
			if Width(line) > w {
				t.Errorf("%s: %q has %d cells, want at most %d", name, line, Width(line), w)
			}
		}
	}
	values := make([]float64, len(data))
	for i, b := range data {
		values[i] = float64(b) * x
	}
	law("Spark", Spark(values, float64(n), w, h, th.Text, th))
	lines := strings.Split(strings.Repeat(th.Bad.Paint(text)+"\n", len(data)%9), "\n")
	law("Block", Block(lines, w, h))
	law("Fill", Fill(lines, w, h))
	law("Wrap", Block(Wrap(text, w), w, h))
	box := Box(text, lines, w, h, th)
	law("Box", box)
	law("Over", Over(lines, Box(text, lines, w/2, h/2, th), w, h))
	table := Table{Columns: []Column{{Head: text}, {Head: "n", Width: 9, Gap: 1, Right: true}, {Width: len(data) % 40, Gap: 2}, {}}}
	for range data {
		table.Rows = append(table.Rows, []string{text, th.Warn.Paint(text), Duration(time.Duration(n))})
	}
	law("Table", table.Lines(w, h, th))
	if side := len(data) % 31; side > 0 && len(data) >= side*2 {
		g := pictureOf(data, side)
		law("Grid", Grid(g, nil, w, h, th))
		law("Grid", Grid(g, pictureOf(data, 1), w, h, th))
	}
}

func pictureOf(data []byte, side int) *grid.Grid {
	rows := len(data) / side
	cells := make([]int8, rows*side)
	for i := range cells {
		cells[i] = int8(data[i])
	}
	return grid.New(rows, side, cells)
}

func bound(n, most int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n % (most + 1)
}
