package runview

import (
	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/theme"
)

// furnish takes the phases of another engine in the place of ours.
func (v *View) furnish(f *probe.Foreign) {
	v.infos, v.stats, v.lacks, v.parts = nil, nil, nil, nil
	for i := range f.Spans {
		s := &f.Spans[i]
		if n := len(v.parts); s.Step && n > 0 {
			v.parts[n-1] = append(v.parts[n-1], *s)
			continue
		}
		v.infos = append(v.infos, probe.PhaseInfo{Name: s.Name, Unit: "calls", Each: "call"})
		v.stats = append(v.stats, s.Stat)
		v.lacks = append(v.lacks, s.Lacks)
		v.parts = append(v.parts, nil)
	}
}

// lacksOf returns what nothing tells of phase i.
func (v *View) lacksOf(i int) probe.Lacks {
	if v.snap.Foreign == nil {
		return 0
	}
	return v.lacks[i]
}

// nameWidth returns the width of the names of another engine's phases: of the
// longest, as far as bars and numbers leave room.
func (v *View) nameWidth(w int) int {
	longest := len("unattrib.")
	for i, info := range v.infos {
		longest = max(longest, draw.Width(draw.Clean(info.Name)))
		for k := range v.parts[i] {
			if v.steps {
				longest = max(longest, 2+draw.Width(draw.Clean(v.parts[i][k].Name)))
			}
		}
	}
	return min(longest, max(w/4, len("unattrib.")))
}

// innerRow renders a step: of ours, or of another engine's phase.
func (v *View) innerRow(r line, w, bar int, fields []field, th *theme.Theme) []string {
	if v.snap.Foreign != nil {
		return v.partRow(&v.parts[r.phase][r.step], w, bar, r.phase, fields, th)
	}
	return v.stepRow(r.step, w, fields, th)
}

// partRow renders a step of another engine's phase.
func (v *View) partRow(s *probe.Span, w, bar, phase int, fields []field, th *theme.Theme) []string {
	row := []string{"  " + th.Faint.Paint(draw.Clean(s.Name)), "", draw.Bar(draw.Gauge{Done: v.part(s.Stat.Wall), Style: th.Hue(phase)}, bar, th)}
	if s.Stat.State == probe.Running && v.expecting() {
		row[1] = th.Accent.Paint(th.Sign.Running)
	}
	c := cells{stat: s.Stat, step: true, lacks: s.Lacks}
	for _, f := range fields {
		if w >= f.from {
			row = append(row, number(f.value(c), th))
		}
	}
	return row
}

// read says who reads what of another engine, in the place of workers.
func (v *View) read(w int, th *theme.Theme) string {
	f := v.snap.Foreign
	reader := f.Reader
	if reader == "" {
		reader = "nothing yet"
	}
	text := " " + th.Faint.Paint("lines") + " " + draw.Count(f.Lines, 11) + th.Faint.Paint(" of which ") + draw.Count(f.Used, 11) +
		th.Faint.Paint(" tell of the run, by ") + draw.Clean(reader)
	source := f.Source
	if source == "-" {
		source = "standard input"
	}
	return draw.Between(text, th.Faint.Paint(draw.Clip(draw.Clean(source), max(w-draw.Width(text)-3, 0))), w-1)
}
