package insightview

import (
	"battscope/profile/insight"
	"battscope/ui/draw"
	"battscope/ui/list"
	"battscope/ui/theme"
)

// severityWidth is that of the longest severity.
const severityWidth = 8

// severity writes how bad a finding is.
func severity(s insight.Severity, th *theme.Theme) string {
	style := th.Faint
	switch s {
	case insight.Error:
		style = th.Bad
	case insight.Warning:
		style = th.Warn
	}
	return style.Paint(s.String())
}

// findings are the rows of what fires.
type findings struct{ report *Report }

func findingColumns() []list.Column {
	return []list.Column{
		{Head: "", Width: severityWidth, Fixed: true},
		{Head: "what", Width: 31, Gap: 1, Fixed: true},
		{Head: "saves up to", Width: 11, Gap: 1, Right: true, Fixed: true},
		{Head: "share", Width: 5, Gap: 1, Right: true, Fixed: true, From: 64},
		{Head: "outcome", Width: 13, Gap: 2, Fixed: true, From: 78},
		{Head: "knob", Gap: 1, Fixed: true, From: 90},
	}
}

func (f findings) Len() int           { return len(f.report.Findings) }
func (f findings) Key(_, _ int) int64 { return 0 } // the gravest first, always

func (f findings) Fields() []list.Field {
	var names []string
	for _, one := range f.report.Findings {
		names = append(names, one.Rule+" "+one.Title+" "+one.Text+" "+one.Knob)
	}
	return []list.Field{{Names: names}}
}

func (f findings) Cell(col, row int, p list.Painter) string {
	one := &f.report.Findings[row]
	switch col {
	case 0:
		return severity(one.Severity, p.Theme)
	case 1:
		return draw.Clean(one.Title)
	case 2, 3:
		if one.Saving == nil {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		if col == 2 {
			return "~" + draw.Duration(one.Saving.Upper)
		}
		return draw.Share(one.Saving.Share)
	case 4:
		of := insight.Of(f.report.Predictions, f.report.ID, one.Rule)
		if len(of) == 0 {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		return outcome(of[len(of)-1].Outcome, p.Theme)
	default:
		if one.Knob == "" {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		return draw.Clip(draw.Clean(one.Knob), p.Width)
	}
}

// outcome writes how a prediction did.
func outcome(o insight.Outcome, th *theme.Theme) string {
	if o == insight.Right {
		return th.Good.Paint(string(o))
	}
	return th.Warn.Paint(draw.Clean(string(o)))
}

// rules are the rows of all rules.
type rules struct {
	table  []insight.Rule
	report *Report // nil before the first
}

func ruleColumns() []list.Column {
	return []list.Column{
		{Head: "rule", Width: 24, Fixed: true},
		{Head: "", Width: severityWidth, Gap: 1, Fixed: true},
		{Head: "here", Width: 7, Gap: 1, Fixed: true},
		{Head: "fires when", Gap: 1, Fixed: true},
	}
}

func (r rules) Len() int           { return len(r.table) }
func (r rules) Key(_, _ int) int64 { return 0 }

func (r rules) Fields() []list.Field {
	var names []string
	for i := range r.table {
		names = append(names, r.table[i].ID+" "+r.table[i].Title+" "+r.table[i].Condition()+" "+r.here(i))
	}
	return []list.Field{{Names: names}}
}

// here says in a word how a rule does on the run.
func (r rules) here(row int) string {
	switch id := r.table[row].ID; {
	case r.report == nil:
		return ""
	case r.report.finding(id) != nil:
		return "fires"
	default:
		if s := r.report.silence(id); s != nil && len(s.Lacks) > 0 {
			return "silent"
		}
		return "below"
	}
}

func (r rules) Cell(col, row int, p list.Painter) string {
	one := &r.table[row]
	switch col {
	case 0:
		return one.ID
	case 1:
		return severity(one.Severity, p.Theme)
	case 2:
		here := r.here(row)
		switch here {
		case "":
			return p.Faint.Paint(p.Sign.Unknown)
		case "fires":
			return p.Strong.Paint(here)
		}
		return p.Faint.Paint(here)
	default:
		return draw.Clip(one.Condition(), p.Width)
	}
}

// kept are the rows of the predictions that were tried, the newest first.
type kept struct{ list []insight.Prediction }

func keptColumns() []list.Column {
	return []list.Column{
		{Head: "when, UTC", Width: 16, Fixed: true, From: 72},
		{Head: "rule", Width: 19, Gap: 1, Fixed: true},
		{Head: "predicted", Width: 9, Gap: 1, Right: true, Fixed: true},
		{Head: "saved", Width: 8, Gap: 1, Right: true, Fixed: true},
		{Head: "of", Width: 8, Gap: 1, Right: true, Fixed: true, From: 78},
		{Head: "outcome", Width: 13, Gap: 2, Fixed: true},
		{Head: "clock", Width: 5, Gap: 1, Fixed: true, From: 90},
		{Head: "pairs", Width: 5, Gap: 1, Right: true, Fixed: true, From: 100},
		{Head: "knob", Gap: 2, Fixed: true, From: 110},
	}
}

// at returns the prediction of a row.
func (k kept) at(row int) *insight.Prediction { return &k.list[len(k.list)-1-row] }

func (k kept) Len() int           { return len(k.list) }
func (k kept) Key(_, _ int) int64 { return 0 }

func (k kept) Fields() []list.Field {
	var names []string
	for row := range k.list {
		p := k.at(row)
		names = append(names, p.Rule+" "+p.Run+" "+p.Knob+" "+string(p.Outcome))
	}
	return []list.Field{{Names: names}}
}

func (k kept) Cell(col, row int, p list.Painter) string {
	one := k.at(row)
	differs := one.Outcome == insight.Differs
	switch col {
	case 0:
		return one.At.UTC().Format("2006-01-02 15:04")
	case 1:
		return draw.Clip(draw.Clean(one.Rule), p.Width)
	case 2, 3, 4:
		if differs {
			return p.Faint.Paint(p.Sign.Unknown)
		}
		switch col {
		case 2:
			return "~" + draw.Duration(one.Predicted)
		case 3:
			if one.Measured < 0 {
				return "-" + draw.Duration(-one.Measured)
			}
			return draw.Duration(one.Measured)
		}
		return draw.Duration(one.OfA)
	case 5:
		return outcome(one.Outcome, p.Theme)
	case 6:
		return draw.Clean(one.Clock)
	case 7:
		return draw.Count(int64(one.Pairs), p.Width)
	default:
		return draw.Clip(draw.Clean(one.Knob), p.Width)
	}
}
