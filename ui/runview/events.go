package runview

import (
	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// kindWidth holds the longest kind of event: "timeout", "warning".
const kindWidth = 8

// events renders what happened lately, the newest first.
func (v *View) events(w, h int, th *theme.Theme) []string {
	var lines []string
	all := v.snap.Events
	if len(all) == 0 {
		return []string{" " + th.Faint.Paint("no events yet")}
	}
	for i := len(all) - 1; i >= 0 && len(lines) < h; i-- {
		lines = append(lines, event(all[i], w, th))
		if i > 0 && len(lines) < h {
			if gone := all[i].Seq - all[i-1].Seq - 1; gone > 0 {
				lines = append(lines, " "+th.Faint.Paint(draw.Right(draw.Count(gone, 9)+lost(gone), 30)))
			}
		}
	}
	return lines
}

// lost says that n events are not there, behind their number.
func lost(n int64) string {
	if n == 1 {
		return " event was dropped"
	}
	return " events were dropped"
}

func event(e probe.Event, w int, th *theme.Theme) string {
	kind := draw.Left(draw.Clean(e.Kind), kindWidth)
	switch e.Kind {
	case probe.WarningEvent, probe.ProblemEvent, probe.TimeoutEvent:
		kind = th.Warn.Paint(kind)
	case "error", probe.FailedEvent:
		kind = th.Bad.Paint(kind)
	}
	at := draw.Right(draw.Clock(e.At), 7)
	return " " + th.Faint.Paint(at) + "  " + kind + "  " + draw.Clip(draw.Clean(e.Text), max(w-kindWidth-13, 0))
}
