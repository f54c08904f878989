package insight

import (
	"fmt"
	"slices"
	"time"
)

// A Severity says how bad a finding is.
type Severity uint8

// The severities, from harmless to grave.
const (
	Info    Severity = iota // worth knowing; nothing is wrong
	Warning                 // time is wasted
	Error                   // the results cannot be relied on, or there are none
)

// String returns the severity in one word.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// MarshalText writes the word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Rule looks for one thing that can be wrong with a run.
type Rule struct {
	ID       string // kebab-case
	Title    string // what is wrong, in a few words
	Severity Severity
	Needs    []Fact    // silent unless all are known
	At       []float64 // thresholds
	When     string    // when it fires, in words, with a verb of fmt for each threshold

	// Test returns what it finds, or nil. It may rely on the facts of Needs.
	Test func(f *Facts, at []float64) *Finding

	// Why says what the finding is, where its case was met, and what speaks
	// against acting on it.
	Why string
}

// Condition returns when the rule fires, with its thresholds.
func (r *Rule) Condition() string {
	args := make([]any, len(r.At))
	for i, x := range r.At {
		args[i] = x
	}
	return fmt.Sprintf(r.When, args...)
}

// A Finding is a rule that fired. A rule's Test sets Text and what else it knows.
type Finding struct {
	Rule     string   `json:"rule"`
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Text     string   `json:"text"`              // one sentence or some, with figures and units
	Saving   *Saving  `json:"saving,omitempty"`  // nil where no time is promised
	Knob     string   `json:"knob,omitempty"`    // settings that mend it, as strategy.Parse reads them; "" where none does
	Advice   string   `json:"advice,omitempty"`  // what to do where no knob does it
	Command  string   `json:"command,omitempty"` // what shows more
}

// A Saving is what a change saves at most: a part of some phases' wall.
type Saving struct {
	Phases []string      `json:"phases"`
	Part   float64       `json:"part"`     // of these phases' wall, 0 to 1
	Upper  time.Duration `json:"upper_ns"` // of one pass of the run that was looked at
	Share  float64       `json:"share"`    // of that pass's wall
}

// saving returns what leaving out a part of phases saves.
func (f *Facts) saving(part float64, phases ...string) *Saving {
	wall := time.Duration(0)
	for _, name := range phases {
		if p := f.phase(name); p != nil && !p.Lacks("wall") {
			wall += p.Wall
		}
	}
	if wall == 0 {
		return nil
	}
	upper := time.Duration(part * float64(wall) / float64(f.passes()))
	return &Saving{Phases: phases, Part: part, Upper: upper, Share: f.share(upper)}
}

// FindRule returns the rule with an id.
func FindRule(id string) (*Rule, error) {
	var ids []string
	for _, r := range Rules() {
		if r.ID == id {
			return &r, nil
		}
		ids = append(ids, r.ID)
	}
	return nil, fmt.Errorf("there is no rule %q; the rules are %s", id, join(ids))
}

// Look returns what the rules find, the gravest first, and of equals that which
// saves most.
func Look(f *Facts) []Finding {
	list := []Finding{}
	for _, r := range Rules() {
		if len(f.missing(r.Needs)) > 0 {
			continue
		}
		found := r.Test(f, r.At)
		if found == nil {
			continue
		}
		found.Rule, found.Title, found.Severity = r.ID, r.Title, r.Severity
		list = append(list, *found)
	}
	slices.SortStableFunc(list, func(a, b Finding) int {
		if a.Severity != b.Severity {
			return int(b.Severity) - int(a.Severity)
		}
		return int(b.upper() - a.upper())
	})
	return list
}

// A Silence is a rule that did not fire on a run: for want of facts, or where it
// lacks none, because the run is below its thresholds or has too little of what
// it counts.
type Silence struct {
	Rule  string `json:"rule"`
	Lacks []Lack `json:"lacks,omitempty"`
}

// Silent returns the rules that are not among those found, in the order of the
// table.
func Silent(f *Facts, found []Finding) []Silence {
	list := []Silence{}
	for _, r := range Rules() {
		if !slices.ContainsFunc(found, func(one Finding) bool { return one.Rule == r.ID }) {
			list = append(list, Silence{r.ID, f.Lacks(&r)})
		}
	}
	return list
}

func (f *Finding) upper() time.Duration {
	if f.Saving == nil {
		return 0
	}
	return f.Saving.Upper
}
