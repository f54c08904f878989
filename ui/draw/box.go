package draw

import (
	"github.com/charmbracelet/x/ansi"

	"battscope/ui/theme"
)

// Box returns lines in a frame with a title as exactly h lines of exactly w
// cells. Below 4 by 3 there is no frame.
func Box(title string, lines []string, w, h int, th *theme.Theme) []string {
	if w < 4 || h < 3 {
		return Fill(lines, w, h)
	}
	s := th.Sign
	if title != "" {
		title = " " + Clip(title, w-5) + " "
	}
	top := th.Rule.Paint(s.TopLeft+s.Rule) + th.Strong.Paint(title) +
		th.Rule.Paint(times(s.Rule, w-3-Width(title))+s.TopRight)
	wall := th.Rule.Paint(s.Wall)
	out := make([]string, 0, h)
	out = append(out, Clip(top, w))
	for _, line := range Fill(lines, w-4, h-2) {
		out = append(out, wall+" "+line+" "+wall)
	}
	return append(out, th.Rule.Paint(s.BottomLeft+times(s.Rule, w-2)+s.BottomRight))
}

// Over returns base, w by h cells, with top laid in its middle. Top's lines
// must have one width.
func Over(base, top []string, w, h int) []string {
	out := Fill(base, w, h)
	if len(top) == 0 || h <= 0 || w <= 0 {
		return out
	}
	tw := min(Width(top[0]), w)
	x, y := (w-tw)/2, max(0, (h-len(top))/2)
	for i, line := range top {
		if y+i >= h {
			break
		}
		under := out[y+i]
		out[y+i] = Left(ansi.Cut(under, 0, x), x) + Left(line, tw) + Left(ansi.Cut(under, x+tw, w), w-x-tw)
	}
	return out
}
