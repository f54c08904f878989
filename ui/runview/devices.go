package runview

import (
	"fmt"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// devices renders what each device has done: how much of its time it was at
// work, the size of its batches, its share of the items, and its hardware's memory
// and heat, which cards tell and processors do not.
func (v *View) devices(w, h int, th *theme.Theme) []string {
	all := v.snap.Devices
	var items int64
	for i := range all {
		items += all[i].Items
	}
	senses := w >= 100
	bar := min(max(w-66, 0), 20)
	if senses {
		bar = min(max(w-118, 0), 20)
	}
	if bar < 6 {
		bar = 0 // too short to read
	}
	head := "devices"
	if v.snap.Queued > 0 {
		head += ", " + draw.Count(v.snap.Queued, 9) + " queued"
	}
	table := draw.Table{Columns: []draw.Column{
		{Head: head, Gap: 1}, {Width: max(bar, 1), Gap: 1}, {Head: "load", Width: draw.ShareWidth, Gap: 1, Right: true},
		{Head: "share", Width: draw.ShareWidth, Gap: 2, Right: true}, {Head: "mean batch", Width: 10, Gap: 2, Right: true},
		{Head: "last", Width: 7, Gap: 1, Right: true}, {Head: "refused", Width: 8, Gap: 1, Right: true},
	}}
	if senses {
		table.Columns = append(table.Columns, draw.Column{Head: "memory", Width: 14, Gap: 2, Right: true}, draw.Column{Head: "heat", Width: 6, Gap: 2, Right: true})
	}
	table.Columns = append(table.Columns, draw.Column{Width: 1})
	for i := range all {
		d := &all[i]
		row := []string{draw.Clean(d.Label + " " + d.Name)}
		if d.State == probe.DeviceLost {
			row[0] = th.Bad.Paint(th.Sign.Failed+" ") + row[0] + th.Bad.Paint(" lost")
			if d.Why != "" {
				row[0] += th.Faint.Paint(": " + draw.Clean(d.Why))
			}
		}
		load, known := 0.0, d.Busy+d.Idle > 0
		if known {
			load = float64(d.Busy) / float64(d.Busy+d.Idle)
		}
		gauge, part, share, mean := "", th.Faint.Paint(th.Sign.Unknown), th.Faint.Paint(th.Sign.Unknown), th.Faint.Paint(th.Sign.Unknown)
		if known {
			part = draw.Share(load)
			if bar > 0 {
				gauge = draw.Bar(draw.Gauge{Done: load, Style: th.Chart}, bar, th)
			}
		}
		if items > 0 {
			share = draw.Share(float64(d.Items) / float64(items))
		}
		if d.Batches > 0 {
			mean = draw.Count(int64(d.Mean()+0.5), 10)
		}
		row = append(row, gauge, part, share, mean, draw.Count(d.LastSize, 7), draw.Count(d.Refused, 8))
		if senses {
			memory, heat := th.Faint.Paint(th.Sign.Unknown), th.Faint.Paint(th.Sign.Unknown)
			if d.MemoryOf > 0 {
				memory = fmt.Sprintf("%.1f of %.0f GiB", float64(d.Memory)/(1<<30), float64(d.MemoryOf)/(1<<30))
			}
			if d.Celsius > 0 {
				heat = fmt.Sprintf("%.0f °C", d.Celsius)
			}
			row = append(row, memory, heat)
		}
		table.Rows = append(table.Rows, row)
	}
	if shown := h - 1; shown > 0 && len(all) > shown {
		table.Rows = table.Rows[:shown]
	}
	return table.Lines(w, h, th)
}
