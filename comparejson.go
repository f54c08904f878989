package main

import (
	"math"

	"battscope/profile/compare"
)

// A comparisonReport is a comparison as --json prints it. Times are in seconds
// of one pass; ratios are of A to the other side: above 1 where that is faster.
// What is not known is null.
type comparisonReport struct {
	Contest     string         `json:"contest,omitempty"` // id under which the workspace keeps it; absent where it does not
	Data        string         `json:"data"`
	Recorded    bool           `json:"recorded"` // at least one side is a recorded run
	Clock       string         `json:"clock"`    // what is judged: wall, or cpu
	PairsAsked  int            `json:"pairs_asked"`
	Pairs       int            `json:"pairs"`
	Interrupted bool           `json:"interrupted"`
	Control     *timingReport  `json:"control,omitempty"` // A against A
	Versus      []versusReport `json:"versus"`            // of each side but A, against A
}

type versusReport struct {
	A          string         `json:"a"`
	B          string         `json:"b"`
	Passes     [2]int         `json:"passes"` // of a run of each side
	Results    resultsReport  `json:"results"`
	Timing     *timingReport  `json:"timing"` // null when nothing was measured
	Calls      []countReport  `json:"calls"`
	Knobs      []knobReport   `json:"knobs"`
	Regression *regressReport `json:"regression"` // null without one
}

type resultsReport struct {
	Equal       bool          `json:"equal"`
	Differ      bool          `json:"differ"`
	Uncalled    string        `json:"uncalled,omitempty"` // why they are not called equal though nothing differs
	Differences []groupReport `json:"differences"`
	Counts      []countReport `json:"counts"`
	Work        []countReport `json:"work"`
}

type groupReport struct {
	What  string   `json:"what"`
	N     int      `json:"n"`
	Named []string `json:"named"` // the first
}

type countReport struct {
	Name string `json:"name"`
	A    *int64 `json:"a"` // null where the side does not tell it
	B    *int64 `json:"b"`
	Sign string `json:"sign"`
}

type knobReport struct {
	Knob string `json:"knob"`
	A    string `json:"a"`
	B    string `json:"b"`
}

type timingReport struct {
	Interleaved bool            `json:"interleaved"`
	Runs        [2]int          `json:"runs"`
	Whole       findingReport   `json:"whole"`
	Phases      []findingReport `json:"phases"`
	Warnings    []string        `json:"warnings"`
}

type findingReport struct {
	Name      string   `json:"name"`
	A         *float64 `json:"a_s"`
	B         *float64 `json:"b_s"`
	Ratio     *float64 `json:"ratio"`
	Lo        *float64 `json:"ratio_lo"`
	Hi        *float64 `json:"ratio_hi"`
	P         *float64 `json:"p"`
	Adjusted  *float64 `json:"p_adjusted"`
	Floor     float64  `json:"noise_floor"`
	Verdict   string   `json:"verdict"`
	Note      string   `json:"note,omitempty"`
	OutliersA []int    `json:"outliers_a"` // runs, from 0
	OutliersB []int    `json:"outliers_b"`
}

type regressReport struct {
	Limit     string        `json:"limit"`
	Confirmed bool          `json:"confirmed"`
	Again     *timingReport `json:"again"` // the round that was to confirm it
}

func newComparisonReport(r *compare.Comparison, id string) *comparisonReport {
	out := &comparisonReport{Contest: id, Data: r.Data, Recorded: r.Stored, Clock: r.Clock, PairsAsked: r.Asked, Pairs: r.Made, Interrupted: r.Interrupted, Control: newTimingReport(r.Control), Versus: []versusReport{}}
	for _, v := range r.Versus {
		one := versusReport{
			A: v.A, B: v.B, Passes: v.Passes, Timing: newTimingReport(v.Timing), Calls: newCountReports(v.Calls), Knobs: []knobReport{},
			Results: resultsReport{
				Equal: v.Results.Equal(), Differ: v.Results.Differ(), Uncalled: v.Results.Uncalled,
				Differences: []groupReport{}, Counts: newCountReports(v.Results.Counts), Work: newCountReports(v.Results.Work),
			},
		}
		for _, g := range v.Results.Groups {
			one.Results.Differences = append(one.Results.Differences, groupReport{g.What, g.N, g.Named})
		}
		for _, k := range v.Knobs {
			one.Knobs = append(one.Knobs, knobReport{k.Knob, k.From, k.To})
		}
		if v.Suspect != nil {
			one.Regression = &regressReport{v.Suspect.String(), v.Confirmed, newTimingReport(v.Again)}
		}
		out.Versus = append(out.Versus, one)
	}
	return out
}

func newCountReports(list []compare.Count) []countReport {
	out := []countReport{}
	for _, c := range list {
		one := countReport{Name: c.Name, Sign: c.Sign()}
		if !c.LacksA {
			one.A = &c.A
		}
		if !c.LacksB {
			one.B = &c.B
		}
		out = append(out, one)
	}
	return out
}

func newTimingReport(t *compare.Timing) *timingReport {
	if t == nil {
		return nil
	}
	out := &timingReport{Interleaved: t.Paired, Runs: t.Runs, Whole: newFindingReport(&t.Whole), Phases: []findingReport{}, Warnings: append([]string{}, t.Warnings...)}
	for i := range t.Phases {
		out.Phases = append(out.Phases, newFindingReport(&t.Phases[i]))
	}
	return out
}

func newFindingReport(f *compare.Finding) findingReport {
	return findingReport{
		Name: f.Name, A: known(f.A), B: known(f.B), Ratio: known(f.Ratio), Lo: known(f.Lo), Hi: known(f.Hi), P: known(f.P), Adjusted: known(f.Adjusted),
		Floor: f.Floor, Verdict: f.Verdict.String(), Note: f.Note, OutliersA: append([]int{}, f.OutliersA...), OutliersB: append([]int{}, f.OutliersB...),
	}
}

// known returns x, or nil where it is no number.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
