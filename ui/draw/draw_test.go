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

func TestDuration(t *testing.T) {
	tests := map[time.Duration]string{
		0: "0 s", 1: "1 ns", 999: "999 ns", 1000: "1.00 µs", 999_499: "999 µs", 999_500: "1.00 ms",
		1_940_000: "1.94 ms", 38_760_000: "38.8 ms", 171 * time.Millisecond: "171 ms",
		9_995 * time.Millisecond: "10.0 s", 99_949 * time.Millisecond: "99.9 s", 99_950 * time.Millisecond: "1m39s",
		2*time.Minute + 4*time.Second: "2m04s", 3*time.Hour + 7*time.Minute: "3h07m", 291 * time.Hour: "12d03h",
		-1_940_000: "-1.94 ms", math.MaxInt64: "106751d", math.MinInt64: "-106751d",
	}
	for d, want := range tests {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%d) = %q, want %q", int64(d), got, want)
		}
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		n    int64
		w    int
		want string
	}{
		{0, 1, "0"}, {999, 3, "999"}, {1000, 5, "1,000"}, {61204, 7, "61,204"}, {1234567, 9, "1,234,567"},
		{1234567, 8, "1.23 M"}, {-1000, 6, "-1,000"}, {math.MaxInt64, 7, "9.22 E"}, {math.MinInt64, 7, "-9.22 E"},
		{1234567, 3, "###"}, {5, 0, ""},
	}
	for _, test := range tests {
		if got := Count(test.n, test.w); got != test.want {
			t.Errorf("Count(%d, %d) = %q, want %q", test.n, test.w, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	tests := []struct{ got, want string }{
		{Rate(0.42), "0.42 /s"}, {Rate(412_000), "412 k/s"}, {Rate(999_600), "1.00 M/s"}, {Rate(math.NaN()), "—"},
		{Share(0), "0 %"}, {Share(0.001), "<1 %"}, {Share(0.2), "20 %"}, {Share(1), "100 %"}, {Share(-0.02), "-2 %"},
		{Times(1.94), "×1.94"}, {Times(12.3), "×12.3"}, {Times(math.Inf(1)), "×>999"}, {Times(math.NaN()), "—"},
		{Clock(14 * time.Second), "0:14"}, {Clock(time.Hour + 123*time.Second), "1:02:03"},
		{Clean("a\x1b[31mb\nc\x00d"), "ab c?d"}, {Clean("наконец 日本"), "наконец 日本"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	for x, want := range map[float64]float64{0: 1, 1: 1, 1.1: 1.2, 388: 400, 8.1: 10, 0.03: 0.03} {
		if got := Ceiling(x); math.Abs(got-want) > 1e-9 {
			t.Errorf("Ceiling(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestBar(t *testing.T) {
	th := theme.New(theme.Contrast, false, true)
	for _, test := range []struct {
		done, rest float64
		want       string
	}{
		{0, 0, "          "}, {1, 0, "██████████"}, {0.5, 0, "█████     "}, {0.55, 0.2, "█████▌░░  "},
		{0.001, 0, "▏         "}, {0, 0.001, "░         "}, {1, 1, "██████████"}, {7, 0, "██████████"},
		{math.NaN(), math.Inf(1), "░░░░░░░░░░"}, {-1, 0, "          "},
	} {
		if got := Bar(Gauge{Done: test.done, Rest: test.rest}, 10, th); got != test.want {
			t.Errorf("Bar(%v, %v) = %q, want %q", test.done, test.rest, got, test.want)
		}
	}
}

func TestSpark(t *testing.T) {
	th := theme.New(theme.Contrast, false, true)
	got := strings.Join(Spark([]float64{0, 1, 8, 16, 99}, 16, 6, 2, "", th), "|")
	if want := "   ██ | ▁███ "; got != want {
		t.Errorf("Spark = %q, want %q", got, want)
	}
}

func TestGrid(t *testing.T) {
	g := grid.New(2, 3, []int8{0, 1, 2, 3, 4, 12})
	want := grid.New(2, 3, []int8{0, 1, 3, 3, 4, 5})
	digits := theme.New(theme.Dark, false, false)
	colours := theme.New(theme.Dark, false, true)
	for _, test := range []struct {
		name string
		got  []string
		want string
	}{
		{"digits", Grid(g, want, 8, 2, digits), "0 1 2×|3 4 ?×"},
		{"digits, narrow", Grid(g, want, 4, 2, digits), "01×|34×"},
		{"colours", Grid(g, want, 8, 2, colours), "    ××|    ?×"},
		{"colours, alone", Grid(g, nil, 8, 2, colours), "      |    ? "},
		{"half blocks", Grid(g, want, 3, 1, colours), "▀▀×"},
		{"cut", Grid(g, nil, 2, 2, digits), "0…|3…"},
		{"cut below", Grid(g, nil, 3, 1, digits), "…"},
	} {
		if got := ansi.Strip(strings.Join(test.got, "|")); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestOver(t *testing.T) {
	base := []string{"abcdef", "ghijkl", "mnopqr"}
	if got := strings.Join(Over(base, []string{"XX"}, 6, 3), "|"); got != "abcdef|ghXXkl|mnopqr" {
		t.Errorf("Over = %q", got)
	}
}

// TestWrap folds at spaces and hyphens, but no flag.
func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text string
		w    int
		want string
	}{
		{"battscope run --profile cpu", 20, "battscope run|--profile cpu"},
		{"a well-known thing", 8, "a well-|known|thing"},
		{"5 calls - and -x", 9, "5 calls -|and -x"},
		{"--long-flag", 6, "--long|-flag"}, // it has to be cut somewhere
		{"", 5, ""},
	} {
		if got := strings.Join(Wrap(test.text, test.w), "|"); got != test.want {
			t.Errorf("Wrap(%q, %d) is %q, want %q", test.text, test.w, got, test.want)
		}
	}
}
