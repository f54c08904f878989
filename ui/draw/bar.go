package draw

import (
	"math"
	"strings"

	"battscope/ui/theme"
)

// A Gauge is a bar: a part that is done and a part that is still expected,
// both as parts of its full length.
type Gauge struct {
	Done, Rest float64 // in [0,1]; what is beyond is cut
	Style      theme.Style
	Mark       float64 // where another one ended; 0 or less marks nothing, beyond 1 the end
}

// Bar returns g as one line of exactly w cells. A part above nothing shows at
// least an eighth of a cell.
func Bar(g Gauge, w int, th *theme.Theme) string {
	if w <= 0 {
		return ""
	}
	done := eighths(g.Done, w)
	full, part := done/8, done%8
	used := full
	if part > 0 {
		used++
	}
	end := min((done+eighths(g.Rest, w)+4)/8, w)
	if eighths(g.Rest, w) > 0 && end <= used {
		end = min(used+1, w)
	}
	mark := -1
	if g.Mark > 0 {
		mark = min(eighths(g.Mark, w)/8, w-1)
	}
	var b strings.Builder
	style := theme.Style("")
	turn := func(to theme.Style) {
		if to != style {
			b.WriteString(style.Close())
			b.WriteString(to.Open())
			style = to
		}
	}
	for i := range w {
		switch {
		case i == mark:
			turn(th.Strong)
			b.WriteString(th.Sign.Wall)
		case i < full:
			turn(g.Style)
			b.WriteString(th.Sign.Eighths[8])
		case i < used:
			turn(g.Style)
			b.WriteString(th.Sign.Eighths[part])
		case i < end:
			turn(th.Rest)
			b.WriteString(th.Sign.Rest)
		default:
			turn("")
			b.WriteByte(' ')
		}
	}
	turn("")
	return b.String()
}

// eighths returns x of w cells in eighths of a cell.
func eighths(x float64, w int) int {
	if !(x > 0) {
		return 0
	}
	return max(1, int(math.Round(min(x, 1)*float64(8*w))))
}

// Level returns x, a part of 1, as one cell filled from below.
func Level(x float64, th *theme.Theme) string {
	return th.Sign.Levels[level(x, 8)]
}

// level returns x in [0,1] as one of 0..n; above nothing is at least 1.
func level(x float64, n int) int {
	if !(x > 0) {
		return 0
	}
	return max(1, int(math.Round(min(x, 1)*float64(n))))
}

// Spark returns values, the newest last, as h lines of exactly w cells: one
// column a value from the left, the last w of them, of which top reaches the
// upper edge.
func Spark(values []float64, top float64, w, h int, style theme.Style, th *theme.Theme) []string {
	out := make([]string, max(h, 0))
	if w <= 0 {
		return out
	}
	if len(values) > w {
		values = values[len(values)-w:]
	}
	levels := make([]int, len(values))
	for i, v := range values {
		if top > 0 {
			levels[i] = level(v/top, 8*h)
		}
	}
	var b strings.Builder
	for row := range out {
		b.Reset()
		below := 8 * (h - 1 - row)
		for _, n := range levels {
			b.WriteString(th.Sign.Levels[min(max(n-below, 0), 8)])
		}
		out[row] = style.Paint(b.String()) + blank(w-len(levels))
	}
	return out
}
