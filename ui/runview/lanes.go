package runview

import (
	"strconv"
	"strings"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// lanes renders what each worker does: one line for all, or a table.
func (v *View) lanes(w, h int, th *theme.Theme) []string {
	all := v.snap.Lanes
	if v.snap.Foreign != nil {
		return []string{v.read(w, th)}
	}
	if len(all) == 0 {
		return []string{" " + th.Faint.Paint("workers  none at work yet")}
	}
	if h <= 2 && len(all) > 1 || h <= 1 {
		return []string{v.crowd(all, w, th)}
	}
	bar := min(max(w-64, 0), 24)
	table := draw.Table{Columns: []draw.Column{
		{Head: "worker", Width: 6, Gap: 1}, {Head: "phase", Width: 9, Gap: 1}, {Head: "sample", Width: 6, Gap: 1, Right: true},
		{Head: "task", Gap: 2}, {Width: bar, Gap: 1},
		{Head: "busy", Width: draw.ShareWidth, Gap: 1, Right: true}, {Head: "idle", Width: draw.ShareWidth, Gap: 2, Right: true},
		{Width: 1},
	}}
	if bar == 0 {
		table.Columns[4].Width, table.Columns[4].Gap = 1, 0
	}
	shown := min(len(all), h-1)
	if shown < len(all) {
		shown--
	}
	for i, lane := range all[:shown] {
		table.Rows = append(table.Rows, v.laneRow(i, lane, bar, th))
	}
	lines := table.Lines(w, min(shown+1, h), th)
	if shown < len(all) {
		lines = append(lines, v.crowd(all[shown:], w, th))
	}
	return lines
}

func (v *View) laneRow(i int, lane probe.Lane, bar int, th *theme.Theme) []string {
	busy, known := busyShare(lane)
	row := make([]string, 7)
	row[0] = draw.Right(strconv.Itoa(i), 6)
	switch {
	case lane.Active && int(lane.Phase) < len(v.infos):
		row[1] = v.infos[lane.Phase].Name
		row[2] = strconv.Itoa(lane.Sample)
		row[3] = draw.Clean(lane.Task)
	default:
		row[1] = th.Faint.Paint("idle")
	}
	if !known {
		row[5], row[6] = th.Faint.Paint(th.Sign.Unknown), th.Faint.Paint(th.Sign.Unknown)
		return row
	}
	if bar > 0 {
		row[4] = draw.Bar(draw.Gauge{Done: busy, Style: th.Hue(int(lane.Phase))}, bar, th)
	}
	row[5], row[6] = draw.Share(busy), draw.Share(1-busy)
	return row
}

// busyShare returns the part of its time that a worker was at work.
func busyShare(lane probe.Lane) (float64, bool) {
	sum := lane.Busy + lane.Wait
	if sum <= 0 {
		return 0, false
	}
	return float64(lane.Busy) / float64(sum), true
}

// crowd renders many workers in one line: a column for each, and their sum.
func (v *View) crowd(lanes []probe.Lane, w int, th *theme.Theme) string {
	var sum probe.Lane
	active := 0
	for _, lane := range lanes {
		sum.Busy += lane.Busy
		sum.Wait += lane.Wait
		if lane.Active {
			active++
		}
	}
	label := "workers"
	if len(lanes) < len(v.snap.Lanes) {
		label = "the other"
	}
	n := strconv.Itoa(len(lanes))
	text := " " + th.Faint.Paint(label) + " " + draw.Right(strconv.Itoa(active), len(n)) +
		th.Faint.Paint(" of ") + n + th.Faint.Paint(" at work") + "  "
	tail := ""
	if busy, ok := busyShare(sum); ok {
		tail = draw.Right(draw.Share(busy), draw.ShareWidth) + th.Faint.Paint(" busy") +
			draw.Right(draw.Share(1-busy), draw.ShareWidth+1) + th.Faint.Paint(" idle")
	}
	room := w - 2 - draw.Width(text) - draw.Width(tail)
	var b strings.Builder
	for i, lane := range lanes {
		if i >= room {
			break
		}
		busy, _ := busyShare(lane)
		b.WriteString(th.Hue(int(lane.Phase)).Paint(draw.Level(busy, th)))
	}
	return draw.Between(text+b.String(), tail, w-1)
}
