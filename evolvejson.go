package main

import (
	"battscope/engine/strategy"
	"battscope/profile/compare"
)

// An evolutionReport is an evolution as --json prints it.
type evolutionReport struct {
	Contest     string       `json:"contest,omitempty"` // id under which the workspace keeps it; absent where it does not
	Data        string       `json:"data"`
	RoundsAsked int          `json:"rounds_asked"`
	Rounds      int          `json:"rounds"`
	Interrupted bool         `json:"interrupted"`
	Equal       bool         `json:"results_equal"`
	Steps       []stepReport `json:"steps"`
	Caption     string       `json:"caption"`
}

type stepReport struct {
	Preset    string       `json:"preset"`
	Phase     string       `json:"phase,omitempty"` // of the published history
	Time      *float64     `json:"time_s"`          // of one pass
	SpeedUp   *float64     `json:"speed_up"`        // against the first
	Lo        *float64     `json:"speed_up_lo"`
	Hi        *float64     `json:"speed_up_hi"`
	Published *float64     `json:"published_ratio"` // null where nothing was published
	Changes   []knobReport `json:"changes"`         // against the step before
}

func newEvolutionReport(e *compare.Evolution, id string) *evolutionReport {
	r := &evolutionReport{Contest: id, Data: e.Data, RoundsAsked: e.Asked, Rounds: e.Made, Interrupted: e.Interrupted, Equal: e.Differ() == nil, Steps: []stepReport{}, Caption: strategy.HistoryCaption}
	for _, s := range e.Steps {
		one := stepReport{Preset: s.Name, Phase: s.Phase, Time: known(s.Time), Changes: []knobReport{}}
		if s.Against.Verdict != compare.Withheld {
			one.SpeedUp, one.Lo, one.Hi = known(s.Against.Ratio), known(s.Against.Lo), known(s.Against.Hi)
		}
		if s.Published > 0 {
			one.Published = &s.Published
		}
		for _, c := range s.Changes {
			one.Changes = append(one.Changes, knobReport{c.Knob, c.From, c.To})
		}
		r.Steps = append(r.Steps, one)
	}
	return r
}
